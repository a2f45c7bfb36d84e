"""An answer reaches everybody who waits for it, each once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.inbox.answering import Delivery, MaybeSentError, NothingToReplyToError, deliver
from bot.inbox.awaiting import Awaiting, Post, PostState
from bot.inbox.handoff import Handoff
from bot.storage.database import Database
from bot.usage.events import Awaited
from tests.storage.conftest import PSEUDONYMS
from tests.usage.samples import NOW, Clock, question

ACT = 7000


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """Three questions wait in one server."""
    async with Database.open(tmp_path / "versus.sqlite3", PSEUDONYMS) as opened:
        for number in (1, 2, 3):
            await opened.usage.write([question(number, decision="unknown"), Awaited(number, 100 + number)])
        yield opened


async def answered(
    database: Database, questions: Sequence[int], send: Callable[[Awaiting], Awaitable[int | None]], server: int = 10
) -> Delivery[int]:
    handoff = Handoff(database.awaiting, database.state, Clock(), timedelta(days=30))
    return await deliver(handoff, server, questions, ACT, send, PostState.ANSWERED)


async def waiting(database: Database) -> list[int]:
    return [one.question for one in await database.awaiting.waiting(10, NOW)]


def ids(questions: Iterable[Awaiting]) -> Sequence[int]:
    return [one.question for one in questions]


async def test_each_gets_it_and_waits_no_longer(database: Database) -> None:
    async def send(one: Awaiting) -> int:
        return 1000 + (one.message or 0)

    delivery = await answered(database, [1, 3], send)
    assert [(one.question, reply) for one, reply in delivery.sent] == [(1, 1101), (3, 1103)]
    assert await waiting(database) == [2]
    assert (await answered(database, [1, 3], send)).found_none


async def test_of_two_at_once_one_alone_sends(database: Database) -> None:
    sent: list[int] = []

    async def send(one: Awaiting) -> int:
        await asyncio.sleep(0)
        sent.append(one.question)
        return 1

    both = await asyncio.gather(*(answered(database, [1, 2, 3], send) for _ in range(2)))
    assert sorted(sent) == [1, 2, 3]
    assert sorted(len(one.sent) for one in both) == [0, 3]


async def test_what_could_not_be_sent_waits_again_and_what_is_gone_does_not(database: Database) -> None:
    async def send(one: Awaiting) -> int | None:
        if one.question == 1:
            raise NothingToReplyToError
        return None if one.question == 2 else 7

    delivery = await answered(database, [1, 2, 3], send)
    assert (ids(delivery.gone), ids(delivery.refused)) == ([1], [2])
    assert [one.question for one, _ in delivery.sent] == [3]
    assert await waiting(database) == [2]


async def test_who_is_cancelled_on_the_way_loses_nothing(database: Database) -> None:
    on_the_way = asyncio.Event()

    async def send(one: Awaiting) -> int:
        if one.question == 2:
            on_the_way.set()
            await asyncio.sleep(60)
        return 7

    task = asyncio.create_task(answered(database, [1, 2, 3], send))
    async with asyncio.timeout(20):
        await on_the_way.wait()
    assert await waiting(database) == []
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await waiting(database) == [3]
    assert ids(await database.awaiting.claimed()) == [2], "it may have been sent"


async def test_another_servers_question_is_left_alone(database: Database) -> None:
    async def send(_one: Awaiting) -> int:
        return 7

    assert (await answered(database, [1], send, server=11)).found_none
    assert await waiting(database) == [1, 2, 3]


async def test_the_post_of_what_was_not_sent_stays_open(database: Database) -> None:
    await database.awaiting.add_post(Post(900, NOW, server=10, channel=30, question=1))

    async def refuse(_one: Awaiting) -> None:
        assert await database.awaiting.find(10, 1) is None, "nobody else answers meanwhile"

    await answered(database, [1], refuse)
    found = await database.awaiting.post(10, 900)
    assert found is not None
    assert found.state is PostState.OPEN
    assert await waiting(database) == [1, 2, 3]


async def test_the_post_of_what_was_sent_is_closed_and_due(database: Database) -> None:
    await database.awaiting.add_post(Post(900, NOW, server=10, channel=30, question=1))

    async def send(_one: Awaiting) -> int:
        return 7

    await answered(database, [1], send)
    assert [(one.message, one.state) for one in await database.awaiting.due()] == [(900, PostState.ANSWERED)]


async def test_what_may_have_been_sent_is_neither_sent_again_nor_lost(database: Database) -> None:
    handoff = Handoff(database.awaiting, database.state, Clock(), timedelta(days=30))

    async def fail(_one: Awaiting) -> int:
        assert await handoff.unsure() == [], "it is being sent"
        raise MaybeSentError

    delivery = await deliver(handoff, 10, [1], ACT, fail, PostState.ANSWERED)
    assert (ids(delivery.unsure), delivery.found_none) == ([1], False)
    assert (await deliver(handoff, 10, [1], ACT, fail, PostState.ANSWERED)).found_none
    assert [(one.question, one.claim) for one in await handoff.unsure()] == [(1, ACT)]
    await handoff.release(await handoff.unsure())
    assert await waiting(database) == [1, 2, 3]


@pytest.mark.parametrize("arrived", [False, True])
async def test_a_stop_between_claiming_and_sending_leaves_what_is_to_be_looked_up(
    database: Database, *, arrived: bool
) -> None:
    """The process is gone: nothing of its memory is left, and nothing of it runs to the end."""
    claimed = await Handoff(database.awaiting, database.state, Clock(), timedelta(days=30)).claim(10, [1, 2], ACT)
    after = Handoff(database.awaiting, database.state, Clock(), timedelta(days=30))
    assert await waiting(database) == [3]
    assert await database.awaiting.settle(10, [1, 2]) == [], "nobody dismisses what may have been answered"
    assert ids(await after.unsure()) == [1, 2]
    if arrived:
        await after.answered(claimed[0], PostState.ANSWERED)
    else:
        await after.release(claimed[:1])
    assert ids(await after.unsure()) == [2]
    assert await waiting(database) == ([3] if arrived else [1, 3])
