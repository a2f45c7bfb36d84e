"""A progress bar on the terminal, for what takes a while."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from time import monotonic

from bot.cli.say import console

_PATIENCE = 2.0
"""Seconds without a bar."""


@contextmanager
def progress_bar(label: str) -> Generator[Callable[[int, int], None]]:
    """Gives what is to be told how much is done, and of how much.

    The bar appears only on a terminal, and when the work takes longer than two seconds; at the end it goes away.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.progress import Progress

    start, is_open = monotonic(), True
    bar = Progress(console=console(err=True), transient=True)
    task = bar.add_task(label)

    def advance(done: int, total: int) -> None:
        if is_open and monotonic() - start > _PATIENCE:
            bar.start()
            bar.update(task, completed=done, total=total)

    try:
        yield advance
    finally:
        is_open = False
        bar.stop()
