"""Whether the bot's owner is in a server: only such a server may take the shared base for its own to edit."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import discord
from cachetools import TTLCache

from bot.discord_app.delivery import NOT_SENT, again
from bot.discord_app.errors import describe
from bot.discord_app.recent import MOST

log = logging.getLogger(__name__)

FRESH: Final = timedelta(minutes=10)
"""How old an answer may be before Discord is asked again, in the background."""
KNOWN: Final = timedelta(days=1)
"""How long an answer is better than none."""
AGAIN: Final = timedelta(minutes=1)
"""How long Discord is left alone after it could not answer."""
PATIENCE: Final = 10.0
"""Seconds to wait for all answers together."""


class Owners:
    """The owner of the application, or the members of the team that owns it, as members of servers."""

    def __init__(self, client: discord.Client, clock: Callable[[], datetime]) -> None:
        """``clock`` gives the time now, aware, in UTC."""
        self._client = client
        self._answers: TTLCache[int, bool, datetime] = TTLCache(MOST, KNOWN, clock)
        self._fresh: TTLCache[int, bool, datetime] = TTLCache(MOST, FRESH, clock)
        self._failed: TTLCache[int, bool, datetime] = TTLCache(MOST, AGAIN, clock)
        self._asking: dict[int, asyncio.Task[bool | None]] = {}

    def known(self, guild: discord.Guild) -> bool | None:
        """What Discord said last, ``None`` where it has not; when that is a while ago, it is asked anew meanwhile."""
        if guild.id not in self._fresh and not self.is_silent(guild):
            self._ask(guild)
        return self._answers.get(guild.id)

    def is_silent(self, guild: discord.Guild) -> bool:
        """Whether Discord could not answer a moment ago, and is left alone."""
        return guild.id in self._failed

    async def are_in(self, guild: discord.Guild) -> bool | None:
        """What Discord says now; ``None`` when it can't be asked. May take seconds."""
        return None if self.is_silent(guild) else await asyncio.shield(self._ask(guild))

    def _ask(self, guild: discord.Guild) -> asyncio.Task[bool | None]:
        """One question at a time for a server."""
        if guild.id not in self._asking:
            self._asking[guild.id] = asyncio.create_task(self._answer(guild), name="owners")
            self._asking[guild.id].add_done_callback(lambda _: self._asking.pop(guild.id, None))
        return self._asking[guild.id]

    async def _answer(self, guild: discord.Guild) -> bool | None:
        try:
            async with asyncio.timeout(PATIENCE):
                found = await self._is_any_in(guild)
        except NOT_SENT as error:
            log.warning("Discord can't say whether my owner is in server %d:\n%s", guild.id, describe(error))
            self._failed[guild.id] = True
            return None
        self._answers[guild.id] = found
        self._fresh[guild.id] = True
        return found

    async def _is_any_in(self, guild: discord.Guild) -> bool:
        info = await again(self._client.application_info)
        for owner in _owners(info):
            try:
                await again(partial(guild.fetch_member, owner))
            except discord.NotFound:
                continue
            return True
        return False


def _owners(info: discord.AppInfo) -> list[int]:
    """The ids of the owner, or of those who accepted the invitation to the team, its owner first."""
    team = info.team
    if team is None:
        return [info.owner.id]
    accepted = [one.id for one in team.members if one.membership_state is discord.TeamMembershipState.accepted]
    return sorted(accepted, key=lambda one: one != team.owner_id)
