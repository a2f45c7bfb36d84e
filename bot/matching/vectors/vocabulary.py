"""The words of a knowledge base, and what each is made of: its stem, its meanings, its letters."""

from collections.abc import Iterable, Sequence

import numpy as np

from bot.matching.language.languages import ENGLISH, Language
from bot.matching.vectors.letter_ngrams import LetterNgrams
from bot.matching.vectors.sparse import CsrMatrix, Ints


class Vocabulary:
    """Numbers for words and stems. It begins empty; ``extended`` makes a larger one and leaves this one as it is."""

    def __init__(self, language: Language = ENGLISH) -> None:
        """Make one without words; they are to be of this ``language``."""
        self.language = language
        self.words: dict[str, int] = {}
        self.stems: dict[str, int] = {}
        self.stem_of: Ints = np.zeros(0, np.int32)
        """The stem number of each word; shape (words,)."""
        self.letters = LetterNgrams.of([])
        """The letter n-grams of the words."""
        self.meaning = CsrMatrix.of([], np.zeros(0, np.int32))
        """Stems by groups of like meaning, each row of length 1."""

    def extended(self, words: Iterable[str]) -> "Vocabulary":
        """This vocabulary with ``words`` besides; known words keep their numbers."""
        new = [word for word in dict.fromkeys(words) if word not in self.words]
        if not new:
            return self
        larger = Vocabulary(self.language)
        larger.words = self.words | {word: len(self.words) + number for number, word in enumerate(new)}
        stems = dict(self.stems)
        stem_numbers = [stems.setdefault(self.language.stem(word), len(stems)) for word in new]
        larger.stems = stems
        larger.stem_of = np.concatenate([self.stem_of, np.array(stem_numbers, np.int32)])
        larger.letters = self.letters.extended(larger.words)
        larger.meaning = CsrMatrix.vstack([self.meaning, _meaning(list(stems)[len(self.stems) :], self.language)])
        return larger


def _meaning(stems: Sequence[str], language: Language) -> CsrMatrix:
    groups = [language.meanings(each) for each in stems]
    lengths = np.array([len(row) for row in groups], np.int64)
    indices = np.array([group for row in groups for group in row], np.int32)
    return CsrMatrix.of(lengths, indices, np.repeat(1 / np.sqrt(np.maximum(lengths, 1)), lengths).astype(np.float32))
