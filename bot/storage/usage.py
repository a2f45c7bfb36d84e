"""The usage log in SQL."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from itertools import groupby
from typing import Any

from sqlalchemy import Executable, RowMapping, bindparam, delete, select, update

from bot.storage.connections import Connections, SqlStore, insert_or_ignore, insert_or_replace
from bot.storage.schema import asked, chosen, rated, tracked
from bot.usage.events import Asked, Chosen, Erased, Event, Rated, Tracked, Untracked
from bot.usage.stores import StoreError


class SqlUsageStore(SqlStore):
    """Implements ``bot.usage.stores.UsageStore``."""

    def __init__(self, connections: Connections) -> None:
        """Prepare the statement of each kind of event."""
        super().__init__(connections)
        dialect = connections.dialect
        self._statements: Mapping[type[Event], Executable] = {
            Asked: insert_or_ignore(asked, dialect),
            Rated: insert_or_replace(rated, dialect),
            Chosen: insert_or_replace(chosen, dialect),
            Erased: update(asked).where(asked.c.id == bindparam("question")).values(text=None),
            Tracked: insert_or_replace(tracked, dialect),
            Untracked: delete(tracked).where(tracked.c.question_message == bindparam("gone")),
        }

    async def write(self, events: Sequence[Event]) -> None:
        """Store ``events`` in their order, in one transaction; runs of one kind go as one statement."""
        async with self._connections.write() as connection:
            for kind, run in groupby(events, key=type):
                await connection.execute(self._statements[kind], [_row(event) for event in run])
        if any(isinstance(event, Erased | Untracked) for event in events):
            with suppress(StoreError):  # the events are stored: the log's turn comes again with the next one
                await self._connections.compact()


def _row(event: Event) -> dict[str, Any]:
    match event:
        case Tracked():
            return asdict(event) | {"answers": ",".join(map(str, event.answers))}
        case Untracked():
            return {"gone": event.question_message}
        case _:
            return asdict(event)


class SqlTrackedStore(SqlStore):
    """Implements ``bot.usage.stores.TrackedStore``."""

    async def load(self) -> Sequence[Tracked]:
        """Everything tracked, oldest first."""
        async with self._connections.read() as connection:
            rows = await connection.execute(select(tracked).order_by(tracked.c.at))
            return [_tracked(row) for row in rows.mappings()]


def _tracked(row: RowMapping) -> Tracked:
    answers = tuple(int(message) for message in row["answers"].split(",") if message)
    fields: dict[str, Any] = {**row, "answers": answers}
    return Tracked(**fields)
