"""Changes that a moderator was shown and has not yet saved; they outlive a restart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.editing.revision import Scope


@dataclass(frozen=True, slots=True)
class StoredProposal:
    """A change waiting for "Save"."""

    id: int
    """63 random bits, so that a button can carry it."""
    scope: Scope
    server: int | None
    """Where it was made; ``None`` for the terminal."""
    moderator: str
    """The keyed hash of the moderator who made it."""
    at: datetime
    change: str
    """The change as JSON, in the form that ``bot.editing`` gives it."""


class ProposalStore(Protocol):
    """Keeps proposals. Each method raises ``StoreError`` when the database fails."""

    async def put(self, proposal: StoredProposal, /) -> None:
        """Keep a proposal, in place of the one of the same id."""
        ...

    async def get(self, proposal_id: int) -> StoredProposal | None:
        """The proposal of that id, or ``None``: saved, cancelled or purged."""
        ...

    async def notes(self) -> Sequence[tuple[int, str, datetime]]:
        """The id, the moderator and the time of every proposal, oldest first."""
        ...

    async def newest(self, room: int) -> Sequence[StoredProposal]:
        """The newest proposals, oldest first, whose changes have ``room`` characters together at most."""
        ...

    async def remove(self, proposal_id: int) -> None:
        """Forget a proposal; one that is gone already is no error."""
        ...

    async def purge(self, before: datetime) -> int:
        """Forget the proposals made before that time, and return how many there were."""
        ...
