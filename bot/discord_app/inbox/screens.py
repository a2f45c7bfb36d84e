"""What a moderator sees of the inbox, the list or one question, worked out anew; where they are is kept for later."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.discord_app.client import Interaction
from bot.discord_app.editing.authorisation import Editing, Moderating
from bot.discord_app.editing.menus import closest_options
from bot.discord_app.inbox import texts
from bot.discord_app.inbox.question_reply import question_reply
from bot.discord_app.inbox.reply import PER_PAGE, Waiting, illegible_reply, inbox_reply
from bot.discord_app.inbox.states import Page, Tab, token
from bot.discord_app.ui import sender
from bot.inbox.human_answers import LearnedAnswer
from bot.inbox.open_groups import OpenGroup
from bot.inbox.worklist import Inbox
from bot.usage.retention import WAITING
from bot.usage.stores import StoreError

log = logging.getLogger(__name__)

TOLD: Final = timedelta(days=14)
"""For how long moderators are told that somebody had their name taken off an entry."""


async def inbox_of(moderator: Moderating) -> Inbox:
    """What waits; what was asked a moment ago is on its way to the database, and belongs on the list."""
    await moderator.services.recorder.flush()
    return await moderator.moderation.worklist.inbox(moderator.server)


async def show_list(interaction: Interaction, moderator: Moderating, page: int = 0, note: str | None = None) -> None:
    """Everything that waits; with a word about it where something may be missing."""
    is_all = await moderator.services.recorder.flush()
    notes = [one for one in (note, None if is_all else texts.OLD_FIGURES) if one]
    reply = inbox_reply(await _waiting(moderator), page, "\n".join(notes) or None)
    await sender.replace_deferred(interaction, reply)
    await _keep_place(moderator, page * PER_PAGE, None)


async def show_illegible(interaction: Interaction, moderator: Moderating, page: int = 0) -> None:
    """The questions gathered at the end."""
    await moderator.services.recorder.flush()
    await sender.replace_deferred(interaction, illegible_reply(await _waiting(moderator), page))


async def show_question(
    interaction: Interaction, editing: Editing, inbox: Inbox, place: int, note: str | None = None
) -> None:
    """The question at a place of the list, counted on through those gathered at its end."""
    group = every_group(inbox)[place]
    text = group.group.text
    interaction.client.wordings[editing.server, token(text)] = text  # its form can then open without looking it up
    seen = (await editing.services.snapshots.of(editing.server)).knowledge
    options = await closest_options(await editing.snapshot(), text)
    wordings = set(group.group.texts)
    learned = [one for one in await _learned(editing) if one.asked in wordings]
    beyond = place - len(inbox.groups)
    back = Page(Tab.OPEN, place // PER_PAGE) if beyond < 0 else Page(Tab.ILLEGIBLE, beyond // PER_PAGE)
    await sender.replace_deferred(
        interaction, question_reply(group, back, editing.server, seen, options, learned, note)
    )
    await _keep_place(editing, place, text)


async def go_on(interaction: Interaction, editing: Editing) -> None:
    """Where the moderator left off: the question, or the page of the list; else the beginning."""
    positions = editing.moderation.positions
    position = await positions.of(editing.server, editing.member)
    if position is None:
        await show_list(interaction, editing)
        return
    inbox = await inbox_of(editing)
    place = await positions.place_in(every_group(inbox), position)
    if place is None:
        await show_list(interaction, editing, position.place // PER_PAGE)
    else:
        await show_question(interaction, editing, inbox, place, texts.WENT_ON)


async def show_next(interaction: Interaction, editing: Editing) -> None:
    """The question after the one that the moderator was at; where that is gone, what stands in its place now."""
    positions, inbox = editing.moderation.positions, await inbox_of(editing)
    position = await positions.of(editing.server, editing.member)
    place = 0
    if position is not None:
        found = await positions.place_in(every_group(inbox), position)
        place = position.place if found is None else found + 1
    if place < len(inbox.groups):
        await show_question(interaction, editing, inbox, place)
    else:
        await show_list(interaction, editing, note=texts.AT_THE_END if inbox.groups else None)


def every_group(inbox: Inbox) -> Sequence[OpenGroup]:
    """The open questions, and after them those gathered at the end."""
    return (*inbox.groups, *inbox.illegible)


def place_of(inbox: Inbox, item: str) -> int | None:
    """The place of the group that has a question of that token."""
    places = enumerate(every_group(inbox))
    return next((place for place, one in places if any(token(text) == item for text in one.group.texts)), None)


async def _waiting(moderator: Moderating) -> Waiting:
    inbox = await moderator.moderation.worklist.inbox(moderator.server)
    suggestions = await moderator.moderation.suggestions.open(moderator.server)
    seen = (await moderator.services.snapshots.of(moderator.server)).knowledge
    stores = moderator.services.config.usage.store_questions
    open_now = {text for one in every_group(inbox) for text in one.group.texts}
    replied = dict.fromkeys(one.asked for one in await _learned(moderator) if one.asked in open_now)
    told = await moderator.moderation.kept.withdrawn(moderator.server, moderator.services.clock() - TOLD)
    withdrawn = dict.fromkeys(key for key in told if key in seen.entries)
    askers = len(await moderator.moderation.askers.answered_by(moderator.server, seen.entries))
    return Waiting(moderator.server, inbox, tuple(suggestions), seen, stores, tuple(replied), tuple(withdrawn), askers)


async def _learned(moderator: Moderating) -> Sequence[LearnedAnswer]:
    """What people replied to questions that I had no answer to."""
    return await moderator.moderation.learned.learned(moderator.server, moderator.services.clock() - WAITING)


async def _keep_place(moderator: Moderating, place: int, question: str | None) -> None:
    """Keep where the moderator is. They see it already: that it can't be kept is no reason to say that it failed."""
    lasting = not moderator.services.privacy.is_refused(moderator.member)
    try:
        await moderator.moderation.positions.keep(moderator.server, moderator.member, place, question, lasting=lasting)
    except StoreError as error:
        log.warning("Where a moderator is in the inbox could not be kept: %s", error)
