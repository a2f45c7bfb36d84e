"""What buttons, menus and forms carry through restarts: a state, written into a custom_id of at most 100 characters.

A kind of state is declared like a dataclass, together with the form in which it is written::

    class Pick(CustomId, form="{then}:{question}{whose}{entry}"):
        then: Then
        question: Snowflake
        whose: Snowflake
        entry: EntryKey

The type of each field says how its values are written. Every form starts with one letter and a colon. Buttons of years
ago hang in channels, so a form stays as it is once the bot has written it.

Discord's clients can be made to send anything, so every number that came back is read by ``number_in``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import product
from types import NoneType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Final,
    NamedTuple,
    Self,
    cast,
    dataclass_transform,
    get_args,
    get_type_hints,
)

from bot import limits
from bot.discord_app import texts
from bot.errors import VersusError

OURS: Final = re.compile("[a-z]:")
"""How a custom_id of ours begins, and none that discord.py made."""
_FIELD: Final = re.compile(r"{(\w+)}")
"""Of a form."""


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


def flag(yes: str, no: str) -> Converter:
    """Writes ``True`` and ``False`` as a letter each."""
    return Converter(
        f"[{yes}{no}]", 1, lambda text: text == yes, lambda value, _room: yes if value else no, choices=(yes, no)
    )


DIGITS: Final = "0123456789"
HEX: Final = f"{DIGITS}abcdef"
IN_ID: Final = f"{DIGITS}abcdefghijklmnopqrstuvwxyz-"
ID: Final = f"[a-z0-9-]{{1,{limits.ID_LENGTH}}}"
KEY: Final = f"{ID}/{ID}"
KEY_LENGTH: Final = 2 * limits.ID_LENGTH + 1

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
_NUMBER: Final = Converter("[0-9]{1,18}", len(str(limits.NUMBER)), number_in, start=DIGITS)


class Start(NamedTuple):
    """How the custom_ids of a kind of state may start."""

    text: str
    then: str
    """The characters of which one may follow; empty where nothing follows."""
    kind: str

    def may_be(self, other: Start) -> bool:
        """Whether a custom_id could start like both."""
        shorter, longer = sorted((self, other), key=lambda start: len(start.text))
        rest = longer.text.removeprefix(shorter.text)
        return longer.text.startswith(shorter.text) and (not rest or rest[0] in shorter.then)


@dataclass_transform(frozen_default=True)
class CustomId:
    """A kind of state; the subclass becomes a frozen dataclass, and ``form`` names each of its fields in braces."""

    pattern: ClassVar[re.Pattern[str]]
    """Matches every custom_id of the kind, and gives what each field holds by its name."""
    longest: ClassVar[int]
    """Characters of the longest custom_id, but for lists that are cut to the room left."""
    _texts: ClassVar[Sequence[str]]
    """The fixed text before, between and after the fields."""
    _converters: ClassVar[Mapping[str, Converter]]
    """Those of the fields, in the order of the form."""
    _taken: ClassVar[list[Start]] = []

    def __init_subclass__(cls, *, form: str) -> None:
        """Make the dataclass, and what its custom_ids look like.

        Raises:
            TypeError: the form does not fit the fields, or its custom_ids could be those of another kind or be over
                100 characters long.
        """
        dataclass(frozen=True)(cls)
        hints, pieces = get_type_hints(cls, include_extras=True), _FIELD.split(form)
        cls._texts, named = pieces[::2], pieces[1::2]
        if sorted(named) != sorted(field.name for field in fields(cast("Any", cls))):
            raise TypeError(f"{cls.__name__}: the form {form!r} does not name every field once")
        cls._converters = {name: _converter_of(hints[name]) for name in named}
        patterns = (
            f"(?P<{piece}>{cls._converters[piece].pattern})" if at % 2 else re.escape(piece)
            for at, piece in enumerate(pieces)
        )
        cls.pattern = re.compile("".join(patterns))
        cls.longest = sum(map(len, cls._texts)) + sum(one.longest for one in cls._converters.values())
        if cls.longest > limits.CUSTOM_ID:
            raise TypeError(f"{cls.__name__}: a custom_id may have {cls.longest} characters")
        starts = cls._starts()
        for one, other in product(starts, CustomId._taken):
            if one.may_be(other):
                raise TypeError(f"{cls.__name__} and {other.kind} both write custom_ids that start {one.text!r}")
        CustomId._taken.extend(starts)

    @classmethod
    def _starts(cls) -> list[Start]:
        starts, then = [cls._texts[0]], ""
        for converter, text in zip(cls._converters.values(), cls._texts[1:], strict=True):
            if not converter.choices:
                then = converter.start
                break
            starts = [one + choice + text for one in starts for choice in converter.choices]
        return [Start(one, then, cls.__name__) for one in starts]

    def encode(self) -> str:
        """The custom_id."""
        written = self._texts[0]
        for (name, converter), text in zip(self._converters.items(), self._texts[1:], strict=True):
            written += converter.write(getattr(self, name), limits.CUSTOM_ID - len(written)) + text
        return written

    @classmethod
    def decode(cls, custom_id: str) -> Self:
        """Read what ``encode`` wrote.

        Raises:
            UnreadableError: it is of another kind, or nothing that the bot ever wrote.
        """
        match = cls.pattern.fullmatch(custom_id)
        if match is None:
            raise UnreadableError(texts.UNREADABLE)
        return cls(**{name: converter.read(match[name]) for name, converter in cls._converters.items()})

    @classmethod
    def among(cls, custom_ids: Iterable[str]) -> Iterator[Self]:
        """The states of this kind among custom_ids of any."""
        return (cls.decode(one) for one in custom_ids if cls.pattern.fullmatch(one))


def _converter_of(hint: Any) -> Converter:
    """How the values of a field are written: its type is annotated, or one of a few others, or one of these or none.

    Raises:
        TypeError: it is none of them.
    """
    for note in getattr(hint, "__metadata__", ()):
        if isinstance(note, Converter):
            return note
    if NoneType in get_args(hint):
        some = _converter_of(next(one for one in get_args(hint) if one is not NoneType))
        return Converter(
            f"(?:{some.pattern})?",
            some.longest,
            lambda text: some.read(text) if text else None,
            lambda value, room: "" if value is None else some.write(value, room),
            some.start,
            (*some.choices, "") if some.choices else (),
        )
    if hint is int:
        return _NUMBER
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Converter("|".join(hint), max(map(len, hint)), hint, choices=tuple(hint))
    if isinstance(hint, type) and issubclass(hint, CustomId):
        return Converter(hint.pattern.pattern, hint.longest, hint.decode, lambda state, _room: state.encode())
    raise TypeError(f"no custom_id can hold {hint}")
