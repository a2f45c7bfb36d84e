"""Questions that wait for a human's answer, and the moderators' posts about them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A question that the bot could not answer, as long as somebody may still answer it."""

    question: int
    """The id under which it is stored."""
    at: datetime
    server: int
    channel: int
    message: int | None
    """The message that an answer replies to; ``None`` where there is none, after ``/ask``."""
    text: str
    post: int | None = None
    """The message of the moderators' post that it is in."""
    member: str | None = None
    """The keyed hash of who asked: nobody else may put it before the moderators; never shown."""
    claim: int | None = None
    """The id of the act that answers it, or puts it before the moderators, until it is certain what has arrived."""


class PostState(StrEnum):
    """What became of a post."""

    OPEN = "open"
    """It waits for a moderator."""
    ANSWERED = "answered"
    KEPT = "kept"
    """It was answered, and an entry has the answer: nobody is offered to keep it any longer."""
    TAUGHT = "taught"
    """The bot has learned an answer to its question."""
    DISMISSED = "dismissed"
    CLEARED = "cleared"
    """It shows no text any longer; it still counts as posted."""


@dataclass(frozen=True, slots=True)
class Post:
    """A message in the moderators' channel that shows a member's question."""

    message: int
    at: datetime
    server: int
    channel: int
    question: int | None
    """The id of the question whose text it shows; ``None`` once that text has to go."""
    answer_channel: int | None = None
    answer: int | None = None
    """The bot's message with the first answer, and its channel; ``None`` as long as there is none."""
    state: PostState = PostState.OPEN


class AwaitingStore(Protocol):
    """Keeps what waits; each method raises ``StoreError`` when the database fails.

    How long something waits is asked for by ``since``: what was asked before is as good as gone. What is claimed is
    being answered: it does not wait, and is neither found nor settled.
    """

    async def waiting(self, server: int, since: datetime) -> Sequence[Awaiting]:
        """What waits in the server, oldest first."""
        ...

    async def find(self, server: int, question: int) -> Awaiting | None:
        """The question of that id, if it waits in the server."""
        ...

    async def replied_to(self, server: int, message: int) -> Awaiting | None:
        """The question that stands in that message, if it waits in the server."""
        ...

    async def in_post(self, server: int, post: int, since: datetime) -> Sequence[Awaiting]:
        """What is in a post and waits or is claimed, oldest first."""
        ...

    async def claim(self, server: int, questions: Iterable[int], act: int) -> Sequence[Awaiting]:
        """Have the questions be answered by an act, and return those that waited: whoever gets one has it alone."""
        ...

    async def release(self, questions: Iterable[int]) -> None:
        """Let claimed questions wait again: they got no reply."""
        ...

    async def let_go(self, question: int) -> None:
        """Forget a claimed question: it got its reply, or there is nothing to reply to."""
        ...

    async def claimed(self, question: int | None = None) -> Sequence[Awaiting]:
        """What is claimed, or was so when the bot was stopped; the one question alone, where it is given."""
        ...

    async def messages(self, since: datetime) -> Sequence[tuple[int, int]]:
        """The channel and the message of what waits in any server, of what posts show and of what was learned.

        Of questions asked since then, the newest first.
        """
        ...

    async def settle(self, server: int, questions: Iterable[int]) -> Sequence[Awaiting]:
        """Let the questions wait no longer, and return those that did, oldest first: whoever gets one has it alone."""
        ...

    async def purge(self, before: datetime) -> int:
        """Let go of what was asked before then, and return how many questions there were."""
        ...

    async def add_post(self, post: Post) -> None:
        """Keep a post, and that its question is in it."""
        ...

    async def join(self, post: int, question: int) -> None:
        """Keep that the question is in the post, too."""
        ...

    async def note_answer(self, server: int, post: int, channel: int, answer: int) -> bool:
        """Keep which message answers the question of a post of the server first; whether there was none yet."""
        ...

    async def post(self, server: int, message: int) -> Post | None:
        """The post that is that message of the server, as long as it shows a text."""
        ...

    async def posted(self, server: int, since: datetime, member: str | None = None) -> int:
        """How many posts there have been in the server since then; of one member, by keyed hash, those about theirs."""
        ...

    async def mark(self, posts: Iterable[int], state: PostState, *, due: bool) -> None:
        """Keep what became of posts; ``due`` where their messages do not show it yet."""
        ...

    async def open_left_behind(self) -> None:
        """Open each answered or dismissed post again in which another question still waits, as it came too late."""
        ...

    async def due(self, post: int | None = None) -> Sequence[Post]:
        """The posts whose messages do not show what became of them; the one alone, where it is given."""
        ...

    async def overdue(self, before: datetime, post: int | None = None) -> Sequence[Post]:
        """The posts that have to lose their text: of questions asked before then, or whose text is kept no longer.

        An open one also, once its question waits no longer. The one ``post`` alone, where it is given.
        """
        ...

    async def forget_post(self, message: int) -> None:
        """The post shows no text any longer: its questions are free for another, and it is counted until purged."""
        ...
