"""``/knowledge inbox``: the work list, and what can be done with each thing on it."""

from discord import app_commands

from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import defer, knowledge_here
from bot.discord_app.editing.add import begin_entry
from bot.discord_app.editing.authorisation import Moderating, editing_moderator, moderating
from bot.discord_app.editing.commands import propose_teaching
from bot.discord_app.editing.form_flow import open_main_form
from bot.discord_app.editing.group import add_to_group
from bot.discord_app.editing.menus import ENTRIES
from bot.discord_app.editing.pending_changes import keep_pending
from bot.discord_app.inbox import dismissing, question, texts
from bot.discord_app.inbox.dismissing import dismiss_items
from bot.discord_app.inbox.menus import SUGGESTED
from bot.discord_app.inbox.reply import stale_reply, suggestion_reply
from bot.discord_app.inbox.screens import go_on, inbox_of, place_of, show_illegible, show_list, show_question
from bot.discord_app.inbox.states import Goal, GoTo, InboxMenu, InboxStep, Menu, Page, Step, Tab, token
from bot.discord_app.inbox.suggest import find_suggestion, take_up
from bot.discord_app.lookup import all_chosen, chosen
from bot.discord_app.ui import sender
from bot.discord_app.ui.converters import id_in
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.long_menu import findable
from bot.editing import operations
from bot.errors import VersusError


def setup(client: VersusClient) -> None:
    """Add the command and its components."""
    add_to_group(client, inbox_command)
    client.add_dynamic_items(turn, open_chosen, take_step, go_to)
    question.setup(client)
    dismissing.setup(client)


@app_commands.command(name="inbox", description=texts.DESCRIPTION)
async def inbox_command(interaction: Interaction) -> None:
    """Show what waits, to the moderator alone."""
    await open_inbox(interaction)


async def open_inbox(interaction: Interaction) -> None:
    """Go on with the inbox in a message of its own."""
    moderating(interaction)
    await defer(interaction, beside=True)
    await go_on(interaction, await editing_moderator(interaction))


@pressed(GoTo)
async def go_to(interaction: Interaction, state: GoTo) -> None:
    """The inbox, or the form of a new entry, privately wherever the button stands."""
    if state.goal is Goal.INBOX:
        await open_inbox(interaction)
    else:
        await begin_entry(interaction, [])


@pressed(Page)
async def turn(interaction: Interaction, state: Page) -> None:
    """Another page or another list, in place of this one."""
    moderator = moderating(interaction)
    await defer(interaction)
    match state.tab:
        case Tab.OPEN:
            await show_list(interaction, moderator, state.number)
        case Tab.ILLEGIBLE:
            await show_illegible(interaction, moderator, state.number)
        case Tab.STALE:
            editing = await editing_moderator(interaction)
            stale = await moderator.moderation.worklist.stale(moderator.server, editing.scope)
            reply = stale_reply(stale, await knowledge_here(interaction), state.number)
            await sender.replace_deferred(interaction, reply)


@pressed(InboxMenu)
@findable(InboxMenu, SUGGESTED)
async def open_chosen(interaction: Interaction, state: InboxMenu) -> None:
    """What was chosen, in place of the list; an entry to edit in its form."""
    moderator = moderating(interaction)
    if state.menu is Menu.EDIT:
        await _edit_chosen(interaction)
        return
    await defer(interaction)
    match state.menu:
        case Menu.DISMISS:
            await dismiss_items(interaction, moderator, all_chosen(interaction))
            return
        case Menu.SUGGESTION:
            suggestion = await find_suggestion(moderator, chosen(interaction))
            if suggestion is not None:
                reply = suggestion_reply(suggestion, await knowledge_here(interaction))
                await sender.replace_deferred(interaction, reply)
                return
        case Menu.QUESTION:
            inbox = await inbox_of(moderator)
            place = place_of(inbox, chosen(interaction))
            if place is not None:
                await show_question(interaction, await editing_moderator(interaction), inbox, place)
                return
    await show_list(interaction, moderator, note=texts.GONE)


async def _edit_chosen(interaction: Interaction) -> None:
    editing = await editing_moderator(interaction)
    entry = (await editing.knowledge()).entries.get(chosen(interaction))
    if entry is None:
        raise VersusError(texts.GONE)
    change = operations.edition(await editing.knowledge(), entry, editing.scope)
    await open_main_form(interaction, editing, await keep_pending(editing, change))


@pressed(InboxStep)
@findable(InboxStep, ENTRIES)
async def take_step(interaction: Interaction, state: InboxStep) -> None:
    """Do what the button or select says with one item."""
    moderator = moderating(interaction)
    if state.step in (Step.ACCEPT, Step.DECLINE):
        await _on_suggestion(interaction, moderator, state)
    elif state.step in (Step.ACCEPT_VOTE, Step.REJECT_VOTE):
        await _on_vote(interaction, moderator, state)
    else:
        await question.act(interaction, moderator, state)


async def _on_vote(interaction: Interaction, moderator: Moderating, state: InboxStep) -> None:
    await defer(interaction)
    votes = (await inbox_of(moderator)).votes
    vote = next((one for one in votes if token(one.text, one.entry) == state.item), None)
    if vote is None:
        raise VersusError(texts.GONE)
    if state.step is Step.ACCEPT_VOTE:
        await propose_teaching(interaction, vote.entry, [vote.text], question=vote.text)
        return
    await moderator.moderation.dismissals.dismiss(moderator.server, [vote.text])
    await show_list(interaction, moderator, note=texts.REJECTED)


async def _on_suggestion(interaction: Interaction, moderator: Moderating, state: InboxStep) -> None:
    accepts = state.step is Step.ACCEPT
    suggestion = moderator.moderation.suggestions.at_hand(moderator.server, id_in(state.item)) if accepts else None
    if suggestion is None:
        await defer(interaction)
        suggestion = await find_suggestion(moderator, state.item)
    if suggestion is not None and accepts:
        await take_up(interaction, await editing_moderator(interaction), suggestion)
        return
    note = texts.GONE
    if suggestion is not None:
        declined = await moderator.moderation.suggestions.decline(moderator.server, suggestion.id)
        note = texts.DECLINED if declined else texts.GONE
    await show_list(interaction, moderator, note=note)
