"""The daily digest: off by default, once a day, in the chosen channel, without names."""

from dataclasses import replace

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.discord_app.inbox.digest import HOUR, Digest
from tests.discord_app.moderators import ModWorld, text_of

PIZZA = "where is the best pizza in **town**"
DAY = 24 * 3600


async def morning(world: ModWorld, days: int = 0) -> None:
    """Let time pass until the digest is due."""
    now = world.env.now()
    await world.env.advance_time((HOUR - now.hour) % 24 * 3600 + days * DAY)


async def chosen(world: ModWorld) -> None:
    book = world.services.moderation.settings
    await book.change(world.guild.id, lambda before: replace(before, digest_channel=world.channel.id))


def said(world: ModWorld) -> list[str]:
    return [text_of(one) for one in world.channel.history() if one.author.id == world.bot.my_id]


async def test_it_is_off_by_default(world: ModWorld) -> None:
    await world.asked(PIZZA)
    await morning(world)
    before = said(world)
    assert await Digest(world.bot).send_due() == 0
    assert said(world) == before


async def test_it_comes_once_a_day_also_after_a_restart(world: ModWorld) -> None:
    await world.asked(PIZZA)
    await chosen(world)
    await morning(world)
    assert await Digest(world.bot).send_due() == 1
    text = said(world)[-1]
    assert text.startswith("Daily digest\n1 asked in the last 7 days: 0 answered, 1 open.")
    assert r"“where is the best pizza in \*\*town\*\*”" in text
    assert "alice" not in text
    await world.restart()
    assert await Digest(world.bot).send_due() == 0
    await morning(world, days=1)
    assert await Digest(world.bot).send_due() == 1


async def test_a_day_on_which_nothing_waits_is_quiet(world: ModWorld) -> None:
    await chosen(world)
    await morning(world)
    assert await Digest(world.bot).send_due() == 0


async def test_its_button_opens_the_inbox_for_the_moderator_alone(world: ModWorld) -> None:
    await world.asked(PIZZA)
    await chosen(world)
    await morning(world)
    await Digest(world.bot).send_due()
    message = world.channel.history()[-1]
    shown = await world.mo.click(message, label="Open the inbox")
    assert shown.ephemeral
    assert "Inbox · 1 open" in text_of(shown)
    refused = await world.alice.click(message, label="Open the inbox")
    assert "That is for this server's moderators" in text_of(refused)
    assert text_of(world.channel.history()[-1]).startswith("Daily digest")


async def test_a_channel_that_is_closed_or_gone_stops_no_other(world: ModWorld) -> None:
    await world.asked(PIZZA)
    await chosen(world)
    book = world.services.moderation.settings
    await book.change(world.next_door.id, lambda before: replace(before, digest_channel=12345))
    await morning(world)
    assert await Digest(world.bot).send_due() == 1
    deny = discord.Permissions(send_messages=True).value
    closed = Overwrite(target_id=world.guild.default_role.id, type=OverwriteType.ROLE, allow=0, deny=deny)
    world.env.backend.set_overwrite(world.channel.id, closed)
    await morning(world, days=1)
    assert await Digest(world.bot).send_due() == 0


async def test_the_worker_looks_now_and_then(world: ModWorld) -> None:
    await world.asked(PIZZA)
    await chosen(world)
    await morning(world)
    naps: list[float] = []

    class EnoughError(Exception):
        """Ends the worker."""

    async def sleep(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) > 1:
            raise EnoughError

    with pytest.raises(EnoughError):
        await Digest(world.bot, sleep).run()
    assert naps == [600.0, 600.0]
    assert said(world)[-1].startswith("Daily digest")
