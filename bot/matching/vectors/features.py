"""From words to vectors: what makes two phrases alike.

Four blocks of features, each of one length in every phrase: the stems of its words, the pairs of stems side by side,
their groups of like meaning, and the letters of its words. A word weighs by how few entries use it and by how rare it
is in English at large.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final, TypeVar

import numpy as np

from bot.matching.language.english import function_words, meaning_count, meanings, telling
from bot.matching.language.normalize import stem
from bot.matching.vectors.bigrams import BOUNDARY, Neighbours
from bot.matching.vectors.idf import Rarity, effective_users
from bot.matching.vectors.layout import Columns, Query, Shares, beside, counted, scaled, strongest
from bot.matching.vectors.sparse import Bools, Floats, Ints, Rows, distinct
from bot.matching.vectors.vocabulary import Vocabulary

K = TypeVar("K")
V = TypeVar("V")

FRAME_AT_MOST: Final = 1.2
"""The weight at most of a known word that only frames a question; one that every entry has weighs 1."""
SUBJECT: Final = 0.6
"""The share of its weight that a subject's name keeps: most questions name it, whatever they ask."""
FRAME: Final = 0.3
"""The share of its weight that an unknown word keeps which only frames a question."""
_SPELT: Final = 32
"""Words of a question whose letters are compared: the most telling ones, as each takes its time."""
_REMEMBERED: Final = 20_000


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
    information: tuple[float, ...]
    """How much each of these tells: 1 what a single entry uses, and 0 what all do."""
    is_frame: bool
    """Whether it only frames a question."""


class FeatureSpace:
    """The weights of a knowledge base's features, and the vectors of phrases and questions under them."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        neighbours: Neighbours,
        subjects: Collection[str],
        rarity: Rarity,
        shares: Shares,
        usage: Ints,
        information: Floats,
        weights: Floats,
    ) -> None:
        """``usage`` says which entry uses which feature: sorted ``entry << 32 | feature``.

        ``information`` says of each feature how much it tells, and ``weights`` what it weighs. ``subjects`` are the
        stems of the subjects' names.
        """
        self._vocabulary = vocabulary
        self._neighbours = neighbours
        self._subjects = subjects
        self._rarity = rarity
        self._shares = shares
        self._usage = usage
        self._information = information
        self._weights = weights
        self.columns = Columns(meaning_count(), neighbours.size, len(vocabulary.words))
        self._used_groups = _groups_in(usage, self.columns.meanings)
        self._terms: dict[str, Term] = {}
        self._known_pairs: dict[tuple[str | None, str | None], tuple[int, float]] = {}
        self._known_letters: dict[str, float] = {}

    @classmethod
    def of(
        cls, vocabulary: Vocabulary, neighbours: Neighbours, subjects: Collection[str], phrases: Rows, entry_of: Ints
    ) -> "FeatureSpace":
        """The space of phrases, given as word numbers, of which ``entry_of`` names the entry."""
        entries = len(distinct(entry_of)[0])
        rarity, shares = Rarity.of(entries, len(phrases) / max(1, entries)), Shares.of(neighbours.recurrence)
        unused, nothing = np.zeros(0, np.int64), np.zeros(0, np.float32)
        empty = FeatureSpace(Vocabulary(), neighbours, subjects, rarity, shares, unused, nothing, nothing)
        return empty.revised(vocabulary, phrases, entry_of, unused)

    def revised(self, vocabulary: Vocabulary, phrases: Rows, entry_of: Ints, gone: Ints) -> "FeatureSpace":
        """This space after an edit: with more phrases, and without those of the entries ``gone`` before.

        What had a weight keeps it.
        """
        columns = Columns(meaning_count(), self._neighbours.size, len(vocabulary.words))
        added, counts = self._usage_in(vocabulary, columns, phrases, entry_of)
        kept = np.delete(self._usage, self._places_of(gone))
        usage = np.insert(kept, np.searchsorted(kept, added), added)
        information = self._rarity.information(effective_users(added & 0xFFFFFFFF, counts, columns.width))
        weights = self._rarity.weights(information)
        known = len(self._vocabulary.stems)
        own = weights[columns.all_stems][known : len(vocabulary.stems)]
        new = zip(islice(vocabulary.stems, known, None), own.tolist(), strict=True)
        own[:] = [self._weight(each, weight) for each, weight in new]
        if known:
            information[: columns.stem(known)] = self._information[: columns.stem(known)]
            weights[: columns.stem(known)] = self._weights[: columns.stem(known)]
        return FeatureSpace(
            vocabulary, self._neighbours, self._subjects, self._rarity, self._shares, usage, information, weights
        )

    def _places_of(self, entries: Ints) -> Ints:
        """Where ``usage`` tells of these entries."""
        keys = entries.astype(np.int64) << 32
        first, last = np.searchsorted(self._usage, keys), np.searchsorted(self._usage, keys + (1 << 32))
        spans = zip(first.tolist(), last.tolist(), strict=True)
        return np.array([place for span in spans for place in range(*span)], np.int64)

    def _usage_in(self, vocabulary: Vocabulary, columns: Columns, phrases: Rows, entry_of: Ints) -> tuple[Ints, Ints]:
        """Which entry uses which feature in these phrases, sorted ``entry << 32 | feature``, and how often."""
        owners = entry_of.astype(np.int64) << 32
        stems = vocabulary.stem_of[phrases.columns]
        groups = vocabulary.meaning.take(stems)
        of_stems = owners[phrases.row_numbers]
        pairs = self._neighbours.numbers_in(phrases, vocabulary.stem_of)
        numbered = pairs.where(pairs.columns >= 0)
        used = [
            of_stems[groups.row_numbers] + groups.columns,
            owners[numbered.row_numbers] + columns.pair(numbered.columns),
            of_stems + columns.stem(stems),
        ]
        keys, places = distinct(np.concatenate(used))
        return keys, np.bincount(places)

    def used_by(self, entries: Ints, features: Ints) -> Bools:
        """Which of the ``entries`` (rows) uses which of the ``features`` (columns)."""
        keys = (entries.astype(np.int64) << 32)[:, None] + features
        places = np.minimum(self._usage.searchsorted(keys), len(self._usage) - 1)
        return self._usage[places] == keys

    @property
    def stem_weights(self) -> Floats:
        """What each stem of the vocabulary weighs."""
        return self._weights[self.columns.all_stems][: len(self._vocabulary.stems)]

    def term(self, each: str) -> Term:
        """What a stem is here, whether or not it is known."""
        return self._terms.get(each) or _kept(self._terms, each, self._look_up(each))

    def vectors(self, phrases: Rows) -> Rows:
        """The vectors of phrases given as word numbers, a value for each word standing for its letters."""
        columns, weights = self.columns, self._weights
        stem_weights = weights[columns.all_stems]
        rows, height = phrases.row_numbers, len(phrases)
        stems = self._vocabulary.stem_of[phrases.columns]
        groups = self._vocabulary.meaning.take(stems)
        meant = strongest(rows[groups.row_numbers], groups, height, columns.meanings)
        meaning_rows = scaled(meant, meant.values * weights[meant.columns], self._shares.meanings)
        pair_rows = self._pair_rows(phrases)
        stem_counts = counted(rows, stems, height, len(self._vocabulary.stems))
        stem_values = (1 + np.log(stem_counts.values)) * stem_weights[stem_counts.columns]
        stem_rows = scaled(stem_counts, stem_values, self._shares.stems)
        words = counted(rows, phrases.columns, height, columns.words)
        lengths = np.sqrt(self._vocabulary.spelling.sizes, dtype=np.float32)[words.columns]
        word_values = words.values * stem_weights[self._vocabulary.stem_of[words.columns]] * lengths
        word_rows = scaled(words, word_values, self._shares.letters)
        return beside(
            [meaning_rows, pair_rows, stem_rows, word_rows],
            [
                meaning_rows.columns,
                columns.pair(pair_rows.columns),
                columns.stem(stem_rows.columns),
                columns.word(word_rows.columns),
            ],
        )

    def _pair_rows(self, phrases: Rows) -> Rows:
        pairs = self._neighbours.numbers_in(phrases, self._vocabulary.stem_of)
        numbered = pairs.where(pairs.columns >= 0)
        rows = counted(numbered.row_numbers, numbered.columns, len(phrases), self._neighbours.size)
        missing = (pairs.lengths - numbered.lengths) * self._rarity.unknown**2
        values = rows.values * self._weights[self.columns.pair(rows.columns)]
        return scaled(rows, values, self._shares.pairs, missing=missing)

    def query(self, stems: Mapping[str, float], order: Sequence[str], letters: Iterable[tuple[str, float]]) -> Query:
        """The vector of a question: weights of its stems, these in order, and words with weights for its letters.

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
        features = (
            _unit(groups, self._shares.meanings, 0.0) | self._pairs(order) | _unit(own, self._shares.stems, missing)
        )
        return Query(features, self._letters(letters))

    def _pairs(self, order: Sequence[str]) -> dict[int, float]:
        if not order:
            return {}
        known = self._known_pairs
        found = [known.get(pair) or _kept(known, pair, self._pair(*pair)) for pair in pairwise((None, *order, None))]
        values = {column: weight for column, weight in found if column >= 0}
        return _unit(values, self._shares.pairs, sum(weight**2 for column, weight in found if column < 0))

    def _pair(self, left: str | None, right: str | None) -> tuple[int, float]:
        """The column of a pair of stems, and its weight; -1 where it has none. ``None`` is the beginning or the end."""
        number = self._neighbours.number(self._stem_number(left), self._stem_number(right))
        column = -1 if number < 0 else self.columns.pair(number)
        return column, self._rarity.unknown if column < 0 else float(self._weights[column])

    def _stem_number(self, each: str | None) -> int | None:
        return BOUNDARY if each is None else self._vocabulary.stems.get(each)

    def _letters(self, words: Iterable[tuple[str, float]]) -> dict[str, float]:
        known = self._known_letters
        values: dict[str, float] = {}
        size = 0.0
        for word, count in words:
            value = count * (known.get(word) or _kept(known, word, self._weight_of_letters(word)))
            size += value * value
            values[word] = values.get(word, 0.0) + value
        scale = (self._shares.letters / size) ** 0.5 if size else 0.0
        if len(values) > _SPELT:
            values = dict(sorted(values.items(), key=lambda pair: -pair[1])[:_SPELT])
        return {word: value * scale for word, value in values.items()}

    def _weight_of_letters(self, word: str) -> float:
        return self.term(stem(word)).weight * self._vocabulary.spelling.size(word) ** 0.5

    def _look_up(self, each: str) -> Term:
        number = self._vocabulary.stems.get(each)
        feature = None if number is None else self.columns.stem(number)
        is_frame = each in function_words()
        if feature is None:
            weight = self._rarity.unknown * (FRAME if is_frame else telling().get(each, 1.0))
        else:
            weight = float(self._weights[feature])
        found = meanings(each)
        groups = tuple((group, float(self._weights[group]) / len(found) ** 0.5) for group in found)
        used = (*(() if feature is None else (feature,)), *(group for group in found if group in self._used_groups))
        information = self._information[list(used)] / np.float32(self._rarity.most)
        return Term(feature, weight, groups, used, tuple(information.tolist()), is_frame)

    def _weight(self, each: str, weight: float) -> float:
        """What is left of a known stem's ``weight`` by the number of its entries."""
        if each in function_words():
            return min(weight, FRAME_AT_MOST)
        weight *= telling().get(each, 1.0)
        return weight * SUBJECT if each in self._subjects else weight


def _groups_in(usage: Ints, meanings: int) -> frozenset[int]:
    """The groups of like meaning that some entry uses."""
    features = usage & 0xFFFFFFFF
    return frozenset(np.flatnonzero(np.bincount(features[features < meanings])).tolist())


def _unit(values: Mapping[int, float], share: float, missing: float) -> dict[int, float]:
    size = sum(value * value for value in values.values()) + missing
    scale = (share / size) ** 0.5 if size else 0.0
    return {column: value * scale for column, value in values.items()}


def _kept(memory: dict[K, V], key: K, value: V) -> V:
    """``value``, remembered unless there is too much already."""
    if len(memory) < _REMEMBERED:
        memory[key] = value
    return value
