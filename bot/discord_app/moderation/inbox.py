"""``/knowledge inbox``: the work list, and what can be done with each thing on it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from discord import app_commands

from bot.discord_app import sender
from bot.discord_app.browse import chosen
from bot.discord_app.components import pressed
from bot.discord_app.errors import AnyInteraction
from bot.discord_app.here import knowledge_here
from bot.discord_app.moderation.add import begin_entry
from bot.discord_app.moderation.drafts import keep_draft
from bot.discord_app.moderation.form_steps import open_main_form
from bot.discord_app.moderation.gate import Editing, editing_moderator
from bot.discord_app.moderation.inbox_reply import Waiting, group_reply, inbox_reply, stale_reply, suggestion_reply
from bot.discord_app.moderation.inbox_states import Goal, GoTo, InboxMenu, InboxStep, InboxTurn, Menu, Step, Tab, token
from bot.discord_app.moderation.knowledge_group import knowledge
from bot.discord_app.moderation.suggestions_taken import find_suggestion, take_up
from bot.discord_app.moderation.teach import one_line, propose_teaching
from bot.discord_app.moderation.teach_this import closest_options
from bot.editing.change import Change, EntryEdit
from bot.errors import VersusError
from bot.moderation.revision import RevisionKind
from bot.moderation.suggestion import SuggestionStatus
from bot.texts import inbox as texts
from bot.worklist import Inbox, OpenGroup, Vote

if TYPE_CHECKING:
    from bot.discord_app.client import VersusClient


class OffTheListError(VersusError):
    """What was chosen is no longer on the list."""


def setup(client: VersusClient) -> None:
    """Add the command and its components."""
    knowledge.add_command(inbox_command, override=True)  # pyright: ignore[reportUnknownArgumentType]
    client.add_dynamic_items(turn, open_chosen, take_step, go_to)


@app_commands.command(name="inbox", description=texts.DESCRIPTION)
async def inbox_command(interaction: AnyInteraction) -> None:
    """Show what waits, to the moderator alone."""
    await open_inbox(interaction)


async def open_inbox(interaction: AnyInteraction) -> None:
    """Show what waits in a message of its own."""
    editing = await editing_moderator(interaction)
    await sender.defer(interaction, beside=True)
    await sender.replace_deferred(interaction, inbox_reply(await _waiting(editing)))


@pressed(GoTo)
async def go_to(interaction: AnyInteraction, state: GoTo) -> None:
    """The inbox, or the form of a new entry, privately wherever the button stands."""
    if state.goal is Goal.INBOX:
        await open_inbox(interaction)
    else:
        await begin_entry(interaction, [])


@pressed(InboxTurn)
async def turn(interaction: AnyInteraction, state: InboxTurn) -> None:
    """Another page or the other list, in place of this one."""
    editing = await editing_moderator(interaction)
    await sender.defer(interaction)
    if state.tab is Tab.OPEN:
        reply = inbox_reply(await _waiting(editing), state.page)
    else:
        stale = await editing.moderation.worklist.stale(editing.server, editing.scope)
        reply = stale_reply(stale, await knowledge_here(interaction), state.page)
    await sender.replace_deferred(interaction, reply)


@pressed(InboxMenu)
async def open_chosen(interaction: AnyInteraction, state: InboxMenu) -> None:
    """What was chosen, in place of the list; an entry to edit in its form."""
    editing = await editing_moderator(interaction)
    if state.menu is Menu.EDIT:
        entry = (await editing.knowledge()).entries.get(chosen(interaction))
        if entry is None:
            raise OffTheListError(texts.GONE)
        change = Change(editing.scope, RevisionKind.EDIT, (EntryEdit(entry.key, entry, entry),))
        await open_main_form(interaction, editing, await keep_draft(editing, change))
        return
    await sender.defer(interaction)
    seen = await knowledge_here(interaction)
    if state.menu is Menu.SUGGESTION:
        suggestion = await find_suggestion(editing, chosen(interaction))
        reply = suggestion_reply(suggestion, seen) if suggestion is not None else None
    else:
        group = _group(await _inbox(editing), chosen(interaction))
        options = closest_options(await editing.snapshot(), group.group.text) if group is not None else ()
        reply = group_reply(group, seen, options) if group is not None else None
    await sender.replace_deferred(interaction, reply or inbox_reply(await _waiting(editing), note=texts.GONE))


@pressed(InboxStep)
async def take_step(interaction: AnyInteraction, state: InboxStep) -> None:
    """Do what the button or select says with one item."""
    editing = await editing_moderator(interaction)
    if state.step in (Step.ACCEPT, Step.DECLINE):
        await _on_suggestion(interaction, editing, state)
    elif state.step in (Step.ACCEPT_VOTE, Step.REJECT_VOTE):
        await _on_vote(interaction, editing, state)
    else:
        await _on_group(interaction, editing, state)


async def _on_group(interaction: AnyInteraction, editing: Editing, state: InboxStep) -> None:
    if state.step is Step.DISMISS:
        await sender.defer(interaction)
        group = _group(await _inbox(editing), state.item)
        if group is not None:
            await editing.moderation.worklist.dismiss(editing.server, group.group.texts)
        note = texts.GONE if group is None else texts.DISMISSED
        await sender.replace_deferred(interaction, inbox_reply(await _waiting(editing), note=note))
        return
    if state.step is Step.TEACH:
        # Beside the list, which is gone on with afterwards.
        await sender.defer(interaction, beside=True)
    question = await _wording(editing, state.item)
    if state.step is Step.TEACH:
        await propose_teaching(interaction, chosen(interaction), [question])
    else:
        await begin_entry(interaction, [one_line(question)])


async def _on_vote(interaction: AnyInteraction, editing: Editing, state: InboxStep) -> None:
    accepts = state.step is Step.ACCEPT_VOTE
    await sender.defer(interaction, beside=accepts)
    vote = _vote(await _inbox(editing), state.item)
    if vote is None:
        raise OffTheListError(texts.GONE)
    if accepts:
        await propose_teaching(interaction, vote.entry, [vote.text])
        return
    await editing.moderation.worklist.dismiss(editing.server, [vote.text])
    await sender.replace_deferred(interaction, inbox_reply(await _waiting(editing), note=texts.REJECTED))


async def _on_suggestion(interaction: AnyInteraction, editing: Editing, state: InboxStep) -> None:
    suggestion = await find_suggestion(editing, state.item)
    if suggestion is not None and state.step is Step.ACCEPT:
        await take_up(interaction, editing, suggestion)
        return
    await sender.defer(interaction)
    note = texts.GONE
    if suggestion is not None:
        settled = await editing.moderation.suggestions.settle(editing.server, suggestion.id, SuggestionStatus.DECLINED)
        note = texts.DECLINED if settled else texts.GONE
    await sender.replace_deferred(interaction, inbox_reply(await _waiting(editing), note=note))


async def _waiting(editing: Editing) -> Waiting:
    """Everything that waits, worked out anew."""
    inbox = await _inbox(editing)
    suggestions = await editing.moderation.suggestions.open(editing.server)
    seen = (await editing.services.library.of(editing.server)).knowledge
    return Waiting(inbox, tuple(suggestions), seen, editing.services.config.usage.store_questions)


async def _inbox(editing: Editing) -> Inbox:
    # What was asked a moment ago is on its way to the database; it belongs on the list.
    await editing.services.recorder.flush()
    return await editing.moderation.worklist.inbox(editing.server)


async def _wording(editing: Editing, item: str) -> str:
    """The question itself, without deciding all of them again: a form has to open within seconds."""
    since = editing.services.clock() - timedelta(days=editing.services.config.usage.retention_days)
    questions = await editing.moderation.asked.open_questions(editing.server, since)
    found = next((one.text for one in questions if token(one.text) == item), None)
    if found is None:
        raise OffTheListError(texts.GONE)
    return found


def _group(inbox: Inbox, item: str) -> OpenGroup | None:
    """The group that has a question of that wording."""
    return next((one for one in inbox.groups if any(token(text) == item for text in one.group.texts)), None)


def _vote(inbox: Inbox, item: str) -> Vote | None:
    return next((one for one in inbox.votes if token(one.text, one.entry) == item), None)
