"""A dictionary of bounded size, for what was worked out about typed words."""

from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Memo(dict[K, V]):
    """What was worked out for each key, up to a limit: when it is full, it is emptied.

    Its keys are made of what anybody types. If a full one kept nothing new, a flood of odd words would make every later
    question slower until the next edit; emptied, it fills again with what is asked now.

    A matcher is used on the event loop and in threads at once. Every step here is one operation of a plain dict, so the
    worst that can happen is that something is worked out twice, or the limit passed by one key a thread. A cache that
    drops what was not used for longest (cachetools, an OrderedDict) reorders its keys even when it is read, and fails.
    """

    def __init__(self, limit: int = 20_000) -> None:
        """Make an empty one that holds at most ``limit`` keys."""
        super().__init__()
        self._limit = limit

    def keep(self, key: K, value: V) -> V:
        """Remember ``value``, and return it."""
        if len(self) >= self._limit:
            self.clear()
        self[key] = value
        return value
