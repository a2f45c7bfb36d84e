"""What holds in one server: the one place features ask, whatever it comes from."""

from dataclasses import dataclass
from typing import Literal

from bot.discord_app.services import Services

ChannelMode = Literal["ask", "listen"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How the bot behaves in one server, or in direct messages."""

    private: bool
    """``/ask`` answers privately unless the member says otherwise."""
    buttons: bool
    """Answers carry see-also, feedback and delete buttons."""
    cooldown_seconds: float
    moderator_roles: tuple[int, ...]
    store_questions: bool
    channels: tuple[tuple[int, ChannelMode], ...] = ()

    def mode_of(self, *channel_ids: int | None) -> ChannelMode | None:
        """The mode of the first of these channels that has one: a thread before its parent."""
        modes = dict(self.channels)
        return next((modes[one] for one in channel_ids if one is not None and one in modes), None)


def settings_for(services: Services, guild_id: int | None) -> Settings:
    """The settings in force in a server; ``None`` stands for direct messages and user installs."""
    config = services.config
    named: tuple[tuple[int, ChannelMode], ...] = tuple((one.id, one.mode) for one in config.discord.channels)
    return Settings(
        private=config.answers.private,
        buttons=config.answers.buttons,
        cooldown_seconds=config.discord.cooldown_seconds,
        moderator_roles=config.discord.moderator_roles,
        store_questions=config.usage.store_questions,
        channels=named if guild_id is not None else (),
    )
