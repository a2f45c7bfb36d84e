"""Erases the texts of questions once they have been kept for as long as was promised."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from bot.usage.stores import RetentionStore, StoreError

log = logging.getLogger(__name__)

EVERY: Final = timedelta(days=1)
RETRY: Final = timedelta(minutes=10)
WAITING: Final = timedelta(days=7)
"""How long a change waits to be saved, and a question for a human's answer; never longer than their texts."""


class Passing(Protocol):
    """What waits for somebody, and does not for long."""

    async def purge(self, before: datetime) -> int:
        """Forget those made before that time, and return how many there were."""
        ...


class Retention:
    """Keeps the promise of ``retention_days``; the statistics stay, by the day."""

    def __init__(
        self,
        store: RetentionStore,
        keep: timedelta,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        passing: Sequence[Passing] = (),
    ) -> None:
        """Prepare.

        Args:
            store: what the texts stand in.
            keep: how long they are kept.
            clock: the time now, aware, in UTC.
            sleep: takes seconds.
            passing: what waits for somebody; it is purged on the same days.
        """
        self._store = store
        self._keep = keep
        self._clock = clock
        self._sleep = sleep
        self._passing = passing

    async def erase(self) -> int:
        """Erase the texts that are too old, and return how many there were.

        Raises:
            StoreError: the database cannot be written now.
        """
        now = self._clock()
        for waiting in self._passing:
            await waiting.purge(now - min(self._keep, WAITING))
        return await self._store.erase_texts(now - self._keep)

    async def run(self) -> None:
        """Erase now and then daily, until cancelled; when the store fails, again after ten minutes."""
        while True:
            try:
                erased = await self.erase()
            except StoreError as error:
                log.warning("Old questions could not be erased, I'll try again in ten minutes: %s", error)
                await self._sleep(RETRY.total_seconds())
            else:
                log.info("Erased the text of %d questions older than %d days.", erased, self._keep.days)
                await self._sleep(EVERY.total_seconds())
