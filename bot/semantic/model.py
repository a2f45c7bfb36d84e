"""A model in memory: fastembed reads its files and runs it, with onnxruntime, on one core."""

import json
from pathlib import Path
from typing import Any, Final

import numpy as np

from bot.config import ConfigError
from bot.matching.vectors.sparse import Floats
from bot.semantic import texts
from bot.semantic.files import ModelFiles, load_fastembed

LONGEST: Final = 500
"""Characters of a text that are read: about a hundred words. Of longer ones the time grows faster than the sense."""
_PROBE: Final = "How does it work?"
_POOLING: Final = "1_Pooling/config.json"
"""Where models of sentence-transformers say how the vectors of words become one."""


class SentenceModel:
    """Turns a text into a vector. Threads may share it; while it runs, it lets others run too."""

    def __init__(self, files: ModelFiles) -> None:
        """Load the model. Blocks for a second or two, most of it for loading fastembed.

        Raises:
            ConfigError: the files, or the package, can't be used.
        """
        embedding = load_fastembed()
        self.fingerprint = files.fingerprint
        try:
            self._embedding = embedding(
                files.name or _registered(embedding, files),
                cache_dir=str(files.folder),  # it would make one elsewhere, and puts nothing into it
                specific_model_path=str(files.folder),
                local_files_only=True,
                threads=1,
                providers=["CPUExecutionProvider"],
            )
            self.dimensions = len(self.vector(_PROBE))
        except Exception as error:  # of several libraries, which have no base class in common
            raise ConfigError(texts.UNUSABLE.format(folder=files.folder, error=_said(error))) from error

    def vector(self, text: str) -> Floats:
        """The vector of a text, of length 1; shape (dimensions,).

        Texts go through the model one by one: with others in between, a quantised model makes another vector of the
        same text, and it is no quicker.

        Raises:
            ValueError: the model made no vector.
            Exception: whatever the libraries raise.
        """
        found = np.asarray(next(iter(self._embedding.embed([text[:LONGEST]], batch_size=1))), np.float32)
        length = float(np.linalg.norm(found))
        if found.ndim != 1 or not np.isfinite(length):
            raise ValueError("it made no vector")
        return found / length if length else found


def _registered(embedding: Any, files: ModelFiles) -> str:
    """The name under which fastembed knows a folder of the operator's own, which it is told here."""
    from fastembed.common.model_description import ModelSource, PoolingType

    name = f"folder/{files.fingerprint}"
    if all(each["model"] != name for each in embedding.list_supported_models()):
        embedding.add_custom_model(
            model=name,
            pooling=PoolingType.CLS if _takes_first(files.folder) else PoolingType.MEAN,
            normalization=True,
            sources=ModelSource(hf=name),  # it must have one, and does not look there
            dim=0,  # as it turns out
            model_file=files.model_file,
        )
    return name


def _takes_first(folder: Path) -> bool:
    """Whether the first token's vector stands for the text, rather than the mean of all."""
    try:
        return bool(json.loads((folder / _POOLING).read_text("utf-8")).get("pooling_mode_cls_token"))
    except (OSError, ValueError, AttributeError):
        return False


def _said(error: Exception) -> str:
    """What an error says, as the middle of a sentence."""
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__).rstrip(".")
