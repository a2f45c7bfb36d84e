"""Replying to a question that waits: in its channel, to its message, pinging who wrote that and nobody else."""

import logging
from collections.abc import Sequence
from functools import partial

import discord

from bot.discord_app.asking.followup import carried_by
from bot.discord_app.asking.render import Frame, answer_reply
from bot.discord_app.client import VersusClient
from bot.discord_app.delivery import NOT_SENT, UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, again
from bot.discord_app.errors import describe
from bot.discord_app.ui import posting
from bot.discord_app.ui.reply import Reply
from bot.inbox.answering import MaybeSentError, NothingToReplyToError
from bot.inbox.awaiting import Awaiting
from bot.knowledge.model import KnowledgeBase

log = logging.getLogger(__name__)

Place = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread


def card_for(question: int, knowledge: KnowledgeBase, entries: Sequence[str], subjects: Sequence[str] = ()) -> Reply:
    """What the bot itself answers to a question that waits.

    No member's id is stored: who wrote the message that is replied to may delete the answer.
    """
    return answer_reply(knowledge, entries, subjects, Frame(question, 0, buttons=False))


async def answer_asker(client: VersusClient, question: Awaiting, reply: Reply) -> discord.Message | None:
    """Reply to the message that asks, and ping its author alone; ``None`` where that is not possible now.

    Raises:
        NothingToReplyToError: the message or its channel is gone, or there was none.
        MaybeSentError: Discord did not say whether it has the reply.
    """
    if question.message is None:
        raise NothingToReplyToError
    sending = False
    try:
        channel = await place_of(client, question.server, question.channel)
        # Without its history a reply is a message to nobody.
        if channel is None or not posting.permissions_in(channel).read_message_history:
            return None
        target = await posting.fetch_message(client, channel.id, question.message)
        asker = _asker_of(client, target)
        theirs = asker == target.author.id
        mention = None if theirs else asker
        sending = True
        return await posting.reply_to(client, channel, reply, target.id, ping=theirs, reader=asker, mention=mention)
    except posting.TargetGoneError:
        raise NothingToReplyToError from None
    except NOT_SENT as error:
        if isinstance(error, discord.NotFound) and error.code in (UNKNOWN_CHANNEL, UNKNOWN_MESSAGE):
            raise NothingToReplyToError from None
        log.warning("An answer could not be sent: %s", describe(error))
        if sending and (not isinstance(error, discord.HTTPException) or isinstance(error, discord.DiscordServerError)):
            raise MaybeSentError from None
        return None


async def place_of(client: VersusClient, server: int, channel_id: int) -> Place | None:
    """A channel or thread of the server in which messages are written; ``None`` where the bot can't see it.

    Raises:
        discord.HTTPException: it is gone, or Discord failed.
    """
    guild = client.get_guild(server)
    if guild is None:
        return None
    channel = guild.get_channel_or_thread(channel_id)
    if channel is None:  # a thread that was closed meanwhile is not among those that Discord tells of
        try:
            channel = await again(partial(guild.fetch_channel, channel_id))
        except discord.Forbidden:
            return None
    return channel if isinstance(channel, Place) else None


async def has_left(client: VersusClient, reply: discord.Message) -> bool:
    """Whether the member who is replied to has left the server, as far as Discord tells."""
    reference = reply.reference
    target = reference.resolved if reference is not None else None
    if reply.guild is None or not isinstance(target, discord.Message):
        return False
    try:
        await again(partial(reply.guild.fetch_member, _asker_of(client, target)))
    except discord.NotFound:
        return True
    except NOT_SENT as error:
        log.info("It is not known whether an asker has left: %s", describe(error))
    return False


def _asker_of(client: VersusClient, target: discord.Message) -> int:
    """Who asks in a message: what was asked with ``/ask`` stands in one of the bot's, whose "Delete" carries them."""
    carried = carried_by(target) if target.author.id == client.my_id else None
    return carried.asker if carried is not None else target.author.id
