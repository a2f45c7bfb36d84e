"""What was deleted while the bot was away goes all the same."""

import discord
import pytest

from bot.discord_app.handoff import texts
from bot.discord_app.handoff.missed import AFTER, PACE, MissedDeletions
from bot.discord_app.handoff.upkeep import Upkeep
from bot.usage.tracked import MEMORY
from tests.discord_app.handoff.asked import answer, waiting
from tests.discord_app.handoff.handing_on import QUESTION, ask, hand_on, name_channel, said_in
from tests.discord_app.moderators import ModWorld, text_of


async def come_back(world: ModWorld) -> list[float]:
    """The bot is back, and has done what it does then; for how many seconds it slept."""
    slept = list[float]()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    await world.restart()
    await MissedDeletions(world.bot, sleep).catch_up()
    await Upkeep(world.bot).catch_up()
    await world.env.settle()
    return slept


def delete_unheard(world: ModWorld, message: discord.Message) -> None:
    """Somebody deletes a message, and nobody is told."""
    del world.env.backend.messages[message.channel.id][message.id]


@pytest.mark.parametrize("answered", [False, True])
async def test_a_question_that_was_deleted_loses_its_text(world: ModWorld, *, answered: bool) -> None:
    mods = await name_channel(world)
    message, unknown = await ask(world)
    _, other = await ask(world, "how heavy is a whale")
    await hand_on(world.alice, unknown)
    await hand_on(world.alice, other)
    first, second = said_in(world, mods)
    if answered:
        await answer(world, first, "Try Luigi's.")
    await world.env.advance_time(MEMORY.total_seconds() + 1)
    delete_unheard(world, message)
    assert await come_back(world) == [PACE, PACE]
    first, second = said_in(world, mods)
    assert text_of(first) == f"{texts.TEXT_GONE}\n{texts.WHY_GONE}"
    assert "whale" in text_of(second)
    assert len(await waiting(world)) == 1


async def test_what_cannot_be_read_is_not_taken_for_deleted(world: ModWorld) -> None:
    mods = await name_channel(world)
    _, unknown = await ask(world)
    await hand_on(world.alice, unknown)
    world.env.inject_error("GET", "/channels/*/messages/*", status=403, code=50001, message="Missing Access")
    await come_back(world)
    assert QUESTION in text_of(said_in(world, mods)[-1])
    assert len(await waiting(world)) == 1


async def test_it_looks_after_every_connection(world: ModWorld) -> None:
    slept = list[float]()

    class EnoughError(Exception):
        """The test has seen enough."""

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 2:
            raise EnoughError
        await world.restart()

    await ask(world)
    world.services.moderation.handoff.connected.set()
    with pytest.raises(EnoughError):
        await MissedDeletions(world.bot, sleep).run()
    assert slept == [AFTER, PACE]
    assert world.services.moderation.handoff.connected.is_set(), "the new connection asks for another look"
