"""``/knowledge edit``: an entry's texts, in a form that holds what they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from bot.discord_app.editing.form_flow import open_main_form
from bot.discord_app.editing.gate import editing_moderator
from bot.discord_app.editing.group import complete_entry, entry_meant, knowledge
from bot.discord_app.errors import AnyInteraction
from bot.discord_app.moderation.drafts import keep_draft
from bot.editing.change import Change, EntryEdit
from bot.editing.revision import RevisionKind
from bot.texts import editing as texts

if TYPE_CHECKING:
    from bot.discord_app.client import VersusClient


def setup(_client: VersusClient) -> None:
    """Add the command."""
    knowledge.add_command(edit_command, override=True)  # pyright: ignore[reportUnknownArgumentType]


@app_commands.command(name="edit", description=texts.EDIT_DESCRIPTION)
@app_commands.describe(entry=texts.ENTRY)
@app_commands.autocomplete(entry=complete_entry)
async def edit_command(interaction: AnyInteraction, entry: app_commands.Range[str, 1, 100]) -> None:
    """Open the entry's form."""
    editing = await editing_moderator(interaction)
    found = entry_meant(await editing.snapshot(), entry)
    change = Change(editing.scope, RevisionKind.EDIT, (EntryEdit(found.key, found, found),))
    await open_main_form(interaction, editing, await keep_draft(editing, change))
