"""Scores for the entries: from all phrases where they are few, else from the nearest."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from bot.matching.memo import Memo
from bot.matching.ranking.corpus import NOBODY
from bot.matching.ranking.ridge import Ridge, local_scores
from bot.matching.ranking.similarity import Kernel
from bot.matching.vectors.layout import QueryVector
from bot.matching.vectors.sparse import Floats, Ints, unique

ALL_UP_TO: Final = 2000
"""Phrases up to which one regression is solved for all: it ranks better, but its n**3 time makes an edit wait.

There an edit, which is tried on a thousand questions, costs as much either way: ``python -m tests.benchmarks matcher``.
"""
NEAREST: Final = 64
"""Phrases on which a question's own regression is solved beyond that."""
_REMEMBERED: Final = 2000
"""Questions whose scores are kept: twice as many as an edit is tried on."""


@dataclass(frozen=True, slots=True)
class Scores:
    """How far a question points at each of ``m`` entries, and the ``n`` phrases that this comes from."""

    entries: Ints
    """Their numbers; shape (m,)."""
    values: Floats
    """The score of each entry: about 1 for one of its own phrases, and 0 for nothing similar; shape (m,)."""
    phrases: Ints
    """Their numbers, in order; shape (n,)."""
    similarity: Floats
    """The question's to each phrase; shape (n,)."""
    threshold: float = 0.0
    """The similarity that another phrase needs at least to be among them: 0 where all are."""

    def above(self, score: float) -> int:
        """How many entries have more than this ``score``."""
        return int(np.count_nonzero(self.values > score))

    def best(self, limit: int, first: Collection[int] = ()) -> Ints:
        """The places of the ``limit`` entries with the best scores, best first, after those that come ``first``."""
        order = (-self.values).argsort(kind="stable")
        if first:
            order = order[np.argsort(~np.isin(self.entries[order], list(first)), kind="stable")]
        return order[:limit]


class Scorer(Protocol):
    """Scores entries for a question."""

    def scores(self, query: QueryVector) -> Scores:
        """The scores of every entry, or of those with a phrase near the question."""
        ...


class WholeScorer:
    """One regression over all phrases."""

    def __init__(self, kernel: Kernel, entry_of: Ints, noise: Floats, entries: int) -> None:
        """Solve it: ``entry_of`` and ``noise``, both of shape (phrases,), are as ``Corpus`` has them."""
        self._kernel = kernel.whole()
        self._entries = np.arange(entries, dtype=np.int32)
        self._phrases = np.arange(len(entry_of), dtype=np.int32)
        self._ridge = Ridge(kernel.between_all(), entry_of, noise, entries)

    def scores(self, query: QueryVector) -> Scores:
        """The scores of every entry."""
        similarity = self._kernel.to_all(query)
        return Scores(self._entries, self._ridge.scores(similarity), self._phrases, similarity)


class NearestScorer:
    """A regression of its own for each question, over the phrases nearest to it.

    After an edit it knows what the scorer before it found for a question, where the edit is not near that question.
    """

    def __init__(
        self,
        kernel: Kernel,
        entry_of: Ints,
        noise: Floats,
        found: Mapping[int, Scores] | None = None,
        known: int = 0,
    ) -> None:
        """Make ready to score: ``entry_of`` and ``noise``, both of shape (phrases,), are as ``Corpus`` has them.

        ``found`` holds what was found for questions when only the first ``known`` phrases were there.
        """
        self._kernel = kernel
        self._entry_of = entry_of
        self._noise = noise
        self._found: Memo[int, Scores] = Memo(_REMEMBERED)
        self._found_before: Mapping[int, Scores] = {} if found is None else found
        self._new = np.arange(known, len(entry_of))
        self._gone = np.flatnonzero(entry_of == NOBODY)

    def edited(self, kernel: Kernel, entry_of: Ints, noise: Floats) -> "NearestScorer":
        """The scorer after an edit: of more phrases, some of the old ones being nobody's now."""
        return NearestScorer(kernel, entry_of, noise, self._found, len(self._entry_of))

    def scores(self, query: QueryVector) -> Scores:
        """The scores of the entries that have a phrase among the nearest."""
        key = hash(query)  # what was asked is not kept
        return self._found.get(key) or self._found.keep(key, self._still(query, key) or self._solved(query))

    def _still(self, query: QueryVector, key: int) -> Scores | None:
        """What was found before the edit, if none of the phrases changed since is among the nearest, then or now."""
        found = self._found_before.get(key)
        if found is None or NOBODY in self._entry_of[found.phrases]:
            return None
        nearer = self._kernel.to(query, self._new) >= found.threshold if len(self._new) else self._new
        return None if nearer.any() else found

    def _solved(self, query: QueryVector) -> Scores:
        near = self._kernel.nearest(query, NEAREST, self._gone)
        entries, places = unique(self._entry_of[near.phrases])
        values = near.similarity
        if len(entries):
            between = self._kernel.between(near.phrases, near.vectors)
            values = local_scores(near.similarity, between, places, self._noise[near.phrases])
        return Scores(entries, values, near.phrases, near.similarity, near.threshold)
