"""What a revision changed in its files: worked out, stored, made again after a crash, and taken back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from bot.editing.merge import Hunk, MergeConflictError, hunks_between, lines_of, merge
from bot.editing.revision import FileChange, Revision, Rollback

Texts = Mapping[str, str]
"""The text of each file of a scope, by name."""


def digest(text: str) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def changed_names(before: Texts, after: Texts) -> list[str]:
    """The names of the files that differ, in order."""
    return [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]


def file_changes(before: Texts, after: Texts) -> tuple[FileChange, ...]:
    """What turns the files ``before`` into those ``after``, hunk by hunk."""
    return tuple(
        change for name in changed_names(before, after) for change in _of_file(name, before.get(name), after.get(name))
    )


def _of_file(name: str, before: str | None, after: str | None) -> Iterator[FileChange]:
    digests = (_digest(before), _digest(after))
    hunks = hunks_between(lines_of(before or ""), lines_of(after or ""))
    for hunk in hunks or [Hunk(0, (), ())]:  # an empty file comes or goes
        yield FileChange(name, hunk.start, "".join(hunk.removed), "".join(hunk.added), *digests)


def redone(changes: Sequence[FileChange], texts: Texts) -> dict[str, str]:
    """The files with the ``changes`` of a revision made.

    Raises:
        MergeConflictError: the files are not as those changes expect them.
    """
    files = {name: lines_of(text) for name, text in texts.items()}
    for change in reversed(changes):  # so that the lines above still have the numbers that the hunk counts by
        lines, removed = files.setdefault(change.file, []), lines_of(change.removed)
        if change.start > len(lines) or lines[change.start : change.start + len(removed)] != removed:
            raise MergeConflictError
        lines[change.start : change.start + len(removed)] = lines_of(change.added)
    gone = {change.file for change in changes if change.digest_after is None}
    return {name: "".join(lines) for name, lines in files.items() if name not in gone}


def rewound(texts: Texts, rollbacks: Iterable[Rollback]) -> dict[str, str]:
    """The files as they were before the changes that ``rollbacks`` take back, newest revision first."""
    files = {name: lines_of(text) for name, text in texts.items()}
    for step in rollbacks:
        lines = files.setdefault(step.file, [])
        lines[step.start : step.start + step.added] = lines_of(step.removed)
        if step.made_file:
            del files[step.file]
    return {name: "".join(lines) for name, lines in files.items()}


def state_before(revision: Revision, left: Texts) -> dict[str, str]:
    """The files as they were before ``revision``, which left them as in ``left``.

    Raises:
        MergeConflictError: it did not leave them like this.
    """
    # The hunks of a file, of which there may be thousands, all have its digest.
    after = {change.file: change.digest_after for change in revision.files}
    if any(_digest(left.get(name)) != expected for name, expected in after.items()):
        raise MergeConflictError
    return rewound(left, map(_rollback, revision.files))


def undone(revision: Revision, left: Texts, texts: Texts) -> dict[str, str]:
    """The files ``texts`` with the lines of ``revision`` put back, and everything that came later left in place.

    Args:
        revision: what to take back.
        left: the files as the revision left them.
        texts: the files now.

    Raises:
        MergeConflictError: the same lines were changed since, or the file was made or deleted.
    """
    result = dict(texts)
    before = state_before(revision, left)
    for name in changed_names(before, left):
        text = _merged(left.get(name), texts.get(name), before.get(name))
        if text is None:
            result.pop(name, None)
        else:
            result[name] = text
    return result


def _digest(text: str | None) -> str | None:
    return None if text is None else digest(text)


def _rollback(change: FileChange) -> Rollback:
    return Rollback(
        change.file, change.start, change.removed, len(lines_of(change.added)), change.digest_before is None
    )


def _merged(base: str | None, ours: str | None, theirs: str | None) -> str | None:
    """As ``merge``, of files that may not exist.

    Raises:
        MergeConflictError: both sides changed the same lines, or one changed what the other deleted.
    """
    if ours in (base, theirs):
        return theirs
    if base is None or ours is None or theirs is None:
        raise MergeConflictError
    return merge(base, ours, theirs)
