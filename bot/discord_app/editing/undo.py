"""The buttons of a saved change: "Undo" and "Redo", which act at once, and "Take back", which shows the effect."""

from __future__ import annotations

from bot.discord_app.asking.followup import custom_ids_of
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.editing import texts
from bot.discord_app.editing.authorisation import Editing, editing_there, hold
from bot.discord_app.editing.proposals import patiently, show_proposal
from bot.discord_app.editing.saved_reply import Done, SavedChange
from bot.discord_app.editing.saving import askers_of, edits_of, follow_suggestion, once, show_saved, tell_posts
from bot.discord_app.editing.states import NextQuestion, Redo, TakeBack, Undo
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.reply import Button
from bot.editing.errors import EditError
from bot.editing.undo import NotAtOnceError
from bot.errors import VersusError
from bot.servers.base_editors import BaseEditing


def setup(client: VersusClient) -> None:
    """Add the buttons."""
    client.add_dynamic_items(undo, redo, take_back)


@pressed(Undo)
async def undo(interaction: Interaction, state: Undo) -> None:
    """Take the moderator's own last save back at once; show what that would do where it may not be."""
    await _at_once(interaction, state, Done.TAKEN_BACK)


@pressed(Redo)
async def redo(interaction: Interaction, state: Redo) -> None:
    """Make again at once what the moderator has just taken back, under the same rules."""
    await _at_once(interaction, state, Done.REDONE)


@pressed(TakeBack)
async def take_back(interaction: Interaction, state: TakeBack) -> None:
    """Show what taking the revision back would do."""
    editing = await editing_there(interaction, shared=state.shared)
    await hold(interaction)
    await show_taking_back(interaction, editing, state.number)


async def show_taking_back(interaction: Interaction, editing: Editing, number: int) -> None:
    """Show what taking a revision back would do.

    Raises:
        VersusError: nothing of it is left to take back, or that can't be done.
    """
    if await editing.moderation.editor.history.is_taken_back(editing.scope, number):
        raise VersusError(texts.TAKEN_BACK_ALREADY)
    await _look_first(interaction, editing, number)


async def _at_once(interaction: Interaction, state: Undo | Redo, done: Done) -> None:
    await editing_there(interaction, shared=state.shared)
    with once(interaction, state):
        await hold(interaction)
        await interaction.client.services.moderation.base_editors.load()
        editing = await editing_there(interaction, shared=state.shared)
        if editing.base is BaseEditing.CLAIMABLE:  # which has to be said before anything is saved
            await _look_first(interaction, editing, state.number)
            return
        before, editor = await editing.knowledge(), editing.moderation.editor
        label = texts.UNDO if done is Done.TAKEN_BACK else texts.REDO
        try:
            work = editor.undo(editing.scope, state.number, editing.author)
            revision = await patiently(interaction, work, (Button(label, state.encode()),))
        except NotAtOnceError as error:
            await _look_first(interaction, editing, state.number, str(error))
            return
        except EditError:  # the screen says what is wrong
            await _look_first(interaction, editing, state.number)
            return
        if revision is None:
            raise VersusError(texts.TAKEN_BACK_ALREADY)
        try:
            note = await follow_suggestion(editing, revision)
            edits = await edits_of(editing, revision)
            askers = await askers_of(editing, revision) if done is Done.REDONE else 0
            saved = SavedChange(revision, edits, before, done, _leads_on(interaction), askers, note)
            await show_saved(interaction, editing, saved)
        finally:
            editor.history.note(revision)
            await tell_posts(editing, revision)


async def _look_first(interaction: Interaction, editing: Editing, number: int, note: str = "") -> None:
    change = await editing.moderation.editor.history.undo(editing.scope, number)
    await show_proposal(interaction, change, note=note)


def _leads_on(interaction: Interaction) -> bool:
    """Whether the message with the button leads to the next question."""
    ids = custom_ids_of(interaction.message) if interaction.message is not None else ()
    return next(NextQuestion.among(ids), None) is not None
