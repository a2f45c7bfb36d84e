"""From words to vectors: what makes two phrases alike.

Three blocks of features, each of length one in every phrase: the stems of its words, their groups of like meaning,
and the letters of its words. A word weighs by how few entries use it (inverse entry frequency, damped by a square
root) and by how rare it is in English at large.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log
from typing import Final

import numpy as np

from bot.matching.columns import Columns
from bot.matching.english import function_words, meaning_count, meanings, telling
from bot.matching.rows import Bools, Floats, Ints, Rows, distinct
from bot.matching.spelling import runs_of
from bot.matching.text import stem
from bot.matching.vocabulary import Vocabulary

# Shares of the blocks in the likeness of two phrases: chosen on training splits of BANKING77 and CLINC150.
STEMS: Final = 0.42
MEANINGS: Final = 0.16
LETTERS: Final = 0.42
_REPEATS: Final = 3
FRAME_AT_MOST: Final = 1.25
"""The weight at most of a known word that only frames a question; one that every entry has weighs 1."""
SUBJECT: Final = 0.6
"""The share of its weight that a subject's name keeps: most questions name it, whatever they ask."""
FRAME: Final = 0.3
"""The share of its weight that an unknown word keeps which only frames a question."""
_SPELT: Final = 32
"""Words of a question whose letters are compared: the most telling ones, as each takes its time."""
_REMEMBERED: Final = 20_000


@dataclass(frozen=True, slots=True)
class Query:
    """The vector of one question: a value for each of its features, and for each word whose letters count."""

    features: dict[int, float]
    words: dict[str, float]

    def __hash__(self) -> int:
        return hash((tuple(self.features.items()), tuple(self.words.items())))


@dataclass(frozen=True, slots=True)
class Term:
    """What a stem is to a knowledge base."""

    feature: int | None
    """Its own feature; ``None`` when the knowledge base does not have it."""
    weight: float
    """How telling it is."""
    groups: tuple[tuple[int, float], ...]
    """Its groups of like meaning with their values."""
    used: tuple[int, ...]
    """The features by which an entry may have it: its own, and the groups that some entry uses."""
    is_frame: bool
    """Whether it only frames a question."""


class FeatureSpace:
    """The weights of a knowledge base's features, and the vectors of phrases and questions under them."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        subjects: Collection[str],
        usage: Ints,
        entries: int,
        weights: Floats | None = None,
    ) -> None:
        """``usage`` says which of the ``entries`` uses which feature: sorted ``entry << 32 | feature``.

        ``subjects`` are the stems of the subjects' names. The first features may have their ``weights`` already.
        """
        self._subjects = subjects
        self._entries = entries
        self._vocabulary = vocabulary
        self.columns = Columns(meaning_count(), len(vocabulary.words))
        self._usage = usage
        self._uses = np.bincount(usage & 0xFFFFFFFF, minlength=self.columns.width)
        self._weights: Floats = np.sqrt(np.log((1 + entries) / (1 + self._uses)) + 1).astype(np.float32)
        self._unknown = float(np.sqrt(np.log(1 + entries) + 1))
        known = 0 if weights is None else (len(weights) - self.columns.meanings) // 2
        own = self._weights[self.columns.all_stems][known : len(vocabulary.stems)]
        new = zip(islice(vocabulary.stems, known, None), own.tolist(), strict=True)
        own[:] = [self._weight(each, weight) for each, weight in new]
        if weights is not None:
            self._weights[: len(weights)] = weights
        self._terms: dict[str, Term] = {}

    @classmethod
    def of(cls, vocabulary: Vocabulary, subjects: Collection[str], phrases: Rows, entry_of: Ints) -> "FeatureSpace":
        """The space of phrases, given as word numbers, of which ``entry_of`` names the entry."""
        usage = _usage(vocabulary, phrases, entry_of)
        return cls(vocabulary, subjects, usage, int((np.diff(usage >> 32, prepend=-1) > 0).sum()))

    def revised(self, vocabulary: Vocabulary, phrases: Rows, entry_of: Ints, gone: Ints) -> "FeatureSpace":
        """This space after an edit: with more phrases, and without those of the entries ``gone`` before."""
        added = _usage(vocabulary, phrases, entry_of)
        kept = self._usage[~np.isin(self._usage >> 32, gone)]
        usage = np.insert(kept, np.searchsorted(kept, added), added)
        weights = self._weights[: self.columns.stem(len(self._vocabulary.stems))]
        return FeatureSpace(vocabulary, self._subjects, usage, self._entries, weights)

    def used_by(self, entries: Ints, features: Ints) -> Bools:
        """Which of the ``entries`` (rows) uses which of the ``features`` (columns)."""
        keys = (entries.astype(np.int64) << 32)[:, None] + features
        places = np.minimum(np.searchsorted(self._usage, keys), len(self._usage) - 1)
        return self._usage[places] == keys

    def is_stem(self, feature: int) -> bool:
        """Whether a feature is a stem, rather than a group of like meaning."""
        return feature >= self.columns.meanings

    def term(self, each: str) -> Term:
        """What a stem is here, whether or not it is known."""
        found = self._terms.get(each)
        if found is None:
            found = self._look_up(each)
            if len(self._terms) < _REMEMBERED:
                self._terms[each] = found
        return found

    def vectors(self, phrases: Rows) -> Rows:
        """The vectors of phrases given as word numbers, a value for each word standing for its letters."""
        stem_weights = self._weights[self.columns.all_stems]
        rows = phrases.row_numbers
        stems = self._vocabulary.stem_of[phrases.columns]
        counted = _counted(rows, stems, len(phrases), len(self._vocabulary.stems))
        stem_rows = _scaled(counted, (1 + np.log(counted.values)) * stem_weights[counted.columns], STEMS)
        groups = self._vocabulary.meaning.take(stems)
        meant = _strongest(rows[groups.row_numbers], groups, len(phrases), self.columns.meanings)
        meaning_rows = _scaled(meant, meant.values * self._weights[meant.columns], MEANINGS)
        words = _counted(rows, phrases.columns, len(phrases), len(self._vocabulary.words))
        values = words.values * stem_weights[self._vocabulary.stem_of[words.columns]]
        sizes = self._vocabulary.spelling.sizes[words.columns].astype(np.float32)
        word_rows = _scaled(words, values, LETTERS, sizes)
        return _beside(
            [meaning_rows, stem_rows, word_rows],
            [meaning_rows.columns, self.columns.stem(stem_rows.columns), self.columns.word(word_rows.columns)],
        )

    def query(self, stems: Mapping[str, float], letters: Iterable[tuple[str, float]]) -> Query:
        """The vector of a question: weights of its stems, and words with weights for its letters.

        What the knowledge base does not have counts in the length of a block, so that a question with many unknown
        words is like nothing.
        """
        missing = 0.0
        own: dict[int, float] = {}
        groups: dict[int, float] = {}
        for each, count in stems.items():
            term = self.term(each)
            if term.feature is None:
                missing += (count * term.weight) ** 2
            else:
                own[term.feature] = count * term.weight
            for group, value in term.groups:
                groups[group] = max(groups.get(group, 0.0), min(count, 1.0) * value)
        features = _unit(groups, MEANINGS, 0.0) | _unit(own, STEMS, missing)
        return Query(features, self._letters(letters))

    def _letters(self, words: Iterable[tuple[str, float]]) -> dict[str, float]:
        values: dict[str, float] = {}
        size = 0.0
        for word, count in words:
            value = count * self.term(stem(word)).weight
            size += value * value * len(runs_of(word))
            values[word] = values.get(word, 0.0) + value
        scale = (LETTERS / size) ** 0.5 if size else 0.0
        if len(values) > _SPELT:
            values = dict(sorted(values.items(), key=lambda pair: -pair[1])[:_SPELT])
        return {word: value * scale for word, value in values.items()}

    def _look_up(self, each: str) -> Term:
        number = self._vocabulary.stems.get(each)
        feature = None if number is None else self.columns.stem(number)
        is_frame = each in function_words()
        if feature is None:
            weight = self._unknown * (FRAME if is_frame else telling().get(each, 1.0))
        else:
            weight = float(self._weights[feature])
        found = meanings().get(each, ())
        groups = tuple((group, float(self._weights[group]) / len(found) ** 0.5) for group in found)
        used = (*(() if feature is None else (feature,)), *(group for group in found if self._uses[group]))
        return Term(feature, weight, groups, used, is_frame)

    def _weight(self, each: str, weight: float) -> float:
        """What is left of a known stem's ``weight`` by the number of its entries."""
        if each in function_words():
            return min(weight, FRAME_AT_MOST)
        weight *= telling().get(each, 1.0)
        return weight * SUBJECT if each in self._subjects else weight


def damped(counts: Sequence[str]) -> dict[str, float]:
    """How much each of these stems counts: the first time in full, then ever less, and soon no more."""
    return {each: 1 + log(min(times, _REPEATS)) for each, times in Counter(counts).items()}


def _usage(vocabulary: Vocabulary, phrases: Rows, entry_of: Ints) -> Ints:
    """Which entry uses which feature in these phrases: sorted ``entry << 32 | feature``."""
    stems = vocabulary.stem_of[phrases.columns]
    owners = entry_of[phrases.row_numbers].astype(np.int64) << 32
    groups = vocabulary.meaning.take(stems)
    columns = Columns(meaning_count(), len(vocabulary.words))
    used = np.concatenate([owners[groups.row_numbers] + groups.columns, owners + columns.stem(stems)])
    return distinct(used)[0]


def _unit(values: Mapping[int, float], share: float, missing: float) -> dict[int, float]:
    size = sum(value * value for value in values.values()) + missing
    scale = (share / size) ** 0.5 if size else 0.0
    return {column: value * scale for column, value in values.items()}


def _counted(rows: Ints, columns: Ints, height: int, width: int) -> Rows:
    """A matrix of how often each column comes in each row."""
    keys, places = distinct(rows.astype(np.int64) * max(width, 1) + columns)
    counts = np.bincount(places)
    lengths = np.bincount(keys // max(width, 1), minlength=height)
    return Rows.of(lengths, (keys % max(width, 1)).astype(np.int32), counts.astype(np.float32))


def _strongest(rows: Ints, groups: Rows, height: int, width: int) -> Rows:
    """A matrix of the greatest value that each column has in each row."""
    keys, places = distinct(rows.astype(np.int64) * width + groups.columns)
    values = np.zeros(len(keys), np.float32)
    np.maximum.at(values, places, groups.values)
    return Rows.of(np.bincount(keys // width, minlength=height), (keys % width).astype(np.int32), values)


def _scaled(rows: Rows, values: Floats, share: float, sizes: Floats | None = None) -> Rows:
    """``rows`` with ``values``, each row brought to the length ``sqrt(share)``; ``sizes`` counts a value manifold."""
    squares = rows.sums(values**2 if sizes is None else values**2 * sizes)
    scale = np.sqrt(share / np.maximum(squares, np.float32(1e-12)))
    return Rows(rows.start, rows.columns, (values * scale[rows.row_numbers]).astype(np.float32))


def _beside(parts: Sequence[Rows], columns: Sequence[Ints]) -> Rows:
    """Matrices side by side, the values of each moved to the ``columns`` given for them."""
    rows = np.concatenate([part.row_numbers for part in parts])
    order = np.argsort(rows, kind="stable")
    values = np.concatenate([part.values for part in parts])[order]
    lengths = np.bincount(rows, minlength=len(parts[0]))
    return Rows.of(lengths, np.concatenate(columns)[order].astype(np.int32), values)
