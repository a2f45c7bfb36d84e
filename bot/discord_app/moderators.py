"""Who counts as a moderator: one answer for every feature, asked where the action happens."""

from __future__ import annotations

import discord

from bot.discord_app.installs import server_of
from bot.discord_app.services import Services
from bot.discord_app.settings import settings_for


def is_moderator(services: Services, interaction: discord.Interaction) -> bool:
    """Whether the person behind ``interaction`` moderates the server it happens in.

    True for Manage Server, Manage Messages in that channel (administrators have both), or a configured moderator
    role. Always false outside a server, and where the bot is present only as a person's own installed app.
    """
    member = interaction.user
    server = server_of(interaction)
    if server is None or not isinstance(member, discord.Member):
        return False
    allowed = interaction.permissions
    if allowed.administrator or allowed.manage_guild or allowed.manage_messages:
        return True
    roles = settings_for(services, server).moderator_roles
    return any(member.get_role(role) is not None for role in roles)
