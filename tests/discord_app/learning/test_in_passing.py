"""Learned in passing: a moderator's reply to a question that the bot had no answer to."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import Any

import discord
import pytest
import simcord

from bot.discord_app.inbox.states import MakeEntry, token
from bot.inbox.human_answers import LearnedAnswer
from bot.servers.settings import Mode
from bot.usage.tracked import MEMORY
from tests.discord_app.moderators import ModWorld, answer_to, choose, options, press, text_of, values_of
from tests.discord_app.worlds import labels

FILES = {"tea.yaml": "topic: tea\ntitle: Tea\nentries:\n  a: {title: Leaves, answer: Green.}\n"}
QUESTION = "how heavy is a whale"
READS = {"files": FILES, "message_content": True}


@pytest.fixture
def world_options() -> dict[str, Any]:
    """One topic; messages arrive with their content."""
    return READS


@pytest.fixture
async def world(mod_world: ModWorld) -> ModWorld:
    """Two servers with moderators; the first learns in its channel, where every message is a question."""
    await learn_in(mod_world, mod_world.channel.id)
    return mod_world


async def learn_in(world: ModWorld, *channels: int, mode: Mode = Mode.ASK, **others: Any) -> None:
    await world.services.moderation.settings.change(
        world.guild.id,
        lambda now: replace(now, channels=((world.channel.id, mode),), learn_channels=channels, **others),
    )


async def ask(world: ModWorld, text: str = QUESTION) -> discord.Message:
    question = await world.alice.send(world.channel, text)
    assert await world.services.recorder.flush()
    return question


async def learned(world: ModWorld) -> list[tuple[str, str]]:
    """The questions and answers that the moderators are shown."""
    assert await world.services.recorder.flush()
    found = await world.services.moderation.learned.learned(world.guild.id, world.services.clock().replace(year=2000))
    return [(one.asked, one.text) for one in found]


async def reply(world: ModWorld, who: simcord.MemberActor, question: discord.Message, text: str) -> discord.Message:
    return await who.send(world.channel, text, reply_to=question)


async def test_a_moderators_reply_is_learned_and_follows_its_edits(world: ModWorld) -> None:
    answer = await reply(world, world.mo, await ask(world), f"About **100** tons, <@{world.alice.id}>.")
    assert await learned(world) == [(QUESTION, "About **100** tons,.")]
    await world.mo.edit(answer, "About 150 tons.")
    assert await learned(world) == [(QUESTION, "About 150 tons.")]
    await world.mo.delete(answer)
    assert await learned(world) == []


async def test_a_moderator_role_and_a_trusted_role_count_and_a_member_does_not(world: ModWorld) -> None:
    question = await ask(world)
    await reply(world, world.max, question, "By a moderator role.")
    await reply(world, world.alice, question, "By a member.")
    trusted = world.guild.create_role("cooks")
    world.env.backend.add_member_role(world.guild.id, world.alice.id, trusted.id)
    await world.env.advance_time(0)
    await reply(world, world.alice, question, "Not named yet.")
    await learn_in(world, world.channel.id, trusted_roles=(trusted.id,))
    await reply(world, world.alice, question, "By a trusted member.")
    assert [text for _, text in await learned(world)] == ["By a trusted member.", "By a moderator role."]
    await world.show_commands_to(world.alice)
    refused = await world.alice.slash(world.channel, "settings")
    assert "moderators" in text_of(refused), "a trusted member gains nothing else"


async def test_only_in_an_ask_channel_that_was_named(world: ModWorld) -> None:
    await learn_in(world)
    await reply(world, world.mo, await ask(world), "Nobody named the channel.")
    await learn_in(world, world.channel.id, mode=Mode.LISTEN)
    await reply(world, world.mo, await ask(world), "Here I only listen.")
    assert await learned(world) == []


@pytest.mark.parametrize("world_options", [{"files": FILES}])
async def test_nothing_is_learned_without_the_intent(world: ModWorld) -> None:
    question = await world.alice.send(world.channel, f"<@{world.bot.my_id}> {QUESTION}?")
    assert await world.services.recorder.flush()
    await reply(world, world.mo, question, f"<@{world.bot.my_id}> About 100 tons.")
    assert await learned(world) == []


async def test_within_an_hour_and_of_a_question_without_an_answer(world: ModWorld) -> None:
    question, known = await ask(world), await ask(world, "what about leaves")
    await reply(world, world.mo, known, "Green.")
    await world.env.advance_time(3601)
    await reply(world, world.mo, question, "Too late.")
    assert await learned(world) == []


async def test_the_inbox_shows_both_and_makes_an_entry_of_it_in_three_acts(world: ModWorld) -> None:
    """The button, the form, Save."""
    await reply(world, world.mo, await ask(world), "About **100** tons.")
    inbox = await world.mo.slash(world.channel, "knowledge inbox")
    assert f"Somebody replied to “{QUESTION}”" in text_of(inbox)
    shown = await choose(world.mo, inbox, options(inbox)[0].value)
    assert "Somebody replied\nAbout \\*\\*100\\*\\* tons." in text_of(shown)
    form = await press(world.mo, shown, "Make it an entry")
    assert values_of(form) == {"t": "", "w": "About **100** tons.", "q": QUESTION, "a": ""}
    proposal = await world.mo.submit_modal(form, values_of(form) | {"t": "Weight of whales"})
    done = await press(world.mo, proposal, "Save")
    assert not any("Tell" in label for label in labels(answer_to(done))), "Mo has answered her"
    assert world.base.entries["tea/weight-of-whales"].answer == "About **100** tons."
    assert "Somebody replied" not in text_of(await world.mo.slash(world.channel, "knowledge inbox"))


async def test_a_slow_database_keeps_the_form_waiting_and_not_discord(
    world: ModWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    await reply(world, world.mo, await ask(world), "About 100 tons.")
    inbox = await world.mo.slash(world.channel, "knowledge inbox")
    shown = await choose(world.mo, inbox, options(inbox)[0].value)
    learned = world.services.moderation.learned
    find = learned.find

    async def slow(server: int, message: int) -> LearnedAnswer | None:
        await asyncio.sleep(2)
        return await find(server, message)

    monkeypatch.setattr(learned, "find", slow)
    ready = await press(world.mo, shown, "Make it an entry")
    assert "The form is ready now." in text_of(ready)


async def test_a_reply_that_went_meanwhile_a_restart_and_a_role_that_was_lost(world: ModWorld) -> None:
    answer = await reply(world, world.max, await ask(world), "About 100 tons.")
    inbox = await world.mo.slash(world.channel, "knowledge inbox")
    shown = await choose(world.mo, inbox, options(inbox)[0].value)
    button_id = MakeEntry(token(QUESTION), answer.id).encode()
    await world.restart()
    assert "The form is ready now." in text_of(await press(world.mo, shown, "Make it an entry"))
    await world.max.delete(answer)
    assert await world.services.recorder.flush()
    gone = await world.forge(world.mo, world.channel, button_id)
    assert "That reply is gone" in text_of(gone)
    await world.take_role(world.mo)
    assert "moderators" in text_of(await world.forge(world.mo, world.channel, button_id))


async def test_either_takes_it_back(world: ModWorld) -> None:
    for who in (world.alice, world.mo):
        await reply(world, world.mo, await ask(world), "About 100 tons.")
        assert len(await learned(world)) == 1
        shown = await press(who, await who.slash(world.channel, "privacy"), "Delete my data")
        await press(who, shown, "Delete everything")
        assert await learned(world) == []


async def test_a_question_that_was_answered_already_takes_it_back_too(world: ModWorld) -> None:
    """By then it does not wait, and the bot's reply follows it no longer."""
    question, moderation = await ask(world), world.services.moderation
    await reply(world, world.mo, question, "About 100 tons.")
    assert await learned(world)
    waiting = await moderation.awaiting.waiting(world.guild.id, moderation.handoff.since)
    await moderation.awaiting.settle(world.guild.id, [one.question for one in waiting])
    await world.env.advance_time(MEMORY.total_seconds() + 1)
    await world.alice.delete(question)
    assert await learned(world) == []
    with closing(sqlite3.connect(world.folder / "data" / "versus.sqlite3")) as connection:
        assert QUESTION not in "\n".join(connection.iterdump())


async def test_nothing_is_learned_of_who_wants_nothing_stored_and_privacy_says_what_is(world: ModWorld) -> None:
    shown = await world.mo.slash(world.channel, "privacy")
    assert "the moderators see your question and that reply for seven days" in text_of(shown)
    await press(world.mo, shown, "Stop storing")
    await reply(world, world.mo, await ask(world), "About 100 tons.")
    assert await learned(world) == []
    with closing(sqlite3.connect(world.folder / "data" / "versus.sqlite3")) as connection:
        assert "100 tons" not in "\n".join(connection.iterdump())
