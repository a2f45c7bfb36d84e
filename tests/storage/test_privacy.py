"""A member's choice holds at once and after a restart; what is deleted is gone, from the file's bytes too."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.schema import KEPT
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


async def test_of_a_choice_the_day_alone_is_kept(database: Database, other: sqlite3.Connection) -> None:
    privacy, recorder = await privacy_of(database)
    await privacy.set_storing(ANN, on=False)
    await recorder.close()
    assert other.execute("SELECT at % 86400000 FROM opted_out").fetchall() == [(0,)]


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
    assert await database.privacy.delete_member("ann", NOW) == 300
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


async def test_the_erasing_uses_the_indexes_made_for_it(database: Database, other: sqlite3.Connection) -> None:
    """Rows stay for good, so a daily walk over all of them would take longer every day."""
    plan = other.execute("EXPLAIN QUERY PLAN UPDATE asked SET text = NULL WHERE text IS NOT NULL AND at < 5").fetchall()
    assert "ix_asked_kept_at" in str(plan)
    blurred = f"EXPLAIN QUERY PLAN SELECT id FROM asked WHERE at < 5 AND {KEPT} LIMIT 5"  # noqa: S608
    assert "ix_asked_kept_at" in str(other.execute(blurred).fetchall())


TIMES = "SELECT channel, at FROM asked UNION ALL SELECT 0, at FROM rated UNION ALL SELECT 0, at FROM chosen ORDER BY at"


async def test_with_the_text_go_the_channel_and_the_time_of_the_day(
    database: Database, other: sqlite3.Connection
) -> None:
    """To the millisecond, a row would say which message of which channel it is about."""
    day, milliseconds = timedelta(days=1), 24 * 60 * 60 * 1000
    for at, number in ((NOW - 31 * day, 31), (NOW - 29 * day, 29)):
        await database.usage.write(
            [question(number, at=at), Rated(number, at, "bob", True), Chosen(number, at, "ann", None)]
        )
    await database.usage.write([question(32, at=NOW - 31 * day), Erased(32)])
    await database.privacy.set_opted_out("ann", True, NOW - 31 * day)
    exact = other.execute(TIMES).fetchall()[-3:]
    await Retention(database.retention, 30 * day, Clock()).erase()
    old, young = other.execute(TIMES).fetchall()[:-3], other.execute(TIMES).fetchall()[-3:]
    midnight = int((NOW - 31 * day).timestamp()) * 1000 // milliseconds * milliseconds
    assert sorted(old, key=str) == [(0, midnight), (0, midnight), (None, midnight), (None, midnight)]
    assert young == exact
    assert other.execute("SELECT at FROM opted_out").fetchall() == [(midnight,)]


async def test_what_is_blurred_still_counts_for_its_day(database: Database) -> None:
    """Asked at noon 31 days ago, it stands at midnight; who looks back to ten in the morning of that day finds it."""
    day = timedelta(days=1)
    at = NOW - 31 * day
    await database.usage.write([question(1, at=at), Rated(1, at, "bob", True), Chosen(1, at, "ann", "a/b")])
    since = at - timedelta(hours=2)
    before = await database.reports.stats(since, NOW, 10, 5)
    use = await database.inbox.entry_use(10, since)
    await Retention(database.retention, 30 * day, Clock()).erase()
    after = await database.reports.stats(since, NOW, 10, 5)
    assert (after.asked, after.helpful, after.chosen) == (before.asked, before.helpful, before.chosen) == (1, 1, 1)
    assert (await database.inbox.entry_use(10, since)).keys() == use.keys()
    assert (await database.reports.stats(since + day, NOW, 10, 5)).asked == 0


async def test_many_old_rows_are_blurred_a_few_thousand_at_a_time(
    database: Database, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.retention._AT_ONCE", 7)
    await database.usage.write([question(number, at=NOW - timedelta(days=40)) for number in range(20)])
    await Retention(database.retention, timedelta(days=30), Clock()).erase()
    assert other.execute("SELECT count(*) FROM asked WHERE channel IS NOT NULL OR at % 86400000").fetchone() == (0,)
