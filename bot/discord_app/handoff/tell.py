"""[Tell the 3 who asked]: once a question has its answer, the bot replies with it to everybody who still waits."""

import logging
from collections.abc import Collection
from contextlib import AsyncExitStack

import discord

from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import defer
from bot.discord_app.delivery import NOT_SENT
from bot.discord_app.editing.authorisation import Editing, editing_moderator, editing_there
from bot.discord_app.editing.states import TellAll, TellAskers
from bot.discord_app.errors import describe
from bot.discord_app.handoff import texts
from bot.discord_app.handoff.post import Outcome, close
from bot.discord_app.handoff.replying import answer_asker, card_for
from bot.discord_app.handoff.sending import Sent, forget
from bot.discord_app.ui import sender
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.reply import Reply
from bot.inbox.answering import deliver
from bot.inbox.awaiting import Awaiting, PostState
from bot.usage.stores import StoreError

log = logging.getLogger(__name__)


def setup(client: VersusClient) -> None:
    """Add the button."""
    client.add_dynamic_items(tell_askers, tell_all)


@pressed(TellAskers)
async def tell_askers(interaction: Interaction, state: TellAskers) -> None:
    """Reply to those whose question a saved change has answered, each once, and say how many were told."""
    editing = await editing_there(interaction, shared=state.shared)
    await defer(interaction, beside=True)
    revision = await editing.moderation.editor.history.get(editing.scope, state.number)
    await _tell(interaction, editing, revision.entries)


@pressed(TellAll)
async def tell_all(interaction: Interaction, _state: TellAll) -> None:
    """The same from the inbox, for all that is known by now: by a file, a review, or a save whose message is lost."""
    editing = await editing_moderator(interaction)
    await defer(interaction, beside=True)
    known = (await editing.services.snapshots.of(editing.server)).knowledge
    await _tell(interaction, editing, known.entries)


async def _tell(interaction: Interaction, editing: Editing, entries: Collection[str]) -> None:
    delivery = await _send(interaction, editing, entries)
    refused, unsure = ([one.channel for one in those] for those in (delivery.refused, delivery.unsure))
    said = texts.told(len(delivery.sent), len(delivery.gone), refused, unsure)
    await sender.respond(interaction, Reply(said), private=True)


async def _send(interaction: Interaction, editing: Editing, entries: Collection[str]) -> Sent:
    client, handoff = interaction.client, editing.moderation.handoff
    ready = {one.question.question: one for one in await editing.moderation.askers.answered_by(editing.server, entries)}
    knowledge = (await editing.services.snapshots.of(editing.server)).knowledge

    async def send(question: Awaiting) -> discord.Message | None:
        decision = ready[question.question].decision
        card = card_for(question.question, knowledge, decision.entries, decision.subjects)
        return await answer_asker(client, question, card.with_content(texts.KNOWN_NOW))

    async with AsyncExitStack() as locks:
        for post in sorted({one.question.post for one in ready.values() if one.question.post is not None}):
            await locks.enter_async_context(handoff.lock(post))
        delivery = await deliver(handoff, editing.server, ready, interaction.id, send, PostState.TAUGHT)
        forget(client, delivery)
        for question, reply in delivery.sent:
            try:
                await _show(client, editing, question, reply)
            except (StoreError, *NOT_SENT) as error:
                log.warning("A post does not show yet that its question is answered: %s", describe(error))
    return delivery


async def _show(client: VersusClient, editing: Editing, question: Awaiting, reply: discord.Message) -> None:
    """Show in the post that shows the question, if there is one, that the bot has answered it."""
    store = editing.moderation.awaiting
    post = await store.post(editing.server, question.post) if question.post is not None else None
    if post is not None and post.question == question.question:
        await store.note_answer(editing.server, post.message, reply.channel.id, reply.id)
        await close(client, post, Outcome(PostState.TAUGHT, url=reply.jump_url))
