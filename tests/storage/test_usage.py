"""What the usage log holds after what happened."""

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.usage.events import Chosen, Erased, Event, Outcome, Rated, Untracked
from bot.usage.stores import StoreError
from tests.storage.conftest import bytes_of
from tests.usage.samples import NOW, followed, question


async def test_every_field_of_a_question_is_kept(database: Database, other: sqlite3.Connection) -> None:
    await database.usage.write([question(2**63 - 1, outcome=Outcome.CAPPED)])
    other.row_factory = sqlite3.Row
    assert dict(other.execute("SELECT * FROM asked").fetchone()) == {
        "id": 2**63 - 1,
        "at": int(NOW.timestamp() * 1000),
        "way": "mention",
        "user": "ann",
        "server": 10,
        "channel": 20,
        "text": "how does monitoring differ",
        "decision": "answer",
        "entry": "mlops-vs-devops/monitoring",
        "score": 0.9,
        "margin": 0.4,
        "took_us": 300,
        "outcome": "capped",
    }


async def test_erasing_takes_the_text_alone(database: Database, other: sqlite3.Connection) -> None:
    await database.usage.write([question(1), question(2), Erased(1)])
    await database.usage.write([Erased(3)])
    assert other.execute("SELECT id, text IS NULL, entry IS NULL FROM asked ORDER BY id").fetchall() == [
        (1, 1, 0),
        (2, 0, 0),
    ]


async def test_an_erased_text_is_gone_from_the_bytes_of_the_file(path: Path, database: Database) -> None:
    """At once, and not only when the write-ahead log happens to be moved over."""
    secret = replace(question(1), text="a secret that slipped out")
    await database.usage.write([secret])
    assert b"a secret that slipped out" in bytes_of(path)
    await database.usage.write([Erased(1)])
    assert b"slipped" not in bytes_of(path)


async def test_an_erasure_beside_a_reader_is_stored_all_the_same(database: Database, other: sqlite3.Connection) -> None:
    """Whose look at the former state keeps the log from being emptied."""
    await database.usage.write([question(1)])
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM asked").fetchone()
    await database.usage.write([Erased(1), question(2)])
    other.execute("COMMIT")
    assert other.execute("SELECT id, text IS NULL FROM asked ORDER BY id").fetchall() == [(1, 1), (2, 0)]


async def test_a_later_rating_of_a_member_replaces_the_earlier(database: Database, other: sqlite3.Connection) -> None:
    await database.usage.write([Rated(1, NOW, "ann", True), Rated(1, NOW, "bob", True)])
    await database.usage.write([question(1), Rated(1, NOW + timedelta(seconds=1), "ann", False)])
    assert other.execute("SELECT user, helpful FROM rated ORDER BY user").fetchall() == [("ann", 0), ("bob", 1)]


async def test_feedback_may_come_before_its_question(database: Database, other: sqlite3.Connection) -> None:
    await database.usage.write([Chosen(1, NOW, "ann", "a/b"), Chosen(2, NOW, "ann", None), question(1)])
    assert other.execute("SELECT question, entry FROM chosen ORDER BY question").fetchall() == [(1, "a/b"), (2, None)]


async def test_writing_a_batch_again_changes_nothing(database: Database, other: sqlite3.Connection) -> None:
    """A commit may succeed and still be reported as failed: the recorder then sends the batch again."""
    batch: list[Event] = [question(1), Rated(1, NOW, "ann", True), followed(), Erased(1), Untracked(100), followed(200)]
    await database.usage.write(batch)
    once = list(other.iterdump())
    await database.usage.write(batch)
    assert list(other.iterdump()) == once


async def test_a_batch_is_stored_whole_or_not_at_all(database: Database, other: sqlite3.Connection) -> None:
    other.execute("CREATE TRIGGER refuse BEFORE INSERT ON rated BEGIN SELECT RAISE(ABORT, 'no'); END")
    with pytest.raises(StoreError, match="answered: no"):
        await database.usage.write([question(1), Rated(1, NOW, "ann", True)])
    assert other.execute("SELECT count(*) FROM asked").fetchone() == (0,)


async def test_tracked_answers_come_back_oldest_first(path: Path) -> None:
    newer, older = followed(1, at=NOW), followed(2, at=NOW - timedelta(minutes=3))
    async with Database.open(path) as database:
        await database.usage.write([newer, older, followed(3), Untracked(3)])
    async with Database.open(path) as database:
        assert await database.tracked.load() == [older, newer]
