"""``/knowledge``: the group that the moderators' commands are added to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord_app.browse import labelled, suggested
from bot.discord_app.errors import AnyInteraction
from bot.discord_app.moderation.gate import NotAllowedError, editing_moderator
from bot.limits import AUTOCOMPLETE_CHOICES
from bot.texts import editing as texts

if TYPE_CHECKING:
    from bot.discord_app.client import VersusClient

knowledge = app_commands.Group(
    name="knowledge",
    description=texts.GROUP_DESCRIPTION,
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
)
"""A command is added by ``@knowledge.command(...)`` in a module that ``client`` imports."""


def setup(client: VersusClient) -> None:
    """Add the group with its commands."""
    client.tree.add_command(knowledge)


async def complete_entry(interaction: AnyInteraction, current: str) -> list[app_commands.Choice[str]]:
    """For an option that names an entry: the titles that match what was typed so far; none for other members."""
    try:
        snapshot = await (await editing_moderator(interaction)).snapshot()
    except NotAllowedError:
        return []
    entries = suggested(snapshot, current)[:AUTOCOMPLETE_CHOICES]
    return [app_commands.Choice(name=label, value=entry.key) for entry, label in labelled(snapshot.knowledge, entries)]
