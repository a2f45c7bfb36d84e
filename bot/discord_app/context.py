"""Where an interaction happens: its server, what is known and set there, who moderates; and taking it in time."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

import discord

from bot.config import Config
from bot.discord_app.client import Interaction
from bot.discord_app.delivery import ALREADY_ACKNOWLEDGED, again
from bot.discord_app.services import Services
from bot.knowledge.model import KnowledgeBase
from bot.servers.settings import ServerSettings
from bot.serving.snapshot import Snapshot

AT_ONCE: Final = (0.25, 0.5, 1.0)
"""Seconds before each further try of a first answer, for which Discord waits three seconds."""
ALL_BY_LIBRARY: Final = range(500, 600)
"""What ``discord.webhook.async_`` repeats, through which answers to interactions go."""
_LOST_ANSWER: Final = "lost answer"
ResponseType = discord.InteractionResponseType


def is_only_theirs(interaction: Interaction) -> bool:
    """Whether the person behind ``interaction`` installed the bot for themselves, and the server did not too.

    What it then shows is for that person alone: others did not ask for it. In the bot's own direct messages there are
    no others, whoever installed it.
    """
    with_me = bool(interaction.context.dm_channel)
    return interaction.is_user_integration() and not interaction.is_guild_integration() and not with_me


def server_of(interaction: Interaction) -> int | None:
    """The id of the server that the bot serves there: none where it is only somebody's own app."""
    return None if is_only_theirs(interaction) else interaction.guild_id


async def snapshot_here(interaction: Interaction) -> Snapshot:
    """What the members of the server see; the shared base outside servers, and in a person's own app."""
    services = interaction.client.services
    return await services.snapshots.of(server_of(interaction))


async def knowledge_here(interaction: Interaction) -> KnowledgeBase:
    """The knowledge base of ``snapshot_here``."""
    return (await snapshot_here(interaction)).knowledge


async def snapshot_in_time(interaction: Interaction) -> Snapshot:
    """As ``snapshot_here``, for what is answered with a message, however slow the disk is.

    A server's own entries may have to be read first: then the interaction is taken before, and answered afterwards.
    """
    services = interaction.client.services
    if not services.snapshots.is_at_hand(server_of(interaction)):
        await defer(interaction)
    return await snapshot_here(interaction)


async def knowledge_in_time(interaction: Interaction) -> KnowledgeBase:
    """The knowledge base of ``snapshot_in_time``."""
    return (await snapshot_in_time(interaction)).knowledge


ChannelMode = Literal["ask", "listen"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How the bot behaves in one server, or in direct messages."""

    private: bool
    """``/ask`` answers privately unless the member says otherwise."""
    buttons: bool
    """Answers carry see-also, feedback and delete buttons."""
    cooldown_seconds: float
    moderator_roles: tuple[int, ...]
    store_questions: bool
    channels: tuple[tuple[int, ChannelMode], ...] = ()
    quiet: tuple[tuple[int, datetime], ...] = ()
    """Listen channels and threads that are to be left in peace, each until then."""
    trusted_roles: tuple[int, ...] = ()
    """The roles whose members' answers are learned in passing, as moderators' are."""
    learn_channels: tuple[int, ...] = ()
    """The ``ask`` channels in which answers are learned in passing."""

    def mode_of(self, *channel_ids: int | None) -> ChannelMode | None:
        """The mode of the first of these channels that has one: a thread before its parent."""
        modes = dict(self.channels)
        return next((modes[one] for one in channel_ids if one is not None and one in modes), None)

    def learns_in(self, *channel_ids: int | None) -> bool:
        """Whether answers are learned in passing in the first of these channels that has a mode."""
        modes = dict(self.channels)
        return next((one in self.learn_channels for one in channel_ids if one in modes), False)

    def is_quiet(self, now: datetime, *channel_ids: int | None) -> bool:
        """Whether any of these, a channel or a thread and its parent, is to be left in peace ``now``."""
        return any(channel in channel_ids and until > now for channel, until in self.quiet)


def settings_for(services: Services, server: int | None) -> Settings:
    """The settings in force in a server: its own, and the configured ones where it chose none.

    ``None`` stands for direct messages and user installs.
    """
    config = services.config
    chosen = ServerSettings() if server is None else services.moderation.settings.of(server)
    channels = _channels(config, chosen) if server is not None else ()
    return Settings(
        private=config.answers.private if chosen.private is None else chosen.private,
        buttons=config.answers.buttons if chosen.buttons is None else chosen.buttons,
        cooldown_seconds=config.discord.cooldown_seconds,
        moderator_roles=config.discord.moderator_roles if chosen.moderator_roles is None else chosen.moderator_roles,
        store_questions=config.usage.store_questions,
        channels=channels,
        quiet=chosen.quiet,
        trusted_roles=chosen.trusted_roles,
        learn_channels=_learn_channels(config, chosen, channels),
    )


def settings_here(interaction: Interaction) -> Settings:
    """The settings in force where the interaction happens."""
    return settings_for(interaction.client.services, server_of(interaction))


def _channels(config: Config, chosen: ServerSettings) -> tuple[tuple[int, ChannelMode], ...]:
    """The channels with a mode; none while messages arrive without their content, whatever was chosen before."""
    if not config.discord.message_content:
        return ()
    if chosen.channels is None:
        return tuple((one.id, one.mode) for one in config.discord.channels)
    return tuple((channel, mode.value) for channel, mode in chosen.channels)


def _learn_channels(
    config: Config, chosen: ServerSettings, channels: tuple[tuple[int, ChannelMode], ...]
) -> tuple[int, ...]:
    """Where answers are learned: of what was chosen, what is an ``ask`` channel still; nowhere without any texts."""
    if not config.usage.store_questions:
        return ()
    return tuple(one for one in chosen.learn_channels if (one, "ask") in channels)


def is_moderator(interaction: Interaction, settings: Settings) -> bool:
    """Whether the person behind ``interaction`` moderates the server it happens in, which has these settings.

    True for Manage Server (administrators have it) or a moderator role, with the permissions and roles that Discord
    sends along with this very interaction. Always false outside a server, and where the bot is present only as a
    person's own installed app.
    """
    member = interaction.user
    if server_of(interaction) is None or not isinstance(member, discord.Member):
        return False
    return manages_server(interaction) or _has_any(member, settings.moderator_roles)


def manages_server(interaction: Interaction) -> bool:
    """Whether the person behind ``interaction`` has Manage Server there; administrators have it.

    Asked for what would outlast a moderator role, or reach further than it: who else has one, and where the digest
    goes.
    """
    if server_of(interaction) is None or not isinstance(interaction.user, discord.Member):
        return False
    return _manages(interaction.permissions)


def is_trusted(author: discord.Member | discord.User, settings: Settings) -> bool:
    """Whether what the author of a message replies may be learned: they moderate, or have a role named for it."""
    if not isinstance(author, discord.Member):
        return False
    roles = (*settings.moderator_roles, *settings.trusted_roles)
    return _manages(author.guild_permissions) or _has_any(author, roles)


def may_delete(interaction: Interaction) -> bool:
    """Whether the person may take away what the bot said in that channel: moderators, and those with Manage Messages.

    The latter could delete the message by hand.
    """
    if is_moderator(interaction, settings_here(interaction)):
        return True
    in_server = server_of(interaction) is not None and isinstance(interaction.user, discord.Member)
    return in_server and interaction.permissions.manage_messages


def _manages(allowed: discord.Permissions) -> bool:
    return allowed.administrator or allowed.manage_guild


def _has_any(member: discord.Member, roles: Iterable[int]) -> bool:
    return any(member.get_role(role) is not None for role in roles)


def can_see(channel: discord.abc.GuildChannel | discord.Thread, member: discord.Member) -> bool:
    """Whether the member can view the channel; a private thread is for its members, as far as the bot knows them."""
    parent = channel.parent if isinstance(channel, discord.Thread) else channel
    if parent is None:
        return False
    allowed = parent.permissions_for(member)
    if isinstance(channel, discord.Thread) and channel.is_private() and not allowed.manage_threads:
        return allowed.view_channel and any(one.id == member.id for one in channel.members)
    return allowed.view_channel


async def first_answer(interaction: Interaction, kind: ResponseType, call: Callable[[], Awaitable[object]]) -> None:
    """Give an interaction its first answer, repeating it if need be.

    "Already acknowledged" says that a try arrived whose confirmation was lost, or was a 5xx that the library repeated:
    then it has been answered, as ``answered_with`` says from then on.

    Raises:
        discord.HTTPException: Discord refused it.
    """
    try:
        await again(call, pauses=AT_ONCE, by_library=ALL_BY_LIBRARY)
    except discord.HTTPException as error:
        if error.code != ALREADY_ACKNOWLEDGED:
            raise
        interaction.extras[_LOST_ANSWER] = kind


def answered_with(interaction: Interaction) -> ResponseType | None:
    """The kind of first answer that the interaction has had, or ``None``."""
    return interaction.response.type or interaction.extras.get(_LOST_ANSWER)


async def defer(interaction: Interaction, *, beside: bool | None = None) -> None:
    """Take the interaction and let its answer follow.

    Does nothing where it has been taken, nor for completions, which can't be deferred.

    Args:
        interaction: of any kind.
        beside: whether the answer will be a private message of its own, instead of taking the place of the message
            whose button was pressed; by default it is one for everything but a button.
    """
    response, kind = interaction.response, interaction.type
    if answered_with(interaction) is not None or kind is discord.InteractionType.autocomplete:
        return
    if beside is None:
        beside = kind is not discord.InteractionType.component
    if beside:
        await first_answer(
            interaction, ResponseType.deferred_channel_message, lambda: response.defer(ephemeral=True, thinking=True)
        )
    else:
        await first_answer(interaction, ResponseType.deferred_message_update, response.defer)
