"""The four blocks of features that a vector is made of: their columns, and the share that each has in a similarity."""

from dataclasses import dataclass
from math import log10
from typing import Final, NamedTuple, Self

from bot.matching.vectors.bigrams import Numbers
from bot.matching.vectors.sparse import Floats, Ints

# Chosen on training splits of BANKING77 and CLINC150 with 1, 10 and 100 phrases an entry.
_STEMS: Final = 0.45
_MEANINGS: Final = 0.13
_BIGRAMS: Final = 0.27
"""The share of bigrams for every tenfold that one comes on average: where hardly any comes twice, they tell nothing."""
_BIGRAMS_AT_MOST: Final = 0.2


class BlockShares(NamedTuple):
    """The shares of the blocks in the similarity of two phrases; with that of embeddings they sum to 1."""

    stems: float
    bigrams: float
    meanings: float
    letters: float

    @classmethod
    def of(cls, recurrence: float, embeddings: float) -> Self:
        """The shares in a knowledge base where a bigram comes ``recurrence`` times on average.

        ``embeddings`` is the share that embeddings have in the similarity, which are not among these blocks.
        """
        bigrams = min(_BIGRAMS_AT_MOST, _BIGRAMS * log10(recurrence))
        stems, meanings = _STEMS * (1 - bigrams), _MEANINGS * (1 - bigrams)
        words = 1 - embeddings
        letters = 1 - bigrams - stems - meanings
        return cls(words * stems, words * bigrams, words * meanings, words * letters)


@dataclass(frozen=True, slots=True)
class FeatureLayout:
    """Which column of a vector is which feature.

    Groups of like meaning come first, then bigrams: an edit adds none of these. Then stems and words in turn, so that
    each keeps its column when more come.
    """

    meanings: int
    """How many groups of like meaning there are."""
    bigrams: int
    """How many bigrams there are."""
    words: int
    """How many words there are; there are never more stems."""

    @property
    def first_stem(self) -> int:
        """The column of the first stem."""
        return self.meanings + self.bigrams

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

    def bigram(self, number: Numbers) -> Numbers:
        """The column of a bigram, or of each of several."""
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


@dataclass(frozen=True, slots=True)
class QueryVector:
    """The vector of one question: a value for each of its features, and for each word whose letters count."""

    features: dict[int, float]
    """By column; no columns of words."""
    words: dict[str, float]
    """By word, whether or not the knowledge base has it."""
    embedding: Floats
    """Of the text as a whole; shape (d,)."""

    def scaled(self, factor: float) -> "QueryVector":
        """The vector with the values of its features and words so many times as large."""
        features = {column: value * factor for column, value in self.features.items()}
        words = {word: value * factor for word, value in self.words.items()}
        return QueryVector(features, words, self.embedding)

    def __hash__(self) -> int:
        """A key under which what is found for the question can be kept without keeping its words."""
        return hash((tuple(self.features.items()), tuple(self.words.items()), self.embedding.tobytes()))
