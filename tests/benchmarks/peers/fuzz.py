"""String similarity over all phrases, as most bots do it: rapidfuzz and thefuzz."""

import logging
from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils

from tests.benchmarks.peers.base import Peer, Ranking, best_labels, load

_PHRASES = 200


class _Fuzz(Peer):
    scorer = staticmethod(fuzz.WRatio)

    def fit_phrases(self, phrases: Sequence[str], labels: Sequence[str]) -> None:
        self._phrases = [utils.default_process(phrase) for phrase in phrases]
        self._labels = list(labels)

    def rank(self, text: str) -> Ranking:
        found = process.extract(utils.default_process(text), self._phrases, scorer=self.scorer, limit=_PHRASES)
        return best_labels((self._labels[place], score) for _, score, place in found)


class WRatio(_Fuzz):
    """rapidfuzz's weighted ratio: ``process.extract`` as its documentation shows it."""

    name = "rapidfuzz WRatio"


class TokenSort(_Fuzz):
    """rapidfuzz's token_sort_ratio."""

    name = "rapidfuzz token_sort_ratio"
    scorer = staticmethod(fuzz.token_sort_ratio)


class TheFuzz(Peer):
    """thefuzz's ``process.extract`` with its default scorer."""

    name = "thefuzz"
    most_phrases = 20_000

    def __init__(self) -> None:
        self._process = load("thefuzz.process")
        # It warns on the log of every question without letters.
        logging.getLogger("thefuzz.process").setLevel(logging.ERROR)

    def fit_phrases(self, phrases: Sequence[str], labels: Sequence[str]) -> None:
        self._phrases = dict(enumerate(phrases))
        self._labels = list(labels)

    def rank(self, text: str) -> Ranking:
        found = self._process.extract(text, self._phrases, limit=_PHRASES)
        return best_labels((self._labels[place], score) for _, score, place in found)
