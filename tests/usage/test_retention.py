"""Old texts are erased at the start and daily."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.usage.retention import Retention
from bot.usage.stores import StoreBusyError
from tests.usage.samples import NOW, Clock


class Eraser:
    """Notes what it is told to erase; fails first with the errors it is told to."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.asked: list[datetime] = []

    async def erase_texts(self, before: datetime) -> int:
        self.asked.append(before)
        if self.failures:
            raise self.failures.pop(0)
        return 3


class Sleeps:
    """Notes how long the worker wants to sleep, and ends it after a few times."""

    def __init__(self, times: int, wake: Callable[[float], None]) -> None:
        self.times, self.wake = times, wake
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        self.wake(seconds)
        if len(self.seconds) == self.times:
            raise asyncio.CancelledError


async def test_it_erases_now_and_every_day_and_sooner_after_a_failure(caplog: pytest.LogCaptureFixture) -> None:
    clock, store = Clock(), Eraser()
    sleeps = Sleeps(4, lambda seconds: clock.advance(seconds=seconds))
    retention = Retention(store, timedelta(days=30), clock, sleeps)
    with pytest.raises(asyncio.CancelledError):
        await retention.run()
    month = timedelta(days=30)
    assert store.asked == [NOW - month + timedelta(days=day) for day in range(4)]

    store.failures.append(StoreBusyError("The file is locked."))
    sleeps = Sleeps(2, lambda _: None)
    with pytest.raises(asyncio.CancelledError):
        await Retention(store, month, clock, sleeps).run()
    assert sleeps.seconds == [600, 86400]
    assert "Old questions could not be erased, I'll try again in ten minutes: The file is locked." in caplog.text


class Drafts:
    """Notes what it is told to purge."""

    def __init__(self) -> None:
        self.asked: list[datetime] = []

    async def purge(self, before: datetime) -> int:
        self.asked.append(before)
        return 0


@pytest.mark.parametrize(("keep", "days"), [(30, 7), (3, 3)])
async def test_drafts_go_after_a_week_and_never_later_than_the_texts_they_quote(keep: int, days: int) -> None:
    drafts = Drafts()
    await Retention(Eraser(), timedelta(days=keep), Clock(), passing=[drafts]).erase()
    assert drafts.asked == [NOW - timedelta(days=days)]
