"""The page "Channels" of ``/settings``: where answers are learned in passing."""

from typing import Any

import pytest

from bot.discord_app.context import Settings, settings_for
from bot.discord_app.settings.reply import Screen, settings_reply
from bot.discord_app.settings.states import SettingsStep, Step
from bot.servers.settings import ServerSettings
from tests.discord_app.moderators import ModWorld, answer_to, text_of

pytestmark = pytest.mark.world(message_content=True)


@pytest.fixture
def world(mod_world: ModWorld) -> ModWorld:
    """Two servers with moderators."""
    return mod_world


async def pick(world: ModWorld, step: Step, *handles: Any) -> str:
    """What the page says once something is chosen there."""
    shown = await world.mo.slash(world.channel, "settings")
    return text_of(await world.mo.select(answer_to(shown), handles, custom_id=SettingsStep(step).encode()))


def learned_in(world: ModWorld) -> tuple[int, ...]:
    return settings_for(world.services, world.guild.id).learn_channels


async def test_only_where_every_message_is_a_question(world: ModWorld) -> None:
    said = await pick(world, Step.LEARN, world.channel)
    assert f"I learn only where every message is a question, and <#{world.channel.id}> is no such channel." in said
    assert learned_in(world) == ()
    await pick(world, Step.LISTEN, world.channel)
    assert "I learn only where" in await pick(world, Step.LEARN, world.channel)
    await pick(world, Step.ASK, world.channel)
    said = await pick(world, Step.LEARN, world.channel)
    assert "I keep what a moderator or a trusted member replies there" in said
    assert "learn in passing\n**#general**" in said
    assert learned_in(world) == (world.channel.id,)
    settings = settings_for(world.services, world.guild.id)
    assert settings.learns_in(5, world.channel.id)
    assert not settings.learns_in(5)


async def test_a_channel_that_stops_being_one_is_learned_in_no_longer(world: ModWorld) -> None:
    """Nor again by itself once it is one anew."""
    await pick(world, Step.ASK, world.channel)
    await pick(world, Step.LEARN, world.channel)
    await pick(world, Step.LISTEN, world.channel)
    assert learned_in(world) == ()
    await pick(world, Step.ASK, world.channel)
    assert learned_in(world) == ()
    await pick(world, Step.LEARN, world.channel)
    await world.restart()
    assert learned_in(world) == (world.channel.id,)
    assert "learn in passing\nOff." in await pick(world, Step.LEARN)
    assert learned_in(world) == ()


def test_without_texts_nothing_is_learned_and_it_is_said() -> None:
    now = Settings(False, True, 0, (), store_questions=False)
    reply = settings_reply(Screen(now, ServerSettings(), content=True))
    assert "`store_questions = true`" in (reply.embeds[0].fields[2].value or "")
