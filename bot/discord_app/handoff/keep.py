"""What becomes of a moderator's answer: a new entry, a part of one that is there, or nothing more."""

from dataclasses import dataclass, replace

import discord

from bot.control_characters import one_line
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import defer
from bot.discord_app.editing.add import begin_entry, new_entry
from bot.discord_app.editing.authorisation import Moderating, editing_moderator, hold, moderating
from bot.discord_app.editing.states import Kind
from bot.discord_app.editing.teach_this import offer_entries
from bot.discord_app.handoff import texts
from bot.discord_app.handoff.first_answer import first_answer
from bot.discord_app.handoff.post import message_of
from bot.discord_app.handoff.states import KeepIn, KeepNew, OnlyOnce
from bot.discord_app.ui import posting, sender
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.reply import Reply
from bot.errors import VersusError
from bot.knowledge import bounds


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and what a moderator answered."""

    question: str
    """Empty where its text is kept no longer."""
    answer: str
    """Empty where the reply is gone."""


def setup(client: VersusClient) -> None:
    """Add the buttons."""
    client.add_dynamic_items(keep_as_entry, add_to_entry, only_once)


@pressed(KeepNew)
async def keep_as_entry(interaction: Interaction, state: KeepNew) -> None:
    """Open the form of a new answer, with the question and the text filled in."""
    moderator = moderating(interaction)
    at_hand = interaction.client.answered.get((moderator.server, state.post))
    if at_hand is not None:
        found = Answered(*at_hand)
    else:  # a form can't wait for what has to be looked up: a button opens it then
        await hold(interaction)
        found = await _answered(interaction.client, moderator, state.post)
    line = one_line(found.question)
    title = line.rstrip("?!. ")
    title = title if len(title) <= bounds.TITLE else ""
    await begin_entry(
        interaction,
        [line] if line else [],
        kind=Kind.ANSWER,
        title=title[:1].upper() + title[1:],
        text=found.answer,
        question=line,
        post=state.post,
    )


@pressed(KeepIn)
async def add_to_entry(interaction: Interaction, state: KeepIn) -> None:
    """Ask which entry is to learn the question; its text may then take in the answer.

    Raises:
        VersusError: the question's text is kept no longer.
    """
    editing = await editing_moderator(interaction)
    await hold(interaction)
    found = await _answered(interaction.client, editing, state.post)
    if not found.question:
        raise VersusError(texts.NO_QUESTION)
    change = new_entry(editing.scope, None, Kind.ANSWER, [one_line(found.question)])
    await offer_entries(
        interaction, editing, replace(change, question=found.question, answer=found.answer, post=state.post)
    )


@pressed(OnlyOnce)
async def only_once(interaction: Interaction, state: OnlyOnce) -> None:
    """Leave it at the reply: nobody is offered to keep it any longer."""
    moderator, pressed_on = moderating(interaction), interaction.message
    await defer(interaction)
    if pressed_on is not None and pressed_on.id == state.post:
        await sender.replace_deferred(interaction, _without_offers(pressed_on))
        return
    await sender.replace_deferred(interaction, Reply(texts.LEFT_AT_THAT))
    post = await moderator.moderation.awaiting.post(moderator.server, state.post)
    message = await message_of(interaction.client, post) if post is not None else None
    if post is not None and message is not None:
        await posting.edit(interaction.client, post.channel, post.message, _without_offers(message))


def _without_offers(message: discord.Message) -> Reply:
    """A post as it is, with nothing to press."""
    return Reply(message.content or None, tuple(message.embeds))


async def _answered(client: VersusClient, moderator: Moderating, post_id: int) -> Answered:
    """The question of a post and its answer.

    Raises:
        VersusError: the post is too old, or it got no answer.
    """
    post = await moderator.moderation.awaiting.post(moderator.server, post_id)
    first = await first_answer(client, moderator, post_id)
    if post is None or first is None:
        raise VersusError(texts.TOO_OLD)
    text = None
    if post.question is not None:
        text = await moderator.moderation.asked.text_of(moderator.server, post.question)
    return Answered(text or "", first.text)
