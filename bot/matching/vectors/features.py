"""From words to vectors: what makes two phrases similar.

Four blocks of features, each of one length in every phrase: the stems of its words, its bigrams, its words' groups of
like meaning, and the letters of its words. A word weighs by how few entries use it and by how rare it is in English at
large.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

import numpy as np

from bot.matching.language.english import meaning_count
from bot.matching.language.languages import Language
from bot.matching.memo import Memo
from bot.matching.vectors.bigrams import BOUNDARY, Bigrams
from bot.matching.vectors.idf import Idf, effective_users
from bot.matching.vectors.layout import BlockShares, FeatureLayout, QueryVector
from bot.matching.vectors.sparse import Bools, CsrMatrix, Floats, Ints, count_matrix, hstack, max_matrix, unique
from bot.matching.vectors.vocabulary import Vocabulary
from bot.matching.vectors.word_vectors import word_vectors

STOP_WORD_AT_MOST: Final = 1.2
"""The weight at most of a stop word that the knowledge base has; a word that every entry has weighs 1."""
STOP_WORD: Final = 0.3
"""The share of its weight that a stop word keeps which the knowledge base does not have."""
NAME: Final = 0.6
"""The share of a word that is unknown to English as well: the name of a product, a place or a person, or a number.

It tells less against an entry than a word that asks for something else.
"""
TEXT: Final = 0.6
"""How much an entry has a word that stands in the sentences of its answer alone: they mention much."""
_FOREIGN: Final = 0.9
"""The share of its weight that a word keeps at least which people do not use everywhere."""
FITTED: Final = 12
"""Entries below which a knowledge base is smaller than those that the confidence was fitted to: it is asked much else.
"""
_USE: Final = np.array([0, TEXT, 1], np.float32)
SUBJECT: Final = 0.6
"""The share of its weight that a subject's name keeps: most questions name it, whatever they ask."""
_COMPARED: Final = 32
"""Words of a question whose letters are compared: those of most weight, as each takes its time."""


@dataclass(frozen=True, slots=True)
class Term:
    """What a stem is to a knowledge base."""

    feature: int | None
    """The column of its own feature; ``None`` when the knowledge base does not have it."""
    weight: float
    groups: tuple[tuple[int, float], ...]
    """The columns of its groups of like meaning with their values."""
    used: tuple[int, ...]
    """The features by which an entry may have it: its own, and the groups that some entry uses."""
    information: tuple[float, ...]
    """The information of each of these, as a share of the greatest: 1 what a single entry uses, and 0 what all do."""
    is_stop_word: bool
    is_name: bool
    """Whether English lacks it, or is not the language here: the name of something, for all that is known."""
    is_foreign: bool
    """Whether the knowledge base lacks it, but English has it; among few entries, not what people use everywhere."""


class FeatureSpace:
    """The weights of a knowledge base's features, and the vectors of phrases and questions under them."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        bigrams: Bigrams,
        subjects: Collection[str],
        idf: Idf,
        shares: BlockShares,
        usage: Ints,
        is_named: Bools,
        information: Floats,
        weights: Floats,
    ) -> None:
        """Put together what was counted; ``of`` and ``revised`` do that.

        ``subjects`` are the stems of the subjects' names. ``usage`` says which entry uses which feature: sorted numbers
        ``entry << 32 | feature``; ``is_named``, of their shape, says whether in a name or question. ``information``, in
        nats, and ``weights`` have a value for each feature, both of the shape (layout.width,).
        """
        self._vocabulary = vocabulary
        self._bigrams = bigrams
        self._subjects = subjects
        self._idf = idf
        self._shares = shares
        self._usage = usage
        self._is_named = is_named
        self._information = information
        self._weights = weights
        self.layout = FeatureLayout(meaning_count(), bigrams.size, len(vocabulary.words))
        self._used_groups = _groups_in(usage, self.layout.meanings)
        self._terms: Memo[str, Term] = Memo()
        self._known_bigrams: Memo[tuple[str | None, str | None], tuple[int, float]] = Memo()
        self._known_letters: Memo[str, float] = Memo()

    @classmethod
    def of(
        cls,
        vocabulary: Vocabulary,
        bigrams: Bigrams,
        subjects: Collection[str],
        phrases: CsrMatrix,
        entry_of: Ints,
        is_name: Bools,
        embeddings: float,
    ) -> "FeatureSpace":
        """The space of ``phrases``, rows of word numbers; ``entry_of``, shape (phrases,), has the entry of each.

        ``is_name``, shape (phrases,), tells names and questions from sentences of the answers. ``embeddings`` is the
        share in the similarity that is left to embeddings.
        """
        entries = len(unique(entry_of)[0])
        idf = Idf.of(entries, len(phrases) / max(1, entries))
        shares = BlockShares.of(bigrams.recurrence, embeddings)
        unused, nothing = np.zeros(0, np.int64), np.zeros(0, np.float32)
        unknown = Vocabulary(vocabulary.language)
        empty = FeatureSpace(unknown, bigrams, subjects, idf, shares, unused, unused > 0, nothing, nothing)
        return empty.revised(vocabulary, phrases, entry_of, is_name, unused)

    @property
    def is_english(self) -> bool:
        """Whether the knowledge base is in English, whose words are told from names."""
        return self._vocabulary.language.is_english

    def revised(
        self, vocabulary: Vocabulary, phrases: CsrMatrix, entry_of: Ints, is_name: Bools, gone: Ints
    ) -> "FeatureSpace":
        """This space after an edit: with more ``phrases``, and without those that the entries ``gone`` had before.

        ``entry_of`` has the entry of each added phrase, and ``is_name`` tells its sort. What had a weight keeps it.
        """
        layout = FeatureLayout(meaning_count(), self._bigrams.size, len(vocabulary.words))
        added, counts, is_named = self._usage_in(vocabulary, layout, phrases, entry_of, is_name)
        lost = self._places_of(gone)
        kept = np.delete(self._usage, lost)
        places = np.searchsorted(kept, added)
        usage = np.insert(kept, places, added)
        is_named = np.insert(np.delete(self._is_named, lost), places, is_named)
        information = self._idf.information(effective_users(added & 0xFFFFFFFF, counts, layout.width))
        weights = self._idf.weights(information)
        known = len(self._vocabulary.stems)
        own = weights[layout.all_stems][known : len(vocabulary.stems)]
        new = zip(islice(vocabulary.stems, known, None), own.tolist(), strict=True)
        own[:] = [self._weight(each, weight) for each, weight in new]
        if known:
            information[: layout.stem(known)] = self._information[: layout.stem(known)]
            weights[: layout.stem(known)] = self._weights[: layout.stem(known)]
        return FeatureSpace(
            vocabulary, self._bigrams, self._subjects, self._idf, self._shares, usage, is_named, information, weights
        )

    def _places_of(self, entries: Ints) -> Ints:
        """Where ``usage`` tells of these entries."""
        keys = entries.astype(np.int64) << 32
        first, last = np.searchsorted(self._usage, keys), np.searchsorted(self._usage, keys + (1 << 32))
        spans = zip(first.tolist(), last.tolist(), strict=True)
        return np.array([place for span in spans for place in range(*span)], np.int64)

    def _usage_in(
        self, vocabulary: Vocabulary, layout: FeatureLayout, phrases: CsrMatrix, entry_of: Ints, is_name: Bools
    ) -> tuple[Ints, Ints, Bools]:
        """Which entry uses which feature in these phrases, ``entry << 32 | feature``, how often, and in a name."""
        owners = entry_of.astype(np.int64) << 32
        stems = vocabulary.stem_of[phrases.indices]
        groups = vocabulary.meaning.take(stems)
        of_stems = owners[phrases.row_numbers]
        bigrams = self._bigrams.numbers_in(phrases, vocabulary.stem_of)
        numbered = bigrams.where(bigrams.indices >= 0)
        used = [
            of_stems[groups.row_numbers] + groups.indices,
            owners[numbered.row_numbers] + layout.bigram(numbered.indices),
            of_stems + layout.stem(stems),
        ]
        names = is_name[phrases.row_numbers]
        in_names = [names[groups.row_numbers], is_name[numbered.row_numbers], names]
        keys, places = unique(np.concatenate(used))
        is_named = np.zeros(len(keys), np.bool_)
        is_named[places[np.concatenate(in_names)]] = True
        return keys, np.bincount(places), is_named

    def used_by(self, entries: Ints, features: Ints) -> Floats:
        """How much each of the ``entries`` uses each of the ``features``; shape (entries, features).

        1 in a name or question, ``TEXT`` in the sentences of its answer alone, and 0 where it does not.
        """
        keys = (entries.astype(np.int64) << 32)[:, None] + features
        places = np.minimum(self._usage.searchsorted(keys), len(self._usage) - 1)
        return _USE[np.where(self._usage[places] == keys, 1 + self._is_named[places], 0)]

    @property
    def stem_weights(self) -> Floats:
        """The weight of each stem of the vocabulary; shape (stems,)."""
        return self._weights[self.layout.all_stems][: len(self._vocabulary.stems)]

    def term(self, each: str) -> Term:
        """What a stem is here, whether or not it is known."""
        return self._terms.get(each) or self._terms.keep(each, self._look_up(each))

    def vectors(self, phrases: CsrMatrix) -> CsrMatrix:
        """The vectors, by rows, of ``phrases``, rows of word numbers; a word's own column stands for its letters."""
        layout, height = self.layout, len(phrases)
        rows = phrases.row_numbers
        stem_weights = self._weights[layout.all_stems]
        stems = self._vocabulary.stem_of[phrases.indices]

        groups = self._vocabulary.meaning.take(stems)
        strongest = max_matrix(rows[groups.row_numbers], groups.indices, groups.data, height, layout.meanings)
        meaning_rows = _scaled(strongest, strongest.data * self._weights[strongest.indices], self._shares.meanings)

        bigram_rows = self._bigram_rows(phrases)

        stem_counts = count_matrix(rows, stems, height, len(self._vocabulary.stems))
        stem_values = (1 + np.log(stem_counts.data)) * stem_weights[stem_counts.indices]
        stem_rows = _scaled(stem_counts, stem_values, self._shares.stems)

        words = count_matrix(rows, phrases.indices, height, layout.words)
        lengths = np.sqrt(self._vocabulary.letters.sizes, dtype=np.float32)[words.indices]
        word_values = words.data * stem_weights[self._vocabulary.stem_of[words.indices]] * lengths
        word_rows = _scaled(words, word_values, self._shares.letters)

        return hstack(
            [meaning_rows, bigram_rows, stem_rows, word_rows],
            [
                meaning_rows.indices,
                layout.bigram(bigram_rows.indices),
                layout.stem(stem_rows.indices),
                layout.word(word_rows.indices),
            ],
        )

    def _bigram_rows(self, phrases: CsrMatrix) -> CsrMatrix:
        bigrams = self._bigrams.numbers_in(phrases, self._vocabulary.stem_of)
        numbered = bigrams.where(bigrams.indices >= 0)
        rows = count_matrix(numbered.row_numbers, numbered.indices, len(phrases), self._bigrams.size)
        missing = (bigrams.lengths - numbered.lengths) * self._idf.unknown**2
        values = rows.data * self._weights[self.layout.bigram(rows.indices)]
        return _scaled(rows, values, self._shares.bigrams, missing)

    def query_vector(
        self,
        stems: Mapping[str, float],
        order: Sequence[str],
        letters: Iterable[tuple[str, float]],
        embedding: Floats,
    ) -> QueryVector:
        """The vector of a question of these ``stems`` and of words whose ``letters`` count, each with its weight.

        ``order`` has the stems as they follow each other. What the knowledge base does not have counts in the length of
        a block, so that a question with many unknown words is similar to nothing.
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
            once = min(count, 1.0)
            for group, value in term.groups:
                if once * value > groups.get(group, 0.0):
                    groups[group] = once * value
        meaning_values = _unit(groups, self._shares.meanings, 0.0)
        stem_values = _unit(own, self._shares.stems, missing)
        features = meaning_values | self._bigram_values(order) | stem_values
        return QueryVector(features, self._letter_values(letters), embedding)

    def _bigram_values(self, order: Sequence[str]) -> dict[int, float]:
        if not order:
            return {}
        known = self._known_bigrams
        pairs = pairwise((None, *order, None))
        found = [known.get(pair) or known.keep(pair, self._bigram(*pair)) for pair in pairs]
        values = {column: weight for column, weight in found if column >= 0}
        return _unit(values, self._shares.bigrams, sum(weight**2 for column, weight in found if column < 0))

    def _bigram(self, left: str | None, right: str | None) -> tuple[int, float]:
        """The column of a bigram, -1 where it has none, and its weight. ``None`` is the beginning or the end."""
        number = self._bigrams.number(self._stem_number(left), self._stem_number(right))
        column = -1 if number < 0 else self.layout.bigram(number)
        return column, self._idf.unknown if column < 0 else float(self._weights[column])

    def _stem_number(self, each: str | None) -> int | None:
        return BOUNDARY if each is None else self._vocabulary.stems.get(each)

    def _letter_values(self, words: Iterable[tuple[str, float]]) -> dict[str, float]:
        known = self._known_letters
        values: dict[str, float] = {}
        size = 0.0
        for word, count in words:
            value = count * (known.get(word) or known.keep(word, self._weight_of_letters(word)))
            size += value * value
            values[word] = values.get(word, 0.0) + value
        scale = (self._shares.letters / size) ** 0.5 if size else 0.0
        if len(values) > _COMPARED:
            values = dict(sorted(values.items(), key=lambda pair: -pair[1])[:_COMPARED])
        return {word: value * scale for word, value in values.items()}

    def _weight_of_letters(self, word: str) -> float:
        return self.term(self._vocabulary.language.stem(word)).weight * self._vocabulary.letters.size(word) ** 0.5

    def _look_up(self, each: str) -> Term:
        number = self._vocabulary.stems.get(each)
        feature = None if number is None else self.layout.stem(number)
        language = self._vocabulary.language
        is_stop_word = language.is_stop_word(each)
        share = _share_of_unknown(each, language)
        weight = self._idf.unknown * share if feature is None else float(self._weights[feature])
        found = language.meanings(each)
        groups = tuple((group, float(self._weights[group]) / len(found) ** 0.5) for group in found)
        used = (*(() if feature is None else (feature,)), *(group for group in found if group in self._used_groups))
        information = tuple(float(self._information[one]) / self._idf.most for one in used)
        is_name = share == NAME or not language.is_english
        is_everyday = share < _FOREIGN and self._idf.entries < FITTED
        is_foreign = feature is None and not is_name and not is_everyday
        return Term(feature, weight, groups, used, information, is_stop_word, is_name, is_foreign)

    def _weight(self, each: str, weight: float) -> float:
        """The weight of a stem that the knowledge base has, which by its number of entries would be ``weight``."""
        if self._vocabulary.language.is_stop_word(each):
            return min(weight, STOP_WORD_AT_MOST)
        weight *= self._vocabulary.language.common_word_weight(each)
        return weight * SUBJECT if each in self._subjects else weight


def _share_of_unknown(each: str, language: Language) -> float:
    """The share of its weight that a stem keeps which the knowledge base does not have."""
    if language.is_stop_word(each):
        return STOP_WORD
    if language.is_english and not language.is_ordinary(each) and each not in word_vectors():
        return NAME
    return language.common_word_weight(each)


def _groups_in(usage: Ints, meanings: int) -> frozenset[int]:
    """The groups of like meaning, the features below ``meanings``, that some entry uses."""
    features = usage & 0xFFFFFFFF
    return frozenset(np.flatnonzero(np.bincount(features[features < meanings])).tolist())


def _scaled(rows: CsrMatrix, values: Floats, share: float, missing: Floats | float = 0.0) -> CsrMatrix:
    """``rows`` with ``values`` in the place of its own, each row brought to the length ``sqrt(share)``.

    ``missing``, shape (rows,), is the square of what a row has besides and is not in ``rows``.
    """
    squares = rows.row_sums(values**2) + missing
    scale = np.sqrt(share / np.maximum(squares, 1e-12)).astype(np.float32)
    return CsrMatrix(rows.indptr, rows.indices, (values * scale[rows.row_numbers]).astype(np.float32))


def _unit(values: Mapping[int, float], share: float, missing: float) -> dict[int, float]:
    """The same for one row, given by columns."""
    size = sum(value * value for value in values.values()) + missing
    scale = (share / size) ** 0.5 if size else 0.0
    return {column: value * scale for column, value in values.items()}
