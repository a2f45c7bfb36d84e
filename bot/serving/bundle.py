"""The knowledge that ships with the bot: where it is, its copy on the first start, and news in a later version."""

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.config import ConfigError
from bot.knowledge.load import load_folder
from bot.knowledge.model import KnowledgeBase

MARKER = "bundled-knowledge.json"
_PACKAGE = Path(__file__).parents[1]
_PATTERNS = ("*.yaml", "*.yml")


@dataclass(frozen=True, slots=True)
class Bundle:
    """The bundled folder, with a digest of each of its files by name."""

    folder: Path
    digests: dict[str, str]


@dataclass(frozen=True, slots=True)
class News:
    """The bundled files that are new or changed since the served copy was made."""

    folder: Path
    changed: tuple[str, ...]
    """Names of the files that are new or different, in order."""

    @property
    def files(self) -> tuple[Path, ...]:
        """Where these files are, for an import."""
        return tuple(self.folder / name for name in self.changed)


def find_bundle(package: Path = _PACKAGE) -> Bundle:
    """The knowledge inside the installed package, or the ``knowledge`` folder beside it in a source checkout."""
    inside = package / "bundled_knowledge"
    folder = inside if inside.is_dir() else package.parent / "knowledge"
    found = sorted(file for pattern in _PATTERNS for file in folder.glob(pattern))
    return Bundle(folder, {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in found})


def copy_on_first_start(bundle: Bundle, knowledge: Path, data: Path) -> bool:
    """Copy the bundle to ``knowledge`` if nothing is there yet, and note in ``data`` what was copied.

    An empty folder counts as nothing: a volume's mount point exists before its first use. Says whether it copied.

    Raises:
        ConfigError: the folder can't be written.
    """
    if knowledge.exists() and (not knowledge.is_dir() or any(knowledge.iterdir())):
        return False
    try:
        knowledge.mkdir(parents=True, exist_ok=True)
        # Beside the goal, then renamed file by file: a crash in between leaves whole files alone.
        with TemporaryDirectory(dir=knowledge, prefix=".copy-") as temporary:
            for name in bundle.digests:
                copied = Path(shutil.copyfile(bundle.folder / name, Path(temporary) / name))
                copied.replace(knowledge / name)
        acknowledge(bundle, data)
    except OSError as error:
        raise ConfigError(
            f"I can't put the bundled knowledge into {knowledge}: {error.strerror}. "
            "Let the user that runs me write there, or set knowledge.folder."
        ) from error
    return True


def acknowledge(bundle: Bundle, data: Path) -> None:
    """Note in ``data`` that this bundle has been taken over (or turned down), so that it is news no longer."""
    (data / MARKER).write_text(json.dumps(bundle.digests, indent=1), encoding="utf-8")


def news(bundle: Bundle, data: Path) -> News | None:
    """What the bundle holds that was not there when the served copy was made; ``None`` where nothing was copied."""
    try:
        known = json.loads((data / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    changed = tuple(name for name, digest in bundle.digests.items() if known.get(name) != digest)
    return News(bundle.folder, changed) if changed else None


def untaken_news(bundle: Bundle, data: Path, serving: KnowledgeBase) -> News | None:
    """The news that is not served yet; what was imported meanwhile is news no longer. Reads the bundle if it is new."""
    found = news(bundle, data)
    if found is None:
        return None
    shipped = load_folder(bundle.folder).knowledge
    if shipped is not None and all(serving.topic(topic.id) == topic for topic in shipped.topics):
        acknowledge(bundle, data)
        return None
    return found
