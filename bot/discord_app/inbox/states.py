"""What the buttons and selects of the inbox carry, so that they outlive a restart.

A question is named by a hash of its wording: a list worked out anew may order and group it differently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import ClassVar, Self

from bot.discord_app.asking.states import HEX, number_in


def token(*parts: str) -> str:
    """16 hexadecimal digits that stand for a wording; capitals and spaces do not matter."""
    plain = "\0".join(" ".join(part.casefold().split()) for part in parts)
    return blake2b(plain.encode(), digest_size=8).hexdigest()


class Tab(StrEnum):
    """The two lists."""

    OPEN = "open"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class InboxTurn:
    """Turns to a page of one of the lists."""

    tab: Tab = Tab.OPEN
    page: int = 0

    PATTERN: ClassVar = re.compile(r"i:turn:(?P<tab>open|stale):(?P<page>\d{1,4})")

    def encode(self) -> str:
        """The custom_id."""
        return f"i:turn:{self.tab}:{self.page}"

    @classmethod
    def decode(cls, match: re.Match[str]) -> Self:
        """Read what ``encode`` wrote."""
        return cls(Tab(match["tab"]), number_in(match["page"]))


class Goal(StrEnum):
    """Where a button leads from another message."""

    INBOX = "inbox"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class GoTo:
    """Leads from ``/help`` or the digest to what a moderator does first."""

    goal: Goal

    PATTERN: ClassVar = re.compile(rf"i:go:(?P<goal>{'|'.join(Goal)})")

    def encode(self) -> str:
        """The custom_id."""
        return f"i:go:{self.goal}"

    @classmethod
    def decode(cls, match: re.Match[str]) -> Self:
        """Read what ``encode`` wrote."""
        return cls(Goal(match["goal"]))


class Menu(StrEnum):
    """The selects of the lists."""

    QUESTION = "question"
    SUGGESTION = "suggestion"
    EDIT = "edit"
    """Of stale entries."""


@dataclass(frozen=True, slots=True)
class InboxMenu:
    """A select whose option says what to open."""

    menu: Menu

    PATTERN: ClassVar = re.compile(rf"i:menu:(?P<menu>{'|'.join(Menu)})")

    def encode(self) -> str:
        """The custom_id."""
        return f"i:menu:{self.menu}"

    @classmethod
    def decode(cls, match: re.Match[str]) -> Self:
        """Read what ``encode`` wrote."""
        return cls(Menu(match["menu"]))


class Step(StrEnum):
    """What can be done with one item."""

    TEACH = "teach"
    NEW = "new"
    DISMISS = "dismiss"
    ACCEPT_VOTE = "agree"
    REJECT_VOTE = "differ"
    ACCEPT = "accept"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class InboxStep:
    """Acts on a group of questions, on a vote, or on a suggestion."""

    step: Step
    item: str
    """The ``token`` of a wording; for a suggestion its id."""

    PATTERN: ClassVar = re.compile(rf"i:(?P<step>{'|'.join(Step)}):(?P<item>{HEX})")

    def encode(self) -> str:
        """The custom_id."""
        return f"i:{self.step}:{self.item}"

    @classmethod
    def decode(cls, match: re.Match[str]) -> Self:
        """Read what ``encode`` wrote."""
        return cls(Step(match["step"]), match["item"])
