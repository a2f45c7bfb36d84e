"""Quiet here for an hour: under what nobody asked the bot, for moderators."""

from typing import Any

import pytest

from bot.config import AnswersConfig
from bot.discord_app.asking import texts as asking_texts
from bot.discord_app.settings import texts
from bot.discord_app.settings.states import Step
from tests.discord_app.moderators import text_of
from tests.discord_app.worlds import World, labels

QUIET = asking_texts.QUIET_HERE


async def overhear(world: World, channel: Any = None, text: str = "how much caffeine?") -> int:
    """How many answers there are after Alice asked in the listen channel, or in that one."""
    await world.alice.send(channel or world.listen_channel, text)
    return len(world.replies(channel or world.listen_channel))


async def test_the_button_stands_under_overheard_answers_alone(world: World) -> None:
    """Below the others; and it stays there when the other side is added."""
    assert QUIET not in labels(await world.ask("how much caffeine?"))
    await overhear(world, text="caffeine in tea?")
    assert labels(world.reply(world.listen_channel)) == [
        "And in Coffee?",
        "Price",
        "Helped",
        "Didn't help",
        "Delete",
        QUIET,
    ]
    await world.alice.click(world.reply(world.listen_channel), label="And in Coffee?")
    assert labels(world.reply(world.listen_channel))[-1] == QUIET
    await world.alice.send(world.listen_channel, f"{world.mention} what does it cost?")
    assert QUIET not in labels(world.reply(world.listen_channel))


@pytest.mark.world(answers=AnswersConfig(buttons=False))
async def test_it_stands_there_without_the_other_buttons_too(world: World) -> None:
    await overhear(world)
    assert labels(world.reply(world.listen_channel)) == ["Delete", QUIET]


async def test_a_moderator_has_an_hour_of_peace(world: World) -> None:
    """There and in its threads; whoever asks the bot is answered, and a restart changes nothing."""
    await overhear(world)
    told = await world.moderator.click(world.reply(world.listen_channel), label=QUIET)
    assert told.ephemeral
    assert "I won't speak up here by myself until <t:" in text_of(told)
    await world.restart_all()
    assert await overhear(world, text="what does it cost?") == 1
    thread = await world.open_thread(world.listen_channel)
    assert await overhear(world, thread) == 0
    await world.alice.send(world.listen_channel, f"{world.mention} what does it cost?")
    assert world.reply(world.listen_channel).embeds[0].title == "Price"
    asked = await world.alice.slash(world.listen_channel, "ask", question="caffeine in tea?")
    assert not asked.ephemeral
    await world.wait(60 * 60)
    assert await overhear(world, text="far away?") == 4


async def test_in_a_thread_it_is_for_the_thread(world: World) -> None:
    thread = await world.open_thread(world.listen_channel)
    await overhear(world, thread)
    await world.moderator.click(world.reply(thread), label=QUIET)
    assert await overhear(world, thread, "what does it cost?") == 1
    assert await overhear(world) == 1


async def test_members_have_no_say_in_it(world: World) -> None:
    await overhear(world)
    told = await world.alice.click(world.reply(world.listen_channel), label=QUIET)
    assert "That is for this server's moderators" in text_of(told)
    assert await overhear(world, text="what does it cost?") == 2


async def test_it_can_be_ended_where_it_was_begun(world: World) -> None:
    await overhear(world)
    told = await world.moderator.click(world.reply(world.listen_channel), label=QUIET)
    assert told.response is not None
    ended = await world.moderator.click(told.response, label=texts.SPEAK_AGAIN)
    assert texts.DONE[Step.SPEAK] in text_of(ended)
    assert await overhear(world, text="what does it cost?") == 2


async def test_the_settings_show_it_and_end_it_too(world: World) -> None:
    await overhear(world)
    await world.moderator.click(world.reply(world.listen_channel), label=QUIET)
    shown = await world.moderator.slash(world.channel, "settings")
    assert "Quiet in **#chat** until <t:" in text_of(shown)
    assert shown.response is not None
    ended = await world.moderator.click(shown.response, label=texts.SPEAK_AGAIN)
    assert "Quiet in" not in text_of(ended)
    assert await overhear(world, text="what does it cost?") == 2
    await world.moderator.click(world.reply(world.listen_channel), label=QUIET)
    await world.wait(60 * 60)
    shown = await world.moderator.slash(world.channel, "settings")
    assert "Quiet in" not in text_of(shown)
