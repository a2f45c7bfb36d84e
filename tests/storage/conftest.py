"""Real SQLite files, a fresh one for each test.

With ``VERSUS_TEST_POSTGRES=postgresql://user@host/name``, tests of the repositories run there as well, in a database
whose content is thrown away.
"""

import inspect
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.storage.database import Database
from bot.storage.engine import make_engine
from bot.usage.identity import Pseudonyms

PSEUDONYMS = Pseudonyms(b"a key")
POSTGRES = os.environ.get("VERSUS_TEST_POSTGRES")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run on PostgreSQL too what asks for a database and for no file."""
    if "backend" in metafunc.fixturenames:
        about_files = {"path", "tmp_path", "other"} & set(inspect.signature(metafunc.function).parameters)
        on_both = POSTGRES is not None and not about_files
        metafunc.parametrize("backend", ["sqlite", "postgresql"] if on_both else ["sqlite"], ids=str)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database of the test lies."""
    return tmp_path / "versus.sqlite3"


@pytest_asyncio.fixture
async def database(path: Path, backend: str) -> AsyncIterator[Database]:
    """An open, migrated database."""
    location: Path | str = path
    if backend == "postgresql" and POSTGRES is not None:
        location = POSTGRES
        await empty(POSTGRES)
    async with Database.open(location, PSEUDONYMS) as opened:
        yield opened


async def empty(url: str) -> None:
    """Throw away everything in a PostgreSQL database."""
    engine, _ = make_engine(url, read_only=False)
    async with engine.begin() as connection:
        await connection.execute(text("DROP SCHEMA public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))
    await engine.dispose()


@pytest.fixture
def other(path: Path, database: Database) -> Iterator[sqlite3.Connection]:
    """Another program's connection to the same file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def bytes_of(path: Path) -> bytes:
    """The database's files as they lie on the disk."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
