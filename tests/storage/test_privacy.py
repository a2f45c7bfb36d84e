"""A member's choice holds at once and after a restart; what is deleted is gone, from the file's bytes too."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.usage.events import Chosen, Erased, Event, Rated
from bot.usage.identity import Pseudonyms
from bot.usage.privacy import Privacy
from bot.usage.recorder import Pace, Recorder
from bot.usage.retention import Retention
from bot.usage.stores import StoreError
from tests.storage.conftest import bytes_of
from tests.usage.samples import NOW, Clock, followed, question

ANN, BOB = 1001, 1002
NAMES = Pseudonyms(b"k" * 32)
COUNTS = "SELECT (SELECT count(*) FROM asked), (SELECT count(*) FROM rated), (SELECT count(*) FROM chosen)"


async def privacy_of(database: Database) -> tuple[Privacy, Recorder]:
    """Privacy as it is after a start, and the recorder beside it."""
    recorder = Recorder(database.usage, Pace(interval=0.01))
    privacy = Privacy(database.privacy, NAMES, recorder, Clock())
    await privacy.load()
    await recorder.start()
    return privacy, recorder


def everything(user: int) -> list[Event]:
    """One event of each kind about a member."""
    name = NAMES.of(user)
    return [
        question(user, user=name),
        Rated(user, NOW, name, True),
        Chosen(user, NOW, name, "a/b"),
        followed(user, asker=name),
    ]


async def test_opting_out_holds_at_once_and_after_a_restart(path: Path) -> None:
    async with Database.open(path) as database:
        privacy, recorder = await privacy_of(database)
        await privacy.set_storing(ANN, on=False)
        await privacy.set_storing(ANN, on=False)
        assert (privacy.is_opted_out(ANN), privacy.is_opted_out(BOB)) == (True, False)
        await recorder.close()
    async with Database.open(path) as database:
        privacy, recorder = await privacy_of(database)
        assert privacy.is_opted_out(ANN)
        recorder.record(question(1, user=NAMES.of(ANN)))
        recorder.record(question(2, user=NAMES.of(BOB)))
        assert await recorder.flush()
        await privacy.set_storing(ANN, on=True)
        assert not privacy.is_opted_out(ANN)
        recorder.record(question(3, user=NAMES.of(ANN)))
        await recorder.close()
        assert (await database.reports.stats(NOW, NOW, None, 5)).asked == 2
    async with Database.open(path) as database:
        privacy, recorder = await privacy_of(database)
        assert not privacy.is_opted_out(ANN)
        await recorder.close()


async def test_another_key_is_noticed_where_somebody_opted_out(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """Under another key nobody who opted out is recognised: the operator is told, once."""
    recorder = Recorder(database.usage)
    for key in (b"1", b"2", b"2"):
        await Privacy(database.privacy, Pseudonyms(key), recorder, Clock()).load()
    assert not caplog.records
    await Privacy(database.privacy, Pseudonyms(b"2"), recorder, Clock()).set_storing(ANN, on=False)
    for key in (b"2", b"3", b"3"):
        await Privacy(database.privacy, Pseudonyms(key), recorder, Clock()).load()
    assert ["no longer recognise the 1 members" in record.getMessage() for record in caplog.records] == [True]


async def test_a_choice_that_cannot_be_stored_still_holds(database: Database, other: sqlite3.Connection) -> None:
    privacy, recorder = await privacy_of(database)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError):
        await privacy.set_storing(ANN, on=False)
    assert privacy.is_opted_out(ANN)
    await recorder.close()


async def test_deleting_takes_every_row_of_the_member_and_of_nobody_else(
    database: Database, other: sqlite3.Connection
) -> None:
    privacy, recorder = await privacy_of(database)
    for event in (*everything(ANN), *everything(BOB)):
        recorder.record(event)
    assert await recorder.flush()
    recorder.record(question(7, user=NAMES.of(ANN)))
    assert await privacy.delete_data(ANN) == 5
    assert await privacy.delete_data(ANN) == 0
    await recorder.close()
    assert other.execute(COUNTS).fetchone() == (1, 1, 1)
    assert [kept.asker for kept in await database.tracked.load()] == [NAMES.of(BOB)]
    assert not privacy.is_opted_out(ANN)


async def test_deleted_texts_are_gone_from_the_bytes_of_the_file(path: Path, database: Database) -> None:
    await database.usage.write([question(n, text=f"tell me a secret {n}", user="ann") for n in range(300)])
    assert b"tell me a secret 7" in bytes_of(path)
    assert await database.privacy.delete_member("ann") == 300
    assert b"tell me a secret" not in bytes_of(path)


async def test_texts_older_than_promised_are_erased_and_their_rows_stay(
    path: Path, database: Database, other: sqlite3.Connection
) -> None:
    day = timedelta(days=1)
    await database.usage.write([question(n, at=NOW - n * day, text=f"asked {n} days ago") for n in range(29, 33)])
    await database.usage.write([Erased(31)])
    retention = Retention(database.retention, 30 * day, Clock())
    assert await retention.erase() == 1
    assert await retention.erase() == 0
    assert other.execute("SELECT id, text FROM asked ORDER BY id").fetchall() == [
        (29, "asked 29 days ago"),
        (30, "asked 30 days ago"),
        (31, None),
        (32, None),
    ]
    other.close()
    assert b"asked 32 days ago" not in bytes_of(path)
    assert b"asked 31 days ago" not in bytes_of(path)


async def test_the_erasing_uses_the_index_made_for_it(database: Database, other: sqlite3.Connection) -> None:
    """Rows stay for good, so a daily walk over all of them would take longer every day."""
    plan = other.execute("EXPLAIN QUERY PLAN UPDATE asked SET text = NULL WHERE text IS NOT NULL AND at < 5").fetchall()
    assert "ix_asked_text_at" in str(plan)
