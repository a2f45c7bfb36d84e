"""Opens the engine behind a database: one connection, set up so that a crash harms nothing."""

import re
import sqlite3
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage.errors import translate
from bot.usage.stores import StoreError

BUSY_MS: Final = 2000
"""How long SQLite waits for another program's lock, in milliseconds."""
BEGIN: Final = "versus_begin"
"""The execution option that names the kind of transaction on SQLite: DEFERRED, IMMEDIATE, or "" for none."""

_PRAGMAS: Final = (
    f"PRAGMA busy_timeout={BUSY_MS}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",  # in WAL: never corrupts; a power cut may lose the last commits
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # what a member deletes is overwritten, not only unlinked
)
_PRAGMAS_READ_ONLY: Final = (f"PRAGMA busy_timeout={BUSY_MS}", "PRAGMA query_only=ON")

_MISWRITTEN: Final = re.compile(r"(postgres|sqlite)[\w+]*:", re.IGNORECASE)
"""A URL that lacks a slash or two: no file, and its password would stand in every message about that."""
_UNREADABLE: Final = "The database URL can't be read: write it as postgresql://user@host/name."
_UNESCAPED: Final = "The database URL can't be read: in its password, write @ as %40, : as %3A, / as %2F and % as %25."


def make_engine(location: Path | str, *, read_only: bool) -> tuple[AsyncEngine, str]:
    """An engine for a SQLite file or for the database a URL names, and that place for messages.

    Nothing is connected yet. The place holds neither a password nor the options after the ``?``, which may be one.

    One connection serves everything: SQLite has one writer anyway, and before 3.51.3 two connections of a program
    that write to one WAL could damage it.

    Raises:
        StoreError: the folder is missing, the file is missing and only to be read, or the URL is of another kind.
    """
    # With an @ it is no file either, but a URL without its beginning.
    if isinstance(location, str) and ("://" in location or "@" in location or _MISWRITTEN.match(location)):
        url = _url(location)
        if url.drivername != "sqlite+aiosqlite":
            return _postgres(url, read_only), url.set(query={}).render_as_string(hide_password=True)
        location = url.database or ""
    return _sqlite(Path(location), read_only), str(location)


def _url(text: str) -> URL:
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
    try:
        url = make_url(text)
    except ArgumentError:
        raise StoreError(_UNREADABLE) from None  # these errors quote what they could not read
    except ValueError:
        raise StoreError(_UNESCAPED) from None
    if "@" in (url.host or ""):
        raise StoreError(_UNESCAPED)
    driver = drivers.get(url.drivername.partition("+")[0])
    if driver is None:
        raise StoreError(f"Databases of the kind {url.drivername} are not supported: use sqlite or postgresql.")
    return url.set(drivername=driver)


def _sqlite(path: Path, read_only: bool) -> AsyncEngine:
    if not path.parent.is_dir():
        raise StoreError(f"There is no folder {path.parent} for the database: create it, or name another one.")
    if read_only and not path.is_file():
        raise StoreError(f"There is no database {path} yet: it is made when the bot first runs.")
    uri, mode = path.absolute().as_uri(), "ro" if read_only else "rwc"
    _probe(f"{uri}?mode={mode}", path)
    url = URL.create("sqlite+aiosqlite", database=uri, query={"uri": "true", "mode": mode})
    # isolation_level=None: the driver starts no transaction of its own, the listener below says which kind it is.
    engine = create_async_engine(url, pool_size=1, max_overflow=0, connect_args={"isolation_level": None})

    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: Any, _record: object) -> None:  # pyright: ignore[reportUnusedFunction]
        cursor = connection.cursor()
        for pragma in _PRAGMAS_READ_ONLY if read_only else _PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        # A transaction that reads first and writes later fails at once when another one wrote in between, whatever
        # the busy timeout: who means to write takes the lock at the start.
        if kind := connection.get_execution_options().get(BEGIN, "DEFERRED"):
            connection.exec_driver_sql(f"BEGIN {kind}")

    return engine


def _probe(uri: str, path: Path) -> None:
    """Fail here first: where opening fails, aiosqlite leaves a thread behind that speaks to a closed loop.

    Raises:
        StoreError: the file can't be opened.
    """
    try:
        sqlite3.connect(uri, uri=True).close()
    except sqlite3.Error as error:
        refused = translate(error, str(path))
        raise refused from error


def _postgres(url: URL, read_only: bool) -> AsyncEngine:
    settings = {"default_transaction_read_only": "on"} if read_only else {}
    try:
        known = {*signature(import_module("asyncpg").connect).parameters, "prepared_statement_cache_size"}
        if unknown := sorted(set(url.query) - known):
            raise StoreError(f"The database URL has an option that PostgreSQL's driver does not take: {unknown[0]}.")
        return create_async_engine(
            url, pool_size=1, max_overflow=0, pool_pre_ping=True, connect_args={"server_settings": settings}
        )
    except ModuleNotFoundError as error:
        raise StoreError("PostgreSQL needs one more package: install versus-bot[postgres].") from error
