"""The one rule of how a message is read: embeds or plain text.

Of what only one person sees, that person decides in ``/privacy``; of all the rest, the server in ``/settings``. Where a
server has embeds, who asked and wants plain text gets its first words as text beside them.
"""

from bot.discord_app.client import Interaction
from bot.discord_app.context import server_of
from bot.discord_app.services import Services
from bot.discord_app.ui.plain import in_plain_parts, in_plain_text, with_first_words
from bot.discord_app.ui.reply import Reply


def for_one(services: Services, reader: int, reply: Reply) -> list[Reply]:
    """``reply`` as the one member reads it who sees it; in several messages where it takes more than one."""
    return in_plain_parts(reply) if services.preferences.is_plain(reader) else [reply]


def for_channel(
    services: Services, server: int | None, reader: int | None, reply: Reply, *, embeds: bool = True
) -> Reply:
    """``reply`` as it stands in a channel, or in direct messages, as one message.

    Args:
        services: know the choices.
        server: the id of the server; ``None`` in direct messages.
        reader: the id of the member whom it is for, as far as it is for one.
        reply: the message.
        embeds: whether the bot may embed links there.
    """
    wants_plain = reader is not None and services.preferences.is_plain(reader)
    if not embeds or (wants_plain if server is None else _server_is_plain(services, server)):
        return in_plain_text(reply)
    return with_first_words(reply) if wants_plain else reply


def is_plain_here(interaction: Interaction, *, private: bool) -> bool:
    """Whether what the person behind ``interaction`` gets next is plain text; ``private`` if they alone see it."""
    services, server = interaction.client.services, server_of(interaction)
    if private or server is None:
        return services.preferences.is_plain(interaction.user.id)
    return _server_is_plain(services, server)


def reads_plain(interaction: Interaction, *, private: bool) -> bool:
    """Whether the person behind ``interaction`` reads plain text there, by their own choice or the server's.

    They then get as a new message what others get by a change of the message whose button they press.
    """
    return interaction.client.services.preferences.is_plain(interaction.user.id) or is_plain_here(
        interaction, private=private
    )


def _server_is_plain(services: Services, server: int) -> bool:
    return services.moderation.settings.of(server).plain
