"""Greetings, thanks and the like: words that ask for nothing the knowledge base could hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from bot.knowledge.model import Entry
from bot.matching.phrases import phrases_of
from bot.matching.text import normalise, words_of

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


def form_of(words: Sequence[str]) -> int | None:
    """The form of a text of these words that only greets, thanks, laughs or asks after the bot, as an empty one does.

    0 is a few words that are small talk by themselves, another number a form of sentence; ``None`` is no small talk.
    """
    if len(words) > _LONGEST:
        return None
    known = _small_talk()
    if all(word in known.words or known.laughter.fullmatch(word) for word in words):
        return 0
    opened = known.opening.sub("", " ".join(words) + " ").strip()
    closed = known.closing.sub("", opened)
    if not closed:
        return 0
    found = known.sentence.fullmatch(opened) or known.sentence.fullmatch(closed)
    return found and found.lastindex


def forms_in(entry: Entry) -> set[int]:
    """The forms of small talk among an entry's names and questions."""
    names = (words_of(normalise(phrase.text)) for phrase in phrases_of(entry) if phrase.is_name)
    return {form for name in names if (form := form_of(name)) is not None}


@cache
def _small_talk() -> _SmallTalk:
    text = Path(__file__).with_name("small_talk.txt").read_text(encoding="utf-8")
    _, *parts = _SECTION.split(text)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    openings = _any_of(_ITEM.findall(sections["openings"]))
    closings = _any_of(_ITEM.findall(sections["closings"]))
    return _SmallTalk(
        words=frozenset(sections["words"].split()),
        laughter=re.compile(_any_of(sections["laughter"].split())),
        opening=re.compile(rf"\A(?:{openings} )+"),
        closing=re.compile(rf"(?: {closings})+\Z"),
        sentence=re.compile("|".join(f"({form})" for form in sections["sentences"].strip().splitlines())),
    )


def _any_of(patterns: Sequence[str]) -> str:
    return f"(?:{'|'.join(patterns)})"
