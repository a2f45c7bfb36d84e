"""Brings a database to the schema of this program, forward only."""

import logging

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, insert, inspect, select

from bot.storage.connections import Connections
from bot.storage.schema import REVISION, metadata
from bot.usage.identity import Pseudonyms
from bot.usage.stores import StoreError

log = logging.getLogger(__name__)

_version = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Where Alembic notes the revision that a database is at."""


async def migrate(connections: Connections, pseudonyms: Pseudonyms | None, *, read_only: bool) -> None:
    """Migrate unless the database already has this program's schema; one transaction, all or nothing.

    ``pseudonyms`` are what rows of before 0004 are to be stored under.

    Raises:
        StoreError: the database is of a newer program, of an older one and only to be read, or of something else.
    """
    async with connections.read() as connection:
        found = await connection.run_sync(_revision, connections.place)
    if found == REVISION:
        return
    if read_only:
        raise StoreError(f"The database {connections.place} is of an older version of me: start the bot once first.")
    async with connections.write() as connection:
        if found is None:
            await connection.run_sync(_create)
        else:
            await connection.run_sync(_upgrade, pseudonyms)
    log.info("Database %s migrated from revision %s to %s.", connections.place, found or "none", REVISION)


def _revision(connection: Connection, place: str) -> str | None:
    """The revision the database is at, or ``None`` for an empty one.

    Raises:
        StoreError: the tables are not ours, or of a newer version.
    """
    tables = set(inspect(connection).get_table_names())
    if _version.name not in tables:
        if tables & set(metadata.tables):
            raise StoreError(f"The database {place} has tables that I did not make: name another database.")
        return None
    found = connection.execute(select(_version.c.version_num)).scalar()
    if found is not None and (not found.isdecimal() or int(found) > int(REVISION)):
        raise StoreError(
            f"The database {place} is of a newer version of me (revision {found}, I know {REVISION}): "
            "install that version, or put back a backup of before."
        )
    return found


def _create(connection: Connection) -> None:
    """Make the tables as they are now: Alembic would take the same way step by step, and 60 ms and 13 MB to load."""
    metadata.create_all(connection, checkfirst=False)
    _version.create(connection, checkfirst=True)
    connection.execute(insert(_version).values(version_num=REVISION))


def _upgrade(connection: Connection, pseudonyms: Pseudonyms | None) -> None:
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # 60 ms and 13 MB that only a start with an older schema pays.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["pseudonyms"] = pseudonyms
    command.upgrade(config, "head")
