"""Erasing old texts in SQL."""

from datetime import datetime

from sqlalchemy import delete, update

from bot.storage.connections import Connections
from bot.storage.schema import asked
from bot.storage.schema_moderation import proposal, suggestion


class SqlRetentionStore:
    """Implements ``bot.usage.stores.RetentionStore``."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def erase_texts(self, before: datetime) -> int:
        """Erase the texts of questions asked before that time, keep their rows, and return how many there were.

        Suggestions that were accepted or declined, and proposals that nobody saved, go as a whole.
        """
        old = update(asked).where(asked.c.text.is_not(None), asked.c.at < before).values(text=None)
        settled = delete(suggestion).where(suggestion.c.status != "open", suggestion.c.at < before)
        async with self._connections.write() as connection:
            await connection.execute(settled)
            await connection.execute(delete(proposal).where(proposal.c.at < before))
            erased = (await connection.execute(old)).rowcount
        await self._connections.compact()
        return erased
