"""What a long-running command needs of the process it runs in: work in the background, signals to stop, and a log."""

import asyncio
import logging
import signal
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from bot.control_characters import shown

log = logging.getLogger(__name__)


@asynccontextmanager
async def background(work: Coroutine[Any, Any, None], name: str) -> AsyncGenerator[None]:
    """Run ``work`` in a task, and cancel it when the block ends. A defect that ends it early is logged."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_report)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error("The worker %s ended with a defect.", task.get_name(), exc_info=error)


@contextmanager
def on_signals(stop: Callable[[], object]) -> Generator[list[signal.Signals]]:
    """Call ``stop`` at SIGTERM and Ctrl-C; the list tells which came.

    Where a loop takes no signal handlers (Windows), Ctrl-C cancels the main task as ``asyncio.run`` arranges it.
    """
    loop = asyncio.get_running_loop()
    came: list[signal.Signals] = []

    def on_signal(number: signal.Signals) -> None:
        came.append(number)
        stop()

    installed: list[signal.Signals] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, on_signal, number)
        except (NotImplementedError, RuntimeError):
            break
        installed.append(number)
    try:
        yield came
    finally:
        for number in installed:
            loop.remove_signal_handler(number)


class SafeFormatter(logging.Formatter):
    """Keeps what people typed from forging the log: control characters are spelled out, further lines indented."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as text; only its first line begins at the margin."""
        return shown(super().format(record)).replace("\n", "\n    ")


def format_unconfigured_log() -> None:
    """Use ``SafeFormatter`` for the warnings that Python prints while no log is set up, as most commands leave it."""
    if logging.lastResort is not None:
        logging.lastResort.setFormatter(SafeFormatter())


def set_up_logging(level: str) -> None:
    """Log to standard error: our own messages from ``level`` on, the libraries' from warning on.

    The libraries' finer levels show what people typed (discord.py its gateway events, SQLAlchemy and aiosqlite the
    values of each statement), so no setting of ours switches them on.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(SafeFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    logging.getLogger("bot").setLevel(level.upper())
