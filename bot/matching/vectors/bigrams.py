"""Which stems follow each other in the phrases of a knowledge base: its bigrams."""

from typing import Final, TypeVar

import numpy as np

from bot.matching.memo import Memo
from bot.matching.vectors.sparse import CsrMatrix, Ints, unique

Numbers = TypeVar("Numbers", int, Ints)

_OFTEN: Final = 2
"""How often a bigram comes at least to have a number: one that comes once tells nothing that its stems do not."""
BOUNDARY: Final = -1
"""Stands for the stem before the first, and for the one after the last."""


class Bigrams:
    """Pairs of stems side by side, the beginning and the end of a phrase being stems too.

    A sorted table, small beside a dictionary of pairs. It is of the last whole build: an edit adds no bigrams.
    """

    def __init__(self, phrases: CsrMatrix, stem_of: Ints) -> None:
        """Count the bigrams of ``phrases``, rows of word numbers; ``stem_of``, shape (words,), has each word's stem."""
        self._keys, places = unique(_keys_of(phrases, stem_of).indices)
        self._counts = np.bincount(places).astype(np.int32)
        often = self._counts >= _OFTEN
        self._numbers = np.where(often, np.cumsum(often, dtype=np.int32) - 1, -1).astype(np.int32)
        self.size = int(often.sum())
        """How many bigrams have a number."""
        self.recurrence = float(self._counts.mean()) if len(self._counts) else 1.0
        """How often a bigram comes on average."""
        self._places: Memo[int, int] = Memo()

    def count(self, left: int, right: int) -> int:
        """How often the stem ``right`` follows ``left``."""
        place = self._place(_key(left, right))
        return 0 if place < 0 else int(self._counts[place])

    def number(self, left: int | None, right: int | None) -> int:
        """The number of a bigram, -1 if it has none; either stem may be ``BOUNDARY``, or ``None`` if unknown."""
        place = -1 if left is None or right is None else self._place(_key(left, right))
        return -1 if place < 0 else int(self._numbers[place])

    def numbers_in(self, phrases: CsrMatrix, stem_of: Ints) -> CsrMatrix:
        """The numbers of the bigrams in each of ``phrases``, rows of word numbers; -1 for one that has none."""
        keys = _keys_of(phrases, stem_of)
        places = np.searchsorted(self._keys, keys.indices)
        places[places == len(self._keys)] = 0
        known = self._keys[places] == keys.indices if len(self._keys) else np.zeros(len(places), np.bool_)
        numbers = np.full(len(places), -1, np.int32)
        numbers[known] = self._numbers[places[known]]
        return CsrMatrix(keys.indptr, numbers, keys.data)

    def _place(self, key: int) -> int:
        """Where a bigram stands in the table; -1 if it does not."""
        found = self._places.get(key)
        if found is None:
            place = int(self._keys.searchsorted(key))
            is_there = place < len(self._keys) and self._keys[place] == key
            found = self._places.keep(key, place if is_there else -1)
        return found


def _keys_of(phrases: CsrMatrix, stem_of: Ints) -> CsrMatrix:
    """The keys of the bigrams in each phrase."""
    stems = stem_of[phrases.indices].astype(np.int64)
    left = np.insert(stems, phrases.indptr[:-1], BOUNDARY)
    right = np.insert(stems, phrases.indptr[1:], BOUNDARY)
    return CsrMatrix.of(phrases.lengths + 1, _key(left, right))


def _key(left: Numbers, right: Numbers) -> Numbers:
    """One number for two stems, either of which may be ``BOUNDARY``."""
    return ((left + 1) << 32) + right + 1
