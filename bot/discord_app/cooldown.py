"""How often a member may ask, and how often the bot says so."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

NOTICE_EVERY: Final = timedelta(minutes=1)
ANSWERS_A_MINUTE: Final = 60
"""In one channel: nobody reads more, and should two programs ever talk to each other, it ends there."""
NOTICES_A_MINUTE: Final = 5
"""In one channel, to members whose question is beyond that."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a question is taken, and if not, whether the member is told."""

    wait: float = 0.0
    """Seconds until the next question is taken; 0 when this one is."""
    tell: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    asked: datetime
    told: datetime | None = None


class Cooldown:
    """A pause between the questions of one member, everywhere; kept in memory for the last ``capacity`` members."""

    def __init__(self, clock: Callable[[], datetime], capacity: int = 10_000) -> None:
        """``clock`` gives the time now, aware, in UTC."""
        self._clock = clock
        self._capacity = capacity
        self._members: OrderedDict[int, _Seen] = OrderedDict()

    def ask(self, member: int, seconds: float) -> Verdict:
        """Take a question of ``member`` unless the last one taken is less than ``seconds`` ago."""
        now, seen = self._clock(), self._members.get(member)
        wait = 0.0 if seen is None else seconds - (now - seen.asked).total_seconds()
        if seen is None or wait <= 0:
            self._keep(member, _Seen(now, None if seen is None else seen.told))
            return Verdict()
        tell = seen.told is None or now - seen.told >= NOTICE_EVERY
        if tell:
            self._keep(member, replace(seen, told=now))
        return Verdict(wait, tell)

    def _keep(self, member: int, seen: _Seen) -> None:
        self._members[member] = seen
        self._members.move_to_end(member)
        if len(self._members) > self._capacity:
            self._members.popitem(last=False)


class ChannelCap:
    """At most ``ANSWERS_A_MINUTE`` replies to messages in one channel."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """``clock`` gives the time now, aware, in UTC."""
        self._clock = clock
        self._minute: datetime | None = None
        self._counts: dict[int, int] = {}
        self._told: dict[int, set[int]] = {}

    def take(self, channel: int, member: int | None) -> Verdict:
        """Count one more reply; who is beyond the cap is told once, and so are ``NOTICES_A_MINUTE`` at most.

        ``member`` is ``None`` for one who did not ask the bot, and is not told.
        """
        now = self._clock()
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute, self._counts, self._told = minute, {}, {}
        self._counts[channel] = self._counts.get(channel, 0) + 1
        if self._counts[channel] <= ANSWERS_A_MINUTE:
            return Verdict()
        told = self._told.setdefault(channel, set())
        tell = member is not None and member not in told and len(told) < NOTICES_A_MINUTE
        if member is not None and tell:
            told.add(member)
        return Verdict(60 - (now - minute).total_seconds(), tell)
