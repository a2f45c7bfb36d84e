"""What goes wrong in production: permissions, races, broken connections."""

import logging
from collections.abc import Callable
from typing import Any

import discord
import pytest

from bot.discord_app import texts as shared_texts
from bot.discord_app.asking import answer_this, texts
from bot.discord_app.asking.states import Carried
from bot.discord_app.client import Interaction
from bot.discord_app.ui.reply import Reply
from tests.discord_app.wire import USER
from tests.discord_app.wired import Wired
from tests.discord_app.worlds import World, button

MESSAGES = "/channels/*/messages"


async def test_a_channel_that_refuses_is_left_alone_for_ten_minutes(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """And named in the log once."""
    world.env.inject_error("POST", MESSAGES, status=403, code=50013, message="Missing Permissions", times=None)
    for _ in range(3):
        await world.alice.send(world.channel, f"{world.mention} how much caffeine?")
    assert _posts(world) == 1
    assert [one.levelno for one in caplog.records if str(world.channel.id) in one.message] == [logging.WARNING]
    world.env.backend.faults.clear()
    await world.alice.send(world.ask_channel, "how much caffeine?")
    assert len(world.replies(world.ask_channel)) == 1
    await world.wait(10 * 60)
    assert (await world.ask("how much caffeine?")).embeds


def edit_channel(world: World) -> None:
    world.env.backend.announce_channel_update(world.channel.id)


def edit_role(world: World) -> None:
    world.env.backend.edit_role(world.guild.id, world.guild.default_role.id, {"name": "everybody"})


def delete_role(world: World) -> None:
    world.env.backend.delete_role(world.guild.id, world.guild.roles["mods"].id)


def edit_a_category(world: World) -> None:
    world.env.backend.announce_channel_update(world.guild.create_category("quiet").id)


@pytest.mark.parametrize("mend", [edit_channel, edit_role, delete_role, edit_a_category])
async def test_a_channel_is_tried_again_when_something_changed_that_may_have_mended_it(
    world: World, mend: Callable[[World], None]
) -> None:
    """At once, not after ten minutes."""
    world.env.inject_error("POST", MESSAGES, status=403, code=50013, message="Missing Permissions")
    await world.alice.send(world.channel, f"{world.mention} how much caffeine?")
    await world.alice.send(world.channel, f"{world.mention} how much caffeine?")
    assert (_posts(world), world.replies()) == (1, [])
    mend(world)
    await world.wait(0)
    assert (await world.ask("how much caffeine?")).embeds


async def test_a_thread_is_tried_again_when_it_or_its_channel_changed(world: World) -> None:
    """It has the permissions of its channel."""
    thread = await world.open_thread(world.channel)
    for changed in (thread, world.channel):
        world.env.inject_error("POST", MESSAGES, status=403, code=50013, message="Missing Permissions")
        await world.alice.send(thread, f"{world.mention} how much caffeine?")
        await world.alice.send(thread, f"{world.mention} how much caffeine?")
        assert world.replies(thread) == []
        world.env.backend.announce_channel_update(changed.id)
        await world.wait(0)
        await world.alice.send(thread, f"{world.mention} how much caffeine?")
        await world.moderator.delete(world.reply(thread))


async def test_what_changes_in_another_server_mends_nothing_here(world: World) -> None:
    next_door = world.env.create_guild("Next door")
    world.env.inject_error("POST", MESSAGES, status=403, code=50013, message="Missing Permissions")
    await world.alice.send(world.channel, f"{world.mention} how much caffeine?")
    world.env.backend.announce_channel_update(next_door.create_text_channel("general").id)
    await world.wait(0)
    await world.alice.send(world.channel, f"{world.mention} how much caffeine?")
    assert _posts(world) == 1


async def test_the_bot_is_invited_again_or_has_other_roles(wired: Wired) -> None:
    """Of members Discord tells it about itself alone, which simcord does not."""
    me = {"user": USER, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False, "flags": 0}
    server = {"id": "10", "name": "Tea house", "owner_id": "2000", "channels": [], "roles": [], "members": [me]}
    await wired.bot.wait_until_ready()
    for name, event in (("GUILD_CREATE", server), ("GUILD_MEMBER_UPDATE", me | {"guild_id": "10", "nick": "V"})):
        wired.bot.memory.note_refusal(500, 10)
        await wired.event(name, event)
        assert not wired.bot.memory.is_refused(500)


async def test_where_it_may_not_send_it_does_not_try(world: World) -> None:
    """Ten thousand refusals in ten minutes ban an address."""
    overwrites: dict[Any, discord.PermissionOverwrite] = {
        world.guild.default_role: discord.PermissionOverwrite(send_messages=False),
        world.alice: discord.PermissionOverwrite(send_messages=True),
    }
    channel = world.guild.create_text_channel("read-only", overwrites=overwrites)
    await world.alice.send(channel, f"{world.mention} how much caffeine?")
    assert _posts(world) == 0


async def test_without_embeds_the_answer_is_written_out(world: World) -> None:
    """In a channel where the bot may not embed links."""
    overwrites: dict[Any, discord.PermissionOverwrite] = {
        world.guild.default_role: discord.PermissionOverwrite(embed_links=False)
    }
    channel = world.guild.create_text_channel("plain", overwrites=overwrites)
    await world.alice.send(channel, f"{world.mention} how much caffeine?")
    reply = world.reply(channel)
    assert reply.embeds == []
    assert reply.content == (
        "**Caffeine**\n**Tea**: Tea has *less*.\n**Coffee**: Coffee has **more**.\n-# Tea vs coffee · source: The Book"
    )


async def test_without_the_history_it_answers_without_replying(world: World) -> None:
    """A reply needs it."""
    overwrites: dict[Any, discord.PermissionOverwrite] = {
        world.guild.default_role: discord.PermissionOverwrite(read_message_history=False)
    }
    channel = world.guild.create_text_channel("forgetful", overwrites=overwrites)
    await world.alice.send(channel, f"{world.mention} how much caffeine?")
    assert world.reply(channel).reference is None


@pytest.mark.world(check_errors=False)
async def test_an_interaction_that_came_too_late_is_let_go(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """A second answer would fail as well."""
    world.env.inject_error("POST", "/interactions/*", status=404, code=10062, message="Unknown interaction")
    await world.alice.slash(world.channel, "ask", question="how much caffeine?")
    assert any("no longer waits" in one.message for one in caplog.records)


@pytest.mark.world(check_errors=False)
async def test_the_log_of_a_button_that_came_too_late_joins_nobody_to_a_question(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Such a button carries the question's id and the asker's."""
    await world.alice.send(world.channel, f"{world.mention} how much caffeine?")
    binned = button(world.reply(), Carried)
    world.env.inject_error("POST", "/interactions/*", status=404, code=10062, message="Unknown")
    await world.alice.click(world.reply(), custom_id=binned)
    assert "The component 'x:': it came too late." in caplog.text
    assert f"{world.alice.id:016x}" in binned
    assert f"{world.alice.id:016x}" not in caplog.text


async def test_a_defect_is_logged_without_what_was_typed_and_the_member_is_told(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Under one id, and the bot goes on."""
    world.env.inject_error("POST", MESSAGES, status=400, code=50035, message="Invalid Form Body")
    told = await world.ask("how much caffeine?")
    (logged,) = [one.message for one in caplog.records if one.levelno == logging.ERROR]
    assert "caffeine" not in logged
    reference = logged.partition("(id ")[2][:4]
    assert told.content.endswith(f"tell a moderator (id {reference}).")
    assert (await world.ask("how much caffeine?")).embeds


async def test_a_defect_that_keeps_the_member_from_being_told_is_logged_too(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """There is nothing else to do."""
    world.env.inject_error("POST", MESSAGES, status=400, code=50035, message="Invalid Form Body", times=2)
    await world.alice.send(world.channel, f"{world.mention} how much caffeine?")
    assert world.replies() == []
    assert any("could not be told" in one.message for one in caplog.records)


@pytest.mark.world(check_errors=False)
async def test_a_defect_over_an_overheard_message_is_logged_alone(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody asked the bot there."""
    world.env.inject_error("POST", MESSAGES, status=400, code=50035, message="Invalid Form Body")
    await world.alice.send(world.listen_channel, "how much caffeine?")
    assert world.replies(world.listen_channel) == []
    assert any("on_message" in one.message for one in caplog.records)


async def test_what_was_stored_of_a_question_goes_with_it_even_if_it_was_never_answered(world: World) -> None:
    """The reply was refused, the text is the member's all the same."""
    world.env.inject_error("POST", MESSAGES, status=403, code=50013, message="Missing Permissions")
    question = await world.alice.send(world.channel, f"{world.mention} rabbits?")
    assert [(row["text"], row["outcome"]) for row in await world.rows("asked")] == [("rabbits?", "refused")]
    await world.alice.delete(question)
    assert [row["text"] for row in await world.rows("asked")] == [None]


async def test_the_text_of_a_question_goes_with_it_where_sending_failed(world: World) -> None:
    """A defect breaks no promise."""
    world.env.inject_error("POST", MESSAGES, status=400, code=50035, message="Invalid Form Body")
    question = await world.alice.send(world.channel, f"{world.mention} rabbits?")
    await world.alice.delete(question)
    assert [(row["text"], row["outcome"]) for row in await world.rows("asked")] == [(None, "failed")]


@pytest.mark.world(check_errors=False)
async def test_an_answer_that_could_not_be_sent_is_stored_as_that(world: World) -> None:
    """To a message, to a command, and to a message by "Answer this"."""
    question = await world.bob.send(world.channel, "how much caffeine?")
    for method, path in (("POST", MESSAGES), ("POST", "/interactions/*")):
        world.env.inject_error(method, path, status=400, code=50035, message="Invalid Form Body", times=None)
    await world.alice.send(world.channel, f"{world.mention} how much caffeine?")
    await world.alice.slash(world.channel, "ask", question="how much caffeine?")
    await world.alice.context_menu(world.channel, "Answer this", question)
    assert [row["outcome"] for row in await world.rows("asked")] == ["failed", "failed", "failed"]


@pytest.mark.world(check_errors=False)
async def test_a_button_of_a_defect_gets_a_sentence_with_an_id(world: World) -> None:
    """discord.py would only log it."""
    reply = await world.ask("which is nicer?")
    world.services.recorder.record = None  # type: ignore[method-assign, assignment]
    result = await world.alice.click(reply, label="Price")
    assert result.response is not None
    assert result.response.ephemeral
    assert "tell a moderator (id " in result.response.content
    del world.services.recorder.record


@pytest.mark.world(check_errors=False)
async def test_answer_this_leaves_no_orphan_when_the_message_vanished(world: World) -> None:
    """Discord is asked to refuse the reply, and the helper is told the truth."""
    message = await world.alice.send(world.channel, "how much caffeine?")
    gone = "In message_reference: Unknown message"
    world.env.inject_error("POST", MESSAGES, status=400, code=50035, message=gone)
    result = await world.bob.context_menu(world.channel, "Answer this", message)
    (body,) = [one.json for one in world.env.http_requests if one.path.endswith("/messages")]
    assert body is not None
    assert body["message_reference"]["fail_if_not_exists"] is True
    assert result.response is not None
    assert result.response.content == shared_texts.TARGET_GONE
    assert [(row["outcome"], row["text"]) for row in await world.rows("asked")] == [("gone", None)]


async def test_answer_this_takes_its_reply_back_when_the_message_goes_meanwhile(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deleted after Discord took the reply, and before the helper was told so: neither reply nor text stay."""
    message = await world.alice.send(world.channel, "how much caffeine?")
    tell = answer_this.replace_deferred

    async def late(interaction: Interaction, reply: Reply) -> None:
        gone = {"id": message.id, "channel_id": message.channel.id}
        await world.bot.on_raw_message_delete(discord.RawMessageDeleteEvent(gone))  # type: ignore[arg-type]
        await tell(interaction, reply)

    monkeypatch.setattr(answer_this, "replace_deferred", late)
    await world.bob.context_menu(world.channel, "Answer this", message)
    assert world.replies() == []
    assert [(row["outcome"], row["text"]) for row in await world.rows("asked")] == [("sent", None)]


async def test_the_author_is_pinged_once_however_often_somebody_presses(world: World) -> None:
    """By whoever pressed first; another message is another matter."""
    first, second = [await world.alice.send(world.channel, "how much caffeine?") for _ in range(2)]
    for message in (first, first, second):
        await world.bob.context_menu(world.channel, "Answer this", message)
    sent = [one.json for one in world.env.http_requests if one.method == "POST" and one.path.endswith("/messages")]
    assert [body["allowed_mentions"].get("replied_user", False) for body in sent if body] == [True, False, True]


@pytest.mark.parametrize("code", [50007, 50083])
async def test_closed_messages_and_closed_threads_are_no_defects(
    world: World, caplog: pytest.LogCaptureFixture, code: int
) -> None:
    """Nobody can do anything about them here."""
    world.env.inject_error("POST", MESSAGES, status=403 if code == 50007 else 400, code=code, message="No.")
    await world.alice.send(world.channel, f"{world.mention} how much caffeine?")
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert [row["outcome"] for row in await world.rows("asked")] == ["refused"]


async def test_a_helper_whose_reply_is_refused_gets_the_answer(world: World) -> None:
    """Discord may know better than the permissions say."""
    message = await world.alice.send(world.channel, "how much caffeine?")
    world.env.inject_error("POST", MESSAGES, status=403, code=50013, message="Missing Permissions")
    result = await world.bob.context_menu(world.channel, "Answer this", message)
    assert result.response is not None
    assert (result.response.content, result.response.embeds[0].title) == (texts.CANNOT_POST, "Caffeine")


async def test_a_message_is_sent_once_however_often_it_is_tried(world: World) -> None:
    """By its nonce, which Discord is told to enforce."""
    await world.ask("how much caffeine?")
    (body,) = [one.json for one in world.env.http_requests if one.path.endswith("/messages")]
    assert body is not None
    assert body["enforce_nonce"]
    assert len(body["nonce"]) <= 25


def _posts(world: World) -> int:
    return sum(one.method == "POST" and one.path.endswith("/messages") for one in world.env.http_requests)
