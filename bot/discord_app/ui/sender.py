"""Answers to interactions: messages, forms, and what takes the place of what was pressed."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

import discord

from bot import limits
from bot.discord_app import texts
from bot.discord_app.client import Interaction
from bot.discord_app.context import ALL_BY_LIBRARY, ResponseType, answered_with, defer, first_answer, server_of
from bot.discord_app.delivery import CONNECTION_LOST, NOT_REACHED, UNKNOWN_MESSAGE, again
from bot.discord_app.ui.components import new_message, whole_message
from bot.discord_app.ui.markdown import clip
from bot.discord_app.ui.reading import for_channel, for_one
from bot.discord_app.ui.reply import Reply

_FILLED: Final = "deferred answer filled"


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
        sent, response = new_message(first), interaction.response
        await first_answer(
            interaction,
            ResponseType.channel_message,
            lambda: response.send_message(**sent, **_attached(files), ephemeral=private),
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
    shown, response = whole_message(first), interaction.response
    await first_answer(interaction, ResponseType.message_update, lambda: response.edit_message(**shown))
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
    shown = whole_message(reply)
    await again(
        lambda: interaction.edit_original_response(**shown, **_attached(files, "attachments")),
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
    sent = new_message(reply)
    send: Any = interaction.followup.send
    try:
        await again(
            lambda: send(**sent, **_attached(files), ephemeral=private),
            after=CONNECTION_LOST if private else NOT_REACHED,
            by_library=ALL_BY_LIBRARY,
        )
    except CONNECTION_LOST:
        if private:
            raise
        said = "\n\n".join(part for part in (texts.MAYBE_POSTED, reply.content) if part)
        await replace_deferred(interaction, reply.with_content(clip(said, limits.MESSAGE_CONTENT)))


def _attached(files: Sequence[tuple[str, bytes]], argument: str = "files") -> dict[str, Any]:
    """Made anew for every try: sending reads them to the end."""
    return {argument: [discord.File(BytesIO(data), name) for name, data in files]} if files else {}
