"""Greetings, thanks and the like: words that ask for nothing the knowledge base could hold."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

from bot.knowledge.model import Entry
from bot.matching.language.normalize import normalise, words_of
from bot.matching.language.phrases import phrases_of

_LONGEST: Final = 16
"""Words of the longest small talk that is looked for."""
_LAUGHTER: Final = -1
"""What laughter says."""
_SECTION = re.compile(r"^\[(\w+):.*\]$", re.MULTILINE)
_ITEM = re.compile(r"(?:\\ |\S)+")


Form: TypeAlias = frozenset[int | str]
"""What small talk says: texts of one form say the same."""


@dataclass(frozen=True, slots=True)
class _SmallTalk:
    saying: Mapping[str, int]
    """Words by what they say."""
    fillers: frozenset[str]
    laughter: re.Pattern[str]
    opening: re.Pattern[str]
    closing: re.Pattern[str]
    form: re.Pattern[str]
    """A group for each form of sentence."""
    sentence: re.Pattern[str]


def form_of(words: Sequence[str]) -> Form | None:
    """What a text of these words says if it is small talk, else ``None``.

    Small talk only greets, thanks, laughs or asks after the bot; an empty text is small talk too.
    """
    if len(words) > _LONGEST:
        return None
    known = _small_talk()
    if all(word in known.saying or word in known.fillers or known.laughter.fullmatch(word) for word in words):
        said = (known.saying.get(word, _LAUGHTER) for word in words if word not in known.fillers)
        return frozenset[int | str](said) or frozenset[int | str](words)
    opened = known.opening.sub("", " ".join(words) + " ").strip()
    for core in (opened, known.closing.sub("", opened)):
        found = known.form.fullmatch(core)
        if found:
            return frozenset([found.lastgroup or ""])
        if not core or known.sentence.fullmatch(core):
            return frozenset(core.split())
    return None


def forms_in(entry: Entry) -> set[Form]:
    """What small talk the names and questions of an entry are."""
    names = (words_of(normalise(phrase.text)) for phrase in phrases_of(entry) if phrase.is_name)
    return {form for name in names if (form := form_of(name)) is not None}


@cache
def _small_talk() -> _SmallTalk:
    text = Path(__file__).with_name("small_talk.txt").read_text(encoding="utf-8")
    _, *parts = _SECTION.split(text)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    lines = {name: section.strip().splitlines() for name, section in sections.items()}
    openings = _any_of(_ITEM.findall(sections["openings"]))
    closings = _any_of(_ITEM.findall(sections["closings"]))
    return _SmallTalk(
        saying={word: number for number, line in enumerate(lines["words"]) for word in line.split()},
        fillers=frozenset(sections["fillers"].split()),
        laughter=re.compile(_any_of(sections["laughter"].split())),
        opening=re.compile(rf"\A(?:{openings} )+"),
        closing=re.compile(rf"(?: {closings})+\Z"),
        form=re.compile("|".join(f"(?P<form{number}>{line})" for number, line in enumerate(lines["forms"]))),
        sentence=re.compile(_any_of(lines["sentences"])),
    )


def _any_of(patterns: Sequence[str]) -> str:
    return f"(?:{'|'.join(patterns)})"
