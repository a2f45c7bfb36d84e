"""The blocks of features that a vector is made of: their shares; as matrices counted, scaled and put side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from typing import Final, NamedTuple, Self, TypeVar

import numpy as np

from bot.matching.vectors.sparse import Floats, Ints, Rows, distinct


@dataclass(frozen=True, slots=True)
class Query:
    """The vector of one question: a value for each of its features, and for each word whose letters count."""

    features: dict[int, float]
    words: dict[str, float]

    def __hash__(self) -> int:
        return hash((tuple(self.features.items()), tuple(self.words.items())))


# Chosen on training splits of BANKING77 and CLINC150 with 1, 10 and 100 phrases an entry.
_STEMS: Final = 0.45
_MEANINGS: Final = 0.13
_PAIRS: Final = 0.27
"""The share of pairs for every tenfold that one comes on average: where hardly any comes twice, they tell nothing."""
_PAIRS_AT_MOST: Final = 0.2


class Shares(NamedTuple):
    """The shares of the blocks in the likeness of two phrases; they sum to 1."""

    stems: float
    pairs: float
    meanings: float
    letters: float

    @classmethod
    def of(cls, recurrence: float) -> Self:
        """The shares in a knowledge base where a pair of stems comes so often on average."""
        pairs = min(_PAIRS_AT_MOST, _PAIRS * log10(recurrence))
        stems, meanings = _STEMS * (1 - pairs), _MEANINGS * (1 - pairs)
        return cls(stems, pairs, meanings, 1 - pairs - stems - meanings)


def counted(rows: Ints, columns: Ints, height: int, width: int) -> Rows:
    """A matrix of how often each column comes in each row."""
    keys, places = distinct(rows.astype(np.int64) * max(width, 1) + columns)
    counts = np.bincount(places)
    lengths = np.bincount(keys // max(width, 1), minlength=height)
    return Rows.of(lengths, (keys % max(width, 1)).astype(np.int32), counts.astype(np.float32))


def strongest(rows: Ints, groups: Rows, height: int, width: int) -> Rows:
    """A matrix of the greatest value that each column has in each row."""
    keys, places = distinct(rows.astype(np.int64) * width + groups.columns)
    values = np.zeros(len(keys), np.float32)
    np.maximum.at(values, places, groups.values)
    return Rows.of(np.bincount(keys // width, minlength=height), (keys % width).astype(np.int32), values)


def scaled(rows: Rows, values: Floats, share: float, missing: Floats | float = 0.0) -> Rows:
    """``rows`` with ``values``, each row brought to the length ``sqrt(share)``.

    ``missing`` is the square of what a row has besides and is not in ``rows``.
    """
    squares = rows.sums(values**2) + missing
    scale = np.sqrt(share / np.maximum(squares, 1e-12)).astype(np.float32)
    return Rows(rows.start, rows.columns, (values * scale[rows.row_numbers]).astype(np.float32))


def beside(parts: Sequence[Rows], columns: Sequence[Ints]) -> Rows:
    """Matrices side by side, the values of each moved to the ``columns`` given for them."""
    rows = np.concatenate([part.row_numbers for part in parts])
    order = np.argsort(rows, kind="stable")
    values = np.concatenate([part.values for part in parts])[order]
    lengths = np.bincount(rows, minlength=len(parts[0]))
    return Rows.of(lengths, np.concatenate(columns)[order].astype(np.int32), values)


Numbers = TypeVar("Numbers", int, Ints)


@dataclass(frozen=True, slots=True)
class Columns:
    """Groups of like meaning first, then pairs of stems: an edit adds none of these.

    Then stems and words in turn, so that each keeps its column when more come.
    """

    meanings: int
    """How many groups there are."""
    pairs: int
    """How many pairs there are."""
    words: int
    """How many words there are; there are never more stems."""

    @property
    def first_stem(self) -> int:
        """The column of the first stem."""
        return self.meanings + self.pairs

    @property
    def width(self) -> int:
        """The number of columns."""
        return self.first_stem + 2 * self.words

    @property
    def all_stems(self) -> slice:
        """The columns of the stems, and after them those that more stems would have."""
        return slice(self.first_stem, None, 2)

    @property
    def all_words(self) -> slice:
        """The columns of the words."""
        return slice(self.first_stem + 1, None, 2)

    def pair(self, number: Numbers) -> Numbers:
        """The column of a pair, or of each of several."""
        return self.meanings + number

    def stem(self, number: Numbers) -> Numbers:
        """The column of a stem, or of each of several."""
        return self.first_stem + 2 * number

    def word(self, number: Numbers) -> Numbers:
        """The column of a word, or of each of several."""
        return self.first_stem + 2 * number + 1

    def words_at(self, columns: Ints) -> tuple[Ints, Ints]:
        """Where among ``columns`` those of words stand, and which words they are."""
        numbers = columns - self.first_stem - 1
        places = ((numbers >= 0) & (numbers % 2 == 0)).nonzero()[0]
        return places, numbers[places] // 2
