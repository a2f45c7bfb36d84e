"""How much memory things take, and giving it back to the operating system."""

import ctypes
from collections.abc import Callable, Sized
from functools import cache
from typing import Any, Final

import numpy as np

_ITEM: Final = 90
"""Bytes for each item of a collection: a short text or a pair with a number, and its place; measured."""


def give_back() -> None:
    """Return what was freed: the GNU C library keeps it, a fifth of the largest index. Elsewhere nothing happens."""
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
        if isinstance(one, np.ndarray):
            total += one.nbytes
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
