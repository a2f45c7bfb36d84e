"""Questions that wait, and the moderators' posts about them."""

from typing import Any, cast

import discord
import simcord

from bot.discord_app.handoff.post import closest_in_words, post_reply, shown_question
from bot.discord_app.ui import posting
from bot.inbox.awaiting import Awaiting, Post
from tests.discord_app.moderators import ModWorld, answer_to, fields_of

QUESTION = "where is the best pizza in town"


async def ask(
    world: ModWorld, text: str = QUESTION, who: simcord.MemberActor | None = None
) -> tuple[discord.Message, Awaiting]:
    """A member mentions the bot with a question that it has no answer to: the message, and what waits of it."""
    message = await (who or world.alice).send(world.channel, f"<@{world.bot.my_id}> {text}")
    assert await world.services.recorder.flush()
    found = await world.services.moderation.awaiting.replied_to(world.guild.id, message.id)
    assert found is not None
    return message, found


async def posted(world: ModWorld, *questions: Awaiting) -> discord.Message:
    """The post about the questions, the first of which it shows."""
    channels = world.guild.channels
    place = channels.get("mods-only") or world.guild.create_text_channel("mods-only")
    channel = cast("discord.TextChannel", world.bot.get_channel(place.id))
    first, *others = questions
    shown = shown_question(first, "alice", closest_in_words((), await world.here()), len(others))
    message = await posting.post(world.bot, channel, post_reply(shown), None)
    assert message is not None
    store = world.services.moderation.awaiting
    await store.add_post(Post(message.id, world.env.now(), world.guild.id, channel.id, first.question))
    for other in others:
        await store.join(message.id, other.question)
    await world.env.advance_time(0)
    return message


async def waiting(world: ModWorld) -> list[int]:
    """The questions that wait in the first server."""
    assert await world.services.recorder.flush()
    moderation = world.services.moderation
    return [one.question for one in await moderation.awaiting.waiting(world.guild.id, moderation.handoff.since)]


def now(world: ModWorld, message: discord.Message) -> discord.Message:
    """A message as it is in its channel now."""
    channel = next(one for one in world.guild.channels.values() if one.id == message.channel.id)
    return next(one for one in channel.history() if one.id == message.id)


def replies(world: ModWorld, message: discord.Message) -> list[discord.Message]:
    """What the bot replied to a member's message since it said that it does not know."""
    history = [one for one in world.channel.history() if one.author.id == world.bot.my_id and not one.flags.ephemeral]
    of_it = [one for one in history if one.reference is not None and one.reference.message_id == message.id]
    return of_it[1:]


async def answer(
    world: ModWorld, post: discord.Message, text: str, who: simcord.MemberActor | None = None
) -> simcord.InteractionResult:
    """A moderator presses [Answer], types and sends it off."""
    form = await (who or world.mo).click(post, label="Answer")
    return await send(who or world.mo, form, text)


async def send(who: simcord.MemberActor, form: simcord.InteractionResult, text: str) -> simcord.InteractionResult:
    """Send a form off with a text in its only field."""
    (name,) = fields_of(form)
    return await who.submit_modal(form, {name: text})


def pinged(world: ModWorld, message: discord.Message) -> list[int]:
    """Whom a message pings, as Discord counts it."""
    return list(world.env.backend.get_message(message.channel.id, message.id).ping_user_ids)


def said(result: simcord.InteractionResult) -> Any:
    """The message for the moderator alone."""
    message = result.followups[-1] if result.followups else answer_to(result)
    assert message.flags.ephemeral
    return message
