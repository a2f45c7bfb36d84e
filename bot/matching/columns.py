"""Which column of a vector stands for what."""

from dataclasses import dataclass
from typing import TypeVar

from bot.matching.vectors.sparse import Ints

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
