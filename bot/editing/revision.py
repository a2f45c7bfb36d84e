"""What was changed in the knowledge base, kept so that it can be shown, undone and finished after a crash."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

Scope = int | None
"""Whose knowledge: a server's overlay by the server's id, or ``None`` for the shared base."""


class RevisionKind(StrEnum):
    """How a revision came about."""

    ADD = "add"
    EDIT = "edit"
    TEACH = "teach"
    REMOVE = "remove"
    IMPORT = "import"
    REVERT = "revert"
    FILE = "file"
    """Somebody changed the file itself, or it was seen for the first time."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who saves a change, as the history shows it to moderators."""

    member: str | None
    """The keyed hash of the moderator's id; ``None`` where nothing may be stored of them."""
    name: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """One run of lines of a file, replaced by another: one of the hunks in which a revision changed the file.

    Revisions of before the merge by hunks have one for each file, from the first to the last line that differs.
    """

    file: str
    """The file's name within its scope."""
    start: int
    """The number of the first line replaced, from 0, in the file before the revision."""
    removed: str
    """The lines that went, with their endings."""
    added: str
    """The lines that came, with their endings."""
    digest_before: str | None
    """SHA-256 of the whole file before, in hexadecimal; ``None`` when the revision made the file."""
    digest_after: str | None
    """SHA-256 of the whole file after, in hexadecimal; ``None`` when the revision deleted the file."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One saved change of one scope."""

    scope: Scope
    number: int
    """Counts from 1 within the scope; 0 until the store has given one."""
    at: datetime
    author: str | None
    """The keyed hash of the moderator; ``None`` for the terminal, a hand edit, or one who had their data deleted."""
    author_name: str | None
    """What moderators are shown; ``None`` like ``author``."""
    kind: RevisionKind
    what: str
    """The change in a few words, for a list."""
    why: str
    """What the moderator gave as the reason; may be empty."""
    entries: tuple[str, ...]
    """The ``topic/entry`` keys that it adds, changes or removes."""
    files: tuple[FileChange, ...]
    """The hunks of one file after another, from its first line to its last."""
    undoes: int | None = None
    """The number of the revision that it takes back."""
    suggestion: int | None = None
    """The id of the member's suggestion that it takes up; of the one that the revision taken back is about."""

    @property
    def file_names(self) -> tuple[str, ...]:
        """The names of the files that it changed."""
        return tuple(dict.fromkeys(change.file for change in self.files))


@dataclass(frozen=True, slots=True)
class Kept:
    """Whose message a change was made of."""

    user: str
    """The keyed hash of the author."""
    credit: str
    """The words of the history about it."""
    server: int
    """Where it was written, and is told if they have their name taken out."""
    replies_to: int | None = None
    """The message that it replies to: who asked there has been answered."""


@dataclass(frozen=True, slots=True)
class Rollback:
    """What takes a ``FileChange`` back: the lines that it added stand in the file, so their number is enough."""

    file: str
    start: int
    removed: str
    added: int
    """How many lines it added."""
    made_file: bool
    """Whether there was no such file before."""


class RevisionStore(Protocol):
    """Keeps the revisions of every scope, and the text of each file as it last was.

    A save has three steps, so that a crash between any two leaves file and history in agreement after the next
    start: ``begin``, then the files are replaced, then ``finish``. Each method raises ``StoreError`` when the
    database fails.
    """

    async def begin(self, revision: Revision, /, kept: Kept | None = None) -> Revision:
        """Store a revision as pending, under the scope's next number, and return it as it is stored.

        With it goes whose message it was made of, so that they can have their name taken out of its reason.
        """
        ...

    async def finish(self, scope: Scope, number: int, texts: Mapping[str, str | None]) -> None:
        """Mark the revision as done, once its files are in place, and keep their texts (``None``: deleted).

        The suggestion that it takes up is accepted; one whose acceptance it takes back waits again, and the other way
        round, as long as its text is there.
        """
        ...

    async def abandon(self, scope: Scope, number: int) -> None:
        """Delete the pending revision, as the files were not replaced."""
        ...

    async def pending(self) -> Sequence[Revision]:
        """The revisions begun and neither finished nor abandoned: what a crash left, of all scopes."""
        ...

    async def history(
        self, scope: Scope, *, entry: str | None = None, before: int | None = None, limit: int = 25
    ) -> Sequence[Revision]:
        """The revisions done, newest first: of one entry alone, below the number ``before``, ``limit`` at most."""
        ...

    async def get(self, scope: Scope, number: int) -> Revision | None:
        """A revision that is done, or ``None``."""
        ...

    async def newest_by(self, scope: Scope, author: str) -> int | None:
        """The number of the newest revision done that this moderator, by their keyed hash, saved; or ``None``."""
        ...

    async def rollbacks(
        self, scope: Scope, number: int, files: Collection[str] | None = None
    ) -> tuple[Mapping[str, str], Sequence[Rollback]]:
        """What takes the files back to how the revision ``number`` left them.

        Returns ``texts`` and, newest revision first, the changes done since; of ``files`` alone where they are given.
        """
        ...

    async def newest_with(self, scope: Scope, file: str, digest: str) -> int | None:
        """The number of the newest revision that left the file with that digest, or ``None``."""
        ...

    async def texts(self, scope: Scope) -> Mapping[str, str]:
        """The text of each of the scope's files as the last revision left it, by file name."""
        ...

    async def changed(self, scope: Scope) -> Mapping[str, datetime]:
        """When each entry was last changed, by key, as far as the history knows."""
        ...
