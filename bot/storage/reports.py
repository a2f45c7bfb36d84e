"""Counting what was recorded, in SQL."""

import math
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.connections import SqlStore
from bot.storage.schema import asked, chosen, happened_since, rated
from bot.usage.events import SMALL_TALK, Outcome
from bot.usage.reports import Counted, Latency, Stats

overheard = asked.c.outcome == Outcome.SILENT
"""Asked in a listen channel, or said in an ask channel, without an answer from the bot: not a question to it."""
answered = and_(asked.c.decision == "answer", asked.c.outcome == Outcome.SENT)
resolved = exists().where(chosen.c.question == asked.c.id, chosen.c.entry.is_not(None))
"""The member found an entry among the suggestions."""
by_human = asked.c.outcome == Outcome.HUMAN
unanswered = and_(asked.c.decision.in_(("unknown", "suggestions")), ~overheard, ~resolved, ~by_human)
"""Asked, and not got, whether the member was told so or not."""


class SqlReportStore(SqlStore):
    """Implements ``bot.usage.reports.ReportStore``."""

    async def stats(self, since: datetime, until: datetime, server: int | None, top: int) -> Stats:
        """The numbers of that time, of one server or of all, all from one state of the database."""
        here = and_(happened_since(asked.c.at, since), asked.c.at <= until)
        if server is not None:
            here = and_(here, asked.c.server == server)
        async with self._connections.read() as connection:
            questions = await _questions(connection, here)
            feedback = await _feedback(connection, since, until, server)
            return Stats(
                since=since,
                until=until,
                **questions,
                **feedback,
                members=await _number(connection, select(func.count(asked.c.user.distinct())).where(here, ~overheard)),
                top_entries=await _top_entries(connection, here, top),
                top_unanswered=await _top_unanswered(connection, here, top),
                latency_us=await _latency(connection, here),
            )


async def _questions(connection: AsyncConnection, here: ColumnElement[bool]) -> dict[str, Any]:
    kinds = (asked.c.way, asked.c.decision, asked.c.outcome)
    ways, decisions = Counter[str](), Counter[str]()
    for way, decision, outcome, times in await connection.execute(
        select(*kinds, func.count()).where(here).group_by(*kinds)
    ):
        if decision == SMALL_TALK:
            decisions[SMALL_TALK] += times
        elif outcome == Outcome.SILENT:
            decisions["overheard"] += times
        else:
            decisions[decision if outcome in (Outcome.SENT, Outcome.HUMAN) else "unsent"] += times
            ways[way] += times
    return {
        "asked": ways.total(),
        "answered": decisions["answer"],
        "suggestions": decisions["suggestions"],
        "unknown": decisions["unknown"],
        "unsent": decisions["unsent"],
        "small_talk": decisions[SMALL_TALK],
        "overheard": decisions["overheard"],
        "by_way": _counted(ways.most_common()),
    }


async def _feedback(
    connection: AsyncConnection, since: datetime, until: datetime, server: int | None
) -> dict[str, Any]:
    """Feedback given in that time; of a server it is known only while the question's row is there."""
    rating = (
        select(rated.c.helpful, func.count())
        .where(happened_since(rated.c.at, since), rated.c.at <= until)
        .group_by(rated.c.helpful)
    )
    choice = select(func.count()).where(happened_since(chosen.c.at, since), chosen.c.at <= until)
    choice = choice.where(chosen.c.entry.is_not(None))
    if server is not None:
        ids = select(asked.c.id).where(asked.c.server == server)
        rating, choice = rating.where(rated.c.question.in_(ids)), choice.where(chosen.c.question.in_(ids))
    times = {bool(helpful): count for helpful, count in await connection.execute(rating)}
    return {
        "helpful": times.get(True, 0),
        "unhelpful": times.get(False, 0),
        "chosen": await _number(connection, choice),
    }


async def _top_entries(connection: AsyncConnection, here: ColumnElement[bool], top: int) -> tuple[Counted, ...]:
    times = func.count()
    query = (
        select(asked.c.entry, times)
        .where(here, answered, asked.c.entry.is_not(None))
        .group_by(asked.c.entry)
        .order_by(times.desc(), asked.c.entry)
        .limit(top)
    )
    return _counted([(entry, count) for entry, count in await connection.execute(query)])


async def _top_unanswered(connection: AsyncConnection, here: ColumnElement[bool], top: int) -> tuple[Counted, ...]:
    times, folded = func.count(), func.lower(asked.c.text)
    query = (
        select(func.max(asked.c.text), times)
        .where(here, unanswered, asked.c.text.is_not(None))
        .group_by(folded)
        .order_by(times.desc(), folded)
        .limit(top)
    )
    return _counted([(text, count) for text, count in await connection.execute(query)])


async def _latency(connection: AsyncConnection, here: ColumnElement[bool]) -> Latency:
    """Nearest-rank percentiles, which need no function that only one of the databases has."""
    count = await _number(connection, select(func.count()).where(here))
    if not count:
        return Latency(0, 0)
    ordered = select(asked.c.took_us).where(here).order_by(asked.c.took_us).limit(1)
    p50, p99 = [await _number(connection, ordered.offset(math.ceil(share * count) - 1)) for share in (0.50, 0.99)]
    return Latency(p50, p99)


async def _number(connection: AsyncConnection, query: Select[Any]) -> int:
    return await connection.scalar(query) or 0


def _counted(pairs: Iterable[tuple[str, int]]) -> tuple[Counted, ...]:
    return tuple(Counted(name, times) for name, times in pairs)
