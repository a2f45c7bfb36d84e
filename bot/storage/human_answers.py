"""Answers that people gave, in SQL."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from bot.inbox.human_answers import LearnedAnswer
from bot.storage.connections import SqlStore
from bot.storage.schema import asked, kept_answer, learned, revision_entry

_LEARNED = select(
    learned.c.message,
    learned.c.at,
    learned.c.server,
    learned.c.channel,
    learned.c.question,
    asked.c.text.label("asked"),
    learned.c.text,
).join(asked, asked.c.id == learned.c.question)


class SqlLearnedStore(SqlStore):
    """Implements ``bot.inbox.human_answers.LearnedStore``."""

    async def learned(self, server: int, since: datetime) -> Sequence[LearnedAnswer]:
        """What was learned in the server since then, newest first."""
        here = _LEARNED.where(learned.c.server == server, learned.c.at >= since, asked.c.text.is_not(None))
        async with self._connections.read() as connection:
            rows = await connection.execute(here.order_by(learned.c.at.desc(), learned.c.message.desc()))
            return [LearnedAnswer(**row) for row in rows.mappings()]

    async def find(self, server: int, message: int) -> LearnedAnswer | None:
        """What was learned from that message of the server."""
        here = _LEARNED.where(learned.c.server == server, learned.c.message == message, asked.c.text.is_not(None))
        async with self._connections.read() as connection:
            row = (await connection.execute(here)).mappings().first()
        return None if row is None else LearnedAnswer(**row)

    async def purge(self, before: datetime) -> int:
        """Forget what was learned before then, and return how much it was."""
        async with self._connections.write() as connection:
            return (await connection.execute(delete(learned).where(learned.c.at < before))).rowcount


class SqlKeptStore(SqlStore):
    """Implements ``bot.inbox.human_answers.KeptStore``."""

    async def withdrawn(self, server: int, since: datetime) -> Sequence[str]:
        """The keys of the entries that lost their author's name since then, newest first."""
        same = (revision_entry.c.scope == kept_answer.c.scope) & (revision_entry.c.number == kept_answer.c.number)
        query = (
            select(revision_entry.c.entry)
            .join_from(kept_answer, revision_entry, same)
            .where(kept_answer.c.server == server, kept_answer.c.withdrawn >= since)
        )
        async with self._connections.read() as connection:
            newest_first = query.order_by(kept_answer.c.withdrawn.desc(), revision_entry.c.entry)
            return list(await connection.scalars(newest_first))
