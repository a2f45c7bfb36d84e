"""How much of a question's words is known, and to which entries."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from bot.matching.features import FeatureSpace
from bot.matching.reading import Reading
from bot.matching.rows import Bools, Floats

_FRAME: Final = 0.15
"""The share of its weight that a word has here which only frames a question."""
_UNKNOWN: Final = 1.8
"""What a word weighs that nobody has against one that few have: it tells of another topic."""
_LIKE_MEANING: Final = 0.7
"""How much of a word an entry covers by having another of like meaning."""


class Coverage:
    """The words of one question, each with its weight and the features by which an entry may have it."""

    def __init__(self, space: FeatureSpace, stems: Iterable[tuple[str, float]]) -> None:
        """``stems`` come with how surely they are meant (0 to 1)."""
        weights: list[float] = []
        first: list[int] = []
        features: list[int] = []
        values: list[float] = []
        self._total = 0.0
        for each, certainty in stems:
            term = space.term(each)
            weight = term.weight**2 * (_FRAME if term.is_frame else 1.0)
            if term.used:
                weights.append(weight)
                first.append(len(features))
                features += term.used
                values += [certainty if used == term.feature else _LIKE_MEANING * certainty for used in term.used]
                self._total += weight
            elif not term.is_frame:
                self._total += _UNKNOWN * weight
        self._weights, self._first = weights, first
        self.features = np.array(features, np.int64)
        self._values = np.array(values, np.float32)

    @classmethod
    def of(cls, space: FeatureSpace, reading: Reading) -> "Coverage":
        """The coverage of a question as it is read: corrected, and declared terms replaced."""
        sureness = [guesses[0].certainty if guesses else 1.0 for guesses in reading.guesses]
        return cls(space, [(piece.stem, min(sureness[piece.first : piece.last + 1])) for piece in reading.pieces])

    def share(self, used: Bools) -> Floats:
        """The share of the words, by weight, that is covered; ``used`` says for each of ``features`` by whom (rows)."""
        if not self._weights:
            return np.zeros(len(used), np.float32)
        covered = np.maximum.reduceat(used * self._values, self._first, axis=1)
        return covered @ np.array(self._weights, np.float32) / np.float32(self._total)
