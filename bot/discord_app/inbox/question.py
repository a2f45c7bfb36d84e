"""The open question: what its buttons do, and the way to it and to the next one from a change that it led to."""

from typing import Final

from bot.control_characters import one_line
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import defer
from bot.discord_app.editing.add import begin_entry
from bot.discord_app.editing.authorisation import Moderating, editing_moderator, held_if_slow, moderating
from bot.discord_app.editing.commands import propose_teaching
from bot.discord_app.editing.states import Kind, NextQuestion, ThisQuestion
from bot.discord_app.inbox import texts
from bot.discord_app.inbox.dismissing import dismiss_items
from bot.discord_app.inbox.screens import go_on, show_next
from bot.discord_app.inbox.states import InboxStep, MakeEntry, Step, TeachClosest, token
from bot.discord_app.lookup import chosen
from bot.discord_app.ui.dispatch import pressed
from bot.errors import VersusError

PATIENCE: Final = 1.0
"""Seconds for reading what somebody replied: a form has to open within three."""
KINDS: Final = {Step.NEW_ANSWER: Kind.ANSWER, Step.NEW_COMPARISON: Kind.COMPARISON}


def setup(client: VersusClient) -> None:
    """Add the buttons."""
    client.add_dynamic_items(next_question, this_question, teach_closest, make_entry)


@pressed(NextQuestion)
async def next_question(interaction: Interaction, state: NextQuestion) -> None:
    """The next open question; the list where there is none."""
    moderating(interaction)
    await defer(interaction, beside=state.beside)
    await show_next(interaction, await editing_moderator(interaction))


@pressed(ThisQuestion)
async def this_question(interaction: Interaction, _state: ThisQuestion) -> None:
    """The question that is being worked on."""
    moderating(interaction)
    await defer(interaction)
    await go_on(interaction, await editing_moderator(interaction))


@pressed(TeachClosest)
async def teach_closest(interaction: Interaction, state: TeachClosest) -> None:
    """Show what the question would do as one of the closest entry's."""
    await _teach(interaction, moderating(interaction), state.item, state.entry)


@pressed(MakeEntry)
async def make_entry(interaction: Interaction, state: MakeEntry) -> None:
    """Open the form of a new answer: what somebody replied is its text.

    Raises:
        VersusError: the question or the reply is gone.
    """
    moderator = moderating(interaction)
    question = await _wording(interaction, moderator, state.item)
    finding = moderator.moderation.learned.find(moderator.server, state.message)
    learned = await held_if_slow(interaction, finding, PATIENCE)
    if learned is None:
        raise VersusError(texts.REPLY_GONE)
    await begin_entry(interaction, [one_line(question)], kind=Kind.ANSWER, text=learned.text, question=question)


async def act(interaction: Interaction, moderator: Moderating, state: InboxStep) -> None:
    """Do what the button or the select says with a question.

    Raises:
        VersusError: the question is gone.
    """
    if state.step is Step.DISMISS:
        await defer(interaction)
        await dismiss_items(interaction, moderator, [state.item])
    elif state.step is Step.TEACH:
        await _teach(interaction, moderator, state.item, chosen(interaction))
    else:
        question = await _wording(interaction, moderator, state.item)
        kind = KINDS.get(state.step)
        await begin_entry(interaction, [one_line(question)], kind=kind, question=question)


async def _teach(interaction: Interaction, moderator: Moderating, item: str, entry: str) -> None:
    await defer(interaction)
    question = await _wording(interaction, moderator, item)
    await propose_teaching(interaction, entry, [question], question=question)


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
