"""Finds what was deleted while the bot was away: Discord tells of a deletion once, to whoever is connected."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

import discord

from bot.discord_app.client import VersusClient
from bot.discord_app.delivery import NOT_SENT, UNKNOWN_CHANNEL, UNKNOWN_MESSAGE
from bot.discord_app.ui import posting
from bot.errors import VersusError
from bot.usage.events import MessageDeleted

log = logging.getLogger(__name__)

AFTER: Final = 10.0
"""Seconds after the connection, in which there is enough to do."""
PACE: Final = 0.5
"""Seconds between two messages that are looked for."""


class MissedDeletions:
    """After every new connection looks for the messages that moderators are shown or may answer, one by one."""

    def __init__(self, client: VersusClient, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """``sleep`` takes seconds."""
        self._client = client
        self._services = client.services
        self._sleep = sleep

    async def run(self) -> None:
        """Look after each connection, until cancelled."""
        connected = self._services.moderation.handoff.connected
        while True:
            await connected.wait()
            connected.clear()
            await self._sleep(AFTER)
            try:
                await self.catch_up()
            except VersusError as error:
                log.warning("What was deleted while I was away could not be looked for: %s", error)

    async def catch_up(self) -> None:
        """Treat every message that is gone as one of whose deletion Discord has told.

        Raises:
            StoreError: the database can't be read.
        """
        handoff = self._services.moderation.handoff
        for channel, message in await self._services.moderation.awaiting.messages(handoff.since):
            if await self._is_gone(channel, message):
                self._services.recorder.record(MessageDeleted(message))
                handoff.changed.set()
            await self._sleep(PACE)

    async def _is_gone(self, channel: int, message: int) -> bool:
        try:
            await posting.fetch_message(self._client, channel, message)
        except NOT_SENT as error:
            return isinstance(error, discord.NotFound) and error.code in (UNKNOWN_CHANNEL, UNKNOWN_MESSAGE)
        return False
