"""The numbers of a time, of one server or of all."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

from bot.storage.database import Database
from bot.usage.events import SMALL_TALK, AnsweredByHuman, Chosen, Erased, Outcome, Rated, Way
from bot.usage.reports import Counted, Latency, Reports
from tests.usage.samples import NOW, Clock, question

UNSENT = (Outcome.CAPPED, Outcome.REFUSED, Outcome.GONE, Outcome.FAILED)
LONG_AGO = NOW - timedelta(days=8)


async def fill(database: Database) -> None:
    """A week in two servers, and a question of before."""
    unknown = {"decision": "unknown", "entry": None}
    overheard = {"way": Way.LISTEN_CHANNEL, "text": None, "outcome": Outcome.SILENT}
    await database.usage.write(
        [
            question(1, took_us=100),
            question(2, user="bob", way=Way.SLASH, took_us=200),
            question(3, entry="mlops-vs-devops/cost", took_us=300),
            question(4, text="What is Rust", **unknown, took_us=400),
            question(5, text="what is rust", **unknown, user="bob", took_us=500),
            question(6, text="costs?", decision="suggestions", took_us=600),
            question(7, text="chosen", decision="suggestions", took_us=700),
            question(8, text="gone", **unknown, took_us=800),
            question(9, text="hello", decision=SMALL_TALK, took_us=900),
            question(10, **overheard, **unknown, user="eve", took_us=1000),
            question(11, server=77, user="zoe", text="next door", **unknown, took_us=5000),
            question(12, at=LONG_AGO, user="old"),
            Erased(8),
            Chosen(7, NOW, "ann", "mlops-vs-devops/cost"),
            Chosen(6, NOW, "ann", None),
            Rated(1, NOW, "ann", True),
            Rated(1, NOW, "bob", False),
            Rated(2, NOW, "bob", True),
            Rated(11, NOW, "zoe", False),
            Rated(12, LONG_AGO, "old", False),
        ]
    )


async def test_a_server_sees_its_own_numbers_alone(database: Database) -> None:
    await fill(database)
    stats = await Reports(database.reports, Clock()).stats(7, server=10)
    assert (stats.since, stats.until) == (NOW - timedelta(days=7), NOW)
    assert (stats.asked, stats.answered, stats.suggestions, stats.unknown) == (8, 3, 2, 3)
    assert (stats.small_talk, stats.overheard, stats.members) == (1, 1, 2)
    assert (stats.chosen, stats.helpful, stats.unhelpful) == (1, 2, 1)
    assert stats.by_way == (Counted("mention", 7), Counted("slash", 1))
    assert stats.top_entries == (Counted("mlops-vs-devops/monitoring", 2), Counted("mlops-vs-devops/cost", 1))
    assert stats.top_unanswered == (Counted("what is rust", 2), Counted("costs?", 1))
    assert stats.latency_us == Latency(p50=500, p99=1000)


async def test_the_operator_sees_all_servers_and_as_far_back_as_asked(database: Database) -> None:
    await fill(database)
    reports = Reports(database.reports, Clock())
    week, month = await reports.stats(7), await reports.stats(30)
    assert (week.asked, week.unhelpful, month.asked, month.unhelpful) == (9, 2, 10, 3)
    assert Counted("next door", 1) in week.top_unanswered
    assert (await reports.stats(30, top=1)).top_entries == (Counted("mlops-vs-devops/monitoring", 3),)


async def test_an_answer_that_was_not_sent_is_none(database: Database) -> None:
    """It was asked all the same, and who had no answer coming still has none."""
    await database.usage.write(
        [
            question(1),
            *(question(2 + number, outcome=outcome) for number, outcome in enumerate(UNSENT)),
            question(8, text="what is rust", decision="unknown", entry=None, outcome=Outcome.CAPPED),
            question(9, text="hello", decision=SMALL_TALK, outcome=Outcome.CAPPED),
            question(10, way=Way.LISTEN_CHANNEL, outcome=Outcome.SILENT),
        ]
    )
    stats = await Reports(database.reports, Clock()).stats(7)
    assert (stats.asked, stats.answered, stats.unknown, stats.unsent) == (6, 1, 0, 5)
    assert (stats.small_talk, stats.overheard) == (1, 1)
    assert stats.top_entries == (Counted("mlops-vs-devops/monitoring", 1),)
    assert stats.top_unanswered == (Counted("what is rust", 1),)


async def test_what_a_person_answered_was_unknown_and_is_answered(database: Database) -> None:
    unknown = question(1, text="what is rust", decision="unknown", entry=None)
    await database.usage.write([unknown, AnsweredByHuman(1), AnsweredByHuman(2)])
    stats = await Reports(database.reports, Clock()).stats(7)
    assert (stats.asked, stats.unknown, stats.unsent, stats.top_unanswered) == (1, 1, 0, ())


async def test_without_questions_the_numbers_are_zero(database: Database) -> None:
    stats = await Reports(database.reports, Clock()).stats(7)
    assert (stats.asked, stats.members, stats.latency_us, stats.by_way) == (0, 0, Latency(0, 0), ())


async def test_stats_become_json(database: Database) -> None:
    await fill(database)
    stats = await Reports(database.reports, Clock()).stats(7)
    written = json.loads(json.dumps(stats.to_json()))
    assert written["since"] == "2026-04-27T12:00:00+00:00"
    assert written["by_way"][0] == {"name": "mention", "times": 8}
    assert written["latency_us"] == {"p50": 600, "p99": 5000}


async def test_reading_works_beside_a_bot_that_writes(path: Path, database: Database) -> None:
    await database.usage.write([question(1)])
    async with Database.open(path, read_only=True) as reader:
        reports = Reports(reader.reports, Clock())
        assert (await reports.stats(1)).asked == 1
        async with database.usage._connections.write() as connection:
            await connection.exec_driver_sql("DELETE FROM asked")
            assert (await reports.stats(1)).asked == 1
        assert (await reports.stats(1)).asked == 0
        await database.usage.write([question(2), question(3)])
        assert (await reports.stats(1)).asked == 2


async def test_reading_changes_nothing_in_the_file(path: Path) -> None:
    async with Database.open(path) as database:
        await database.usage.write([question(1)])
    before = await asyncio.to_thread(path.read_bytes)
    async with Database.open(path, read_only=True) as reader:
        await Reports(reader.reports, Clock()).stats(1)
    assert await asyncio.to_thread(path.read_bytes) == before
