"""A change as the moderator is shown it before it is saved, and the buttons below it."""

import asyncio
import secrets
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from dataclasses import replace as changed
from typing import Any, Final, TypeVar

from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.delivery import NOT_SENT
from bot.discord_app.editing import texts
from bot.discord_app.editing.authorisation import Editing, NotAllowedError, editing_moderator, hold
from bot.discord_app.editing.problem_lines import unwritable
from bot.discord_app.editing.proposal_reply import Shown, proposal_reply, save_row, saved_reply, what_changed
from bot.discord_app.editing.states import Cancel, Save, Undo
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.reply import Reply, Row
from bot.discord_app.ui.sender import replace_deferred
from bot.editing.change import Change, EntryEdit
from bot.editing.errors import EditError, InvalidChangeError, StaleChangeError
from bot.editing.impact import Proposal
from bot.editing.pending_changes import StoredProposal
from bot.editing.revision import Revision
from bot.errors import VersusError
from bot.inbox import suggestions
from bot.inbox.questions import RecentQuestion
from bot.inbox.suggestions import SuggestionStatus, suggested_by
from bot.knowledge.problems import Problem
from bot.knowledge.yaml_text.writer import CannotWriteError
from bot.servers.base_editors import BaseEditing
from bot.texts import workers as work_texts
from bot.workers.pool import WorkRefusedError

LARGE: Final = 50_000
"""Characters of a stored change from which it is read beside the event loop."""
FEW: Final = 10
"""Entries up to which a change is written down at once."""


@dataclass(frozen=True, slots=True)
class PendingChange:
    """A moderator's change, not yet saved."""

    id: int
    change: Change


async def keep_pending(editing: Editing, change: Change, draft_id: int | None = None) -> PendingChange:
    """Keep a change, in place of the one of that id. Nobody waits for the database: it is stored afterwards."""
    number = secrets.randbits(63) if draft_id is None else draft_id
    is_small = not change.files and len(change.edits) <= FEW
    text = change.to_json() if is_small else await asyncio.to_thread(change.to_json)
    kept = StoredProposal(number, change.scope, editing.server, editing.member, editing.services.clock(), text)
    editing.moderation.pending.keep(kept, lasting=not editing.services.privacy.is_refused(editing.member))
    return PendingChange(number, change)


async def open_pending(interaction: Interaction, editing: Editing, draft_id: int) -> PendingChange:
    """The change of that id, for the moderator who made it.

    It is in memory as a rule; where it has to be read first, the interaction is held.

    Raises:
        VersusError: it is no longer there.
        NotAllowedError: it is somebody else's, or the server no longer edits that.
        StoreError: it is not in memory, and the database can't be read.
    """
    pending = editing.moderation.pending
    kept = pending.at_hand(draft_id)
    if kept is None and pending.exists(draft_id):
        await hold(interaction)
        kept = await pending.find(draft_id)
    if kept is None or kept.server != editing.server:
        raise VersusError(texts.GONE)
    if kept.moderator != editing.member:
        raise NotAllowedError(texts.NOT_YOURS)
    if kept.scope != editing.scope:
        raise NotAllowedError(texts.SCOPE_CHANGED)
    is_small = len(kept.change) < LARGE
    change = Change.from_json(kept.change) if is_small else await asyncio.to_thread(Change.from_json, kept.change)
    return PendingChange(draft_id, _without_thanks(change))


def _without_thanks(change: Change) -> Change:
    """The change as it is kept now: earlier ones held the thanks for a suggestion, which are added when it is saved."""
    is_thanks = change.suggestion is not None and change.why.startswith(suggestions.suggested_by(""))
    return replace(change, why="") if is_thanks else change


ASKED: Final = 1000
"""Questions that are decided again, to show the effect."""
PATIENCE: Final = 0.5
"""Seconds to wait for the questions asked a moment ago to be stored, and then for the change itself."""
TRIES: Final = 3
"""How often a change is made again on top of newer ones before the moderator is told to try later."""

SOON: Final = 3.0
"""Seconds after which a moderator is told that what they wait for takes a while."""
AT_LAST: Final = 13 * 60.0
"""Seconds after that, when it is given up: an interaction can be answered for 15 minutes."""

T = TypeVar("T")


def setup(client: VersusClient) -> None:
    """Add the buttons."""
    client.add_dynamic_items(save, cancel, undo)


async def patiently(interaction: Interaction, work: Coroutine[Any, Any, T], *rows: Row) -> T:
    """What ``work`` returns; the moderator, whose interaction is held, is told when that takes a while.

    ``rows`` stay below that, should the work fail or the bot be restarted.

    Raises:
        WorkRefusedError: it would come after the interaction's 15 minutes.
    """
    task = asyncio.create_task(work)
    try:
        done, _ = await asyncio.wait([task], timeout=SOON)
        if not done:
            with suppress(*NOT_SENT):  # what is worked on does not depend on that sentence
                await replace_deferred(interaction, Reply(work_texts.TAKES_A_WHILE, rows=rows))
            done, _ = await asyncio.wait([task], timeout=AT_LAST)
        if not done:
            raise WorkRefusedError(work_texts.TOO_MANY)
        return task.result()
    finally:
        task.cancel()


async def show_proposal(interaction: Interaction, change: Change, draft_id: int | None = None) -> int:
    """Show a change, its problems and its effect to the moderator alone; nothing is saved before they press "Save".

    Args:
        interaction: of a moderator; held with ``hold`` already, or not.
        change: what to show. It is kept, and its scope must be the one of ``editing_moderator``.
        draft_id: the stored change that this one takes the place of.

    Returns:
        The id under which the change is stored.

    Raises:
        NotAllowedError: the person may not change that.
    """
    editing = await editing_moderator(interaction)
    if change.scope != editing.scope:
        raise NotAllowedError(texts.SCOPE_CHANGED)
    await hold(interaction)
    draft = await keep_pending(editing, change, draft_id)
    await _show(interaction, editing, draft)
    return draft.id


@pressed(Save)
async def save(interaction: Interaction, state: Save) -> None:
    """Save the change, or show why that can't be.

    Raises:
        NotAllowedError: the change is being saved already.
    """
    await editing_moderator(interaction)
    being_saved = interaction.client.being_saved
    if state.proposal in being_saved:
        raise NotAllowedError(texts.BEING_SAVED)
    being_saved.add(state.proposal)
    try:
        await hold(interaction)
        editing = await _as_stored(interaction)
        draft = await open_pending(interaction, editing, state.proposal)
        if editing.base is BaseEditing.CLAIMABLE and not await _claimed(interaction, editing):
            await _show(interaction, editing, draft)
            return
        try:
            revision = await patiently(interaction, _commit(editing, draft), save_row(draft.id, draft.change.edits))
        except (StaleChangeError, InvalidChangeError):
            await _show(interaction, editing, draft)
            return
        editing.moderation.pending.forget(draft.id)
    finally:
        being_saved.discard(state.proposal)
    try:
        await replace_deferred(interaction, saved_reply(revision))
    finally:  # it is saved, whether or not the moderator hears of it
        if revision is not None:
            editing.moderation.editor.history.note(revision)
            await _settle_suggestion(editing, draft.change, revision)


@pressed(Cancel)
async def cancel(interaction: Interaction, state: Cancel) -> None:
    """Forget the change.

    Raises:
        NotAllowedError: the change is being saved.
    """
    editing = await editing_moderator(interaction)
    if state.proposal in interaction.client.being_saved:
        raise NotAllowedError(texts.BEING_SAVED)
    await hold(interaction)
    draft = await open_pending(interaction, editing, state.proposal)
    editing.moderation.pending.forget(draft.id)
    await replace_deferred(interaction, Reply(texts.CANCELLED))


@pressed(Undo)
async def undo(interaction: Interaction, state: Undo) -> None:
    """Show what taking the revision back would do.

    Raises:
        NotAllowedError: the moderator edits another place now.
    """
    editing = await editing_moderator(interaction)
    if state.shared != (editing.scope is None):
        raise NotAllowedError(texts.SCOPE_CHANGED)
    await hold(interaction)
    change = await editing.moderation.editor.history.undo(editing.scope, state.number)
    await show_proposal(interaction, change)


async def asked_lately(editing: Editing) -> Sequence[RecentQuestion]:
    """The questions that changes are tried on."""
    return await editing.moderation.asked.recent(editing.server, ASKED)


async def show_step(interaction: Interaction, reply: Reply) -> None:
    """A step before the proposal: in place of the moderator's own message, else as a new one."""
    await hold(interaction)
    await replace_deferred(interaction, reply)


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


async def _commit(editing: Editing, draft: PendingChange) -> Revision | None:
    knowledge, change = await editing.knowledge(), await _with_thanks(editing, draft.change)
    what = await asyncio.to_thread(what_changed, change, knowledge)
    return await editing.moderation.editor.commit(change, editing.author, what)


async def _settle_suggestion(editing: Editing, change: Change, revision: Revision) -> None:
    """Mark the suggestion that the change takes up as accepted: it waits no longer."""
    if change.suggestion is not None:
        suggestions, status = editing.moderation.suggestions, SuggestionStatus.ACCEPTED
        await suggestions.settle(editing.server, change.suggestion, status, revision.number)


async def _with_thanks(editing: Editing, change: Change) -> Change:
    """The change, thanking the member whose open suggestion it takes up, unless nothing may be stored of them."""
    if change.suggestion is None:
        return change
    found = await editing.moderation.suggestions.get(editing.server, change.suggestion)
    if found is None or found.status is not SuggestionStatus.OPEN or not found.credit:
        return change
    if editing.services.privacy.is_refused(found.member):
        return change
    thanks = suggested_by(found.credit)
    return changed(change, why=f"{change.why}; {thanks}" if change.why else thanks)


async def _show(interaction: Interaction, editing: Editing, draft: PendingChange) -> None:
    proposal, meanwhile, is_all = await patiently(interaction, _worked_out(editing, draft.change))
    if proposal.change != draft.change:
        draft = await keep_pending(editing, proposal.change, draft.id)
    shown = Shown(draft.id, proposal, await editing.knowledge(), meanwhile, editing.whose)
    # An import may change thousands of entries: too much to put into words between two heartbeats.
    reply = await editing.off_the_loop(proposal_reply, shown)
    notes = await _notes(editing, draft) + ([] if is_all else [texts.NOT_ALL_ASKED])
    content = "\n".join([*notes, *filter(None, [reply.content])])
    await replace_deferred(interaction, changed(reply, content=content or None))


async def _notes(editing: Editing, draft: PendingChange) -> list[str]:
    """What stands above a proposal."""
    notes = [texts.WILL_CLAIM_NOTE] if editing.base is BaseEditing.CLAIMABLE else []
    if editing.services.privacy.is_refused(editing.member):
        notes.append(texts.NOT_LASTING)
    elif not await editing.moderation.pending.is_stored(draft.id, PATIENCE):
        notes.append(texts.NOT_STORED)
    return notes


async def _worked_out(editing: Editing, change: Change) -> tuple[Proposal, tuple[EntryEdit, ...], bool]:
    """The change with its effect on top of what others saved meanwhile, that, and whether every question was tried."""
    is_all = await editing.services.recorder.flush(PATIENCE)
    asked = await asked_lately(editing)
    proposal, meanwhile = await _on_top_of_all(editing, change, asked)
    return proposal, meanwhile, is_all


async def _on_top_of_all(
    editing: Editing, change: Change, asked: Sequence[RecentQuestion]
) -> tuple[Proposal, tuple[EntryEdit, ...]]:
    meanwhile: tuple[EntryEdit, ...] = ()
    for _ in range(TRIES):
        try:
            return await editing.moderation.editor.propose(change, asked), meanwhile
        except StaleChangeError as error:
            meanwhile = error.meanwhile or meanwhile
            change = error.fresh
        except CannotWriteError as error:
            problems = await asyncio.to_thread(unwritable, change.edits) or (Problem("", 0, 0, str(error)),)
            return Proposal(change, change.edits, problems), meanwhile
        except (EditError, WorkRefusedError) as error:
            return _unworkable(change, error), meanwhile
    return Proposal(change, change.edits, (Problem("", 0, 0, texts.TOO_BUSY),)), meanwhile


def _unworkable(change: Change, why: VersusError) -> Proposal:
    return Proposal(change, change.edits, (Problem("", 0, 0, str(why)),))
