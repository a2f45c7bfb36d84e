"""Being asked to stop: by SIGTERM, as services are, or by Ctrl-C."""

import asyncio
import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager


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
