"""Greetings, thanks and the like: words that ask for nothing the knowledge base could hold."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

from bot.knowledge.model import Entry
from bot.matching.decision import SmallTalk
from bot.matching.language.normalize import normalise, words_of
from bot.matching.language.phrases import phrases_of

_LONGEST: Final = 16
"""Words of the longest small talk that is looked for."""
_LAUGHTER: Final = -1
"""What laughter says."""
_POINTING: Final = frozenset(["this", "that", "these", "those"])
"""Words in whose place "it" may stand."""
_SECTION = re.compile(r"^\[(\w+):.*\]$", re.MULTILINE)
_ITEM = re.compile(r"(?:\\ |\S)+")


Form: TypeAlias = frozenset[int | str]
"""What small talk says: texts of one form say the same."""


@dataclass(frozen=True, slots=True)
class _SmallTalk:
    saying: Mapping[str, int]
    """Words by what they say."""
    thanking: frozenset[str]
    declining: frozenset[str]
    fillers: frozenset[str]
    laughter: re.Pattern[str]
    opening: re.Pattern[str]
    closing: re.Pattern[str]
    form: re.Pattern[str]
    """A group for each form of sentence."""
    listing: re.Pattern[str]
    gratitude: re.Pattern[str]
    sentence: re.Pattern[str]

    def cores(self, words: Sequence[str]) -> tuple[str, str]:
        """A text of these words without its opening, and without its closing besides."""
        opened = self.opening.sub("", " ".join(words) + " ").strip()
        return opened, self.closing.sub("", opened)


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
    sentences = known.listing, known.gratitude, known.sentence
    for core in dict.fromkeys(known.cores(words)):
        found = known.form.fullmatch(core)
        if found:
            return frozenset([found.lastgroup or ""])
        if not core or any(sentence.fullmatch(core) for sentence in sentences):
            return frozenset(core.split())
    return None


def kind_of(words: Sequence[str]) -> SmallTalk:
    """What small talk of these words is."""
    known = _small_talk()
    cores = known.cores(words)
    if any(map(known.listing.fullmatch, cores)):
        return SmallTalk.LIST
    thanks = not known.thanking.isdisjoint(words) or any(map(known.gratitude.fullmatch, cores))
    return SmallTalk.THANKS if thanks and known.declining.isdisjoint(words) else SmallTalk.OTHER


def is_held_by(entry: Entry, words: Sequence[str], form: Form) -> bool:
    """Whether a name or question of the entry says the same as small talk of these words, which has that form.

    "How does this work?" asks the bot what it is for, and the same as a question "How does it work?"; "show me the
    menu" asks for an entry "Menu".
    """
    names = [words_of(normalise(phrase.text)) for phrase in phrases_of(entry) if phrase.is_name]
    asked = [_pointing_at_it(core.split()) for core in _small_talk().cores(words)]
    return any(
        _pointing_at_it(name) in asked
        or form_of(name) == form
        or (kind_of(name) is SmallTalk.LIST and any(core[-len(name) :] == name for core in asked))
        for name in names
    )


def _pointing_at_it(words: Sequence[str]) -> list[str]:
    return ["it" if word in _POINTING else word for word in words]


@cache
def _small_talk() -> _SmallTalk:
    text = Path(__file__).with_name("small_talk.txt").read_text(encoding="utf-8")
    _, *parts = _SECTION.split(text)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    lines = {name: section.strip().splitlines() for name, section in sections.items()}
    openings = _any_of(_ITEM.findall(sections["openings"]))
    closings = _any_of(_ITEM.findall(sections["closings"]))
    saying = {word: number for number, line in enumerate(lines["words"]) for word in line.split()}
    return _SmallTalk(
        saying=saying,
        thanking=_saying_the_same(saying, "thanks"),
        declining=_saying_the_same(saying, "no"),
        fillers=frozenset(sections["fillers"].split()),
        laughter=re.compile(_any_of(sections["laughter"].split())),
        opening=re.compile(rf"\A(?:{openings} )+"),
        closing=re.compile(rf"(?: {closings})+\Z"),
        listing=re.compile(_any_of(lines["list"])),
        gratitude=re.compile(_any_of(lines["thanks"])),
        form=re.compile("|".join(f"(?P<form{number}>{line})" for number, line in enumerate(lines["forms"]))),
        sentence=re.compile(_any_of(lines["sentences"])),
    )


def _saying_the_same(saying: Mapping[str, int], word: str) -> frozenset[str]:
    return frozenset(other for other, said in saying.items() if said == saying[word])


def _any_of(patterns: Sequence[str]) -> str:
    return f"(?:{'|'.join(patterns)})"
