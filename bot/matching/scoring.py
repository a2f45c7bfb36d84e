"""Scores for every entry: from all phrases where they are few, else from the nearest."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from bot.matching.corpus import NOBODY
from bot.matching.features import Query
from bot.matching.kernel import Kernel
from bot.matching.ridge import Ridge, Scores
from bot.matching.rows import Floats, Ints

ALL_UP_TO: Final = 2500
"""Phrases up to which one regression is solved for all: beyond, its n**3 time makes an edit wait for seconds."""
NEAREST: Final = 64
"""Phrases on which a question's own regression is solved beyond that."""
BY_VOTES: Final = 0.6
BY_VOTES_NEAREST: Final = 0.3
"""Shares of the votes in the second layer; among the nearest the votes say less, as all lean to the same few entries.
Chosen on training splits of BANKING77 and CLINC150."""


@dataclass(frozen=True, slots=True)
class Near:
    """The phrases that a question was compared with, and their likeness to it."""

    phrases: Ints
    likeness: Floats


class Scorer(Protocol):
    """Scores entries for a question."""

    def scores(self, query: Query) -> tuple[Scores, Near]:
        """The scores of every entry, and what they come from."""
        ...

    def left_out(self, phrases: Ints) -> Iterator[tuple[Scores, Scores]]:
        """For each of ``phrases`` its scores had it not been there, and had its whole entry not been there."""
        ...


class WholeScorer:
    """One regression over all phrases."""

    def __init__(self, kernel: Kernel, entry_of: Ints, noise: Floats, entries: int) -> None:
        self._kernel = kernel
        self._entry_of = entry_of
        self._phrases = np.arange(len(entry_of), dtype=np.int32)
        self._likeness = kernel.between()
        self._ridge = Ridge(self._likeness, entry_of, noise, entries, BY_VOTES)

    def scores(self, query: Query) -> tuple[Scores, Near]:
        """The scores of every entry, and what they come from."""
        likeness = self._kernel.all(query)
        return self._ridge.scores(likeness), Near(self._phrases, likeness)

    def left_out(self, phrases: Ints) -> Iterator[tuple[Scores, Scores]]:
        """For each of ``phrases`` its scores without it, and without its whole entry; in closed form."""
        alone = self._ridge.left_out()
        for entry in np.unique(self._entry_of[phrases]).tolist():
            own = np.flatnonzero(self._entry_of == entry).astype(np.int32)
            asked = phrases[self._entry_of[phrases] == entry]
            without = self._ridge.scores_without(self._likeness[asked], own)
            for place, phrase in enumerate(asked.tolist()):
                yield alone.row(phrase), without.row(place)


class NearestScorer:
    """A regression of its own for each question, over the phrases nearest to it."""

    def __init__(self, kernel: Kernel, entry_of: Ints, noise: Floats, entries: int) -> None:
        self._kernel = kernel
        self._entry_of = entry_of
        self._noise = noise
        self._entries = entries

    def scores(self, query: Query) -> tuple[Scores, Near]:
        """The scores of every entry, 0 where none of its phrases is among the nearest, and what they come from."""
        phrases, likeness = self._kernel.nearest(query)
        kept = np.flatnonzero(self._entry_of[phrases] != NOBODY)[:NEAREST]
        near = Near(phrases[kept], likeness[kept])
        return self._scores(near.phrases, near.likeness), near

    def left_out(self, phrases: Ints) -> Iterator[tuple[Scores, Scores]]:
        """For each of ``phrases`` its scores without it, and without its whole entry."""
        for phrase in phrases.tolist():
            near, likeness = self._kernel.nearest(self._kernel.query(phrase))
            others = near != phrase
            strangers = self._entry_of[near] != self._entry_of[phrase]
            yield (
                self._scores(near[others][:NEAREST], likeness[others][:NEAREST]),
                self._scores(near[strangers][:NEAREST], likeness[strangers][:NEAREST]),
            )

    def _scores(self, phrases: Ints, likeness: Floats) -> Scores:
        first = np.zeros(self._entries, np.float32)
        second = np.zeros(self._entries, np.float32)
        if len(phrases):
            entries, entry_of = np.unique(self._entry_of[phrases], return_inverse=True)
            noise = self._noise[phrases]
            near = Ridge(
                self._kernel.between(phrases), entry_of.astype(np.int32), noise, len(entries), BY_VOTES_NEAREST
            )
            found = near.scores(likeness)
            first[entries], second[entries] = found.first, found.second
        return Scores(first, second)
