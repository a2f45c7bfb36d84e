"""Who counts as a moderator: one answer for every feature, asked where the action happens."""

from __future__ import annotations

import discord

from bot.discord_app.installs import server_of
from bot.discord_app.server_settings import settings_for
from bot.discord_app.services import Services


def is_moderator(services: Services, interaction: discord.Interaction) -> bool:
    """Whether the person behind ``interaction`` moderates the server it happens in.

    True for Manage Server (administrators have it) or a moderator role, with the permissions and roles that Discord
    sends along with this very interaction. Always false outside a server, and where the bot is present only as a
    person's own installed app.
    """
    member = interaction.user
    server = server_of(interaction)
    if server is None or not isinstance(member, discord.Member):
        return False
    if manages_server(interaction):
        return True
    return any(member.get_role(role) is not None for role in settings_for(services, server).moderator_roles)


def manages_server(interaction: discord.Interaction) -> bool:
    """Whether the person behind ``interaction`` has Manage Server there; administrators have it.

    Asked for what would outlast a moderator role, or reach further than it: who else has one, and where the digest
    goes.
    """
    if server_of(interaction) is None or not isinstance(interaction.user, discord.Member):
        return False
    return interaction.permissions.administrator or interaction.permissions.manage_guild


def may_delete(services: Services, interaction: discord.Interaction) -> bool:
    """Whether the person may take away what the bot said in that channel: moderators, and those with Manage Messages.

    The latter could delete the message by hand.
    """
    in_server = server_of(interaction) is not None and isinstance(interaction.user, discord.Member)
    return is_moderator(services, interaction) or (in_server and interaction.permissions.manage_messages)


def can_see(channel: discord.abc.GuildChannel | discord.Thread, member: discord.Member) -> bool:
    """Whether the member can view the channel; a private thread is for its members, as far as the bot knows them."""
    parent = channel.parent if isinstance(channel, discord.Thread) else channel
    if parent is None:
        return False
    allowed = parent.permissions_for(member)
    if isinstance(channel, discord.Thread) and channel.is_private() and not allowed.manage_threads:
        return allowed.view_channel and any(one.id == member.id for one in channel.members)
    return allowed.view_channel
