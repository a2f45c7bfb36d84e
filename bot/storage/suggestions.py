"""What members propose, in SQL."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import RowMapping, and_, case, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.inbox.suggestions import Suggestion, SuggestionStatus
from bot.storage.connections import SqlStore
from bot.storage.schema import revision, suggestion

_OPEN: Final = SuggestionStatus.OPEN.value
_ACCEPTED: Final = SuggestionStatus.ACCEPTED.value


class SqlSuggestionStore(SqlStore):
    """Implements ``bot.inbox.suggestions.SuggestionStore``."""

    async def add(self, new: Suggestion) -> None:
        """Keep a new suggestion."""
        async with self._connections.write() as connection:
            await connection.execute(insert(suggestion).values(asdict(new)))

    async def waiting(self) -> Sequence[tuple[int, int, str]]:
        """The server, the id and the member of every open suggestion."""
        query = select(suggestion.c.server, suggestion.c.id, suggestion.c.member).where(suggestion.c.status == _OPEN)
        async with self._connections.read() as connection:
            return [(row.server, row.id, row.member) for row in await connection.execute(query)]

    async def newest(self, limit: int) -> Sequence[Suggestion]:
        """The newest open suggestions of all servers, oldest first, ``limit`` at most."""
        query = select(suggestion).where(suggestion.c.status == _OPEN)
        async with self._connections.read() as connection:
            rows = await connection.execute(query.order_by(suggestion.c.at.desc(), suggestion.c.id).limit(limit))
            return [_suggestion(row) for row in rows.mappings()][::-1]

    async def open(self, server: int) -> Sequence[Suggestion]:
        """The server's open suggestions, oldest first."""
        query = select(suggestion).where(suggestion.c.server == server, suggestion.c.status == _OPEN)
        async with self._connections.read() as connection:
            rows = await connection.execute(query.order_by(suggestion.c.at, suggestion.c.id))
            return [_suggestion(row) for row in rows.mappings()]

    async def get(self, server: int | None, suggestion_id: int) -> Suggestion | None:
        """A suggestion of that server (``None``: of any), whatever became of it, or ``None``."""
        query = select(suggestion).where(suggestion.c.id == suggestion_id)
        if server is not None:
            query = query.where(suggestion.c.server == server)
        async with self._connections.read() as connection:
            row = (await connection.execute(query)).mappings().first()
        return None if row is None else _suggestion(row)

    async def decline(self, server: int, suggestion_id: int) -> bool:
        """Decline an open suggestion; whether it was still open."""
        statement = (
            update(suggestion)
            .where(suggestion.c.server == server, suggestion.c.id == suggestion_id, suggestion.c.status == _OPEN)
            .values(status=SuggestionStatus.DECLINED.value, revision=None)
        )
        async with self._connections.write() as connection:
            return (await connection.execute(statement)).rowcount == 1


async def follow_revision(connection: AsyncConnection, scope: int, number: int) -> None:
    """Once a revision is done: accept the suggestion that it takes up.

    Where it takes a revision back instead, the suggestion waits again that was accepted with that; one that waits again
    since that is accepted as before. What moderators have decided meanwhile stands.
    """
    this = and_(revision.c.scope == scope, revision.c.number == number)
    query = select(revision.c.suggestion, revision.c.undoes).where(this, revision.c.suggestion.is_not(None))
    row = (await connection.execute(query)).first()
    if row is None:
        return
    if row.undoes is None:
        await accept(connection, row.suggestion, number)
        return
    turned = update(suggestion).where(suggestion.c.id == row.suggestion, suggestion.c.revision == row.undoes)
    other = case((suggestion.c.status == _OPEN, _ACCEPTED), else_=_OPEN)
    settled_by_it = turned.where(suggestion.c.status.in_([_OPEN, _ACCEPTED]), suggestion.c.text != "")
    await connection.execute(settled_by_it.values(status=other, revision=number))


async def accept(connection: AsyncConnection, suggestion_id: int, number: int | None) -> None:
    """Accept an open suggestion, with the revision of that number; ``None`` where the change waits for review."""
    this = update(suggestion).where(suggestion.c.id == suggestion_id, suggestion.c.status == _OPEN)
    await connection.execute(this.values(status=_ACCEPTED, revision=number))


async def reopen(connection: AsyncConnection, suggestion_id: int) -> None:
    """Have a suggestion wait again whose change waited for review and does not any more."""
    this = update(suggestion).where(suggestion.c.id == suggestion_id, suggestion.c.text != "")
    waited = this.where(suggestion.c.status == _ACCEPTED, suggestion.c.revision.is_(None))
    await connection.execute(waited.values(status=_OPEN))


def _suggestion(row: RowMapping) -> Suggestion:
    values: dict[str, Any] = {**row, "status": SuggestionStatus(row["status"])}
    return Suggestion(**values)
