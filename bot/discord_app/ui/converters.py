"""How single values are written into a custom_id and read back: numbers, ids, keys of entries, lists of them.

Discord's clients can be made to send anything, so every number that came back is read by ``number_in``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final

from bot import limits
from bot.discord_app import texts
from bot.errors import VersusError

DIGITS: Final = "0123456789"
HEX: Final = f"{DIGITS}abcdef"
IN_ID: Final = f"{DIGITS}abcdefghijklmnopqrstuvwxyz-"
ID: Final = f"[a-z0-9-]{{1,{limits.ID_LENGTH}}}"
KEY: Final = f"{ID}/{ID}"
KEY_LENGTH: Final = 2 * limits.ID_LENGTH + 1


class UnreadableError(VersusError):
    """A button, a select or a form carries what the bot never wrote."""


@dataclass(frozen=True, slots=True)
class Converter:
    """How the values of one type are written into a custom_id and read back."""

    pattern: str
    """Matches every written value."""
    longest: int
    """Characters of the longest written value; of a list that is cut, those that it always has."""
    read: Callable[[str], Any] = str
    write: Callable[[Any, int], str] = lambda value, _room: str(value)
    """Takes the value and the characters left in the custom_id, which a list is cut to."""
    start: str = ""
    """The characters that a written value may start with."""
    choices: tuple[str, ...] = ()
    """All written values, where they are few."""


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
    """The id of a question or of a pending change, or a snowflake, that was written in hexadecimal.

    Raises:
        UnreadableError: it is none, or of more than 63 bits.
    """
    return number_in(digits, limits.SNOWFLAKE, base=16)


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


def flag(yes: str, no: str) -> Converter:
    """Writes ``True`` and ``False`` as a letter each."""
    return Converter(
        f"[{yes}{no}]", 1, lambda text: text == yes, lambda value, _room: yes if value else no, choices=(yes, no)
    )


Snowflake = Annotated[int, Converter("[0-9a-f]{16}", 16, id_in, lambda number, _room: f"{number:016x}", HEX)]
"""An id of Discord's, or a random one of ours: 16 hexadecimal digits."""
Token = Annotated[str, Converter("[0-9a-f]{16}", 16, start=HEX)]
"""16 hexadecimal digits that stand for something."""
Id = Annotated[str, Converter(ID, limits.ID_LENGTH, start=IN_ID)]
"""The id of a topic or a subject."""
EntryKey = Annotated[str, Converter(KEY, KEY_LENGTH, start=IN_ID)]
"""``topic/entry``."""
Packed = Annotated[tuple[str, ...], Converter("[a-z0-9/.-]*", KEY_LENGTH, unpack, pack, f"{IN_ID}/.")]
"""The keys of entries, best first, as many as there is room for."""
NUMBER: Final = Converter("[0-9]{1,18}", len(str(limits.NUMBER)), number_in, start=DIGITS)
