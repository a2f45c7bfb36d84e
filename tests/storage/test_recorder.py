"""The recorder over real files that are locked, full or given up."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.connections import Connections
from bot.storage.database import Database
from bot.storage.engine import make_engine
from bot.storage.usage import SqlUsageStore
from bot.usage.events import Erased, Rated
from bot.usage.recorder import Pace, Recorder
from tests.usage.samples import NOW, question

QUICK = Pace(interval=0.01, first_retry=0.05, last_retry=0.1)


def rows(path: Path, query: str = "SELECT id FROM asked ORDER BY id") -> list[int]:
    """The first column of what a query finds in the closed file."""
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute(query)]


async def test_a_locked_file_delays_rows_and_loses_none(
    path: Path, database: Database, other: sqlite3.Connection
) -> None:
    """The lock is held for longer than SQLite waits, so that a batch fails and is tried again."""
    recorder = Recorder(database.usage, QUICK)
    await recorder.start()
    other.execute("BEGIN IMMEDIATE")
    recorder.record(question(1))
    async with asyncio.timeout(60):
        while recorder.trouble is None:  # noqa: ASYNC110  it is set once SQLite has waited for long enough
            await asyncio.sleep(0.05)
    recorder.record(question(2))
    recorder.record(Erased(1))
    assert recorder.pending == 3
    assert recorder.trouble == f"The database {path} is locked by another program."
    other.execute("COMMIT")
    assert await recorder.flush()
    assert (recorder.dropped, recorder.trouble) == (0, None)
    await recorder.close()
    assert rows(path) == [1, 2]
    assert rows(path, "SELECT id FROM asked WHERE text IS NULL") == [1]


async def test_closing_on_a_locked_file_ends_in_time_and_counts_the_loss(
    path: Path, database: Database, other: sqlite3.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    recorder = Recorder(database.usage, QUICK)
    await recorder.start()
    other.execute("BEGIN IMMEDIATE")
    for number in range(7):
        recorder.record(question(number))
    await asyncio.sleep(0.1)
    async with asyncio.timeout(5):
        await recorder.close(0.2)
    assert recorder.dropped == 7
    assert "Rows dropped from the usage log: 7 (" in caplog.text
    other.execute("COMMIT")
    await database.state.put("still", "works")
    assert rows(path) == []


async def test_closing_writes_what_waited(path: Path) -> None:
    async with Database.open(path) as database:
        recorder = Recorder(database.usage, Pace(interval=3600))
        await recorder.start()
        for number in range(1200):
            recorder.record(question(number))
        await recorder.close()
    assert recorder.dropped == 0
    assert rows(path) == list(range(1200))


async def test_a_full_disk_costs_rows_and_nothing_else(path: Path) -> None:
    """SQLite itself is told how many pages the disk has; it then fails with SQLITE_FULL as on a real one."""
    async with Database.open(path):
        pass
    engine, place = make_engine(path, read_only=False)
    connections = Connections(engine, place)

    async def pages(number: int) -> None:
        async with connections.read() as connection:
            await connection.exec_driver_sql(f"PRAGMA max_page_count={number}")

    await pages(1)
    recorder = Recorder(SqlUsageStore(connections), QUICK)
    await recorder.start()
    for number in range(400):
        recorder.record(question(number, text="x" * 1000))
    assert await recorder.flush()
    assert (recorder.dropped, recorder.pending) == (400, 0)
    assert recorder.trouble == f"There is no room left for the database {path}: free some disk space."
    await pages(2**30)
    recorder.record(question(1000))
    assert await recorder.flush()
    assert recorder.trouble is None
    await recorder.close()
    await engine.dispose()
    assert rows(path) == [1000]


async def test_a_killed_program_loses_at_most_what_waited(path: Path) -> None:
    """The file is copied as it lies there, write-ahead log included: what a kill at this instant leaves."""
    async with Database.open(path) as database:
        recorder = Recorder(database.usage, QUICK)
        await recorder.start()
        recorder.record(question(1))
        recorder.record(Rated(1, NOW, "ann", True))
        assert await recorder.flush()
        left = path.with_name("left")
        left.mkdir()
        for file in path.parent.glob(f"{path.name}*"):
            (left / file.name).write_bytes(file.read_bytes())
        await recorder.close()
    async with Database.open(left / path.name) as database:
        assert (await database.reports.stats(NOW, NOW, None, 5)).asked == 1


async def test_an_id_that_no_column_takes_loses_nothing_but_itself(database: Database) -> None:
    """On both databases: such a one can only be forged, and never gets this far."""
    await database.usage.write([question(1), question(2)])
    recorder = Recorder(database.usage, QUICK)
    await recorder.start()
    for event in (Rated(2**63, NOW, "ann", True), Erased(1), Erased(2**64), Rated(2, NOW, "ann", True)):
        recorder.record(event)
    assert await recorder.flush()
    await recorder.close()
    assert recorder.dropped == 2
    assert await database.inbox.text_of(10, 1) is None
    assert (await database.reports.stats(NOW, NOW, None, 5)).helpful == 1
