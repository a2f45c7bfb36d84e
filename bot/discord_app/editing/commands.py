"""``/knowledge teach``, ``edit`` and ``remove``: the changes of one entry that is there."""

from collections.abc import Sequence
from dataclasses import replace

from discord import app_commands

from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.editing import texts
from bot.discord_app.editing.authorisation import Editing, editing_moderator, hold
from bot.discord_app.editing.form_flow import open_main_form
from bot.discord_app.editing.group import add_to_group, complete_entry, entry_meant
from bot.discord_app.editing.pending_changes import keep_pending
from bot.discord_app.editing.proposals import show_proposal
from bot.editing import operations
from bot.knowledge.model import Entry


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
    found = await _entry_meant(editing, entry)
    await propose_teaching(interaction, found.key, [question])


async def _entry_meant(editing: Editing, typed: str) -> Entry:
    """The entry that was named, as it is being edited: one that waits for review among them.

    Raises:
        VersusError: there is none; names the closest.
    """
    knowledge = await editing.knowledge()
    return knowledge.named(typed) or entry_meant(await editing.snapshot(), typed)


async def propose_teaching(
    interaction: Interaction,
    key: str,
    questions: Sequence[str],
    pending_id: int | None = None,
    *,
    question: str = "",
    about: str = "",
    answer: str = "",
    post: int | None = None,
) -> int:
    """Show what teaching an entry these questions would do; see ``show_proposal``.

    ``question`` is the one of the inbox that is being worked on, ``about`` a message that is; it stands above.
    ``answer`` is what a human answered to it, which the entry's text may take in; ``post`` is the moderators' post with
    that answer.

    Raises:
        EditError: the entry is gone, there is no word in the questions, or the entry has them all.
        NotAllowedError: the person may not.
    """
    editing = await editing_moderator(interaction)
    await hold(interaction)
    change = operations.teaching(await editing.knowledge(), key, questions, editing.scope)
    change = replace(change, question=question, about=about, answer=answer, post=post)
    return await show_proposal(interaction, change, pending_id)


@app_commands.command(name="edit", description=texts.EDIT_DESCRIPTION)
@app_commands.describe(entry=texts.ENTRY)
@app_commands.autocomplete(entry=complete_entry)
async def edit_command(interaction: Interaction, entry: app_commands.Range[str, 1, 100]) -> None:
    """Open the entry's form."""
    editing = await editing_moderator(interaction)
    found = await _entry_meant(editing, entry)
    change = operations.edition(await editing.knowledge(), found, editing.scope)
    await open_main_form(interaction, editing, await keep_pending(editing, change))


@app_commands.command(name="remove", description=texts.REMOVE_DESCRIPTION)
@app_commands.describe(entry=texts.ENTRY)
@app_commands.autocomplete(entry=complete_entry)
async def remove_command(interaction: Interaction, entry: app_commands.Range[str, 1, 100]) -> None:
    """Show what goes."""
    editing = await editing_moderator(interaction)
    await hold(interaction)
    found = await _entry_meant(editing, entry)
    base = editing.services.snapshots.snapshot().knowledge
    change = operations.removal(await editing.knowledge(), base, found.key, editing.scope)
    await show_proposal(interaction, change)


def setup(client: VersusClient) -> None:
    """Add the commands."""
    add_to_group(client, edit_command, teach_command, remove_command)  # in the order in which Discord shows them
