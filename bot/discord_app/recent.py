"""What the bot remembers for minutes: what it answered where, where it may not speak, what a question said."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

import discord
from cachetools import LRUCache, TTLCache

from bot.editing.history import History
from bot.editing.revision import Scope
from bot.errors import VersusError
from bot.matching.decision import Context

log = logging.getLogger(__name__)

QUIET: Final = timedelta(minutes=10)
"""How long a listen channel hears nothing more about an entry, and how long a channel that refused is left alone."""
FOLLOWED: Final = timedelta(minutes=15)
GOES_ON: Final = timedelta(minutes=5)
"""How long after an answer the member may ask on without replying to it."""
PINGED: Final = timedelta(days=1)
"""How long it is known that a message's author was pinged by a reply to it."""
HANDLED: Final = timedelta(minutes=15)
"""How long an event is known that comes once more: Discord replays for minutes when a connection is resumed."""
HANDLED_AT_MOST: Final = 10_000
MOST: Final = 5000
"""How much of one kind is remembered; what was not used for longest goes first."""


class Memory:
    """What one connection knows of its messages and channels, each for a while."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """``clock`` gives the time now, aware, in UTC."""
        self._answered: TTLCache[tuple[int, str], bool, datetime] = TTLCache(MOST, QUIET, clock)
        """Channels by id, each with an entry's key."""
        self._last: TTLCache[tuple[int, int], Context, datetime] = TTLCache(MOST, GOES_ON, clock)
        """What members were last answered, by channel and member."""
        self._refused: TTLCache[int, int, datetime] = TTLCache(MOST, QUIET, clock)
        """Channels by id, each with its server's id; 0 where none is known."""
        self._pinged: TTLCache[int, bool, datetime] = TTLCache(MOST, PINGED, clock)
        self._handled: TTLCache[int, bool, datetime] = TTLCache(HANDLED_AT_MOST, HANDLED, clock)
        self._texts: TTLCache[int, int, datetime] = TTLCache(MOST, FOLLOWED, clock)
        self._gone: TTLCache[int, bool, datetime] = TTLCache(MOST, timedelta(minutes=1), clock)
        self._under_way: dict[int, discord.Message | None] = {}
        """Messages whose answer is on its way, each with what it was edited to meanwhile."""

    def note_answer(self, channel: int | None, member: int, answer: Context) -> None:
        """Remember what a member was answered in a channel for everybody."""
        if channel is not None:
            self._last[channel, member] = answer
            for entry in answer.entries:
                self._answered[channel, entry] = True

    def not_answered(self, channel: int, entries: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the entries that were not answered in the channel lately."""
        return tuple(entry for entry in entries if (channel, entry) not in self._answered)

    def last_of(self, channel: int, member: int) -> Context | None:
        """What the member was answered in the channel, if that was a moment ago."""
        return self._last.get((channel, member))

    def forget_member(self, member: int) -> None:
        """Forget what a member was answered, everywhere."""
        for channel, whose in [*self._last]:
            if whose == member:
                self._last.pop((channel, whose), None)

    def is_new(self, event: int) -> bool:
        """Whether the message or interaction of that id comes for the first time; from now on it does not."""
        new = event not in self._handled
        self._handled[event] = True
        return new

    def note_ping(self, message: int) -> None:
        """Remember that the author of a message was pinged by a reply to it."""
        self._pinged[message] = True

    def is_pinged(self, message: int) -> bool:
        """Whether a reply pinged the author of the message: once is enough, however often somebody presses."""
        return message in self._pinged

    def note_refusal(self, channel: int, server: int | None) -> bool:
        """Leave a channel alone for a while; whether that is news."""
        news = channel not in self._refused
        self._refused[channel] = server or 0
        return news

    def is_refused(self, channel: int) -> bool:
        """Whether Discord refused a message there lately."""
        return channel in self._refused

    def forget_refusals(self, server: int) -> None:
        """Something changed that may have mended them: of that server, and where none is known."""
        for channel in [one for one, its in self._refused.items() if its in (server, 0)]:
            self._refused.pop(channel, None)

    def note_gone(self, message: int) -> None:
        """Remember that a message was deleted, should its answer be on the way just now."""
        self._gone[message] = True

    def is_gone(self, message: int) -> bool:
        """Whether the message was deleted a moment ago."""
        return message in self._gone

    def begin(self, message: int) -> None:
        """A message is about to be answered."""
        self._under_way[message] = None

    def note_edit(self, message: discord.Message) -> None:
        """Remember what a message was edited to, if its answer is on the way just now."""
        if message.id in self._under_way:
            self._under_way[message.id] = message

    def finish(self, message: int) -> discord.Message | None:
        """The message has been answered, or left alone; what it was edited to meanwhile."""
        return self._under_way.pop(message, None)

    def note_text(self, message: int, text: str) -> None:
        """Remember what a question said, as a hash, to know an edit from a link preview."""
        self._texts[message] = hash(text)

    def is_known_text(self, message: int, text: str) -> bool:
        """Whether the message said exactly this when it was last read."""
        return self._texts.get(message) == hash(text)


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
        self._members: LRUCache[int, _Seen] = LRUCache(capacity)

    def ask(self, member: int, seconds: float) -> Verdict:
        """Take a question of ``member`` unless the last one taken is less than ``seconds`` ago."""
        now, seen = self._clock(), self._members.get(member)
        wait = 0.0 if seen is None else seconds - (now - seen.asked).total_seconds()
        if seen is None or wait <= 0:
            self._members[member] = _Seen(now, None if seen is None else seen.told)
            return Verdict()
        tell = seen.told is None or now - seen.told >= NOTICE_EVERY
        if tell:
            self._members[member] = replace(seen, told=now)
        return Verdict(wait, tell)


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


class HistoryReader:
    """Reads in the background which entries the histories know: completions can't wait for the database."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """``clock`` gives the time now, aware, in UTC."""
        self._lately: TTLCache[Scope, bool, datetime] = TTLCache(MOST, timedelta(seconds=10), clock)
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, history: History, scope: Scope) -> None:
        """Read the history of what is edited, unless that was done a moment ago."""
        if scope not in self._lately:
            self._lately[scope] = True
            task = asyncio.create_task(self._read(history, scope), name="history")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _read(self, history: History, scope: Scope) -> None:
        try:
            await history.changed(scope)
        except VersusError as error:
            log.info("Completions may leave out entries that are gone: %s", error)
