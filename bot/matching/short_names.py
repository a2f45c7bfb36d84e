"""Acronyms and the like, and whether a question has another in the place of an entry's: RAM for ROM, 3FA for 2FA."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import Final, NamedTuple

from bot.knowledge.model import Entry
from bot.matching.foreign import is_common
from bot.matching.language.lexicon import Lexicon, Token
from bot.matching.language.normalize import normalise
from bot.matching.language.phrases import phrases_of
from bot.matching.memo import Memo
from bot.matching.query import ParsedQuery
from bot.matching.spelling.corrector import acronyms

_LONGEST: Final = 4
"""Letters of an acronym at most, unless a number stands in it."""


class _Name(NamedTuple):
    """A title, alias or question of an entry, by the stems of its words."""

    short: frozenset[str]
    """Those of its short names; "US" is one where it is written so."""
    others: frozenset[str]
    """Those of its other words that are no stop words."""
    stems: frozenset[str]
    """Those of all its words, and of each with the next as one word: "wi", "fi", "wifi"."""


class ShortNames:
    """Compares the short names of questions with those of entries; reads each entry once."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the ``lexicon`` by which declared terms are read."""
        self._lexicon = lexicon
        self._known: Memo[str, tuple[_Name, ...]] = Memo()

    def are_others(self, parsed: ParsedQuery, entry: Entry) -> bool:
        """Whether a question has another short name, if one that was read as a word, where an entry's name has its own.

        That is where a name as like the question as any has nothing else that the question lacks; of a short name that
        is an ordinary word as well ("app"), where the question has nothing else that the name lacks either.
        """
        tokens, typed = parsed.tokens, parsed.typed
        short = {token.stem for token in tokens if _is_short_name_of(token, typed[token.first])}
        if not short or not self._lexicon.language.is_english:
            return False
        names = self._of(entry)
        if short.issubset(chain.from_iterable(name.stems for name in names)):
            return False
        others = short.difference(*(name.stems for name in names), self._answer_of(entry))
        asked = {token.stem for token in tokens if not token.is_stop_word and not token.subjects} - others
        most = max(len(asked & (name.short | name.others)) for name in names)
        is_any = not all(map(is_common, others))
        stems = _stems(tokens)
        return bool(others) and any(
            len(asked & (name.short | name.others)) == most
            and not name.short <= stems
            and name.others <= asked
            and (is_any or asked <= name.others)
            for name in names
        )

    def _of(self, entry: Entry) -> tuple[_Name, ...]:
        known = self._known.get(entry.key)
        if known is None:
            names = (self._read(phrase.text) for phrase in phrases_of(entry) if phrase.is_name)
            known = self._known.keep(entry.key, tuple(names))
        return known

    def _read(self, text: str) -> _Name:
        words_of = self._lexicon.language.words_of
        tokens = self._lexicon.tokens(words_of(normalise(text)))
        in_capitals = [] if text.isupper() else [raw for raw in text.split() if raw.isupper()]
        written = {word for raw in in_capitals for word in words_of(normalise(raw)) if _is_short(word)}
        short = {token.stem for token in tokens if token.word in written or _is_short_name_of(token, token.word)}
        others = {token.stem for token in tokens if not token.is_stop_word and not token.subjects} - short
        return _Name(frozenset(short), frozenset(others), _stems(tokens))

    def _answer_of(self, entry: Entry) -> frozenset[str]:
        """The stems of the words of an entry's texts."""
        language = self._lexicon.language
        texts = (phrase.text for phrase in phrases_of(entry) if not phrase.is_name)
        return frozenset(language.stem(word) for text in texts for word in language.words_of(normalise(text)))


def _stems(tokens: Sequence[Token]) -> frozenset[str]:
    """The stems of these, and of each with the next as one word."""
    joined = (f"{one.word}{other.stem}" for one, other in pairwise(tokens))
    return frozenset(chain((token.stem for token in tokens), joined))


def _is_short_name_of(token: Token, typed: str) -> bool:
    """Whether a token, or the word that was ``typed`` for it, is a short name."""
    return not token.is_stop_word and not token.subjects and (_is_short_name(token.word) or _is_short_name(typed))


def _is_short(word: str) -> bool:
    """Whether a word is as short as acronyms are; one with a number in it may be longer."""
    has_number = any(map(str.isdecimal, word)) and not word.isdecimal()
    return has_number or (word.isalpha() and 1 < len(word) <= _LONGEST)


@lru_cache(maxsize=4096)
def _is_short_name(word: str) -> bool:
    """Whether a word is an acronym, or looks like one and is no ordinary word."""
    return _is_short(word) and (word in acronyms() or not is_common(word))
