"""From an unknown question to the bot's own answer, with every press that people make; the acts are counted."""

from typing import Any

import pytest

from bot.discord_app.handoff.upkeep import Upkeep
from bot.discord_app.ui.posting import delete
from tests.discord_app.handoff import handing_on
from tests.discord_app.handoff.asked import QUESTION, answer, now, pinged, replies, said
from tests.discord_app.handoff.handing_on import ask, hand_on, name_channel, said_in
from tests.discord_app.moderators import ModWorld, answer_to, press, text_of, values_of
from tests.discord_app.worlds import labels


async def test_asked_not_known_answered_by_a_human_and_known(world: ModWorld) -> None:
    mods = await name_channel(world)
    message, unknown = await ask(world)
    await hand_on(world.alice, unknown)
    (post,) = said_in(world, mods)
    shown = said(await answer(world, post, "Try Luigi's."))  # 1 and 2: the button, the form
    assert pinged(world, replies(world, message)[0]) == [world.alice.id]
    form = await world.mo.click(shown, label="Keep as an entry")  # 3
    proposal = await world.mo.submit_modal(form, values_of(form))  # 4
    await press(world.mo, proposal, "Save")  # 5
    _, known = await ask(world, QUESTION, world.max)
    assert known.embeds[0].description == "Try Luigi's."
    await Upkeep(world.bot).catch_up()
    assert labels(now(world, post)) == [], "what is kept is not offered again"
    assert "Answered by mo" in text_of(now(world, post))


@pytest.mark.world(editors=())
async def test_who_edits_is_found_out_while_the_answer_is_typed(world: ModWorld) -> None:
    """Where nobody is configured to, Discord has to be asked: that must not cost a press before the next form."""
    mods = await name_channel(world)
    _, unknown = await ask(world)
    await hand_on(world.alice, unknown)
    shown = said(await answer(world, said_in(world, mods)[0], "Try Luigi's."))
    form = await world.mo.click(shown, label="Keep as an entry")
    assert values_of(form)["w"] == "Try Luigi's."


async def test_what_was_asked_by_the_command_pings_its_asker_too(world: ModWorld) -> None:
    mods = await name_channel(world)
    unknown = await world.alice.slash(world.channel, "ask", question=QUESTION)
    await hand_on(world.alice, answer_to(unknown))
    (stands,) = said_in(world, world.channel)
    (post,) = said_in(world, mods)
    shown = said(await answer(world, post, "Try @everyone's Luigi's."))
    reply = said_in(world, world.channel)[-1]
    assert reply.reference is not None
    assert reply.reference.message_id == stands.id
    assert reply.content.startswith(f"<@{world.alice.id}>\n")
    assert pinged(world, reply) == [world.alice.id]
    await world.restart()
    ready = await world.mo.click(shown, label="Keep as an entry")
    form = await press(world.mo, ready, "Open the form")
    assert (values_of(form)["q"], values_of(form)["w"]) == (QUESTION, "Try @everyone's Luigi's.")


async def test_of_questions_in_one_post_the_one_it_shows_is_kept(world: ModWorld) -> None:
    mods = await name_channel(world)
    for text, who in ((QUESTION, world.alice), (f"{QUESTION} please", world.max)):
        _, unknown = await ask(world, text, who)
        await hand_on(who, unknown)
    (post,) = said_in(world, mods)
    shown = said(await answer(world, post, "Try Luigi's."))
    assert "the 2 members who asked" in shown.content
    assert values_of(await world.mo.click(shown, label="Keep as an entry"))["q"] == QUESTION


@pytest.mark.parametrize("way", ["mention", "command"])
async def test_of_all_that_is_sent_the_answer_alone_pings_and_the_asker_alone(world: ModWorld, way: str) -> None:
    """Whatever the question, the answer and everybody's names hold."""
    mods = await name_channel(world)
    members = world.env.backend.get_guild(world.guild.id).members
    members[world.alice.id].nick, members[world.mo.id].nick = "@everyone **x** <@1>", "@here __y__ ](http://z)"
    await world.env.settle()
    everybody = f"@everyone @here <@{world.bob.id}> <@!{world.bob.id}> <@&{world.role.id}>"
    before = len(world.env.http_requests)
    if way == "mention":
        _, unknown = await ask(world, f"{QUESTION} {everybody}")
    else:
        unknown = answer_to(await world.alice.slash(world.channel, "ask", question=f"{QUESTION} {everybody}"))
    await hand_on(world.alice, unknown)
    await world.mo.click(said_in(world, mods)[-1], label="I'm on it")
    await answer(world, said_in(world, mods)[-1], f"{everybody} Luigi's.")
    sent: list[Any] = [one.json for one in world.env.http_requests[before:] if one.json]
    bodies = [one.get("data", one) for one in sent]
    allowed = [one["allowed_mentions"] for one in bodies if one.get("content") or one.get("embeds")]
    quiet: dict[str, Any] = {"parse": []}
    pings = {"replied_user": True} if way == "mention" else {"users": [world.alice.id]}
    assert [one for one in allowed if one != quiet] == [quiet | pings]
    assert len(allowed) > 5
    in_text = [f"{one.get('content')} {one.get('embeds')}" for one in bodies]
    assert not any(str(world.bob.id) + ">" in one and f"<@{world.bob.id}" in one for one in in_text)
    assert not any("@everyone" in one or "@here" in one for one in in_text)


@pytest.mark.parametrize("stopped", ["before the post", "after the post"])
async def test_the_post_keeps_its_offers_whenever_the_bot_was_stopped(world: ModWorld, stopped: str) -> None:
    """The private message is gone, and so is all that was in memory."""
    mods = await name_channel(world)
    message, unknown = await ask(world)
    await hand_on(world.alice, unknown)
    (post,) = said_in(world, mods)
    if stopped == "before the post":
        world.env.inject_error("PATCH", "/channels/*/messages/*", status=403, code=50013, message="Missing Permissions")
    await answer(world, post, "Try Luigi's.")
    await world.restart()
    await Upkeep(world.bot).catch_up()
    await world.env.settle()
    shown = now(world, post)
    assert replies(world, message)[0].jump_url in text_of(shown)
    assert labels(shown) == ["Keep as an entry", "Add to an entry…", "Only this once"]
    form = await press(world.mo, await world.mo.click(shown, label="Keep as an entry"), "Open the form")
    assert values_of(form)["w"] == "Try Luigi's."


async def test_an_answer_that_was_deleted_leaves_an_empty_form(world: ModWorld) -> None:
    mods = await name_channel(world)
    message, unknown = await ask(world)
    await hand_on(world.alice, unknown)
    (post,) = said_in(world, mods)
    await answer(world, post, "Try Luigi's.")
    await delete(world.bot, world.channel.id, replies(world, message)[0].id)
    await world.restart()
    form = await press(world.mo, await world.mo.click(now(world, post), label="Keep as an entry"), "Open the form")
    assert (values_of(form)["q"], values_of(form)["w"]) == (QUESTION, "")
    assert handing_on.QUESTION == QUESTION
