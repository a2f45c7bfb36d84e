"""Changes that wait for review, in SQL."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import RowMapping, delete, insert, select

from bot.editing.change import Change
from bot.editing.review import WaitingChange
from bot.storage.connections import SqlStore
from bot.storage.revisions import stored_scope
from bot.storage.schema import waiting_change
from bot.storage.suggestions import accept, reopen


class SqlWaitingChangeStore(SqlStore):
    """Implements ``bot.editing.review.WaitingChangeStore``."""

    async def add(self, new: WaitingChange) -> WaitingChange:
        """Keep a change, and return it with its number; the suggestion that it takes up is accepted with it."""
        row = {
            "scope": stored_scope(new.scope),
            "at": new.at,
            "author": new.author,
            "author_name": new.author_name,
            "what": new.what,
            "change": await asyncio.to_thread(new.change.to_json),
        }
        async with self._connections.write() as connection:
            statement = insert(waiting_change).values(row).returning(waiting_change.c.number)
            number = (await connection.execute(statement)).scalar_one()
            if new.change.suggestion is not None:
                await accept(connection, new.change.suggestion, None)
        return replace(new, number=number)

    async def all(self) -> Sequence[WaitingChange]:
        """Every change that waits, oldest first, of all scopes."""
        async with self._connections.read() as connection:
            rows = (await connection.execute(select(waiting_change).order_by(waiting_change.c.number))).mappings()
        return await asyncio.to_thread(lambda: [_waiting(row) for row in rows])

    async def take_out(self, one: WaitingChange) -> bool:
        """Forget a change that is not to come, and have its suggestion wait again; whether it was still there."""
        async with self._connections.write() as connection:
            gone = delete(waiting_change).where(waiting_change.c.number == one.number)
            is_out = (await connection.execute(gone)).rowcount == 1
            if is_out and one.change.suggestion is not None:
                await reopen(connection, one.change.suggestion)
        return is_out

    async def remove(self, numbers: Iterable[int]) -> int:
        """Forget those changes, and return how many of them there were."""
        async with self._connections.write() as connection:
            gone = delete(waiting_change).where(waiting_change.c.number.in_(list(numbers)))
            return (await connection.execute(gone)).rowcount


def _waiting(row: RowMapping) -> WaitingChange:
    change = Change.from_json(row["change"])
    return WaitingChange(row["number"], row["at"], row["author"], row["author_name"], row["what"], change)
