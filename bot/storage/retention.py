"""Erasing old texts in SQL, and blurring what stays."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, and_, delete, exists, not_, or_, select, tuple_, update

from bot.storage.connections import SqlStore
from bot.storage.schema import (
    KEPT,
    asked,
    chosen,
    day_of,
    inbox_position,
    is_exact,
    opted_out,
    rated,
    revision,
    suggestion,
)

_AT_ONCE: Final = 5000
"""Rows blurred in one transaction, so that the first time after an update keeps nobody waiting."""


class SqlRetentionStore(SqlStore):
    """Implements ``bot.usage.stores.RetentionStore``."""

    async def erase_texts(self, before: datetime) -> int:
        """Erase the texts of questions asked before that time, keep their rows, and return how many there were.

        Where moderators were in the inbox goes, too. Suggestions that were accepted or declined go as a whole; of one
        that the history thanks for, there stays who made it, so that they can have their name taken out.

        Of what stays, the channel goes, and the time is cut to the day in UTC: to the millisecond, it would say which
        message of the channel the row is about, and so who wrote it.
        """
        old = update(asked).where(asked.c.text.is_not(None), asked.c.at < before).values(text=None)
        settled = and_(suggestion.c.status != "open", suggestion.c.at < before)
        taken_up = or_(suggestion.c.revision.is_not(None), exists().where(revision.c.suggestion == suggestion.c.id))
        thanked = and_(taken_up, suggestion.c.credit.is_not(None))
        async with self._connections.write() as connection:
            await connection.execute(delete(suggestion).where(settled, not_(thanked)))
            await connection.execute(delete(inbox_position).where(inbox_position.c.at < before))
            await connection.execute(update(suggestion).where(settled, suggestion.c.text != "").values(text=""))
            erased = (await connection.execute(old)).rowcount
        await self._blur(asked, and_(asked.c.at < before, KEPT), {"channel": None})
        for table in (rated, chosen, opted_out, suggestion):
            await self._blur(table, and_(table.c.at < before, is_exact(table.c.at)))
        await self._connections.compact()
        return erased

    async def _blur(self, table: Table, old: ColumnElement[bool], values: Mapping[str, Any] = {}) -> None:
        """Cut the time of the rows to their day, and set ``values``."""
        keys = tuple(table.primary_key)
        some = select(*keys).where(old).limit(_AT_ONCE)
        statement = update(table).where(tuple_(*keys).in_(some)).values({"at": day_of(table.c.at), **values})
        done = _AT_ONCE
        while done == _AT_ONCE:
            async with self._connections.write() as connection:
                done = (await connection.execute(statement)).rowcount
