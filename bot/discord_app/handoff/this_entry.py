"""[It's this entry…]: the asker gets an entry as the answer, and the question is taught to it, by one confirmation."""

import asyncio
from dataclasses import replace

from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import defer
from bot.discord_app.editing.about import step_text
from bot.discord_app.editing.add import new_entry
from bot.discord_app.editing.authorisation import Editing, editing_moderator, hold
from bot.discord_app.editing.menus import ENTRIES, closest_options
from bot.discord_app.editing.pending_changes import open_pending
from bot.discord_app.editing.proposals import show_proposal
from bot.discord_app.editing.saving import once, save_change
from bot.discord_app.editing.states import Kind, ReplyAndTeach, ReplyOnly, Save
from bot.discord_app.handoff import texts
from bot.discord_app.handoff.answer import tell_late
from bot.discord_app.handoff.human_reply import shown_name
from bot.discord_app.handoff.post import Outcome
from bot.discord_app.handoff.replying import card_for
from bot.discord_app.handoff.sending import Posted, said_of, send_to_all
from bot.discord_app.handoff.states import ChooseThis, ThisEntry
from bot.discord_app.lookup import chosen
from bot.discord_app.ui import sender
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.long_menu import findable, long_menu
from bot.discord_app.ui.reply import Reply
from bot.editing import operations
from bot.editing.change import Change, WaitingQuestion
from bot.editing.errors import EditError
from bot.errors import VersusError
from bot.inbox.awaiting import PostState
from bot.texts import editing as editing_texts
from bot.usage.stores import StoreError


def setup(client: VersusClient) -> None:
    """Add the buttons and the menu."""
    client.add_dynamic_items(which_entry, choose_this, reply_and_teach, reply_only)


@pressed(ThisEntry)
async def which_entry(interaction: Interaction, state: ThisEntry) -> None:
    """Offer the entries, those first that come closest; where it has been answered meanwhile, show that.

    Raises:
        VersusError: there is no entry.
    """
    editing, message = await editing_moderator(interaction), interaction.message
    await defer(interaction, beside=True)
    asked = Posted(state.question, message.id if message is not None else 0)
    found = await editing.moderation.awaiting.find(editing.server, asked.question)
    if found is None:
        await tell_late(interaction, editing, asked)
        return
    options = await closest_options(await editing.snapshot(), found.text)
    if not options:
        raise VersusError(texts.NO_ENTRIES)
    menu = long_menu(ChooseThis(asked.question, asked.post).encode(), texts.THIS_ENTRY, options, ENTRIES)
    change = replace(new_entry(editing.scope, None, Kind.ANSWER), question=found.text)
    await sender.respond(interaction, Reply(step_text(change, texts.WHICH_ENTRY), rows=((menu,),)), private=True)


@pressed(ChooseThis)
@findable(ChooseThis, ENTRIES)
async def choose_this(interaction: Interaction, state: ChooseThis) -> None:
    """Show what the entry would learn, before it is sent to anybody.

    Raises:
        VersusError: the entry is gone.
    """
    editing, key = await editing_moderator(interaction), chosen(interaction)
    await hold(interaction)
    found = await editing.moderation.awaiting.find(editing.server, state.question)
    if found is None:
        await tell_late(interaction, editing, Posted(state.question, state.post))
        return
    known = await editing.knowledge()
    entry = known.entries.get(key)
    if entry is None:
        raise VersusError(editing_texts.NO_SUCH_ENTRY)
    try:
        change = operations.teaching(known, key, [found.text], editing.scope)
    except EditError:  # it has the question already: there is nothing to teach, and it is the answer all the same
        change = operations.edition(known, entry, editing.scope)
    waiting = WaitingQuestion(state.question, state.post)
    await show_proposal(interaction, replace(change, question=found.text, waiting=waiting))


@pressed(ReplyAndTeach)
async def reply_and_teach(interaction: Interaction, state: ReplyAndTeach) -> None:
    """Save the change, and reply with the entry as it is then."""

    async def reply(editing: Editing, change: Change) -> str:
        try:
            return await _reply(interaction, editing, change)
        except StoreError:  # the change is saved all the same
            return texts.NOT_REPLIED

    editing = await editing_moderator(interaction)
    await hold(interaction)
    change = (await open_pending(interaction, editing, state.proposal)).change
    async with _alone(editing, change):
        if await _waits(interaction, editing, change):
            await save_change(interaction, Save(state.proposal), reply)


@pressed(ReplyOnly)
async def reply_only(interaction: Interaction, state: ReplyOnly) -> None:
    """Reply with the entry as it is; nothing is learned."""
    editing = await editing_moderator(interaction)
    with once(interaction, Save(state.proposal)):
        await hold(interaction)
        pending = await open_pending(interaction, editing, state.proposal)
        async with _alone(editing, pending.change):
            if not await _waits(interaction, editing, pending.change):
                return
            said = await _reply(interaction, editing, pending.change)
        editing.moderation.pending.forget(pending.id)
    await sender.replace_deferred(interaction, Reply(said))


def _alone(editing: Editing, change: Change) -> asyncio.Lock:
    """Of two who confirm an entry for a question, the second comes when the first has replied."""
    return editing.moderation.handoff.lock(change.waiting.question if change.waiting is not None else 0)


async def _waits(interaction: Interaction, editing: Editing, change: Change) -> bool:
    """Whether the question still waits; where it does not, the moderator is shown what became of it.

    Raises:
        VersusError: the change was made for no question.
    """
    waiting = change.waiting
    if waiting is None:
        raise VersusError(texts.NO_LONGER)
    if await editing.moderation.awaiting.find(editing.server, waiting.question) is not None:
        return True
    await tell_late(interaction, editing, Posted(waiting.question, waiting.post))
    return False


async def _reply(interaction: Interaction, editing: Editing, change: Change) -> str:
    """Reply with the change's entry to everybody in the post; what became of it, for the moderator."""
    waiting, key = change.waiting, change.edits[0].key
    knowledge = (await editing.services.snapshots.of(editing.server)).knowledge
    entry = knowledge.find(key)
    if waiting is None or entry is None:
        return texts.NOT_REPLIED
    name = interaction.user.display_name
    signed = card_for(waiting.question, knowledge, [key]).with_content(f"-# {texts.answered_by(shown_name(name))}")
    outcome = Outcome(PostState.ANSWERED, name, entry.title)
    asked = Posted(waiting.question, waiting.post)
    delivery = await send_to_all(interaction, editing, asked, signed, outcome)
    return texts.ANSWERED_MEANWHILE if delivery.found_none else said_of(delivery)
