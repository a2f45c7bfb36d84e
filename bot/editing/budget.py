"""How large a server's overlay may become: the memory, and the time until a change is worked out, grow with it.

Anybody who adds a public bot to a server of their own is a moderator there. The shared base has no budget.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.editing.errors import EditError
from bot.editing.undo import Texts
from bot.knowledge.document import Mapping, release
from bot.knowledge.reader import read_text
from bot.texts import editing as texts


class OverBudgetError(EditError):
    """The overlay would be larger than its budget; the sentence says by which measure."""


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that one server's overlay may hold."""

    entries: int
    """Of the overlay's own files: added ones, and those in the place of the base's."""
    bytes: int
    """Of its files together."""

    def check(self, before: Texts, after: Texts) -> None:
        """Refuse a change that leaves the overlay beyond the budget; one that was beyond it already may shrink.

        Args:
            before: the overlay's files, by name.
            after: the same with the change.

        Raises:
            OverBudgetError: it is larger than the budget, and not smaller than before.
        """
        if after == before:
            return
        self._check(_bytes, self.bytes, texts.OVERLAY_BYTES, before, after)
        self._check(_entries, self.entries, texts.OVERLAY_ENTRIES, before, after)

    def _check(self, measured: Callable[[Texts], int], most: int, what: str, before: Texts, after: Texts) -> None:
        size = measured(after)
        if size > most and size >= (old := measured(before)):
            raise OverBudgetError(texts.over_budget(what, size, most, shrinking=old > most))


def _bytes(files: Texts) -> int:
    return sum(len(text.encode()) for text in files.values())


def _entries(files: Texts) -> int:
    return sum(_entries_in(name, text) for name, text in files.items())


def _entries_in(name: str, text: str) -> int:
    root = read_text(name, text.encode()).root
    entries = root.get("entries") if root is not None else None
    number = len(entries.pairs) if isinstance(entries, Mapping) else 0
    release(root)
    return number
