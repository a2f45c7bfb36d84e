"""The connection to Discord: the least intents, hardly any caches, and the features."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from typing import Any, Final

import discord

from bot.discord_app import feedback, suggestions
from bot.discord_app.asking import answer_this, ask, buttons, edits, messages
from bot.discord_app.asking.states import OURS, UnreadableError
from bot.discord_app.browsing import browse
from bot.discord_app.cooldown import ChannelCap, Cooldown
from bot.discord_app.editing import add, commands, form_flow, group, history, import_export, proposals, teach_this
from bot.discord_app.editing.states import Form
from bot.discord_app.errors import AnyInteraction, Tree, answer_error, log_defect
from bot.discord_app.help import command as help_command
from bot.discord_app.inbox import command as inbox
from bot.discord_app.inbox import suggest, why
from bot.discord_app.inbox.suggest import SuggestForm
from bot.discord_app.moderation import edit, remove
from bot.discord_app.owners import Owners
from bot.discord_app.recent import FOLLOWED, Memory, Recent
from bot.discord_app.services import Services
from bot.discord_app.settings import command as settings_command
from bot.discord_app.settings import privacy
from bot.discord_app.sync import sync_commands
from bot.texts import errors as texts

log = logging.getLogger(__name__)

GRACE: Final = 7.0
"""Seconds in which what was taken is finished when the bot is told to stop: Docker kills after ten."""


class VersusClient(discord.AutoShardedClient):
    """The bot."""

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
        self._patterns = [Form.PATTERN, SuggestForm.PATTERN]
        self._leaving = False
        self._at_work: set[asyncio.Task[Any]] = set()
        """The tasks that answer what was taken."""
        self.services = services
        self.tree: Tree[VersusClient] = Tree(self)
        self.cooldown = Cooldown(services.clock)
        self.cap = ChannelCap(services.clock)
        self.memory = Memory(services.clock)
        self.suggesting = Cooldown(services.clock)
        self.owners = Owners(self, services.clock)
        self.reading = history.Reading(services.clock)
        self.wordings: Recent[tuple[int, str], str] = Recent(services.clock, FOLLOWED, capacity=500)
        """Questions that a moderator has just opened in the inbox, by server and token: their form can't wait."""

    @property
    def my_id(self) -> int:
        """The bot's own user id; 0 before the login."""
        return self.user.id if self.user is not None else 0

    def takes(self, event: int) -> bool:
        """Whether the current task shall handle the message or interaction of that id.

        It shall not when that came before, nor once the bot is leaving. What is taken is finished before it leaves.
        """
        if self._leaving or not self.memory.is_new(event):
            return False
        self._wait_for_this()
        return True

    def _wait_for_this(self) -> None:
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

    async def setup_hook(self) -> None:
        """Switch the features on, and tell Discord the commands if they changed."""
        for setup in FEATURES:
            setup(self)
        await sync_commands(self.tree, self.services.state, self.application_id or 0)

    async def on_message(self, message: discord.Message) -> None:
        """Answer what asks the bot; a connection that was resumed may bring it twice, or after its deletion."""
        if self.memory.is_gone(message.id) or not self.takes(message.id):
            return
        if message.author.id == self.my_id:
            self.services.own_messages.saw(message)
        async with edits.catching_up(self, message.id):
            await messages.on_message(self, message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Let the answer follow."""
        self._wait_for_this()
        await edits.on_edit(self, payload.message)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Take the answer back."""
        self._wait_for_this()
        await edits.on_delete(self, payload.message_id)

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Take the answers back."""
        self._wait_for_this()
        for message_id in payload.message_ids:
            await edits.on_delete(self, message_id)

    async def on_interaction(self, interaction: AnyInteraction) -> None:
        """Take the forms that outlive a restart; commands, buttons and menus find their way by themselves."""
        custom_id = str((interaction.data or {}).get("custom_id", ""))
        unreadable = OURS.match(custom_id) and not any(pattern.fullmatch(custom_id) for pattern in self._patterns)
        is_form = interaction.type is discord.InteractionType.modal_submit
        if not (unreadable or is_form) or not self.takes(interaction.id):
            return
        if unreadable:
            await answer_error(interaction, UnreadableError(texts.UNREADABLE))
            return
        await form_flow.on_interaction(interaction)
        await suggest.on_interaction(interaction)

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

    def add_dynamic_items(self, *items: type[discord.ui.DynamicItem[Any]]) -> None:
        """Register buttons and menus, and know them from what nobody here would answer."""
        super().add_dynamic_items(*items)
        self._patterns.extend(item.__discord_ui_compiled_template__ for item in items)

    async def on_error(self, event_method: str, /, *args: Any, **_kwargs: Any) -> None:
        """Log a defect without what people typed."""
        error = sys.exc_info()[1]
        if error is not None:
            snowflake = getattr(args[0], "id", None) if args else None
            log_defect(error, snowflake or self.my_id, f"The event {event_method!r}")


def intents_for(*, message_content: bool) -> discord.Intents:
    """The least that is needed: servers, and messages there and in direct messages."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=message_content)


FEATURES: tuple[Callable[[VersusClient], None], ...] = (
    ask.setup,
    answer_this.setup,
    buttons.setup,
    suggestions.setup,
    feedback.setup,
    browse.setup,
    help_command.setup,
    privacy.setup,
    group.setup,
    proposals.setup,
    form_flow.setup,
    add.setup,
    edit.setup,
    commands.setup,
    remove.setup,
    teach_this.setup,
    history.setup,
    import_export.setup,
    inbox.setup,
    suggest.setup,
    settings_command.setup,
    why.setup,
)
"""What adds commands and buttons; the order is the order of ``/help``."""
