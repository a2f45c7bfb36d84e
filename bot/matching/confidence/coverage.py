"""How much of a question's words is known, and to which entries."""

from collections.abc import Collection, Iterable
from itertools import chain
from typing import Final

import numpy as np

from bot.matching.language.english import function_words, meaning_count, meanings
from bot.matching.query import Reading
from bot.matching.sides import has_topic
from bot.matching.vectors.features import FeatureSpace
from bot.matching.vectors.sparse import Bools, Floats, Ints, Rows
from bot.matching.vectors.vocabulary import Vocabulary

_OF_STOP_WORDS: Final = np.float32(0.4)
"""The share of its weight that a word has here which only frames a question."""
_OF_MEANINGS: Final = np.float32(0.7)
"""How much of a word a question has by having another of like meaning."""
_TINY: Final = np.float32(1e-9)
_REMEMBERED: Final = 20_000


class Containment:
    """The phrases of a knowledge base by their stems, each with its share of the phrase's weight."""

    def __init__(self, phrases: Rows, vocabulary: Vocabulary) -> None:
        """``phrases`` are given by stem numbers; the values of each sum to 1."""
        self._phrases = phrases
        self._stems = vocabulary.stems
        self._by_meaning = vocabulary.meaning.transposed(meaning_count())
        self._alike: dict[str, list[int]] = {}

    @classmethod
    def of(cls, phrases: Rows, vocabulary: Vocabulary, weights: Floats) -> "Containment":
        """The containment in ``phrases``, given by word numbers; ``weights`` has a value for each stem."""
        return cls(_by_stems(phrases, vocabulary, weights), vocabulary)

    def extended(self, more: Rows, vocabulary: Vocabulary, weights: Floats) -> "Containment":
        """This one with more phrases, numbered on from the last; what had a weight keeps it."""
        return Containment(Rows.stack([self._phrases, _by_stems(more, vocabulary, weights)]), vocabulary)

    def shares(self, phrases: Ints, stems: Collection[str]) -> Floats:
        """The share of each of these phrases, by weight, that a question of these stems has.

        The containment of Broder 1997, "On the resemblance and containment of documents", by weight.
        """
        has = np.zeros(len(self._stems), np.float32)
        has[list(chain.from_iterable(map(self._of_like_meaning, stems)))] = _OF_MEANINGS
        has[[self._stems[each] for each in stems if each in self._stems]] = 1
        # Each phrase is there once, in order: as many as there are, are all.
        chosen = self._phrases if len(phrases) == len(self._phrases) else self._phrases.take(phrases)
        return chosen.times(has)

    def _of_like_meaning(self, each: str) -> list[int]:
        """The stems of the vocabulary that share a group of like meaning with this one."""
        found = self._alike.get(each)
        if found is None:
            found = self._by_meaning.take(np.array(meanings(each), np.intp)).columns.tolist()
            if len(self._alike) < _REMEMBERED:
                self._alike[each] = found
        return found


def _by_stems(phrases: Rows, vocabulary: Vocabulary, weights: Floats) -> Rows:
    weights = weights.copy()
    known = vocabulary.stems
    weights[[known[each] for each in function_words() if each in known]] *= _OF_STOP_WORDS
    stems = vocabulary.stem_of[phrases.columns]
    totals = np.maximum(phrases.sums(weights[stems]), _TINY)
    return Rows(phrases.start, stems, weights[stems] / np.repeat(totals, phrases.lengths))


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
        information: list[float] = []
        self._total = 0.0
        for each, certainty in stems:
            term = space.term(each)
            weight = term.weight**2 * (_FRAME if term.is_frame else 1.0)
            if term.used:
                weights.append(weight)
                first.append(len(features))
                features += term.used
                information += term.information
                values += [certainty if used == term.feature else _LIKE_MEANING * certainty for used in term.used]
                self._total += weight
            elif not term.is_frame:
                self._total += _UNKNOWN * weight
        self._weights, self._first = weights, first
        self.features = np.array(features, np.int64)
        self._values = np.array(values, np.float32)
        self._information = np.array(information, np.float32)

    @classmethod
    def of(cls, space: FeatureSpace, reading: Reading) -> "Coverage":
        """The coverage of a question as it is read: corrected, declared terms replaced, and without subjects' names.

        A whole topic is about its subjects: that one is named tells neither for an entry nor against all, unless
        nothing else is asked.
        """
        sureness = [guesses[0].certainty if guesses else 1.0 for guesses in reading.guesses]
        is_only_named = not has_topic(reading.pieces)
        pieces = [piece for piece in reading.pieces if is_only_named or not piece.subjects]
        return cls(space, [(piece.stem, min(sureness[piece.first : piece.last + 1])) for piece in pieces])

    def by(self, used: Bools) -> tuple[Floats, Floats]:
        """The share of the words, by weight, that is covered, and how much the covered words tell, as a logarithm.

        ``used`` says for each of ``features`` (columns) by whom (rows).
        """
        if not self._weights:
            nothing = np.zeros(len(used), np.float32)
            return nothing, nothing
        covered = used * self._values
        share = np.maximum.reduceat(covered, self._first, axis=1) @ np.array(self._weights, np.float32)
        told = np.maximum.reduceat(covered * self._information, self._first, axis=1)
        return share / np.float32(self._total), np.log1p(np.add.reduce(told, axis=1))
