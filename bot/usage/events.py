"""The things that happen and are recorded: a dataclass for each."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Way(StrEnum):
    """How a question reached the bot."""

    MENTION = "mention"
    DIRECT = "direct"
    SLASH = "slash"
    MENU = "menu"
    ASK_CHANNEL = "ask"
    LISTEN_CHANNEL = "listen"
    FOLLOW_UP = "follow-up"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question was asked and decided."""

    id: int
    """63 random bits, made by the bot before the row exists, so that buttons can carry it."""
    at: datetime
    way: Way
    user: str | None
    """A keyed hash of the member's id, never the id."""
    server: int | None
    channel: int | None
    text: str | None
    """Mentions stripped; ``None`` where the configuration or the member does not want it stored."""
    decision: str
    entry: str | None
    """The best entry's key: answered, or first of the suggestions."""
    score: float
    margin: float
    took_us: int


@dataclass(frozen=True, slots=True)
class Rated:
    """A member said whether an answer helped; a later one of the same member replaces it."""

    question: int
    at: datetime
    user: str
    helpful: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """The asker chose among suggestions; ``entry`` is ``None`` for "None of these"."""

    question: int
    at: datetime
    user: str
    entry: str | None


@dataclass(frozen=True, slots=True)
class Erased:
    """The question was deleted by its author: its stored text goes."""

    question: int
