"""How much of a question an entry's words cover, and how much of an entry's phrase the question contains."""

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import Final, NamedTuple

import numpy as np

from bot.matching.language.english import meaning_count
from bot.matching.language.lexicon import Token
from bot.matching.memo import Memo
from bot.matching.query import ParsedQuery
from bot.matching.sides import has_topic
from bot.matching.vectors.features import FeatureSpace, Term
from bot.matching.vectors.sparse import Bools, CsrMatrix, Floats, Ints, unique
from bot.matching.vectors.vocabulary import Vocabulary

_STOP_WORD: Final = 0.15
"""The share of its weight that a stop word of a question has."""
_STOP_WORD_OF_A_PHRASE: Final = np.float32(0.4)
"""The same in a phrase."""
_LIKE_MEANING: Final = 0.7
"""How much of a word is covered, or contained, by another of like meaning."""
_UNKNOWN: Final = 1.8
"""What a word weighs that nobody has against one that few have: it tells of another topic."""
_SURE: Final = np.float32(0.3)
"""How surely a telling word is covered from which the entry has it."""
_SHORT: Final = 3
"""Telling words up to which a phrase is short: one of these may stand in a question that asks for something else."""
_TINY: Final = np.float32(1e-9)


class Covered(NamedTuple):
    """How much each of some entries covers of a question; a value for each."""

    share: Sequence[float]
    """The share of the words, by weight."""
    information: Sequence[float]
    """The information of the covered words, which is ``log(1 + sum)`` of what each has between 0 and 1."""
    told: Sequence[float]
    """The share of the telling words, each counting the same."""
    has: Sequence[float]
    """How many telling words the entry has, or some of like meaning."""


class Coverage:
    """The words of one question, each with its weight and the features by which an entry may have it."""

    def __init__(self, terms: Iterable[tuple[Term, float]], *, is_english: bool) -> None:
        """Take the words' ``terms``, each with how surely it is meant (0 to 1)."""
        weights: list[float] = []
        first: list[int] = []
        features: list[int] = []
        values: list[float] = []
        information: list[float] = []
        telling: list[bool] = []
        total = 0.0
        self._unknown = 0
        """How many telling words the knowledge base does not have."""
        self._foreign = 0
        """How many of them tell of something else."""
        self._lacking = 0
        """How many things they name: words that people use everywhere are none, and English names side by side one."""
        is_apart = True
        for term, certainty in terms:
            weight = term.weight**2 * (_STOP_WORD if term.is_stop_word else 1.0)
            if term.used:
                weights.append(weight)
                telling.append(not term.is_stop_word)
                first.append(len(features))
                features += term.used
                information += term.information
                values += [certainty] * (term.feature is not None)
                values += [_LIKE_MEANING * certainty] * (len(features) - len(values))
                total += weight
            elif not term.is_stop_word:
                total += _UNKNOWN * weight
                self._unknown += 1
                self._foreign += term.is_foreign
                self._lacking += is_apart and (term.is_foreign or term.is_name)
            is_apart = bool(term.used) or term.is_stop_word or not is_english
        self._first = first
        self.features = np.array(features, np.int64)
        """The features of all words, word after word; shape (features,)."""
        self._values = np.array([values, information], np.float32)
        """How much each feature covers of its word, and the information of that; shape (2, features)."""
        self._values[1] *= self._values[0]
        self._telling = np.array(telling, np.float32)
        """1 for each telling word, 0 for a stop word; shape (words,)."""
        self._known = sum(telling)
        """How many telling words the knowledge base has."""
        self._shares = np.array([weights, telling], np.float32)
        """What share each word is of all, by weight, and of the telling ones; shape (2, words)."""
        self._shares /= np.array([[total or 1], [self._known + self._unknown or 1]], np.float32)

    @classmethod
    def of(cls, space: FeatureSpace, parsed: ParsedQuery) -> "Coverage":
        """The coverage of a question: its words corrected, declared terms replaced, and without subjects' names.

        A whole topic is about its subjects: that one is named tells neither for an entry nor against all, unless
        nothing else is asked.
        """
        sureness = [guesses[0].certainty if guesses else 1.0 for guesses in parsed.guesses]
        is_only_named = not has_topic(parsed.tokens)
        terms = (
            (_term(space, token, parsed), min(sureness[token.first : token.last + 1]))
            for token in parsed.tokens
            if is_only_named or not token.subjects
        )
        return cls(terms, is_english=space.is_english)

    def by(self, used: Floats) -> Covered:
        """How much entries cover of a question.

        ``used``, shape (entries, features), says how much each entry uses each of ``features``.
        """
        if not self._first:
            nothing = [0.0] * len(used)
            return Covered(nothing, nothing, nothing, [0] * len(used))
        most, information = np.maximum.reduceat(used * self._values[:, None], self._first, axis=2)
        # The library's product of matrices now and then warns of an invalid value where these have none.
        share, told = np.add.reduce(self._shares[:, None] * most, axis=2).tolist()
        has: list[float] = np.add.reduce((most > _SURE) * self._telling, axis=1).tolist()
        return Covered(share, np.log1p(np.add.reduce(information, axis=1)).tolist(), told, has)

    def share_by(self, used: Floats) -> Floats:
        """The share of the words, by weight, that entries cover; of shape (entries,)."""
        if not self._first:
            return np.zeros(len(used), np.float32)
        most = np.maximum.reduceat(used * self._values[0], self._first, axis=1)
        return np.add.reduce(most * self._shares[0], axis=1)

    def all_by(self, used: Floats) -> Bools:
        """Whether entries have every telling word in a name or question, and not another for it; shape (entries,)."""
        if self._unknown or not self._known:
            return np.zeros(len(used), np.bool_)
        named = np.maximum.reduceat((used >= 1) * self._values[0], self._first, axis=1)
        return np.add.reduce((named > _LIKE_MEANING) * self._telling, axis=1) == self._known

    def is_none(self, has: float) -> bool:
        """Whether an entry that ``has`` so many telling words has none, though there are some."""
        return not has and self._known + self._unknown > 0

    @property
    def is_whole(self) -> bool:
        """Whether the knowledge base has every telling word of the question."""
        return self._unknown == 0

    @property
    def is_foreign(self) -> bool:
        """Whether the question is about something that the knowledge base lacks: one name may be said by the way."""
        return self._foreign > 0 or self._lacking > 1

    def is_little(self, has: float) -> bool:
        """Whether so many telling words are little of what a question asks beside what nobody has.

        A name that the knowledge base lacks asks for nothing else, but two of them do.
        """
        return has <= self._foreign > 0 or has < self._lacking > 1


class Containment:
    """The phrases of a knowledge base by their stems, each with its share of the phrase's weight."""

    def __init__(self, phrases: CsrMatrix, is_short: Bools, vocabulary: Vocabulary) -> None:
        """Take the ``phrases``, rows of stem numbers; the values of each row sum to 1."""
        self._phrases = phrases
        self._stems = vocabulary.stems
        self._language = vocabulary.language
        self._by_meaning = vocabulary.meaning.transposed(meaning_count())
        self._of_like_meaning: Memo[str, list[int]] = Memo()
        self.is_short = is_short
        """Which phrases have at most a few telling words; shape (phrases,)."""

    @classmethod
    def of(cls, phrases: CsrMatrix, vocabulary: Vocabulary, weights: Floats) -> "Containment":
        """The containment in ``phrases``, rows of word numbers; ``weights``, shape (stems,), has each stem's."""
        return cls(*_by_stems(phrases, vocabulary, weights), vocabulary)

    def extended(self, added: CsrMatrix, vocabulary: Vocabulary, weights: Floats) -> "Containment":
        """This one with ``added`` phrases, numbered on from the last; what had a weight keeps it."""
        rows, is_short = _by_stems(added, vocabulary, weights)
        both = CsrMatrix.vstack([self._phrases, rows])
        return Containment(both, np.concatenate([self.is_short, is_short]), vocabulary)

    def shares(self, phrases: Ints, stems: Collection[str]) -> Floats:
        """The share of each of these ``phrases``, by weight, that a question of these ``stems`` has; shape (phrases,).

        The containment of Broder 1997, "On the resemblance and containment of documents", by weight.
        """
        has = dict.fromkeys(chain.from_iterable(map(self._like, stems)), _LIKE_MEANING)
        has.update((self._stems[each], 1.0) for each in stems if each in self._stems)
        numbers, values = np.array(list(has), np.intp), np.array(list(has.values()), np.float32)
        # Each phrase is there once, in order: as many as there are, are all.
        if len(phrases) == len(self._phrases):
            return self._having.weighted_sum(numbers, values, len(self._phrases))
        of_stems = np.zeros(len(self._stems), np.float32)
        of_stems[numbers] = values
        return self._phrases.take(phrases).dot(of_stems)

    @cached_property
    def _having(self) -> CsrMatrix:
        """The phrases that have each stem, a row for each."""
        return self._phrases.transposed(len(self._stems))

    def _like(self, each: str) -> list[int]:
        """The stems of the vocabulary that share a group of like meaning with this one."""
        found = self._of_like_meaning.get(each)
        if found is None:
            groups = self._language.meanings(each)
            stems = [number for group in groups for number in self._by_meaning.row(group).tolist()]
            found = self._of_like_meaning.keep(each, stems)
        return found


def lacked(space: FeatureSpace, parsed: ParsedQuery, entry: int) -> tuple[list[str], list[str]]:
    """The telling words of a question, as typed, that no entry has, and those that others have and ``entry`` lacks."""
    unknown, missing = list[str](), list[str]()
    for token in parsed.tokens:
        term = _term(space, token, parsed)
        if term.is_stop_word or token.subjects:
            continue
        word = Coverage([(term, 1.0)], is_english=space.is_english)
        if not term.used:
            unknown.append(" ".join(parsed.typed[token.first : token.last + 1]))
        elif word.is_none(word.by(space.used_by(np.array([entry], np.int32), word.features)).has[0]):
            missing.append(" ".join(parsed.typed[token.first : token.last + 1]))
    return list(dict.fromkeys(unknown)), list(dict.fromkeys(missing))


def _term(space: FeatureSpace, token: Token, parsed: ParsedQuery) -> Term:
    """The term of a token, or of what was typed where nobody has what was guessed: a name may only look like a word."""
    term = space.term(token.stem)
    is_had = term.used or term.is_stop_word
    return term if is_had else space.term(parsed.language.stem(parsed.typed[token.first]))


def _by_stems(phrases: CsrMatrix, vocabulary: Vocabulary, weights: Floats) -> tuple[CsrMatrix, Bools]:
    """The ``phrases`` as rows of stem numbers, whose values sum to 1, and which of them are short."""
    stems = vocabulary.stem_of[phrases.indices]
    used, places = unique(stems)
    names, is_stop_word = list(vocabulary.stems), vocabulary.language.is_stop_word
    numbers: list[int] = used.tolist()
    framing = np.array([is_stop_word(names[number]) for number in numbers], np.bool_)[places]
    values = np.where(framing, weights[stems] * _STOP_WORD_OF_A_PHRASE, weights[stems])
    totals = np.maximum(phrases.row_sums(values), _TINY)
    is_short = phrases.row_sums(np.where(framing, np.float32(0), np.float32(1))) <= _SHORT
    return CsrMatrix(phrases.indptr, stems, values / np.repeat(totals, phrases.lengths)), is_short
