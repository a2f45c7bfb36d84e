"""Whether somebody who does not address the bot asks for knowledge, or talks to the people around."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import Final

from bot.matching.language.english import stop_words
from bot.matching.language.normalize import normalise, sentences_of, stem, words_of

_READ: Final = 16
"""Words of a sentence or clause that are compared with the rules."""
_SHORTEST: Final = 3
"""Words of the shortest clause within a sentence that asks by itself."""
_END: Final = 600
"""Characters that are read from either end of a long message."""
_LONGEST_NAME: Final = 5
"""Words up to which a text may name what is looked for."""

_QUOTED_LINE: Final = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_QUOTED: Final = re.compile(r"\"[^\"\n]*\"|\u201c[^\u201d\n]*\u201d")
_SPEAKER: Final = re.compile(r"(?:me|him|her|them|nobody|no one|everyone|interviewer|teacher|boss|client|my \w+) ?:")
"""How a line of a retold or invented conversation begins ("me: how do I exit vim")."""
_JOINTS: Final = re.compile(
    r"[,:()]|\s-+\s|\.\.+|\b(?:and|but|so|because|cuz|also|since|though)\b"
    r"|(?=\b(?:how|where|when|what) (?:do|can|should) i\b|\bis there an?\b|\bis there any\b|\bdoes anyone know\b)"
    r"|(?=\b(?:what is|whats|what's) (?:the )?diff)"
)
_MARKS: Final = "?\u061f"
_END_MARKS: Final = _MARKS + "!.\u2026 "
_REPORTED: Final = re.compile(r"\b(?:like|said|says|asks?|asked|goes|told (?:me|him|her|us|them))\W*\Z")
_RELATIVE: Final = re.compile(
    r"what (?:is|are|was|were)\b|(?:which|who|whose)\b(?! \w+ (?:is|are|do|does|should|can)\b)"
)

_SECTION: Final = re.compile(r"^\[(\w+)(?::.*)?\]$", re.MULTILINE)
_ITEM: Final = re.compile(r"(?:\\ |\S)+")
_LIST: Final = re.compile(r"@(\w+)(\*?)")


class DialogueAct(StrEnum):
    """What somebody does by saying something."""

    ASKS = "asks"
    """Asks whoever knows."""
    NEEDS = "needs"
    """Says that something is in the way, without asking."""
    NAMES = "names"
    """Names something in a few words, as one does to search for it."""
    CALLS = "calls"
    """Asks, but people for company, for their things, about themselves; or nobody."""
    TELLS = "tells"
    """Anything else: reacts, or says something."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """Each is compared with the beginning of a sentence or clause, but for ``needs``, which stands anywhere."""

    openings: re.Pattern[str]
    calls: re.Pattern[str]
    declares: re.Pattern[str]
    asks: re.Pattern[str]
    may_ask: re.Pattern[str]
    present: re.Pattern[str]
    needs: re.Pattern[str]
    tells: re.Pattern[str]


def act_of(text: str) -> DialogueAct:
    """What the author of a message does by it.

    English is judged by its wording. In any language what ends with a question mark asks, unless its wording is that of
    an English question to people.
    """
    text = text if len(text) <= 2 * _END else f"{text[:_END]}\n{text[-_END:]}"
    own = _QUOTED_LINE.sub(" ", text)
    quoting = _QUOTED.sub(" it ", own) if words_of(normalise(_QUOTED.sub(" ", own))) else own
    sentences = sentences_of(normalise(quoting))
    if any(_SPEAKER.match(sentence) for sentence in sentences):
        return DialogueAct.TELLS
    said = [each for before, each in pairwise(["", *sentences]) if not _REPORTED.search(before)]
    clauses = [clause for sentence in said for clause in _clauses_of(sentence, is_alone=len(sentences) == 1)]
    if any(map(_asks, clauses)):
        return DialogueAct.ASKS
    rules, words = _rules(), " ".join(word for sentence in sentences for word in words_of(sentence))
    if rules.needs.search(words):
        return DialogueAct.NEEDS
    tells = rules.tells.search(words)
    if any(rules.calls.match(clause.said) for clause in clauses):
        return DialogueAct.CALLS
    is_name = 0 < len(words.split()) <= _LONGEST_NAME and not tells
    return DialogueAct.NAMES if is_name else DialogueAct.TELLS


@dataclass(frozen=True, slots=True)
class _Clause:
    """What may ask: a sentence, or a clause within it."""

    said: str
    """Its first words, as the rules read them, without greetings and the like in front."""
    is_marked: bool
    """It is a sentence whose question mark alone asks."""


def _asks(clause: _Clause) -> bool:
    rules = _rules()
    if rules.calls.match(clause.said) or rules.declares.match(clause.said):
        return False
    if rules.asks.match(clause.said):
        return True
    may_ask = clause.is_marked or rules.may_ask.match(clause.said) is not None
    return may_ask and not rules.present.search(clause.said)


def _clauses_of(sentence: str, *, is_alone: bool) -> Iterator[_Clause]:
    """A normalised sentence, then its clauses, without what somebody is reported to have said."""
    words, joints = words_of(sentence), [*_JOINTS.finditer(sentence)]
    first = words_of(sentence[: joints[0].start()]) if joints else []
    calls = len(first) >= _SHORTEST and _rules().calls.match(_start_of(first)) is not None
    is_marked = _is_marked(sentence, words) and (is_alone or _is_foreign(words))
    yield _Clause(_start_of(first if calls else words), is_marked)
    for joint, following in zip_longest(joints, joints[1:]):
        words = words_of(sentence[joint.end() : following.start() if following else len(sentence)])
        is_relative = _RELATIVE.match(" ".join(words)) is not None
        if len(words) >= _SHORTEST and not is_relative and not _REPORTED.search(sentence, 0, joint.start()):
            yield _Clause(_start_of(words), is_marked=False)


def _is_marked(sentence: str, words: list[str]) -> bool:
    """Whether it ends with a question mark, and neither says nothing nor only wonders ("the price went up again??")."""
    end = sentence[len(sentence.rstrip(_END_MARKS)) :].replace(" ", "")
    is_surprise = len(words) >= _SHORTEST and len(end) > 1
    has_content = any(stem(word) not in stop_words() for word in words)
    return has_content and not is_surprise and any(mark in end for mark in _MARKS)


def _is_foreign(words: list[str]) -> bool:
    """Whether a sentence is likely in another language, and no echo of what was said ("VIP? in this economy?")."""
    known = sum(stem(word) in stop_words() for word in words)
    return len(words) >= _SHORTEST and 2 * known < len(words)


def _start_of(words: list[str]) -> str:
    said = " ".join(words)
    return " ".join(_rules().openings.sub("", said + " ").split()[:_READ]) or said


@cache
def _rules() -> _Rules:
    text = Path(__file__).with_name("asking.txt").read_text(encoding="utf-8")
    _, *parts = _SECTION.split(text)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))

    def written_out(reference: re.Match[str]) -> str:
        any_of = f"(?:{'|'.join(_ITEM.findall(sections[reference[1]]))})"
        return f"(?:{any_of} )*" if reference[2] else any_of

    def rules(name: str) -> str:
        lines = (_LIST.sub(written_out, line) for line in sections[name].replace("\n  ", "").strip().splitlines())
        return rf"(?:{'|'.join(lines)})\b"

    def beginning(name: str) -> re.Pattern[str]:
        return re.compile(rf"\A{rules(name)}")

    return _Rules(
        openings=re.compile(rf"\A(?:(?:{'|'.join(_ITEM.findall(sections['openings']))}) )+"),
        calls=beginning("calls"),
        declares=beginning("declares"),
        asks=beginning("asks"),
        may_ask=beginning("may_ask"),
        present=re.compile(rf"\b{_LIST.sub(written_out, '@present')}\b"),
        needs=re.compile(rf"\b{rules('needs')}"),
        tells=re.compile(rf"\b{rules('tells')}"),
    )
