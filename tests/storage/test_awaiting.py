"""What waits for a human's answer, and what makes it go."""

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.inbox.awaiting import Awaiting, Post, PostState
from bot.storage.database import Database
from bot.usage.events import AWAITED, Awaited, ChannelDeleted, Erased, Event, Learned, MessageDeleted, Way
from bot.usage.retention import Retention
from tests.usage.samples import NOW, Clock, question

DAY = timedelta(days=1)
ASKED = question(1, decision="unknown")
WAITS = Awaiting(1, NOW, server=10, channel=20, message=100, text="how does monitoring differ", member="ann")
POST = Post(900, NOW, server=10, channel=30, question=1)


async def wait(database: Database, *events: Event) -> None:
    """Ask a question that then waits, and have it posted for the moderators."""
    await database.usage.write([ASKED, Awaited(1, 100)])
    await database.awaiting.add_post(POST)
    await database.usage.write(events)


async def test_a_question_waits_with_its_message_and_its_text(database: Database) -> None:
    await database.usage.write([ASKED, Awaited(1, 100)])
    assert await database.awaiting.waiting(10, NOW) == [WAITS]
    assert await database.awaiting.waiting(10, NOW + DAY) == []
    assert await database.awaiting.waiting(11, NOW) == [], "another server"
    assert await database.awaiting.find(10, 1) == await database.awaiting.replied_to(10, 100) == WAITS
    assert await database.awaiting.find(11, 1) is await database.awaiting.replied_to(11, 100) is None


@pytest.mark.parametrize("way", Way)
async def test_only_what_was_put_to_the_bot_waits(database: Database, way: Way) -> None:
    await database.usage.write([question(1, way=way), Awaited(1, None)])
    assert bool(await database.awaiting.waiting(10, NOW)) == (way in AWAITED)
    assert {Way.MENTION, Way.ASK_CHANNEL, Way.SLASH} == AWAITED


async def test_nothing_waits_without_a_text_or_a_server(database: Database, other: sqlite3.Connection) -> None:
    await database.usage.write([question(1, text=None), question(2, server=None)])
    await database.usage.write([Awaited(1, 100), Awaited(2, 101), Awaited(3, 102)])
    assert other.execute("SELECT count(*) FROM awaiting").fetchone() == (0,)


async def test_a_question_may_get_a_message_later_and_keeps_its_post(database: Database) -> None:
    await database.usage.write([question(1, way=Way.SLASH), Awaited(1, None)])
    await database.awaiting.add_post(POST)
    await database.usage.write([Awaited(1, 200)])
    found = await database.awaiting.find(10, 1)
    assert found is not None
    assert (found.message, found.post) == (200, 900)


async def test_whoever_settles_a_question_has_it_alone(database: Database) -> None:
    await wait(database, question(2), Awaited(2, 101))
    settled = await database.awaiting.settle(10, [1, 2])
    assert [one.question for one in settled] == [1, 2]
    assert await database.awaiting.settle(10, [1, 2]) == []
    assert await database.awaiting.settle(11, [1]) == []


@pytest.mark.parametrize("event", [Erased(1), MessageDeleted(100)])
async def test_a_deleted_question_goes_with_its_text_and_its_post_is_overdue(database: Database, event: Event) -> None:
    await wait(database, event)
    assert await database.awaiting.find(10, 1) is None
    assert await database.inbox.text_of(10, 1) is None
    assert await database.awaiting.overdue(NOW) == [POST]


async def test_the_messages_that_may_be_gone_unheard_of_are_those_of_every_server_the_newest_first(
    database: Database,
) -> None:
    reply = Learned(102, NOW, NOW - DAY, 10, 20, 100, "max", "Luigi's.")
    await wait(database, question(2, server=11), Awaited(2, 101), question(3), Awaited(3, None), reply)
    assert await database.awaiting.messages(NOW) == [(20, 102), (20, 101), (20, 100)]
    await database.awaiting.settle(10, [1])
    await database.awaiting.settle(11, [2])
    assert await database.awaiting.messages(NOW) == [(20, 102), (20, 100)], "a post still shows it"
    assert await database.awaiting.messages(NOW + DAY) == []


async def test_a_deleted_message_of_another_takes_nothing_along(database: Database) -> None:
    await wait(database, MessageDeleted(99), MessageDeleted(20))
    assert await database.awaiting.find(10, 1) is not None
    assert await database.inbox.text_of(10, 1) is not None


@pytest.mark.parametrize("event", [MessageDeleted(100), ChannelDeleted(20)])
async def test_so_does_one_that_was_answered_already(database: Database, event: Event) -> None:
    await wait(database, question(2), Awaited(2, 101))
    await database.awaiting.settle(10, [1])
    await database.usage.write([event])
    assert await database.inbox.text_of(10, 1) is None
    assert await database.awaiting.overdue(NOW) == [POST]
    assert bool(await database.inbox.text_of(10, 2)) == isinstance(event, MessageDeleted)


async def test_a_deleted_channel_lets_nothing_wait_in_it(database: Database) -> None:
    await wait(database, ChannelDeleted(20))
    assert await database.awaiting.find(10, 1) is None
    assert await database.awaiting.overdue(NOW) == [POST]


async def test_a_channel_that_is_deleted_takes_nothing_of_another_along(database: Database) -> None:
    await wait(database, ChannelDeleted(21))
    assert await database.awaiting.waiting(10, NOW) == [replace(WAITS, post=900)]
    assert await database.awaiting.overdue(NOW) == []


async def test_whoever_opted_out_meanwhile_does_not_wait_by_choosing_none_of_these(database: Database) -> None:
    await database.usage.write([question(1), question(2, user="bob")])
    await database.privacy.set_opted_out("ann", True, NOW)
    await database.usage.write([Awaited(1, 100), Awaited(2, 101)])
    assert [one.question for one in await database.awaiting.waiting(10, NOW)] == [2]


@pytest.mark.parametrize("event", [MessageDeleted(900), ChannelDeleted(30)])
async def test_a_question_outlives_its_post(database: Database, event: Event) -> None:
    await wait(database, event)
    found = await database.awaiting.find(10, 1)
    assert found is not None
    assert found.post is None
    assert await database.awaiting.post(10, 900) is None


async def test_privacy_lets_nothing_wait_and_the_post_loses_its_text(database: Database) -> None:
    await wait(database)
    await database.privacy.delete_member("ann", NOW)
    assert await database.awaiting.find(10, 1) is None
    assert [one.message for one in await database.awaiting.overdue(NOW)] == [900]


async def test_so_does_opting_out(database: Database) -> None:
    await wait(database, question(2, user="bob"), Awaited(2, 101))
    await database.awaiting.add_post(Post(901, NOW, 10, 30, 2))
    await database.privacy.set_opted_out("ann", True, NOW)
    assert [one.question for one in await database.awaiting.waiting(10, NOW)] == [2]
    assert [one.message for one in await database.awaiting.overdue(NOW)] == [900]


async def test_after_seven_days_or_the_retention_nothing_waits(database: Database) -> None:
    await wait(database)
    clock = Clock(NOW + 7 * DAY)
    await Retention(database.retention, 30 * DAY, clock, passing=[database.awaiting]).erase()
    assert await database.awaiting.find(10, 1) is not None
    assert await database.awaiting.overdue(NOW) == [], "the text is still kept, and so is the post's"
    assert await database.awaiting.overdue(clock()) == [POST]
    clock.advance(seconds=1)
    await Retention(database.retention, 30 * DAY, clock, passing=[database.awaiting]).erase()
    assert await database.awaiting.find(10, 1) is None
    assert await database.awaiting.overdue(NOW) == [POST], "its question waits no longer"


async def test_posts_are_counted_for_the_server_and_the_member(database: Database) -> None:
    await wait(database, question(2, user="bob"), Awaited(2, 101))
    await database.awaiting.add_post(Post(901, NOW, 10, 30, 2))
    assert await database.awaiting.posted(10, NOW) == 2
    assert await database.awaiting.posted(10, NOW + DAY) == 0
    assert await database.awaiting.posted(10, NOW, "bob") == 1
    assert await database.awaiting.posted(11, NOW) == 0


async def test_a_joined_question_is_freed_with_its_post(database: Database) -> None:
    await wait(database, question(2), Awaited(2, 101))
    await database.awaiting.join(900, 2)
    assert {one.post for one in await database.awaiting.waiting(10, NOW)} == {900}
    await database.awaiting.forget_post(900)
    assert {one.post for one in await database.awaiting.waiting(10, NOW)} == {None}
    assert await database.awaiting.overdue(NOW + DAY) == []


async def test_a_dismissed_question_waits_again_once_that_is_undone(database: Database) -> None:
    await wait(database)
    before = await database.awaiting.waiting(10, NOW)
    settled = await database.inbox.dismiss(10, (), NOW, [1])
    assert (await database.awaiting.waiting(10, NOW), settled) == ([], before)
    assert await database.inbox.dismiss(10, (), NOW + DAY, [1]) == [], "whoever dismisses it has it alone"
    assert await database.inbox.restore(10, NOW, settled) == 1
    assert await database.awaiting.waiting(10, NOW) == settled
    assert await database.inbox.restore(10, NOW, settled) == 0


async def test_unless_nothing_may_be_stored_of_it_any_longer(database: Database) -> None:
    await wait(database, question(2, user="bob"), Awaited(2, 101), question(3, user="bob"), Awaited(3, 102))
    settled = await database.inbox.dismiss(10, (), NOW, [1, 2, 3])
    await database.privacy.set_opted_out("ann", True, NOW)
    await database.usage.write([Erased(2)])
    await database.inbox.restore(10, NOW, settled)
    assert [one.question for one in await database.awaiting.waiting(10, NOW)] == [3]


async def test_what_a_post_shows_waits_again_though_nobody_remembers_that_it_did(database: Database) -> None:
    await wait(database)
    before = await database.awaiting.waiting(10, NOW)
    await database.inbox.dismiss(10, (), NOW, [1])
    assert [one.state for one in await database.awaiting.due()] == [PostState.DISMISSED]
    await database.inbox.dismiss(11, [before[0].text], NOW)
    await database.inbox.restore(11, NOW)
    assert await database.awaiting.waiting(10, NOW) == [], "another server's"
    await database.inbox.restore(10, NOW)
    assert await database.awaiting.waiting(10, NOW) == before
    assert [one.state for one in await database.awaiting.due()] == [PostState.OPEN]


async def test_nobody_waits_again_whose_post_was_answered(database: Database) -> None:
    await wait(database)
    (one,) = await database.awaiting.settle(10, [1])
    await database.awaiting.mark([900], PostState.ANSWERED, due=False)
    await database.inbox.dismiss(10, [one.text], NOW, [1])
    assert await database.inbox.restore(10, NOW) == 1
    assert await database.awaiting.waiting(10, NOW) == []


async def test_a_post_knows_the_first_answer(database: Database) -> None:
    await wait(database)
    assert not await database.awaiting.note_answer(11, 900, 21, 554), "another server"
    assert await database.awaiting.note_answer(10, 900, 20, 555)
    assert not await database.awaiting.note_answer(10, 900, 20, 556)
    assert await database.awaiting.post(10, 900) == replace(POST, answer_channel=20, answer=555)


async def test_what_became_of_a_post_is_due_until_it_is_shown(database: Database) -> None:
    await wait(database)
    assert await database.awaiting.due() == []
    await database.awaiting.mark([900], PostState.DISMISSED, due=True)
    assert [(one.message, one.state) for one in await database.awaiting.due()] == [(900, PostState.DISMISSED)]
    await database.awaiting.mark([900], PostState.DISMISSED, due=False)
    assert await database.awaiting.due() == []


@pytest.mark.parametrize("event", [None, MessageDeleted(900), ChannelDeleted(30)])
async def test_a_post_without_text_is_counted_until_it_is_purged(database: Database, event: Event | None) -> None:
    await wait(database, *([event] if event else []))
    if event is None:
        await database.awaiting.forget_post(900)
    await database.awaiting.mark([900], PostState.ANSWERED, due=True)
    assert await database.awaiting.due() == [], "it shows nothing any longer"
    assert await database.awaiting.posted(10, NOW, "ann") == 1
    await database.awaiting.purge(NOW + DAY)
    assert await database.awaiting.posted(10, NOW) == 0


async def test_a_post_that_shows_a_text_outlives_what_waits(database: Database) -> None:
    await wait(database)
    await database.awaiting.purge(NOW + DAY)
    assert await database.awaiting.post(10, 900) == POST


async def test_what_is_claimed_is_neither_found_nor_settled_until_it_is_released(database: Database) -> None:
    await wait(database, question(2), Awaited(2, 101))
    claimed = await database.awaiting.claim(10, [1], act=77)
    assert claimed == [replace(WAITS, post=900)]
    assert await database.awaiting.claim(10, [1], act=78) == []
    assert await database.awaiting.find(10, 1) is await database.awaiting.replied_to(10, 100) is None
    assert [one.question for one in await database.awaiting.waiting(10, NOW)] == [2]
    assert await database.awaiting.settle(10, [1]) == []
    assert await database.awaiting.overdue(NOW) == [], "its post keeps its text meanwhile"
    assert await database.awaiting.claimed() == await database.awaiting.claimed(1) == [replace(claimed[0], claim=77)]
    assert await database.awaiting.claimed(2) == []
    await database.awaiting.let_go(2)
    await database.awaiting.release([1])
    assert [one.question for one in await database.awaiting.waiting(10, NOW)] == [1, 2]


async def test_what_was_answered_is_let_go(database: Database) -> None:
    await wait(database)
    await database.awaiting.claim(10, [1], act=77)
    await database.awaiting.let_go(1)
    assert await database.awaiting.claimed() == await database.awaiting.waiting(10, NOW) == []


@pytest.mark.parametrize("event", [Erased(1), MessageDeleted(100), ChannelDeleted(20)])
async def test_what_is_claimed_goes_with_its_text(database: Database, event: Event) -> None:
    await wait(database)
    await database.awaiting.claim(10, [1], act=77)
    await database.usage.write([event])
    await database.awaiting.release([1])
    assert await database.awaiting.claimed() == await database.awaiting.waiting(10, NOW) == []


@pytest.mark.parametrize("state", PostState)
async def test_a_closed_post_is_opened_for_who_still_waits_in_it(database: Database, state: PostState) -> None:
    """Not one that shows nothing, nor one whose question the bot has learned: who asked may still be told."""
    await wait(database, question(2), Awaited(2, 101))
    await database.awaiting.join(900, 2)
    await database.awaiting.settle(10, [1])
    await database.awaiting.mark([900], state, due=False)
    await database.awaiting.open_left_behind()
    opened = state in (PostState.ANSWERED, PostState.KEPT, PostState.DISMISSED)
    assert [(one.message, one.state) for one in await database.awaiting.due()] == [(900, PostState.OPEN)] * opened
    await database.awaiting.mark([900], state, due=False)
    await database.awaiting.claim(10, [2], act=77)
    await database.awaiting.open_left_behind()
    assert await database.awaiting.due() == [], "it is being answered"
