"""The words of a knowledge base, and what each is made of: its stem, its meanings, its letters."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from bot.matching.english import meanings
from bot.matching.rows import Ints, Rows
from bot.matching.text import stem

_GRAM_LENGTHS = (3, 4, 5)


@lru_cache(maxsize=8192)
def grams_of(word: str) -> tuple[str, ...]:
    """The runs of three to five letters in a word whose ends are marked, each once."""
    marked = f" {word} "
    runs = (
        marked[first : first + length] for length in _GRAM_LENGTHS for first in range(max(1, len(marked) - length + 1))
    )
    # A repeated run would make a phrase more like itself than 1, and the regression's matrix singular ("eeeeee").
    return tuple(dict.fromkeys(runs))


class Vocabulary:
    """Numbers for words, stems and letter runs; ``extended`` makes a larger one and leaves this one as it is."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self.stems: dict[str, int] = {}
        self.grams: dict[str, int] = {}
        self.stem_of: Ints = np.zeros(0, np.int32)
        """The stem number of each word."""
        self.spelling = Rows.of([], np.zeros(0, np.int32))
        """Words by letter runs."""
        self.meaning = Rows.of([], np.zeros(0, np.int32))
        """Stems by thesaurus groups, each stem of length 1."""

    @classmethod
    def of(cls, words: Iterable[str]) -> "Vocabulary":
        """The vocabulary of these words."""
        return cls().extended(words)

    def extended(self, words: Iterable[str]) -> "Vocabulary":
        """This vocabulary with ``words`` besides; known words keep their numbers."""
        new = [word for word in dict.fromkeys(words) if word not in self.words]
        if not new:
            return self
        larger = Vocabulary()
        larger.words = self.words | {word: len(self.words) + number for number, word in enumerate(new)}
        stems, larger.grams = dict(self.stems), dict(self.grams)
        stem_numbers = [stems.setdefault(stem(word), len(stems)) for word in new]
        larger.stems = stems
        larger.stem_of = np.concatenate([self.stem_of, np.array(stem_numbers, np.int32)])
        larger.spelling = Rows.stack([self.spelling, _spelling(new, larger.grams)])
        larger.meaning = Rows.stack([self.meaning, _meaning(list(stems)[len(self.stems) :])])
        return larger

    def knows(self, word: str) -> bool:
        """Whether the word, or another form of it, stands in the knowledge base."""
        return word in self.words or stem(word) in self.stems


def _spelling(words: Sequence[str], grams: dict[str, int]) -> Rows:
    numbers = [[grams.setdefault(gram, len(grams)) for gram in grams_of(word)] for word in words]
    return _rows(numbers)


def _meaning(stems: Sequence[str]) -> Rows:
    groups = [meanings().get(each, ()) for each in stems]
    rows = _rows(groups)
    lengths = np.maximum(rows.lengths, 1)
    return Rows(rows.start, rows.columns, np.repeat(1 / np.sqrt(lengths), rows.lengths).astype(np.float32))


def _rows(numbers: Sequence[Sequence[int]]) -> Rows:
    flat = [number for row in numbers for number in row]
    return Rows.of([len(row) for row in numbers], np.array(flat, np.int32))
