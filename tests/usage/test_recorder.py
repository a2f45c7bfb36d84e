"""The recorder takes what happens at once, and writes it when it can."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import pytest

from bot.usage.events import Chosen, Erased, Event, Rated, Untracked
from bot.usage.recorder import Pace, Recorder
from bot.usage.stores import StoreBusyError, StoreError, StoreRefusedError, UsageStore
from tests.usage.samples import NOW, ListStore, followed, question

QUICK = Pace(capacity=10, batch=4, interval=0.01, first_retry=0.01, last_retry=0.04)
BUSY = StoreBusyError("The file is locked.")
FULL = StoreError("The disk is full.")


@asynccontextmanager
async def running(
    store: UsageStore, pace: Pace = QUICK, monotonic: Callable[[], float] = lambda: 0.0
) -> AsyncIterator[Recorder]:
    """A recorder at work, closed at the end."""
    recorder = Recorder(store, pace, monotonic)
    await recorder.start()
    try:
        yield recorder
    finally:
        await recorder.close(0.5)


async def test_events_arrive_in_their_order_and_in_batches() -> None:
    store = ListStore()
    sent: list[Event] = [question(number) for number in range(9)]
    async with running(store) as recorder:
        for event in sent:
            recorder.record(event)
        assert recorder.pending == 9
        assert await recorder.flush()
        assert (recorder.pending, recorder.dropped) == (0, 0)
    assert store.events == sent
    assert [len(batch) for batch in store.batches] == [4, 4, 1]


async def test_events_are_written_without_being_flushed() -> None:
    store = ListStore()
    async with running(store) as recorder:
        recorder.record(question())
        async with asyncio.timeout(5):
            await store.left.wait()
    assert store.events == [question()]


async def test_a_lone_event_waits_for_company_and_a_full_batch_does_not() -> None:
    store = ListStore()
    async with running(store, Pace(batch=3, interval=60)) as recorder:
        recorder.record(question(1))
        await asyncio.sleep(0.05)
        assert not store.batches
        recorder.record(question(2))
        recorder.record(question(3))
        async with asyncio.timeout(5):
            await store.left.wait()
        assert [len(batch) for batch in store.batches] == [3]


async def test_closing_writes_what_is_pending_and_later_events_are_counted() -> None:
    store = ListStore()
    async with running(store, Pace(interval=60)) as recorder:
        recorder.record(question(1))
    assert store.events == [question(1)]
    recorder.record(question(2))
    assert (recorder.dropped, recorder.pending) == (1, 0)


async def test_closing_does_not_wait_for_a_store_that_hangs(caplog: pytest.LogCaptureFixture) -> None:
    store = ListStore()
    store.free.clear()
    recorder = Recorder(store, QUICK)
    await recorder.start()
    for number in range(6):
        recorder.record(question(number))
    await store.entered.wait()
    async with asyncio.timeout(2):
        await recorder.close(0.05)
    assert (recorder.dropped, recorder.pending) == (6, 0)
    assert "Rows dropped from the usage log: 6 (the time to close was up)." in caplog.text


async def test_closing_tries_once_more_though_the_next_try_was_far_off() -> None:
    store = ListStore(BUSY)
    recorder = Recorder(store, Pace(interval=0.01, first_retry=60))
    await recorder.start()
    recorder.record(question())
    await store.left.wait()
    await asyncio.sleep(0)
    async with asyncio.timeout(2):
        await recorder.close()
    assert store.events == [question()]


async def test_a_batch_that_meets_a_busy_store_is_written_later_and_in_order() -> None:
    store = ListStore(BUSY, BUSY, BUSY)
    sent: list[Event] = [question(1), Rated(1, NOW, "ann", True), question(2)]
    async with running(store) as recorder:
        for event in sent:
            recorder.record(event)
        await store.entered.wait()
        await asyncio.sleep(0)
        assert recorder.trouble == "The file is locked."
        recorder.record(question(3))
        assert await recorder.flush()
        assert (recorder.dropped, recorder.trouble) == (0, None)
    assert store.events == [*sent, question(3)]


async def test_what_a_full_disk_refuses_is_dropped_counted_and_reported(caplog: pytest.LogCaptureFixture) -> None:
    store = ListStore(FULL)
    async with running(store) as recorder:
        recorder.record(question(1))
        recorder.record(question(2))
        assert await recorder.flush()
        assert (recorder.dropped, recorder.trouble) == (2, "The disk is full.")
        recorder.record(question(3))
        assert await recorder.flush()
        assert recorder.trouble is None
    assert store.events == [question(3)]
    assert "Rows dropped from the usage log: 2 (The disk is full). Answers go on." in caplog.text


async def test_promises_outlive_a_full_disk() -> None:
    """An erased text must go, however long the disk is full."""
    store = ListStore(FULL, FULL)
    async with running(store) as recorder:
        for event in (question(1), Erased(7), Chosen(1, NOW, "ann", None), Untracked(100)):
            recorder.record(event)
        assert await recorder.flush()
        assert recorder.dropped == 2
    assert store.events == [Erased(7), Untracked(100)]


async def test_a_full_queue_drops_the_newest_but_still_takes_promises() -> None:
    store = ListStore()
    store.free.clear()
    async with running(store) as recorder:
        for number in range(15):
            recorder.record(question(number))
        recorder.record(Erased(3))
        assert (recorder.pending, recorder.dropped) == (11, 5)
        for number in range(100):
            recorder.record(Erased(number))
        assert recorder.pending == 20
        store.free.set()
    assert store.events[:11] == [*(question(number) for number in range(10)), Erased(3)]


async def test_dropped_rows_are_reported_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    times = iter((0.0, 1.0, 59.0, 61.0, 62.0, 63.0))
    recorder = Recorder(ListStore(), Pace(capacity=0), lambda: next(times))
    for _ in range(4):
        recorder.record(question())
    assert [record.args for record in caplog.records] == [(1, "the queue is full"), (3, "the queue is full")]
    recorder.record(question())
    await recorder.close()
    assert len(caplog.records) == 3


class PickyStore(ListStore):
    """Can't take certain events, however often it is asked: with a defect, or because of a value in them."""

    def __init__(self, bad: Sequence[Event], error: Exception) -> None:
        super().__init__()
        self.bad, self.error = bad, error

    async def write(self, events: Sequence[Event]) -> None:
        if any(event in self.bad for event in events):
            raise self.error
        await super().write(events)


@pytest.mark.parametrize("error", [OverflowError("too large"), StoreRefusedError("The database can't take a value.")])
async def test_an_event_that_cannot_be_written_takes_no_other_with_it(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither a promise nor a row; be it a promise itself, it is not tried for ever."""
    bad: list[Event] = [Rated(2**64, NOW, "ann", True), Erased(2**64)]
    store = PickyStore(bad, error)
    async with running(store) as recorder:
        for event in (question(1), bad[0], Erased(7), bad[1]):
            recorder.record(event)
        assert await recorder.flush()
        recorder.record(question(2))
        assert await recorder.flush()
    assert store.events == [question(1), Erased(7), question(2)]
    assert (recorder.dropped, recorder.trouble) == (2, None)
    assert "Rows dropped from the usage log: 1 (" in caplog.text


async def test_a_disk_that_fills_up_while_events_are_written_one_by_one_loses_no_promise() -> None:
    store = ListStore(TypeError("a defect"), FULL)
    async with running(store) as recorder:
        for event in (question(1), Erased(7)):
            recorder.record(event)
        assert await recorder.flush()
    assert store.events == [Erased(7)]


async def test_a_defect_of_the_store_neither_reaches_the_caller_nor_stops_the_worker(
    caplog: pytest.LogCaptureFixture,
) -> None:
    store = ListStore(TypeError("a defect"), TypeError("a defect"))
    async with running(store) as recorder:
        recorder.record(question(1))
        assert await recorder.flush()
        recorder.record(question(2))
        assert await recorder.flush()
    assert store.events == [question(2)]
    assert recorder.dropped == 1
    assert any(record.exc_info and record.levelno == logging.ERROR for record in caplog.records)


async def test_nothing_is_taken_of_members_who_opted_out() -> None:
    store = ListStore()
    async with running(store) as recorder:
        recorder.refused.add("ann")
        for event in (question(1), Rated(1, NOW, "ann", True), followed(), question(2, user="bob"), Erased(1)):
            recorder.record(event)
    assert store.events == [question(2, user="bob"), Erased(1)]
    assert recorder.dropped == 0


async def test_forgetting_a_member_reaches_the_queue_and_the_batch_being_retried() -> None:
    store = ListStore(BUSY)
    store.free.clear()
    async with running(store, Pace(batch=2, interval=0.01, first_retry=0.01)) as recorder:
        for event in (question(1), question(2, user="bob"), question(3), Rated(2, NOW, "bob", True)):
            recorder.record(event)
        await store.entered.wait()
        assert recorder.forget("ann") == 2
        store.free.set()
    assert store.events == [question(2, user="bob"), Rated(2, NOW, "bob", True)]
