"""Opening, refusing and closing a database."""

import asyncio
import logging
import sqlite3
import subprocess
import sys
import traceback
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.connections import Connections
from bot.storage.database import Database
from bot.storage.engine import make_engine
from bot.usage.stores import StoreBusyError, StoreError
from tests.storage.conftest import bytes_of
from tests.usage.samples import question


async def test_it_is_set_up_to_survive_crashes_and_to_overwrite_what_is_deleted(path: Path) -> None:
    engine, place = make_engine(path, read_only=False)
    connections = Connections(engine, place)
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete", "mmap_size")
    async with connections.read() as connection:
        values = [(await connection.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in names]
    await engine.dispose()
    assert values == ["wal", 1, 1, 2000, 1, 0]


async def test_values_survive_a_restart(path: Path) -> None:
    async with Database.open(path) as database:
        assert await database.state.get("commands") is None
        await database.state.put("commands", "abc")
        await database.state.put("commands", "déf")
    async with Database.open(str(path)) as database:
        assert await database.state.get("commands") == "déf"
    async with Database.open(f"sqlite:///{path}") as database:
        assert await database.state.get("commands") == "déf"


async def test_odd_characters_in_the_path_are_no_trouble(tmp_path: Path) -> None:
    folder = tmp_path / "a b?c#d%20é"
    folder.mkdir()
    async with Database.open(folder / "x&y.sqlite3") as database:
        await database.state.put("a", "b")
    assert (folder / "x&y.sqlite3").is_file()


def write(path: Path, content: bytes) -> None:
    """Put a file in the database's place."""
    path.write_bytes(content)


async def refusal(location: Path | str, *, read_only: bool = False) -> str:
    """What opening says."""
    with pytest.raises(StoreError) as caught:
        async with Database.open(location, read_only=read_only):
            pass
    return str(caught.value)


async def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"
    assert await refusal(folder / "a.sqlite3") == (
        f"There is no folder {folder} for the database: create it, or name another one."
    )


async def test_a_folder_in_the_file_s_place_is_named(tmp_path: Path) -> None:
    assert await refusal(tmp_path) == (
        f"The database {tmp_path} can't be opened: check that its folder exists and that the bot's user may use it."
    )


async def test_what_is_no_database_is_left_alone(path: Path) -> None:
    write(path, b"topic: mlops-vs-devops\n" * 100)
    assert await refusal(path) == f"{path} is not a SQLite database: name another file, or move this one away."
    assert bytes_of(path) == b"topic: mlops-vs-devops\n" * 100


async def test_a_database_of_something_else_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE asked (a)")
    assert await refusal(path) == f"The database {path} has tables that I did not make: name another database."


@pytest.mark.parametrize("revision", ["9999", "not-mine"])
async def test_a_newer_database_is_left_alone(path: Path, revision: str) -> None:
    async with Database.open(path):
        pass
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", [revision])
    assert f"is of a newer version of me (revision {revision}, I know " in await refusal(path)
    assert f"is of a newer version of me (revision {revision}, I know " in await refusal(path, read_only=True)


async def test_a_file_that_may_not_be_written_is_named(path: Path) -> None:
    """SQLite refuses to write through a connection it holds to be read-only; a file's mode does not stop root."""
    async with Database.open(path):
        pass
    async with Database.open(path, read_only=True) as database:
        with pytest.raises(StoreError, match="can't be written: give the bot's user write permission"):
            await database.state.put("a", "b")


async def test_to_read_a_file_it_must_exist(path: Path) -> None:
    assert (
        await refusal(path, read_only=True) == f"There is no database {path} yet: it is made when the bot first runs."
    )
    assert bytes_of(path) == b""


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://root@host/x", "Databases of the kind mysql are not supported: use sqlite or postgresql."),
        ("://", "The database URL can't be read: write it as postgresql://user@host/name."),
    ],
)
async def test_other_urls_are_refused(url: str, sentence: str) -> None:
    assert await refusal(url) == sentence


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://bot:hunter2@127.0.0.1:1/versus?password=hunter3&passfile=/hunter5",
        "postgresql://127.0.0.1:1/versus?sslpassword=hunter2",
        "postgresql://127.0.0.1:1/versus?user=bot&password=hunter2",
        "postgresql://bot:hun@ter2@127.0.0.1:1/versus",
        "postgresql://bot:hun:ter2@127.0.0.1:1/versus",
        "postgresql://bot:@hunter2@127.0.0.1:1/versus",
        "postgresql://bot:x@hun:ter2@127.0.0.1:1/versus",
        "postgresql:/bot:hunter2@127.0.0.1/versus",
        "postgres:bot:hunter2@127.0.0.1/versus",
        "sqlite:/missing/hunter2",
        "bot:hunter2@127.0.0.1/versus",
        "//bot:hunter2@127.0.0.1/versus",
        "postgresql//bot:hunter2@127.0.0.1/versus",
        "mysql://bot:hunter2@127.0.0.1/versus?password=hunter3",
    ],
)
async def test_no_part_of_a_password_is_in_a_message(url: str, caplog: pytest.LogCaptureFixture) -> None:
    """Not of one in the options, nor of one that was not written as a URL wants it; also not in an error's cause."""
    caplog.set_level(logging.DEBUG)
    with pytest.raises(StoreError) as refused:
        async with Database.open(url):
            pass
    said = "".join(traceback.format_exception(refused.value)) + caplog.text
    said = said.replace(repr(url), "").replace("async with Database.open(url)", "")
    assert "hun" not in said
    assert "ter2" not in said


async def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    pytest.importorskip("asyncpg")
    sentence = await refusal("postgresql://bot:hunter2@127.0.0.1:1/versus")
    assert sentence.startswith("The database postgresql+asyncpg://bot:***@127.0.0.1:1/versus can't be reached")
    assert "hunter2" not in sentence


async def test_an_error_undoes_the_whole_transaction(path: Path) -> None:
    engine, place = make_engine(path, read_only=False)
    connections = Connections(engine, place)
    async with connections.write() as connection:
        await connection.exec_driver_sql("CREATE TABLE t (a UNIQUE)")

    async def insert_twice() -> None:
        async with connections.write() as connection:
            await connection.exec_driver_sql("INSERT INTO t VALUES (1)")
            await connection.exec_driver_sql("INSERT INTO t VALUES (1)")

    with pytest.raises(StoreError, match="UNIQUE constraint failed"):
        await insert_twice()
    async with connections.read() as connection:
        assert (await connection.exec_driver_sql("SELECT count(*) FROM t")).scalar() == 0
    await engine.dispose()


async def test_who_means_to_write_holds_the_lock_from_the_start(database: Database, other: sqlite3.Connection) -> None:
    """A transaction that reads first and is overtaken by another writer could only fail."""
    other.execute("PRAGMA busy_timeout=0")
    async with database.state._connections.write() as connection:
        await connection.exec_driver_sql("SELECT * FROM state")
        with pytest.raises(sqlite3.OperationalError, match="database is locked"):
            other.execute("INSERT INTO state VALUES ('a', 'b')")
        await connection.exec_driver_sql("INSERT INTO state VALUES ('a', 'c')")
    assert await database.state.get("a") == "c"


async def test_a_lock_that_is_given_back_in_time_is_waited_for(database: Database, other: sqlite3.Connection) -> None:
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(database.state.put("a", "b"))
    await asyncio.sleep(0.2)
    assert not writing.done()
    other.execute("COMMIT")
    await writing
    assert await database.state.get("a") == "b"


async def test_a_lock_that_is_kept_is_reported_and_reading_goes_on(
    database: Database, other: sqlite3.Connection
) -> None:
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusyError, match="is locked by another program"):
        await database.state.put("a", "b")
    assert await database.state.get("a") is None
    other.execute("ROLLBACK")
    await database.state.put("a", "b")


async def test_a_write_that_is_given_up_leaves_the_database_usable(
    database: Database, other: sqlite3.Connection
) -> None:
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await database.usage.write([question()])
    other.execute("ROLLBACK")
    await database.state.put("a", "b")
    assert await database.state.get("a") == "b"


async def test_many_at_once_share_the_one_connection(database: Database) -> None:
    await asyncio.gather(*(database.state.put(f"name{number}", str(number)) for number in range(50)))
    values = await asyncio.gather(*(database.state.get(f"name{number}") for number in range(50)))
    assert values == [str(number) for number in range(50)]


def test_a_program_that_fails_with_the_database_open_still_ends(path: Path) -> None:
    """An unclosed connection of aiosqlite would keep its thread, and with it the process, alive."""
    program = """
import asyncio, pathlib, sys
from bot.storage.database import Database

async def main():
    async with Database.open(pathlib.Path(sys.argv[1])) as database:
        await database.state.put("a", "b")
        raise SystemExit(3)

asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", program, str(path)], timeout=30, capture_output=True)
    assert (done.returncode, done.stderr) == (3, b"")


def test_neither_a_new_database_nor_a_current_one_imports_alembic(path: Path) -> None:
    """It would take a tenth of the memory that a start may."""
    program = """
import asyncio, pathlib, sys
from bot.storage.database import Database

async def main():
    async with Database.open(pathlib.Path(sys.argv[1])):
        pass

asyncio.run(main())
print("alembic" in sys.modules)
"""
    seen = [
        subprocess.run([sys.executable, "-c", program, str(path)], timeout=30, capture_output=True, check=True).stdout
        for _ in range(2)
    ]
    assert seen == [b"False\n", b"False\n"]
