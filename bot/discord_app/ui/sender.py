"""Everything the bot sends, edits and deletes goes through here: checked, without mentions, ready for refusals."""

from __future__ import annotations  # discord.abc.MessageableChannel exists for type checkers alone

import logging
from collections.abc import Awaitable, Callable, Sequence
from io import BytesIO
from typing import Any, Final

import discord

from bot import limits
from bot.discord_app import texts
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import (
    ALL_BY_LIBRARY,
    ResponseType,
    answered_with,
    defer,
    first_answer,
    is_only_theirs,
    server_of,
)
from bot.discord_app.delivery import (
    ARCHIVED,
    CLOSED_MESSAGES,
    CONNECTION_LOST,
    INVALID_FORM,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    NOT_REACHED,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    again,
)
from bot.discord_app.ui.components import view_of
from bot.discord_app.ui.markdown import clip
from bot.discord_app.ui.reading import for_channel, for_one
from bot.discord_app.ui.reply import Reply, check
from bot.errors import VersusError

log = logging.getLogger(__name__)

QUIET: Final = discord.AllowedMentions.none()
PING_AUTHOR: Final = discord.AllowedMentions(everyone=False, users=False, roles=False, replied_user=True)
REFUSALS: Final = (MISSING_ACCESS, MISSING_PERMISSIONS, CLOSED_MESSAGES, ARCHIVED)
_FILLED: Final = "deferred answer filled"


class TargetGoneError(VersusError):
    """The message that was to be replied to is no longer there."""


async def open_form(interaction: Interaction, form: discord.ui.Modal) -> None:
    """Answer an interaction with a form."""
    await first_answer(interaction, ResponseType.modal, lambda: interaction.response.send_modal(form))


async def respond(
    interaction: Interaction, reply: Reply, *, private: bool, files: Sequence[tuple[str, bytes]] = ()
) -> None:
    """Answer an interaction with a message of its own, or with several where plain text takes more than one.

    ``files`` are names with their contents.
    """
    first, *others = _as_read(interaction, reply, private=private)
    if answered_with(interaction) is None:
        sent, response = _content_of(first), interaction.response
        await first_answer(
            interaction,
            ResponseType.channel_message,
            lambda: response.send_message(**sent, **_attached(files), ephemeral=private, allowed_mentions=QUIET),
        )
    elif not _is_awaited(interaction):
        await _follow_up(interaction, first, files, private=private)
    elif private:
        await _fill(interaction, first, files)
    else:
        # A further message would take the place of the deferred answer, and be as private.
        await _fill(interaction, Reply(texts.POSTED))
        await _follow_up(interaction, first, files, private=False)
    for other in others:
        await _follow_up(interaction, other, (), private=private)


async def replace(interaction: Interaction, reply: Reply, *, reader: int | None = None) -> None:
    """Put ``reply`` in place of the message whose button was pressed; ``reader`` is whom it is for, if not the person.

    What plain text has no room for follows as further messages.
    """
    if answered_with(interaction) is not None:
        await replace_deferred(interaction, reply, reader=reader)
        return
    private = _replaces_private(interaction)
    first, *others = _as_read(interaction, reply, private=private, reader=reader)
    shown, response = _whole(first), interaction.response
    await first_answer(
        interaction, ResponseType.message_update, lambda: response.edit_message(**shown, allowed_mentions=QUIET)
    )
    for other in others:
        await _follow_up(interaction, other, (), private=private)


async def replace_deferred(
    interaction: Interaction, reply: Reply, files: Sequence[tuple[str, bytes]] = (), *, reader: int | None = None
) -> None:
    """Put ``reply`` where a deferred answer is waited for; ``files`` are names with their contents.

    ``reader`` is whom it is for, if not the person. What plain text has no room for follows as further messages.
    """
    private = _replaces_private(interaction)
    first, *others = _as_read(interaction, reply, private=private, reader=reader)
    await _fill(interaction, first, files)
    for other in others:
        await _follow_up(interaction, other, (), private=private)


async def _fill(interaction: Interaction, reply: Reply, files: Sequence[tuple[str, bytes]] = ()) -> None:
    shown = _whole(reply)
    await again(
        lambda: interaction.edit_original_response(**shown, **_attached(files, "attachments"), allowed_mentions=QUIET),
        by_library=ALL_BY_LIBRARY,
    )
    interaction.extras[_FILLED] = True


async def take_away(interaction: Interaction) -> None:
    """Delete the message whose button was pressed, or the answer to a command that is not worth one.

    Raises:
        discord.NotFound: something else than the message is gone: Discord no longer waits for an answer.
    """
    await defer(interaction)
    try:
        await again(interaction.delete_original_response, by_library=ALL_BY_LIBRARY)
    except discord.NotFound as error:
        if error.code != UNKNOWN_MESSAGE:
            raise


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
    sent = _content_of(for_channel(client.services, server, reader, reply, embeds=allowed.embed_links))
    if delete_after is not None:
        sent["delete_after"] = delete_after
    if to is not None and allowed.read_message_history:
        sent["reference"] = discord.MessageReference(
            message_id=to, channel_id=channel.id, fail_if_not_exists=must_exist
        )
    nonce = client.services.own_messages.nonce()
    mentions = PING_AUTHOR if ping else QUIET
    if mention is not None:
        sent["content"] = f"<@{mention}>\n{sent.get('content', '')}"
        mentions = discord.AllowedMentions(
            everyone=False, roles=False, users=[discord.Object(mention)], replied_user=False
        )
    try:
        posted = await again(lambda: channel.send(**sent, nonce=nonce, allowed_mentions=mentions))
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
    shown = _whole(for_channel(client.services, server, reader, reply, embeds=embeds))
    target = client.get_partial_messageable(channel).get_partial_message(message)
    return await _if_there(client, channel, lambda: target.edit(**shown, allowed_mentions=QUIET))


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


def _as_read(interaction: Interaction, reply: Reply, *, private: bool, reader: int | None = None) -> Sequence[Reply]:
    """The messages that an answer to ``interaction`` is."""
    services, server, person = interaction.client.services, server_of(interaction), interaction.user.id
    if private or server is None:
        return for_one(services, person, reply)
    return [for_channel(services, server, person if reader is None else reader, reply)]


def _replaces_private(interaction: Interaction) -> bool:
    """Whether the message is seen by the person alone that an answer takes the place of."""
    in_place = answered_with(interaction) in (None, ResponseType.deferred_message_update, ResponseType.message_update)
    return not in_place or interaction.message is None or interaction.message.flags.ephemeral


def _is_awaited(interaction: Interaction) -> bool:
    """Whether the person still sees the bot thinking."""
    return answered_with(interaction) is ResponseType.deferred_channel_message and _FILLED not in interaction.extras


async def _follow_up(
    interaction: Interaction, reply: Reply, files: Sequence[tuple[str, bytes]], *, private: bool
) -> None:
    """A further message. It carries no nonce, so a repeated one may come twice.

    A private one is repeated all the same: one person sees it twice at worst. One for everybody is not once it may
    have arrived; the person is shown it where the first answer stands.

    Raises:
        CONNECTION_LOST: a private one was lost every time.
    """
    sent = _content_of(reply)
    send: Any = interaction.followup.send
    try:
        await again(
            lambda: send(**sent, **_attached(files), ephemeral=private, allowed_mentions=QUIET),
            after=CONNECTION_LOST if private else NOT_REACHED,
            by_library=ALL_BY_LIBRARY,
        )
    except CONNECTION_LOST:
        if private:
            raise
        said = "\n\n".join(part for part in (texts.MAYBE_POSTED, reply.content) if part)
        await replace_deferred(interaction, reply.with_content(clip(said, limits.MESSAGE_CONTENT)))


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


def _content_of(reply: Reply) -> dict[str, Any]:
    """The arguments of a new message; what is empty is left out."""
    check(reply)
    sent: dict[str, Any] = {}
    if reply.content:
        sent["content"] = reply.content
    if reply.embeds:
        sent["embeds"] = list(reply.embeds)
    if reply.rows:
        sent["view"] = view_of(reply.rows)
    return sent


def _attached(files: Sequence[tuple[str, bytes]], argument: str = "files") -> dict[str, Any]:
    """Made anew for every try: sending reads them to the end."""
    return {argument: [discord.File(BytesIO(data), name) for name, data in files]} if files else {}


def _whole(reply: Reply) -> dict[str, Any]:
    """The arguments that replace all of a message, so that nothing of the former one stays."""
    check(reply)
    return {"content": reply.content, "embeds": list(reply.embeds), "view": view_of(reply.rows)}
