"""Once a day, what waits in a server's inbox, in the channel that its moderators chose for it. Off by default."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

import discord

from bot.discord_app.client import VersusClient
from bot.discord_app.delivery import NOT_SENT
from bot.discord_app.inbox import texts
from bot.discord_app.inbox.reply import Waiting, group_lines
from bot.discord_app.inbox.states import Goal, GoTo
from bot.discord_app.ui import posting
from bot.discord_app.ui.embeds import ACCENT
from bot.discord_app.ui.reply import Button, Reply
from bot.errors import VersusError
from bot.texts.counting import and_more

log = logging.getLogger(__name__)

EVERY: Final = 600.0
"""Seconds between two looks at what is due."""
HOUR: Final = 8
"""Of the day in UTC, from which the digest is sent."""
GROUPS: Final = 5
"""Open questions that are listed; the others are counted."""
STATE: Final = "digest:{server}"


class Digest:
    """Sends what is due; which day was the last stands in the database, so that a restart repeats none."""

    def __init__(self, client: VersusClient, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """``sleep`` takes seconds."""
        self._client = client
        self._services = client.services
        self._sleep = sleep

    async def run(self) -> None:
        """Send what is due now and then, until cancelled."""
        while True:
            await self._sleep(EVERY)
            if self._client.is_ready():
                await self.send_due()

    async def send_due(self) -> int:
        """Send each server's digest of today, unless it was sent; how many there were.

        One that fails stops no other.
        """
        sent = 0
        for server, channel in dict(self._services.moderation.settings.with_digest()).items():
            try:
                sent += await self._is_due(server) and await self._send(server, channel)
            except (VersusError, *NOT_SENT) as error:
                log.warning("The digest of server %d could not be sent: %s", server, type(error).__name__)
        return sent

    async def _is_due(self, server: int) -> bool:
        """Whether today's is still to be sent; it counts as sent from then on, so that no failure repeats it."""
        now, name = self._services.clock(), STATE.format(server=server)
        if now.hour < HOUR or await self._services.state.get(name) == now.date().isoformat():
            return False
        await self._services.state.put(name, now.date().isoformat())
        return True

    async def _send(self, server: int, channel_id: int) -> bool:
        guild = self._client.get_guild(server)
        channel = guild.get_channel_or_thread(channel_id) if guild is not None else None
        if not isinstance(channel, discord.TextChannel | discord.Thread | discord.VoiceChannel):
            return False
        moderation = self._services.moderation
        inbox = await moderation.worklist.inbox(server)
        suggestions = tuple(await moderation.suggestions.open(server))
        seen = (await self._services.snapshots.of(server)).knowledge
        reply = digest_reply(Waiting(server, inbox, suggestions, seen, stores=True))
        return reply is not None and await posting.post(self._client, channel, reply, None) is not None


def digest_reply(waiting: Waiting) -> Reply | None:
    """The message; ``None`` on a day on which nothing waits."""
    groups, votes = waiting.inbox.groups, waiting.inbox.votes
    if not groups and not votes and not waiting.suggestions:
        return None
    lines = [
        texts.week(waiting.inbox.week),
        group_lines(groups[:GROUPS], waiting.server, waiting.knowledge),
        and_more(len(groups) - GROUPS) if len(groups) > GROUPS else "",
        texts.waiting(len(votes), len(waiting.suggestions)),
    ]
    description = "\n\n".join(line for line in lines if line)
    embed = discord.Embed(colour=ACCENT, title=texts.DIGEST_TITLE, description=description)
    return Reply(embeds=(embed,), rows=((Button(texts.OPEN_INBOX, GoTo(Goal.INBOX).encode()),),))
