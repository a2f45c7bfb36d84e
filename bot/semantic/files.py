"""The files of a model: where they lie, what has to be there, and whether it is what was fetched."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from bot.closest import nearest
from bot.config import ConfigError
from bot.semantic import texts

MODELS: Final = "models"
"""The folder of what was fetched, within the data folder."""
RECORD: Final = "fetched.json"
"""What was fetched, with the SHA-256 of each file."""
MODEL_FILE: Final = "model.onnx"
TOKENIZER_FILES: Final = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "config.json")
_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model on the disk, complete and unaltered."""

    folder: Path
    name: str | None
    """What fastembed calls it; ``None`` for a folder of the operator's own."""
    model_file: str
    revision: str
    """Of what was fetched; empty for a folder of the operator's own."""
    fingerprint: str
    """A digest of all its files: vectors are of one fingerprint alone."""
    size: int
    """Bytes on the disk."""


@dataclass(frozen=True, slots=True)
class Record:
    """What was fetched."""

    name: str
    revision: str
    model_file: str
    digests: Mapping[str, str]
    """The SHA-256 of each file, by its path in the folder."""

    @classmethod
    def read(cls, folder: Path) -> "Record | None":
        """The record in a folder, or ``None`` where there is none that can be read."""
        try:
            found = json.loads((folder / RECORD).read_text("utf-8"))
            return cls(found["name"], found["revision"], found["model_file"], dict(found["files"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, folder: Path) -> None:
        """Write it into the folder of what was fetched."""
        values = {"name": self.name, "revision": self.revision, "model_file": self.model_file, "files": self.digests}
        (folder / RECORD).write_text(json.dumps(values, indent=1), "utf-8")


def folder_of(name: str, models: Path) -> Path:
    """Where the model of that name is, or will be, in the folder of ``models``."""
    return models / name.lower().replace("/", "--")


def find_model(chosen: str, models: Path) -> ModelFiles:
    """The model that was chosen: a folder, or the name of one that was fetched to ``models``. Reads it whole.

    Raises:
        ConfigError: the package is missing, nothing is called so, it was not fetched, or is not complete.
    """
    if find_spec("fastembed") is None:
        raise ConfigError(texts.NOT_INSTALLED)
    folder = Path(chosen)
    if not folder.is_dir():
        folder = folder_of(chosen, models)
        if Record.read(folder) is None:
            raise ConfigError(texts.NOT_FETCHED.format(name=described(chosen)["model"]))
    try:
        return _checked(folder)
    except OSError as error:
        raise ConfigError(texts.UNREADABLE.format(folder=folder, error=error.strerror or error)) from error


def described(name: str) -> dict[str, Any]:
    """What fastembed knows of the model of a name. Loads fastembed.

    Raises:
        ConfigError: it knows none of that name, or can't be loaded.
    """
    known = {str(each["model"]): each for each in load_fastembed().list_supported_models()}
    for each, description in known.items():
        if each.lower() == name.lower():
            return description
    raise ConfigError(texts.UNKNOWN.format(name=name, near=", ".join(nearest(name, known))))


def load_fastembed() -> Any:
    """Its ``TextEmbedding``. It takes a second to load, and more memory than a small model.

    Raises:
        ConfigError: it is missing, or a library that it needs.
    """
    try:
        from fastembed import TextEmbedding
    except ModuleNotFoundError as error:
        if error.name == "fastembed":
            raise ConfigError(texts.NOT_INSTALLED) from None
        raise ConfigError(texts.BROKEN_PACKAGE.format(error=error)) from error
    except (ImportError, OSError) as error:
        raise ConfigError(texts.BROKEN_PACKAGE.format(error=error)) from error
    return TextEmbedding


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file, as hexadecimal digits."""
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _checked(folder: Path) -> ModelFiles:
    """The model in a folder, its files read and compared with the record, if it was fetched.

    Raises:
        ConfigError: it lacks a file, or one is not what was fetched.
    """
    record = Record.read(folder)
    names = (MODEL_FILE, *TOKENIZER_FILES) if record is None else tuple(record.digests)
    if lacking := [name for name in names if not (folder / name).is_file()]:
        sentence = texts.FOLDER_LACKS if record is None else texts.MODEL_LACKS
        raise ConfigError(sentence.format(folder=folder, files=", ".join(lacking)))
    digests = {name: sha256_of(folder / name) for name in names}
    if record is None:
        return ModelFiles(folder, None, MODEL_FILE, "", _fingerprint(digests.items()), _size(folder, names))
    if altered := [name for name in names if digests[name] != record.digests[name]]:
        raise ConfigError(texts.ALTERED.format(file=altered[0], folder=folder))
    size = _size(folder, names)
    return ModelFiles(folder, record.name, record.model_file, record.revision, _fingerprint(digests.items()), size)


def _fingerprint(digests: Iterable[tuple[str, str]]) -> str:
    return hashlib.sha256(json.dumps(sorted(digests)).encode()).hexdigest()[:32]


def _size(folder: Path, names: Iterable[str]) -> int:
    return sum((folder / name).stat().st_size for name in names)
