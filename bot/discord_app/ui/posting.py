"""Messages in channels: posted, replied with, edited, deleted and read again. A channel that refuses is left alone."""

from __future__ import annotations  # discord.abc.MessageableChannel exists for type checkers alone

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final

import discord

from bot.discord_app import texts
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import is_only_theirs
from bot.discord_app.delivery import (
    ARCHIVED,
    CLOSED_MESSAGES,
    INVALID_FORM,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    again,
)
from bot.discord_app.ui.components import new_message, whole_message
from bot.discord_app.ui.reading import for_channel
from bot.discord_app.ui.reply import Reply
from bot.errors import VersusError

log = logging.getLogger(__name__)

PING_AUTHOR: Final = discord.AllowedMentions(everyone=False, users=False, roles=False, replied_user=True)
REFUSALS: Final = (MISSING_ACCESS, MISSING_PERMISSIONS, CLOSED_MESSAGES, ARCHIVED)


class TargetGoneError(VersusError):
    """The message that was to be replied to is no longer there."""


async def post(
    client: VersusClient,
    channel: discord.abc.MessageableChannel,
    reply: Reply,
    to: int | None,
    *,
    reader: int | None = None,
    ping: bool = False,
    mention: int | None = None,
    must_exist: bool = False,
    delete_after: float | None = None,
) -> discord.Message | None:
    """Reply to the message ``to`` in ``channel``, or to none; return ``None`` where the bot may not.

    A channel that refuses is left alone for ten minutes, or until something in its server changes that may have mended
    it, and named in the log once in that time. With ``must_exist`` Discord refuses a reply to a message that is gone.
    ``reader`` is the member whom it is for; ``mention`` one who is named above it and pinged.

    Raises:
        discord.HTTPException: Discord refused it for another reason than a missing permission.
    """
    allowed = permissions_in(channel)
    if client.memory.is_refused(channel.id):
        return None
    if not may_send(channel, allowed):
        _refused(client, channel.id, channel.guild)
        return None
    server = channel.guild.id if channel.guild is not None else None
    sent = new_message(for_channel(client.services, server, reader, reply, embeds=allowed.embed_links))
    if delete_after is not None:
        sent["delete_after"] = delete_after
    if to is not None and allowed.read_message_history:
        sent["reference"] = discord.MessageReference(
            message_id=to, channel_id=channel.id, fail_if_not_exists=must_exist
        )
    nonce = client.services.own_messages.nonce()
    if ping:
        sent["allowed_mentions"] = PING_AUTHOR
    if mention is not None:
        sent["content"] = f"<@{mention}>\n{sent.get('content', '')}"
        sent["allowed_mentions"] = discord.AllowedMentions(
            everyone=False, roles=False, users=[discord.Object(mention)], replied_user=False
        )
    try:
        posted = await again(lambda: channel.send(**sent, nonce=nonce))
    except discord.HTTPException as error:
        if error.code not in (*REFUSALS, UNKNOWN_CHANNEL):
            raise
        _refused(client, channel.id, channel.guild)
        return None
    client.services.own_messages.sent(posted.id)
    return posted


def may_reply_here(interaction: Interaction) -> bool:
    """Whether the bot may reply to messages where the interaction happens: as a member, not as somebody's own app."""
    allowed = interaction.app_permissions
    return (
        not is_only_theirs(interaction)
        and may_send(interaction.channel, allowed)
        and allowed.embed_links
        and allowed.read_message_history
    )


async def post_for(
    interaction: Interaction, reply: Reply, target: int, *, reader: int | None = None
) -> discord.Message | None:
    """Reply to a message in the interaction's channel; ``None`` where that is not allowed.

    Its author is pinged, and nobody else: by the first such reply to it. ``reader`` is that author's id, if known.

    Raises:
        TargetGoneError: the message was deleted.
        discord.HTTPException: Discord refused it for another reason, which is no missing permission either.
    """
    channel = interaction.channel
    if channel is None or isinstance(channel, discord.ForumChannel | discord.CategoryChannel):
        return None
    if not may_reply_here(interaction):
        return None
    client: VersusClient = interaction.client
    ping = not client.memory.is_pinged(target)
    return await reply_to(client, channel, reply, target, ping=ping, reader=reader)


async def reply_to(
    client: VersusClient,
    channel: discord.abc.MessageableChannel,
    reply: Reply,
    target: int,
    *,
    ping: bool,
    reader: int | None = None,
    mention: int | None = None,
) -> discord.Message | None:
    """Reply to a message of ``channel``, and ``ping`` its author or nobody; ``None`` where the bot may not.

    ``reader`` is the id of that author, if known; ``mention`` that of a member who is pinged in the author's place.

    Raises:
        TargetGoneError: the message was deleted.
        discord.HTTPException: Discord refused it for another reason, which is no missing permission either.
    """
    try:
        posted = await post(client, channel, reply, target, reader=reader, ping=ping, mention=mention, must_exist=True)
    except discord.HTTPException as error:
        if error.code == UNKNOWN_MESSAGE or (error.code == INVALID_FORM and "message_reference" in error.text):
            raise TargetGoneError(texts.TARGET_GONE) from None
        raise
    if posted is not None:
        client.memory.note_ping(target)
    return posted


async def edit(client: VersusClient, channel: int, message: int, reply: Reply, *, reader: int | None = None) -> bool:
    """Show ``reply`` in place of one of the bot's messages; whether that message is still there.

    ``reader`` is the member whom it is for.
    """
    place = client.get_channel(channel)
    embeds = not isinstance(place, discord.abc.Messageable) or permissions_in(place).embed_links
    guild: discord.Guild | None = getattr(place, "guild", None)
    server = guild.id if guild is not None else None
    shown = whole_message(for_channel(client.services, server, reader, reply, embeds=embeds))
    target = client.get_partial_messageable(channel).get_partial_message(message)
    return await _if_there(client, channel, lambda: target.edit(**shown))


async def delete(client: VersusClient, channel: int, message: int) -> bool:
    """Delete one of the bot's messages; whether it was still there."""
    target = client.get_partial_messageable(channel).get_partial_message(message)
    return await _if_there(client, channel, target.delete)


async def fetch_message(client: VersusClient, channel: int, message: int) -> discord.Message:
    """A message as it is now.

    Raises:
        discord.HTTPException: it is gone, the bot may not read it, or Discord failed.
    """
    return await again(client.get_partial_messageable(channel).get_partial_message(message).fetch)


async def find_own(
    client: VersusClient, channel: int, is_it: Callable[[discord.Message], bool], after: int, until: datetime
) -> discord.Message | None:
    """The first of the bot's messages that is the one, newer than the id ``after``, and no newer than ``until``.

    Raises:
        discord.HTTPException: the channel is gone, the bot may not read it, or Discord failed.
    """

    async def look() -> discord.Message | None:
        place = client.get_partial_messageable(channel)
        async for one in place.history(limit=None, after=discord.Object(after), oldest_first=True):
            if one.created_at > until:
                break
            if one.author.id == client.my_id and is_it(one):
                return one
        return None

    return await again(look)


def permissions_in(channel: discord.abc.MessageableChannel) -> discord.Permissions:
    """What the bot may do there, as far as it knows: everything in direct messages and unknown channels."""
    guild = channel.guild
    if guild is None or isinstance(channel, discord.PartialMessageable | discord.DMChannel | discord.GroupChannel):
        return discord.Permissions.all()
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return discord.Permissions.all()
    return channel.permissions_for(guild.me)


def may_send(channel: object, allowed: discord.Permissions) -> bool:
    """Whether these permissions let the bot send a message in ``channel``."""
    in_thread = isinstance(channel, discord.Thread)
    return allowed.view_channel and (allowed.send_messages_in_threads if in_thread else allowed.send_messages)


async def _if_there(client: VersusClient, channel: int, call: Callable[[], Awaitable[object]]) -> bool:
    try:
        await again(call)
    except discord.HTTPException as error:
        if error.code in REFUSALS:
            place = client.get_channel(channel)
            _refused(client, channel, getattr(place, "guild", None))
        elif error.code not in (UNKNOWN_MESSAGE, UNKNOWN_CHANNEL):
            raise
        return False
    return True


def _refused(client: VersusClient, channel: int, guild: discord.Guild | None) -> None:
    if client.memory.note_refusal(channel, guild.id if guild is not None else None):
        if guild is None:
            log.info("I may not send messages in the conversation %d; I leave it alone for ten minutes.", channel)
            return
        log.warning(
            "I may not send messages in channel %d; I leave it alone for ten minutes. Let me view it, send messages, "
            "embed links and read its history, or take it out of the configuration.",
            channel,
        )
