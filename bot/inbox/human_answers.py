"""Answers that people gave: learned in passing, or kept from a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

LEARNED_WITHIN: Final = timedelta(hours=1)
"""How soon after a question somebody replies whose answer is learned."""


@dataclass(frozen=True, slots=True)
class LearnedAnswer:
    """What somebody replied to a question that the bot had no answer to; both texts as they were typed."""

    message: int
    at: datetime
    server: int
    channel: int
    question: int
    """The id under which the question is stored."""
    asked: str
    text: str


class LearnedStore(Protocol):
    """Keeps what was learned in passing. Each method raises ``StoreError`` when the database fails."""

    async def learned(self, server: int, since: datetime) -> Sequence[LearnedAnswer]:
        """What was learned in the server since then, newest first."""
        ...

    async def find(self, server: int, message: int) -> LearnedAnswer | None:
        """What was learned from that message of the server."""
        ...

    async def purge(self, before: datetime) -> int:
        """Forget what was learned before then, and return how much it was."""
        ...


class KeptStore(Protocol):
    """Knows whose messages entries were made of: see ``RevisionStore.begin``. Each method raises ``StoreError``."""

    async def withdrawn(self, server: int, since: datetime) -> Sequence[str]:
        """The keys of the entries that lost their author's name since then, newest first."""
        ...


def kept_from(name: str, link: str) -> str:
    """The words of the history about whose message an entry was made of."""
    return f"kept from {name}: {link}"
