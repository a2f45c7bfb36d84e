"""The pause between a member's questions, and how politely it is kept."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.discord_app.asking import texts
from bot.discord_app.recent import ANSWERS_A_MINUTE, NOTICES_A_MINUTE, ChannelCap, Cooldown, Verdict
from tests.discord_app.worlds import World, open_world


@pytest.fixture
async def slow(tmp_path: Path) -> AsyncGenerator[World]:
    """A server with ten seconds between questions."""
    async with open_world(tmp_path, discord={"cooldown_seconds": 10}) as opened:
        yield opened


async def test_a_message_too_soon_gets_a_notice_that_goes_after_ten_seconds(slow: World) -> None:
    """A reply, and nothing is stored of the question."""
    await slow.ask("how much caffeine?")
    notice = await slow.ask("what does it cost?")
    assert notice.content == texts.slow_down(10)
    assert notice.reference is not None
    assert len(await slow.rows("asked")) == 1
    await slow.wait(9)
    assert len(slow.replies()) == 2
    await slow.wait(1)
    assert [one.embeds[0].title for one in slow.replies()] == ["Caffeine"]
    assert (await slow.ask("what does it cost?")).embeds[0].title == "Price"


async def test_the_notice_comes_once_a_minute_at_most(slow: World) -> None:
    """Beyond that the bot is silent, for each member by themselves."""
    for seconds in (0, 0, 0, 55, 0, 5, 0):
        await slow.wait(seconds)
        await slow.alice.send(slow.channel, f"{slow.mention} how much caffeine?")
    sent = [
        one.json
        for one in slow.env.http_requests
        if one.method == "POST" and one.path.endswith("/messages") and one.json is not None
    ]
    assert [body["content"] is not None for body in sent] == [False, True, False, True]
    await slow.ask("how much caffeine?", slow.bob)
    assert slow.reply().embeds


async def test_an_interaction_too_soon_gets_a_private_notice(slow: World) -> None:
    """Once a minute; the next one is taken and let go in silence, as Discord would show an error otherwise."""
    await slow.alice.slash(slow.channel, "ask", question="how much caffeine?")
    told = await slow.alice.slash(slow.channel, "ask", question="how much caffeine?")
    assert told.response is not None
    assert (told.response.content, told.response.ephemeral) == (texts.slow_down(10), True)
    quiet = await slow.alice.slash(slow.channel, "ask", question="how much caffeine?")
    assert quiet.acknowledged
    assert quiet.response is None
    assert len(slow.replies()) == 1


async def test_the_pause_is_one_for_all_ways_to_ask(slow: World) -> None:
    """A mention after a command is too soon as well."""
    await slow.alice.slash(slow.channel, "ask", question="how much caffeine?")
    assert (await slow.ask("what does it cost?")).content == texts.slow_down(10)
    message = await slow.bob.send(slow.channel, "what does it cost?")
    result = await slow.alice.context_menu(slow.channel, "Answer this", message)
    assert result.response is None


async def test_the_pause_ends() -> None:
    """To the moment, and without one there is none."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    cooldown = Cooldown(lambda: now)
    assert cooldown.ask(1, 3) == Verdict()
    assert cooldown.ask(1, 3) == Verdict(3, tell=True)
    now += timedelta(seconds=2)
    assert cooldown.ask(1, 3) == Verdict(1)
    now += timedelta(seconds=1)
    assert cooldown.ask(1, 3) == Verdict()
    assert cooldown.ask(2, 0) == cooldown.ask(2, 0) == Verdict()


def test_the_memory_is_bounded() -> None:
    """The member seen longest ago is forgotten."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    cooldown = Cooldown(lambda: now, capacity=2)
    for member in (1, 2, 3, 1):
        assert cooldown.ask(member, 60).wait == 0


def test_a_channel_has_so_many_answers_a_minute() -> None:
    """Then it is quiet until the next one; other channels are not concerned."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    cap = ChannelCap(lambda: now)
    assert [cap.take(1, 7) for _ in range(ANSWERS_A_MINUTE)] == [Verdict()] * ANSWERS_A_MINUTE
    now += timedelta(seconds=15)
    assert [cap.take(1, 7).tell, cap.take(1, 7).tell, cap.take(1, None).tell] == [True, False, False]
    assert cap.take(1, 7).wait == 45
    others = [cap.take(1, member).tell for member in range(100, 200)]
    assert others.count(True) == NOTICES_A_MINUTE - 1
    assert cap.take(2, 7) == Verdict()
    now += timedelta(seconds=45)
    assert cap.take(1, 7) == Verdict()


async def test_a_member_beyond_the_cap_is_told_once_and_the_question_is_stored_as_that(world: World) -> None:
    """Its text goes when the question is deleted, as with an answer."""
    for _ in range(ANSWERS_A_MINUTE):
        world.bot.cap.take(world.channel.id, None)
    first, _ = [await world.alice.send(world.channel, f"{world.mention} rabbits?") for _ in range(2)]
    assert [one.content for one in world.replies()] == [texts.capped(60)]
    assert [row["outcome"] for row in await world.rows("asked")] == ["capped", "capped"]
    await world.alice.delete(first)
    assert [row["text"] for row in await world.rows("asked")] == [None, "rabbits?"]
    await world.wait(60)
    assert (await world.ask("how much caffeine?")).embeds
    assert [row["outcome"] for row in await world.rows("asked")] == ["capped", "capped", "sent"]


async def test_nobody_is_told_that_an_overheard_question_is_beyond_the_cap(world: World) -> None:
    """They did not ask the bot."""
    for _ in range(ANSWERS_A_MINUTE):
        world.bot.cap.take(world.listen_channel.id, None)
    await world.alice.send(world.listen_channel, "how much caffeine?")
    assert world.replies(world.listen_channel) == []
    assert [(row["outcome"], row["text"]) for row in await world.rows("asked")] == [("silent", None)]
