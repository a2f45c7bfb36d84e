"""The material of the work list, in SQL."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict
from datetime import datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, case, delete, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.inbox.awaiting import Awaiting
from bot.inbox.questions import (
    OPEN_LIMIT,
    AskedCounts,
    Choice,
    EntryUse,
    Missed,
    OpenQuestion,
    Position,
    RecentQuestion,
)
from bot.storage import awaiting as awaited
from bot.storage.connections import Connections, in_parts, insert_or_ignore, insert_or_replace
from bot.storage.reports import answered, by_human, overheard, resolved, unanswered
from bot.storage.schema import asked, awaiting, chosen, dismissed, happened_since, inbox_position, rated
from bot.usage.events import SMALL_TALK
from bot.usage.identity import Pseudonyms
from bot.usage.stores import StoreError

_disliked = exists().where(rated.c.question == asked.c.id, ~rated.c.helpful)
_missed = case(
    (asked.c.decision == "unknown", Missed.UNKNOWN.value),
    (asked.c.decision == "suggestions", Missed.UNCHOSEN.value),
    else_=Missed.UNHELPFUL.value,
)
_became = case(
    (asked.c.decision == SMALL_TALK, "small_talk"),
    (or_(answered, resolved, by_human), "answered"),
    (asked.c.decision == "answer", "undelivered"),
    (asked.c.text.is_not(None), "missed"),
    else_="textless",
)
"""Names of ``AskedCounts``."""


class SqlInboxStore:
    """Implements ``bot.inbox.questions.InboxStore``."""

    def __init__(self, connections: Connections, pseudonyms: Pseudonyms | None) -> None:
        """Without ``pseudonyms`` nothing can be dismissed, nor be told from what was."""
        self._connections = connections
        self._pseudonyms = pseudonyms

    async def open_questions(self, server: int, since: datetime, limit: int = OPEN_LIMIT) -> Sequence[OpenQuestion]:
        """What is open, newest first: not dismissed, of those whose text is still kept."""
        query = (
            select(asked, _missed.label("missed"), awaiting.c.message)
            .outerjoin(awaiting, awaiting.c.question == asked.c.id)
            .where(asked.c.server == server, asked.c.at >= since, asked.c.text.is_not(None))
            .where(or_(unanswered, and_(answered, _disliked)))
            .order_by(asked.c.at.desc(), asked.c.id)
            .limit(limit)
        )
        rows = await self._not_dismissed(server, query)
        return [
            OpenQuestion(
                id=row["id"],
                at=row["at"],
                text=row["text"],
                missed=Missed(row["missed"]),
                entry=row["entry"],
                score=row["score"],
                member=row["user"],
                channel=row["channel"],
                message=row["message"],
            )
            for row in rows
        ]

    async def choices(self, server: int, since: datetime, limit: int = 5000) -> Sequence[Choice]:
        """What members chose, newest first: not dismissed, of the questions whose text is still kept."""
        query = (
            select(asked.c.text, chosen.c.entry, chosen.c.user)
            .join(chosen, chosen.c.question == asked.c.id)
            .where(asked.c.server == server, chosen.c.at >= since)
            .where(asked.c.text.is_not(None), chosen.c.entry.is_not(None))
            .order_by(chosen.c.at.desc(), asked.c.id)
            .limit(limit)
        )
        return [Choice(row["text"], row["entry"], row["user"]) for row in await self._not_dismissed(server, query)]

    async def dismiss(
        self, server: int, texts: Iterable[str], at: datetime, questions: Collection[int] = ()
    ) -> Sequence[Awaiting]:
        """Take questions of these wordings off the server's work list for good, and those that wait for an answer."""
        dialect, wordings = self._connections.dialect, {self.wording(text) for text in texts}
        async with self._connections.write() as connection:
            waited = await awaited.dismiss(connection, server, questions)
            # What was dismissed before and asked again since is dismissed anew: "Undo" of that brings it back.
            anew = {self.wording(one.text) for one in waited}
            for insert, these in ((insert_or_replace, anew), (insert_or_ignore, wordings - anew)):
                rows = [{"server": server, "wording": one, "at": at} for one in these]
                if rows:
                    await connection.execute(insert(dismissed, dialect), rows)
        return waited

    async def restore(self, server: int, at: datetime, waited: Sequence[Awaiting] = ()) -> int:
        """Put back what was taken off at that time, and return how many wordings that were."""
        gone = delete(dismissed).where(dismissed.c.server == server, dismissed.c.at == at)
        async with self._connections.write() as connection:
            wordings = set(await connection.scalars(gone.returning(dismissed.c.wording)))
            if wordings:
                shown = await awaited.dismissed_in_posts(connection, server)
                again = await asyncio.to_thread(lambda: [one for one in shown if self.wording(one.text) in wordings])
                await awaited.reopen(connection, self._connections.dialect, [*waited, *again])
        return len(wordings)

    async def counts(self, server: int, since: datetime) -> AskedCounts:
        """How many questions were put to the bot there, without what was overheard."""
        query = select(_became, func.count()).where(asked.c.server == server, happened_since(asked.c.at, since))
        async with self._connections.read() as connection:
            rows = await connection.execute(query.where(~overheard).group_by(_became))
            return AskedCounts(**{row[0]: row[1] for row in rows})

    async def position(self, server: int, moderator: str) -> Position | None:
        """Where the moderator was in that server's inbox."""
        query = select(inbox_position.c.place, inbox_position.c.wording, inbox_position.c.at).where(
            inbox_position.c.server == server, inbox_position.c.moderator == moderator
        )
        async with self._connections.read() as connection:
            row = (await connection.execute(query)).mappings().first()
        return None if row is None else Position(**row)

    async def keep_position(self, server: int, moderator: str, position: Position) -> None:
        """Keep where the moderator is, in place of where they were."""
        row = {"server": server, "moderator": moderator, **asdict(position)}
        async with self._connections.write() as connection:
            await connection.execute(insert_or_replace(inbox_position, self._connections.dialect).values(row))

    async def forget_positions(self, server: int) -> None:
        """Forget where the moderators of a server were."""
        async with self._connections.write() as connection:
            await connection.execute(delete(inbox_position).where(inbox_position.c.server == server))

    async def recent(self, server: int | None, limit: int = 1000) -> Sequence[RecentQuestion]:
        """The last questions asked in the server (``None``: in any), newest first, repeated as often as asked."""
        query = select(asked.c.text, asked.c.user)
        query = query.where(asked.c.text.is_not(None), asked.c.decision != SMALL_TALK)
        if server is not None:
            query = query.where(asked.c.server == server)
        async with self._connections.read() as connection:
            rows = await in_parts(connection, query.order_by(asked.c.at.desc(), asked.c.id).limit(limit))
        return [RecentQuestion(row["text"], row["user"]) for row in rows]

    async def text_of(self, server: int, question: int) -> str | None:
        """What was asked in that server and is stored under that id, as far as it is still kept."""
        query = select(asked.c.text).where(asked.c.id == question, asked.c.server == server)
        async with self._connections.read() as connection:
            return await connection.scalar(query)

    async def entry_use(self, server: int | None, since: datetime) -> Mapping[str, EntryUse]:
        """How the entries that were answered since then fared, by key."""
        here = and_(happened_since(asked.c.at, since), answered, asked.c.entry.is_not(None))
        if server is not None:
            here = and_(here, asked.c.server == server)
        async with self._connections.read() as connection:
            return await _entry_use(connection, here)

    async def _not_dismissed(self, server: int, query: Select[*tuple[Any, ...]]) -> Sequence[RowMapping]:
        async with self._connections.read() as connection:
            hidden = set(await connection.scalars(select(dismissed.c.wording).where(dismissed.c.server == server)))
            rows = await in_parts(connection, query)
        # Each wording is read whole and hashed: too much for between two heartbeats.
        return await asyncio.to_thread(self._shown, rows, hidden) if hidden else rows

    def _shown(self, rows: Sequence[RowMapping], hidden: AbstractSet[str]) -> Sequence[RowMapping]:
        return [row for row in rows if self.wording(row["text"]) not in hidden]

    def wording(self, text: str) -> str:
        """A keyed digest of the words: a dismissal outlives the question, whose text may not be kept for longer.

        Raises:
            StoreError: the usage key is missing.
        """
        if self._pseudonyms is None:
            raise StoreError("The work list was opened without the usage key.")
        plain = " ".join(text.casefold().split()).encode()
        return self._pseudonyms.of_wording(blake2b(plain, digest_size=16).hexdigest())


async def _entry_use(connection: AsyncConnection, here: ColumnElement[bool]) -> Mapping[str, EntryUse]:
    uses = select(asked.c.entry, func.count(), func.max(asked.c.at)).where(here).group_by(asked.c.entry)
    ratings = (
        select(asked.c.entry, rated.c.helpful, func.count())
        .join(rated, rated.c.question == asked.c.id)
        .where(here)
        .group_by(asked.c.entry, rated.c.helpful)
    )
    votes = {(entry, bool(helpful)): times for entry, helpful, times in await connection.execute(ratings)}
    return {
        entry: EntryUse(times, last, votes.get((entry, True), 0), votes.get((entry, False), 0))
        for entry, times, last in await connection.execute(uses)
        if entry is not None
    }
