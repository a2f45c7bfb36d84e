"""``/knowledge teach``: one more way to ask for an entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from discord import app_commands

from bot import limits
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.editing.authorisation import Editing, editing_moderator, hold
from bot.discord_app.editing.form_flow import open_main_form
from bot.discord_app.editing.group import add_to_group, complete_entry, entry_meant
from bot.discord_app.editing.proposals import keep_draft, show_proposal
from bot.discord_app.ui.markdown import inline, one_line
from bot.editing.change import Change, EntryEdit
from bot.editing.revision import RevisionKind
from bot.errors import VersusError
from bot.knowledge.model import Entry, KnowledgeBase
from bot.knowledge.text_rules import comparable
from bot.texts import editing as texts


@app_commands.command(name="teach", description=texts.TEACH_DESCRIPTION)
@app_commands.describe(entry=texts.ENTRY, question=texts.TEACH_QUESTION)
@app_commands.autocomplete(entry=complete_entry)
async def teach_command(
    interaction: Interaction,
    entry: app_commands.Range[str, 1, 100],
    question: app_commands.Range[str, 1, 300],
) -> None:
    """Show what the question would do as an example question of the entry."""
    editing = await editing_moderator(interaction)
    await hold(interaction)
    found = entry_meant(await editing.snapshot(), entry)
    await propose_teaching(interaction, found.key, [question])


async def propose_teaching(
    interaction: Interaction, key: str, questions: Sequence[str], draft_id: int | None = None
) -> int:
    """Show what teaching an entry these questions would do; see ``show_proposal``.

    Raises:
        VersusError: the entry is gone, there is no word in the questions, or the entry has them all.
        NotAllowedError: the person may not.
    """
    editing = await editing_moderator(interaction)
    await hold(interaction)
    entry = (await editing.knowledge()).entries.get(key)
    if entry is None:
        raise VersusError(texts.NO_SUCH_ENTRY)
    new = _new_to(entry, questions)
    after = replace(entry, questions=(*entry.questions, *new))
    return await show_proposal(
        interaction, Change(editing.scope, RevisionKind.TEACH, (EntryEdit(key, entry, after),)), draft_id
    )


def _new_to(entry: Entry, questions: Sequence[str]) -> tuple[str, ...]:
    lines = [line for question in questions if comparable(line := one_line(question))]
    if not lines:
        raise VersusError(texts.NOTHING_TYPED)
    known = {comparable(question) for question in entry.questions}
    new = tuple(line for line in lines if comparable(line) not in known)
    if not new:
        quoted = f"“{inline(lines[0], limits.BUTTON_LABEL)}”"
        raise VersusError(texts.knows_already(inline(entry.title, limits.BUTTON_LABEL), quoted))
    return new


@app_commands.command(name="edit", description=texts.EDIT_DESCRIPTION)
@app_commands.describe(entry=texts.ENTRY)
@app_commands.autocomplete(entry=complete_entry)
async def edit_command(interaction: Interaction, entry: app_commands.Range[str, 1, 100]) -> None:
    """Open the entry's form."""
    editing = await editing_moderator(interaction)
    found = entry_meant(await editing.snapshot(), entry)
    change = Change(editing.scope, RevisionKind.EDIT, (EntryEdit(found.key, found, found),))
    await open_main_form(interaction, editing, await keep_draft(editing, change))


@app_commands.command(name="remove", description=texts.REMOVE_DESCRIPTION)
@app_commands.describe(entry=texts.ENTRY)
@app_commands.autocomplete(entry=complete_entry)
async def remove_command(interaction: Interaction, entry: app_commands.Range[str, 1, 100]) -> None:
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
    base = editing.services.snapshots.snapshot().knowledge
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


def setup(client: VersusClient) -> None:
    """Add the commands."""
    add_to_group(client, teach_command, edit_command, remove_command)
