"""How alike a question and the phrases are: for all phrases, or for those nearest."""

from collections.abc import Collection
from typing import Final

import numpy as np

from bot.matching.features import Phrases, Query
from bot.matching.rows import Floats, Ints, Rows, dense_product, product
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


class Kernel:
    """Likeness between 0 and about 1: the product of two vectors, over words, meanings and letters.

    It never changes but for what it remembers; threads may share it.
    """

    def __init__(self, spelling: Spelling, phrases: Phrases, width: int, postings: Rows | None = None) -> None:
        """``postings``, the features by columns, are worked out when they are not at hand."""
        self._spelling = spelling
        self._phrases = phrases
        self._width = width
        self._postings = postings or phrases.features.transposed(width)
        self._word_postings: Rows | None = None
        self._remembered: dict[int | str, Floats] = {}

    def extended(self, spelling: Spelling, more: Phrases, width: int) -> "Kernel":
        """This kernel with more phrases, numbered on from the last."""
        postings = self._postings.with_columns_of(more.features, len(self), width)
        return Kernel(spelling, self._phrases.with_more(more), width, postings)

    def __len__(self) -> int:
        return len(self._phrases.features)

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
        if (self._width + len(words)) * len(self) > _PREPARED:
            return
        known = self._phrases.features
        features = np.zeros((self._width, len(self)), np.float32)
        features[known.columns, known.row_numbers] = known.values
        letters = product(self._spelling.likeness, self._phrases.words, len(words))
        self._remembered = {**dict(enumerate(features)), **dict(zip(words, letters, strict=True))}

    def nearest(self, query: Query) -> tuple[Ints, Floats]:
        """The phrases that share most with ``query``, best first, and their likeness."""
        found = self._candidates(query)
        likeness = self._to(query, found)
        best = np.argsort(-likeness, kind="stable")
        return found[best], likeness[best]

    def between_all(self) -> Floats:
        """The likeness of all phrases to each other: a square matrix."""
        words = self._phrases.words
        by_letters = product(self._spread(words), words, len(self._spelling.sizes))
        return product(self._phrases.features, self._phrases.features, self._width) + by_letters

    def between(self, phrases: Ints) -> Floats:
        """The likeness of these few phrases to each other: a square matrix."""
        chosen = self._phrases.take(phrases)
        by_letters = dense_product(self._spread(chosen.words), chosen.words, len(self._spelling.sizes))
        return dense_product(chosen.features, chosen.features, self._width) + by_letters

    def _spread(self, words: Rows) -> Rows:
        """Phrases by the words that theirs are spelt like."""
        alike = self._spelling.likeness
        lengths = alike.start[words.columns + 1] - alike.start[words.columns]
        positions = alike.positions(words.columns)
        values = alike.values[positions] * np.repeat(words.values, lengths)
        sums = np.concatenate(([0], np.cumsum(lengths)))
        return Rows(sums[words.start], alike.columns[positions], values)

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
        if self._word_postings is None:
            self._word_postings = self._phrases.words.transposed(len(self._spelling.sizes))
        row = np.zeros(len(self), np.float32)
        postings = self._word_postings
        numbers, shared = self._spelling.alike(word)
        for number, count in zip(numbers.tolist(), shared.tolist(), strict=True):
            first, last = postings.start[number : number + 2]
            row[postings.columns[first:last]] += count * postings.values[first:last]
        return row

    def _to(self, query: Query, phrases: Ints) -> Floats:
        """The likeness of ``query`` to these phrases."""
        features = np.zeros(self._width, np.float32)
        features[list(query.features)] = list(query.features.values())
        letters = np.zeros(len(self._spelling.sizes), np.float32)
        for word, value in query.words.items():
            numbers, shared = self._spelling.alike(word)
            letters[numbers] += value * shared
        near = self._phrases.take(phrases)
        return near.features.times(features) + near.words.times(letters)

    def _candidates(self, query: Query) -> Ints:
        columns = np.array(list(query.features), np.int32)
        values = np.array(list(query.features.values()), np.float32)
        sizes = self._postings.start[columns + 1] - self._postings.start[columns]
        order = np.argsort(sizes / (values**2 + 1e-9), kind="stable")
        count = int(np.searchsorted(np.cumsum(sizes[order]), _BUDGET)) or 1
        order = order[:count]
        partial = _scattered(self._postings, columns[order], values[order], len(self))
        touched = np.flatnonzero(partial > _LEAST * partial.max(initial=0.0))
        if len(touched) > _CANDIDATES:
            best = np.argpartition(-partial[touched], _CANDIDATES - 1)[:_CANDIDATES]
            touched = np.sort(touched[best])
        return touched.astype(np.int32)


def _scattered(postings: Rows, columns: Ints, values: Floats, height: int) -> Floats:
    """The product of a matrix, given by columns, with a sparse vector."""
    positions = postings.positions(columns)
    lengths = postings.start[columns + 1] - postings.start[columns]
    weights = postings.values[positions] * np.repeat(values, lengths)
    found: Floats = np.bincount(postings.columns[positions], weights, height).astype(np.float32)
    return found
