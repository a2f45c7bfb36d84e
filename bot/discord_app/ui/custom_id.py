"""What buttons, menus and forms carry through restarts: a state, written into a custom_id of at most 100 characters.

A kind of state is declared like a dataclass, together with the form in which it is written::

    class Pick(CustomId, form="{then}:{question}{whose}{entry}"):
        then: Then
        question: Snowflake
        whose: Snowflake
        entry: EntryKey

The type of each field says how its values are written (see ``converters``). Every form starts with one letter and a
colon. Buttons of years ago hang in channels, so a form stays as it is once the bot has written it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import product
from types import NoneType
from typing import Any, ClassVar, Final, NamedTuple, Self, cast, dataclass_transform, get_args, get_type_hints

from bot import limits
from bot.discord_app import texts
from bot.discord_app.ui.converters import NUMBER, Converter, UnreadableError

OURS: Final = re.compile("[a-z]:")
"""How a custom_id of ours begins, and none that discord.py made."""
_FIELD: Final = re.compile(r"{(\w+)}")
"""Of a form."""


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
        return NUMBER
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Converter("|".join(hint), max(map(len, hint)), hint, choices=tuple(hint))
    if isinstance(hint, type) and issubclass(hint, CustomId):
        return Converter(hint.pattern.pattern, hint.longest, hint.decode, lambda state, _room: state.encode())
    raise TypeError(f"no custom_id can hold {hint}")
