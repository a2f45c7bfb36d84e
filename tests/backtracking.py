"""How many steps a regular expression takes, counted instead of timed.

A pattern is parsed by Python's own parser and matched here by plain backtracking, a step for each time a part of it is
tried at a place. ``re`` itself takes shortcuts, so that it never takes more.
"""

import re
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Literal

# Python's own parser of patterns; no types are known of it.
sre: Any = import_module("re._constants")
parser: Any = import_module("re._parser")

Then = Callable[[int], bool]
"""What is left of the pattern, tried at a place; whether it matches there."""
Use = Literal["everywhere", "start", "whole"]
"""With ``sub``, ``split``, ``search`` or ``finditer``; with ``match``; with ``fullmatch``."""

_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    sre.CATEGORY_DIGIT: str.isdecimal,
    sre.CATEGORY_NOT_DIGIT: lambda one: not one.isdecimal(),
    sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_NOT_SPACE: lambda one: not one.isspace(),
    sre.CATEGORY_WORD: lambda one: one.isalnum() or one == "_",
    sre.CATEGORY_NOT_WORD: lambda one: not (one.isalnum() or one == "_"),
}
_SINGLE = (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN)
_DEPTH = 100_000


def steps(pattern: re.Pattern[str], text: str, use: Use = "everywhere") -> int:
    """The steps of using a pattern on ``text``."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(_DEPTH)
    try:
        matcher = _Matcher(pattern, text)
        if use == "everywhere":
            matcher.find_all()
        else:
            matcher.match(0, lambda place: use == "start" or place == len(text))
        return matcher.steps
    finally:
        sys.setrecursionlimit(before)


def matches(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where the pattern matches, as ``finditer`` finds it."""
    return _Matcher(pattern, text).find_all()


class _Matcher:
    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._items: Sequence[tuple[Any, Any]] = parser.parse(pattern.pattern, pattern.flags).data
        self._flags = pattern.flags
        self._text = text.lower() if pattern.flags & re.IGNORECASE else text
        self.steps = 0

    def find_all(self) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        place = 0
        while place <= len(self._text):
            end = self.match(place, lambda _: True)
            if end is not None:
                found.append((place, end))
            place = place + 1 if end is None or end == place else end
        return found

    def match(self, start: int, then: Then) -> int | None:
        """The end of the match that begins at ``start``."""
        ends: list[int] = []

        def last(place: int) -> bool:
            return then(place) and not ends.append(place)

        return ends[0] if self._sequence(self._items, 0, start, last) else None

    def _sequence(self, items: Sequence[tuple[Any, Any]], number: int, place: int, then: Then) -> bool:
        if number == len(items):
            return then(place)
        self.steps += 1
        return self._item(*items[number], place, lambda after: self._sequence(items, number + 1, after, then))

    def _item(self, kind: Any, given: Any, place: int, then: Then) -> bool:
        if kind in _SINGLE:
            return self._fits(kind, given, place) and then(place + 1)
        if kind is sre.BRANCH:
            return any(self._sequence(branch.data, 0, place, then) for branch in given[1])
        if kind is sre.SUBPATTERN:
            return self._sequence(given[3].data, 0, place, then)
        if kind is sre.AT:
            return self._at(given, place) and then(place)
        if kind in (sre.ASSERT, sre.ASSERT_NOT):
            return self._looks(given[0], given[1], place) is (kind is sre.ASSERT) and then(place)
        if kind is sre.ATOMIC_GROUP:
            end = self._end(given.data, place)
            return end is not None and then(end)
        least, most, repeated = given
        if kind is sre.POSSESSIVE_REPEAT:
            end = self._repeat_end(least, most, repeated.data, place)
            return end is not None and then(end)
        if len(repeated.data) == 1 and repeated.data[0][0] in _SINGLE:
            return self._repeat_single(kind, least, most, repeated.data[0], place, then)
        return self._repeat(kind, least, most, repeated.data, place, then)

    def _fits(self, kind: Any, given: Any, place: int) -> bool:
        self.steps += 1
        if place >= len(self._text):
            return False
        one = self._text[place]
        if kind is sre.ANY:
            return bool(self._flags & re.DOTALL) or one != "\n"
        if kind is sre.IN:
            negated = given[0][0] is sre.NEGATE
            return any(self._is_in(one, sort, value) for sort, value in given[negated:]) is not negated
        return (one == self._cased(given)) is (kind is sre.LITERAL)

    def _is_in(self, one: str, kind: Any, given: Any) -> bool:
        if kind is sre.CATEGORY:
            return _CATEGORIES[given](one)
        if kind is sre.RANGE:
            return self._cased(given[0]) <= one <= self._cased(given[1])
        return one == self._cased(given)

    def _cased(self, code: int) -> str:
        return chr(code).lower() if self._flags & re.IGNORECASE else chr(code)

    def _at(self, kind: Any, place: int) -> bool:
        text, lines = self._text, bool(self._flags & re.MULTILINE)
        if kind is sre.AT_BEGINNING:
            return place == 0 or (lines and text[place - 1] == "\n")
        if kind is sre.AT_END:
            return place == len(text) or text[place:] == "\n" or (lines and text[place] == "\n")
        if kind in (sre.AT_BEGINNING_STRING, sre.AT_END_STRING):
            return place == (0 if kind is sre.AT_BEGINNING_STRING else len(text))
        is_word = _CATEGORIES[sre.CATEGORY_WORD]
        around = [0 <= near < len(text) and is_word(text[near]) for near in (place - 1, place)]
        return (around[0] != around[1]) is (kind is sre.AT_BOUNDARY)

    def _looks(self, direction: int, inside: Any, place: int) -> bool:
        """Whether what is looked for stands ahead, or ends here; Python has only what is as long behind."""
        start = place if direction > 0 else place - inside.getwidth()[0]
        return start >= 0 and self._end(inside.data, start) is not None

    def _end(self, items: Sequence[tuple[Any, Any]], place: int) -> int | None:
        ends: list[int] = []
        return ends[0] if self._sequence(items, 0, place, lambda after: not ends.append(after)) else None

    def _repeat_end(self, least: int, most: int, items: Sequence[tuple[Any, Any]], place: int) -> int | None:
        times = 0
        while times < most and (after := self._end(items, place)) is not None and after != place:
            place, times = after, times + 1
        return place if times >= least else None

    def _repeat_single(self, kind: Any, least: int, most: int, item: tuple[Any, Any], place: int, then: Then) -> bool:
        if kind is sre.MIN_REPEAT:
            times = 0
            while times < least or not then(place + times):
                if times >= most or not self._fits(*item, place + times):
                    return False
                times += 1
            return True
        times = 0
        while times < most and self._fits(*item, place + times):
            times += 1
        while times >= least:
            self.steps += 1
            if then(place + times):
                return True
            times -= 1
        return False

    def _repeat(
        self, kind: Any, least: int, most: int, items: Sequence[tuple[Any, Any]], place: int, then: Then
    ) -> bool:
        def again(times: int, here: int) -> bool:
            self.steps += 1
            lazy = kind is sre.MIN_REPEAT

            def more() -> bool:
                return times < most and self._sequence(
                    items, 0, here, lambda after: after != here and again(times + 1, after)
                )

            if times < least:
                return more()
            return then(here) or more() if lazy else more() or then(here)

        return again(0, place)
