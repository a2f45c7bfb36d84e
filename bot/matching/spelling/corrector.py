"""Guesses which words of a knowledge base are meant by words that it does not have."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice, pairwise
from math import log1p
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from bot.matching.language.scripts import overlaps
from bot.matching.memo import Memo
from bot.matching.spelling.dictionary import NearWord, NearWords, is_another_number, is_near, is_same_but_doubled
from bot.matching.spelling.stretched import ROW, divided, readings, rows_of_letters
from bot.matching.vectors.bigrams import Bigrams
from bot.matching.vectors.sparse import CsrMatrix
from bot.matching.vectors.vocabulary import Vocabulary

_GUESSES: Final = 4
_CONTEXT: Final = 4.0
"""How much it counts that a guess often stands beside its neighbour."""
_ELSEWHERE: Final = 0.4
"""How readily an everyday word is guessed that the knowledge base does not use."""
_SPLIT: Final = 3
"""Letters at least of each word that was written together with another, unless they follow each other ("wi-fi")."""
_SHORT_NAME: Final = 3
"""Letters up to which a word that is not an ordinary one is taken for a name, which nobody means by another word."""
_SIGNS: Final = frozenset("+#./")
"""What a word has that is a name with signs: nobody types those by mistake."""
_PREFIXES: Final = ("un", "re")
_PREFIXED: Final = 0.5
"""The certainty that a known word is meant by another that has such a prefix besides."""
_LOOKED_UP: Final = 16
"""Unknown words of one question that are looked up: with more it is no question, and each takes its time."""


class Guess(NamedTuple):
    """A word that may have been meant."""

    word: str
    weight: float
    """Its share; those of the guesses for one word sum to 1."""
    certainty: float = 1.0
    """How surely the word is meant at all, from 0 to 1."""


class _Stems(NamedTuple):
    """The stems of a knowledge base's words."""

    near: NearWords
    words: Mapping[str, str]
    """A word of each."""


@cache
def acronyms() -> frozenset[str]:
    """Short names, none of them a slip of another word."""
    lines = Path(__file__).with_name("acronyms.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


class Corrector:
    """Guesses at misspelt words out of a vocabulary, by edit distance and by how well a guess follows its neighbour."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        extra: frozenset[str],
        stems: frozenset[str],
        near_words: NearWords,
        stems_of_words: "_Stems",
        bigrams: Bigrams,
        added: Sequence[str],
    ) -> None:
        """Put together what was counted; ``of`` and ``extended`` do that.

        ``extra`` are words understood besides those of ``vocabulary``, and ``stems`` theirs. ``added`` are the words of
        ``vocabulary`` that ``near_words`` lacks.
        """
        self._vocabulary = vocabulary
        self._language = vocabulary.language
        self._stem = vocabulary.language.stem
        self._everyday = frozenset(vocabulary.language.everyday_words())
        self._extra = extra
        self._stems = stems
        self._near_words = near_words
        self._stems_of_words = stems_of_words
        self._bigrams = bigrams
        self._added = added
        self._known: Memo[str, bool] = Memo()
        self._read: Memo[str, str] = Memo()
        """Unknown words without what stretches them."""
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
        commonness = dict.fromkeys(vocabulary.language.everyday_words(), _ELSEWHERE) | dict.fromkeys(extra, 1.0)
        commonness |= {word: (1 + log1p(counts[number])) ** 0.5 for word, number in vocabulary.words.items()}
        near_words = NearWords(commonness, list(vocabulary.words))
        words = {vocabulary.language.stem(word): word for word in vocabulary.words}
        stems = _Stems(NearWords({each: commonness[word] for each, word in words.items()}, ()), words)
        extra_stems = frozenset(map(vocabulary.language.stem, extra))
        return cls(vocabulary, frozenset(extra), extra_stems, near_words, stems, bigrams, ())

    def extended(self, vocabulary: Vocabulary) -> "Corrector":
        """This corrector with the words that ``vocabulary`` has besides; how often words come is as it was."""
        new = tuple(islice(vocabulary.words, len(self._vocabulary.words), None))
        if not new:
            return self
        added = (*self._added, *new)
        larger = Corrector(
            vocabulary, self._extra, self._stems, self._near_words, self._stems_of_words, self._bigrams, added
        )
        larger._found_before, larger._new = self._found, new
        return larger

    def knows(self, word: str) -> bool:
        """Whether the knowledge base has the word in some form."""
        known = self._known.get(word)
        if known is None:
            each = self._stem(word)
            known = self._known.keep(word, each in self._vocabulary.stems or each in self._stems)
        return known

    def has(self, word: str) -> bool:
        """Whether the knowledge base has the word in this very form."""
        return word in self._vocabulary.words or word in self._extra

    def has_in_a_row(self, words: Sequence[str]) -> bool:
        """Whether the knowledge base has each of these words right after the one before."""
        return all(self._follows(*pair) > 0 for pair in pairwise(map(self._stem, words)))

    def respaced(self, words: Sequence[str]) -> list[str]:
        """``words`` with missing and surplus spaces mended where the knowledge base has the words in that form."""
        if all(map(self.knows, words)):
            return list(words)
        if not all(map(str.isascii, words)):
            words = self._divided(words)
        if sum(len(word) == 1 for word in words) >= ROW:
            words = self._without_spaces(words)
        mended: list[str] = []
        for word in map(self._unstretched, words):
            is_known = self.knows(word)
            if mended and self.has(mended[-1] + word) and not (is_known and self.knows(mended[-1])):
                mended[-1] += word
            else:
                mended += [word] if is_known else self._split(word)
        return mended

    def _divided(self, words: Sequence[str]) -> list[str]:
        """``words`` without the pairs of signs across two words: the unknown ones beside a known one of their run."""
        beside = list(zip(["", *words], words, [*words[1:], ""], strict=False))
        return [
            word
            for before, word, after in beside
            if self.knows(word)
            or not ((overlaps(before, word) and self.knows(before)) or (overlaps(word, after) and self.knows(after)))
        ]

    def _without_spaces(self, words: Sequence[str]) -> list[str]:
        """``words`` with single letters in a row read as the words that they make, if they make any."""
        found = list(words)
        for start, end in reversed(list(rows_of_letters(words))):
            letters = "".join(words[start:end])
            made = divided(letters, self._is_read)
            if any(self.knows(word) for word in made if len(word) > 1):
                found[start:end] = made
            elif self._nearest(letters):
                found[start:end] = [letters]
        return found

    def _is_read(self, word: str) -> bool:
        """Whether a word is one that the knowledge base has, or that everybody uses."""
        return self.has(word) or word in self._everyday or (len(word) > _SHORT_NAME and self.knows(word))

    def _unstretched(self, word: str) -> str:
        """``word`` without its repeated letters, if it has such and the knowledge base does not have it so."""
        if self.knows(word):
            return word
        return self._read.get(word) or self._read.keep(word, self._best_reading(word))

    def _best_reading(self, word: str) -> str:
        found = list(readings(word))
        fitting = next(filter(self.knows, found), None) or next(filter(self._is_everyday, found), None)
        return fitting or (found[-1] if found else word)

    def _is_everyday(self, word: str) -> bool:
        return self._language.is_ordinary(self._stem(word))

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

        def stems(place: int) -> Sequence[str]:
            if not 0 <= place < len(words):
                return ()
            # A misspelt neighbour stands for all that it may be.
            return [self._stem(found.word) for found in near[place]] or [self._stem(words[place])]

        guesses: list[tuple[Guess, ...]] = []
        for place, word in enumerate(words):
            if known[place]:
                guesses.append((Guess(word, 1.0),))
            else:
                found = near[place]
                guesses.append(self._weighed(found, stems(place - 1), stems(place + 1)) if found else ())
        return guesses

    def _weighed(self, choices: Sequence[NearWord], before: Sequence[str], after: Sequence[str]) -> tuple[Guess, ...]:
        weighed: list[tuple[float, NearWord]] = []
        for near in choices:
            own = self._stem(near.word)
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
        found = self._found.get(word)
        if found is None:
            found = self._found_before.get(word)
            if found is None or is_near(word, self._new):
                found = self._look_up(word) if self._may_be_a_slip(word) else ()
            self._found.keep(word, found)
        return found

    def _may_be_a_slip(self, word: str) -> bool:
        """Whether a word that the knowledge base lacks is none by itself: an ordinary one, an acronym, a number."""
        signs = not word.isalnum() and not _SIGNS.isdisjoint(word)
        numbered = word.isdecimal() or (len(word) <= _SHORT_NAME and any(map(str.isdecimal, word)))  # "4d"
        return not (signs or numbered or word in acronyms() or self._is_everyday(word))

    def _look_up(self, word: str) -> tuple[NearWord, ...]:
        found = [near for near in self._near_words.find(word, self._added) if self._may_be_meant(word, near.word)]
        found += self._without_prefix(word)
        each = self._stem(word)
        if each != word:
            # "encahnting" is near "enchants" by its stem alone.
            near = (stem for stem in self._stems_of_words.near.find(each) if self._may_be_meant(each, stem.word))
            found += [replace(stem, word=self._stems_of_words.words[stem.word]) for stem in near]
        return tuple(found)

    def _without_prefix(self, word: str) -> Iterator[NearWord]:
        """The known word that this one takes back or repeats ("unban", "reinstall")."""
        for prefix in _PREFIXES:
            rest = word.removeprefix(prefix)
            if rest != word and len(rest) >= _SPLIT and self.knows(rest):
                yield NearWord(rest, 1.0, _PREFIXED)

    def _may_be_meant(self, typed: str, word: str) -> bool:
        """Whether one word may be a slip of the other: neither of another number, nor of a short name."""
        if is_another_number(typed, word):
            return False
        if len(typed) > len(word) + 1 and self._language.is_stop_word(self._stem(word)):
            return False  # "Munich" is no "much": few type two letters more than they mean
        if len(word) > _SHORT_NAME or is_same_but_doubled(typed, word):
            return True
        return self._is_everyday(word) and (word not in acronyms() or sorted(typed) == sorted(word))

    def _split(self, word: str) -> list[str]:
        for place in range(len(word) - 1, 0, -1):
            if self.has(word[:place]) and self.has(word[place:]):
                parts = [word[:place], word[place:]]
                if min(map(len, parts)) >= _SPLIT or self.has_in_a_row(parts):
                    return parts
        return [word]
