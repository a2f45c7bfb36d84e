"""The channel in which "Ask the moderators" posts: whether it may be used, looked at anew before each post."""

from enum import Enum, auto

import discord

from bot.discord_app.services import Services
from bot.discord_app.ui.sender import may_send

PostChannel = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
"""Where a message can be sent; a forum takes posts alone."""


class Unusable(Enum):
    """Why nothing can be posted for the moderators."""

    OFF = auto()
    """The server named no channel."""
    NO_TEXTS = auto()
    """The operator has the bot keep no texts, and there would be nothing to show."""
    GONE = auto()
    """The channel was deleted, or is hidden from the bot."""
    OPEN = auto()
    """Everyone in the server can read it, and so would read what members asked."""
    CLOSED = auto()
    """The bot may not send messages there."""


def moderators_channel_of(services: Services, guild: discord.Guild) -> PostChannel | Unusable:
    """The channel that the server named, or why nothing may be posted there now.

    Permissions change after a channel is named, so this is asked whenever something is about to be posted.
    """
    channel = services.moderation.settings.of(guild.id).moderators_channel
    if channel is None:
        return Unusable.OFF
    return usable_channel(guild, channel) if services.config.usage.store_questions else Unusable.NO_TEXTS


def usable_channel(guild: discord.Guild, channel_id: int) -> PostChannel | Unusable:
    """The channel or thread of that id, or why moderators can't be asked there; a thread is as open as its channel."""
    channel = guild.get_channel_or_thread(channel_id)
    if channel is None or (isinstance(channel, discord.Thread) and channel.parent is None):
        return Unusable.GONE
    parent = channel.parent if isinstance(channel, discord.Thread) else channel
    if parent is None or parent.permissions_for(guild.default_role).view_channel:
        return Unusable.OPEN
    if not isinstance(channel, PostChannel) or not may_send(channel, channel.permissions_for(guild.me)):
        return Unusable.CLOSED
    return channel
