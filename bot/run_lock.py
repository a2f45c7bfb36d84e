"""One bot on a data folder: a lock of the operating system, which goes when its holder ends, however it ends."""

import json
import logging
import os
import platform
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from filelock import AsyncFileLock, Timeout

from bot.config import ConfigError
from bot.texts import running as texts

log = logging.getLogger(__name__)

FILE_NAME: Final = "run.lock"
"""In the data folder. It stays there; what it says of who holds it is for the message alone."""
PATIENCE: Final = 30.0
"""Seconds to wait for a bot that is ending: more than it takes to send the answers under way and close the database."""
_PAUSE: Final = 0.25


@asynccontextmanager
async def sole_bot(folder: Path, clock: Callable[[], datetime], patience: float = PATIENCE) -> AsyncGenerator[None]:
    """Keep every other bot from running on the data folder, which exists, while the block runs.

    Waits ``patience`` seconds for another one to end, as at a restart that overlaps. ``clock`` gives the time, aware.

    Raises:
        ConfigError: another bot goes on running there, or files there can't be locked.
    """
    path = folder / FILE_NAME
    # With the callback it never falls back to a file whose mere existence is the lock: that one outlives a crash.
    lock = AsyncFileLock(path, poll_interval=_PAUSE, on_acquired=lambda file: _sign(file, clock()))
    try:
        await _acquire(lock, folder, patience)
    except Timeout:
        raise ConfigError(_refusal(path, clock())) from None
    except OSError as error:
        raise ConfigError(texts.NO_LOCK.format(file=path, error=error.strerror)) from error
    try:
        yield
    finally:
        await lock.release()


async def _acquire(lock: AsyncFileLock, folder: Path, patience: float) -> None:
    try:
        await lock.acquire(blocking=False)
    except Timeout:
        log.warning(texts.WAITING, folder, patience)
        await lock.acquire(timeout=patience)


def _sign(file: int, now: datetime) -> None:
    """Write who holds the lock. Windows lets nobody else read the first byte of a locked file: a space stands there."""
    os.ftruncate(file, 0)
    os.write(file, (" " + json.dumps({"since": now.isoformat(), "host": platform.node()})).encode())


def _refusal(path: Path, now: datetime) -> str:
    return texts.TAKEN.format(folder=path.parent.absolute(), holder=_holder(path, now))


def _holder(path: Path, now: datetime) -> str:
    """Since when and where the holder has been running, as far as it said."""
    try:
        with path.open("rb", buffering=0) as file:
            file.seek(1)
            said: dict[str, Any] = json.loads(file.read())
        since = datetime.fromisoformat(said["since"]).astimezone()
        today = since.date() == now.astimezone().date()
        return texts.HOLDER.format(since=f"{since:%H:%M}" if today else f"{since:%Y-%m-%d %H:%M}", host=said["host"])
    except (OSError, ValueError, TypeError, KeyError):
        return ""  # it has only just taken the lock, or the text is damaged
