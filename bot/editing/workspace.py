"""The files of one scope, as the editor needs them."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.editing.change import EntryEdit
from bot.editing.revision import Scope
from bot.editing.undo import Texts
from bot.knowledge.build import Loaded


class Workspace(Protocol):
    """The files of one scope: the knowledge folder, or one server's overlay. Every method may block for the disk."""

    def read(self) -> dict[str, str]:
        """The text of each file, by name.

        Raises:
            VersusError: a file can't be read, or is not UTF-8.
        """
        ...

    def load(self, texts: Texts) -> Loaded:
        """The knowledge base that members would see if these were the files, or the problems with them."""
        ...

    def edited(self, texts: Texts, edits: Sequence[EntryEdit]) -> dict[str, str]:
        """The files with the edits made; every byte outside the entries edited stays.

        Raises:
            VersusError: an edit can't be written down.
        """
        ...

    def write(self, name: str, text: str | None) -> None:
        """Replace a file in one step that a crash can't split; ``None`` deletes it.

        Raises:
            VersusError: the file can't be written; the old one is still there.
        """
        ...


class Workspaces(Protocol):
    """Every scope's files."""

    def of(self, scope: Scope) -> Workspace:
        """The files of a scope; an overlay that does not exist yet has none."""
        ...

    def turn(self) -> AbstractAsyncContextManager[None]:
        """Keeps everybody else from saving while the block runs, other programs included.

        Entering it raises ``EditError`` when another program is saving for too long.
        """
        ...

    def sweep(self) -> None:
        """Delete what a crash left half-written. Only in one's turn; blocks for the disk."""
        ...


def changed_names(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """The names of the files that differ, in order."""
    return [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]
