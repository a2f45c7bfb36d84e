"""The state that buttons carry through restarts: written into a custom_id of at most 100 characters, and read back.

Every custom_id starts with one letter and a colon. Question ids and snowflakes are 16 hexadecimal digits, so that the
longest one, a letter with two of them and a ``topic/entry`` key of two 32-character ids, takes 99 characters.

Discord's clients can be made to send anything, so every number that came back is read by ``number_in``.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final, Self

from bot import limits
from bot.errors import VersusError
from bot.texts import errors as texts

OURS: Final = re.compile("[a-z]:")
"""How a custom_id of ours begins, and none that discord.py made."""
HEX: Final = "[0-9a-f]{16}"
ID: Final = "[a-z0-9-]{1,32}"
KEY: Final = f"{ID}/{ID}"
PACKED: Final = "[a-z0-9/.-]*"

BROWSE: Final = "l:browse"
"""Opens the list of everything that can be answered, privately."""


class UnreadableError(VersusError):
    """A button, a select or a form carries what the bot never wrote."""


def number_in(digits: str, most: int = limits.NUMBER, *, base: int = 10) -> int:
    """The number, from 0 to ``most``, that was written into a custom_id or an option.

    Raises:
        UnreadableError: it is none, or a greater one.
    """
    # int() would take signs, spaces, underscores and the digits of every script, and thousands of them at its leisure.
    if not (digits.isascii() and digits.isalnum() and len(digits) <= limits.ID_LENGTH):
        raise UnreadableError(texts.UNREADABLE)
    try:
        number = int(digits, base)
    except ValueError:
        raise UnreadableError(texts.UNREADABLE) from None
    if number > most:
        raise UnreadableError(texts.UNREADABLE)
    return number


def id_in(digits: str) -> int:
    """The question id, draft id or snowflake that was written in hexadecimal.

    Raises:
        UnreadableError: it is none, or of more than 63 bits.
    """
    return number_in(digits, limits.SNOWFLAKE, base=16)


def _hex(number: int) -> str:
    return f"{number:016x}"


def pack(keys: tuple[str, ...], room: int) -> str:
    """``topic/entry`` keys in at most ``room`` characters, best first; what does not fit is left out.

    Keys are joined by dots; a topic that is the same as the one before is not repeated.
    """
    packed, before = "", ""
    for key in keys:
        topic, _, entry = key.partition("/")
        more = ("." if packed else "") + (entry if topic == before else key)
        if len(packed) + len(more) > room:
            break
        packed, before = packed + more, topic
    return packed


def unpack(packed: str) -> tuple[str, ...]:
    """The keys that ``pack`` wrote."""
    keys: list[str] = []
    topic = ""
    for part in packed.split(".") if packed else ():
        named, slash, entry = part.rpartition("/")
        topic = named if slash else topic
        keys.append(f"{topic}/{entry}")
    return tuple(keys)


@dataclass(frozen=True, slots=True)
class Carried:
    """What an answer is about. Its delete button carries it, for follow-ups and for showing the other sides."""

    question: int
    asker: int
    """The id of the member who asked, who may delete the answer."""
    entries: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    """The sides shown, when not all of them are."""

    PATTERN: ClassVar = re.compile(
        rf"x:(?P<question>{HEX})(?P<asker>{HEX}):(?P<entries>{PACKED})(?P<subjects>(?:~{ID})*)"
    )

    def encode(self) -> str:
        """The custom_id. Subjects, then entries, are left out when there is no room for them."""
        start = f"x:{_hex(self.question)}{_hex(self.asker)}:"
        packed = pack(self.entries, limits.CUSTOM_ID - len(start))
        sides = "".join(f"~{subject}" for subject in self.subjects)
        fits = len(start) + len(packed) + len(sides) <= limits.CUSTOM_ID
        return start + packed + (sides if fits else "")

    @classmethod
    def decode(cls, match: re.Match[str]) -> Self:
        """Read what ``encode`` wrote."""
        subjects = tuple(match["subjects"].split("~")[1:])
        return cls(id_in(match["question"]), id_in(match["asker"]), unpack(match["entries"]), subjects)


@dataclass(frozen=True, slots=True)
class AllSides:
    """Shows every side of the answer on whose message it stands."""

    PATTERN: ClassVar = re.compile("a:all")

    def encode(self) -> str:
        """The custom_id."""
        return "a:all"

    @classmethod
    def decode(cls, _match: re.Match[str]) -> Self:
        """Read what ``encode`` wrote."""
        return cls()


@dataclass(frozen=True, slots=True)
class Helped:
    """👍: the answer helped."""

    question: int

    PATTERN: ClassVar = re.compile(rf"u:(?P<question>{HEX})")

    def encode(self) -> str:
        """The custom_id."""
        return f"u:{_hex(self.question)}"

    @classmethod
    def decode(cls, match: re.Match[str]) -> Self:
        """Read what ``encode`` wrote."""
        return cls(id_in(match["question"]))


@dataclass(frozen=True, slots=True)
class DidNotHelp:
    """👎: the answer did not help; the entries that came next are offered."""

    question: int
    asker: int
    next_best: tuple[str, ...] = ()

    PATTERN: ClassVar = re.compile(rf"d:(?P<question>{HEX})(?P<asker>{HEX}):(?P<next_best>{PACKED})")

    def encode(self) -> str:
        """The custom_id. The entries that do not fit are left out, the best ones last."""
        start = f"d:{_hex(self.question)}{_hex(self.asker)}:"
        return start + pack(self.next_best, limits.CUSTOM_ID - len(start))

    @classmethod
    def decode(cls, match: re.Match[str]) -> Self:
        """Read what ``encode`` wrote."""
        return cls(id_in(match["question"]), id_in(match["asker"]), unpack(match["next_best"]))


@dataclass(frozen=True, slots=True)
class Open:
    """Opens an entry privately."""

    entry: str

    PATTERN: ClassVar = re.compile(rf"o:(?P<entry>{KEY})")

    def encode(self) -> str:
        """The custom_id."""
        return f"o:{self.entry}"

    @classmethod
    def decode(cls, match: re.Match[str]) -> Self:
        """Read what ``encode`` wrote."""
        return cls(match["entry"])


class Then(StrEnum):
    """What becomes of the answer that was chosen among suggestions."""

    REPLACE = "p"
    """It takes the place of the suggestions."""
    POST = "s"
    """The suggestions were private, after ``/ask``; the answer is posted for everybody."""
    REPLY = "r"
    """The suggestions were private, after "Answer this"; the answer replies to that message."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One of the suggested entries."""

    then: Then
    question: int
    whose: int
    """The id of the member who asked; for ``Then.REPLY`` the id of the message to reply to."""
    entry: str

    PATTERN: ClassVar = re.compile(rf"(?P<then>[psr]):(?P<question>{HEX})(?P<whose>{HEX})(?P<entry>{KEY})")

    def encode(self) -> str:
        """The custom_id."""
        return f"{self.then}:{_hex(self.question)}{_hex(self.whose)}{self.entry}"

    @classmethod
    def decode(cls, match: re.Match[str]) -> Self:
        """Read what ``encode`` wrote."""
        return cls(Then(match["then"]), id_in(match["question"]), id_in(match["whose"]), match["entry"])


@dataclass(frozen=True, slots=True)
class NoneOfThese:
    """None of the suggested entries was meant."""

    question: int
    asker: int

    PATTERN: ClassVar = re.compile(rf"n:(?P<question>{HEX})(?P<asker>{HEX})")

    def encode(self) -> str:
        """The custom_id."""
        return f"n:{_hex(self.question)}{_hex(self.asker)}"

    @classmethod
    def decode(cls, match: re.Match[str]) -> Self:
        """Read what ``encode`` wrote."""
        return cls(id_in(match["question"]), id_in(match["asker"]))
