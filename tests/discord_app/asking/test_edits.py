"""The answer follows its question, and goes with it."""

import asyncio
from typing import Any

import discord
import pytest

from bot.discord_app.asking.edits import catching_up
from bot.discord_app.asking.messages import on_message
from bot.matching.decision import Context, Decision
from tests.discord_app.wire import ALICE, Fault, message
from tests.discord_app.wired import Wired
from tests.discord_app.worlds import World


async def test_the_answer_follows_an_edit(world: World) -> None:
    """In the same message; the question is stored as it reads now."""
    question = await world.alice.send(world.channel, f"{world.mention} how much caffeine?")
    answer = world.reply()
    await world.alice.edit(question, f"{world.mention} what does it cost?")
    (followed,) = world.replies()
    assert (followed.id, followed.embeds[0].title) == (answer.id, "Price")
    assert [row["text"] for row in await world.rows("asked")] == [None, "what does it cost?"]


@pytest.mark.parametrize(("before", "after"), [("rabbits?", "Price"), ("which is nicer?", "Price")])
async def test_whatever_it_was_before(world: World, before: str, after: str) -> None:
    """Dead ends and suggestions become answers."""
    question = await world.alice.send(world.channel, f"{world.mention} {before}")
    await world.alice.edit(question, f"{world.mention} what does it cost?")
    (followed,) = world.replies()
    assert (followed.content, followed.embeds[0].title) == ("", after)
    await world.alice.edit(question, f"{world.mention} {before}")
    assert world.reply().embeds == []


async def test_after_a_restart_it_still_does(world: World) -> None:
    """The memory survives through the database."""
    question = await world.alice.send(world.channel, f"{world.mention} how much caffeine?")
    await world.restart_all()
    await world.alice.edit(question, f"{world.mention} what does it cost?")
    assert world.reply().embeds[0].title == "Price"
    await world.alice.delete(question)
    assert world.replies() == []


async def test_after_fifteen_minutes_it_does_not(world: World) -> None:
    """That is how long the memory is."""
    question = await world.alice.send(world.channel, f"{world.mention} how much caffeine?")
    await world.wait(15 * 60 + 1)
    await world.alice.edit(question, f"{world.mention} what does it cost?")
    await world.alice.delete(question)
    assert world.reply().embeds[0].title == "Caffeine"


async def test_a_link_preview_is_no_edit(world: World) -> None:
    """It comes as one, with the same content and without an edit's time; a choice made meanwhile stays."""
    question = await world.alice.send(world.channel, f"{world.mention} which is nicer?")
    await world.alice.click(world.reply(), label="Price")
    await world.restart_all()
    world.preview_link(question)
    await world.wait(0)
    assert world.reply().embeds[0].title == "Price"
    assert len(await world.rows("asked")) == 1


async def test_an_edit_to_the_same_text_changes_nothing(world: World) -> None:
    """No second row, no request."""
    question = await world.alice.send(world.channel, f"{world.mention} how much caffeine?")
    before = len(world.env.http_requests)
    await world.alice.edit(question, f"{world.mention}  how much caffeine?")
    assert len(world.env.http_requests) == before
    assert len(await world.rows("asked")) == 1


async def test_an_edit_that_empties_the_message_is_left_alone(world: World) -> None:
    """Without the intent, taking the mention out looks like that."""
    question = await world.alice.send(world.channel, f"{world.mention} how much caffeine?", attachments=[("a", b"x")])
    await world.alice.edit(question, "")
    assert world.reply().embeds[0].title == "Caffeine"


async def test_the_answer_goes_with_its_question_and_the_text_is_erased(world: World) -> None:
    """The row stays without it, for the statistics."""
    question = await world.alice.send(world.channel, f"{world.mention} rabbits?")
    await world.alice.delete(question)
    assert world.replies() == []
    assert [row["text"] for row in await world.rows("asked")] == [None]
    assert await world.rows("tracked") == []


async def test_a_purge_takes_the_answers_along(world: World) -> None:
    """Deleted in bulk by a moderator's bot."""
    questions = [await world.alice.send(world.channel, f"{world.mention} rabbits?") for _ in range(2)]
    world.env.backend.bulk_delete_messages(world.channel.id, [one.id for one in questions])
    await world.wait(0)
    assert world.replies() == []


async def test_in_a_listen_channel_an_edit_to_something_unknown_takes_the_answer_back(world: World) -> None:
    """It speaks there only with an answer."""
    question = await world.alice.send(world.listen_channel, "how much caffeine?")
    await world.alice.edit(question, "rabbits?")
    assert world.replies(world.listen_channel) == []
    assert [row["text"] for row in await world.rows("asked")] == [None, None]


async def test_an_answer_deleted_meanwhile_is_no_error(world: World) -> None:
    """Edited or deleted, the question goes its own way."""
    for _ in range(2):
        question = await world.alice.send(world.channel, f"{world.mention} how much caffeine?")
        await world.moderator.delete(world.reply())
        await world.alice.edit(question, f"{world.mention} what does it cost?")
        await world.alice.delete(question)
    assert world.replies() == []


async def test_an_edit_whose_answer_is_gone_is_stored_as_that(world: World) -> None:
    """Its question was not answered."""
    question = await world.alice.send(world.channel, f"{world.mention} how much caffeine?")
    await world.moderator.delete(world.reply())
    await world.alice.edit(question, f"{world.mention} what does it cost?")
    assert [row["outcome"] for row in await world.rows("asked")] == ["sent", "gone"]


async def test_a_question_deleted_while_its_new_text_is_decided(world: World) -> None:
    """That text is not stored at all."""
    question = await world.alice.send(world.channel, f"{world.mention} how much caffeine?")
    decide = world.matcher.decide

    def decide_slowly(text: str, context: Context | None = None) -> Decision:
        world.services.tracked.forget(question.id)  # as when the deletion arrives meanwhile
        return decide(text, context)

    world.matcher.decide = decide_slowly
    await world.alice.edit(question, f"{world.mention} rabbits?")
    assert [row["text"] for row in await world.rows("asked")] == [None]


async def test_a_question_deleted_while_its_answer_is_being_changed(wired: Wired) -> None:
    """Its new text goes as well, although it is stored after the deletion."""
    await wired.send("how much caffeine?")
    arrived, free = asyncio.Event(), asyncio.Event()
    wired.server.faults.append(Fault("PATCH", "/channels/500/messages/*", 200, landed=True, arrived=arrived, free=free))
    changed = {"content": "rabbits?", "edited_timestamp": "2026-01-01T00:00:10+00:00"}
    wired.server.events.put_nowait(("MESSAGE_UPDATE", message(id="55", author=ALICE) | changed))
    await asyncio.wait_for(arrived.wait(), 10)
    wired.server.events.put_nowait(("MESSAGE_DELETE", {"id": "55", "channel_id": "500"}))
    await wired.server.wait_for("DELETE", f"/channels/500/messages/{wired.server.number}")
    free.set()
    await wired.idle()
    assert [row["text"] for row in await wired.rows("asked")] == [None, None]


async def test_a_forum_posts_title_stays_part_of_its_edited_question(world: World) -> None:
    """The opening text is what is edited."""
    world.matcher.script["Tea\nmuch caffeine?"] = world.matcher.script["how much caffeine?"]
    post, opening = await world.open_post("Tea", "rabbits?")
    await world.alice.edit(opening, "much caffeine?")
    assert world.reply(post).embeds[0].title == "Caffeine"


async def test_a_question_deleted_while_its_answer_is_on_its_way(world: World) -> None:
    """The deletion comes first, and the answer is taken back as soon as it is there."""
    message = await world.alice.send(world.channel, "to be deleted")
    await world.alice.delete(message)
    message.content = f"{world.mention} rabbits?"
    await on_message(world.bot, message)
    assert world.replies() == []
    assert [row["text"] for row in await world.rows("asked")] == [None]


async def test_a_question_edited_while_its_answer_is_on_its_way(world: World) -> None:
    """The edit comes first, and is answered as soon as there is an answer to change."""
    message = await world.alice.send(world.channel, "to be edited")
    async with catching_up(world.bot, message.id):
        await world.alice.edit(message, f"{world.mention} what does it cost?")
        message.content = f"{world.mention} how much caffeine?"
        await on_message(world.bot, message)
        assert world.reply().embeds[0].title == "Caffeine"
    (followed,) = world.replies()
    assert followed.embeds[0].title == "Price"


async def test_an_edit_in_a_channel_without_embeds_stays_written_out(world: World) -> None:
    """As the answer was."""
    overwrites: dict[Any, discord.PermissionOverwrite] = {
        world.guild.default_role: discord.PermissionOverwrite(embed_links=False)
    }
    channel = world.guild.create_text_channel("plain", overwrites=overwrites)
    question = await world.alice.send(channel, f"{world.mention} how much caffeine?")
    await world.alice.edit(question, f"{world.mention} what does it cost?")
    assert world.reply(channel).content.startswith("**Price**\n**Tea**: Tea is cheap.")
    assert world.reply(channel).embeds == []


async def test_messages_the_bot_never_answered_are_left_alone(world: World) -> None:
    """Edited into a question or deleted."""
    message = await world.alice.send(world.channel, "hi all")
    await world.alice.edit(message, f"{world.mention} how much caffeine?")
    await world.alice.delete(message)
    assert world.replies() == []
