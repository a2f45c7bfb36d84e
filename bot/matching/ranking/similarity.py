"""How alike a question and the phrases are: for all phrases, or for those nearest."""

from typing import Final, NamedTuple

import numpy as np

from bot.matching.vectors.layout import Columns, Query
from bot.matching.vectors.letter_ngrams import Spelling
from bot.matching.vectors.sparse import Floats, Ints, Rows, product

_CANDIDATES: Final = 128
"""Phrases whose likeness is worked out in full when not all are."""
_BUDGET, _OF_ALL = 8000, 0.3
"""Postings read to find the candidates, at least and by the number of phrases: the rarest features first.

With more, phrases that share only common words push out some that share a rare one.
"""
_LEAST: Final = 0.3
"""The share of the best candidate's likeness by features that another has at least."""


class Nearest(NamedTuple):
    """The phrases that are most like a question, in their order."""

    phrases: Ints
    likeness: Floats
    vectors: Rows
    """Theirs."""
    bar: float
    """The likeness that another phrase needs at least to be among them."""


class Kernel:
    """Likeness between 0 and about 1: the product of two vectors, over words, meanings and letters.

    It never changes; threads may share it.
    """

    def __init__(self, spelling: Spelling, phrases: Rows, columns: Columns, postings: Rows | None = None) -> None:
        """``phrases`` are vectors; ``postings``, the same by columns, are worked out when they are not at hand."""
        self._spelling = spelling
        self._phrases = phrases
        self._columns = columns
        self._postings = postings or phrases.transposed(columns.width)

    def extended(self, spelling: Spelling, more: Rows, columns: Columns) -> "Kernel":
        """This kernel with more phrases, numbered on from the last."""
        postings = self._postings.with_columns_of(more, len(self), columns.width)
        return Kernel(spelling, Rows.stack([self._phrases, more]), columns, postings)

    def __len__(self) -> int:
        return len(self._phrases)

    def whole(self) -> "WholeKernel":
        """The likeness to all phrases, worked out beforehand as far as it can be."""
        return WholeKernel(self._spelling, self._postings, self._columns, len(self))

    def nearest(self, query: Query, limit: int, gone: Ints) -> Nearest:
        """The ``limit`` phrases that are most like ``query``, without those ``gone``."""
        phrases, bar = self._candidates(query, gone)
        vectors = self._phrases.take(phrases)
        likeness = vectors.times(self._spread(query))
        if len(phrases) > limit:
            best = np.sort((-likeness).argpartition(limit - 1)[:limit])
            phrases, likeness, vectors = phrases[best], likeness[best], vectors.take(best)
        return Nearest(phrases, likeness, vectors, min(bar, float(likeness.min(initial=bar))))

    def to(self, query: Query, phrases: Ints) -> Floats:
        """The likeness of ``query`` to these phrases."""
        return self._phrases.take(phrases).times(self._spread(query))

    def _spread(self, query: Query) -> Floats:
        """A value for each column, those of words being for all that are spelt like the question's."""
        values = np.zeros(self._columns.width, np.float32)
        values[list(query.features)] = list(query.features.values())
        values[self._columns.all_words] = self._spelling.spread(query.words)
        return values

    def between_all(self) -> Floats:
        """The likeness of all phrases to each other: a square matrix."""
        likeness, width = self._spelling.likeness, self._columns.width
        lengths = np.ones(width, np.int64)
        lengths[self._columns.all_words] = likeness.lengths
        of_word = np.zeros(width, np.bool_)
        of_word[self._columns.all_words] = True
        places = np.repeat(of_word, lengths)
        alike = Rows.of(lengths, np.repeat(np.arange(width), lengths))
        alike.columns[places] = self._columns.word(likeness.columns)
        alike.values[places] = likeness.values
        return product(_chained(self._phrases, alike), self._phrases, width)

    def between(self, vectors: Rows) -> Floats:
        """The likeness of a few phrases, given by their vectors, to each other: a square matrix."""
        values, used = vectors.by_columns(self._columns.width)
        places, words = self._columns.words_at(used)
        left, right, alike = self._spelling.among(words)
        by_others = (values[places[left]] * alike[:, None]).T @ values[places[right]]
        likeness = values.T @ values
        likeness += by_others
        likeness += by_others.T
        return likeness

    def _candidates(self, query: Query, gone: Ints) -> tuple[Ints, float]:
        """Phrases that share features with ``query``, and the likeness by these that another needs to be among them."""
        columns = np.array(list(query.features), np.int32)
        values = np.array(list(query.features.values()), np.float32)
        sizes = self._postings.start[columns + 1] - self._postings.start[columns]
        order = (sizes / (values**2 + 1e-9)).argsort(kind="stable")
        budget = max(_BUDGET, _OF_ALL * len(self))
        order = order[: int(sizes[order].cumsum().searchsorted(budget)) or 1]
        partial = self._postings.sum_of(columns[order], values[order], len(self))
        partial[gone] = 0
        least = _LEAST * float(partial.max(initial=0.0))
        touched = (partial > least).nonzero()[0]
        if len(touched) > _CANDIDATES:
            best = (-partial[touched]).argpartition(_CANDIDATES - 1)[:_CANDIDATES]
            touched = np.sort(touched[best])
            least = float(partial[touched].min())
        return touched, least


class WholeKernel:
    """The same likeness to every phrase, where they are few: what each word's letters share with them is known."""

    def __init__(self, spelling: Spelling, postings: Rows, columns: Columns, phrases: int) -> None:
        """``postings`` are the vectors of so many ``phrases`` by columns."""
        self._spelling = spelling
        self._columns = columns
        self._phrases = phrases
        words = postings.take(columns.word(np.arange(columns.words)))
        self._shared = Rows.stack([postings, _chained(spelling.likeness, words)])
        """What each column, and after them each word's letters, shares with the phrases."""

    def to_all(self, query: Query) -> Floats:
        """The likeness of ``query`` to every phrase."""
        rows = list(query.features)
        values = list(query.features.values())
        for word, value in query.words.items():
            number = self._spelling.number(word)
            if number is None:
                numbers, alike = self._spelling.alike(word)
                rows += self._columns.word(numbers).tolist()
                values += (value * alike).tolist()
            else:
                rows.append(self._columns.width + number)
                values.append(value)
        return self._shared.sum_of(np.array(rows, np.intp), np.array(values, np.float32), self._phrases)


def _chained(left: Rows, right: Rows) -> Rows:
    """The product of two matrices, but for this: values of a row that belong in one column are left apart."""
    lengths = right.start[left.columns + 1] - right.start[left.columns]
    positions = right.positions(left.columns)
    values = right.values[positions] * np.repeat(left.values, lengths)
    sums = np.concatenate(([0], np.cumsum(lengths)))
    return Rows(sums[left.start], right.columns[positions], values)
