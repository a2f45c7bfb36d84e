"""Finds the words near a misspelt one, by the edits that lead from one to the other."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from typing import Final

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.matching.language.normalize import MAX_WORD

_EDITS: Final = (0, 0, 1, 1, 1, 1, 2, 2, 2, 3)
"""The greatest number of edits looked for, by the length of the word; the last holds for longer ones too."""
_CANDIDATES: Final = 8
_STEEPNESS: Final = 6.0
"""How fast a word gets less likely with every edit, for its length."""
_DOUBT: Final = 1.5
"""How fast the certainty of a guess falls with the share of its letters that were edited."""
_ABBREVIATION: Final = 4
"""Letters from which a word may be the beginning of a longer one that is meant."""
_ABBREVIATED: Final = 0.5
"""The certainty that it is."""

_LETTERS: Final = 26
_VOWELS = str.maketrans("", "", "aeiouy")
# What an edit of each sort costs, against one in general: the likelier the slip, the less. Chosen by hand.
_SAME_BUT_DOUBLED: Final = 0.5
_SAME_LETTERS: Final = 0.7
_SAME_CONSONANTS: Final = 0.75
_OTHER_BEGINNING: Final = 1.25


@dataclass(frozen=True, slots=True)
class NearWord:
    """A word that may have been meant."""

    word: str
    weight: float
    """How likely it is, beside other words."""
    certainty: float
    """How surely it is meant at all, from 0 to 1."""


class NearWords:
    """A list of words, searched by edit distance within words of about the same length and letters."""

    def __init__(self, commonness: Mapping[str, float], abbreviated: Sequence[str]) -> None:
        """Take the words of ``commonness``, which says how readily each is guessed.

        ``abbreviated`` are words that may be cut short.
        """
        self._commonness = commonness
        self._words = sorted(commonness, key=lambda word: (len(word), word))
        lengths = np.array([len(word) for word in self._words])
        self._by_length = np.searchsorted(lengths, np.arange(MAX_WORD + max(_EDITS) + 2))
        self._letters = np.array([_letters(word) for word in self._words], np.uint64)
        self._abbreviated = sorted(abbreviated)

    def find(self, typed: str, more: Sequence[str] = ()) -> tuple[NearWord, ...]:
        """The words near ``typed``, in the list and among ``more``; where there is none, those that begin with it."""
        if len(typed) > MAX_WORD:
            return ()
        return tuple(self._misspelt(typed, more)) or tuple(self._cut_short(typed))

    def _misspelt(self, typed: str, more: Sequence[str]) -> Iterator[NearWord]:
        edits = _edits(typed)
        first = self._by_length[max(0, len(typed) - edits)]
        last = self._by_length[len(typed) + edits + 1]
        # One edit changes at most two of the bits.
        apart = np.bitwise_count(self._letters[first:last] ^ np.uint64(_letters(typed)))
        numbers = np.flatnonzero(apart <= 2 * edits) + first
        choices = [*map(self._words.__getitem__, numbers.tolist()), *more]
        for word, distance, _ in process.extract(
            typed, choices, scorer=OSA.distance, score_cutoff=edits, limit=_CANDIDATES
        ):
            cost = distance * _cost_of_an_edit(typed, word)
            weight = exp(-_STEEPNESS * cost / max(_ABBREVIATION, len(typed))) * self._commonness.get(word, 1.0)
            yield NearWord(word, weight, max(0.0, 1 - _DOUBT * cost / len(typed)))

    def _cut_short(self, typed: str) -> Iterator[NearWord]:
        if len(typed) >= _ABBREVIATION:
            place = bisect_left(self._abbreviated, typed)
            for word in self._abbreviated[place : place + _CANDIDATES]:
                if word.startswith(typed):
                    yield NearWord(word, 1 / len(word), _ABBREVIATED)


def is_near(typed: str, words: Sequence[str]) -> bool:
    """Whether any of the ``words`` is as few edits away as ``find`` looks for."""
    return process.extractOne(typed, words, scorer=OSA.distance, score_cutoff=_edits(typed)) is not None


def _edits(typed: str) -> int:
    return _EDITS[min(len(typed), len(_EDITS) - 1)]


def is_same_but_doubled(typed: str, word: str) -> bool:
    """Whether two words differ in doubled letters alone."""
    return _once(typed) == _once(word)


def is_another_number(typed: str, word: str) -> bool:
    """Whether a word has digits, and other ones than what was typed: a number is no slip of another."""
    digits = [one for one in word if one.isdecimal()]
    return bool(digits) and digits != [one for one in typed if one.isdecimal()]


def _cost_of_an_edit(typed: str, word: str) -> float:
    if is_same_but_doubled(typed, word):
        return _SAME_BUT_DOUBLED
    if len(typed) == len(word) and sorted(typed) == sorted(word):
        return _SAME_LETTERS
    if typed[0] != word[0]:
        return _OTHER_BEGINNING
    return _SAME_CONSONANTS if typed.translate(_VOWELS) == word.translate(_VOWELS) else 1.0


def _once(word: str) -> str:
    """The word with every doubled letter single."""
    return "".join(letter for letter, before in zip(word, " " + word, strict=False) if letter != before)


@lru_cache(maxsize=8192)  # everyday words, and most of a knowledge base, are the same after an edit
def _letters(word: str) -> int:
    """A bit for each letter from a to z in the word, another where it comes again, and a few for all else."""
    mask = 0
    for character in word:
        place = ord(character) - ord("a")
        if not 0 <= place < _LETTERS:
            mask |= 1 << 2 * _LETTERS + ord(character) % (64 - 2 * _LETTERS)
        elif mask & (1 << place):
            mask |= 1 << _LETTERS + place
        else:
            mask |= 1 << place
    return mask
