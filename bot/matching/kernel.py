"""How alike a question and the phrases are: for all phrases, or for those nearest."""

from collections.abc import Collection
from typing import Final, NamedTuple

import numpy as np

from bot.matching.columns import Columns
from bot.matching.features import Query
from bot.matching.rows import Floats, Ints, Rows, product
from bot.matching.spelling import Spelling

_CANDIDATES: Final = 128
"""Phrases whose likeness is worked out in full when not all are."""
_BUDGET: Final = 30_000
"""Postings read to find the candidates: the rarest features first."""
_LEAST: Final = 0.3
"""The share of the best candidate's likeness by features that another has at least."""
_REMEMBERED: Final = 4_000_000
"""Likenesses to single features and words that are kept: sixteen megabytes."""
_PREPARED: Final = 700_000
"""As many of them are worked out beforehand, rather than when first asked for."""


class Nearest(NamedTuple):
    """The phrases that share most with a question, best first."""

    phrases: Ints
    likeness: Floats
    vectors: Rows
    """Theirs."""
    least: float
    """The likeness by features that each has at least."""
    is_cut: bool
    """Whether there were too many, and those with the least likeness by features were left out."""


class Kernel:
    """Likeness between 0 and about 1: the product of two vectors, over words, meanings and letters.

    It never changes but for what it remembers; threads may share it.
    """

    def __init__(self, spelling: Spelling, phrases: Rows, columns: Columns, postings: Rows | None = None) -> None:
        """``phrases`` are vectors; ``postings``, the same by columns, are worked out when they are not at hand."""
        self._spelling = spelling
        self._phrases = phrases
        self._columns = columns
        self._postings = postings or phrases.transposed(columns.width)
        self._remembered: dict[int | str, Floats] = {}

    def extended(self, spelling: Spelling, more: Rows, columns: Columns) -> "Kernel":
        """This kernel with more phrases, numbered on from the last."""
        postings = self._postings.with_columns_of(more, len(self), columns.width)
        return Kernel(spelling, Rows.stack([self._phrases, more]), columns, postings)

    def __len__(self) -> int:
        return len(self._phrases)

    def all(self, query: Query) -> Floats:
        """The likeness of ``query`` to every phrase."""
        keys = [*query.features, *query.words]
        if not keys:
            return np.zeros(len(self), np.float32)
        values = np.array([*query.features.values(), *query.words.values()], np.float32)
        rows = np.concatenate([self._row(key) for key in keys])
        return values @ rows.reshape(len(keys), len(self))

    def prepare(self, words: Collection[str]) -> None:
        """Work out the likeness to every feature and to all ``words``, given by number, where that is little."""
        if self._columns.width * len(self) > _PREPARED:
            return
        width = self._columns.width
        places, _ = self._columns.words_at(np.arange(width))
        letters = product(self._spelling.likeness, self._phrases.only(places, width), len(places))
        features = np.ascontiguousarray(self._phrases.dense(width).T)
        self._remembered = {**dict(enumerate(features)), **dict(zip(words, letters, strict=True))}

    def nearest(self, query: Query) -> Nearest:
        """The phrases that share most with ``query``."""
        found, least, is_cut = self._candidates(query)
        vectors = self._phrases.take(found)
        likeness = vectors.times(self._spread(query))
        best = np.argsort(-likeness, kind="stable")
        return Nearest(found[best], likeness[best], vectors.take(best), least, is_cut)

    def to(self, query: Query, phrases: Ints) -> Floats:
        """The likeness of ``query`` to these phrases."""
        return self._phrases.take(phrases).times(self._spread(query))

    def _spread(self, query: Query) -> Floats:
        """A value for each column, those of words being for all that are spelt like the question's."""
        values = np.zeros(self._columns.width, np.float32)
        values[list(query.features)] = list(query.features.values())
        if query.words:
            alike = [self._spelling.alike(word) for word in query.words]
            numbers = np.concatenate([found for found, _ in alike])
            shared = [value * counts for value, (_, counts) in zip(query.words.values(), alike, strict=True)]
            values[self._columns.all_words] = np.bincount(numbers, np.concatenate(shared), self._columns.words)
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
        return product(_spread(self._phrases, alike), self._phrases, width)

    def between(self, vectors: Rows) -> Floats:
        """The likeness of a few phrases, given by their vectors, to each other: a square matrix."""
        chosen, used = vectors.narrowed(self._columns.width)
        values = chosen.filled(len(used))
        places, words = self._columns.words_at(used)
        alike = self._spelling.among(words)
        left, right = places[alike.row_numbers], places[alike.columns]
        others = left != right
        by_others = (values[:, left[others]] * alike.values[others]) @ values[:, right[others]].T
        values[:, places] *= np.sqrt(self._spelling.sizes[words], dtype=np.float32)
        return values @ values.T + by_others

    def _row(self, key: int | str) -> Floats:
        """The likeness of every phrase to one feature, or to the letters of one word."""
        row = self._remembered.get(key)
        if row is None:
            row = self._by_letters(key) if isinstance(key, str) else self._by_feature(key)
            if (len(self._remembered) + 1) * len(self) > _REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = row
        return row

    def _by_feature(self, feature: int) -> Floats:
        row = np.zeros(len(self), np.float32)
        first, last = self._postings.start[feature : feature + 2]
        row[self._postings.columns[first:last]] = self._postings.values[first:last]
        return row

    def _by_letters(self, word: str) -> Floats:
        row = np.zeros(len(self), np.float32)
        postings = self._postings
        numbers, shared = self._spelling.alike(word)
        for column, count in zip(self._columns.word(numbers).tolist(), shared.tolist(), strict=True):
            first, last = postings.start[column : column + 2]
            row[postings.columns[first:last]] += count * postings.values[first:last]
        return row

    def _candidates(self, query: Query) -> tuple[Ints, float, bool]:
        """Phrases that share features with ``query``, their least likeness by these, and whether there were more."""
        columns = np.array(list(query.features), np.int32)
        values = np.array(list(query.features.values()), np.float32)
        sizes = self._postings.start[columns + 1] - self._postings.start[columns]
        order = np.argsort(sizes / (values**2 + 1e-9), kind="stable")
        count = int(np.searchsorted(np.cumsum(sizes[order]), _BUDGET)) or 1
        order = order[:count]
        partial = _scattered(self._postings, columns[order], values[order], len(self))
        least = _LEAST * float(partial.max(initial=0.0))
        touched = np.flatnonzero(partial > least)
        is_cut = len(touched) > _CANDIDATES
        if is_cut:
            best = np.argpartition(-partial[touched], _CANDIDATES - 1)[:_CANDIDATES]
            touched = np.sort(touched[best])
            least = float(partial[touched].min())
        return touched.astype(np.int32), least, is_cut


def _spread(words: Rows, alike: Rows) -> Rows:
    """Phrases by the columns that theirs are ``alike``."""
    lengths = alike.start[words.columns + 1] - alike.start[words.columns]
    positions = alike.positions(words.columns)
    values = alike.values[positions] * np.repeat(words.values, lengths)
    sums = np.concatenate(([0], np.cumsum(lengths)))
    return Rows(sums[words.start], alike.columns[positions], values)


def _scattered(postings: Rows, columns: Ints, values: Floats, height: int) -> Floats:
    """The product of a matrix, given by columns, with a sparse vector."""
    positions = postings.positions(columns)
    lengths = postings.start[columns + 1] - postings.start[columns]
    weights = postings.values[positions] * np.repeat(values, lengths)
    found: Floats = np.bincount(postings.columns[positions], weights, height).astype(np.float32)
    return found
