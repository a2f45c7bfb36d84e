"""``/knowledge``: the group that the moderators' commands are added to."""

from typing import Any, Final

import discord
from discord import app_commands

from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.editing import texts
from bot.discord_app.editing.authorisation import NotAllowedError, editing_moderator
from bot.discord_app.lookup import CLOSEST, completions, labelled, suggested
from bot.discord_app.ui.markdown import inline
from bot.errors import VersusError
from bot.knowledge.model import Entry
from bot.limits import BUTTON_LABEL
from bot.serving.snapshot import Snapshot

NAME: Final = "knowledge"


def add_to_group(client: VersusClient, *commands: Any) -> None:
    """Add commands to the client's ``/knowledge``; the first ones bring the group along."""
    group = client.tree.get_command(NAME)
    if not isinstance(group, app_commands.Group):
        group = app_commands.Group(
            name=NAME,
            description=texts.GROUP_DESCRIPTION,
            guild_only=True,
            default_permissions=discord.Permissions(manage_guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        client.tree.add_command(group)
    for command in commands:
        group.add_command(command)


async def complete_entry(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """For an option that names an entry: the titles that match what was typed so far; none for other members."""
    try:
        snapshot = await (await editing_moderator(interaction)).snapshot()
    except NotAllowedError:
        return []
    return completions(snapshot, current)


def entry_meant(snapshot: Snapshot, typed: str) -> Entry:
    """The entry of that key, title or alias.

    Raises:
        VersusError: there is none, or several; the sentence names the closest ones.
    """
    entry = snapshot.knowledge.named(typed)
    if entry is not None:
        return entry
    close = labelled(snapshot.knowledge, suggested(snapshot, typed)[:CLOSEST])
    raise VersusError(texts.no_such_entry([inline(label, BUTTON_LABEL) for _, label in close]))
