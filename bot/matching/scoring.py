"""Scores for the entries: from all phrases where they are few, else from the nearest."""

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from bot.matching.corpus import NOBODY
from bot.matching.features import Query
from bot.matching.kernel import Kernel
from bot.matching.ridge import Ridge, local_scores
from bot.matching.rows import Floats, Ints

ALL_UP_TO: Final = 2500
"""Phrases up to which one regression is solved for all: beyond, its n**3 time makes an edit wait for seconds."""
NEAREST: Final = 64
"""Phrases on which a question's own regression is solved beyond that."""


@dataclass(frozen=True, slots=True)
class Scores:
    """How far a question points at each entry, and the phrases that this comes from."""

    entries: Ints
    values: Floats
    """The score of each of ``entries``: about 1 for one of its own phrases, and 0 for nothing alike."""
    phrases: Ints
    likeness: Floats
    """How alike the question and each of ``phrases`` are."""

    def best(self, limit: int) -> tuple[Ints, Floats]:
        """The entries with the best scores, best first, and their scores."""
        order = np.argsort(-self.values, kind="stable")[:limit]
        return self.entries[order], self.values[order]


class Scorer(Protocol):
    """Scores entries for a question."""

    def scores(self, query: Query) -> Scores:
        """The scores of every entry, or of those with a phrase near the question."""
        ...


class WholeScorer:
    """One regression over all phrases."""

    def __init__(self, kernel: Kernel, entry_of: Ints, noise: Floats, entries: int) -> None:
        self._kernel = kernel
        self._entries = np.arange(entries, dtype=np.int32)
        self._phrases = np.arange(len(entry_of), dtype=np.int32)
        self._ridge = Ridge(kernel.between_all(), entry_of, noise, entries)

    def scores(self, query: Query) -> Scores:
        """The scores of every entry."""
        likeness = self._kernel.all(query)
        return Scores(self._entries, self._ridge.scores(likeness), self._phrases, likeness)


class NearestScorer:
    """A regression of its own for each question, over the phrases nearest to it."""

    def __init__(self, kernel: Kernel, entry_of: Ints, noise: Floats) -> None:
        self._kernel = kernel
        self._entry_of = entry_of
        self._noise = noise

    def scores(self, query: Query) -> Scores:
        """The scores of the entries that have a phrase among the nearest."""
        phrases, likeness = self._kernel.nearest(query)
        kept = np.flatnonzero(self._entry_of[phrases] != NOBODY)[:NEAREST]
        phrases, likeness = phrases[kept], likeness[kept]
        entry_of = self._entry_of[phrases]
        if not len(phrases):
            return Scores(entry_of, likeness, phrases, likeness)
        weights = local_scores(likeness, self._kernel.between(phrases), entry_of, self._noise[phrases])
        entries, places = np.unique(entry_of, return_inverse=True)
        values = np.bincount(places, weights, len(entries)).astype(np.float32)
        return Scores(entries, values, phrases, likeness)
