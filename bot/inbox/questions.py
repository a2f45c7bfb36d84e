"""What the inbox is worked out from: questions without a good answer, choices of members, and the use of entries."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from bot.inbox.awaiting import Awaiting

OPEN_LIMIT: Final = 2000
"""Open questions of a server that are looked at, the newest."""


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
    channel: int | None = None
    message: int | None = None
    """The message that it stands in, while a human's answer to that is awaited (see ``awaiting``)."""


@dataclass(frozen=True, slots=True)
class AskedCounts:
    """How many questions were put to the bot, each counted once, and what it did."""

    answered: int = 0
    """Answered, by a person too, or found among the suggestions."""
    missed: int = 0
    """Not, and the text is kept."""
    textless: int = 0
    """Not, and the text is not kept."""
    undelivered: int = 0
    """There was an answer that reached nobody."""
    small_talk: int = 0


@dataclass(frozen=True, slots=True)
class Position:
    """Where a moderator was in the list of open questions."""

    place: int
    """How many groups stand before the question, or before the page."""
    wording: str | None
    """The keyed digest of the question being worked on; ``None`` where the list was looked at."""
    at: datetime


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

    async def open_questions(self, server: int, since: datetime, limit: int = OPEN_LIMIT) -> Sequence[OpenQuestion]:
        """What is open, newest first: not dismissed, of those whose text is still kept."""
        ...

    async def choices(self, server: int, since: datetime, limit: int = 5000) -> Sequence[Choice]:
        """What members chose, newest first: not dismissed, of the questions whose text is still kept."""
        ...

    async def dismiss(
        self, server: int, texts: Iterable[str], at: datetime, questions: Collection[int] = ()
    ) -> Sequence[Awaiting]:
        """Take questions of these wordings off the server's work list for good; capitals and spaces do not matter.

        Those of the ``questions`` that wait for a human's answer are taken off, too. They wait no longer, their posts
        are closed, and they are returned.
        """
        ...

    async def restore(self, server: int, at: datetime, waited: Sequence[Awaiting] = ()) -> int:
        """Put back what was taken off at that time, and return how many wordings that were.

        What ``waited`` then waits again, as far as it may be stored; so does what a post still shows.
        """
        ...

    async def counts(self, server: int, since: datetime) -> AskedCounts:
        """How many questions were put to the bot there, without what was overheard."""
        ...

    def wording(self, text: str) -> str:
        """A keyed digest of a question's words, by which it is found again; capitals and spaces do not matter."""
        ...

    async def position(self, server: int, moderator: str) -> Position | None:
        """Where the moderator, by keyed hash, was in that server's inbox."""
        ...

    async def keep_position(self, server: int, moderator: str, position: Position) -> None:
        """Keep where the moderator is, in place of where they were."""
        ...

    async def forget_positions(self, server: int) -> None:
        """Forget where the moderators of a server were."""
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
