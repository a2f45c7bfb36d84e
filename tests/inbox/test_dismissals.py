"""What is dismissed at one time is known by that time, and comes back with what waited for a human's answer."""

from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.inbox.dismissals import REMEMBERED, Dismissals
from bot.inbox.handoff import Handoff
from bot.storage.database import Database
from bot.usage.events import Awaited
from bot.usage.stores import StoreError
from tests.storage.conftest import PSEUDONYMS
from tests.usage.samples import NOW, Clock, question

SERVER = 10
SINCE = NOW - timedelta(days=30)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncGenerator[Database]:
    async with Database.open(tmp_path / "versus.sqlite3", PSEUDONYMS) as opened:
        yield opened


async def waiting(database: Database) -> list[int]:
    return [one.question for one in await database.awaiting.waiting(SERVER, SINCE)]


async def opened(database: Database, clock: Clock) -> Dismissals:
    """Two questions without an answer, both awaited."""
    asked = [
        question(number, text=text, decision="unknown", entry=None, server=SERVER, at=NOW)
        for number, text in ((1, "what is rust"), (2, "what is go"))
    ]
    await database.usage.write([*asked, Awaited(1, 11), Awaited(2, 12)])
    handoff = Handoff(database.awaiting, database.state, clock, timedelta(days=30))
    return Dismissals(database.inbox, handoff, clock)


async def test_two_dismissals_at_one_moment_are_told_apart(database: Database) -> None:
    dismissals = await opened(database, Clock())
    first = await dismissals.dismiss(SERVER, ["what is rust"], [1])
    second = await dismissals.dismiss(SERVER, ["what is go"], [2])
    assert second > first
    assert await waiting(database) == []
    assert await dismissals.restore(SERVER, second) == 1
    assert await waiting(database) == [2]
    assert [one.text for one in await database.inbox.open_questions(SERVER, SINCE)] == ["what is go"]
    assert await dismissals.restore(SERVER, second) == 0


async def test_another_server_restores_nothing(database: Database) -> None:
    dismissals = await opened(database, Clock())
    at = await dismissals.dismiss(SERVER, ["what is rust"], [1])
    assert await dismissals.restore(77, at) == 0
    assert await waiting(database) == [2]


async def test_what_waited_is_remembered_for_a_while_and_not_beyond_anybodys_deletion(database: Database) -> None:
    clock = Clock()
    dismissals = await opened(database, clock)
    at = await dismissals.dismiss(SERVER, ["what is rust"], [1])
    clock.now += REMEMBERED
    assert await dismissals.restore(SERVER, at) == 1
    assert await waiting(database) == [2], "it is on the list again, without its message"
    at = await dismissals.dismiss(SERVER, ["what is go"], [2])
    await dismissals.forget_member("bob")
    assert await dismissals.restore(SERVER, at) == 1
    assert await waiting(database) == [2], "what others delete is theirs"
    at = await dismissals.dismiss(SERVER, ["what is go"], [2])
    await dismissals.forget_member("ann")
    assert await dismissals.restore(SERVER, at) == 1
    assert await waiting(database) == []


async def test_what_was_dismissed_before_and_asked_again_comes_back_with_the_later_undo(database: Database) -> None:
    dismissals = await opened(database, Clock())
    await dismissals.dismiss(SERVER, ["what is rust"])
    again = await dismissals.dismiss_waiting(SERVER, [1])
    assert again is not None
    at, wordings = again
    assert wordings == ["what is rust"]
    assert await waiting(database) == [2]
    assert await dismissals.dismiss_waiting(SERVER, [1]) is None
    assert await dismissals.restore(SERVER, at) == 1
    assert await waiting(database) == [1, 2]
    assert {one.text for one in await database.inbox.open_questions(SERVER, SINCE)} == {"what is rust", "what is go"}


async def test_a_dismissal_that_fails_leaves_everything_as_it_was(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    dismissals = await opened(database, Clock())

    def fails(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr("bot.storage.inbox.insert_or_replace", fails)
        with pytest.raises(StoreError):
            await dismissals.dismiss_waiting(SERVER, [1])
    assert await waiting(database) == [1, 2]
    at = await dismissals.dismiss(SERVER, ["what is rust"], [1])
    with monkeypatch.context() as broken:
        broken.setattr("bot.storage.awaiting.insert_from", fails)
        with pytest.raises(StoreError):
            await dismissals.restore(SERVER, at)
    assert await dismissals.restore(SERVER, at) == 1
    assert await waiting(database) == [1, 2]
