"""Tracked answers in SQL."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, select

from bot.storage.connections import Connections
from bot.storage.schema import tracked
from bot.usage.events import Tracked


class SqlTrackedStore:
    """Implements ``bot.usage.stores.TrackedStore``."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def load(self) -> Sequence[Tracked]:
        """Everything tracked, oldest first."""
        async with self._connections.read() as connection:
            rows = await connection.execute(select(tracked).order_by(tracked.c.at))
            return [_tracked(row) for row in rows.mappings()]


def _tracked(row: RowMapping) -> Tracked:
    answers = tuple(int(message) for message in row["answers"].split(",") if message)
    fields: dict[str, Any] = {**row, "answers": answers}
    return Tracked(**fields)
