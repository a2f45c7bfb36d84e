"""How much of a phrase's words a question has."""

from collections.abc import Collection
from itertools import chain
from typing import Final

import numpy as np

from bot.matching.language.english import function_words, meaning_count, meanings
from bot.matching.vectors.sparse import Floats, Ints, Rows
from bot.matching.vectors.vocabulary import Vocabulary

_FRAME: Final = np.float32(0.4)
"""The share of its weight that a word has here which only frames a question."""
_LIKE_MEANING: Final = np.float32(0.7)
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
        has[list(chain.from_iterable(map(self._of_like_meaning, stems)))] = _LIKE_MEANING
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
    weights[[known[each] for each in function_words() if each in known]] *= _FRAME
    stems = vocabulary.stem_of[phrases.columns]
    totals = np.maximum(phrases.sums(weights[stems]), _TINY)
    return Rows(phrases.start, stems, weights[stems] / np.repeat(totals, phrases.lengths))
