"""A change of a text as one run of lines replaced by another: what a revision stores, and what undoes it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.editing.revision import FileChange, Revision
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


Texts = Mapping[str, str]
"""The text of each file of a scope, by name."""


def digest(text: str) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def file_changes(before: Texts, after: Texts) -> tuple[FileChange, ...]:
    """What turns the files ``before`` into those ``after``, one change for each file that differs."""
    return tuple(
        _file_change(name, before.get(name), after.get(name))
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    )


def undone(revision: Revision, later: Sequence[Revision], texts: Texts) -> dict[str, str]:
    """The files with the lines of ``revision`` put back, and everything of ``later`` (oldest first) left in place.

    Raises:
        PatchConflictError: something later touched the same lines.
    """
    result = dict(texts)
    for change in revision.files:
        patch = _patch(change).inverse()
        for newer in _since(change, [one for other in later for one in other.files if one.file == change.file]):
            if newer.digest_before is None or newer.digest_after is None:
                raise PatchConflictError(f"{change.file} has been made or deleted since; undo that first.")
            patch = patch.after(_patch(newer))
        _put(result, change.file, patch.apply(texts.get(change.file, "")), gone=change.digest_before is None)
    return result


def _since(change: FileChange, later: Sequence[FileChange]) -> Sequence[FileChange]:
    """What came after the file last stood as ``change`` left it: what was done and undone in between is no obstacle."""
    back = [index for index, newer in enumerate(later, 1) if newer.digest_after == change.digest_after]
    return later[back[-1] :] if back else later


def rewound(texts: Texts, revisions: Iterable[Revision]) -> dict[str, str]:
    """The files as they were before ``revisions``, which are given newest first and were made last.

    Raises:
        PatchConflictError: the files are not as those revisions left them.
    """
    result = dict(texts)
    for change in (change for revision in revisions for change in revision.files):
        text = _patch(change).inverse().apply(result.get(change.file, ""))
        _put(result, change.file, text, gone=change.digest_before is None)
    return result


def redone(changes: Iterable[FileChange], texts: Texts) -> dict[str, str]:
    """The files with ``changes`` made.

    Raises:
        PatchConflictError: the files are not as those changes expect them.
    """
    result = dict(texts)
    for change in changes:
        text = _patch(change).apply(result.get(change.file, ""))
        _put(result, change.file, text, gone=change.digest_after is None)
    return result


def _put(texts: dict[str, str], name: str, text: str, *, gone: bool) -> None:
    if gone and not text:
        texts.pop(name, None)
    else:
        texts[name] = text


def _patch(change: FileChange) -> Patch:
    return Patch(change.start, tuple(lines_of(change.removed)), tuple(lines_of(change.added)))


def _file_change(name: str, before: str | None, after: str | None) -> FileChange:
    patch = Patch.between(before or "", after or "")
    return FileChange(
        file=name,
        start=patch.start,
        removed="".join(patch.removed),
        added="".join(patch.added),
        digest_before=None if before is None else digest(before),
        digest_after=None if after is None else digest(after),
    )


def changed_names(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """The names of the files that differ, in order."""
    return [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]
