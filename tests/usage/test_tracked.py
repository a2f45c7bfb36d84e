"""Answers follow their questions for fifteen minutes, also across a restart."""

import asyncio
from datetime import timedelta

import pytest

from bot.usage.events import Tracked, Untracked
from bot.usage.recorder import Recorder
from bot.usage.tracked import MEMORY, TrackedAnswers
from tests.usage.samples import NOW, Clock, ListStore, followed


def make(clock: Clock, capacity: int = 10) -> tuple[TrackedAnswers, Recorder]:
    """A memory, and the recorder it writes through."""
    recorder = Recorder(ListStore())
    return TrackedAnswers(recorder, clock, capacity), recorder


def recorded(recorder: Recorder) -> list[object]:
    """What waits in the recorder's queue."""
    return list(recorder._queue)


async def test_what_is_remembered_is_found_until_it_is_forgotten() -> None:
    tracked, recorder = make(Clock())
    tracked.remember(followed(1))
    assert tracked.find(1) == followed(1)
    assert tracked.find(2) is None
    tracked.forget(1)
    tracked.forget(1)
    assert tracked.find(1) is None
    assert recorded(recorder) == [followed(1), Untracked(1)]


async def test_after_fifteen_minutes_nothing_follows() -> None:
    clock = Clock()
    tracked, recorder = make(clock)
    tracked.remember(followed(1))
    clock.now += MEMORY
    assert tracked.find(1) is not None
    clock.advance(seconds=1)
    assert tracked.find(1) is None
    tracked.remember(followed(2, at=clock.now))
    assert len(tracked) == 1
    assert recorded(recorder)[-1] == Untracked(1)


async def test_the_oldest_go_beyond_the_capacity() -> None:
    tracked, _ = make(Clock(), capacity=3)
    for message in (1, 2, 3):
        tracked.remember(followed(message))
    tracked.remember(followed(1, question=9))
    tracked.remember(followed(4))
    assert [tracked.find(message) is not None for message in (1, 2, 3, 4)] == [True, False, True, True]
    found = tracked.find(1)
    assert found is not None
    assert found.question == 9


async def test_a_restart_loads_what_is_fresh_and_lets_go_of_the_rest() -> None:
    clock = Clock()
    store = ListStore()
    old: list[Tracked] = [followed(1, at=NOW - 2 * MEMORY), followed(2, at=NOW)]
    await store.write(old)
    tracked, recorder = make(clock)
    await tracked.load(store)
    assert (tracked.find(1), tracked.find(2)) == (None, followed(2, at=NOW))
    assert recorded(recorder) == [Untracked(1)]


async def test_each_goes_when_its_time_is_up_though_nothing_else_happens() -> None:
    """Also one that was edited, and so stands behind younger ones."""
    clock, waits = Clock(), list[float]()

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 4:
            raise asyncio.CancelledError
        clock.advance(seconds=seconds)

    recorder = Recorder(ListStore())
    tracked = TrackedAnswers(recorder, clock, sleep=sleep)
    tracked.remember(followed(1))
    tracked.remember(followed(2, at=NOW + timedelta(minutes=5)))
    tracked.remember(followed(1, question=9))
    with pytest.raises(asyncio.CancelledError):
        await tracked.run()
    assert [event for event in recorded(recorder) if isinstance(event, Untracked)] == [Untracked(1), Untracked(2)]
    assert waits == [905.0, 300.0, 905.0, 905.0]
