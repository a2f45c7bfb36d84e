"""What the bot was interrupted in, by a kill or a broken connection: it is looked up in Discord what has arrived."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

import discord

from bot.discord_app.asking.followup import custom_ids_of
from bot.discord_app.client import VersusClient
from bot.discord_app.handoff import texts
from bot.discord_app.handoff.post import read, show
from bot.discord_app.handoff.replying import place_of
from bot.discord_app.handoff.states import Answer
from bot.discord_app.moderators_channel import PostChannel, moderators_channel_of
from bot.discord_app.ui import posting
from bot.inbox.awaiting import Awaiting, Post, PostState
from bot.usage.events import AnsweredByHuman

SETTLED: Final = timedelta(minutes=1)
"""How long after somebody's act a message of it may still arrive, though whoever sent it is no more."""
WITHIN: Final = timedelta(minutes=15)
"""How long after it the last of its messages is sent: as long as Discord lets the act be answered."""


class CannotLookError(Exception):
    """The bot may not read what it wrote."""


async def look_up(client: VersusClient, question: Awaiting) -> None:
    """Find out of a claimed question whether it got its reply: it is answered then, and waits again otherwise.

    Raises:
        StoreError: the database can't be read or written.
        NOT_SENT: Discord failed; it is tried again.
    """
    moderation, claim = client.services.moderation, question.claim or 0
    handoff, store = moderation.handoff, moderation.awaiting
    if client.services.clock() - discord.utils.snowflake_time(claim) < SETTLED:
        return
    post = await store.post(question.server, question.post) if question.post is not None else None
    if post is not None and post.message > claim:  # it was posted by that act, and nobody has answered it yet
        await handoff.release([question])
        return
    try:
        reply = await _reply(client, question)
    except CannotLookError:
        await _say(client, question, post, texts.cannot_look(question.channel))
        return
    if reply is not None:
        await _note(client, question, post, reply)
        return
    if post is None:
        await _take_in(client, question)
    await _say(client, question, post, texts.INTERRUPTED)
    await handoff.release([question])


async def _reply(client: VersusClient, question: Awaiting) -> discord.Message | None:
    """The reply that a claimed question got; ``None`` where there is none, or its channel is gone.

    Raises:
        CannotLookError: the bot may not read what it wrote there.
    """
    try:
        channel = await place_of(client, question.server, question.channel)
    except discord.NotFound:
        return None
    # Without the permission Discord shows an empty channel.
    if channel is None or not posting.permissions_in(channel).read_message_history:
        raise CannotLookError
    to = question.message
    return await _found(client, channel.id, question, lambda one: to is not None and _target(one) == to)


async def _note(client: VersusClient, question: Awaiting, post: Post | None, reply: discord.Message) -> None:
    moderation, state = client.services.moderation, _state_of(reply)
    if post is not None and post.question == question.question:
        await moderation.awaiting.note_answer(question.server, post.message, reply.channel.id, reply.id)
    if state is not PostState.TAUGHT:
        client.services.recorder.record(AnsweredByHuman(question.question))
    await moderation.handoff.answered(question, state)


async def _say(client: VersusClient, question: Awaiting, post: Post | None, failed: str) -> None:
    """Say in the post that shows the question, if there is one, why it has no answer."""
    if post is None or post.question != question.question:
        return
    handoff = client.services.moderation.handoff
    async with handoff.lock(post.message), handoff.lock(post.server):
        shown = await read(client, post)
        if shown.failed != failed:
            await show(client, post, replace(shown, failed=failed))


async def _take_in(client: VersusClient, question: Awaiting) -> None:
    """Keep the post that stands in the moderators' channel and is not known: its text has to go as any other's."""
    services, guild = client.services, client.get_guild(question.server)
    channel = moderators_channel_of(services, guild) if guild is not None else None
    if not isinstance(channel, PostChannel):
        return

    def shows_it(message: discord.Message) -> bool:
        return any(one.question == question.question for one in Answer.among(custom_ids_of(message)))

    found = await _found(client, channel.id, question, shows_it)
    if found is not None:
        await services.moderation.awaiting.add_post(
            Post(found.id, services.clock(), question.server, channel.id, question.question)
        )


async def _found(
    client: VersusClient, channel: int, question: Awaiting, is_it: Callable[[discord.Message], bool]
) -> discord.Message | None:
    claim = question.claim or 0
    return await posting.find_own(client, channel, is_it, claim, discord.utils.snowflake_time(claim) + WITHIN)


def _target(reply: discord.Message) -> int | None:
    return reply.reference.message_id if reply.reference is not None else None


def _state_of(reply: discord.Message) -> PostState:
    """What became of a question, by the reply that it got: an entry's card is nothing that anybody needs to keep."""
    if texts.KNOWN_NOW in reply.content:
        return PostState.TAUGHT
    return PostState.KEPT if reply.embeds else PostState.ANSWERED
