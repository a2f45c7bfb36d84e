"""Keeps Python's cycle collector from stopping the event loop while, and after, a large file is read."""

import gc
import threading
from typing import Final

_MANY: Final = 50_000
"""Objects made in one block, from which on the collector is kept from them for good."""


class _PatientCollector:
    """While a block is open, in any thread, the cycle collector is off.

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


patient_collector: Final = _PatientCollector()


def settled() -> None:
    """Have the collector leave alone from now on what there is: called when new knowledge is put in force.

    It lives long, makes no cycles, and walking it holds the interpreter's lock for 140 ms (5,000 entries). Once it is
    replaced, counting references frees it all the same.
    """
    gc.collect(1)
    gc.freeze()
