"""Erasing old texts in SQL."""

from datetime import datetime

from sqlalchemy import and_, delete, not_, update

from bot.storage.connections import Connections
from bot.storage.schema import asked
from bot.storage.schema_moderation import proposal, suggestion


class SqlRetentionStore:
    """Implements ``bot.usage.stores.RetentionStore``."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def erase_texts(self, before: datetime) -> int:
        """Erase the texts of questions asked before that time, keep their rows, and return how many there were.

        Suggestions that were accepted or declined, and proposals that nobody saved, go as a whole; of a suggestion
        that the history thanks for, there stays who made it, so that they can have their name taken out.
        """
        old = update(asked).where(asked.c.text.is_not(None), asked.c.at < before).values(text=None)
        settled = and_(suggestion.c.status != "open", suggestion.c.at < before)
        thanked = and_(suggestion.c.revision.is_not(None), suggestion.c.credit.is_not(None))
        async with self._connections.write() as connection:
            await connection.execute(delete(suggestion).where(settled, not_(thanked)))
            await connection.execute(update(suggestion).where(settled, suggestion.c.text != "").values(text=""))
            await connection.execute(delete(proposal).where(proposal.c.at < before))
            erased = (await connection.execute(old)).rowcount
        await self._connections.compact()
        return erased
