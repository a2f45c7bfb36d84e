"""The two ways to work with a database: reading and writing, each one transaction."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

from sqlalchemy import Insert, RowMapping, Select, Table, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.engine import BEGIN
from bot.storage.errors import translate

PART: Final = 200
"""Rows that are written, or made into values, between two turns of the event loop: about a millisecond."""


class Connections:
    """Hands out the connection; errors of the driver come out as ``StoreError``."""

    def __init__(self, engine: AsyncEngine, place: str) -> None:
        """``place`` is the file or address for messages, without a password."""
        self._engine = engine
        self.place = place
        self.dialect = engine.dialect.name
        """``sqlite`` or ``postgresql``."""

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[AsyncConnection]:
        """A transaction that sees one state of the database.

        Raises:
            StoreError: the database failed; ``StoreBusyError`` when trying again may help.
        """
        async with self._transaction("DEFERRED") as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncGenerator[AsyncConnection]:
        """A transaction that holds the write lock from its start, committed at the end, undone on any error.

        Raises:
            StoreError: the database failed and keeps nothing; ``StoreBusyError`` when trying again may help.
        """
        async with self._transaction("IMMEDIATE") as connection:
            yield connection

    async def compact(self) -> None:
        """Move the write-ahead log of SQLite into the file, so that no erased text stays behind in it."""
        if self.dialect == "sqlite":
            async with self._transaction("") as connection:
                await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    @asynccontextmanager
    async def _transaction(self, kind: str) -> AsyncGenerator[AsyncConnection]:
        try:
            async with self._engine.connect() as connection:
                await connection.execution_options(**{BEGIN: kind})
                async with connection.begin():
                    yield connection
        except (SQLAlchemyError, OSError, OverflowError) as error:
            raise translate(error, self.place) from error


class SqlStore:
    """A repository, which reads and writes over the database's connections."""

    def __init__(self, connections: Connections) -> None:
        """``connections`` are shared with the database's other repositories."""
        self._connections = connections


async def in_parts(connection: AsyncConnection, query: Select[*tuple[Any, ...]]) -> list[RowMapping]:
    """The rows of a query that may have very many; others have their turn meanwhile."""
    rows: list[RowMapping] = []
    result = await connection.stream(query)
    async for part in result.mappings().partitions(PART):
        rows += part
    return rows


def insert_or_ignore(table: Table, dialect: str) -> Insert:
    """Insert rows; one whose primary key exists is left as it is."""
    return _insert(table, dialect).on_conflict_do_nothing()


def insert_or_replace(table: Table, dialect: str) -> Insert:
    """Insert rows; one whose primary key exists takes the new values."""
    insert = _insert(table, dialect)
    keys = {column.name for column in table.primary_key}
    others = {column.name for column in table.c} - keys
    return insert.on_conflict_do_update(
        index_elements=sorted(keys), set_={name: insert.excluded[name] for name in sorted(others)}
    )


def insert_from(
    table: Table, columns: Sequence[str], rows: Select[*tuple[Any, ...]], dialect: str, replaced: Sequence[str]
) -> Insert:
    """Insert what ``rows`` finds into ``columns``; a row whose primary key exists takes the ``replaced`` ones anew."""
    insert = _insert(table, dialect).from_select(columns, rows)
    keys = sorted(column.name for column in table.primary_key)
    return insert.on_conflict_do_update(index_elements=keys, set_={name: insert.excluded[name] for name in replaced})


def _insert(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
