"""Another process with the same token is noticed by its messages; one's own never count."""

from datetime import timedelta

import discord
import pytest

from bot.discord_app.own_messages import GRACE, NEWS
from tests.discord_app.worlds import World


async def later(world: World, span: timedelta = GRACE) -> bool:
    """Whether another process is noticed when so much time has passed."""
    await world.wait(span.total_seconds())
    return world.services.own_messages.doubled()


async def twin_says(world: World, text: str) -> None:
    """Another process sends a message in the bot's name: Discord shows it to both."""
    backend = world.env.backend
    backend.commit_message(backend.prepare_message(world.channel.id, world.bot.my_id, text))
    await world.wait(0)


async def test_a_message_that_it_did_not_send_means_another_process(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.ask("how much caffeine?")
    await twin_says(world, "I answer too")
    assert not world.services.own_messages.doubled(), "the answer to its own request may yet come"
    assert await later(world)
    assert caplog.text.count("Another process answers with this token: message ") == 1
    assert "I answer too" not in caplog.text


async def test_it_says_so_once_in_ten_minutes_and_forgets_it_after(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        await twin_says(world, "I answer too")
        assert await later(world)
    assert caplog.text.count("Another process") == 1
    await twin_says(world, "I answer too")
    assert await later(world, NEWS)
    assert caplog.text.count("Another process") == 2
    assert not await later(world, NEWS)


async def test_its_own_messages_of_every_kind_are_no_alarm(world: World) -> None:
    thread = await world.open_thread(world.channel)
    await world.ask("how much caffeine?")
    await world.alice.send(thread, f"{world.mention} how much caffeine?")
    await world.alice.send(world.ask_channel, "how much caffeine?")
    await world.alice.slash(world.channel, "ask", question="how much caffeine?")
    await world.alice.slash(world.channel, "ask", question="how much caffeine?", private=True)
    await world.alice.slash(world.channel, "dimension", name="Caffeine")
    await world.alice.context_menu(world.channel, "Answer this", world.channel.history()[0])
    assert world.replies()
    assert world.replies(thread)
    assert not await later(world)


async def test_what_the_process_before_a_restart_sent_is_no_alarm(world: World) -> None:
    await world.ask("how much caffeine?")
    await world.restart()
    await world.ask("how much caffeine?")
    assert not await later(world)


async def test_the_nonce_tells_its_own_message_where_the_answer_to_the_request_is_lost(world: World) -> None:
    """Discord shows the nonce with the message, also after a resume."""
    own = world.services.own_messages
    (sent,) = [await world.ask("how much caffeine?")]
    for nonce, doubled in ((own.nonce(), False), (str(own.nonce()), False), (1, True)):
        message = discord.Object(sent.id + 1)
        sent.id, sent.nonce = message.id, nonce
        own.saw(sent)
        assert await later(world) is doubled
