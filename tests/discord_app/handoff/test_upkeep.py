"""The posts lose their text when their questions do, whatever happens in between."""

import inspect
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, cast

import discord
import pytest

from bot.discord_app.handoff import texts
from bot.discord_app.handoff.upkeep import Upkeep
from bot.inbox.awaiting import Post, PostState
from bot.usage.tracked import MEMORY
from tests.discord_app.handoff.asked import answer
from tests.discord_app.handoff.asked import ask as waits
from tests.discord_app.handoff.handing_on import QUESTION, ask, field, hand_on, name_channel, said_in
from tests.discord_app.moderators import ModWorld, answer_to, press, text_of

OTHER = "where's the best pizza in town?"


async def catch_up(world: ModWorld) -> None:
    await Upkeep(world.bot).catch_up()
    await world.env.settle()


async def go(world: ModWorld, why: str, message: discord.Message) -> None:
    """Something by which a question's text goes."""
    match why:
        case "deleted":
            await world.alice.delete(message)
        case "privacy":
            shown = await world.alice.slash(world.channel, "privacy")
            await press(world.alice, await press(world.alice, shown, "Delete my data"), "Delete everything")
        case "opted out":
            await press(world.alice, await world.alice.slash(world.channel, "privacy"), "Stop storing")
        case "channel deleted":
            world.env.backend.delete_channel(message.channel.id)
            await world.env.settle()
        case "a week":
            await world.env.advance_time(timedelta(days=7, seconds=1).total_seconds())
        case _:
            raise AssertionError(why)


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("why", ["deleted", "channel deleted", "privacy", "opted out", "a week"])
async def test_the_text_goes_with_the_question(world: ModWorld, why: str, *, answered: bool) -> None:
    """Also when it was answered some time ago, and when the bot was restarted meanwhile."""
    mods = await name_channel(world)
    message, unknown = await ask(world)
    await hand_on(world.alice, unknown)
    if answered:
        await answer(world, said_in(world, mods)[-1], "Try Luigi's.")
        await world.env.advance_time(MEMORY.total_seconds() + 1)
        await catch_up(world)
        world.services.moderation.handoff.changed.clear()
    assert QUESTION in text_of(said_in(world, mods)[-1])
    assert world.services.moderation.handoff.changed.is_set() is False
    await go(world, why, message)
    assert world.services.moderation.handoff.changed.is_set() is (why != "a week")
    await world.restart()
    await catch_up(world)
    (post,) = said_in(world, mods)
    assert text_of(post) == f"{texts.TEXT_GONE}\n{texts.WHY_GONE}"
    assert post.components == []


async def test_the_seven_days_begin_with_the_question_and_not_with_its_post(world: ModWorld) -> None:
    mods = await name_channel(world)
    _, unknown = await ask(world)
    await world.env.advance_time(timedelta(days=6).total_seconds())
    await hand_on(world.alice, unknown)
    await world.env.advance_time(timedelta(days=1, seconds=1).total_seconds())
    await world.services.moderation.awaiting.purge(world.services.moderation.handoff.since)
    await catch_up(world)
    (post,) = said_in(world, mods)
    assert text_of(post) == f"{texts.TEXT_GONE}\n{texts.WHY_GONE}"


@pytest.mark.parametrize("why", ["deleted", "privacy"])
async def test_another_question_of_the_post_takes_its_place(world: ModWorld, why: str) -> None:
    mods = await name_channel(world)
    message, unknown = await ask(world)
    await hand_on(world.alice, unknown)
    carl = world.guild.add_member(world.env.create_user("carl"))
    other, unknown = await ask(world, OTHER, carl)
    await hand_on(carl, unknown)
    await world.mo.click(said_in(world, mods)[-1], label="I'm on it")
    await go(world, why, message)
    await catch_up(world)
    (post,) = said_in(world, mods)
    assert post.embeds[0].description == f"“{OTHER}”"
    assert other.jump_url in (field(post, texts.ASKED) or "")
    assert "alice" not in text_of(post)
    assert field(post, texts.ALIKE) is None
    assert field(post, texts.ON_IT_HEADING) == "mo"
    await world.mo.click(post, label="Dismiss")
    assert field(said_in(world, mods)[-1], f"{texts.DISMISSED} by mo")


async def test_it_is_tried_again_until_the_bot_may(world: ModWorld) -> None:
    mods = await name_channel(world)
    message, unknown = await ask(world)
    await hand_on(world.alice, unknown)
    await world.alice.delete(message)
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=403, code=50001, message="Missing Access")
    await catch_up(world)
    assert QUESTION in text_of(said_in(world, mods)[-1])
    await world.restart()
    await catch_up(world)
    assert text_of(said_in(world, mods)[-1]) == f"{texts.TEXT_GONE}\n{texts.WHY_GONE}"


async def test_a_post_that_was_deleted_is_let_go(world: ModWorld) -> None:
    """The question waits, and can be put before the moderators again."""
    mods = await name_channel(world)
    _, unknown = await ask(world)
    once_more = await world.alice.click(unknown, label="Ask the moderators")
    await hand_on(world.alice, unknown)
    (post,) = said_in(world, mods)
    world.env.backend.delete_message(mods.id, post.id)
    await world.env.settle()
    await world.services.recorder.flush()
    await world.alice.click(answer_to(once_more), label="Ask them")
    assert len(said_in(world, mods)) == 1
    assert said_in(world, mods)[0].id != post.id


async def test_a_post_that_was_deleted_while_the_bot_was_away_is_let_go_too(world: ModWorld) -> None:
    mods = await name_channel(world)
    message, unknown = await ask(world)
    await hand_on(world.alice, unknown)
    await world.alice.delete(message)
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=404, code=10008, message="Unknown Message")
    await catch_up(world)
    await catch_up(world)
    assert QUESTION in text_of(said_in(world, mods)[-1]), "it is edited once"


async def test_a_post_whose_question_waits_no_longer_says_of_no_answer(world: ModWorld) -> None:
    """The bot was stopped before it kept what became of it."""
    mods = await name_channel(world)
    _, unknown = await ask(world)
    await hand_on(world.alice, unknown)
    moderation = world.services.moderation
    (waiting,) = await moderation.awaiting.waiting(world.guild.id, moderation.handoff.since)
    await moderation.awaiting.settle(world.guild.id, [waiting.question])
    await catch_up(world)
    (post,) = said_in(world, mods)
    assert text_of(post) == f"{texts.TEXT_GONE}\n{texts.WHY_GONE}"
    assert await moderation.awaiting.post(world.guild.id, post.id) is None


async def test_what_is_taught_closes_the_post_and_its_asker_still_waits(world: ModWorld) -> None:
    mods = await name_channel(world)
    _, unknown = await ask(world)
    await hand_on(world.alice, unknown)
    await world.services.moderation.handoff.learned(world.guild.id, [QUESTION])
    await catch_up(world)
    assert field(said_in(world, mods)[-1], texts.TAUGHT) == texts.WAS_TAUGHT
    moderation = world.services.moderation
    assert len(await moderation.awaiting.waiting(world.guild.id, moderation.handoff.since)) == 1


@contextmanager
def counted(store: Any) -> Generator[list[int]]:
    """How much each question put to the store brings back, and one for the question itself."""
    counts = list[int]()

    def counting(ask: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def asked(*args: Any, **options: Any) -> Any:
            found = await ask(*args, **options)
            counts.append(1 + (len(found) if isinstance(found, list) else 0))
            return found

        return asked

    names = [name for name, _ in inspect.getmembers(type(store), inspect.iscoroutinefunction) if name[0] != "_"]
    for name in names:
        setattr(store, name, counting(getattr(store, name)))
    yield counts
    for name in names:
        delattr(store, name)


async def test_what_is_asked_of_the_database_grows_with_the_posts_and_no_faster(world: ModWorld) -> None:
    """Half of the posts lose their text, and half are shown as closed."""
    mods = await name_channel(world)
    _, question = await waits(world)
    store, sums = world.services.moderation.awaiting, list[int]()
    channel = cast("discord.TextChannel", world.bot.get_channel(mods.id))
    for number in (2, 8, 32):
        for index in range(number):
            post = await channel.send("a post", embed=discord.Embed(title=texts.TITLE, description="?"))
            shows = question.question if index % 2 else None
            await store.add_post(Post(post.id, world.env.now(), world.guild.id, mods.id, shows))
            await store.mark([post.id], PostState.DISMISSED, due=True)
        with counted(store) as counts:
            await catch_up(world)
        sums.append(sum(counts))
        assert await store.due() == []
    few, many = (sums[1] - sums[0]) / 6, (sums[2] - sums[1]) / 24
    assert few == many < 10, sums
