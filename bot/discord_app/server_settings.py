"""What holds in one server: the one place features ask, whatever it comes from."""

from dataclasses import dataclass
from typing import Literal

from bot.config import Config
from bot.discord_app.services import Services
from bot.servers.settings import ServerSettings

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
    """The settings in force in a server: its own, and the configured ones where it chose none.

    ``None`` stands for direct messages and user installs.
    """
    config = services.config
    chosen = ServerSettings() if guild_id is None else services.moderation.settings.of(guild_id)
    return Settings(
        private=config.answers.private if chosen.private is None else chosen.private,
        buttons=config.answers.buttons if chosen.buttons is None else chosen.buttons,
        cooldown_seconds=config.discord.cooldown_seconds,
        moderator_roles=config.discord.moderator_roles if chosen.moderator_roles is None else chosen.moderator_roles,
        store_questions=config.usage.store_questions,
        channels=_channels(config, chosen) if guild_id is not None else (),
    )


def _channels(config: Config, chosen: ServerSettings) -> tuple[tuple[int, ChannelMode], ...]:
    """The channels with a mode; none while messages arrive without their content, whatever was chosen before."""
    if not config.discord.message_content:
        return ()
    if chosen.channels is None:
        return tuple((one.id, one.mode) for one in config.discord.channels)
    return tuple((channel, mode.value) for channel, mode in chosen.channels)
