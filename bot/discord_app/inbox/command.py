"""``/knowledge inbox``: the work list, and what can be done with each thing on it."""

from discord import app_commands

from bot.control_characters import one_line
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import defer, knowledge_here
from bot.discord_app.editing.add import begin_entry
from bot.discord_app.editing.authorisation import Editing, Moderating, editing_moderator, moderating
from bot.discord_app.editing.commands import propose_teaching
from bot.discord_app.editing.form_flow import open_main_form
from bot.discord_app.editing.group import add_to_group
from bot.discord_app.editing.menus import ENTRIES, closest_options
from bot.discord_app.editing.pending_changes import keep_pending
from bot.discord_app.editing.states import NextQuestion
from bot.discord_app.inbox import texts
from bot.discord_app.inbox.reply import Waiting, group_reply, inbox_reply, stale_reply, suggestion_reply
from bot.discord_app.inbox.states import Goal, GoTo, InboxMenu, InboxStep, Menu, Page, Step, Tab, token
from bot.discord_app.inbox.suggest import find_suggestion, take_up
from bot.discord_app.lookup import chosen
from bot.discord_app.ui import sender
from bot.discord_app.ui.converters import id_in
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.long_menu import findable
from bot.discord_app.ui.reply import Reply
from bot.editing import operations
from bot.errors import VersusError
from bot.inbox.open_groups import OpenGroup
from bot.inbox.suggestions import SuggestionStatus
from bot.inbox.worklist import Inbox, Vote


def setup(client: VersusClient) -> None:
    """Add the command and its components."""
    add_to_group(client, inbox_command)
    client.add_dynamic_items(turn, open_chosen, next_question, take_step, go_to)


@app_commands.command(name="inbox", description=texts.DESCRIPTION)
async def inbox_command(interaction: Interaction) -> None:
    """Show what waits, to the moderator alone."""
    await open_inbox(interaction)


async def open_inbox(interaction: Interaction) -> None:
    """Show what waits in a message of its own."""
    moderator = moderating(interaction)
    await defer(interaction, beside=True)
    await sender.replace_deferred(interaction, await _list(moderator))


@pressed(GoTo)
async def go_to(interaction: Interaction, state: GoTo) -> None:
    """The inbox, or the form of a new entry, privately wherever the button stands."""
    if state.goal is Goal.INBOX:
        await open_inbox(interaction)
    else:
        await begin_entry(interaction, [])


@pressed(Page)
async def turn(interaction: Interaction, state: Page) -> None:
    """Another page or the other list, in place of this one."""
    moderator = moderating(interaction)
    await defer(interaction)
    if state.tab is Tab.OPEN:
        reply = await _list(moderator, state.number)
    else:
        editing = await editing_moderator(interaction)
        stale = await moderator.moderation.worklist.stale(moderator.server, editing.scope)
        reply = stale_reply(stale, await knowledge_here(interaction), state.number)
    await sender.replace_deferred(interaction, reply)


@pressed(InboxMenu)
async def open_chosen(interaction: Interaction, state: InboxMenu) -> None:
    """What was chosen, in place of the list; an entry to edit in its form.

    Raises:
        VersusError: the entry is gone.
    """
    if state.menu is Menu.EDIT:
        editing = await editing_moderator(interaction)
        entry = (await editing.knowledge()).entries.get(chosen(interaction))
        if entry is None:
            raise VersusError(texts.GONE)
        change = operations.edition(await editing.knowledge(), entry, editing.scope)
        await open_main_form(interaction, editing, await keep_pending(editing, change))
        return
    moderator = moderating(interaction)
    await defer(interaction)
    seen = await knowledge_here(interaction)
    if state.menu is Menu.SUGGESTION:
        suggestion = await find_suggestion(moderator, chosen(interaction))
        reply = suggestion_reply(suggestion, seen) if suggestion is not None else None
    else:
        editing = await editing_moderator(interaction)
        group = _group(await _inbox(moderator), chosen(interaction))
        reply = await _opened(interaction, editing, group) if group is not None else None
    await sender.replace_deferred(interaction, reply or await _list(moderator, note=texts.GONE))


@pressed(NextQuestion)
async def next_question(interaction: Interaction, state: NextQuestion) -> None:
    """The next open question, or the list where there is none."""
    moderating(interaction)
    await defer(interaction, beside=state.beside)
    editing = await editing_moderator(interaction)
    groups = (await _inbox(editing)).groups
    await sender.replace_deferred(
        interaction, await _opened(interaction, editing, groups[0]) if groups else await _list(editing)
    )


async def _opened(interaction: Interaction, editing: Editing, group: OpenGroup) -> Reply:
    """One group of questions; its form can then open without looking it up."""
    text = group.group.text
    interaction.client.wordings[editing.server, token(text)] = text
    options = await closest_options(await editing.snapshot(), text)
    return group_reply(group, await knowledge_here(interaction), options)


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
        await _on_group(interaction, moderator, state)


async def _on_group(interaction: Interaction, moderator: Moderating, state: InboxStep) -> None:
    if state.step is Step.DISMISS:
        await defer(interaction)
        group = _group(await _inbox(moderator), state.item)
        if group is not None:
            await moderator.moderation.worklist.dismiss(moderator.server, group.group.texts)
            for text in group.group.texts:
                interaction.client.wordings.pop((moderator.server, token(text)), None)
        note = texts.GONE if group is None else texts.DISMISSED
        await sender.replace_deferred(interaction, await _list(moderator, note=note))
        return
    if state.step is Step.TEACH:
        # Beside the list, which is gone on with afterwards.
        await defer(interaction, beside=True)
    question = await _wording(interaction, moderator, state.item)
    if state.step is Step.TEACH:
        await propose_teaching(interaction, chosen(interaction), [question], question=question)
    else:
        await begin_entry(interaction, [one_line(question)], question=question)


async def _on_vote(interaction: Interaction, moderator: Moderating, state: InboxStep) -> None:
    accepts = state.step is Step.ACCEPT_VOTE
    await defer(interaction, beside=accepts)
    vote = _vote(await _inbox(moderator), state.item)
    if vote is None:
        raise VersusError(texts.GONE)
    if accepts:
        await propose_teaching(interaction, vote.entry, [vote.text])
        return
    await moderator.moderation.worklist.dismiss(moderator.server, [vote.text])
    await sender.replace_deferred(interaction, await _list(moderator, note=texts.REJECTED))


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
        settled = await moderator.moderation.suggestions.settle(
            moderator.server, suggestion.id, SuggestionStatus.DECLINED
        )
        note = texts.DECLINED if settled else texts.GONE
    await sender.replace_deferred(interaction, await _list(moderator, note=note))


async def _list(moderator: Moderating, page: int = 0, note: str | None = None) -> Reply:
    """Everything that waits, worked out anew; with a word about it where something may be missing."""
    is_all = await _stored(moderator)
    inbox = await moderator.moderation.worklist.inbox(moderator.server)
    suggestions = await moderator.moderation.suggestions.open(moderator.server)
    seen = (await moderator.services.snapshots.of(moderator.server)).knowledge
    waiting = Waiting(inbox, tuple(suggestions), seen, moderator.services.config.usage.store_questions)
    notes = [one for one in (note, None if is_all else texts.OLD_FIGURES) if one]
    return inbox_reply(waiting, page, "\n".join(notes) or None)


async def _stored(moderator: Moderating) -> bool:
    """Whether what was asked a moment ago is in the database: it is on its way there, and belongs on the list."""
    return await moderator.services.recorder.flush()


async def _inbox(moderator: Moderating) -> Inbox:
    await _stored(moderator)
    return await moderator.moderation.worklist.inbox(moderator.server)


async def _wording(interaction: Interaction, moderator: Moderating, item: str) -> str:
    """The question itself, without deciding all of them again: a form has to open within seconds.

    Raises:
        VersusError: the question is gone.
    """
    if (shown := interaction.client.wordings.get((moderator.server, item))) is not None:
        return shown
    await defer(interaction)
    found = next(
        (one for one in await moderator.moderation.worklist.texts(moderator.server) if token(one) == item), None
    )
    if found is None:
        raise VersusError(texts.GONE)
    return found


def _group(inbox: Inbox, item: str) -> OpenGroup | None:
    """The group that has a question of that wording."""
    return next((one for one in inbox.groups if any(token(text) == item for text in one.group.texts)), None)


def _vote(inbox: Inbox, item: str) -> Vote | None:
    return next((one for one in inbox.votes if token(one.text, one.entry) == item), None)
