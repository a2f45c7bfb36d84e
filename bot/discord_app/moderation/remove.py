"""``/knowledge remove``: an entry goes, and with it what refers to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from discord import app_commands

from bot.discord_app.editing.gate import Editing, editing_moderator, hold
from bot.discord_app.editing.group import complete_entry, entry_meant, knowledge
from bot.discord_app.editing.proposals import show_proposal
from bot.discord_app.errors import AnyInteraction
from bot.editing.change import Change, EntryEdit
from bot.editing.revision import RevisionKind
from bot.knowledge.model import Entry, KnowledgeBase
from bot.texts import editing as texts

if TYPE_CHECKING:
    from bot.discord_app.client import VersusClient


def setup(_client: VersusClient) -> None:
    """Add the command."""
    knowledge.add_command(remove_command, override=True)  # pyright: ignore[reportUnknownArgumentType]


@app_commands.command(name="remove", description=texts.REMOVE_DESCRIPTION)
@app_commands.describe(entry=texts.ENTRY)
@app_commands.autocomplete(entry=complete_entry)
async def remove_command(interaction: AnyInteraction, entry: app_commands.Range[str, 1, 100]) -> None:
    """Show what goes."""
    editing = await editing_moderator(interaction)
    await hold(interaction)
    snapshot = await editing.snapshot()
    found = entry_meant(snapshot, entry)
    referring = tuple(_without_references(editing, snapshot.knowledge, found))
    edits = (EntryEdit(found.key, found, None), *referring)
    await show_proposal(interaction, Change(editing.scope, RevisionKind.REMOVE, edits))


def _without_references(editing: Editing, known: KnowledgeBase, gone: Entry) -> Iterator[EntryEdit]:
    """The entries that refer to the one that goes.

    Those that an overlay takes from the base are left alone: there a reference to what is hidden is not shown.
    """
    base = editing.services.library.snapshot().knowledge
    for entry in known:
        if entry.topic != gone.topic or gone.id not in entry.see_also:
            continue
        if editing.scope is not None and _same(entry, base.entries.get(entry.key)):
            continue
        yield EntryEdit(
            entry.key, entry, replace(entry, see_also=tuple(one for one in entry.see_also if one != gone.id))
        )


def _same(entry: Entry, of_base: Entry | None) -> bool:
    return of_base is not None and replace(of_base, see_also=()) == replace(entry, see_also=())
