"""Greetings, thanks and the like: words that ask for nothing the knowledge base could hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

_LONGEST: Final = 16
"""Words of the longest small talk that is looked for."""
_SECTION = re.compile(r"^\[(\w+):.*\]$", re.MULTILINE)
_ITEM = re.compile(r"(?:\\ |\S)+")


@dataclass(frozen=True, slots=True)
class _SmallTalk:
    words: frozenset[str]
    laughter: re.Pattern[str]
    opening: re.Pattern[str]
    closing: re.Pattern[str]
    sentence: re.Pattern[str]


def is_small_talk(words: Sequence[str]) -> bool:
    """Whether a text of these words only greets, thanks, laughs or asks after the bot, as an empty one does."""
    if len(words) > _LONGEST:
        return False
    known = _small_talk()
    if all(word in known.words or known.laughter.fullmatch(word) for word in words):
        return True
    opened = known.opening.sub("", " ".join(words) + " ").strip()
    closed = known.closing.sub("", opened)
    return not closed or any(known.sentence.fullmatch(core) for core in (opened, closed))


@cache
def _small_talk() -> _SmallTalk:
    text = files("bot.matching").joinpath("small_talk.txt").read_text(encoding="utf-8")
    _, *parts = _SECTION.split(text)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    openings = _any_of(_ITEM.findall(sections["openings"]))
    closings = _any_of(_ITEM.findall(sections["closings"]))
    return _SmallTalk(
        words=frozenset(sections["words"].split()),
        laughter=re.compile(_any_of(sections["laughter"].split())),
        opening=re.compile(rf"\A(?:{openings} )+"),
        closing=re.compile(rf"(?: {closings})+\Z"),
        sentence=re.compile(_any_of(sections["sentences"].strip().splitlines())),
    )


def _any_of(patterns: Sequence[str]) -> str:
    return f"(?:{'|'.join(patterns)})"
