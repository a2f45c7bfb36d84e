"""What was learned of people's answers, and whose messages became entries."""

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.editing.revision import Kept, Revision, RevisionKind
from bot.inbox.human_answers import LEARNED_WITHIN, LearnedAnswer, kept_from
from bot.storage.database import Database
from bot.usage.events import Awaited, ChannelDeleted, Erased, Event, Learned, MessageDeleted, Reworded
from bot.usage.retention import Retention
from tests.usage.samples import NOW, Clock, question

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
REPLY = Learned(300, NOW, NOW - LEARNED_WITHIN, 10, 20, asked_in=100, user="mo", text="ask the cook")
LEARNED = LearnedAnswer(300, NOW, 10, 20, 1, "how does monitoring differ", "ask the cook")
LINK = "https://discord.com/channels/10/20/300"


async def learn(database: Database, *events: Event) -> None:
    """A question that waits, an answer to it, and what happens then."""
    await database.usage.write([question(1, decision="unknown"), Awaited(1, 100), REPLY, *events])


async def test_an_answer_is_learned_with_its_question(database: Database) -> None:
    await learn(database)
    assert await database.learned.learned(10, NOW) == [LEARNED]
    assert await database.learned.find(10, 300) == LEARNED
    assert await database.learned.learned(11, NOW) == []
    assert await database.learned.find(11, 300) is None
    assert await database.learned.learned(10, NOW + SECOND) == []


async def test_only_of_a_question_that_waits_in_time_and_in_that_server(
    database: Database, other: sqlite3.Connection
) -> None:
    late, elsewhere = replace(REPLY, since=NOW + SECOND), replace(REPLY, server=11)
    await database.usage.write([question(1, decision="unknown"), REPLY, Awaited(1, 100), late, elsewhere])
    await database.usage.write([replace(REPLY, asked_in=101)])
    assert other.execute("SELECT count(*) FROM learned").fetchone() == (0,)


async def test_an_answer_that_is_reworded_is_learned_anew_and_two_both(database: Database) -> None:
    await learn(
        database, Reworded(300, "ask the baker"), Reworded(302, "nobody"), replace(REPLY, message=301, text="ask me")
    )
    assert [one.text for one in await database.learned.learned(10, NOW)] == ["ask me", "ask the baker"]


@pytest.mark.parametrize("event", [MessageDeleted(100), MessageDeleted(300), Erased(1), ChannelDeleted(20)])
async def test_deleting_either_takes_it_away(database: Database, other: sqlite3.Connection, event: Event) -> None:
    await learn(database, event)
    assert other.execute("SELECT count(*) FROM learned").fetchone() == (0,)


@pytest.mark.parametrize("who", ["ann", "mo"])
async def test_either_can_take_it_back(database: Database, other: sqlite3.Connection, who: str) -> None:
    await learn(database)
    await database.privacy.delete_member(who, NOW)
    assert other.execute("SELECT count(*) FROM learned").fetchone() == (0,)
    await learn(database)
    await database.privacy.set_opted_out(who, True, NOW)
    assert other.execute("SELECT count(*) FROM learned").fetchone() == (0,)


async def test_it_goes_by_itself(database: Database) -> None:
    await learn(database)
    assert await database.learned.find(10, 300) is not None
    clock = Clock(NOW + 7 * DAY + SECOND)
    await Retention(database.retention, 30 * DAY, clock, passing=[database.learned]).erase()
    assert await database.learned.find(10, 300) is None


async def test_a_name_is_taken_out_of_the_history_and_moderators_hear_of_it(
    database: Database, other: sqlite3.Connection
) -> None:
    credit = kept_from("Cook", LINK)
    revision = Revision(None, 0, NOW, None, None, RevisionKind.ADD, "added", f"asked often; {credit}", ("a/b",), ())
    begun = await database.revisions.begin(revision, Kept("cook", credit, 10))
    await database.revisions.finish(None, begun.number, {})
    await database.privacy.delete_member("ann", NOW)
    assert await database.kept.withdrawn(10, NOW) == []
    await database.privacy.delete_member("cook", NOW)
    assert await database.kept.withdrawn(10, NOW) == ["a/b"]
    assert await database.kept.withdrawn(11, NOW) == []
    assert other.execute("SELECT why FROM revision").fetchall() == [("asked often",)]
    assert "Cook" not in "".join(other.iterdump())


async def test_whose_message_it_was_is_known_as_soon_as_the_history_names_them(
    database: Database, other: sqlite3.Connection
) -> None:
    credit = kept_from("Cook", LINK)
    revision = Revision(None, 0, NOW, None, None, RevisionKind.ADD, "added", credit, ("a/b",), ())
    await database.revisions.begin(revision, Kept("cook", credit, 10))
    await database.privacy.delete_member("cook", NOW)
    assert other.execute("SELECT why FROM revision").fetchall() == [("",)], "though the bot was stopped in the middle"
    await database.revisions.abandon(None, 1)
    assert other.execute("SELECT count(*) FROM kept_answer").fetchone() == (0,)
    again = await database.revisions.begin(revision, Kept("cook", credit, 10))
    assert again.number == 1
