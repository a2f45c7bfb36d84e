"""Completing what a person has begun to type, over titles and example questions."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from rapidfuzz import fuzz, process

from bot.composed_characters import cut
from bot.knowledge.model import Entry, KnowledgeBase
from bot.limits import AUTOCOMPLETE_CHOICES, AUTOCOMPLETE_TEXT
from bot.matching.language.normalize import normalise
from bot.matching.language.signs import spelt_words

_TYPED: Final = 100
"""Characters of the typed text that are looked at."""
_LOOKED_AT: Final = 2000
"""Places of a word at most that are tried for the other words."""
_COMPARED: Final = 100_000
"""Characters of the choices, titles first, that are compared with a mistyped text as a whole, while somebody types."""
_LEAST: Final = 60.0
"""The least partial similarity (0 to 100) at which such a choice is offered."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A choice offered while a person types."""

    entry: str
    """The entry's key."""
    text: str
    """A title or question of the entry, at most 100 characters."""


class Autocomplete:
    """Finds the titles and example questions that fit what is being typed.

    All stand in one long text, titles first, each in a line of its own and in plain words.
    """

    def __init__(self, knowledge: KnowledgeBase, previous: "Autocomplete | None" = None) -> None:
        """Take the texts of ``knowledge``; those of unchanged entries come from ``previous``, if given."""
        known = previous.lines if previous else {}
        self.lines: dict[str, tuple[Entry, tuple[str, ...]]] = {}
        for key, entry in knowledge.entries.items():
            earlier = known.get(key)
            if earlier is None or (earlier[0] is not entry and earlier[0] != entry):
                earlier = entry, tuple(_plain(text) for text in (entry.title, *entry.questions))
            self.lines[key] = earlier
        self._entries = [entry for entry, _ in self.lines.values()]
        self._first_questions = [0, *accumulate(len(entry.questions) for entry in self._entries)]
        plain = [texts for _, texts in self.lines.values()]
        self._plain = [texts[0] for texts in plain]
        for texts in plain:
            self._plain += texts[1:]
        self._text = "".join(self._plain)
        self._starts = [0, *accumulate(map(len, self._plain))]

    def suggest(self, prefix: str, limit: int, corrected: Callable[[Sequence[str]], list[str]]) -> list[Completion]:
        """The choices that fit ``prefix`` best; all titles, in order, when it is empty.

        First those that begin with it, then those in which each of its words begins one of theirs, then the same for
        its words ``corrected``, and then those that are most like it.
        """
        limit = min(limit, AUTOCOMPLETE_CHOICES)
        words = _plain(prefix[:_TYPED]).split()
        if not words:
            return self._completions(range(len(self._entries)), limit)
        return self._completions(self._found(words, corrected), limit)

    def _found(self, words: list[str], corrected: Callable[[Sequence[str]], list[str]]) -> Iterator[int]:
        yield from self._places("\n " + " ".join(words))
        yield from self._with_words(words)
        meant = corrected(words)
        if meant != words:
            yield from self._with_words(meant)
        typed, compared = " ".join(words), self._plain[: bisect_right(self._starts, _COMPARED) - 1]
        similar = process.extract(typed, compared, scorer=fuzz.partial_ratio, score_cutoff=_LEAST, limit=None)
        yield from (number for _, _, number in similar)

    def _with_words(self, words: Sequence[str]) -> Iterator[int]:
        longest = max(words, key=len)
        for number in self._places(f" {longest}"):
            if all(f" {word}" in self._plain[number] for word in words):
                yield number

    def _places(self, part: str) -> Iterator[int]:
        """The choices that have ``part``, in order; some may come twice."""
        place = self._text.find(part)
        for _ in range(_LOOKED_AT):
            if place < 0:
                return
            number = bisect_right(self._starts, place) - 1
            yield number
            place = self._text.find(part, self._starts[number + 1])

    def _choice(self, number: int) -> tuple[Entry, str]:
        """An entry, and its title or one of its questions."""
        if number < len(self._entries):
            return self._entries[number], self._entries[number].title
        number -= len(self._entries)
        place = bisect_right(self._first_questions, number) - 1
        entry = self._entries[place]
        return entry, entry.questions[number - self._first_questions[place]]

    def _completions(self, numbers: Iterator[int] | range, limit: int) -> list[Completion]:
        """The first ``limit`` choices with a text of their own: Discord refuses two of the same name."""
        found: dict[str, Completion] = {}
        for number in numbers:
            entry, text = self._choice(number)
            text = _shortened(text)
            found.setdefault(text, Completion(entry.key, text))
            if len(found) >= limit:
                break
        return list(found.values())


def _plain(text: str) -> str:
    """A line of words, a space before each."""
    return f"\n {' '.join(spelt_words(normalise(text)))}"


def _shortened(text: str) -> str:
    return text if len(text) <= AUTOCOMPLETE_TEXT else cut(text, AUTOCOMPLETE_TEXT - 1).rstrip() + "…"
