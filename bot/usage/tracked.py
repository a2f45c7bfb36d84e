"""Which answer follows which question, for as long as an edit or a deletion of the question still counts."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from bot.usage.events import Tracked, Untracked
from bot.usage.recorder import Recorder
from bot.usage.stores import TrackedStore

MEMORY: Final = timedelta(minutes=15)
"""How long an answer follows its question; Discord's interaction tokens live as long."""
_COMPANY: Final = 5.0
"""Seconds that an expired answer waits for others to go with it."""


class TrackedAnswers:
    """The newest answers by the message of their question; the recorder stores them, so that they survive a restart."""

    def __init__(
        self,
        recorder: Recorder,
        clock: Callable[[], datetime],
        capacity: int = 5000,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """``clock`` gives the time now, aware, in UTC, and ``sleep`` takes seconds.

        Beyond ``capacity`` the oldest are let go.
        """
        self._recorder = recorder
        self._clock = clock
        self._capacity = capacity
        self._sleep = sleep
        self._by_message: OrderedDict[int, Tracked] = OrderedDict()

    async def load(self, store: TrackedStore) -> None:
        """Take over what was tracked before the start, and let go of what is too old.

        Raises:
            StoreError: the database cannot be read.
        """
        for tracked in await store.load():
            self._by_message[tracked.question_message] = tracked
        self._prune()

    async def run(self) -> None:
        """Let go of each answer when its time is up, until cancelled: what is stored of it goes then, too."""
        while True:
            await self._sleep(self._until_next())
            for tracked in [one for one in self._by_message.values() if self._expired(one)]:
                self.forget(tracked.question_message)

    def remember(self, tracked: Tracked) -> None:
        """Let the answer follow the question's message, in place of what followed it before."""
        self._by_message[tracked.question_message] = tracked
        self._by_message.move_to_end(tracked.question_message)
        self._recorder.record(tracked)
        self._prune()

    def find(self, question_message: int) -> Tracked | None:
        """The answer that follows this message, or ``None``."""
        tracked = self._by_message.get(question_message)
        return tracked if tracked is not None and not self._expired(tracked) else None

    def forget(self, question_message: int) -> None:
        """Let nothing follow this message any longer."""
        if self._by_message.pop(question_message, None) is not None:
            self._recorder.record(Untracked(question_message))

    def __len__(self) -> int:
        return len(self._by_message)

    def _until_next(self) -> float:
        """Seconds until the first has expired; what comes meanwhile expires later."""
        now = self._clock()
        first = min((tracked.at for tracked in self._by_message.values()), default=now)
        return max((first + MEMORY - now).total_seconds(), 0) + _COMPANY

    def _expired(self, tracked: Tracked) -> bool:
        return self._clock() - tracked.at > MEMORY

    def _prune(self) -> None:
        """Let go of the expired and of those beyond the capacity, oldest first."""
        while self._by_message:
            oldest = next(iter(self._by_message.values()))
            if len(self._by_message) <= self._capacity and not self._expired(oldest):
                return
            self.forget(oldest.question_message)
