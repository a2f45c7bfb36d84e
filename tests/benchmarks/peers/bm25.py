"""Okapi BM25 over stemmed words: bm25s."""

from collections.abc import Sequence

from Stemmer import Stemmer

from tests.benchmarks.peers.base import Peer, Ranking, best_labels, load

_PHRASES = 200


class Bm25s(Peer):
    """bm25s with the English stemmer; no stop words, which short questions are made of."""

    name = "bm25s"

    def __init__(self) -> None:
        self._bm25s = load("bm25s")
        self._stemmer = Stemmer("english")

    def _tokens(self, texts: list[str]) -> object:
        return self._bm25s.tokenize(texts, stopwords=None, stemmer=self._stemmer, show_progress=False)

    def fit_phrases(self, phrases: Sequence[str], labels: Sequence[str]) -> None:
        self._index = self._bm25s.BM25()
        self._index.index(self._tokens(list(phrases)), show_progress=False)
        self._labels = list(labels)

    def rank(self, text: str) -> Ranking:
        k = min(_PHRASES, len(self._labels))
        places, scores = self._index.retrieve(self._tokens([text]), k=k, show_progress=False)
        return best_labels(
            (self._labels[place], float(score)) for place, score in zip(places[0], scores[0], strict=True)
        )
