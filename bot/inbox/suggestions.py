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
    """The revision that took it in."""

    @property
    def question(self) -> str:
        """The question of a proposed entry: the first line, as long as a question may be."""
        return cut(one_line(self.text.partition("\n")[0]), bounds.QUESTION)

    @property
    def answer(self) -> str:
        """The answer to it, as far as the member gave one: everything below the first line."""
        return self.text.partition("\n")[2].strip()


class SuggestionStore(Protocol):
    """Keeps suggestions. Each method raises ``StoreError`` when the database fails."""

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

    async def get(self, server: int, suggestion_id: int) -> Suggestion | None:
        """A suggestion of that server, whatever became of it, or ``None``."""
        ...

    async def settle(
        self, server: int, suggestion_id: int, status: SuggestionStatus, revision: int | None = None
    ) -> bool:
        """Accept or decline an open suggestion; whether it was still open."""
        ...

    async def reopen(self, server: int, suggestion_id: int) -> Suggestion | None:
        """Have an accepted suggestion wait again; ``None`` where there is none, or its text is gone."""
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

    async def settle(
        self, server: int, suggestion_id: int, status: SuggestionStatus, revision: int | None = None
    ) -> bool:
        """Accept or decline an open suggestion; whether it was still open.

        Raises:
            StoreError: the database can't be written.
        """
        settled = await self._store.settle(server, suggestion_id, status, revision)
        self._waiting.get(server, {}).pop(suggestion_id, None)
        self._at_hand.pop(suggestion_id, None)
        return settled

    async def reopen(self, server: int, suggestion_id: int) -> None:
        """Have an accepted suggestion wait again, as what was made of it was withdrawn before it took effect.

        Raises:
            StoreError: the database can't be written.
        """
        found = await self._store.reopen(server, suggestion_id)
        if found is not None:
            self._waiting.setdefault(server, {})[found.id] = found.member
            self._at_hand[found.id] = found

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
