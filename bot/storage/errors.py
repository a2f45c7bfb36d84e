"""What a driver's error means, in a sentence for the person who runs the bot."""

import sqlite3

from sqlalchemy.exc import SQLAlchemyError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.usage.stores import StoreBusyError, StoreError, StoreRefusedError

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_SENTENCES = {
    sqlite3.SQLITE_FULL: "There is no room left for the database {place}: free some disk space.",
    sqlite3.SQLITE_IOERR: "The disk failed while I used the database {place}: check its file system and free space.",
    sqlite3.SQLITE_READONLY: "The database {place} can't be written: give the bot's user write permission to it and "
    "to its folder.",
    sqlite3.SQLITE_PERM: "The database {place} can't be opened: give the bot's user permission to it.",
    sqlite3.SQLITE_CANTOPEN: "The database {place} can't be opened: check that its folder exists and that the bot's "
    "user may use it.",
    sqlite3.SQLITE_NOTADB: "{place} is not a SQLite database: name another file, or move this one away.",
    sqlite3.SQLITE_CORRUPT: "The database {place} is damaged: put back a backup, or move it away to start a new one.",
}

_DATA_EXCEPTION = "22"
"""The class of PostgreSQL's codes for values: https://www.postgresql.org/docs/current/errcodes-appendix.html"""


def translate(error: SQLAlchemyError | sqlite3.Error | OSError | OverflowError, place: str) -> StoreError:
    """The error of this project that says what ``error`` means for the database at ``place``.

    Codes: https://www.sqlite.org/rescode.html, of which the low byte is the primary one.
    """
    if isinstance(error, PoolTimeoutError):
        return StoreBusyError(f"The database {place} is busy.")
    if isinstance(error, OSError):
        return StoreBusyError(f"The database {place} can't be reached ({error.strerror or error}).")
    # The message of a statement's error quotes what it was to store.
    origin = error.orig if isinstance(error, StatementError) else error
    code = getattr(origin, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    if primary in _BUSY:
        return StoreBusyError(f"The database {place} is locked by another program.")
    if primary in _SENTENCES:
        return StoreError(_SENTENCES[primary].format(place=place))
    if isinstance(origin, OverflowError) or str(getattr(origin, "sqlstate", "")).startswith(_DATA_EXCEPTION):
        return StoreRefusedError(f"The database {place} can't take a value that it was given.")
    said = str(origin).partition("\n")[0]  # PostgreSQL's further lines quote the row
    return StoreError(f"The database {place} answered: {said}.")
