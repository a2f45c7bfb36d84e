"""One save at a time, and each to its end: within this program, and between the running bot and the terminal."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

from filelock import AsyncFileLock, Timeout

from bot.editing.errors import EditError

T = TypeVar("T")
log = logging.getLogger(__name__)

PATIENCE: Final = 10.0
"""Seconds to wait for another program: more than a save of the largest file takes."""


class SaveLock:
    """A lock on a file, which the operating system releases when the program that holds it ends or crashes."""

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        """Prepare to lock the file at ``path``, made when first needed, waiting ``patience`` seconds at most."""
        # Never by a file whose mere existence is the lock: that one outlives a crash.
        self._lock = AsyncFileLock(path, timeout=patience, fallback_to_soft=False)
        self._name = path.name
        self._tasks = asyncio.Lock()

    @asynccontextmanager
    async def held(self) -> AsyncGenerator[None]:
        """Keep all others from saving while the block runs.

        Raises:
            EditError: another program has been saving for too long, or the file can't be locked.
        """
        async with self._tasks:
            try:
                await self._lock.acquire()
            except Timeout:
                raise EditError("Another program is saving a change right now. Please try again in a moment.") from None
            except OSError as error:
                raise EditError(f"I can't lock {self._name} in the data folder: {error.strerror}.") from error
            try:
                yield
            finally:
                await self._lock.release()


class Saves:
    """Does work under the lock, and to its end, whatever becomes of who asked for it."""

    def __init__(self, lock: Callable[[], AbstractAsyncContextManager[None]]) -> None:
        """``lock`` is held while something is done."""
        self._lock = lock
        self._working: set[asyncio.Task[Any]] = set()

    async def run(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The work's result; when the caller is cancelled, the work goes on.

        Raises:
            CancelledError: the caller was cancelled.
        """
        task = asyncio.create_task(self._locked(work))
        self._working.add(task)
        task.add_done_callback(self._working.discard)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            task.add_done_callback(_tell)
            raise

    async def close(self) -> None:
        """Wait for what is under way."""
        while self._working:
            await asyncio.wait(self._working)

    async def _locked(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        async with self._lock():
            return await work()


def _tell(task: asyncio.Task[Any]) -> None:
    """Say how a save failed whose caller has gone; an error's own words may quote what was typed."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.warning("A change was not saved, and nobody waits to be told: %s", type(error).__name__)
