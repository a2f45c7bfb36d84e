"""A change of a text as one run of lines replaced by another: what a revision stores, and what undoes it."""

import re
from dataclasses import dataclass

from bot.errors import VersusError

_LINES = re.compile(r"[^\n]*\n|[^\n]+")


class PatchConflictError(VersusError):
    """The lines that a patch would replace are no longer there."""


def lines_of(text: str) -> list[str]:
    r"""The lines of ``text`` with their endings; only ``\n`` ends a line, so joining them gives every byte back."""
    return _LINES.findall(text)


@dataclass(frozen=True, slots=True)
class Patch:
    """Replaces the lines ``removed``, which begin at line number ``start`` (from 0), by the lines ``added``."""

    start: int
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @classmethod
    def between(cls, before: str, after: str) -> "Patch":
        """The smallest single run of lines that turns ``before`` into ``after``."""
        old, new = lines_of(before), lines_of(after)
        shorter = min(len(old), len(new))
        head = 0
        while head < shorter and old[head] == new[head]:
            head += 1
        tail = 0
        while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
            tail += 1
        return cls(head, tuple(old[head : len(old) - tail]), tuple(new[head : len(new) - tail]))

    @property
    def end(self) -> int:
        """The line after the last one removed."""
        return self.start + len(self.removed)

    @property
    def is_empty(self) -> bool:
        """Whether applying it changes nothing."""
        return self.removed == self.added

    def inverse(self) -> "Patch":
        """The patch that takes this one back."""
        return Patch(self.start, self.added, self.removed)

    def apply(self, text: str) -> str:
        """``text`` with the patch applied.

        Raises:
            PatchConflictError: the lines to replace do not stand where the patch expects them.
        """
        lines = lines_of(text)
        if self.start > len(lines) or tuple(lines[self.start : self.end]) != self.removed:
            raise PatchConflictError("These lines have been changed since; undo the newer change first.")
        return "".join([*lines[: self.start], *self.added, *lines[self.end :]])

    def after(self, other: "Patch") -> "Patch":
        """This patch moved to where its lines stand once ``other``, made beside it, has been applied.

        Raises:
            PatchConflictError: both touch the same lines.
        """
        if self.end <= other.start:
            return self
        if self.start >= other.end:
            return Patch(self.start + len(other.added) - len(other.removed), self.removed, self.added)
        raise PatchConflictError("These lines have been changed since; undo the newer change first.")


def merge(base: str, ours: str, theirs: str) -> str:
    """``ours`` with the change from ``base`` to ``theirs`` made on top.

    Raises:
        PatchConflictError: both changed the same lines.
    """
    return Patch.between(base, theirs).after(Patch.between(base, ours)).apply(ours)
