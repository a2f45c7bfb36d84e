"""The rules by which questions are handed on to humans."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from bot.inbox.awaiting import Post, PostState
from bot.inbox.handoff import Handoff, Limit
from bot.storage.database import Database
from bot.usage.events import Asked, Awaited
from tests.storage.conftest import PSEUDONYMS
from tests.usage.samples import NOW, Clock, question

SERVER = 10
HOUR = timedelta(hours=1)


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An open, migrated database."""
    async with Database.open(tmp_path / "versus.sqlite3", PSEUDONYMS) as opened:
        yield opened


async def ask(database: Database, number: int, text: str, user: str = "ann") -> None:
    new: Asked = question(number, text=text, decision="unknown", user=user, server=SERVER)
    await database.usage.write([new, Awaited(number, 100 + number)])


def handoff(database: Database, clock: Clock) -> Handoff:
    return Handoff(database.awaiting, database.state, clock, timedelta(days=30))


async def test_of_two_at_once_one_gets_a_question_and_its_post_is_closed(database: Database) -> None:
    rules = handoff(database, Clock())
    await ask(database, 1, "where is the pizza")
    await database.awaiting.add_post(Post(900, NOW, SERVER, 30, 1))
    both = await asyncio.gather(*(rules.settle(SERVER, [1], PostState.DISMISSED) for _ in range(2)))
    assert sorted(map(len, both)) == [0, 1]
    assert [(one.message, one.state) for one in await database.awaiting.due()] == [(900, PostState.DISMISSED)]
    assert rules.changed.is_set()


async def test_a_post_stays_open_while_the_question_that_it_shows_waits(database: Database) -> None:
    rules = handoff(database, Clock())
    await ask(database, 1, "where is the pizza")
    await ask(database, 2, "where's the pizza?")
    await database.awaiting.add_post(Post(900, NOW, SERVER, 30, 1))
    await database.awaiting.join(900, 2)
    assert [one.question for one in await rules.settle(SERVER, [2], PostState.ANSWERED)] == [2]
    assert await database.awaiting.due() == []


async def test_what_asks_the_same_joins_an_open_post_of_the_server(database: Database) -> None:
    rules = handoff(database, Clock())
    for number, text in enumerate(("where is the pizza", "who painted the hall", "Where's the PIZZA?"), 1):
        await ask(database, number, text)
    await database.awaiting.add_post(Post(900, NOW, SERVER, 30, 1))
    other, alike = [await database.awaiting.find(SERVER, number) for number in (2, 3)]
    assert other is not None
    assert alike is not None
    assert await rules.joins(other) is None
    joined = await rules.joins(alike)
    assert joined is not None
    assert (joined[0].message, joined[1]) == (900, 1)
    await rules.learned(SERVER, ["where is the pizza"])
    assert await rules.joins(alike) is None, "the post is closed"


async def test_ten_posts_an_hour_three_of_one_member(database: Database) -> None:
    clock = Clock()
    rules = handoff(database, clock)
    for number in range(1, 12):
        await ask(database, number, f"question {number}", user=f"m{number // 3}")
    found = [await database.awaiting.find(SERVER, number) for number in range(1, 12)]
    limits = list[Limit | None]()
    for number, one in enumerate(found, 1):
        assert one is not None
        limits.append(await rules.limit(one))
        await database.awaiting.add_post(Post(900 + number, NOW, SERVER, 30, number))
    assert limits == [None] * 10 + [Limit.SERVER]
    clock.advance(seconds=HOUR.total_seconds() + 1)
    assert found[0] is not None
    assert await rules.limit(found[0]) is None


async def test_a_member_has_three(database: Database) -> None:
    rules = handoff(database, Clock())
    for number in range(1, 5):
        await ask(database, number, f"question {number}")
        found = await database.awaiting.find(SERVER, number)
        assert found is not None
        assert await rules.limit(found) is (Limit.MEMBER if number == 4 else None)
        await database.awaiting.add_post(Post(900 + number, NOW, SERVER, 30, number))


async def test_how_long_answers_took_is_the_middle_of_the_last(database: Database) -> None:
    """Nothing is claimed before there was one, nor of those of more than a month ago."""
    clock = Clock()
    rules = handoff(database, clock)
    assert await rules.takes(SERVER) is None
    for hours in (1, 2, 30):
        await ask(database, hours, "where is the pizza")
        found = await database.awaiting.find(SERVER, hours)
        assert found is not None
        clock.now = found.at + hours * HOUR
        await rules.note_answer(found)
    assert await rules.takes(SERVER) == 2 * HOUR
    assert await rules.takes(SERVER + 1) is None
    clock.advance(seconds=timedelta(days=31).total_seconds())
    assert await rules.takes(SERVER) is None
    stored = await database.state.get(f"answer-times:{SERVER}")
    assert stored is not None
    assert "ann" not in stored
