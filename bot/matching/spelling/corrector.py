"""Guesses which words of a knowledge base are meant by words that it does not have."""

from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from math import log1p
from typing import Final, NamedTuple

import numpy as np

from bot.matching.language.english import everyday_words, is_ordinary
from bot.matching.language.normalize import stem
from bot.matching.memo import Memo
from bot.matching.spelling.dictionary import NearWord, NearWords, is_near
from bot.matching.vectors.bigrams import Bigrams
from bot.matching.vectors.sparse import CsrMatrix
from bot.matching.vectors.vocabulary import Vocabulary

_GUESSES: Final = 4
_CONTEXT: Final = 4.0
"""How much it counts that a guess often stands beside its neighbour."""
_ELSEWHERE: Final = 0.4
"""How readily an everyday word is guessed that the knowledge base does not use."""
_SPLIT: Final = 3
"""Letters at least of each word that was written together with another."""
_LOOKED_UP: Final = 16
"""Unknown words of one question that are looked up: with more it is no question, and each takes its time."""


class Guess(NamedTuple):
    """A word that may have been meant."""

    word: str
    weight: float
    """Its share; those of the guesses for one word sum to 1."""
    certainty: float = 1.0
    """How surely the word is meant at all, from 0 to 1."""


class Corrector:
    """Guesses at misspelt words out of a vocabulary, by edit distance and by how well a guess follows its neighbour."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        extra: frozenset[str],
        stems: frozenset[str],
        near_words: NearWords,
        bigrams: Bigrams,
        added: Sequence[str],
    ) -> None:
        """Put together what was counted; ``of`` and ``extended`` do that.

        ``extra`` are words understood besides those of ``vocabulary``, and ``stems`` theirs. ``added`` are the words of
        ``vocabulary`` that ``near_words`` lacks.
        """
        self._vocabulary = vocabulary
        self._extra = extra
        self._stems = stems
        self._near_words = near_words
        self._bigrams = bigrams
        self._added = added
        self._known: Memo[str, bool] = Memo()
        self._found: Memo[str, tuple[NearWord, ...]] = Memo()
        """What was found near unknown words."""
        self._found_before: Mapping[str, tuple[NearWord, ...]] = {}
        """What was found when the ``_new`` words were not there."""
        self._new: Sequence[str] = ()

    @classmethod
    def of(cls, vocabulary: Vocabulary, extra: Collection[str], phrases: CsrMatrix, bigrams: Bigrams) -> "Corrector":
        """The corrector of ``phrases``, rows of word numbers.

        ``extra`` are words that are understood besides: declared, or read as others.
        """
        counts = np.bincount(phrases.indices, minlength=len(vocabulary.words)).tolist()
        commonness = dict.fromkeys(everyday_words(), _ELSEWHERE) | dict.fromkeys(extra, 1.0)
        commonness |= {word: (1 + log1p(counts[number])) ** 0.5 for word, number in vocabulary.words.items()}
        near_words = NearWords(commonness, list(vocabulary.words))
        return cls(vocabulary, frozenset(extra), frozenset(map(stem, extra)), near_words, bigrams, ())

    def extended(self, vocabulary: Vocabulary) -> "Corrector":
        """This corrector with the words that ``vocabulary`` has besides; how often words come is as it was."""
        new = tuple(islice(vocabulary.words, len(self._vocabulary.words), None))
        if not new:
            return self
        added = (*self._added, *new)
        larger = Corrector(vocabulary, self._extra, self._stems, self._near_words, self._bigrams, added)
        larger._found_before, larger._new = self._found, new
        return larger

    def knows(self, word: str) -> bool:
        """Whether the knowledge base has the word in some form."""
        known = self._known.get(word)
        if known is None:
            each = stem(word)
            known = self._known.keep(word, each in self._vocabulary.stems or each in self._stems)
        return known

    def has(self, word: str) -> bool:
        """Whether the knowledge base has the word in this very form."""
        return word in self._vocabulary.words or word in self._extra

    def respaced(self, words: Sequence[str]) -> list[str]:
        """``words`` with missing and surplus spaces mended where the knowledge base has the words in that form."""
        if all(map(self.knows, words)):
            return list(words)
        mended: list[str] = []
        for word in words:
            if mended and self.has(mended[-1] + word) and not (self.knows(mended[-1]) and self.knows(word)):
                mended[-1] += word
            else:
                mended += [word] if self.knows(word) else self._split(word)
        return mended

    def corrected(self, words: Sequence[str]) -> list[str]:
        """``words`` with the best guess in the place of each."""
        return [found[0].word if found else word for word, found in zip(words, self.guesses(words), strict=True)]

    def guesses(self, words: Sequence[str]) -> list[tuple[Guess, ...]]:
        """For each word the guesses, best first: itself alone where it is known, none where nothing is near."""
        known = [self.knows(word) for word in words]
        if all(known):
            return [(Guess(word, 1.0),) for word in words]
        unknown = dict.fromkeys(word for word, is_known in zip(words, known, strict=True) if not is_known)
        nearest = {word: self._nearest(word) for word in islice(unknown, _LOOKED_UP)}
        near = [nearest.get(word, ()) for word in words]
        # A misspelt neighbour stands for all that it may be.
        stems = [[stem(found.word) for found in near[place]] or [stem(word)] for place, word in enumerate(words)]
        guesses: list[tuple[Guess, ...]] = []
        for place, word in enumerate(words):
            before = stems[place - 1] if place else []
            after = stems[place + 1] if place + 1 < len(words) else []
            guesses.append((Guess(word, 1.0),) if known[place] else self._weighed(near[place], before, after))
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
        return log1p(self._bigrams.count(first, second))

    def _nearest(self, word: str) -> tuple[NearWord, ...]:
        # An ordinary English word is rather what it says than a slip, and so is a number.
        if word.isdecimal() or is_ordinary(stem(word)):
            return ()
        found = self._found.get(word)
        if found is None:
            found = self._found_before.get(word)
            if found is None or is_near(word, self._new):
                found = self._near_words.find(word, self._added)
            self._found.keep(word, found)
        return found

    def _split(self, word: str) -> list[str]:
        for place in range(len(word) - _SPLIT, _SPLIT - 1, -1):
            if self.has(word[:place]) and self.has(word[place:]):
                return [word[:place], word[place:]]
        return [word]
