"""The channel in which "Ask the moderators" posts: whether it may be used, looked at anew each time."""

from enum import Enum, auto

import discord

from bot.discord_app.services import Services
from bot.discord_app.ui.posting import may_send

PostChannel = discord.TextChannel | discord.VoiceChannel | discord.StageChannel
"""Where a message can be sent for good: a forum takes posts alone, and a thread that was quiet for days is closed."""


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


def takes_questions(services: Services, guild: discord.Guild | None) -> bool:
    """Whether moderators can be asked in the server now: in a channel of their own, and they want no pause."""
    if guild is None or not isinstance(moderators_channel_of(services, guild), PostChannel):
        return False
    return services.moderation.settings.of(guild.id).pause(services.clock()) is None


def usable_channel(guild: discord.Guild, channel_id: int) -> PostChannel | Unusable:
    """The channel of that id, or why moderators can't be asked there."""
    channel = guild.get_channel_or_thread(channel_id)
    if channel is None:
        return Unusable.GONE
    if not isinstance(channel, PostChannel):
        return Unusable.CLOSED
    if channel.permissions_for(guild.default_role).view_channel:
        return Unusable.OPEN
    return channel if may_send(channel, channel.permissions_for(guild.me)) else Unusable.CLOSED
