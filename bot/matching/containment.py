"""How much of a phrase's words a question has."""

from collections.abc import Collection
from typing import Final

import numpy as np

from bot.matching.english import function_words, meaning_count, meanings
from bot.matching.rows import Floats, Rows
from bot.matching.vocabulary import Vocabulary

_FRAME: Final = np.float32(0.4)
"""The share of its weight that a word has here which only frames a question."""
_LIKE_MEANING: Final = np.float32(0.7)
"""How much of a word a question has by having another of like meaning."""
_TINY: Final = np.float32(1e-9)


class Containment:
    """The words of phrases and what each weighs, to compare with a question's."""

    def __init__(self, vocabulary: Vocabulary, weights: Floats) -> None:
        """``weights`` has a value for each stem of the vocabulary."""
        self._vocabulary = vocabulary
        self._weights = weights.copy()
        known = vocabulary.stems
        self._weights[[known[each] for each in function_words() if each in known]] *= _FRAME
        self._by_meaning = vocabulary.meaning.transposed(meaning_count())

    def of(self, phrases: Rows, stems: Collection[str]) -> Floats:
        """The share of each phrase's words, by weight, that a question of these stems has.

        ``phrases`` are given by word numbers. It is the containment of Broder 1997, "On the resemblance and
        containment of documents", by weight.
        """
        known = self._vocabulary.stems
        has = np.zeros(len(known), np.float32)
        groups = [group for each in stems for group in meanings(each)]
        if groups:
            has[self._by_meaning.columns[self._by_meaning.positions(np.array(groups))]] = _LIKE_MEANING
        has[[known[each] for each in stems if each in known]] = 1
        words = self._vocabulary.stem_of[phrases.columns]
        weights = self._weights[words]
        return phrases.sums(has[words] * weights) / np.maximum(phrases.sums(weights), _TINY)
