"""The work list decides again what was asked: once, for a limited time, and hides nothing."""

from collections.abc import Callable
from datetime import timedelta
from time import monotonic

import pytest

from bot.editing.replay import CHUNK, LONG, SECONDS
from bot.inbox.worklist import Inbox, Worklist
from bot.usage.events import Asked
from bot.workers.pool import WorkerPool
from tests.editing.worlds import Session
from tests.usage.samples import NOW, question
from tests.work import decided

SERVER = 10
COST = "ops/cost"


def asked(number: int, text: str, user: str = "ann", entry: str | None = None) -> Asked:
    """A question that nobody answered, the higher the number the newer."""
    at = NOW - timedelta(minutes=1000 - number)
    return question(number, text=text, decision="unknown", entry=entry, user=user, server=SERVER, at=at)


def worklist(session: Session, stopwatch: Callable[[], float] = monotonic) -> Worklist:
    database = session.database
    return Worklist(
        database.inbox,
        database.revisions,
        session.snapshots,
        lambda: NOW,
        WorkerPool(0),
        session.editor.decision_cache,
        kept_days=30,
        votes_needed=3,
        stopwatch=stopwatch,
    )


def listed(inbox: Inbox) -> set[str]:
    return {text for group in inbox.groups for text in group.group.texts}


async def test_what_would_be_answered_now_is_off_the_list_and_nothing_is_decided_twice(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with decided(monkeypatch) as texts:
        await session.database.usage.write([asked(1, "what does it cost"), asked(2, "who painted it blue")])
        work = worklist(session)
        assert listed(await work.inbox(SERVER)) == {"who painted it blue"}
        assert sorted(texts) == ["what does it cost", "who painted it blue"]
        await session.database.usage.write([asked(3, "where is the pizza")])
        assert listed(await work.inbox(SERVER)) == {"who painted it blue", "where is the pizza"}
        assert texts[2:] == ["where is the pizza"]


async def test_a_long_question_stays_with_the_decision_that_was_recorded(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = f"what does it cost {'really ' * LONG}".strip()
    with decided(monkeypatch) as texts:
        await session.database.usage.write(
            [asked(1, long, entry=COST), asked(2, long, entry=COST), asked(3, long + "x")]
        )
        inbox = await worklist(session).inbox(SERVER)
        assert texts == []
    assert sorted(group.group.times for group in inbox.groups) == [1, 2]
    (closest,) = next(group.closest for group in inbox.groups if long in group.group.texts)
    assert (closest.entry, closest.score) == (COST, question(1).score)
    assert (inbox.tried, inbox.late, inbox.long) == (0, 0, 3)


async def test_when_the_time_is_up_everything_is_listed_and_members_have_shared_it(session: Session) -> None:
    flood = [asked(number, f"who painted it blue {number}") for number in range(100, 100 + 5 * CHUNK)]
    await session.database.usage.write([*flood, asked(1, "what does it cost then", "bob")])
    ticks = iter([0.0, SECONDS])
    inbox = await worklist(session, lambda: next(ticks, SECONDS)).inbox(SERVER)
    assert (inbox.tried, inbox.late) == (CHUNK, 4 * CHUNK + 1)
    assert listed(inbox) == {one.text for one in flood}, "Bob's one question was tried, although it is the oldest"


async def test_the_most_asked_stand_first_and_of_a_count_the_newest_with_all_their_questions(session: Session) -> None:
    german = "wie viel ist das und wo ist es"
    texts = ("where is the pizza", "who painted it blue", "is a dog nice", "where is pizza?", german)
    await session.database.usage.write([asked(number, text) for number, text in enumerate(texts)])
    inbox = await worklist(session).inbox(SERVER)
    assert [group.newest.text for group in inbox.groups] == ["where is pizza?", "is a dog nice", "who painted it blue"]
    assert [one.text for one in inbox.groups[0].questions] == ["where is pizza?", "where is the pizza"]
    assert [group.group.text for group in inbox.illegible] == [german]
    assert (inbox.week.asked, inbox.week.open, inbox.week.illegible) == (5, 4, 1)
