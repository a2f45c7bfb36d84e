""" "Keep this answer" in a message's menu."""

import asyncio
import sqlite3
from contextlib import closing
from typing import Any

import aiohttp
import discord
import pytest
import simcord

from bot.discord_app.learning import keep_this
from bot.discord_app.ui import posting
from tests.discord_app.handoff.handing_on import ask, hand_on, name_channel, said_in
from tests.discord_app.moderators import ModWorld, answer_to, fields_of, press, text_of, values_of
from tests.discord_app.worlds import labels

ANSWER = "Soak them overnight.\n\n**Then** boil them."
FILES = {"tea.yaml": "topic: tea\ntitle: Tea\nentries:\n  a: {title: Leaves, answer: Green.}\n"}
QUESTION = "how do I cook beans?"


@pytest.fixture
def world_options() -> dict[str, Any]:
    """One topic of answers."""
    return {"files": FILES}


@pytest.fixture
def world(mod_world: ModWorld) -> ModWorld:
    """Two servers with moderators; messages arrive without their content."""
    return mod_world


reads = pytest.mark.parametrize("world_options", [{"files": FILES, "message_content": True}])
"""With the message-content intent."""


async def answered(world: ModWorld, text: str = ANSWER) -> discord.Message:
    """Alice's question, and Max's reply to it."""
    return await world.max.send(world.channel, text, reply_to=await world.alice.send(world.channel, QUESTION))


async def keep(
    world: ModWorld, message: discord.Message, who: simcord.MemberActor | None = None
) -> simcord.InteractionResult:
    return await (who or world.mo).context_menu(world.channel, "Keep this answer", message)


async def saved(world: ModWorld, message: discord.Message) -> None:
    """The message becomes an entry."""
    form = await keep(world, message)
    shown = await world.mo.submit_modal(form, values_of(form) | {"t": "Beans", "q": QUESTION})
    await press(world.mo, shown, "Save")
    assert world.base.entries["tea/beans"].answer == ANSWER


def stored(world: ModWorld) -> str:
    """Everything in the database."""
    with closing(sqlite3.connect(world.folder / "data" / "versus.sqlite3")) as connection:
        return "\n".join(connection.iterdump())


async def forget(world: ModWorld, who: simcord.MemberActor) -> None:
    """The member has their data deleted."""
    shown = await press(who, await who.slash(world.channel, "privacy"), "Delete my data")
    await press(who, shown, "Delete everything")


@reads
async def test_three_acts_make_an_entry_of_an_answer(world: ModWorld) -> None:
    """The menu, the form, Save."""
    form = await keep(world, await answered(world, f"<@{world.alice.id}> {ANSWER} @everyone"))
    assert values_of(form) == {"t": "", "w": ANSWER, "q": QUESTION, "a": ""}
    shown = await world.mo.submit_modal(form, values_of(form) | {"t": "Beans"})
    assert f"“{QUESTION}”" in text_of(shown)
    await press(world.mo, shown, "Save")
    entry = world.base.entries["tea/beans"]
    assert (entry.answer, entry.questions) == (ANSWER, (QUESTION,))


async def test_without_the_intent_the_question_is_empty_and_the_answer_is_not(world: ModWorld) -> None:
    assert values_of(await keep(world, await answered(world))) == {"t": "", "w": ANSWER, "q": "", "a": ""}


async def test_what_was_asked_of_the_bot_is_known_without_the_intent(world: ModWorld) -> None:
    question = await world.alice.send(world.channel, f"<@{world.bot.my_id}> how heavy is a whale?")
    assert await world.services.recorder.flush()
    form = await keep(world, await world.max.send(world.channel, "Very.", reply_to=question))
    assert values_of(form)["q"] == "how heavy is a whale?"
    shown = await world.mo.submit_modal(form, values_of(form) | {"t": "Weight of whales"})
    done = await press(world.mo, shown, "Save")
    assert not any("Tell" in label for label in labels(answer_to(done))), "Max has answered her"


async def lost(*_: object) -> discord.Message:
    raise aiohttp.ClientConnectionError


async def slow(*_: object) -> None:
    await asyncio.sleep(keep_this.FETCH + 1)


async def late(*_: object) -> discord.Message:
    await asyncio.sleep(keep_this.FETCH + 1)
    raise aiohttp.ClientConnectionError


@reads
async def test_late_or_gone_it_keeps_no_form_waiting(world: ModWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    question = await world.alice.send(world.channel, QUESTION)
    message = await world.max.send(world.channel, ANSWER, reply_to=question)
    with monkeypatch.context() as patch:
        patch.setattr(world.services.moderation.awaiting, "replied_to", slow)
        assert values_of(await keep(world, message))["q"] == ""
    await world.alice.delete(question)
    assert values_of(await keep(world, message))["q"] == ""
    for failing in (lost, late):
        monkeypatch.setattr(posting, "fetch_message", failing)
        assert values_of(await keep(world, message))["q"] == ""


async def test_an_answer_to_nothing_opens_with_no_question(world: ModWorld) -> None:
    assert values_of(await keep(world, await world.max.send(world.channel, ANSWER)))["q"] == ""


async def test_the_tag_of_another_bot_is_taken_from_its_embed(world: ModWorld) -> None:
    webhook = world.guild.create_webhook(world.channel, "tags")
    message = await webhook.send(embed=discord.Embed(title="Beans", description=ANSWER))
    assert values_of(await keep(world, message))["w"] == f"**Beans**\n\n{ANSWER}"


async def test_of_an_answer_that_the_bot_sent_its_text_alone_is_kept(world: ModWorld) -> None:
    """Who answered is in its last line: nobody's name belongs into what members read for good."""
    mods = await name_channel(world)
    _, unknown = await ask(world)
    await hand_on(world.alice, unknown)
    form = await world.mo.click(said_in(world, mods)[-1], label="Answer")
    await world.mo.submit_modal(form, dict.fromkeys(fields_of(form), ANSWER))
    assert values_of(await keep(world, said_in(world, world.channel)[-1]))["w"] == ANSWER


async def test_a_message_without_text(world: ModWorld) -> None:
    step = await keep(world, await world.max.send(world.channel, "\u200b <@1>"))
    assert text_of(step) == "There is no text in that message that I could keep."


async def test_a_member_and_a_moderator_of_before_may_not(world: ModWorld) -> None:
    message = await answered(world)
    await world.show_commands_to(world.role)
    form = await keep(world, message, world.max)
    await world.take_role(world.max)
    refused = await world.max.submit_modal(form, values_of(form) | {"t": "Beans"})
    assert "moderators" in text_of(refused)
    assert "tea/beans" not in world.base.entries


async def test_the_history_says_whose_it_was_until_they_want_that_no_longer(world: ModWorld) -> None:
    message = await answered(world)
    await saved(world, message)
    assert f"kept from max: {message.jump_url}" in stored(world)
    history = text_of(await world.mo.slash(world.channel, "knowledge history"))
    assert f"kept from max · [the message]({message.jump_url})" in history
    await forget(world, world.max)
    assert message.jump_url not in stored(world)
    assert "kept from" not in stored(world)
    assert world.base.entries["tea/beans"].answer == ANSWER
    assert "what you kept in **Beans** had their name" in text_of(
        await world.mo.slash(world.channel, "knowledge inbox")
    )


async def test_a_draft_forgets_them_too_in_memory_and_on_disk(world: ModWorld) -> None:
    message = await answered(world)
    form = await keep(world, message)
    shown = await world.mo.submit_modal(form, values_of(form) | {"t": "Beans"})
    assert await world.drafts()
    assert message.jump_url in stored(world)
    await forget(world, world.max)
    assert await world.drafts()
    assert message.jump_url not in stored(world)
    await press(world.mo, shown, "Save")
    assert "tea/beans" in world.base.entries
    assert "kept from" not in stored(world)


async def test_nothing_is_noted_of_who_wants_nothing_stored(world: ModWorld) -> None:
    await press(world.max, await world.max.slash(world.channel, "privacy"), "Stop storing")
    await saved(world, await answered(world))
    assert "kept from" not in stored(world)
