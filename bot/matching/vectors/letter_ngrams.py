"""Which words are spelt alike, by the runs of letters they share."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import Final

import numpy as np

from bot.matching.vectors.sparse import Bools, Floats, Ints, Rows

_RUNS: Final = (3, 4, 5)
_ALIKE: Final = 0.4
"""The share of the shorter word's runs from which two words count as alike: below, they share an ending at most."""
_REMEMBERED: Final = 20_000
_COMMON: Final = 400
"""Words from which on a run tells none of them apart. Among 5,000 English words none has so many.

Without this, the work and the pairs found grow with the square of the words that begin or end alike.
"""
_AT_ONCE: Final = 1 << 18
"""Runs shared by two words that are counted in one step: about what fits into a processor's cache."""


@lru_cache(maxsize=256)
def runs_of(word: str) -> tuple[str, ...]:
    """The runs of three to five letters in a word whose ends are marked, each once."""
    marked = f" {word} "
    runs = (marked[first : first + length] for length in _RUNS for first in range(max(1, len(marked) - length + 1)))
    # A repeated run would make a phrase more like itself than 1, and the regression's matrix singular ("eeeeee").
    return tuple(dict.fromkeys(runs))


class Spelling:
    """Numbered words by their letter runs. It never changes; threads may share it."""

    def __init__(
        self, numbers: Mapping[str, int], runs: dict[str, int], common: Bools, words: Rows, sizes: Ints
    ) -> None:
        """``words`` has a row for each of ``runs``, with the words that have it, but for those ``common`` to many.

        ``sizes`` are the words' own, common runs left out.
        """
        self._numbers = numbers
        self._runs = runs
        self._common = common
        self._words = words
        self.sizes = sizes
        """How many runs each word has that are not common."""
        self._remembered: dict[str, tuple[Ints, Floats]] = {}
        self._found_before: Mapping[str, tuple[Ints, Floats]] = {}
        """What was found when the ``_new`` words, numbered on from ``_first_new``, were not there."""
        self._new: Sequence[frozenset[str]] = ()
        self._first_new = 0
        self.likeness = Rows.of([], np.zeros(0, np.int32))
        """Words by words, where they are alike: the cosine of their runs."""

    @classmethod
    def of(cls, words: Sequence[str]) -> "Spelling":
        """The spelling of these words, numbered in their order."""
        none = np.zeros(0, np.int32)
        empty = cls({}, {}, np.zeros(0, np.bool_), Rows.of([], none), none)
        return empty.extended({word: number for number, word in enumerate(words)})

    def extended(self, numbers: Mapping[str, int]) -> "Spelling":
        """This spelling with those words besides that come last in ``numbers``, which has all of them in order."""
        words = list(islice(numbers, len(self.sizes), None))
        runs = dict(self._runs)
        rows = [[runs.setdefault(run, len(runs)) for run in runs_of(word)] for word in words]
        more = Rows.of([len(row) for row in rows], np.array([run for row in rows for run in row], np.int32))
        having = self._words.with_columns_of(more, len(self.sizes), len(runs))
        was_common = np.append(self._common, np.zeros(len(runs) - len(self._common), np.bool_))
        common = was_common | (having.lengths > _COMMON)
        more = more.where(~common[more.columns])
        having = having.where(~common[having.row_numbers])
        sizes = np.concatenate([self.sizes, more.lengths.astype(np.int32)])
        larger = Spelling(numbers, runs, common, having, sizes)
        larger.likeness = self._likeness_with(larger._look_up_all(more))
        if len(self.sizes) and not (common & ~was_common).any():
            larger._found_before = self._remembered
            larger._new = [frozenset(larger._telling(word)) for word in words]
            larger._first_new = len(self.sizes)
        return larger

    def number(self, word: str) -> int | None:
        """The number of a word, where it has one."""
        return self._numbers.get(word)

    def size(self, word: str) -> int:
        """How many runs a word has that are not common, whether or not it has a number."""
        number = self._numbers.get(word)
        return len(self._telling(word)) if number is None else int(self.sizes[number])

    def alike(self, word: str) -> tuple[Ints, Floats]:
        """The numbers of the words spelt like one that has no number, and how alike it and each are."""
        found = self._remembered.get(word)
        if found is None:
            before = self._found_before.get(word)
            found = self._look_up(word) if before is None else self._with_new(word, *before)
            if len(self._remembered) < _REMEMBERED:
                self._remembered[word] = found
        return found

    def among(self, words: Ints) -> tuple[Ints, Ints, Floats]:
        """Which two of these words, given by number in order, are alike: their places, and how much they are."""
        places = np.arange(len(words), dtype=np.int32)
        place_of = np.full(len(self.sizes), -1, np.int32)
        place_of[words] = places
        positions = self.likeness.positions(words)
        left = places.repeat(self.likeness.start[words + 1] - self.likeness.start[words])
        right = place_of[self.likeness.columns[positions]]
        pairs = (right > left).nonzero()[0]
        return left[pairs], right[pairs], self.likeness.values[positions[pairs]]

    def spread(self, words: Mapping[str, float]) -> Floats:
        """A value for each word with a number: how alike it is to any ``words``, each times its value."""
        known = {number: value for word, value in words.items() if (number := self._numbers.get(word)) is not None}
        values = np.array(list(known.values()), np.float32)
        found = self.likeness.sum_of(np.array(list(known), np.intp), values, len(self.sizes))
        if len(known) < len(words):
            for word, value in words.items():
                if word not in self._numbers:
                    numbers, alike = self.alike(word)
                    found[numbers] += np.float32(value) * alike
        return found

    def _telling(self, word: str) -> list[str]:
        """The runs of a word that are not common."""
        return [run for run in runs_of(word) if (number := self._runs.get(run)) is None or not self._common[number]]

    def _look_up(self, word: str) -> tuple[Ints, Floats]:
        runs = self._telling(word)
        known = np.array([self._runs[run] for run in runs if run in self._runs], np.int32)
        found = self._alike_to(Rows.of([len(known)], known), np.array([len(runs)]))
        return found.columns, found.values

    def _look_up_all(self, words: Rows) -> Rows:
        """The same for many words, given as numbers of their runs."""
        shared = words.sums(self._words.lengths[words.columns].astype(np.float64)).cumsum(dtype=np.float64)
        steps = (shared // _AT_ONCE).astype(np.int64)
        firsts = [0, *(np.flatnonzero(np.diff(steps)) + 1).tolist(), len(words)]
        parts = [words.take(np.arange(first, last)) for first, last in pairwise(firsts)]
        return Rows.stack([self._alike_to(part, part.lengths) for part in parts])

    def _alike_to(self, words: Rows, sizes: Ints) -> Rows:
        """The words alike to others, and how much: ``words`` has the others' known runs, of ``sizes`` in all."""
        width = max(1, len(self.sizes))
        postings = self._words.start[words.columns + 1] - self._words.start[words.columns]
        having = self._words.columns[self._words.positions(words.columns)]
        shared = np.repeat(words.row_numbers.astype(np.int64) * width, postings) + having
        # Counted by sorting, as most pairs share nothing; "stable" merges what is in order already, the words of a run.
        shared.sort(kind="stable")
        firsts = np.flatnonzero(np.diff(shared, prepend=-1))
        counts = np.diff(firsts, append=len(shared))
        rows, numbers = np.divmod(shared[firsts], width)
        own, other = sizes[rows], self.sizes[numbers]
        alike = counts >= _ALIKE * np.minimum(own, other)
        lengths = np.bincount(rows[alike], minlength=len(words))
        return Rows.of(lengths, numbers[alike].astype(np.int32), _cosine(counts, other, own)[alike])

    def _with_new(self, word: str, numbers: Ints, cosines: Floats) -> tuple[Ints, Floats]:
        runs = self._telling(word)
        counts = np.array([len(each.intersection(runs)) for each in self._new])
        sizes = self.sizes[self._first_new :]
        alike = np.flatnonzero((counts > 0) & (counts >= _ALIKE * np.minimum(sizes, len(runs))))
        new = (self._first_new + alike).astype(np.int32)
        return np.append(numbers, new), np.append(cosines, _cosine(counts[alike], sizes[alike], len(runs)))

    def _likeness_with(self, new: Rows) -> Rows:
        """The likeness of all words, after that of the ``new`` ones to all was looked up."""
        known = len(self.sizes)
        old = new.where(new.columns < known)
        return Rows.stack([self.likeness.with_columns_of(old, known, known), new])


def _cosine(shared: Ints, sizes: Ints, others: Ints | int) -> Floats:
    """The cosine of sets of ``sizes`` and of ``others`` that share so many."""
    return (shared / np.sqrt(sizes * others)).astype(np.float32)
