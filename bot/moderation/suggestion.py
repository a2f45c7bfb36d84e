"""What members propose for the knowledge base."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


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
    """The keyed hash of the member."""
    credit: str | None
    """The name to thank them by when it is accepted."""
    entry: str | None
    """The key of the entry to correct; ``None`` for a new one."""
    text: str
    status: SuggestionStatus = SuggestionStatus.OPEN
    revision: int | None = None
    """The revision that took it in."""


class SuggestionStore(Protocol):
    """Keeps suggestions. Each method raises ``StoreError`` when the database fails."""

    async def add(self, suggestion: Suggestion, /) -> None:
        """Keep a new suggestion."""
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
