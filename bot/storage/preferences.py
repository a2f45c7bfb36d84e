"""How members want to read what only they see, in SQL."""

from sqlalchemy import delete, select

from bot.storage.connections import SqlStore, insert_or_replace
from bot.storage.schema import preference


class SqlPreferenceStore(SqlStore):
    """Implements ``bot.usage.stores.PreferenceStore``."""

    async def plain(self) -> frozenset[str]:
        """The keyed hashes of the members who want plain text."""
        async with self._connections.read() as connection:
            return frozenset(await connection.scalars(select(preference.c.user).where(preference.c.plain)))

    async def set_plain(self, user: str, *, on: bool) -> None:
        """Keep whether the member wants it; who does not, has no row."""
        statement = (
            insert_or_replace(preference, self._connections.dialect).values(user=user, plain=True)
            if on
            else delete(preference).where(preference.c.user == user)
        )
        async with self._connections.write() as connection:
            await connection.execute(statement)
