"""One save at a time: within this program, and between the running bot and the terminal."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from filelock import AsyncFileLock, Timeout

from bot.editing.errors import EditError

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
