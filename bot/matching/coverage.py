"""How much of a question's words is known, and to which entries."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from bot.matching.english import function_words
from bot.matching.features import FeatureSpace
from bot.matching.reading import Reading
from bot.matching.rows import Bools, Floats
from bot.matching.text import stem

_FRAME: Final = 0.2
"""The share of its weight that a word has here which only frames a question."""
_UNKNOWN: Final = 1.5
"""What a word weighs that nobody has against one that few have: it tells of another topic."""
_LIKE_MEANING: Final = 0.5
"""How much of a word an entry covers by having another of like meaning."""


class Coverage:
    """The words of one question, each with its weight and the features by which an entry may have it."""

    def __init__(self, space: FeatureSpace, stems: Iterable[tuple[str, float]]) -> None:
        """``stems`` come with how surely they are meant (0 to 1)."""
        self._weights: list[float] = []
        self._first: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        self._owner: list[int] = []
        for each, certainty in stems:
            found = space.columns_of(each)
            weight = space.weight_of(each) ** 2 * (_FRAME if each in function_words() else 1.0)
            if found:
                self._owner.append(len(self._weights))
                self._first.append(len(columns))
                columns += found
                values += [certainty * (1.0 if space.is_stem(column) else _LIKE_MEANING) for column in found]
            elif each in function_words():
                continue
            self._weights.append(weight if found else weight * _UNKNOWN)
        self.columns = np.array(columns, np.int64)
        self._values = np.array(values, np.float32)

    @classmethod
    def of(cls, space: FeatureSpace, reading: Reading) -> "Coverage":
        """The coverage of a question as it is read: corrected, and declared terms replaced."""
        sureness = [guesses[0].certainty if guesses else 1.0 for guesses in reading.guesses]
        return cls(space, [(stem(piece.word), min(sureness[piece.first : piece.last + 1])) for piece in reading.pieces])

    @property
    def weight(self) -> float:
        """The weight of all words."""
        return sum(self._weights)

    def share(self, used: Bools) -> Floats:
        """The share of the words, by weight, that is covered; ``used`` says for each of ``columns`` by whom (rows)."""
        shares = np.zeros(len(used), np.float32)
        if not len(self.columns):
            return shares
        covered = np.maximum.reduceat(used * self._values, self._first, axis=1)
        weights = np.array(self._weights, np.float32)
        return (covered @ weights[self._owner]) / weights.sum()
