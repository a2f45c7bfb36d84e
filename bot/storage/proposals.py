"""Proposals in SQL."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from bot.moderation.proposal import StoredProposal
from bot.storage.connections import Connections
from bot.storage.dialects import insert_or_replace
from bot.storage.revisions import loaded_scope, stored_scope
from bot.storage.schema_moderation import proposal


class SqlProposalStore:
    """Implements ``bot.moderation.proposal.ProposalStore``."""

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
        if row is None:
            return None
        values: dict[str, Any] = {**row, "scope": loaded_scope(row["scope"])}
        return StoredProposal(**values)

    async def remove(self, proposal_id: int) -> None:
        """Forget a proposal; one that is gone already is no error."""
        async with self._connections.write() as connection:
            await connection.execute(delete(proposal).where(proposal.c.id == proposal_id))

    async def purge(self, before: datetime) -> int:
        """Forget the proposals made before that time, and return how many there were."""
        async with self._connections.write() as connection:
            return (await connection.execute(delete(proposal).where(proposal.c.at < before))).rowcount
