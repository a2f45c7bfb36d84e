"""Dismissing questions, one or many at once, and "Undo" of that."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import defer
from bot.discord_app.editing.authorisation import Moderating, editing_moderator, moderating
from bot.discord_app.inbox import texts
from bot.discord_app.inbox.pieces import milliseconds
from bot.discord_app.inbox.question_reply import dismissed_reply
from bot.discord_app.inbox.screens import every_group, inbox_of, place_of, show_list, show_question
from bot.discord_app.inbox.states import DismissIllegible, UndoDismissal, token
from bot.discord_app.ui import sender
from bot.discord_app.ui.converters import UnreadableError
from bot.discord_app.ui.dispatch import pressed
from bot.inbox.open_groups import OpenGroup

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def setup(client: VersusClient) -> None:
    """Add the buttons."""
    client.add_dynamic_items(dismiss_illegible, undo_dismissal)


async def dismiss_items(interaction: Interaction, moderator: Moderating, items: Sequence[str]) -> None:
    """Dismiss the open questions of these tokens, those that are still there, and say which; the press is held."""
    wanted = set(items)
    groups = every_group(await inbox_of(moderator))
    found = [one for one in groups if any(token(text) in wanted for text in one.group.texts)]
    await _dismiss(interaction, moderator, found)


@pressed(DismissIllegible)
async def dismiss_illegible(interaction: Interaction, state: DismissIllegible) -> None:
    """Dismiss what was gathered at the end and stood there when the button was made."""
    moderator = moderating(interaction)
    await defer(interaction)
    groups = (await inbox_of(moderator)).illegible
    await _dismiss(interaction, moderator, [one for one in groups if milliseconds(one.newest.at) <= state.newest])


@pressed(UndoDismissal)
async def undo_dismissal(interaction: Interaction, state: UndoDismissal) -> None:
    """Put back what was dismissed: show the one question that it was, or the list.

    Raises:
        UnreadableError: no such time was ever written.
    """
    editing = await editing_moderator(interaction)
    await defer(interaction)
    try:
        at = EPOCH + timedelta(milliseconds=state.at)
    except OverflowError:
        raise UnreadableError(texts.GONE) from None
    restored = await editing.moderation.dismissals.restore(editing.server, at)
    note = texts.RESTORED if restored else texts.NOT_RESTORED
    inbox = await inbox_of(editing)
    place = place_of(inbox, state.item) if state.item is not None else None
    if place is None:
        await show_list(interaction, editing, note=note)
    else:
        await show_question(interaction, editing, inbox, place, note)


async def _dismiss(interaction: Interaction, moderator: Moderating, groups: Sequence[OpenGroup]) -> None:
    if not groups:
        await show_list(interaction, moderator, note=texts.GONE)
        return
    wordings = [text for one in groups for text in one.group.texts]
    asked = [question.id for one in groups for question in one.questions]
    at = await moderator.moderation.dismissals.dismiss(moderator.server, wordings, asked)
    for text in wordings:
        interaction.client.wordings.pop((moderator.server, token(text)), None)
    await sender.replace_deferred(interaction, dismissed_reply([one.group.text for one in groups], at))
