"""The bot: which features there are, and which event goes to which of them."""

import logging
import re
from collections.abc import Callable
from typing import Any

import discord

from bot.discord_app import texts
from bot.discord_app.asking import answer_this, ask, buttons, edits, messages
from bot.discord_app.browsing import browse
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.editing import add, commands, form_flow, history, import_export, saving, teach_this, undo
from bot.discord_app.handoff import answer, keep, tell, this_entry
from bot.discord_app.handoff import moderators as handoff_moderators
from bot.discord_app.handoff import request as handoff_request
from bot.discord_app.help import command as help_command
from bot.discord_app.inbox import command as inbox
from bot.discord_app.inbox import suggest, why
from bot.discord_app.learning import in_passing, keep_this
from bot.discord_app.services import Services
from bot.discord_app.settings import command as settings_command
from bot.discord_app.settings import privacy, quiet
from bot.discord_app.sync import sync_commands
from bot.discord_app.ui.converters import UnreadableError
from bot.discord_app.ui.custom_id import OURS
from bot.discord_app.ui.error_tree import Tree, answer_error
from bot.usage.events import ChannelDeleted
from bot.usage.stores import StoreError

log = logging.getLogger(__name__)


class Bot(VersusClient):
    """The client with its commands, buttons, forms and events."""

    def __init__(self, services: Services) -> None:
        """Connect nothing yet: ``setup_hook`` adds the features."""
        super().__init__(services)
        self.tree = Tree(self)
        self._buttons: list[re.Pattern[str]] = []

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
            return
        async with edits.catching_up(self, message.id):
            in_passing.overhear(self, message)
            await messages.on_message(self, message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Let the answer follow its question."""
        if payload.message.author.id != self.my_id:
            self.wait_for_this()
            in_passing.on_edit(self, payload.message)
            await edits.on_edit(self, payload.message)

    async def on_ready(self) -> None:
        """Connected anew: what happened meanwhile was told to nobody."""
        self.services.moderation.handoff.connected.set()

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Take the answer back."""
        self.wait_for_this()
        await edits.on_delete(self, payload.message_id, payload.guild_id)

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Take the answers back."""
        self.wait_for_this()
        for message_id in payload.message_ids:
            await edits.on_delete(self, message_id, payload.guild_id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Where its moderators were in the inbox is of no use any longer."""
        try:
            await self.services.moderation.positions.forget_server(guild.id)
        except StoreError as error:
            log.warning("The places of moderators of server %d could not be deleted: %s", guild.id, error)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Nothing in it waits any longer."""
        self._note_deleted(channel.id)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """The same for a thread."""
        self._note_deleted(payload.thread_id)

    def _note_deleted(self, channel: int) -> None:
        self.services.recorder.record(ChannelDeleted(channel))
        self.services.moderation.handoff.changed.set()

    async def on_interaction(self, interaction: Interaction) -> None:
        """Take a form that was sent off, and refuse what nobody reads; the library dispatches all the rest."""
        custom_id = str((interaction.data or {}).get("custom_id", ""))
        if not OURS.match(custom_id):
            return
        is_form = interaction.type is discord.InteractionType.modal_submit
        patterns = self.forms if is_form else self._buttons
        pattern = next((one for one in patterns if one.fullmatch(custom_id)), None)
        if (pattern is not None and not is_form) or not self.takes(interaction.id):
            return
        if pattern is None:
            await answer_error(interaction, UnreadableError(texts.UNREADABLE))
        else:
            await self.forms[pattern].take(interaction, custom_id)

    def add_dynamic_items(self, *items: type[discord.ui.DynamicItem[Any]]) -> None:
        """Register buttons and menus, and know them from what nobody here would answer."""
        super().add_dynamic_items(*items)
        self._buttons.extend(item.__discord_ui_compiled_template__ for item in items)


FEATURES: tuple[Callable[[VersusClient], None], ...] = (
    ask.setup,
    answer_this.setup,
    buttons.setup,
    browse.setup,
    help_command.setup,
    privacy.setup,
    saving.setup,
    undo.setup,
    form_flow.setup,
    add.setup,
    commands.setup,
    teach_this.setup,
    keep_this.setup,
    history.setup,
    import_export.setup,
    inbox.setup,
    suggest.setup,
    settings_command.setup,
    quiet.setup,
    why.setup,
    answer.setup,
    keep.setup,
    this_entry.setup,
    tell.setup,
    handoff_request.setup,
    handoff_moderators.setup,
)
"""What adds commands and buttons; the order is the order of ``/help``."""
