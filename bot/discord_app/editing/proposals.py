"""A change is shown to the moderator with its problems and its effect, before it is saved."""

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from dataclasses import replace as changed
from typing import Any, Final, TypeVar

from bot.discord_app.client import Interaction
from bot.discord_app.context import defer
from bot.discord_app.delivery import NOT_SENT
from bot.discord_app.editing import texts
from bot.discord_app.editing.about import about_line
from bot.discord_app.editing.authorisation import Editing, NotAllowedError, editing_moderator, hold
from bot.discord_app.editing.pending_changes import PendingChange, keep_pending, open_pending
from bot.discord_app.editing.proposal_reply import Shown, in_words_reply, proposal_reply
from bot.discord_app.editing.states import InWords
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.reply import Reply, Row
from bot.discord_app.ui.sender import replace_deferred
from bot.editing.change import Change, EntryEdit
from bot.editing.errors import EditError, StaleChangeError
from bot.editing.impact import Proposal
from bot.editing.problem_places import unwritable
from bot.errors import VersusError
from bot.inbox.questions import RecentQuestion
from bot.knowledge.problems import Problem
from bot.knowledge.yaml_text.writer import CannotWriteError
from bot.servers.base_editors import BaseEditing
from bot.texts import editing as shared_texts
from bot.workers.pool import WorkRefusedError

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
                await replace_deferred(interaction, Reply(shared_texts.TAKES_A_WHILE, rows=rows))
            done, _ = await asyncio.wait([task], timeout=AT_LAST)
        if not done:
            raise WorkRefusedError(shared_texts.TOO_MANY_WAIT)
        return task.result()
    finally:
        task.cancel()


async def show_proposal(interaction: Interaction, change: Change, pending_id: int | None = None, note: str = "") -> int:
    """Show a change, its problems and its effect to the moderator alone; nothing is saved before they press "Save".

    Args:
        interaction: of a moderator; held with ``hold`` already, or not.
        change: what to show. It is kept, and its scope must be the one of ``editing_moderator``.
        pending_id: the stored change that this one takes the place of.
        note: a sentence to stand above it.

    Returns:
        The id under which the change is stored.

    Raises:
        NotAllowedError: the person may not change that.
    """
    editing = await editing_moderator(interaction)
    if change.scope != editing.scope:
        raise NotAllowedError(texts.SCOPE_CHANGED)
    await hold(interaction)
    pending = await keep_pending(editing, change, pending_id)
    await show_pending(interaction, editing, pending, note)
    return pending.id


async def show_pending(interaction: Interaction, editing: Editing, pending: PendingChange, note: str = "") -> None:
    """Show a change that is kept already, with its effect worked out anew; ``note`` stands above all."""
    proposal, meanwhile, is_all = await patiently(interaction, _worked_out(editing, pending.change))
    if proposal.change != pending.change:
        pending = await keep_pending(editing, proposal.change, pending.id)
    shown = Shown(pending.id, proposal, await editing.knowledge(), meanwhile, editing.whose)
    # An import may change thousands of entries: too much to put into words between two heartbeats.
    reply = await editing.off_the_loop(proposal_reply, shown)
    notes = await _notes(editing, pending) + ([] if is_all else [texts.NOT_ALL_ASKED])
    content = "\n".join(filter(None, [note, about_line(pending.change), *notes, reply.content]))
    await replace_deferred(interaction, changed(reply, content=content or None))


@pressed(InWords)
async def show_in_words(interaction: Interaction, state: InWords) -> None:
    """Show what the change does to each text, in a message of its own, as the proposal has no room for it."""
    editing = await editing_moderator(interaction)
    await defer(interaction, beside=True)
    pending = await open_pending(interaction, editing, state.proposal)
    proposal, _ = await patiently(interaction, _on_top_of_all(editing, pending.change, ()))
    reply = await editing.off_the_loop(in_words_reply, proposal, await editing.knowledge())
    await replace_deferred(interaction, reply.with_content(about_line(pending.change) or None))


async def asked_lately(editing: Editing) -> Sequence[RecentQuestion]:
    """The questions that changes are tried on."""
    return await editing.moderation.asked.recent(editing.server, ASKED)


async def show_step(interaction: Interaction, reply: Reply) -> None:
    """A step before the proposal: in place of the moderator's own message, else as a new one."""
    await hold(interaction)
    await replace_deferred(interaction, reply)


async def _notes(editing: Editing, pending: PendingChange) -> list[str]:
    """What stands above a proposal."""
    notes = [texts.WILL_CLAIM_NOTE] if editing.base is BaseEditing.CLAIMABLE else []
    if not await editing.moderation.editor.can_save(editing.scope):
        notes.append(texts.READ_ONLY)
    notes += _of_review(editing, pending.change)
    if editing.services.privacy.is_refused(editing.member):
        notes.append(texts.NOT_LASTING)
    elif not await editing.moderation.pending.is_stored(pending.id, PATIENCE):
        notes.append(texts.NOT_STORED)
    return notes


def _of_review(editing: Editing, change: Change) -> list[str]:
    """That the change waits for review once it is saved, and on what it builds."""
    editor = editing.moderation.editor
    if not editor.proposes:
        return []
    keys = {edit.key for edit in change.edits}
    before = [
        one.number for one in editor.review.waiting(change.scope) if keys & {edit.key for edit in one.change.edits}
    ]
    return [f"{texts.FOR_REVIEW} {texts.builds_on(before)}" if before else texts.FOR_REVIEW]


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
