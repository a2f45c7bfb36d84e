"""The connection to Discord and what the bot remembers while it lasts; it knows no feature (see ``features``)."""

from __future__ import annotations

import asyncio
import logging
import re
import sys
from datetime import datetime
from typing import Any, Final, Protocol

import discord
from cachetools import TTLCache
from discord import app_commands

from bot.discord_app.errors import log_defect
from bot.discord_app.owners import Owners
from bot.discord_app.recent import FOLLOWED, ChannelCap, Cooldown, HistoryReader, Memory
from bot.discord_app.services import Services

log = logging.getLogger(__name__)

GRACE: Final = 7.0
"""Seconds in which what was taken is finished when the bot is told to stop: Docker kills after ten."""


class FormHandler(Protocol):
    """Takes a form that was sent off (see ``ui.dispatch.submitted``)."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """Matches the custom_ids of the forms that it takes."""
        ...

    async def take(self, interaction: Interaction, custom_id: str) -> None:
        """Do what the form was sent off for."""
        ...


class VersusClient(discord.AutoShardedClient):
    """The connection, with what features share; ``features.Bot`` is the whole bot."""

    tree: app_commands.CommandTree[VersusClient]
    """The commands; ``Bot`` makes it."""

    def __init__(self, services: Services) -> None:
        """Keep nothing of what Discord sends but servers, channels and roles; mention nobody."""
        # The library would warn that it can't speak; this bot never joins a call.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            intents=intents_for(message_content=services.config.discord.message_content),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self._leaving = False
        self._at_work: set[asyncio.Task[Any]] = set()
        """The tasks that answer what was taken."""
        self.services = services
        self.forms: dict[re.Pattern[str], FormHandler] = {}
        self.cooldown = Cooldown(services.clock)
        self.cap = ChannelCap(services.clock)
        self.memory = Memory(services.clock)
        self.suggesting = Cooldown(services.clock)
        self.owners = Owners(self, services.clock)
        self.reading = HistoryReader(services.clock)
        self.being_saved: set[tuple[int | None, str]] = set()
        """Servers, and the custom_ids of buttons there that are saving something: another press does nothing."""
        self.wordings: TTLCache[tuple[int, str], str, datetime] = TTLCache(500, FOLLOWED, services.clock)
        """Questions that a moderator has just opened in the inbox, by server and token: their form can't wait."""
        self.answered: TTLCache[tuple[int, int], tuple[str, str], datetime] = TTLCache(500, FOLLOWED, services.clock)
        """Questions with the answers that moderators have just given, by server and post: their form can't wait."""

    @property
    def my_id(self) -> int:
        """The bot's own user id; 0 before the login."""
        return self.user.id if self.user is not None else 0

    @property
    def my_name(self) -> str:
        """The bot's name outside servers; empty before the login."""
        return self.user.display_name if self.user is not None else ""

    def add_commands(self, *commands: Any) -> None:
        """Add commands to the tree. What ``app_commands.command`` makes has a type that pyright knows in part only."""
        for command in commands:
            self.tree.add_command(command)

    def add_forms(self, *forms: FormHandler) -> None:
        """Register what takes forms, as ``add_dynamic_items`` does what takes presses."""
        self.forms.update({one.pattern: one for one in forms})

    def takes(self, event: int) -> bool:
        """Whether the current task shall handle the message or interaction of that id.

        It shall not when that came before, nor once the bot is leaving. What is taken is finished before it leaves.
        """
        if self._leaving or not self.memory.is_new(event):
            return False
        self.wait_for_this()
        return True

    def wait_for_this(self) -> None:
        """Have the current task finished before the bot leaves."""
        task = asyncio.current_task()
        if task is not None:
            self._at_work.add(task)
            task.add_done_callback(self._at_work.discard)

    async def close(self) -> None:
        """Finish what was taken, within ``GRACE`` seconds, and close the connection."""
        self._leaving = True
        end = asyncio.get_running_loop().time() + GRACE
        while self._at_work and (left := end - asyncio.get_running_loop().time()) > 0:
            await asyncio.wait([*self._at_work], timeout=left)  # an edit or a deletion may come meanwhile
        if late := [*self._at_work]:
            log.warning(
                "I leave, and give up %d questions or presses that were not done within %g seconds.",
                len(late),
                GRACE,
            )
            for task in late:
                task.cancel()
            await asyncio.wait(late, timeout=1)
        await super().close()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Try again where a message was refused; so do all of the following."""
        self.memory.forget_refusals(guild.id)

    async def on_guild_channel_update(self, _before: object, after: discord.abc.GuildChannel) -> None:
        """A channel or category was changed, by its overwrites for example."""
        self.memory.forget_refusals(after.guild.id)

    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        """A thread was changed, unlocked for example."""
        self.memory.forget_refusals(payload.guild_id)

    async def on_thread_join(self, thread: discord.Thread) -> None:
        """The bot was added to a thread."""
        self.memory.forget_refusals(thread.guild.id)

    async def on_guild_role_update(self, _before: object, after: discord.Role) -> None:
        """A role has other permissions."""
        self.memory.forget_refusals(after.guild.id)

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """A role that denied something is gone."""
        self.memory.forget_refusals(role.guild.id)

    async def on_member_update(self, _before: object, after: discord.Member) -> None:
        """The bot has other roles: without the members intent it hears of itself alone."""
        self.memory.forget_refusals(after.guild.id)

    async def on_error(self, event_method: str, /, *args: Any, **_kwargs: Any) -> None:
        """Log a defect without what people typed."""
        error = sys.exc_info()[1]
        if error is not None:
            snowflake = getattr(args[0], "id", None) if args else None
            log_defect(error, snowflake or self.my_id, f"The event {event_method!r}")


def intents_for(*, message_content: bool) -> discord.Intents:
    """The least that is needed: servers, and messages there and in direct messages."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=message_content)


Interaction = discord.Interaction[VersusClient]
"""A command, a button, a menu or a form that somebody used, as this bot gets it."""
