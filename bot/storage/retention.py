"""Erasing old texts in SQL."""

from datetime import datetime

from sqlalchemy import update

from bot.storage.connections import Connections
from bot.storage.schema import asked


class SqlRetentionStore:
    """Implements ``bot.usage.stores.RetentionStore``."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def erase_texts(self, before: datetime) -> int:
        """Erase the texts of questions asked before that time, keep their rows, and return how many there were."""
        old = update(asked).where(asked.c.text.is_not(None), asked.c.at < before).values(text=None)
        async with self._connections.write() as connection:
            erased = (await connection.execute(old)).rowcount
        await self._connections.compact()
        return erased
