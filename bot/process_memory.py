"""The memory of this process: pausing Python's cycle collector, returning what was freed, and measuring objects."""

import ctypes
import gc
import threading
from collections.abc import Callable, Sized
from functools import cache
from typing import Any, Final

_MANY: Final = 50_000
"""New objects at the end of a pause, from which on the collector never visits them (``gc.freeze``)."""
_ITEM: Final = 90
"""Bytes for each item of a collection: a short text or a pair with a number, and its place; measured."""


class _GcPause:
    """A context manager: while a block under it is open, in any thread, the cycle collector is off.

    A tree of some hundred thousand nodes makes it walk all of them again and again, each time holding the interpreter's
    lock for 40 to 70 ms (measured with 5,000 entries). Reading makes no cycles, so nothing is left behind.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open = 0
        self._was_enabled = True

    def __enter__(self) -> None:
        with self._lock:
            if self._open == 0:
                self._was_enabled = gc.isenabled()
                gc.disable()
            self._open += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._open -= 1
            if self._open == 0 and self._was_enabled:
                if gc.get_count()[0] > _MANY:
                    gc.freeze()  # or the very next collection would walk all that was read, in one go
                gc.enable()


gc_paused: Final = _GcPause()
"""``with gc_paused:`` around the reading of large files."""


def freeze_gc() -> None:
    """Have the collector leave alone from now on what there is: called when new knowledge is put in force.

    It lives long, makes no cycles, and walking it holds the interpreter's lock for 140 ms (5,000 entries). Once it is
    replaced, counting references frees it all the same.
    """
    gc.collect(1)
    gc.freeze()


def give_back() -> None:
    """Return freed memory to the system: the GNU C library keeps it, a fifth of the largest index. Else a no-op."""
    trim = _trim()
    if trim:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # another C library; Windows takes no None
        return None


def footprint(value: object) -> int:
    """About how many bytes a value of this project's classes takes, arrays and collections counted.

    A few hundred objects are looked at: of a collection the items are counted, not visited. What the value shares with
    others counts in full.
    """
    seen: set[int] = set()
    waiting: list[object] = [value]
    total = 0
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        size = getattr(one, "nbytes", None)
        if isinstance(size, int):  # a numpy array; to import numpy for that would make this module heavy
            total += size
        elif isinstance(one, str | bytes):
            total += len(one)
        elif isinstance(one, Sized):
            total += _ITEM * len(one)
        elif type(one).__module__.startswith("bot."):
            waiting += _fields(one)
    return total


def _fields(value: Any) -> list[object]:
    """What an object holds, in slots or in a dictionary."""
    slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
    own: dict[str, object] = getattr(value, "__dict__", {})
    return [*own.values(), *(getattr(value, name) for name in slots if hasattr(value, name))]
