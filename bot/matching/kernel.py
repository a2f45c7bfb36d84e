"""How alike a question and the phrases are: for all phrases, or for those nearest."""

from typing import Final

import numpy as np

from bot.matching.features import Phrases, Query
from bot.matching.rows import Floats, Ints, Rows
from bot.matching.vocabulary import Vocabulary

_CANDIDATES: Final = 256
"""Phrases whose likeness is worked out in full when not all are."""
_BUDGET: Final = 30_000
"""Postings read to find the candidates: the rarest features first."""


class Kernel:
    """Likeness between 0 and about 1: the product of two vectors, over words, meanings and letters."""

    def __init__(self, vocabulary: Vocabulary, phrases: Phrases, width: int, postings: Rows | None = None) -> None:
        """``postings``, the features by columns, are worked out when they are not at hand."""
        self._vocabulary = vocabulary
        self._phrases = phrases
        self._width = width
        self._postings = postings or phrases.features.transposed(width)

    def extended(self, vocabulary: Vocabulary, more: Phrases, width: int) -> "Kernel":
        """This kernel with more phrases, numbered on from the last."""
        postings = self._postings.with_columns_of(more.features, len(self), width)
        return Kernel(vocabulary, self._phrases.with_more(more), width, postings)

    def __len__(self) -> int:
        return len(self._phrases.features)

    def query(self, phrase: int) -> Query:
        """A phrase as the question it would be."""
        vectors = self._phrases.take(np.array([phrase]))
        letters = self._vocabulary.spelling.take(vectors.words.columns)
        values = np.repeat(vectors.words.values, letters.lengths)
        return Query(vectors.features.columns, vectors.features.values, letters.columns, values)

    def all(self, query: Query) -> Floats:
        """The likeness of ``query`` to every phrase."""
        by_features = _scattered(self._postings, query.columns, query.values, len(self))
        spelling = self._vocabulary.spelling
        by_word = spelling.sums(self._letters(query)[spelling.columns])
        return by_features + self._phrases.words.times(by_word)

    def nearest(self, query: Query) -> tuple[Ints, Floats]:
        """A few hundred phrases that share most with ``query``, best first, and their likeness."""
        found = self._candidates(query)
        likeness = self.to(query, found)
        best = np.argsort(-likeness, kind="stable")
        return found[best], likeness[best]

    def to(self, query: Query, phrases: Ints) -> Floats:
        """The likeness of ``query`` to these phrases."""
        features = np.zeros(self._width, np.float32)
        features[query.columns] = query.values
        words = self._phrases.words.take(phrases)
        distinct, places = np.unique(words.columns, return_inverse=True)
        spelling = self._vocabulary.spelling.take(distinct)
        by_word = spelling.sums(self._letters(query)[spelling.columns])
        return self._phrases.features.take(phrases).times(features) + words.sums(by_word[places] * words.values)

    def between(self, phrases: Ints | None = None) -> Floats:
        """The likeness of these phrases, or of all, to each other: a square matrix."""
        chosen = self._phrases if phrases is None else self._phrases.take(phrases)
        letters = self._vocabulary.spelling.take(chosen.words.columns)
        values = np.repeat(chosen.words.values, letters.lengths)
        lengths = np.bincount(chosen.words.row_numbers, letters.lengths, len(chosen.words)).astype(np.int64)
        by_letters = _product(Rows.of(lengths, letters.columns, values), len(self._vocabulary.grams))
        return _product(chosen.features, self._width) + by_letters

    def _letters(self, query: Query) -> Floats:
        return np.bincount(query.grams, query.gram_values, len(self._vocabulary.grams)).astype(np.float32)

    def _candidates(self, query: Query) -> Ints:
        sizes = self._postings.start[query.columns + 1] - self._postings.start[query.columns]
        order = np.argsort(sizes / (query.values**2 + 1e-9), kind="stable")
        count = int(np.searchsorted(np.cumsum(sizes[order]), _BUDGET)) or 1
        order = order[:count]
        partial = _scattered(self._postings, query.columns[order], query.values[order], len(self))
        touched = np.flatnonzero(partial > 0)
        if len(touched) > _CANDIDATES:
            best = np.argpartition(-partial[touched], _CANDIDATES - 1)[:_CANDIDATES]
            touched = np.sort(touched[best])
        return touched.astype(np.int32)


def _product(rows: Rows, width: int) -> Floats:
    """The rows' products with each other; ``width`` is the number of columns."""
    # A column that one value alone stands in counts on the diagonal only, where its square is all there is to add.
    shared = np.bincount(rows.columns, minlength=width) > 1
    columns = np.flatnonzero(shared)
    numbers = np.zeros(width, np.int32)
    numbers[columns] = np.arange(len(columns))
    kept = shared[rows.columns]
    row_numbers = rows.row_numbers
    dense = np.zeros((len(rows), len(columns)), np.float32)
    np.add.at(dense, (row_numbers[kept], numbers[rows.columns[kept]]), rows.values[kept])
    product: Floats = dense @ dense.T
    alone = ~kept
    product[np.diag_indices(len(rows))] += np.bincount(row_numbers[alone], rows.values[alone] ** 2, len(rows))
    return product


def _scattered(postings: Rows, columns: Ints, values: Floats, height: int) -> Floats:
    """The product of a matrix, given by columns, with a sparse vector."""
    positions = postings.positions(columns)
    lengths = postings.start[columns + 1] - postings.start[columns]
    weights = postings.values[positions] * np.repeat(values, lengths)
    return np.bincount(postings.columns[positions], weights, height).astype(np.float32)
