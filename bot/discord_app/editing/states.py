"""What the buttons and selects of an edit carry: the id of the stored change, so that they outlive a restart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Self

from bot.discord_app.asking.states import HEX, id_in, number_in


@dataclass(frozen=True)
class OfProposal:
    """Acts on a stored change."""

    proposal: int

    NAME: ClassVar[str]
    PATTERN: ClassVar[re.Pattern[str]]

    def __init_subclass__(cls, name: str) -> None:
        cls.NAME = name
        cls.PATTERN = re.compile(rf"k:{name}:(?P<proposal>{HEX})")

    def encode(self) -> str:
        """The custom_id."""
        return f"k:{self.NAME}:{self.proposal:016x}"

    @classmethod
    def decode(cls, match: re.Match[str]) -> Self:
        """Read what ``encode`` wrote."""
        return cls(id_in(match["proposal"]))


class Save(OfProposal, name="save"):
    """Saves it."""


class EditAgain(OfProposal, name="again"):
    """Opens the form once more, with what was typed."""


class More(OfProposal, name="more"):
    """Opens the form of the fields that the first one has no room for."""


class Cancel(OfProposal, name="cancel"):
    """Forgets it."""


class ChooseSides(OfProposal, name="sides"):
    """The select of the texts that the form should have."""


class ChooseKind(OfProposal, name="kind"):
    """The select of a new entry's topic and kind."""


class ChooseEntry(OfProposal, name="entry"):
    """The select of the entry that a question is taught to."""


class MakeNew(OfProposal, name="new"):
    """Makes a new entry of the question instead."""


@dataclass(frozen=True)
class Undo:
    """Takes a saved revision back, as a change that is shown first."""

    number: int
    shared: bool
    """Whether it is one of the shared base; else of the server's own overlay."""

    PATTERN: ClassVar = re.compile(r"k:undo:(?P<shared>[bo])(?P<number>\d{1,18})")

    def encode(self) -> str:
        """The custom_id."""
        return f"k:undo:{'b' if self.shared else 'o'}{self.number}"

    @classmethod
    def decode(cls, match: re.Match[str]) -> Self:
        """Read what ``encode`` wrote."""
        return cls(number_in(match["number"]), match["shared"] == "b")


@dataclass(frozen=True)
class Form:
    """A form's custom_id: the change that it is about, and its fields (see ``forms``)."""

    proposal: int
    fields: str

    PATTERN: ClassVar = re.compile(rf"m:(?P<proposal>{HEX}):(?P<fields>[a-z0-9]{{1,5}})")

    def encode(self) -> str:
        """The custom_id."""
        return f"m:{self.proposal:016x}:{self.fields}"

    @classmethod
    def decode(cls, match: re.Match[str]) -> Self:
        """Read what ``encode`` wrote."""
        return cls(id_in(match["proposal"]), match["fields"])
