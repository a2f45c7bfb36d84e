"""Small named values in SQL."""

from sqlalchemy import select, update

from bot.storage.connections import Connections
from bot.storage.dialects import insert_or_ignore, insert_or_replace
from bot.storage.schema import state


class SqlState:
    """Values that outlive a restart, such as the hash of the commands that were last synced."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def get(self, name: str) -> str | None:
        """The value stored under ``name``, or ``None``.

        Raises:
            StoreError: the database cannot be read.
        """
        async with self._connections.read() as connection:
            return await connection.scalar(select(state.c.value).where(state.c.name == name))

    async def claim(self, name: str, value: str) -> str:
        """Store ``value`` under ``name`` (at most 64 characters) unless there is one, and return the one in force.

        An empty value counts as none.

        Raises:
            StoreError: the database cannot be written.
        """
        statement = insert_or_ignore(state, self._connections.dialect).values(name=name, value=value)
        in_place = update(state).where(state.c.name == name, state.c.value == "").values(value=value)
        async with self._connections.write() as connection:
            await connection.execute(statement)
            await connection.execute(in_place)
            return (await connection.execute(select(state.c.value).where(state.c.name == name))).scalar_one()

    async def put(self, name: str, value: str) -> None:
        """Store ``value`` under ``name`` (at most 64 characters), over what was there.

        Raises:
            StoreError: the database cannot be written.
        """
        statement = insert_or_replace(state, self._connections.dialect).values(name=name, value=value)
        async with self._connections.write() as connection:
            await connection.execute(statement)
