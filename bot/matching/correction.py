"""Reading words that the knowledge base does not have as the words of it that may be meant."""

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import islice
from math import log1p
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.matching.english import everyday_words, function_words, meanings
from bot.matching.near_words import NearWord, NearWords
from bot.matching.rows import Ints, Rows
from bot.matching.text import stem
from bot.matching.vocabulary import Vocabulary

_GUESSES: Final = 4
_CONTEXT: Final = 4.0
"""How much it counts that a guess often stands beside its neighbour."""
_ELSEWHERE: Final = 0.4
"""How readily an everyday word is guessed that the knowledge base does not use."""
_SPLIT: Final = 3
"""Letters at least of each word that was written together with another."""
_REMEMBERED: Final = 20_000


@dataclass(frozen=True, slots=True)
class Guess:
    """A word that may have been meant."""

    word: str
    weight: float
    """Its share; those of the guesses for one word sum to 1."""
    certainty: float = 1.0
    """How surely the word is meant at all, from 0 to 1."""


class Corrector:
    """Guesses at misspelt words out of a vocabulary, by edit distance and by how well a guess follows its neighbour."""

    def __init__(self, vocabulary: Vocabulary, more: Collection[str], phrases: Rows) -> None:
        """``more`` are words outside ``phrases`` that are understood all the same, such as subjects' names."""
        counts = np.bincount(phrases.columns, minlength=len(vocabulary.words)).tolist()
        commonness = dict.fromkeys([*everyday_words(), *more], _ELSEWHERE)
        commonness |= {word: (1 + log1p(counts[number])) ** 0.5 for word, number in vocabulary.words.items()}
        self._vocabulary = vocabulary
        self._stems = frozenset(map(stem, more)) | vocabulary.stems.keys()
        self._near_words = NearWords(commonness, list(vocabulary.words))
        self._neighbours = _neighbours(phrases, vocabulary.stem_of[phrases.columns])
        self._added: tuple[str, ...] = ()
        self._remembered: dict[str, tuple[NearWord, ...]] = {}

    def extended(self, vocabulary: Vocabulary) -> "Corrector":
        """This corrector with the words that ``vocabulary`` has besides; how often words come is as it was."""
        more = copy(self)
        known = len(self._vocabulary.words)
        more._vocabulary = vocabulary
        more._stems = self._stems | vocabulary.stems.keys()
        more._added = self._added + tuple(islice(vocabulary.words, known, None))
        more._remembered = {}
        return more

    def knows(self, word: str) -> bool:
        """Whether the knowledge base has the word in some form."""
        return word in self._vocabulary.words or stem(word) in self._stems

    def respaced(self, words: Sequence[str]) -> list[str]:
        """``words`` with missing and surplus spaces mended where the knowledge base has the words in that form."""
        mended: list[str] = []
        for word in words:
            if mended and not (self.knows(mended[-1]) and self.knows(word)) and self.knows(mended[-1] + word):
                mended[-1] += word
            else:
                mended += [word] if self.knows(word) else self._split(word)
        return mended

    def corrected(self, words: Sequence[str]) -> list[str]:
        """``words`` with the best guess in the place of each."""
        return [found[0].word if found else word for word, found in zip(words, self.read(words), strict=True)]

    def read(self, words: Sequence[str]) -> list[tuple[Guess, ...]]:
        """For each word the guesses, best first: itself alone where it is known, none where nothing is near."""
        near = [self._nearest(word) for word in words]
        # A misspelt neighbour stands for all that it may be.
        stems = [
            [stem(found.word) for found in choices] or [stem(word)] for word, choices in zip(words, near, strict=True)
        ]
        guesses: list[tuple[Guess, ...]] = []
        for position, word in enumerate(words):
            before = stems[position - 1] if position else []
            after = stems[position + 1] if position + 1 < len(words) else []
            known = (Guess(word, 1.0),) if self.knows(word) else ()
            guesses.append(known or self._weighed(near[position], before, after))
        return guesses

    def _weighed(self, choices: Sequence[NearWord], before: Sequence[str], after: Sequence[str]) -> tuple[Guess, ...]:
        weighed: list[tuple[float, NearWord]] = []
        for near in choices:
            own = stem(near.word)
            left = max((self._follows(other, own) for other in before), default=0.0)
            right = max((self._follows(own, other) for other in after), default=0.0)
            weighed.append((near.weight * (1 + _CONTEXT * (left + right)), near))
        weighed.sort(key=lambda pair: (-pair[0], pair[1].word))
        total = sum(weight for weight, _ in weighed[:_GUESSES])
        return tuple(Guess(near.word, weight / total, near.certainty) for weight, near in weighed[:_GUESSES])

    def _follows(self, left: str, right: str) -> float:
        """How often two stems stand side by side in the knowledge base, as a logarithm."""
        numbers = self._vocabulary.stems
        first, second = numbers.get(left), numbers.get(right)
        if first is None or second is None:
            return 0.0
        keys, counts = self._neighbours
        key = (first << 32) + second
        place = int(np.searchsorted(keys, key))
        return log1p(int(counts[place])) if place < len(keys) and keys[place] == key else 0.0

    def _nearest(self, word: str) -> tuple[NearWord, ...]:
        # An ordinary English word is rather what it says than a slip.
        if self.knows(word) or stem(word) in function_words() or stem(word) in meanings():
            return ()
        found = self._remembered.get(word)
        if found is None:
            found = self._near_words.find(word, self._added)
            if len(self._remembered) < _REMEMBERED:
                self._remembered[word] = found
        return found

    def _split(self, word: str) -> list[str]:
        for place in range(len(word) - _SPLIT, _SPLIT - 1, -1):
            if self.knows(word[:place]) and self.knows(word[place:]):
                return [word[:place], word[place:]]
        return [word]


def _neighbours(phrases: Rows, stems: Ints) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Pairs of stems side by side, each as ``left << 32 | right``, sorted, and how often they come."""
    same = phrases.row_numbers[1:] == phrases.row_numbers[:-1]
    pairs = (stems[:-1].astype(np.int64) << 32) + stems[1:]
    keys, counts = np.unique(pairs[same], return_counts=True)
    return keys, counts
