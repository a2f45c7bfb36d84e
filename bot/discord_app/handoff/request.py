"""Ask the moderators: the asker presses it, reads who will see the question, and agrees."""

import logging
from dataclasses import replace

import discord

from bot.discord_app.asking.answering import decide
from bot.discord_app.asking.render import delete_button
from bot.discord_app.asking.states import AskModerators, Carried
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import defer, server_of
from bot.discord_app.delivery import NOT_SENT
from bot.discord_app.errors import describe
from bot.discord_app.handoff import texts
from bot.discord_app.handoff.human_reply import shown_name
from bot.discord_app.handoff.post import closest_in_words, post_reply, read, show, shown_question
from bot.discord_app.handoff.states import PutBefore
from bot.discord_app.moderators_channel import PostChannel, moderators_channel_of
from bot.discord_app.ui import posting, sender
from bot.discord_app.ui.components import rows_without
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.markdown import fitting
from bot.discord_app.ui.reading import reads_plain
from bot.discord_app.ui.reply import Button, Reply
from bot.errors import VersusError
from bot.inbox.awaiting import Awaiting, Post, PostState
from bot.inbox.handoff import Handoff, Limit
from bot.usage.events import Awaited
from bot.usage.stores import StoreError

log = logging.getLogger(__name__)

QUOTED = 1500
"""Characters of a question that is posted in its channel, once escaped."""


class OnTheListError(VersusError):
    """The question is not put before the moderators now; it is on their list as any other."""


def setup(client: VersusClient) -> None:
    """Register the buttons."""
    client.add_dynamic_items(ask_moderators, put_before)


@pressed(AskModerators)
async def ask_moderators(interaction: Interaction, state: AskModerators) -> None:
    """Say who will see the question, and how long answers took lately.

    Raises:
        VersusError: it can't be put before the moderators; the sentence says why.
    """
    await defer(interaction, beside=True)
    question = await _waiting(interaction, state.question)
    _channel(interaction, question.server)
    said = [texts.THEY_SEE]
    if question.message is None:
        _refuse_where_silent(interaction)
        said.append(texts.STANDS_HERE)
    took = await interaction.client.services.moderation.handoff.takes(question.server)
    said += [texts.lately(took)] if took is not None else []
    unknown = interaction.message
    public = unknown.id if unknown is not None and not unknown.flags.ephemeral else None
    agree = Button(texts.ASK_THEM, PutBefore(state.question, public).encode(), style="primary")
    await sender.replace_deferred(interaction, Reply(" ".join(said), rows=((agree,),)))


@pressed(PutBefore)
async def put_before(interaction: Interaction, state: PutBefore) -> None:
    """Post the question for the moderators, or add it to the post about one that asks the same.

    Raises:
        VersusError: it can't be put before the moderators; the sentence says why.
    """
    await defer(interaction)
    client, server = interaction.client, server_of(interaction)
    try:
        async with client.services.moderation.handoff.lock(server or 0):
            await _put(interaction, state)
    except VersusError as error:
        if isinstance(error, StoreError):
            raise
        await _tell(interaction, str(error))
        return
    await _tell(interaction, texts.ASKED_THEM)
    if state.unknown is not None and interaction.channel_id is not None:
        await _ask_no_more(client, interaction.channel_id, state.unknown)


async def _tell(interaction: Interaction, sentence: str) -> None:
    """Say what became of it: in place of what the asker agreed to, or as a new message where that is plain text."""
    if reads_plain(interaction, private=True):
        await sender.respond(interaction, Reply(sentence), private=True)
    else:
        await sender.replace_deferred(interaction, Reply(sentence))


async def _ask_no_more(client: VersusClient, channel: int, unknown: int) -> None:
    """Take the button off the message that said that the bot does not know: the moderators are asked."""
    try:
        message = await posting.fetch_message(client, channel, unknown)
        rows = rows_without(message, AskModerators)
        await posting.edit(client, channel, unknown, Reply(message.content, tuple(message.embeds), rows=rows))
    except NOT_SENT as error:  # pressed again, it says that they have the question
        log.info("The button that asks the moderators stays: %s", describe(error))


async def _put(interaction: Interaction, state: PutBefore) -> None:
    client, handoff = interaction.client, interaction.client.services.moderation.handoff
    question = await _waiting(interaction, state.question)
    channel = _channel(interaction, question.server)
    joined = await handoff.joins(question)
    if joined is None:
        await _refuse_too_many(handoff, question)
    if question.message is None:
        question = await _stand(interaction, state.question, question)
    if joined is not None:
        if await _join(client, question, *joined):
            return
        await _refuse_too_many(handoff, question)
    await _post(interaction, channel, question)


async def _refuse_too_many(handoff: Handoff, question: Awaiting) -> None:
    """See that there may be another post.

    Raises:
        OnTheListError: there have been too many within the hour.
    """
    match await handoff.limit(question):
        case Limit.SERVER:
            raise OnTheListError(texts.MANY_ASKED)
        case Limit.MEMBER:
            raise OnTheListError(texts.YOU_ASKED_MANY)
        case None:
            pass


async def _waiting(interaction: Interaction, number: int) -> Awaiting:
    """The asker's question, if it waits and is in no open post.

    Raises:
        VersusError: it is another's, waits no longer, or the moderators have it.
    """
    services, server = interaction.client.services, server_of(interaction)
    if server is None:
        raise VersusError(texts.SERVER_ONLY)
    written = await services.recorder.flush()
    store = services.moderation.awaiting
    question = await store.find(server, services.pseudonyms.of_question(number))
    if question is not None and question.member != services.pseudonyms.of(interaction.user.id):
        raise VersusError(texts.NOT_YOURS)
    if services.privacy.is_opted_out(interaction.user.id):
        raise VersusError(texts.OPTED_OUT)
    if question is None and await store.claimed(services.pseudonyms.of_question(number)):
        raise VersusError(texts.HAVE_IT)
    if question is None or question.at < services.moderation.handoff.since:
        raise VersusError(texts.WAITS_NO_LONGER if written else texts.NOT_STORED_YET)
    post = await store.post(server, question.post) if question.post is not None else None
    if post is not None and post.state is PostState.OPEN:
        raise VersusError(texts.HAVE_IT)
    return question


def _channel(interaction: Interaction, server: int) -> PostChannel:
    """The channel in which moderators are asked.

    Raises:
        OnTheListError: there is none now, or they want a pause.
    """
    services, guild = interaction.client.services, interaction.client.get_guild(server)
    channel = moderators_channel_of(services, guild) if guild is not None else None
    if not isinstance(channel, PostChannel):
        log.warning("The moderators of server %d can't be asked: %s. /settings says more.", server, channel)
        raise OnTheListError(texts.NO_CHANNEL)
    if services.moderation.settings.of(server).pause(services.clock()) is not None:
        raise OnTheListError(texts.PAUSED)
    return channel


def _refuse_where_silent(interaction: Interaction) -> None:
    """Whoever asked with ``/ask`` needs a message that can be replied to.

    Raises:
        OnTheListError: the bot may not post where they asked.
    """
    if not posting.may_send(interaction.channel, interaction.app_permissions):
        raise OnTheListError(texts.CANNOT_POST)


async def _stand(interaction: Interaction, number: int, question: Awaiting) -> Awaiting:
    """Post the question in its channel under the asker's name, so that there is something to reply to.

    Raises:
        OnTheListError: the bot may not.
    """
    _refuse_where_silent(interaction)
    client, channel = interaction.client, interaction.channel
    if channel is None or isinstance(channel, discord.ForumChannel | discord.CategoryChannel):
        raise OnTheListError(texts.CANNOT_POST)
    name = shown_name(interaction.user.display_name)
    reply = Reply(
        texts.asks(name, fitting(question.text, QUOTED)),
        rows=((delete_button(Carried(number, interaction.user.id)),),),
    )
    posted = await posting.post(client, channel, reply, None)
    if posted is None:
        raise OnTheListError(texts.CANNOT_POST)
    client.services.recorder.record(Awaited(question.question, posted.id))
    await client.services.recorder.flush()
    return replace(question, message=posted.id, channel=posted.channel.id)


async def _join(client: VersusClient, question: Awaiting, post: Post, number: int) -> bool:
    """Add the question to an open post; whether that still stands."""
    await client.services.moderation.awaiting.join(post.message, question.question)
    return await show(client, post, replace(await read(client, post), others=number))


async def _post(interaction: Interaction, channel: PostChannel, question: Awaiting) -> None:
    """Post the question for the moderators. It is claimed meanwhile: a post that nobody knows of is found later.

    Raises:
        OnTheListError: the bot may not.
        VersusError: the question waits no longer.
        StoreError: the database can't be written, and nothing stands posted.
    """
    client, handoff = interaction.client, interaction.client.services.moderation.handoff
    answered = await decide(client.services, question.text, question.server)
    closest = closest_in_words(answered.decision.candidates, answered.snapshot.knowledge)
    shown = shown_question(question, interaction.user.display_name, closest)
    if not await handoff.claim(question.server, [question.question], interaction.id):
        raise VersusError(texts.WAITS_NO_LONGER)
    known = False
    try:
        posted = await posting.post(client, channel, post_reply(shown), None)
        if posted is not None:
            await _keep(
                client, Post(posted.id, client.services.clock(), question.server, channel.id, question.question)
            )
        known = True
    finally:
        if known:
            await handoff.release([question])
        else:
            handoff.abandon([question])
    if posted is None:
        raise OnTheListError(texts.NO_CHANNEL)


async def _keep(client: VersusClient, post: Post) -> None:
    try:
        await client.services.moderation.awaiting.add_post(post)
    except StoreError:  # what nobody would clear later is not left standing
        await posting.delete(client, post.channel, post.message)
        raise
