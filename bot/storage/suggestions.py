"""What members propose, in SQL."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from bot.inbox.suggestions import Suggestion, SuggestionStatus
from bot.storage.connections import SqlStore
from bot.storage.schema import suggestion


class SqlSuggestionStore(SqlStore):
    """Implements ``bot.inbox.suggestions.SuggestionStore``."""

    async def add(self, new: Suggestion) -> None:
        """Keep a new suggestion."""
        async with self._connections.write() as connection:
            await connection.execute(insert(suggestion).values(asdict(new)))

    async def waiting(self) -> Sequence[tuple[int, int, str]]:
        """The server, the id and the member of every open suggestion."""
        query = select(suggestion.c.server, suggestion.c.id, suggestion.c.member).where(
            suggestion.c.status == SuggestionStatus.OPEN.value
        )
        async with self._connections.read() as connection:
            return [(row.server, row.id, row.member) for row in await connection.execute(query)]

    async def newest(self, limit: int) -> Sequence[Suggestion]:
        """The newest open suggestions of all servers, oldest first, ``limit`` at most."""
        query = select(suggestion).where(suggestion.c.status == SuggestionStatus.OPEN.value)
        async with self._connections.read() as connection:
            rows = await connection.execute(query.order_by(suggestion.c.at.desc(), suggestion.c.id).limit(limit))
            return [_suggestion(row) for row in rows.mappings()][::-1]

    async def open(self, server: int) -> Sequence[Suggestion]:
        """The server's open suggestions, oldest first."""
        query = select(suggestion).where(
            suggestion.c.server == server, suggestion.c.status == SuggestionStatus.OPEN.value
        )
        async with self._connections.read() as connection:
            rows = await connection.execute(query.order_by(suggestion.c.at, suggestion.c.id))
            return [_suggestion(row) for row in rows.mappings()]

    async def get(self, server: int, suggestion_id: int) -> Suggestion | None:
        """A suggestion of that server, whatever became of it, or ``None``."""
        query = select(suggestion).where(suggestion.c.server == server, suggestion.c.id == suggestion_id)
        async with self._connections.read() as connection:
            row = (await connection.execute(query)).mappings().first()
        return None if row is None else _suggestion(row)

    async def settle(
        self, server: int, suggestion_id: int, status: SuggestionStatus, revision: int | None = None
    ) -> bool:
        """Accept or decline an open suggestion; whether it was still open."""
        statement = (
            update(suggestion)
            .where(suggestion.c.server == server, suggestion.c.id == suggestion_id)
            .where(suggestion.c.status == SuggestionStatus.OPEN.value)
            .values(status=status.value, revision=revision)
        )
        async with self._connections.write() as connection:
            return (await connection.execute(statement)).rowcount == 1

    async def reopen(self, server: int, suggestion_id: int) -> Suggestion | None:
        """Have an accepted suggestion wait again; ``None`` where there is none, or its text is gone."""
        statement = (
            update(suggestion)
            .where(suggestion.c.server == server, suggestion.c.id == suggestion_id, suggestion.c.text != "")
            .where(suggestion.c.status == SuggestionStatus.ACCEPTED.value, suggestion.c.revision.is_(None))
            .values(status=SuggestionStatus.OPEN.value)
        )
        async with self._connections.write() as connection:
            await connection.execute(statement)
        found = await self.get(server, suggestion_id)
        return found if found is not None and found.status is SuggestionStatus.OPEN else None


def _suggestion(row: RowMapping) -> Suggestion:
    values: dict[str, Any] = {**row, "status": SuggestionStatus(row["status"])}
    return Suggestion(**values)
