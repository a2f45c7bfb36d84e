"""How large a server's overlay may become: the memory, and the time until a change is worked out, grow with it.

Anybody who adds a public bot to a server of their own is a moderator there. The shared base has no budget.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.editing.change import EntryEdit
from bot.editing.errors import EditError
from bot.editing.knowledge_files import Homes
from bot.editing.patch import Texts
from bot.knowledge.model import KnowledgeBase
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
        if (size := _bytes(after)) > self.bytes:
            _refuse_growth(texts.OVERLAY_BYTES, self.bytes, _bytes(before), size)
        if (size := len(Homes(after).of_entry)) > self.entries:
            _refuse_growth(texts.OVERLAY_ENTRIES, self.entries, len(Homes(before).of_entry), size)

    def check_edits(self, before: Texts, edits: Sequence[EntryEdit], base: KnowledgeBase) -> None:
        """As ``check``, of entries that are not written yet: an import may bring tens of thousands.

        Args:
            before: the overlay's files, by name.
            edits: what is to be written.
            base: what the overlay lies over; an entry like the base's own needs no writing.

        Raises:
            OverBudgetError: the overlay would have more entries than the budget, and not fewer than before.
        """
        own = set(Homes(before).of_entry)
        written = {edit.key for edit in edits if edit.after is not None and edit.after != base.entries.get(edit.key)}
        after = (own - {edit.key for edit in edits}) | written
        if len(after) > self.entries:
            _refuse_growth(texts.OVERLAY_ENTRIES, self.entries, len(own), len(after))


def _refuse_growth(what: str, most: int, before: int, after: int) -> None:
    if after >= before:
        raise OverBudgetError(texts.over_budget(what, after, most, shrinking=before > most))


def _bytes(files: Texts) -> int:
    return sum(len(text.encode()) for text in files.values())
