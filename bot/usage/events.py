"""The events that are recorded, a dataclass for each."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

SMALL_TALK: Final = "small-talk"
"""The decision recorded for greetings, thanks and the like: nobody's unanswered question."""


class Way(StrEnum):
    """How a question reached the bot."""

    MENTION = "mention"
    DIRECT = "direct"
    SLASH = "slash"
    MENU = "menu"
    ASK_CHANNEL = "ask"
    LISTEN_CHANNEL = "listen"
    FOLLOW_UP = "follow-up"


class Outcome(StrEnum):
    """What became of the answer to a question."""

    SENT = "sent"
    """It was sent: an answer, suggestions, or that there is none."""
    SILENT = "silent"
    """It was not put to the bot, which kept silent: overheard, or said between people in an ask channel."""
    CAPPED = "capped"
    """There had been too many answers in that channel, and the member was told so."""
    REFUSED = "refused"
    """The bot may not send messages there."""
    GONE = "gone"
    """There was nothing left to reply to, or no answer to change."""
    FAILED = "failed"
    """Sending failed, or came too late."""
    HUMAN = "human"
    """It was sent, and was no answer; a moderator has answered since."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question was asked and decided."""

    id: int
    """63 bits: ``Pseudonyms.of_question`` of the random id that the buttons carry, here and in every other event."""
    at: datetime
    way: Way
    user: str | None
    """A keyed hash of the member's id, never the id."""
    server: int | None
    channel: int | None
    text: str | None
    """Mentions stripped; ``None`` where the configuration or the member does not want it stored."""
    decision: str
    """``answer``, ``suggestions``, ``unknown`` or ``SMALL_TALK``."""
    entry: str | None
    """The best entry's key: answered, or first of the suggestions."""
    score: float
    margin: float
    took_us: int
    outcome: Outcome = Outcome.SENT


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
    """The question was deleted or rewritten by its author: its stored text goes, and it waits for nobody."""

    question: int


@dataclass(frozen=True, slots=True)
class Awaited:
    """The bot had no answer to the question, so that it waits for a human's.

    It is stored only of a question whose text is, that came by one of ``AWAITED``, in a server.
    """

    question: int
    """The id of the ``Asked``."""
    message: int | None
    """The message that an answer would reply to; ``None`` where there is none, after ``/ask``."""


@dataclass(frozen=True, slots=True)
class AnsweredByHuman:
    """A moderator answered the question: the inbox no longer lists it."""

    question: int
    """The id of the ``Asked``."""


AWAITED: Final = frozenset({Way.MENTION, Way.ASK_CHANNEL, Way.SLASH})
"""The ways by which a question was put to the bot for everybody to see, or by its command."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A member whom the moderators trust replied to a question that the bot had no answer to.

    It is stored only while that question waits for an answer, and was asked since ``since``.
    """

    message: int
    at: datetime
    since: datetime
    server: int
    channel: int
    asked_in: int
    """The message that it replies to."""
    user: str
    """The keyed hash of who replied."""
    text: str


@dataclass(frozen=True, slots=True)
class Reworded:
    """A message was edited: an answer that was learned from it reads so from now on."""

    message: int
    text: str


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    """A message was deleted: the question in it goes as by ``Erased`` if it waits, moderators are shown it or an answer
    to it was learned, and so does an answer that was learned from the message."""

    message: int


@dataclass(frozen=True, slots=True)
class ChannelDeleted:
    """A channel or thread was deleted, and every message in it."""

    channel: int


@dataclass(frozen=True, slots=True)
class Tracked:
    """An answer was posted to a message, which it follows when that is edited or deleted."""

    question_message: int
    """The message id of the question."""
    answers: tuple[int, ...]
    """The message ids of the answer, in the question's channel."""
    asker: str
    """The keyed hash of the member who asked."""
    question: int
    """The id of the ``Asked`` that the answer belongs to."""
    channel: int
    server: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Untracked:
    """The answer no longer follows its question's message."""

    question_message: int


Event = (
    Asked
    | Rated
    | Chosen
    | Erased
    | Awaited
    | AnsweredByHuman
    | Learned
    | Reworded
    | MessageDeleted
    | ChannelDeleted
    | Tracked
    | Untracked
)

PROMISES: Final = (Erased, MessageDeleted, ChannelDeleted, Untracked)
"""Events that delete what was promised to go."""


def member_of(event: Event) -> str | None:
    """The keyed hash of the member whom the event is about, or ``None``."""
    match event:
        case Asked() | Rated() | Chosen() | Learned():
            return event.user
        case Tracked():
            return event.asker
        case Erased() | Awaited() | AnsweredByHuman() | Reworded() | MessageDeleted() | ChannelDeleted() | Untracked():
            return None
