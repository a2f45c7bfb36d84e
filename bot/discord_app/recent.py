"""What the bot remembers for minutes: what it answered where, where it may not speak, what a question said."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Final, Generic, TypeVar

import discord

QUIET: Final = timedelta(minutes=10)
"""How long a listen channel hears nothing more about an entry, and how long a channel that refused is left alone."""
FOLLOWED: Final = timedelta(minutes=15)
PINGED: Final = timedelta(days=1)
"""How long it is known that a message's author was pinged by a reply to it."""
HANDLED: Final = timedelta(minutes=15)
"""How long an event is known that comes once more: Discord replays for minutes when a connection is resumed."""
HANDLED_AT_MOST: Final = 10_000

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """A memory that forgets after ``span``, and the oldest beyond ``capacity``."""

    def __init__(self, clock: Callable[[], datetime], span: timedelta, capacity: int = 5000) -> None:
        """``clock`` gives the time now, aware, in UTC."""
        self._clock = clock
        self._span = span
        self._capacity = capacity
        self._kept: OrderedDict[Key, tuple[datetime, Value]] = OrderedDict()

    def put(self, key: Key, value: Value) -> None:
        """Remember ``value`` from now on."""
        self._kept[key] = (self._clock(), value)
        self._kept.move_to_end(key)
        if len(self._kept) > self._capacity:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        """Remember nothing."""
        self._kept.clear()

    def forget(self, key: Key) -> None:
        """Remember it no longer; what was not remembered is no error."""
        self._kept.pop(key, None)

    def get(self, key: Key) -> Value | None:
        """What was remembered within the span, or ``None``."""
        at, value = self._kept.get(key, (None, None))
        return value if at is not None and self._clock() - at < self._span else None

    def drop(self, unwanted: Callable[[Value], bool]) -> None:
        """Forget every such value."""
        for key in [key for key, (_, value) in self._kept.items() if unwanted(value)]:
            del self._kept[key]


class Memory:
    """Everything of this kind that one connection keeps."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """``clock`` gives the time now, aware, in UTC."""
        self._answered: Recent[tuple[int, str], bool] = Recent(clock, QUIET)
        self._refused: Recent[int, int] = Recent(clock, QUIET)
        """Channels by id, each with its server's id; 0 where none is known."""
        self._pinged: Recent[int, bool] = Recent(clock, PINGED)
        self._handled: Recent[int, bool] = Recent(clock, HANDLED, HANDLED_AT_MOST)
        self._texts: Recent[int, int] = Recent(clock, FOLLOWED)
        self._gone: Recent[int, bool] = Recent(clock, timedelta(minutes=1))
        self._under_way: dict[int, discord.Message | None] = {}
        """Messages whose answer is on its way, each with what it was edited to meanwhile."""

    def note_answer(self, channel: int | None, entries: tuple[str, ...]) -> None:
        """Remember that these entries were answered in a channel for everybody."""
        if channel is not None:
            for entry in entries:
                self._answered.put((channel, entry), True)

    def not_answered(self, channel: int, entries: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the entries that were not answered in the channel lately."""
        return tuple(entry for entry in entries if not self._answered.get((channel, entry)))

    def is_new(self, event: int) -> bool:
        """Whether the message or interaction of that id comes for the first time; from now on it does not."""
        new = self._handled.get(event) is None
        self._handled.put(event, True)
        return new

    def note_ping(self, message: int) -> None:
        """Remember that the author of a message was pinged by a reply to it."""
        self._pinged.put(message, True)

    def is_pinged(self, message: int) -> bool:
        """Whether a reply pinged the author of the message: once is enough, however often somebody presses."""
        return self._pinged.get(message) is True

    def note_refusal(self, channel: int, server: int | None) -> bool:
        """Leave a channel alone for a while; whether that is news."""
        news = self._refused.get(channel) is None
        self._refused.put(channel, server or 0)
        return news

    def is_refused(self, channel: int) -> bool:
        """Whether Discord refused a message there lately."""
        return self._refused.get(channel) is not None

    def forget_refusals(self, server: int) -> None:
        """Something changed that may have mended them: of that server, and where none is known."""
        self._refused.drop(lambda its: its in (server, 0))

    def note_gone(self, message: int) -> None:
        """Remember that a message was deleted, should its answer be on the way just now."""
        self._gone.put(message, True)

    def is_gone(self, message: int) -> bool:
        """Whether the message was deleted a moment ago."""
        return self._gone.get(message) is True

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
        self._texts.put(message, hash(text))

    def is_known_text(self, message: int, text: str) -> bool:
        """Whether the message said exactly this when it was last read."""
        return self._texts.get(message) == hash(text)
