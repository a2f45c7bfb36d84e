"""What members propose for the knowledge base."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from cachetools import LRUCache

from bot.composed_characters import cut
from bot.control_characters import one_line
from bot.knowledge import bounds

AT_HAND: Final = 500
"""Open suggestions whose texts are in memory: the newest, and those that moderators looked at."""


class SuggestionStatus(StrEnum):
    """What became of a suggestion."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry or a correction that a member proposes."""

    id: int
    """63 random bits, so that a button can carry it."""
    server: int
    at: datetime
    member: str
    """The keyed hash of the member; empty once they had their data deleted."""
    credit: str | None
    """The name to thank them by when it is accepted."""
    entry: str | None
    """The key of the entry to correct; ``None`` for a new one."""
    text: str
    status: SuggestionStatus = SuggestionStatus.OPEN
    revision: int | None = None
    """The revision that took it in, or by which it waits again."""

    @property
    def question(self) -> str:
        """The question of a proposed entry: the first line, as long as a question may be."""
        return cut(one_line(self.text.partition("\n")[0]), bounds.QUESTION)

    @property
    def answer(self) -> str:
        """The answer to it, as far as the member gave one: everything below the first line."""
        return self.text.partition("\n")[2].strip()


class SuggestionStore(Protocol):
    """Keeps suggestions. Each method raises ``StoreError`` when the database fails.

    One is accepted together with the change that takes it up, and waits again together with what takes that back: see
    ``RevisionStore.finish``, and ``WaitingChangeStore`` for changes that wait for review.
    """

    async def add(self, suggestion: Suggestion, /) -> None:
        """Keep a new suggestion."""
        ...

    async def waiting(self) -> Sequence[tuple[int, int, str]]:
        """The server, the id and the member of every open suggestion."""
        ...

    async def newest(self, limit: int) -> Sequence[Suggestion]:
        """The newest open suggestions of all servers, oldest first, ``limit`` at most."""
        ...

    async def open(self, server: int) -> Sequence[Suggestion]:
        """The server's open suggestions, oldest first."""
        ...

    async def get(self, server: int | None, suggestion_id: int) -> Suggestion | None:
        """A suggestion of that server (``None``: of any), whatever became of it, or ``None``."""
        ...

    async def decline(self, server: int, suggestion_id: int) -> bool:
        """Decline an open suggestion; whether it was still open."""
        ...


class Suggestions:
    """The suggestions of all servers. Their numbers and the newest are in memory, so that forms open at once."""

    def __init__(self, store: SuggestionStore) -> None:
        """Prepare; ``load`` reads what is open."""
        self._store = store
        self._waiting: dict[int, dict[int, str]] = {}
        """The member of each open suggestion, by server and id."""
        self._at_hand: LRUCache[int, Suggestion] = LRUCache(AT_HAND)

    async def load(self) -> None:
        """Take over what waits.

        Raises:
            StoreError: the database can't be read.
        """
        waiting, newest = await self._store.waiting(), await self._store.newest(AT_HAND)
        self._waiting = {}
        self._at_hand.clear()
        for server, suggestion_id, member in waiting:
            self._waiting.setdefault(server, {})[suggestion_id] = member
        for suggestion in newest:
            self._at_hand[suggestion.id] = suggestion

    def count(self, server: int) -> Counter[str]:
        """How many wait in a server, by the keyed hash of the member."""
        return Counter(self._waiting.get(server, {}).values())

    def at_hand(self, server: int, suggestion_id: int) -> Suggestion | None:
        """An open suggestion of that server, as far as it is in memory."""
        found = self._at_hand.get(suggestion_id)
        return found if found is not None and found.server == server else None

    async def add(self, suggestion: Suggestion) -> None:
        """Keep a new suggestion.

        Raises:
            StoreError: the database can't be written.
        """
        await self._store.add(suggestion)
        self._waiting.setdefault(suggestion.server, {})[suggestion.id] = suggestion.member
        self._at_hand[suggestion.id] = suggestion

    async def open(self, server: int) -> Sequence[Suggestion]:
        """The server's open suggestions, oldest first.

        Raises:
            StoreError: the database can't be read.
        """
        return await self._store.open(server)

    async def get(self, server: int, suggestion_id: int) -> Suggestion | None:
        """A suggestion of that server, whatever became of it, or ``None``.

        Raises:
            StoreError: the database can't be read.
        """
        found = await self._store.get(server, suggestion_id)
        if found is not None and found.status is SuggestionStatus.OPEN:
            self._at_hand[found.id] = found
        return found

    async def decline(self, server: int, suggestion_id: int) -> bool:
        """Decline an open suggestion; whether it was still open.

        Raises:
            StoreError: the database can't be written.
        """
        declined = await self._store.decline(server, suggestion_id)
        self._drop(server, suggestion_id)
        return declined

    async def follow(self, suggestion_id: int) -> Suggestion | None:
        """Look at what a saved change has made of a suggestion: it is settled, or waits again.

        Raises:
            StoreError: the database can't be read.
        """
        found = await self._store.get(None, suggestion_id)
        if found is not None and found.status is SuggestionStatus.OPEN:
            self._waiting.setdefault(found.server, {})[found.id] = found.member
            self._at_hand[found.id] = found
        elif found is not None:
            self._drop(found.server, found.id)
        return found

    def _drop(self, server: int, suggestion_id: int) -> None:
        self._waiting.get(server, {}).pop(suggestion_id, None)
        self._at_hand.pop(suggestion_id, None)

    async def forget_member(self, member: str) -> None:
        """Forget who made a member's suggestions; ``member`` is their keyed hash."""
        for waiting in self._waiting.values():
            for suggestion_id in [one for one, whose in waiting.items() if whose == member]:
                waiting[suggestion_id] = ""
        for suggestion_id in [one.id for one in self._at_hand.values() if one.member == member]:
            del self._at_hand[suggestion_id]


def suggested_by(name: str) -> str:
    """The reason that the history keeps."""
    return f"suggested by {name}"
