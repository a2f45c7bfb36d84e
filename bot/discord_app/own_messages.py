"""The bot's own messages, as Discord tells of them: those that this process sent, and those of another one.

Two processes with one token both hear every question and both answer it. Neither learns of the other but by this.
"""

import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import discord
from cachetools import TTLCache

from bot.texts import running as texts

log = logging.getLogger(__name__)

GRACE: Final = timedelta(seconds=10)
"""How much later than Discord's event the answer to our own request may come: the library waits between its tries."""
NEWS: Final = timedelta(minutes=10)
"""How long another process counts as there after a message of it, and how often the log speaks of it at most."""
_MOST: Final = 1000
_SENT: Final = (discord.MessageType.default, discord.MessageType.reply)


class OwnMessages:
    """Tells messages that this process sent from those that came in the bot's name all the same."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """``clock`` gives the time now, aware, in UTC."""
        self._clock = clock
        self._mark = secrets.randbits(31)
        self._sent: TTLCache[int, bool, datetime] = TTLCache(_MOST, 6 * GRACE, clock)
        self._unknown: dict[int, tuple[datetime, int]] = {}
        self._last: datetime | None = None
        self._told: datetime | None = None

    def nonce(self) -> int:
        """A number to send with a message: when Discord shows the message, it is known by it as ours."""
        return self._mark << 32 | secrets.randbits(32)

    def sent(self, message: int) -> None:
        """Discord has taken our message, which has this id."""
        self._sent[message] = True
        self._unknown.pop(message, None)

    def saw(self, message: discord.Message) -> None:
        """Discord shows a message in the bot's name.

        Answers to interactions are left out, as they carry nothing by which they are known; so is what Discord itself
        writes in the bot's name.
        """
        by_interaction = message.interaction_metadata is not None or message.webhook_id is not None
        if by_interaction or message.type not in _SENT or self._is_ours(message):
            return
        if len(self._unknown) < _MOST:
            self._unknown[message.id] = (self._clock(), message.channel.id)

    def doubled(self) -> bool:
        """Whether another process sent something lately; the log says so now and then."""
        now = self._clock()
        late = [(message, channel) for message, (at, channel) in self._unknown.items() if now - at >= GRACE]
        for message, channel in late:
            del self._unknown[message]
            self._last = now
            if self._told is None or now - self._told >= NEWS:
                log.warning(texts.DOUBLED, message, channel)
                self._told = now
        return self._last is not None and now - self._last < NEWS

    def _is_ours(self, message: discord.Message) -> bool:
        nonce = str(message.nonce)
        marked = nonce.isascii() and nonce.isdecimal() and int(nonce) >> 32 == self._mark
        return marked or message.id in self._sent
