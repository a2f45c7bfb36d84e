"""An answer to a post's question: sent to everybody who asked it, and shown in the post."""

import logging
from dataclasses import dataclass, replace

import discord

from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.delivery import NOT_SENT
from bot.discord_app.editing.authorisation import Moderating
from bot.discord_app.errors import describe
from bot.discord_app.handoff import texts
from bot.discord_app.handoff.post import Outcome, close, read, show
from bot.discord_app.handoff.replying import answer_asker
from bot.discord_app.ui.reply import Reply
from bot.inbox.answering import Delivery, deliver
from bot.inbox.awaiting import Awaiting
from bot.usage.events import AnsweredByHuman, Erased
from bot.usage.stores import StoreError

log = logging.getLogger(__name__)

Sent = Delivery[discord.Message]


@dataclass(frozen=True, slots=True)
class Posted:
    """A question in the moderators' channel."""

    question: int
    """The id under which it is stored."""
    post: int
    """The message of the post; 0 where there is none."""


async def send_to_all(
    interaction: Interaction, moderator: Moderating, posted: Posted, reply: Reply, outcome: Outcome
) -> Sent:
    """Reply to everybody whose question is in the post and still waits, and show in the post what became of it.

    Of two moderators at once the second finds nothing waiting, and the first answer in its place.

    Raises:
        StoreError: the database can't be read or written; nothing was sent.
    """
    client, handoff = interaction.client, moderator.moderation.handoff
    async with handoff.lock(posted.post):

        async def send(question: Awaiting) -> discord.Message | None:
            return await answer_asker(client, question, reply)

        asked = [posted.question]  # what the post shows comes first
        delivery = await deliver(handoff, moderator.server, asked, interaction.id, send, outcome.state, posted.post)
        if not delivery.found_none:
            try:
                await _note(client, moderator, posted, delivery, outcome)
            except (StoreError, *NOT_SENT) as error:  # it is answered all the same, and the post follows later
                log.warning("What became of a question is not shown yet: %s", describe(error))
    return delivery


async def _note(client: VersusClient, moderator: Moderating, posted: Posted, delivery: Sent, outcome: Outcome) -> None:
    handoff, store = moderator.moderation.handoff, moderator.moderation.awaiting
    forget(client, delivery)
    for question, _ in delivery.sent:
        client.services.recorder.record(AnsweredByHuman(question.question))
    if delivery.sent:
        question, reply = delivery.sent[0]
        await store.note_answer(moderator.server, posted.post, reply.channel.id, reply.id)
        await handoff.note_answer(question)
        outcome = replace(outcome, url=reply.jump_url)
    post = await store.post(moderator.server, posted.post)
    if post is None:
        return
    if delivery.refused or delivery.unsure:
        failed = "\n".join(_not_sent(delivery))
        async with handoff.lock(moderator.server):
            await show(client, post, replace(await read(client, post), failed=failed))
    elif delivery.sent:
        await close(client, post, outcome)


def forget(client: VersusClient, delivery: Sent) -> None:
    """Have the text of questions erased whose message is gone: its author deleted it."""
    for question in delivery.gone:
        client.services.recorder.record(Erased(question.question))


def said_of(delivery: Sent) -> str:
    """What became of an answer, for the moderator who gave it."""
    lines = [texts.replied([reply.jump_url for _, reply in delivery.sent])] if delivery.sent else []
    lines += [texts.message_gone(len(delivery.gone))] if delivery.gone else []
    return "\n".join([*lines, *_not_sent(delivery)])


def _not_sent(delivery: Sent) -> list[str]:
    refused = dict.fromkeys(texts.cannot_reply(one.channel) for one in delivery.refused)
    return [*refused, *dict.fromkeys(texts.maybe_sent(one.channel) for one in delivery.unsure)]
