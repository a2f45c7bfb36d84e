"""What holds where."""

from dataclasses import replace

import pytest

from bot.config import Config, DiscordConfig
from bot.discord_app.context import Settings, settings_for
from bot.discord_app.services import Services
from bot.servers.settings import Mode, ServerSettings
from tests.discord_app.worlds import World


def test_a_thread_named_itself_goes_before_its_channel() -> None:
    """The first of the ids that has a mode decides."""
    settings = Settings(False, True, 0, (), True, channels=((1, "listen"), (2, "ask")))
    assert settings.mode_of(2, 1) == "ask"
    assert settings.mode_of(3, 1) == "listen"
    assert settings.mode_of(3, None) is None


async def test_what_a_server_chose_goes_before_the_configuration_there_alone(world: World) -> None:
    services: Services = world.services
    before = settings_for(services, 7)
    chosen = ServerSettings(((1, Mode.LISTEN),), (5,), private=True, buttons=False)
    await services.moderation.settings.change(7, lambda _: chosen)
    after = settings_for(services, 7)
    assert (after.channels, after.moderator_roles, after.private, after.buttons) == (
        ((1, "listen"),),
        (5,),
        True,
        False,
    )
    assert settings_for(services, 8) == before
    assert settings_for(services, None).private is False


@pytest.mark.parametrize("content", [True, False])
async def test_no_channel_is_read_while_messages_arrive_without_content(world: World, content: bool) -> None:
    await world.services.moderation.settings.change(7, lambda _: ServerSettings(((1, Mode.ASK),)))
    config = Config(discord=DiscordConfig(message_content=content))
    services = replace(world.services, config=config)
    assert settings_for(services, 7).channels == (((1, "ask"),) if content else ())
