"""Whether the bot is a member where an interaction happens, or only there as somebody's own app."""

from bot.discord_app.delivery import AnyInteraction


def is_only_theirs(interaction: AnyInteraction) -> bool:
    """Whether the person behind ``interaction`` installed the bot for themselves, and the server did not too.

    What it then shows is for that person alone: others did not ask for it. In the bot's own direct messages there are
    no others, whoever installed it.
    """
    with_me = bool(interaction.context.dm_channel)
    return interaction.is_user_integration() and not interaction.is_guild_integration() and not with_me


def server_of(interaction: AnyInteraction) -> int | None:
    """The id of the server that the bot serves there: none where it is only somebody's own app."""
    return None if is_only_theirs(interaction) else interaction.guild_id
