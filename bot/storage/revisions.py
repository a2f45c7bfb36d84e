"""Revisions in SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, Table, and_, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.editing.pending_changes import StoredProposal
from bot.editing.revision import FileChange, Revision, RevisionKind, Scope
from bot.storage.connections import Connections, in_parts, insert_or_replace
from bot.storage.schema import known_file, proposal, revision, revision_entry, revision_file

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
        self._connections = connections

    async def begin(self, new: Revision) -> Revision:
        """Store a revision as pending, under the scope's next number, and return it with that."""
        scope = stored_scope(new.scope)
        async with self._connections.write() as connection:
            newest = await connection.scalar(select(func.max(revision.c.number)).where(revision.c.scope == scope))
            numbered = replace(new, number=(newest or 0) + 1)
            await _insert(connection, numbered)
        return numbered

    async def finish(self, scope: Scope, number: int, texts: Mapping[str, str | None]) -> None:
        """The files are in place: the revision is done, and these are their texts now (``None``: deleted)."""
        stored = stored_scope(scope)
        keep = insert_or_replace(known_file, self._connections.dialect)
        async with self._connections.write() as connection:
            await connection.execute(update(revision).where(_is(scope, number)).values(done=True))
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

    async def since(self, scope: Scope, number: int) -> Sequence[Revision]:
        """The revisions done after ``number``, oldest first."""
        return await self._load(_done(scope).where(revision.c.number > number).order_by(revision.c.number))

    async def texts(self, scope: Scope) -> Mapping[str, str]:
        """The text of each of the scope's files as the last revision left it, by file name."""
        query = select(known_file.c.file, known_file.c.text).where(known_file.c.scope == stored_scope(scope))
        async with self._connections.read() as connection:
            return {row.file: row.text for row in await connection.execute(query)}

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
        return [_revision(row, entries, files) for row in rows]


_Parts = Mapping[tuple[int, int], Sequence[RowMapping]]


def _is(scope: Scope, number: int) -> ColumnElement[bool]:
    return and_(revision.c.scope == stored_scope(scope), revision.c.number == number)


def _done(scope: Scope) -> Select[Any]:
    return select(revision).where(revision.c.scope == stored_scope(scope), revision.c.done)


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
    }
    await connection.execute(insert(revision).values(row | {"done": False}))
    entries = [key | {"position": at, "entry": entry} for at, entry in enumerate(new.entries)]
    files = [key | {"position": at} | asdict(file) for at, file in enumerate(new.files)]
    if entries:
        await connection.execute(insert(revision_entry), entries)
    if files:
        await connection.execute(insert(revision_file), files)


async def _parts(connection: AsyncConnection, part: Table, revisions: Select[Any]) -> _Parts:
    """The rows of ``part`` that belong to ``revisions``, in their order, by scope and number."""
    wanted = revisions.with_only_columns(revision.c.scope, revision.c.number).subquery()
    query = (
        select(part)
        .join(wanted, and_(part.c.scope == wanted.c.scope, part.c.number == wanted.c.number))
        .order_by(part.c.position)
    )
    found: dict[tuple[int, int], list[RowMapping]] = {}
    for row in await in_parts(connection, query):
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
    )


def _file(row: RowMapping) -> FileChange:
    return FileChange(**{field.name: row[field.name] for field in fields(FileChange)})


class SqlProposalStore:
    """Implements ``bot.editing.pending_changes.ProposalStore``."""

    def __init__(self, connections: Connections) -> None:
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
