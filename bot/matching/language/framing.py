"""What people say around a question: "does anyone know", "thanks in advance", "asking for a friend"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Protocol

from bot.matching.language.languages import Language
from bot.matching.memo import Memo

_LOOKED_AT: Final = 30
"""Words at the beginning and at the end in which frames are looked for."""
_SECTION = re.compile(r"^\[(\w+)[^\]\n]*\]$", re.MULTILINE)
_AFTER_NO_OTHER: Final = "".join(
    f"(?<! {word} )" for word in ("for", "to", "with", "of", "by", "from", "about", "the", "a")
)
"""Where a closing begins: what stands after such a word belongs to it ("is it for everyone")."""
_LITERAL = re.compile(r"(?<!\\)[a-z0-9]+")
_LOOKAHEAD = re.compile(r"\(\?= [^ ]* \)")
_PART = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class _Frames:
    opening: re.Pattern[str]
    """One at the beginning of a text."""
    closing: re.Pattern[str]
    """One at its end."""
    in_openings: frozenset[str]
    in_closings: frozenset[str]
    """Words that frames have. Most questions neither begin nor end with one, and need no closer look."""


class _HasNameWith(Protocol):
    def __call__(self, words: Sequence[str], /, *, at_end: bool) -> bool: ...


class Framing:
    """Takes off what frames a question, but nothing that a name or question of the knowledge base has just there."""

    def __init__(self, language: Language, has_name_with: _HasNameWith) -> None:
        """Take the language of a knowledge base, and what says whether it has a name or question with such an end."""
        self._language = language
        self._has_name_with = has_name_with
        self._known: Memo[tuple[str, bool], bool] = Memo()

    def without(self, words: Sequence[str]) -> Sequence[str]:
        """``words`` without their frames; all of them where nothing of weight would be left."""
        frames = _frames()
        first, last = 0, len(words)
        if words and _once(words[0]) in frames.in_openings:
            text, place = " ".join(words[:_LOOKED_AT]) + " ", 0
            while (found := frames.opening.match(text, place)) and not self._is_name(found[0], at_end=False):
                place = found.end()
                first += found[0].count(" ")
        if words and _once(words[-1]) in frames.in_closings:
            text = " " + " ".join(words[max(first, last - _LOOKED_AT) :])
            end = len(text)
            while (found := frames.closing.search(text, 0, end)) and not self._is_name(found[0], at_end=True):
                end = found.start()
                last -= found[0].count(" ")
        if last - first == len(words):
            return words
        stem, is_stop_word = self._language.stem, self._language.is_stop_word
        left = words[first:last]
        return words if all(is_stop_word(stem(word)) for word in left) else left

    def _is_name(self, frame: str, *, at_end: bool) -> bool:
        """Whether it is no frame here, as a name has it just there."""
        known = self._known.get((frame, at_end))
        return (
            self._known.keep((frame, at_end), self._has_name_with(frame.split(), at_end=at_end))
            if known is None
            else known
        )


def _once(word: str) -> str:
    """The word with its last letter once: "hey" of "heyyy"."""
    return word.rstrip(word[-1]) + word[-1]


@cache
def _frames() -> _Frames:
    text = Path(__file__).with_name("framing.txt").read_text(encoding="utf-8")
    _, *sections = _SECTION.split(text)
    lines = {name: section.strip().splitlines() for name, section in zip(sections[::2], sections[1::2], strict=True)}
    parts: dict[str, str] = {}
    for line in lines["parts"]:
        name, _, pattern = line.partition(" = ")
        parts[name] = _written_out(pattern, parts)
    openings = "|".join(_written_out(line, parts) for line in lines["openings"])
    closings = "|".join(_written_out(line, parts) for line in lines["closings"])
    return _Frames(
        re.compile(rf"(?:{openings}) "),
        re.compile(rf" {_AFTER_NO_OTHER}(?:{closings})\Z"),
        frozenset(map(_once, _LITERAL.findall(_LOOKAHEAD.sub("", openings)))),
        frozenset(map(_once, _LITERAL.findall(closings))),
    )


def _written_out(line: str, parts: Mapping[str, str]) -> str:
    return _PART.sub(lambda match: f"(?:{parts[match[1]]})", line)
