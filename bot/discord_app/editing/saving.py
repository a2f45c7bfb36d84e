"""The buttons that end a change: "Save" and "Cancel"."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import replace as changed

from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.editing import texts
from bot.discord_app.editing.authorisation import Editing, NotAllowedError, editing_moderator, editing_there, hold
from bot.discord_app.editing.pending_changes import PendingChange, keep_pending, open_pending
from bot.discord_app.editing.proposal_reply import save_row, what_changed
from bot.discord_app.editing.proposals import PATIENCE, patiently, show_pending
from bot.discord_app.editing.saved_reply import SavedChange, done_by, saved_reply
from bot.discord_app.editing.states import Cancel, Redo, Save, ThisQuestion, Undo, Withdraw
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.reply import Button, Reply
from bot.discord_app.ui.sender import replace_deferred
from bot.editing.change import Change, EntryEdit
from bot.editing.editor import Saved
from bot.editing.errors import InvalidChangeError, StaleChangeError
from bot.editing.review import WaitingChange
from bot.editing.revision import Revision
from bot.errors import VersusError
from bot.inbox.awaiting import PostState
from bot.inbox.suggestions import SuggestionStatus, suggested_by
from bot.knowledge.model import KnowledgeBase
from bot.servers.base_editors import BaseEditing
from bot.texts import editing as shared_texts

log = logging.getLogger(__name__)

Then = Callable[[Editing, Change], Awaitable[str]]


def setup(client: VersusClient) -> None:
    """Add the buttons."""
    client.add_dynamic_items(save, cancel, withdraw)


@pressed(Save)
async def save(interaction: Interaction, state: Save) -> None:
    """Save the change, or show why that can't be."""
    await save_change(interaction, state)


async def save_change(interaction: Interaction, state: Save, then: Then | None = None) -> None:
    """Save the change of a button, or show why that can't be.

    Args:
        interaction: of a moderator.
        state: the change.
        then: what is done once it is saved, or turned out to be so already; what it returns is shown above the rest.

    Raises:
        NotAllowedError: the person may not, or the change is being saved already.
    """
    await editing_moderator(interaction)
    with once(interaction, state):
        await hold(interaction)
        editing = await _as_stored(interaction)
        pending = await open_pending(interaction, editing, state.proposal)
        if editing.base is BaseEditing.CLAIMABLE and not await _claimed(interaction, editing):
            await show_pending(interaction, editing, pending)
            return
        before = await editing.knowledge()
        try:
            saved = await patiently(
                interaction, _commit(editing, pending, before), save_row(pending.id, pending.change)
            )
        except (StaleChangeError, InvalidChangeError):
            await show_pending(interaction, editing, pending)
            return
        editing.moderation.pending.forget(pending.id)
    change = pending.change
    try:
        note = await then(editing, change) if then is not None else ""
        if saved is None:
            await replace_deferred(interaction, Reply("\n".join(filter(None, [note, texts.NOTHING_SAVED]))))
            return
        note = "\n".join(filter(None, [note, await follow_suggestion(editing, saved)]))
        edits = change.edits or await edits_of(editing, saved)
        from_inbox = bool(change.question) or change.suggestion is not None
        askers = await askers_of(editing, saved)
        done = SavedChange(saved, edits, before, done_by(saved), from_inbox, askers, note)
        await show_saved(interaction, editing, done)
    finally:  # it is saved, whether or not the moderator hears of it
        if isinstance(saved, Revision):
            editing.moderation.editor.history.note(saved)
            await tell_posts(editing, saved, change)


@pressed(Cancel)
async def cancel(interaction: Interaction, state: Cancel) -> None:
    """Forget the change.

    Raises:
        NotAllowedError: the change is being saved.
    """
    editing = await editing_moderator(interaction)
    if _is_at_work(interaction, Save(state.proposal)):
        raise NotAllowedError(texts.BEING_SAVED)
    await hold(interaction)
    pending = await open_pending(interaction, editing, state.proposal)
    editing.moderation.pending.forget(pending.id)
    back = Button(texts.THIS_QUESTION, ThisQuestion().encode(), style="primary")
    rows = ((back,),) if pending.change.question else ()
    await replace_deferred(interaction, Reply(shared_texts.CANCELLED, rows=rows))


async def show_saved(interaction: Interaction, editing: Editing, saved: SavedChange) -> None:
    """Show what was saved in place of what was pressed."""
    # What an import did is much to put into words.
    await replace_deferred(interaction, await editing.off_the_loop(saved_reply, saved))


async def askers_of(editing: Editing, saved: Saved) -> int:
    """How many wait for an answer that the change gives; none where that can't be worked out, as it is saved."""
    if not isinstance(saved, Revision):
        return 0
    try:
        return len(await editing.moderation.askers.answered_by(editing.server, saved.entries))
    except VersusError as error:
        log.info("Who asked for what #%d changed can't be told: %s", saved.number, error)
        return 0


async def follow_suggestion(editing: Editing, saved: Saved) -> str:
    """Look at what became of the suggestion that the change is about; a sentence where it is in the inbox again."""
    about = saved.suggestion if isinstance(saved, Revision) else saved.change.suggestion
    if about is None:
        return ""
    try:
        found = await editing.moderation.suggestions.follow(about)
    except VersusError as error:  # it is stored: only how many wait is not known exactly before the next start
        log.warning("What #%d has made of a suggestion could not be read: %s", saved.number, error)
        return ""
    waits_here = found is not None and found.server == editing.server and found.status is SuggestionStatus.OPEN
    return texts.SUGGESTION_AGAIN if waits_here else ""


async def tell_posts(editing: Editing, saved: Revision, change: Change | None = None) -> None:
    """Have the moderators' posts show what is known now; the change is saved, whether or not that works.

    ``change`` is what the moderator saved; ``None`` where they took it back or made it again at once.
    """
    moderation = editing.moderation
    try:
        await moderation.askers.note_change(editing.server, saved.entries)
        if change is not None and change.question:
            await moderation.handoff.learned(editing.server, [change.question])
        if change is not None and change.post is not None:
            await moderation.handoff.kept(editing.server, change.post)
    except VersusError as error:
        log.warning("The moderators' posts do not show yet what #%d changed: %s", saved.number, error)


async def edits_of(editing: Editing, saved: Saved) -> tuple[EntryEdit, ...]:
    """What a change that was just saved does; nothing where that can't be worked out, as it is saved all the same."""
    if isinstance(saved, WaitingChange):
        return saved.change.edits
    try:
        return await editing.moderation.editor.history.states(editing.scope, saved.number)
    except VersusError as error:
        log.info("What #%d changed can't be shown: %s", saved.number, error)
        return ()


@contextmanager
def once(interaction: Interaction, state: Save | Undo | Redo) -> Generator[None]:
    """While a button saves something, another press of it is refused.

    Raises:
        NotAllowedError: it is being saved already.
    """
    if _is_at_work(interaction, state):
        raise NotAllowedError(texts.BEING_SAVED)
    key = (interaction.guild_id, state.encode())
    interaction.client.being_saved.add(key)
    try:
        yield
    finally:
        interaction.client.being_saved.discard(key)


def _is_at_work(interaction: Interaction, state: Save | Undo | Redo) -> bool:
    return (interaction.guild_id, state.encode()) in interaction.client.being_saved


@pressed(Withdraw)
async def withdraw(interaction: Interaction, state: Withdraw) -> None:
    """Have a change no longer wait for review, and show it again: nothing of it is lost.

    Raises:
        NotAllowedError: the moderator edits another place now.
        EditError: it does not wait any more.
        VersusError: the database failed; it waits as before.
    """
    editing = await editing_there(interaction, shared=state.shared)
    await hold(interaction)
    review, drafts = editing.moderation.editor.review, editing.moderation.pending
    found = await review.find(state.number, editing.scope)
    pending = await keep_pending(editing, found.change)
    await drafts.is_stored(pending.id, PATIENCE)  # so that it stands somewhere whenever the bot is stopped
    try:
        await review.take_out(state.number, editing.scope)
    except VersusError:
        drafts.forget(pending.id)
        raise
    await follow_suggestion(editing, found)
    await show_pending(interaction, editing, pending, texts.WITHDRAWN.format(number=state.number))


async def _as_stored(interaction: Interaction) -> Editing:
    """The moderator, with who edits the base as the terminal may have changed it a moment ago."""
    await interaction.client.services.moderation.base_editors.load()
    return await editing_moderator(interaction)


async def _claimed(interaction: Interaction, editing: Editing) -> bool:
    """Have the server edit the base from now on; false where the moderator has yet to be told that it will.

    Raises:
        NotAllowedError: the owner is not in the server, or can't be asked for, or another server was first.
    """
    message, guild = interaction.message, interaction.guild
    if message is None or guild is None or texts.WILL_CLAIM not in message.content:
        return False
    found = await interaction.client.owners.are_in(guild)
    if not found:
        raise NotAllowedError(texts.CANNOT_ASK if found is None else texts.SCOPE_CHANGED)
    if not await editing.moderation.base_editors.claim(editing.server):
        raise NotAllowedError(texts.BASE_TAKEN)
    return True


async def _commit(editing: Editing, pending: PendingChange, before: KnowledgeBase) -> Saved | None:
    """Save the change. What waits for review thanks nobody by name: a patch may be read by everybody."""
    kept = pending.change.kept
    if editing.moderation.editor.proposes:
        change = changed(pending.change, kept=None)
    else:
        change = await _with_thanks(editing, pending.change)
    what = await asyncio.to_thread(what_changed, change, before)
    saved = await editing.moderation.editor.commit(change, editing.author, what)
    if isinstance(saved, Revision) and kept is not None and kept.replies_to is not None:
        await _let_wait_no_longer(editing, kept.replies_to)
    return saved


async def _let_wait_no_longer(editing: Editing, message: int) -> None:
    """Who asked in that message has been answered by a person; the change is saved whether or not that can be kept."""
    moderation = editing.moderation
    try:
        waiting = await moderation.awaiting.replied_to(editing.server, message)
        if waiting is not None:
            await moderation.handoff.settle(editing.server, [waiting.question], PostState.TAUGHT)
    except VersusError as error:
        log.warning("A question that a person has answered still waits: %s", error)


async def _with_thanks(editing: Editing, change: Change) -> Change:
    """The change, with whose message or open suggestion it was made of, unless nothing may be stored of them."""
    if (kept := change.kept) is not None:
        is_refused = editing.services.privacy.is_refused(kept.user)
        named = changed(change, why=_reasons(change.why, kept.credit))
        change = changed(change, kept=None) if is_refused else named
    if change.suggestion is None:
        return change
    found = await editing.moderation.suggestions.get(editing.server, change.suggestion)
    if found is None or found.status is not SuggestionStatus.OPEN or not found.credit:
        return change
    if editing.services.privacy.is_refused(found.member):
        return change
    return changed(change, why=_reasons(change.why, suggested_by(found.credit)))


def _reasons(why: str, credit: str) -> str:
    return f"{why}; {credit}" if why else credit
