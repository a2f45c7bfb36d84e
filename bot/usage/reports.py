"""What was asked lately, in numbers."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Counted:
    """Something and how often it occurred."""

    name: str
    times: int


@dataclass(frozen=True, slots=True)
class Latency:
    """How long deciding took: nearest-rank percentiles in microseconds, 0 when nothing was asked."""

    p50: int
    p99: int


@dataclass(frozen=True, slots=True)
class Stats:
    """What happened from ``since`` up to ``until``.

    ``asked`` is the sum of ``answered``, ``suggestions``, ``unknown`` and ``unsent``. Small talk, and what was
    overheard without being answered, are counted by themselves.
    """

    since: datetime
    until: datetime
    asked: int
    answered: int
    suggestions: int
    unknown: int
    unsent: int
    """Questions whose answer did not reach anybody (see ``bot.usage.events.Outcome``)."""
    small_talk: int
    overheard: int
    members: int
    """Different members who asked."""
    chosen: int
    """Suggestions that a member chose."""
    helpful: int
    unhelpful: int
    by_way: tuple[Counted, ...]
    """How the questions arrived, most frequent first."""
    top_entries: tuple[Counted, ...]
    """The entries answered most, by key."""
    top_unanswered: tuple[Counted, ...]
    """The texts asked most that were not answered and for which nothing was chosen, where texts are kept."""
    latency_us: Latency

    def to_json(self) -> dict[str, Any]:
        """The same as plain values; times in ISO 8601."""
        return asdict(self) | {"since": self.since.isoformat(), "until": self.until.isoformat()}


class ReportStore(Protocol):
    """Counts what was recorded."""

    async def stats(self, since: datetime, until: datetime, server: int | None, top: int) -> Stats:
        """The numbers of that time, of one server or of all; lists have ``top`` items at most.

        Raises:
            StoreError: the database cannot be read.
        """
        ...


class Reports:
    """Reads only: works beside a running bot, on a read-only database."""

    def __init__(self, store: ReportStore, clock: Callable[[], datetime]) -> None:
        """``clock`` gives the time now, aware, in UTC."""
        self._store = store
        self._clock = clock

    async def stats(self, days: int, server: int | None = None, top: int = 10) -> Stats:
        """The numbers of the last ``days`` days; with ``server``, of that server alone.

        Raises:
            StoreError: the database cannot be read.
        """
        now = self._clock()
        return await self._store.stats(now - timedelta(days=days), now, server, top)
