"""Writes events to the store in batches in the background, so that no answer waits for the database."""

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.usage.events import PROMISES, Event, member_of
from bot.usage.stores import StoreBusyError, StoreError, StoreRefusedError, UsageStore

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How the recorder batches and retries; times in seconds."""

    capacity: int = 10_000
    """Events held at most; promises (see ``Recorder``) may take as many again."""
    batch: int = 500
    """Events written at once."""
    interval: float = 1.0
    """How long an event waits for others to share its batch."""
    first_retry: float = 0.25
    last_retry: float = 10.0
    """The wait after a failed write doubles from the first to the last of these."""
    complain: float = 60.0
    """Dropped events are reported in the log once in this time."""


class Recorder:
    """A bounded queue of events and the worker that empties it into a store.

    ``record`` never waits, blocks or raises: neither a locked file nor a full disk delays or loses an answer. A
    batch that meets a busy store is tried again. Of a batch that fails otherwise, statistics are dropped and counted;
    ``PROMISES`` delete what was promised to go, so they are tried until they are written. An event
    that can't be written at all takes no other with it.
    """

    def __init__(self, store: UsageStore, pace: Pace = Pace(), monotonic: Callable[[], float] = time.monotonic) -> None:
        """Prepare; nothing is written before ``start``.

        Args:
            store: where the events go.
            pace: how many events go at once, and how often.
            monotonic: gives seconds that only grow.
        """
        self._store = store
        self._pace = pace
        self._monotonic = monotonic
        self._queue: deque[Event] = deque()
        self._batch: list[Event] = []
        self._some = asyncio.Event()
        self._enough = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._worker: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()
        self._complained_at: float | None = None
        self._not_reported = 0
        self._why = ""
        self.refused: set[str] = set()
        """Keyed hashes of members of whom nothing is recorded."""
        self.dropped = 0
        """Events lost since the start."""
        self.trouble: str | None = None
        """Why the last write failed, as a sentence; ``None`` once one succeeded."""

    @property
    def pending(self) -> int:
        """Events recorded and not yet written."""
        return len(self._queue) + len(self._batch)

    def record(self, event: Event) -> None:
        """Take ``event`` to be written soon; drop and count it when the queue is full."""
        if member_of(event) in self.refused:
            return
        room = self._pace.capacity * (2 if _is_promise(event) else 1)
        if self._stopping.is_set() or self.pending >= room:
            self._drop(1, "the recorder is closed" if self._stopping.is_set() else "the queue is full")
            return
        self._queue.append(event)
        self._idle.clear()
        self._some.set()
        if len(self._queue) >= self._pace.batch:
            self._enough.set()

    def forget(self, user: str) -> int:
        """Take the events about a member out of the queue, and return how many they were."""
        before = self.pending
        self._queue = deque(event for event in self._queue if member_of(event) != user)
        self._batch = [event for event in self._batch if member_of(event) != user]
        return before - self.pending

    async def start(self) -> None:
        """Start the worker."""
        if self._worker is None:
            self._worker = asyncio.create_task(self._work(), name="usage recorder")

    async def flush(self, timeout: float = 5.0) -> bool:  # noqa: ASYNC109 - the caller's limit, and no error
        """Write what is pending at once; whether nothing is left within ``timeout`` seconds."""
        self._enough.set()
        await _wait(self._idle, timeout)
        return self._idle.is_set()

    async def close(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109 - the caller's limit, and no error
        """Write what is pending, for ``timeout`` seconds at most, and stop; what is left is dropped and counted."""
        self._stopping.set()
        self._some.set()
        self._enough.set()
        if self._worker is not None:
            await asyncio.wait([self._worker], timeout=timeout)
            self._worker.cancel()
            await asyncio.wait([self._worker])
            self._worker = None
        left = self.pending
        self._queue.clear()
        self._batch.clear()
        if left:
            self._drop(left, self.trouble or "the time to close was up")
        self._complain(anyway=True)

    async def _work(self) -> None:
        retry = self._pace.first_retry
        while self._queue or not self._stopping.is_set():
            await self._gather()
            if await self._write():
                retry = self._pace.first_retry
            else:
                await self._pause(retry)
                retry = min(2 * retry, self._pace.last_retry)
            self._settle()

    async def _gather(self) -> None:
        """Wait until there is something to write, and then a little longer for more."""
        await self._some.wait()
        await _wait(self._enough, self._pace.interval)

    async def _pause(self, seconds: float) -> None:
        """Wait before the next try; closing cuts the wait short, not to nothing."""
        if self._stopping.is_set():
            await asyncio.sleep(self._pace.first_retry)
        else:
            await _wait(self._stopping, seconds)

    def _settle(self) -> None:
        """Rest when everything is written."""
        if self._queue:
            return
        self._idle.set()
        if not self._stopping.is_set():
            self._some.clear()
            self._enough.clear()

    async def _write(self) -> bool:
        """Write one batch; whether the store took it."""
        self._batch = [self._queue.popleft() for _ in range(min(len(self._queue), self._pace.batch))]
        if not self._batch:
            return True
        try:
            await self._store.write(tuple(self._batch))
        except StoreRefusedError:
            return await self._write_singly()
        except StoreError as error:
            self._put_back(error)
            return False
        except Exception:
            log.exception("A defect kept %d usage events from being written together.", len(self._batch))
            return await self._write_singly()
        self._written()
        return True

    async def _write_singly(self) -> bool:
        """Write the events of the batch one by one and drop those that can't be; whether the store took the others."""
        while self._batch:
            event = self._batch[0]
            try:
                await self._store.write((event,))
            except StoreRefusedError as error:
                self._drop(1, str(error))
            except StoreError as error:
                self._put_back(error)
                return False
            except Exception as error:
                log.exception("A defect keeps an event from being written: %s.", type(event).__name__)
                self._drop(1, f"a defect, {type(error).__name__}")
            self._batch = [one for one in self._batch if one is not event]  # a member may have had theirs taken out
        self._written()
        return True

    def _written(self) -> None:
        if self.trouble is not None:
            log.info("The usage log is being written again.")
        self.trouble = None
        self._batch = []

    def _put_back(self, error: StoreError) -> None:
        """Put what is worth another try first in the queue again, and drop the rest of the batch."""
        self.trouble = str(error)
        busy = isinstance(error, StoreBusyError)
        kept = [event for event in self._batch if busy or _is_promise(event)]
        lost = len(self._batch) - len(kept)
        self._batch = []
        self._queue.extendleft(reversed(kept))
        if lost:
            self._drop(lost, self.trouble)

    def _drop(self, count: int, why: str) -> None:
        self.dropped += count
        self._not_reported += count
        self._why = why.rstrip(".")
        self._complain()

    def _complain(self, *, anyway: bool = False) -> None:
        """Log what was dropped since the last complaint, unless that was a moment ago."""
        now = self._monotonic()
        recent = self._complained_at is not None and now - self._complained_at < self._pace.complain
        if not self._not_reported or (recent and not anyway):
            return
        log.warning("Rows dropped from the usage log: %d (%s). Answers go on.", self._not_reported, self._why)
        self._not_reported = 0
        self._complained_at = now


def _is_promise(event: Event) -> bool:
    return isinstance(event, PROMISES)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    """Wait for ``event``, for ``seconds`` at most."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
