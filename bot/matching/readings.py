"""What the names and questions of entries say beside a question: which words they share, and what either denies."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from bot.knowledge.model import Entry
from bot.matching.index import RankedEntry
from bot.matching.language.lexicon import Lexicon, Token
from bot.matching.language.negation import denial_in, may_deny
from bot.matching.language.normalize import normalise, stem
from bot.matching.language.phrases import phrases_of
from bot.matching.memo import Memo
from bot.matching.query import ParsedQuery

TELLING: Final = frozenset(
    map(stem, "where when who why much many long often in out on off up down before after".split())  # noqa: SIM905
)
"""Stems of stop words that tell questions apart."""
_ABOUT_AS_MANY: Final = 2
"""Phrases of one entry for each of another that are about as many."""
_AS_LIKELY: Final = 0.1
"""The share of the first entry's probability from which another with just the words of the question fits as well."""
_ASKS_HOW: Final = frozenset(("how", "what", "which", "who", "where", "when", "can", "do", "does", "is", "are"))


class Reading(NamedTuple):
    """What a text says, by the stems of its words that are no stop words."""

    content: frozenset[str]
    telling: frozenset[str]
    """These, and those of the stop words that tell questions apart: "where", "how long"."""
    subjects: frozenset[str]
    """The ids of the subjects that it names."""
    denied: frozenset[str]
    """Those in what is denied."""
    focus: frozenset[str]
    """Those that are denied themselves."""
    is_complaint: bool
    """Whether something does not happen, or went wrong."""
    asks: bool
    """Whether it begins as a question does that takes for granted what it asks about."""

    @property
    def is_negative(self) -> bool:
        """Whether it denies anything, or complains."""
        return self.is_complaint or bool(self.denied)


class Readings:
    """Reads questions, and the names and questions of entries; those once each."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the ``lexicon`` by which declared terms are read."""
        self._lexicon = lexicon
        self._known: Memo[str, tuple[Reading, ...]] = Memo()

    def of(self, entry: Entry) -> tuple[Reading, ...]:
        """The readings of an entry's title, aliases and questions."""
        known = self._known.get(entry.key)
        if known is None:
            texts = (phrase.text for phrase in phrases_of(entry) if phrase.is_name)
            tokens = (self._lexicon.tokens(self._lexicon.language.words_of(normalise(text))) for text in texts)
            known = self._known.keep(
                entry.key, tuple(self._read(each, [token.word for token in each]) for each in tokens)
            )
        return known

    def of_question(self, parsed: ParsedQuery) -> Reading:
        """The reading of a question; what was only taken for a word that denies, does not."""
        typed = parsed.typed
        words = [typed[token.first] if may_deny(token.word) else token.word for token in parsed.tokens]
        return self._read(parsed.tokens, words)

    def _read(self, tokens: Sequence[Token], words: Sequence[str]) -> Reading:
        content = frozenset(token.stem for token in tokens if not token.is_stop_word and not token.subjects)
        telling = content.union(token.stem for token in tokens if token.stem in TELLING)
        subjects = frozenset[str]().union(*(token.subjects for token in tokens))
        if not self._lexicon.language.is_english:
            return Reading(content, telling, subjects, frozenset(), frozenset(), is_complaint=False, asks=False)
        denial = denial_in(words)
        asks = bool(words) and words[0] in _ASKS_HOW
        return Reading(
            content, telling, subjects, denial.scope & content, denial.focus & content, denial.is_complaint, asks
        )

    def fitting_as_well(self, question: Reading, found: Sequence[RankedEntry]) -> list[Entry]:
        """Those of the entries ``found`` beyond the first which nothing that the question asks tells from the first.

        Both have phrases with all of its words, about as many and with about as many words besides: nothing else puts
        the first before the other. Where it has no word besides, neither has the other, and is not far less likely.
        """
        if len(found) < 2 or not question.content:
            return []
        best, *others = found
        named, first = question.subjects, self._further_words(question, best.entry, question.subjects)
        if named and not first:
            named = frozenset[str]()
            first = self._further_words(question, best.entry, named)
        if not first:
            return []
        most, least = (min(first) + 1, 0.0) if min(first) else (0, _AS_LIKELY * best.probability)
        further = (
            (one.entry, self._further_words(question, one.entry, named)) for one in others if one.probability >= least
        )
        return [
            entry
            for entry, second in further
            if second and min(second) <= most and len(first) <= _ABOUT_AS_MANY * len(second)
        ]

    def named_by_the_rest(self, question: Reading, found: Sequence[RankedEntry]) -> list[Entry]:
        """Those of the ``found`` whose title has just what the first lacks of the question ("security cost")."""
        rest = question.content.difference(*(each.content for each in self.of(found[0].entry)))
        return [one.entry for one in found[1:] if rest and self.of(one.entry)[0].content == rest]

    def _further_words(self, question: Reading, entry: Entry, named: frozenset[str]) -> list[int]:
        """How many words each phrase of the entry that has all words of the question, and ``named``, has besides.

        An entry that compares the subjects is about all of them, whichever a phrase names.
        """
        wanted = frozenset[str]() if entry.sides else named
        readings = self.of(entry)
        having = (each.content for each in readings if each.telling >= question.telling and each.subjects >= wanted)
        return [len(content - question.content) for content in having]

    def shares_denial(self, question: Reading, entry: Entry) -> bool:
        """Whether the entry is about something that goes wrong, with words that the question denies."""
        return any(each.is_negative and not question.denied.isdisjoint(each.content) for each in self.of(entry))

    def is_opposed(self, question: Reading, entry: Entry) -> bool:
        """Whether the question denies what all phrases of the entry affirm that are like it, or the other way round."""
        readings = self.of(entry)
        if not question.denied and not any(each.focus for each in readings):
            return False
        shared = [len(question.content & each.content) for each in readings]
        agreeing = [number for each, number in zip(readings, shared, strict=True) if not _conflict(question, each)]
        if not any(shared):
            # They are alike in other words, if at all: those of a complaint are not those of a plain question.
            is_complaint = question.is_complaint and bool(question.content) and question.denied == question.content
            return is_complaint and not any(each.is_negative for each in readings)
        return 2 * max(agreeing, default=0) <= max(shared)


def _conflict(question: Reading, phrase: Reading) -> bool:
    """Whether one denies what the other affirms."""
    if question.denied:
        return not phrase.is_negative and not question.denied.isdisjoint(phrase.content)
    return question.asks and not question.is_complaint and not phrase.focus.isdisjoint(question.content)
