"""Reading words that the knowledge base does not have as the words of it that may be meant."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import islice
from math import exp, log1p
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.matching.english import everyday_words, function_words, meanings
from bot.matching.rows import Ints, Rows
from bot.matching.text import MAX_WORD, stem
from bot.matching.vocabulary import Vocabulary

_EDITS: Final = (0, 0, 1, 1, 1, 1, 2, 2, 2, 3)
"""The greatest number of edits looked for, by the length of the word; the last holds for longer ones too."""
_CANDIDATES: Final = 8
_GUESSES: Final = 4
_CONTEXT: Final = 4.0
_ABBREVIATION: Final = 4
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouy]")
_SAME_BUT_DOUBLED: Final = 0.5
_SAME_LETTERS: Final = 0.7
_SAME_CONSONANTS: Final = 0.75
_OTHER_BEGINNING: Final = 1.25
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
    """Its share, the guesses for one word summing to 1."""


class Corrector:
    """Guesses at misspelt words out of a vocabulary, by edit distance and by how well a guess follows its neighbour."""

    def __init__(self, vocabulary: Vocabulary, more: Collection[str], phrases: Rows) -> None:
        """``more`` are words outside ``phrases`` that are understood all the same, such as subjects' names."""
        self._vocabulary = vocabulary
        self._stems = frozenset(map(stem, more)) | vocabulary.stems.keys()
        self._counts = np.bincount(phrases.columns, minlength=len(vocabulary.words))
        self._words = sorted({*vocabulary.words, *more, *everyday_words()}, key=lambda word: (len(word), word))
        lengths = np.array([len(word) for word in self._words])
        self._by_length = np.searchsorted(lengths, np.arange(MAX_WORD + len(_EDITS) + 2))
        self._letters = np.array([_letters(word) for word in self._words], np.uint64)
        self._alphabetical = sorted(vocabulary.words)
        self._neighbours = _neighbours(phrases, vocabulary.stem_of[phrases.columns])
        self._added: tuple[str, ...] = ()
        self._near: dict[str, tuple[tuple[str, float], ...]] = {}

    def extended(self, vocabulary: Vocabulary) -> "Corrector":
        """This corrector with the words that ``vocabulary`` has besides; how often words come is as it was."""
        more = copy(self)
        known = len(self._vocabulary.words)
        more._vocabulary = vocabulary
        more._stems = self._stems | vocabulary.stems.keys()
        more._added = self._added + tuple(islice(vocabulary.words, known, None))
        more._near = {}
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

    def _split(self, word: str) -> list[str]:
        if len(word) >= 2 * _SPLIT:
            for place in range(len(word) - _SPLIT, _SPLIT - 1, -1):
                if self.knows(word[:place]) and self.knows(word[place:]):
                    return [word[:place], word[place:]]
        return [word]

    def corrected(self, words: Sequence[str]) -> list[str]:
        """``words`` with the best guess in the place of each."""
        return [found[0].word if found else word for word, found in zip(words, self.read(words), strict=True)]

    def read(self, words: Sequence[str]) -> list[tuple[Guess, ...]]:
        """For each word the guesses, best first: itself alone where it is known, none where nothing is near."""
        # A misspelt neighbour stands for all that it may be.
        choices = [[word] if self.knows(word) else [near for near, _ in self._nearest(word)] for word in words]
        guesses: list[tuple[Guess, ...]] = []
        for position, word in enumerate(words):
            if choices[position] == [word]:
                guesses.append((Guess(word, 1.0),))
            else:
                before = choices[position - 1] if position else []
                after = choices[position + 1] if position + 1 < len(words) else []
                guesses.append(self._guess(word, before, after))
        return guesses

    def _guess(self, word: str, before: Sequence[str], after: Sequence[str]) -> tuple[Guess, ...]:
        weighed: list[tuple[str, float]] = []
        for near, weight in self._nearest(word):
            left = max((self._follows(other, near) for other in before), default=0.0)
            right = max((self._follows(near, other) for other in after), default=0.0)
            weighed.append((near, weight * (1 + _CONTEXT * (left + right))))
        weighed.sort(key=lambda pair: (-pair[1], pair[0]))
        total = sum(weight for _, weight in weighed[:_GUESSES])
        return tuple(Guess(near, weight / total) for near, weight in weighed[:_GUESSES])

    def _follows(self, left: str, right: str) -> float:
        """How often the two words stand side by side in the knowledge base, as a logarithm."""
        numbers = self._vocabulary.stems
        first, second = numbers.get(stem(left)), numbers.get(stem(right))
        if first is None or second is None:
            return 0.0
        keys, counts = self._neighbours
        key = (first << 32) + second
        place = int(np.searchsorted(keys, key))
        return log1p(int(counts[place])) if place < len(keys) and keys[place] == key else 0.0

    def _nearest(self, word: str) -> tuple[tuple[str, float], ...]:
        found = self._near.get(word)
        if found is None:
            found = tuple(self._search(word)) or tuple(self._longer(word))
            if len(self._near) < _REMEMBERED:
                self._near[word] = found
        return found

    def _search(self, word: str) -> Iterable[tuple[str, float]]:
        edits = _EDITS[min(len(word), len(_EDITS) - 1)]
        # An ordinary English word is rather what it says than a slip.
        if not edits or stem(word) in function_words() or stem(word) in meanings():
            return
        first = self._by_length[len(word) - edits]
        last = self._by_length[len(word) + edits + 1]
        # One edit changes the set of letters by at most two.
        apart = np.bitwise_count(self._letters[first:last] ^ np.uint64(_letters(word)))
        near = np.nonzero(apart <= 2 * edits)[0] + first
        choices = [self._words[number] for number in near] + list(self._added)
        for found, distance, _ in process.extract(
            word, choices, scorer=OSA.distance, score_cutoff=edits, limit=_CANDIDATES
        ):
            slip = distance * _likely_slip(word, found)
            yield found, exp(-6 * slip / max(4, len(word))) * self._commonness(found)

    def _longer(self, word: str) -> Iterable[tuple[str, float]]:
        """Words that ``word`` abbreviates."""
        if len(word) < _ABBREVIATION:
            return
        place = bisect_left(self._alphabetical, word)
        for found in self._alphabetical[place : place + _GUESSES]:
            if found.startswith(word):
                yield found, 1 / len(found)

    def _commonness(self, word: str) -> float:
        """How readily a word is guessed: the more the knowledge base uses it the more, and least if it does not."""
        number = self._vocabulary.words.get(word)
        return (
            _ELSEWHERE
            if number is None or number >= len(self._counts)
            else (1 + log1p(int(self._counts[number]))) ** 0.5
        )


def _likely_slip(typed: str, word: str) -> float:
    """What an edit costs when ``word`` is typed so, against one in general: the likelier the slip, the less."""
    if _DOUBLED.sub(r"\1", typed) == _DOUBLED.sub(r"\1", word):
        return _SAME_BUT_DOUBLED
    if sorted(typed) == sorted(word):
        return _SAME_LETTERS
    if typed[0] != word[0]:
        return _OTHER_BEGINNING
    return _SAME_CONSONANTS if _VOWELS.sub("", typed) == _VOWELS.sub("", word) else 1.0


def _letters(word: str) -> int:
    mask = 0
    for character in word:
        mask |= 1 << (ord(character) & 63)
    return mask


def _neighbours(phrases: Rows, stems: Ints) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Pairs of stems side by side, each as ``left << 32 | right``, sorted, and how often they come."""
    same = phrases.row_numbers[1:] == phrases.row_numbers[:-1]
    pairs = (stems[:-1].astype(np.int64) << 32) + stems[1:]
    keys, counts = np.unique(pairs[same], return_counts=True)
    return keys, counts
