"""How alike a question and the phrases are, for all phrases or for some."""

import numpy as np

from bot.matching.features import Phrases, Query
from bot.matching.rows import Floats, Ints, Rows
from bot.matching.vocabulary import Vocabulary


class Kernel:
    """Likeness between 0 and about 1: the product of two vectors, over words, meanings and letters."""

    def __init__(self, vocabulary: Vocabulary, phrases: Phrases, width: int) -> None:
        self._vocabulary = vocabulary
        self._phrases = phrases
        self._postings = phrases.features.transposed(width)

    def __len__(self) -> int:
        return len(self._phrases.features)

    def all(self, query: Query) -> Floats:
        """The likeness of ``query`` to every phrase."""
        by_features = _scattered(self._postings, query.columns, query.values, len(self))
        letters = np.zeros(len(self._vocabulary.grams), np.float32)
        np.add.at(letters, query.grams, query.gram_values)
        by_word = self._vocabulary.spelling.sums(letters[self._vocabulary.spelling.columns])
        return by_features + self._phrases.words.times(by_word)

    def between(self) -> Floats:
        """The likeness of every phrase to every other: a square matrix."""
        features = self._phrases.features
        letters = self._letter_rows()
        likeness = np.empty((len(self), len(self)), np.float32)
        postings = letters.transposed(len(self._vocabulary.grams))
        for number in range(len(self)):
            one = features.positions(np.array([number]))
            row = _scattered(self._postings, features.columns[one], features.values[one], len(self))
            two = letters.positions(np.array([number]))
            row += _scattered(postings, letters.columns[two], letters.values[two], len(self))
            likeness[number] = row
        return likeness

    def _letter_rows(self) -> Rows:
        """Phrases by letter runs."""
        words = self._phrases.words
        letters = self._vocabulary.spelling.take(words.columns)
        values = np.repeat(words.values, letters.lengths)
        return Rows.of(words.sums(letters.lengths.astype(np.float32)).astype(np.int64), letters.columns, values)


def _scattered(postings: Rows, columns: Ints, values: Floats, height: int) -> Floats:
    """The product of a matrix, given by columns, with a sparse vector."""
    positions = postings.positions(columns)
    lengths = postings.start[columns + 1] - postings.start[columns]
    weights = postings.values[positions] * np.repeat(values, lengths)
    return np.bincount(postings.columns[positions], weights, height).astype(np.float32)
