"""Taking a revision back, line by line, and looking at the files as they were."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from bot.editing.patch import Patch, PatchConflictError, lines_of
from bot.editing.revision import FileChange, Revision

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
