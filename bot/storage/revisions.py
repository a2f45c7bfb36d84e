"""Revisions in SQL."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    RowMapping,
    Select,
    Table,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.editing.pending_changes import StoredProposal
from bot.editing.revision import FileChange, Kept, Revision, RevisionKind, Rollback, Scope
from bot.storage.connections import PART, Connections, in_parts, insert_or_replace
from bot.storage.schema import kept_answer, known_file, proposal, revision, revision_entry, revision_file
from bot.storage.suggestions import follow_revision

BASE = 0
"""The scope of the shared base in the tables: no server has this id, and a key column may not be null."""


def stored_scope(scope: Scope) -> int:
    """The scope as the tables have it."""
    return BASE if scope is None else scope


def loaded_scope(stored: int) -> Scope:
    """The scope as everybody else has it."""
    return None if stored == BASE else stored


class SqlRevisionStore:
    """Implements ``bot.editing.revision.RevisionStore``."""

    def __init__(self, connections: Connections) -> None:
        """Use the ``connections`` of the one database."""
        self._connections = connections

    async def begin(self, new: Revision, kept: Kept | None = None) -> Revision:
        """Store a revision as pending, under the scope's next number, and return it as it is stored."""
        scope = stored_scope(new.scope)
        async with self._connections.write() as connection:
            newest = await connection.scalar(select(func.max(revision.c.number)).where(revision.c.scope == scope))
            numbered = replace(new, number=(newest or 0) + 1)
            if new.undoes is not None:
                about = select(revision.c.suggestion).where(_is(new.scope, new.undoes))
                numbered = replace(numbered, suggestion=await connection.scalar(about))
            await _insert(connection, numbered)
            if kept is not None:
                whose = {"server": kept.server, "user": kept.user, "credit": kept.credit}
                await connection.execute(insert(kept_answer).values(scope=scope, number=numbered.number, **whose))
        return numbered

    async def finish(self, scope: Scope, number: int, texts: Mapping[str, str | None]) -> None:
        """The files are in place: the revision is done, and these are their texts now (``None``: deleted).

        What becomes of a member's suggestion with it is kept at the same time.
        """
        stored = stored_scope(scope)
        keep = insert_or_replace(known_file, self._connections.dialect)
        async with self._connections.write() as connection:
            await connection.execute(update(revision).where(_is(scope, number)).values(done=True))
            await follow_revision(connection, stored, number)
            for file, text in texts.items():
                if text is None:
                    gone = delete(known_file).where(known_file.c.scope == stored, known_file.c.file == file)
                    await connection.execute(gone)
                else:
                    await connection.execute(keep.values(scope=stored, file=file, text=text))

    async def abandon(self, scope: Scope, number: int) -> None:
        """The files were not replaced: the pending revision never was."""
        async with self._connections.write() as connection:
            await connection.execute(delete(revision).where(_is(scope, number), ~revision.c.done))

    async def pending(self) -> Sequence[Revision]:
        """The revisions begun and neither finished nor abandoned, of all scopes."""
        return await self._load(select(revision).where(~revision.c.done).order_by(revision.c.scope, revision.c.number))

    async def history(
        self, scope: Scope, *, entry: str | None = None, before: int | None = None, limit: int = 25
    ) -> Sequence[Revision]:
        """The revisions done, newest first: of one entry alone, below the number ``before``, ``limit`` at most."""
        query = _done(scope).order_by(revision.c.number.desc()).limit(limit)
        if before is not None:
            query = query.where(revision.c.number < before)
        if entry is not None:
            query = query.where(exists().where(_belongs(revision_entry), revision_entry.c.entry == entry))
        return await self._load(query)

    async def get(self, scope: Scope, number: int) -> Revision | None:
        """A revision that is done, or ``None``."""
        return next(iter(await self._load(_done(scope).where(revision.c.number == number))), None)

    async def newest_by(self, scope: Scope, author: str) -> int | None:
        """The number of the newest revision done that this moderator, by their keyed hash, saved; or ``None``."""
        query = (
            select(func.max(revision.c.number))
            .where(revision.c.scope == stored_scope(scope), revision.c.done)
            .where(revision.c.author == author)
        )
        async with self._connections.read() as connection:
            return await connection.scalar(query)

    async def rollbacks(
        self, scope: Scope, number: int, files: Collection[str] | None = None
    ) -> tuple[Mapping[str, str], Sequence[Rollback]]:
        """What takes the files back to how the revision ``number`` left them.

        Returns ``texts`` and, newest revision first, the changes done since; of ``files`` alone where they are given.
        """
        part = revision_file.c
        changes = (
            select(
                part.file,
                part.start,
                part.removed,
                _line_count(part.added).label("added"),
                part.digest_before.is_(None).label("made_file"),
            )
            .join(revision, _belongs(revision_file))
            .where(part.scope == stored_scope(scope), part.number > number, revision.c.done)
            .order_by(part.number.desc(), part.position)
        )
        known = _known(scope)
        if files is not None:
            changes, known = changes.where(part.file.in_(files)), known.where(known_file.c.file.in_(files))
        async with self._connections.read() as connection:
            texts = {row["file"]: row["text"] for row in await in_parts(connection, known)}
            rows = await in_parts(connection, changes)
        # A revision may have thousands of hunks.
        return texts, await asyncio.to_thread(lambda: [Rollback(**row) for row in rows])

    async def newest_with(self, scope: Scope, file: str, digest: str) -> int | None:
        """The number of the newest revision that left the file with that digest, or ``None``."""
        query = (
            select(func.max(revision_file.c.number))
            .join(revision, _belongs(revision_file))
            .where(revision_file.c.scope == stored_scope(scope), revision.c.done)
            .where(revision_file.c.file == file, revision_file.c.digest_after == digest)
        )
        async with self._connections.read() as connection:
            return await connection.scalar(query)

    async def texts(self, scope: Scope) -> Mapping[str, str]:
        """The text of each of the scope's files as the last revision left it, by file name."""
        async with self._connections.read() as connection:
            return {row.file: row.text for row in await connection.execute(_known(scope))}

    async def changed(self, scope: Scope) -> Mapping[str, datetime]:
        """When each entry was last changed, by key, as far as the history knows."""
        query = (
            select(revision_entry.c.entry, func.max(revision.c.at).label("at"))
            .where(_belongs(revision_entry), revision.c.done, revision.c.scope == stored_scope(scope))
            .group_by(revision_entry.c.entry)
        )
        async with self._connections.read() as connection:
            return {row["entry"]: row["at"] for row in await in_parts(connection, query)}

    async def _load(self, query: Select[Any]) -> Sequence[Revision]:
        async with self._connections.read() as connection:
            rows = await in_parts(connection, query)
            entries = await _parts(connection, revision_entry, query)
            files = await _parts(connection, revision_file, query)
        return await asyncio.to_thread(_revisions, rows, entries, files)


_Parts = Mapping[tuple[int, int], Sequence[RowMapping]]


def _is(scope: Scope, number: int) -> ColumnElement[bool]:
    return and_(revision.c.scope == stored_scope(scope), revision.c.number == number)


def _done(scope: Scope) -> Select[Any]:
    return select(revision).where(revision.c.scope == stored_scope(scope), revision.c.done)


def _known(scope: Scope) -> Select[Any, Any]:
    return select(known_file.c.file, known_file.c.text).where(known_file.c.scope == stored_scope(scope))


def _line_count(text: Column[str]) -> ColumnElement[int]:
    """How many lines a text has; the last one need not end."""
    ends = func.length(text) - func.length(func.replace(text, "\n", ""))
    return ends + case((or_(text == "", text.endswith("\n")), 0), else_=1)


def _belongs(part: Table) -> ColumnElement[bool]:
    return and_(part.c.scope == revision.c.scope, part.c.number == revision.c.number)


async def _insert(connection: AsyncConnection, new: Revision) -> None:
    key = {"scope": stored_scope(new.scope), "number": new.number}
    row = key | {
        "at": new.at,
        "author": new.author,
        "author_name": new.author_name,
        "kind": new.kind,
        "what": new.what,
        "why": new.why,
        "undoes": new.undoes,
        "suggestion": new.suggestion,
    }
    await connection.execute(insert(revision).values(row | {"done": False}))
    for table, rows in await asyncio.to_thread(_part_rows, new, key):
        for start in range(0, len(rows), PART):  # others have their turn between two parts
            await connection.execute(insert(table), rows[start : start + PART])


def _part_rows(new: Revision, key: Mapping[str, int]) -> Sequence[tuple[Table, Sequence[Mapping[str, Any]]]]:
    entries = [{**key, "position": at, "entry": entry} for at, entry in enumerate(new.entries)]
    files = [{**key, "position": at, **asdict(file)} for at, file in enumerate(new.files)]
    return (revision_entry, entries), (revision_file, files)


async def _parts(connection: AsyncConnection, part: Table, revisions: Select[Any]) -> list[RowMapping]:
    """The rows of ``part`` that belong to ``revisions``, in their order."""
    wanted = revisions.with_only_columns(revision.c.scope, revision.c.number).subquery()
    query = (
        select(part)
        .join(wanted, and_(part.c.scope == wanted.c.scope, part.c.number == wanted.c.number))
        .order_by(part.c.position)
    )
    return await in_parts(connection, query)


def _revisions(
    rows: Iterable[RowMapping], entries: Iterable[RowMapping], files: Iterable[RowMapping]
) -> list[Revision]:
    """CPU work: a revision may have thousands of entries and hunks."""
    of_entries, of_files = _by_revision(entries), _by_revision(files)
    return [_revision(row, of_entries, of_files) for row in rows]


def _by_revision(rows: Iterable[RowMapping]) -> _Parts:
    found: dict[tuple[int, int], list[RowMapping]] = {}
    for row in rows:
        found.setdefault((row["scope"], row["number"]), []).append(row)
    return found


def _revision(row: RowMapping, entries: _Parts, files: _Parts) -> Revision:
    key = (row["scope"], row["number"])
    return Revision(
        scope=loaded_scope(row["scope"]),
        number=row["number"],
        at=row["at"],
        author=row["author"],
        author_name=row["author_name"],
        kind=RevisionKind(row["kind"]),
        what=row["what"],
        why=row["why"],
        entries=tuple(part["entry"] for part in entries.get(key, ())),
        files=tuple(_file(part) for part in files.get(key, ())),
        undoes=row["undoes"],
        suggestion=row["suggestion"],
    )


def _file(row: RowMapping) -> FileChange:
    return FileChange(**{field.name: row[field.name] for field in fields(FileChange)})


class SqlProposalStore:
    """Implements ``bot.editing.pending_changes.ProposalStore``."""

    def __init__(self, connections: Connections) -> None:
        """Use the ``connections`` of the one database."""
        self._connections = connections

    async def put(self, new: StoredProposal) -> None:
        """Keep a proposal, in place of the one of the same id."""
        row = asdict(new) | {"scope": stored_scope(new.scope)}
        async with self._connections.write() as connection:
            await connection.execute(insert_or_replace(proposal, self._connections.dialect).values(row))

    async def get(self, proposal_id: int) -> StoredProposal | None:
        """The proposal of that id, or ``None``: saved, cancelled or purged."""
        async with self._connections.read() as connection:
            row = (await connection.execute(select(proposal).where(proposal.c.id == proposal_id))).mappings().first()
        return None if row is None else _proposal(row)

    async def notes(self) -> Sequence[tuple[int, str, datetime]]:
        """The id, the moderator and the time of every proposal, oldest first."""
        query = select(proposal.c.id, proposal.c.moderator, proposal.c.at).order_by(proposal.c.at, proposal.c.id)
        async with self._connections.read() as connection:
            return [(row.id, row.moderator, row.at) for row in await connection.execute(query)]

    async def newest(self, room: int) -> Sequence[StoredProposal]:
        """The newest proposals, oldest first, whose changes have ``room`` characters together at most."""
        newest = (proposal.c.at.desc(), proposal.c.id.desc())
        used = func.sum(func.length(proposal.c.change)).over(order_by=newest).label("used")
        sized = select(proposal.c.id, used).subquery()
        query = select(proposal).join(sized, sized.c.id == proposal.c.id).where(sized.c.used <= room)
        async with self._connections.read() as connection:
            rows = await connection.execute(query.order_by(proposal.c.at, proposal.c.id))
            return [_proposal(row) for row in rows.mappings()]

    async def remove(self, proposal_id: int) -> None:
        """Forget a proposal; one that is gone already is no error."""
        async with self._connections.write() as connection:
            await connection.execute(delete(proposal).where(proposal.c.id == proposal_id))

    async def purge(self, before: datetime) -> int:
        """Forget the proposals made before that time, and return how many there were."""
        async with self._connections.write() as connection:
            return (await connection.execute(delete(proposal).where(proposal.c.at < before))).rowcount


def _proposal(row: RowMapping) -> StoredProposal:
    values: dict[str, Any] = {**row, "scope": loaded_scope(row["scope"])}
    return StoredProposal(**values)
