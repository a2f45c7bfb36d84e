"""What the inbox is worked out from: questions without a good answer, choices of members, and the use of entries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Missed(StrEnum):
    """Why a question is on the work list."""

    UNKNOWN = "unknown"
    """There was no answer."""
    UNCHOSEN = "unchosen"
    """There were suggestions, and none of them was chosen."""
    UNHELPFUL = "unhelpful"
    """There was an answer, and somebody said that it did not help."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One question that was not answered to somebody's satisfaction."""

    id: int
    at: datetime
    text: str
    missed: Missed
    entry: str | None
    """The entry answered, or the first of the suggestions."""
    score: float = 0.0
    """The probability of the entry that came closest."""
    member: str | None = None
    """The keyed hash of who asked, so that members share the time that is there; never shown."""


@dataclass(frozen=True, slots=True)
class RecentQuestion:
    """One of the last questions asked."""

    text: str
    member: str | None = None
    """The keyed hash of who asked, so that members share the time that is there; never shown."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A member chose an entry among suggestions: a vote that the question belongs to it."""

    text: str
    entry: str
    member: str
    """The keyed hash, to count different members; never shown."""


@dataclass(frozen=True, slots=True)
class EntryUse:
    """How often an entry was answered within a time, and how that was rated."""

    answered: int
    last: datetime | None
    helpful: int
    unhelpful: int


class InboxStore(Protocol):
    """Reads the usage log for the work list; nothing of one server ever shows up in another's.

    Each method raises ``StoreError`` when the database fails.
    """

    async def open_questions(self, server: int, since: datetime, limit: int = 2000) -> Sequence[OpenQuestion]:
        """What is open, newest first: not dismissed, of those whose text is still kept."""
        ...

    async def choices(self, server: int, since: datetime, limit: int = 5000) -> Sequence[Choice]:
        """What members chose, newest first: not dismissed, of the questions whose text is still kept."""
        ...

    async def dismiss(self, server: int, texts: Iterable[str], at: datetime) -> None:
        """Take questions of these wordings off the server's work list for good; capitals and spaces do not matter."""
        ...

    async def recent(self, server: int | None, limit: int = 1000) -> Sequence[RecentQuestion]:
        """The last questions asked in the server (``None``: in any), newest first, repeated as often as asked."""
        ...

    async def text_of(self, server: int, question: int) -> str | None:
        """What was asked in that server and is stored under that id, as far as it is still kept."""
        ...

    async def entry_use(self, server: int | None, since: datetime) -> Mapping[str, EntryUse]:
        """How the entries that were answered since then fared, by key."""
        ...
