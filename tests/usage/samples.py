"""Events and stores that the tests of usage and storage share."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.usage.events import Asked, Event, Outcome, Tracked, Way

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


def question(
    number: int = 1,
    *,
    at: datetime = NOW,
    way: Way = Way.MENTION,
    user: str | None = "ann",
    server: int | None = 10,
    text: str | None = "how does monitoring differ",
    decision: str = "answer",
    entry: str | None = "mlops-vs-devops/monitoring",
    took_us: int = 300,
    outcome: Outcome = Outcome.SENT,
) -> Asked:
    """A question as the bot records it."""
    return Asked(
        id=number,
        at=at,
        way=way,
        user=user,
        server=server,
        channel=20,
        text=text,
        decision=decision,
        entry=entry,
        score=0.9,
        margin=0.4,
        took_us=took_us,
        outcome=outcome,
    )


def followed(message: int = 100, *, at: datetime = NOW, asker: str = "ann", question: int = 1) -> Tracked:
    """An answer that follows its question."""
    return Tracked(message, (message + 1, message + 2), asker, question, channel=20, server=10, at=at)


class ListStore:
    """Keeps what it is given in a list; fails first with the errors it is told to, and waits while it is held."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.batches: list[Sequence[Event]] = []
        self.free = asyncio.Event()
        self.free.set()
        self.entered = asyncio.Event()
        self.left = asyncio.Event()

    async def write(self, events: Sequence[Event]) -> None:
        self.entered.set()
        await self.free.wait()
        self.left.set()
        if self.failures:
            raise self.failures.pop(0)
        self.batches.append(events)

    async def load(self) -> Sequence[Tracked]:
        return [event for event in self.events if isinstance(event, Tracked)]

    @property
    def events(self) -> list[Event]:
        return [event for batch in self.batches for event in batch]
