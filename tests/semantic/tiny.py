"""Tiny models of meaning, made here with onnx and run by fastembed like real ones; and encoders that count."""

import json
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace

from bot.matching.vectors.sparse import Floats
from bot.semantic.encoder import SemanticEncoder, VectorStore
from bot.semantic.files import find_model
from bot.semantic.model import SentenceModel

MEANINGS = (
    ("price", "cost", "expensive", "cheap", "pay"),
    ("monitoring", "watch", "eye"),
    ("refund", "money", "back"),
    ("kettle", "brew", "brewing", "cooking"),
)
"""Words of a line mean the same."""
BREAKS = "kaboom"
"""A text with this word makes the model fail, as onnxruntime does: it looks up a word's vector that is not there."""


def make_model(folder: Path, meanings: Sequence[Sequence[str]] = MEANINGS, model_file: str = "model.onnx") -> Path:
    """A model that looks up a vector for each word, of which fastembed takes the mean; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    words = [(word, number) for number, group in enumerate(meanings) for word in group]
    vocabulary = {"[PAD]": 0, "[UNK]": 1} | {word: place for place, (word, _) in enumerate(words, start=2)}
    rows = np.zeros((len(vocabulary), len(meanings)), np.float32)  # a word that is not known says nothing
    for place, (_, number) in enumerate(words, start=2):
        rows[place, number] = 1.0
    _save_tokenizer(folder, vocabulary | {BREAKS: len(vocabulary) + 1_000})
    graph = helper.make_graph(
        [helper.make_node("Gather", ["rows", "input_ids"], ["last_hidden_state"], axis=0)],
        "tiny",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "words"])],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "words", rows.shape[1]])],
        [numpy_helper.from_array(rows, "rows")],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(made)
    (folder / model_file).parent.mkdir(parents=True, exist_ok=True)
    onnx.save(made, str(folder / model_file))
    return folder


def _save_tokenizer(folder: Path, vocabulary: Mapping[str, int]) -> None:
    tokenizer = Tokenizer(WordLevel(dict(vocabulary), unk_token="[UNK]"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]"}
    (folder / "special_tokens_map.json").write_text(json.dumps(special))
    (folder / "tokenizer_config.json").write_text(json.dumps({"model_max_length": 128, **special}))
    (folder / "config.json").write_text(json.dumps({"pad_token_id": 0}))


class CountingModel:
    """A model that notes which texts it was given, and in which thread."""

    def __init__(self, folder: Path) -> None:
        self._model = SentenceModel(find_model(str(folder), folder))
        self.dimensions = self._model.dimensions
        self.fingerprint = self._model.fingerprint
        self.given: list[str] = []
        self.threads: set[int] = set()

    def vector(self, text: str) -> Floats:
        self.given.append(text)
        self.threads.add(threading.get_ident())
        return self._model.vector(text)


def encoder(folder: Path, kept: VectorStore | None = None) -> tuple[SemanticEncoder, CountingModel]:
    """An encoder of the model in a folder, and its model, which counts."""
    model = CountingModel(folder)
    return SemanticEncoder(model, kept), model
