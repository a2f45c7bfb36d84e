"""The work list shows what was missed in one server, and nothing of another's."""

from datetime import timedelta
from pathlib import Path

from bot.inbox.questions import AskedCounts, Choice, EntryUse, Missed, OpenQuestion, Position, RecentQuestion
from bot.storage.database import Database
from bot.usage.events import SMALL_TALK, Asked, Awaited, Chosen, Outcome, Rated, Way
from tests.storage.conftest import PSEUDONYMS
from tests.usage.samples import NOW, question

COST = "mlops-vs-devops/cost"
WEEK = timedelta(days=7)
SCORE = question(1).score
"""Of every sample."""


def unknown(number: int, text: str | None, *, minutes: int = 0, server: int = 10, way: Way = Way.MENTION) -> Asked:
    """A question without an answer, asked so many minutes ago."""
    at = NOW - timedelta(minutes=minutes)
    outcome = Outcome.SILENT if way is Way.LISTEN_CHANNEL else Outcome.SENT
    return question(number, text=text, decision="unknown", entry=None, at=at, server=server, way=way, outcome=outcome)


def suggested(number: int, text: str, *, user: str = "ann", server: int = 10) -> Asked:
    """A question that got suggestions."""
    return question(number, text=text, decision="suggestions", entry=COST, user=user, server=server)


async def recent_texts(database: Database, server: int | None, limit: int = 1000) -> list[str]:
    return [one.text for one in await database.inbox.recent(server, limit)]


async def test_only_what_was_missed_here_is_open(database: Database) -> None:
    await database.usage.write(
        [
            unknown(1, "what is rust", minutes=1),
            unknown(2, "next door", server=77),
            unknown(3, None),
            unknown(4, "overheard", way=Way.LISTEN_CHANNEL),
            unknown(5, "too old", minutes=60 * 24 * 8),
            suggested(6, "costs"),
            suggested(7, "found it"),
            suggested(8, "none of these"),
            question(9, text="disliked"),
            question(10, text="liked"),
            question(11, text="hello", decision=SMALL_TALK, entry=None),
            Chosen(7, NOW, "ann", COST),
            Chosen(8, NOW, "ann", None),
            Rated(9, NOW, "ann", True),
            Rated(9, NOW, "bob", False),
            Rated(10, NOW, "ann", True),
        ]
    )
    assert await database.inbox.open_questions(10, NOW - WEEK) == [
        OpenQuestion(6, NOW, "costs", Missed.UNCHOSEN, COST, SCORE, "ann", 20),
        OpenQuestion(8, NOW, "none of these", Missed.UNCHOSEN, COST, SCORE, "ann", 20),
        OpenQuestion(9, NOW, "disliked", Missed.UNHELPFUL, "mlops-vs-devops/monitoring", SCORE, "ann", 20),
        OpenQuestion(1, NOW - timedelta(minutes=1), "what is rust", Missed.UNKNOWN, None, SCORE, "ann", 20),
    ]
    assert [one.text for one in await database.inbox.open_questions(77, NOW - WEEK)] == ["next door"]
    assert [one.id for one in await database.inbox.open_questions(10, NOW - WEEK, limit=1)] == [6]


async def test_a_question_is_open_although_nobody_was_told_so(database: Database) -> None:
    """An answer that was not sent is no use of its entry."""
    lost = question(1, text="what is rust", decision="unknown", entry=None, outcome=Outcome.CAPPED)
    await database.usage.write([lost, question(2, outcome=Outcome.REFUSED)])
    assert [one.id for one in await database.inbox.open_questions(10, NOW - WEEK)] == [1]
    assert await database.inbox.entry_use(10, NOW - WEEK) == {}


async def test_a_rating_taken_back_takes_the_question_off(database: Database) -> None:
    await database.usage.write([question(1), Rated(1, NOW, "ann", False), Rated(1, NOW, "ann", True)])
    assert await database.inbox.open_questions(10, NOW - WEEK) == []


async def test_what_is_dismissed_stays_away_however_it_is_written(path: Path) -> None:
    async with Database.open(path, PSEUDONYMS) as database:
        await database.usage.write([unknown(1, "What is  RUST"), unknown(2, "what is go"), unknown(3, "x", server=77)])
        await database.inbox.dismiss(10, ["what is rust", "WHAT IS RUST", "x"], NOW)
        await database.inbox.dismiss(10, ["what is rust"], NOW)
        await database.inbox.dismiss(10, [], NOW)
    async with Database.open(path, PSEUDONYMS) as database:
        assert [one.id for one in await database.inbox.open_questions(10, NOW - WEEK)] == [2]
        assert [one.id for one in await database.inbox.open_questions(77, NOW - WEEK)] == [3]


async def test_a_dismissal_keeps_no_text(path: Path) -> None:
    async with Database.open(path, PSEUDONYMS) as database:
        await database.inbox.dismiss(10, ["my very own words"], NOW)
        async with database.inbox._connections.read() as connection:
            rows = (await connection.exec_driver_sql("SELECT * FROM dismissed")).all()
    assert len(rows) == 1
    assert "words" not in str(rows)


async def test_choices_are_votes_of_members(database: Database) -> None:
    await database.usage.write(
        [
            suggested(1, "what about money"),
            suggested(2, "what about money", user="bob"),
            suggested(3, "next door", server=77),
            suggested(4, "dismissed"),
            Chosen(1, NOW - timedelta(minutes=2), "ann", COST),
            Chosen(2, NOW - timedelta(minutes=1), "bob", COST),
            Chosen(3, NOW, "eve", COST),
            Chosen(4, NOW, "ann", COST),
            Chosen(5, NOW, "ann", COST),
        ]
    )
    await database.inbox.dismiss(10, ["dismissed"], NOW)
    assert await database.inbox.choices(10, NOW - WEEK) == [
        Choice("what about money", COST, "bob"),
        Choice("what about money", COST, "ann"),
    ]


async def test_recent_texts_are_those_of_the_server_newest_first(database: Database) -> None:
    await database.usage.write(
        [
            unknown(1, "oldest", minutes=3),
            question(2, text="twice", at=NOW - timedelta(minutes=2)),
            question(3, text="twice", at=NOW - timedelta(minutes=1)),
            unknown(4, "next door", server=77),
            unknown(5, None),
            question(6, text="hi", decision=SMALL_TALK),
        ]
    )
    assert await recent_texts(database, 10) == ["twice", "twice", "oldest"]
    assert await recent_texts(database, 10, limit=1) == ["twice"]
    assert await recent_texts(database, None) == ["next door", "twice", "twice", "oldest"]
    assert await database.inbox.recent(77) == [RecentQuestion("next door", "ann")]


async def test_the_use_of_entries_tells_the_stale_ones(database: Database) -> None:
    await database.usage.write(
        [
            question(1, at=NOW - timedelta(days=3)),
            question(2),
            question(3, entry=COST, at=NOW - timedelta(days=91)),
            question(4, entry=COST, server=77),
            suggested(5, "only suggested"),
            Rated(1, NOW, "ann", False),
            Rated(2, NOW, "bob", False),
            Rated(2, NOW, "eve", True),
        ]
    )
    assert await database.inbox.entry_use(10, NOW - timedelta(days=90)) == {
        "mlops-vs-devops/monitoring": EntryUse(answered=2, last=NOW, helpful=1, unhelpful=2)
    }
    assert (await database.inbox.entry_use(None, NOW - timedelta(days=90)))[COST].answered == 1


async def test_what_was_dismissed_at_one_time_is_put_back(database: Database) -> None:
    await database.usage.write([unknown(1, "what is rust"), unknown(2, "what is go"), unknown(3, "what is c")])
    later = NOW + timedelta(milliseconds=1)
    await database.inbox.dismiss(10, ["what is rust", "what is c"], NOW)
    await database.inbox.dismiss(10, ["what is go", "what is rust"], later)
    assert await database.inbox.restore(77, NOW) == 0
    assert await database.inbox.restore(10, NOW) == 2
    assert {one.text for one in await database.inbox.open_questions(10, NOW - WEEK)} == {"what is rust", "what is c"}
    assert await database.inbox.restore(10, NOW) == 0


async def test_every_question_put_to_the_bot_is_counted_once(database: Database) -> None:
    await database.usage.write(
        [
            question(1),
            question(2),
            Rated(2, NOW, "ann", False),
            suggested(3, "found it"),
            Chosen(3, NOW, "ann", COST),
            suggested(4, "none of these"),
            Chosen(4, NOW, "ann", None),
            unknown(5, "what is rust"),
            unknown(6, None),
            question(7, outcome=Outcome.CAPPED),
            question(8, text="hello", decision=SMALL_TALK, entry=None),
            unknown(9, "overheard", way=Way.LISTEN_CHANNEL),
            unknown(10, "next door", server=77),
            unknown(11, "too old", minutes=60 * 24 * 8),
        ]
    )
    counts = AskedCounts(answered=3, missed=2, textless=1, undelivered=1, small_talk=1)
    assert await database.inbox.counts(10, NOW - WEEK) == counts
    assert await database.inbox.counts(78, NOW - WEEK) == AskedCounts()


async def test_the_message_of_a_question_is_known_while_it_waits(database: Database) -> None:
    await database.usage.write([unknown(1, "what is rust"), Awaited(1, 4321)])
    (found,) = await database.inbox.open_questions(10, NOW - WEEK)
    assert (found.channel, found.message) == (20, 4321)
    await database.awaiting.settle(10, [1])
    (found,) = await database.inbox.open_questions(10, NOW - WEEK)
    assert found.message is None


async def test_a_place_is_kept_for_each_moderator_and_server_and_forgotten_with_the_server(database: Database) -> None:
    inbox = database.inbox
    here, there = Position(3, inbox.wording("What is  RUST"), NOW), Position(16, None, NOW)
    assert here.wording == inbox.wording("what is rust")
    await inbox.keep_position(10, "mo", Position(0, None, NOW))
    await inbox.keep_position(10, "mo", here)
    await inbox.keep_position(77, "mo", there)
    assert await inbox.position(10, "max") is None
    await inbox.forget_positions(77)
    assert (await inbox.position(10, "mo"), await inbox.position(77, "mo")) == (here, None)
    await database.privacy.set_opted_out("mo", True, NOW)
    assert await inbox.position(10, "mo") is None
