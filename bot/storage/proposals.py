"""Proposals in SQL."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, func, select

from bot.editing.pending_changes import StoredProposal
from bot.storage.connections import Connections
from bot.storage.dialects import insert_or_replace
from bot.storage.revisions import loaded_scope, stored_scope
from bot.storage.schema_moderation import proposal


class SqlProposalStore:
    """Implements ``bot.editing.pending_changes.ProposalStore``."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def put(self, new: StoredProposal) -> None:
        """Keep a proposal, in place of the one of the same id."""
        row = asdict(new) | {"scope": stored_scope(new.scope)}
        async with self._connections.write() as connection:
            await connection.execute(insert_or_replace(proposal, self._connections.dialect).values(row))

    async def get(self, proposal_id: int) -> StoredProposal | None:
        """The proposal of that id, or ``None``: saved, cancelled or purged."""
        async with self._connections.read() as connection:
            row = (await connection.execute(select(proposal).where(proposal.c.id == proposal_id))).mappings().first()
        return None if row is None else _proposal(row)

    async def notes(self) -> Sequence[tuple[int, str, datetime]]:
        """The id, the moderator and the time of every proposal, oldest first."""
        query = select(proposal.c.id, proposal.c.moderator, proposal.c.at).order_by(proposal.c.at, proposal.c.id)
        async with self._connections.read() as connection:
            return [(row.id, row.moderator, row.at) for row in await connection.execute(query)]

    async def newest(self, room: int) -> Sequence[StoredProposal]:
        """The newest proposals, oldest first, whose changes have ``room`` characters together at most."""
        newest = (proposal.c.at.desc(), proposal.c.id.desc())
        used = func.sum(func.length(proposal.c.change)).over(order_by=newest).label("used")
        sized = select(proposal.c.id, used).subquery()
        query = select(proposal).join(sized, sized.c.id == proposal.c.id).where(sized.c.used <= room)
        async with self._connections.read() as connection:
            rows = await connection.execute(query.order_by(proposal.c.at, proposal.c.id))
            return [_proposal(row) for row in rows.mappings()]

    async def remove(self, proposal_id: int) -> None:
        """Forget a proposal; one that is gone already is no error."""
        async with self._connections.write() as connection:
            await connection.execute(delete(proposal).where(proposal.c.id == proposal_id))

    async def purge(self, before: datetime) -> int:
        """Forget the proposals made before that time, and return how many there were."""
        async with self._connections.write() as connection:
            return (await connection.execute(delete(proposal).where(proposal.c.at < before))).rowcount


def _proposal(row: RowMapping) -> StoredProposal:
    values: dict[str, Any] = {**row, "scope": loaded_scope(row["scope"])}
    return StoredProposal(**values)
