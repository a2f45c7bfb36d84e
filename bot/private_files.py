"""Keeps other users of the machine out of the data folder: what members asked, and the key to who they are."""

import logging
import os
import stat
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bot.texts import terminal

log = logging.getLogger(__name__)

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_OURS: Final = (
    "versus.sqlite3*",
    "usage.key",
    "health.*",
    "bundled-knowledge.json",
    "*.lock",
    "servers",
    "servers/*",
    "vectors.sqlite3*",
    "models",
)
"""What earlier versions made there. The folder may hold more: an operator can have named any, even the current one."""


@contextmanager
def private_files() -> Generator[None]:
    """Have all files that are made meanwhile, by whatever thread or library, readable by their owner alone.

    SQLite gives the files beside a database the database's own permissions.
    """
    before = os.umask(_OTHERS)
    try:
        yield
    finally:
        os.umask(before)


def make_private(data: Path, knowledge: Path) -> None:
    """Close the data folder and what the bot made in it to everybody but their owner; warn of what can't be closed.

    A folder that holds the knowledge as well stays open, as others may read that. Links are left alone.
    """
    closed = [] if knowledge.resolve().is_relative_to(data.resolve()) else [data]
    failed: OSError | None = None
    for path in (*closed, *_made_before(data)):
        try:
            mode = path.lstat().st_mode
            if mode & _OTHERS and not stat.S_ISLNK(mode):
                path.chmod(stat.S_IMODE(mode) & ~_OTHERS)
        except FileNotFoundError:
            continue  # gone meanwhile, as SQLite's files beside the database go
        except OSError as error:
            failed = error
    if failed is not None:
        log.warning(terminal.NOT_PRIVATE, data, failed.strerror)


def _made_before(data: Path) -> Iterator[Path]:
    for pattern in _OURS:
        yield from data.glob(pattern)
