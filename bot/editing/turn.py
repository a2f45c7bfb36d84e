"""One save at a time: within this program, and between the running bot and the terminal."""

import asyncio
import errno
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import IO, Final

from bot.editing.errors import EditError

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


PATIENCE: Final = 10.0
"""Seconds to wait for another program: more than a save of the largest file takes."""
_PAUSE: Final = 0.05
_TAKEN: Final = {errno.EAGAIN, errno.EACCES, errno.EDEADLK, errno.EWOULDBLOCK}


class Turn:
    """A lock on a file. The system lets go of it when the program that holds it ends, however it ends."""

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        """Prepare to lock the file at ``path``, made when first needed, waiting ``patience`` seconds at most."""
        self._path = path
        self._patience = patience
        self._tasks = asyncio.Lock()

    @asynccontextmanager
    async def taken(self) -> AsyncGenerator[None]:
        """Keep all others from saving while the block runs.

        Raises:
            EditError: another program has been saving for too long, or the file can't be locked.
        """
        async with self._tasks:
            file = await self._acquired()
            try:
                yield
            finally:
                file.close()

    async def _acquired(self) -> IO[bytes]:
        file = self._opened()
        try:
            await self._lock(file)
        except BaseException:
            file.close()
            raise
        return file

    async def _lock(self, file: IO[bytes]) -> None:
        until = monotonic() + self._patience
        while not self._locked(file):
            if monotonic() > until:
                raise EditError("Another program is saving a change right now. Please try again in a moment.")
            await asyncio.sleep(_PAUSE)

    def _opened(self) -> IO[bytes]:
        try:
            return self._path.open("ab")
        except OSError as error:
            raise EditError(f"I can't write {self._path.name} in the data folder: {error.strerror}.") from error

    def _locked(self, file: IO[bytes]) -> bool:
        try:
            _lock(file)
        except OSError as error:
            if error.errno in _TAKEN:
                return False
            raise EditError(f"I can't lock {self._path.name} in the data folder: {error.strerror}.") from error
        return True
