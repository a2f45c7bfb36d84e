"""Whether the bot is a member where an interaction happens, or only there as somebody's own app."""

from bot.discord_app.errors import AnyInteraction


def is_only_theirs(interaction: AnyInteraction) -> bool:
    """Whether the person behind ``interaction`` installed the bot for themselves, and the server did not too.

    What it then shows is for that person alone: others did not ask for it.
    """
    return interaction.is_user_integration() and not interaction.is_guild_integration()
