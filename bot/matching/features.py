"""From words to vectors: what makes two phrases alike.

Three blocks of features, each of length one in every phrase: the stems of its words, their groups of like meaning,
and their letters. A word weighs by how few entries use it (inverse entry frequency, damped by a square root).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

import numpy as np

from bot.matching.english import function_words, meaning_count, meanings
from bot.matching.rows import Bools, Floats, Ints, Rows
from bot.matching.text import stem
from bot.matching.vocabulary import Vocabulary, grams_of

# Shares of the blocks in the likeness of two phrases: chosen on training splits of BANKING77 and CLINC150.
STEMS: Final = 0.42
MEANINGS: Final = 0.16
LETTERS: Final = 0.42
_REPEATS: Final = 3
KNOWN_FRAME: Final = 0.8
"""The share of its weight that a word keeps which only frames a question."""
SUBJECT: Final = 0.6
"""The share of its weight that a subject's name keeps: most questions name it, whatever they ask."""
FRAME: Final = 0.3
"""The share of its weight that an unknown word keeps which only frames a question."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Vectors of many phrases: ``features`` over meanings then stems, ``words`` over the vocabulary for the letters."""

    features: Rows
    words: Rows

    def with_more(self, more: "Phrases") -> "Phrases":
        """These vectors and ``more``, one below the other."""
        return Phrases(Rows.stack([self.features, more.features]), Rows.stack([self.words, more.words]))

    def take(self, numbers: Ints) -> "Phrases":
        """The vectors of these phrases, in their order."""
        return Phrases(self.features.take(numbers), self.words.take(numbers))


@dataclass(frozen=True, slots=True)
class Query:
    """The vector of one question."""

    columns: Ints
    values: Floats
    grams: Ints
    gram_values: Floats


class FeatureSpace:
    """The weights of a knowledge base's features, and the vectors of phrases and questions under them."""

    def __init__(self, vocabulary: Vocabulary, subjects: Collection[str], usage: Ints, entries: int) -> None:
        """``usage`` says which of the ``entries`` uses which feature: sorted ``entry << 32 | feature``.

        ``subjects`` are the stems of the subjects' names.
        """
        self._subjects = subjects
        self.vocabulary = vocabulary
        self.entries = entries
        self.usage = usage
        width = meaning_count() + len(vocabulary.stems)
        uses = np.bincount(usage & 0xFFFFFFFF, minlength=width)
        self.uses = uses.astype(np.int32)
        self.weights: Floats = np.sqrt(np.log((1 + entries) / (1 + uses)) + 1).astype(np.float32)
        framing = [meaning_count() + n for each, n in vocabulary.stems.items() if each in function_words()]
        self.weights[framing] *= KNOWN_FRAME
        named = [meaning_count() + vocabulary.stems[each] for each in subjects if each in vocabulary.stems]
        self.weights[named] *= SUBJECT
        self.unknown_weight = float(np.sqrt(np.log(1 + entries) + 1))
        self._meanings = meaning_count()

    @property
    def width(self) -> int:
        """The number of features: meanings and stems."""
        return self._meanings + len(self.vocabulary.stems)

    @property
    def stem_weights(self) -> Floats:
        """The weight of each stem."""
        return self.weights[self._meanings :]

    @classmethod
    def of(cls, vocabulary: Vocabulary, subjects: Collection[str], phrases: Rows, entry_of: Ints) -> "FeatureSpace":
        """The space of phrases, given as word numbers, of which ``entry_of`` names the entry."""
        return cls(vocabulary, subjects, np.zeros(0, np.int64), 0).revised(vocabulary, phrases, entry_of)

    def revised(
        self, vocabulary: Vocabulary, phrases: Rows, entry_of: Ints, gone: Ints | None = None
    ) -> "FeatureSpace":
        """This space after an edit: with more phrases, and without those of the entries ``gone`` before."""
        stems = vocabulary.stem_of[phrases.columns]
        owners = entry_of[phrases.row_numbers].astype(np.int64) << 32
        groups = vocabulary.meaning.take(stems)
        added = np.concatenate([owners[groups.row_numbers] + groups.columns, owners + stems + self._meanings])
        added = np.unique(added)
        kept = self.usage if gone is None else self.usage[~np.isin(self.usage >> 32, gone)]
        usage = np.insert(kept, np.searchsorted(kept, added), added)
        return FeatureSpace(vocabulary, self._subjects, usage, int((np.diff(usage >> 32, prepend=-1) > 0).sum()))

    def used_by(self, entries: Ints, features: Ints) -> Bools:
        """Which of the ``entries`` (rows) uses which of the ``features`` (columns)."""
        keys = (entries.astype(np.int64) << 32)[:, None] + features
        places = np.minimum(np.searchsorted(self.usage, keys), len(self.usage) - 1)
        return self.usage[places] == keys

    def features_of(self, phrases: Rows) -> Ints:
        """The features that phrases, given as word numbers, use."""
        stems = self.vocabulary.stem_of[phrases.columns]
        return np.concatenate([self.vocabulary.meaning.take(stems).columns, stems + self._meanings]).astype(np.int64)

    def columns_of(self, each: str) -> list[int]:
        """The features of a stem, those that no entry uses left out: itself, and its groups of like meaning."""
        number = self.vocabulary.stems.get(each)
        own = [] if number is None else [number + self._meanings]
        return own + [group for group in meanings().get(each, ()) if self.uses[group]]

    def is_stem(self, column: int) -> bool:
        """Whether a feature is a stem, rather than a group of like meaning."""
        return column >= self._meanings

    def weight_of(self, each: str) -> float:
        """How telling a stem is, whether or not it is known."""
        number = self.vocabulary.stems.get(each)
        return self._unknown(each) if number is None else float(self.stem_weights[number])

    def vectors(self, phrases: Rows) -> Phrases:
        """The vectors of phrases given as word numbers."""
        rows = phrases.row_numbers
        stems = self.vocabulary.stem_of[phrases.columns]
        counted = _counted(rows, stems, len(phrases), len(self.vocabulary.stems))
        stem_rows = _scaled(counted, (1 + np.log(counted.values)) * self.stem_weights[counted.columns], STEMS)
        groups = self.vocabulary.meaning.take(stems)
        meant = _strongest(rows[groups.row_numbers], groups, len(phrases), self._meanings)
        meaning_rows = _scaled(meant, meant.values * self.weights[meant.columns], MEANINGS)
        features = _beside(meaning_rows, stem_rows, self._meanings)
        words = _counted(rows, phrases.columns, len(phrases), len(self.vocabulary.words))
        values = words.values * self.stem_weights[self.vocabulary.stem_of[words.columns]]
        sizes = self.vocabulary.spelling.lengths[words.columns].astype(np.float32)
        return Phrases(features, _scaled(words, values, LETTERS, sizes))

    def query(self, stems: Mapping[str, float], letters: Iterable[tuple[str, float]]) -> Query:
        """The vector of a question: weights of its stems, and words with weights for its letters.

        What the knowledge base does not have counts in the length of a block, so that a question with many unknown
        words is like nothing.
        """
        numbers = self.vocabulary.stems
        known = {numbers[each]: tf for each, tf in stems.items() if each in numbers}
        missing = sum((tf * self._unknown(each)) ** 2 for each, tf in stems.items() if each not in numbers)
        stem_values = {c + self._meanings: tf * float(self.stem_weights[c]) for c, tf in known.items()}
        groups: dict[int, float] = {}
        for each, tf in stems.items():
            found = meanings().get(each, ())
            for group in found:
                weight = min(tf, 1.0) / len(found) ** 0.5 * float(self.weights[group])
                groups[group] = max(groups.get(group, 0.0), weight)
        pairs = [*_unit(groups, MEANINGS, 0.0).items(), *_unit(stem_values, STEMS, missing).items()]
        grams, values = self._letters(letters)
        return Query(
            np.array([column for column, _ in pairs], np.int32),
            np.array([value for _, value in pairs], np.float32),
            grams,
            values,
        )

    def _unknown(self, each: str) -> float:
        return self.unknown_weight * (FRAME if each in function_words() else 1.0)

    def _letters(self, words: Iterable[tuple[str, float]]) -> tuple[Ints, Floats]:
        known = self.vocabulary.grams
        numbers: list[int] = []
        values: list[float] = []
        size = 0.0
        for word, tf in words:
            value = tf * self.weight_of(stem(word))
            grams = grams_of(word)
            size += value * value * len(grams)
            found = [known[gram] for gram in grams if gram in known]
            numbers += found
            values += [value] * len(found)
        scale = (LETTERS / size) ** 0.5 if size else 0.0
        return np.array(numbers, np.int32), np.array(values, np.float32) * np.float32(scale)


def damped(counts: Sequence[str]) -> dict[str, float]:
    """How much each of these stems counts: the first time in full, then ever less, and soon no more."""
    return {each: 1 + log(min(times, _REPEATS)) for each, times in Counter(counts).items()}


def _unit(values: Mapping[int, float], share: float, missing: float) -> dict[int, float]:
    size = sum(value * value for value in values.values()) + missing
    scale = (share / size) ** 0.5 if size else 0.0
    return {column: value * scale for column, value in values.items()}


def _counted(rows: Ints, columns: Ints, height: int, width: int) -> Rows:
    """A matrix of how often each column comes in each row."""
    keys, counts = np.unique(rows.astype(np.int64) * max(width, 1) + columns, return_counts=True)
    lengths = np.bincount(keys // max(width, 1), minlength=height)
    return Rows.of(lengths, (keys % max(width, 1)).astype(np.int32), counts.astype(np.float32))


def _strongest(rows: Ints, groups: Rows, height: int, width: int) -> Rows:
    """A matrix of the greatest value that each column has in each row."""
    keys, places = np.unique(rows.astype(np.int64) * width + groups.columns, return_inverse=True)
    values = np.zeros(len(keys), np.float32)
    np.maximum.at(values, places, groups.values)
    return Rows.of(np.bincount(keys // width, minlength=height), (keys % width).astype(np.int32), values)


def _scaled(rows: Rows, values: Floats, share: float, sizes: Floats | None = None) -> Rows:
    """``rows`` with ``values``, each row brought to the length ``sqrt(share)``; ``sizes`` counts a value manifold."""
    squares = rows.sums(values**2 if sizes is None else values**2 * sizes)
    scale = np.sqrt(share / np.maximum(squares, np.float32(1e-12)))
    return Rows(rows.start, rows.columns, (values * scale[rows.row_numbers]).astype(np.float32))


def _beside(left: Rows, right: Rows, offset: int) -> Rows:
    """The two matrices side by side, the columns of ``right`` moved by ``offset``."""
    rows = np.concatenate([left.row_numbers, right.row_numbers])
    order = np.argsort(rows, kind="stable")
    columns = np.concatenate([left.columns, right.columns + np.int32(offset)])[order]
    values = np.concatenate([left.values, right.values])[order]
    return Rows.of(left.lengths + right.lengths, columns, values)
