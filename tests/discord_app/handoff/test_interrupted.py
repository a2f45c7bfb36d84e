"""The bot is stopped, or loses its connection, while it replies: nobody is answered twice, and nothing is lost."""

import pytest

from bot.discord_app.handoff import texts
from bot.discord_app.handoff.interrupted import SETTLED
from bot.discord_app.handoff.upkeep import Upkeep
from tests.discord_app.handoff.asked import QUESTION, answer, ask, now, posted, replies, said, waiting
from tests.discord_app.handoff.handing_on import allow, field, name_channel, said_in, told
from tests.discord_app.handoff.mishaps import kill, lost, started_again
from tests.discord_app.moderators import ModWorld, press, text_of
from tests.discord_app.worlds import labels


def replying(world: ModWorld) -> str:
    return f"/channels/{world.channel.id}/messages"


async def a_minute_later(world: ModWorld) -> None:
    await world.env.advance_time(SETTLED.total_seconds() + 1)
    await Upkeep(world.bot).catch_up()
    await world.env.settle()


async def test_killed_before_the_reply_was_sent_the_question_waits_and_the_post_says_so(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    with kill(world, "POST", replying(world), arrived=False) as killed:
        await answer(world, post, "Try Luigi's.")
    async with started_again(world, killed) as after:
        assert await waiting(after) == [], "it is not known yet whether it was sent"
        late = said(await answer(after, post, "Try Mario's.", after.max))
        assert late.content.startswith(texts.BEING_ANSWERED)
        assert "Try Mario's." in late.content
        assert text_of(await after.max.click(post, label="Dismiss")) == texts.BEING_ANSWERED
        await a_minute_later(after)
        assert await waiting(after) == [question.question]
        assert field(now(after, post), texts.FAILED) == texts.INTERRUPTED
        await answer(after, now(after, post), "Try Luigi's, as I said.")
        (reply,) = replies(after, message)
        assert reply.content.startswith("Try Luigi's, as I said.")
        assert field(now(after, post), texts.FAILED) is None


async def test_killed_after_the_reply_was_sent_it_is_found_and_nobody_answers_twice(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    with kill(world, "POST", replying(world), arrived=True) as killed:
        await answer(world, post, "Try Luigi's.")
    async with started_again(world, killed) as after:
        await a_minute_later(after)
        assert await waiting(after) == []
        (reply,) = replies(after, message)
        assert reply.jump_url in (field(now(after, post), texts.ANSWERED) or "")
        assert labels(now(after, post)) == ["Keep as an entry", "Add to an entry…", "Only this once"]
        forged = await after.forge(after.max, after.channel, f"w:entry:{question.question:016x}")
        assert text_of(said(forged)).startswith(texts.NO_LONGER)
        assert len(replies(after, message)) == 1


async def test_killed_between_two_who_asked_alike_each_gets_it_once(world: ModWorld) -> None:
    """The first one's reply stands, and the second's is not sent."""
    asked = [await ask(world), await ask(world, "best pizza in this town?", world.max)]
    post = await posted(world, *(question for _, question in asked))
    with kill(world, "POST", replying(world), arrived=True) as killed:
        await answer(world, post, "Try Luigi's.")
    async with started_again(world, killed) as after:
        await a_minute_later(after)
        assert await waiting(after) == [asked[1][1].question]
        shown = now(after, post)
        assert shown.embeds[0].description == "“best pizza in this town?”"
        await answer(after, shown, "Try Luigi's.")
        assert [len(replies(after, message)) for message, _ in asked] == [1, 1]


@pytest.mark.parametrize("arrived", [False, True])
async def test_killed_while_those_who_asked_are_told_nobody_is_told_twice(world: ModWorld, *, arrived: bool) -> None:
    asked = [await ask(world), await ask(world, QUESTION, world.max)]
    teach = await world.mo.slash(world.channel, "knowledge teach", entry="Cost", question=QUESTION)
    saved = await press(world.mo, teach, "Save")
    with kill(world, "POST", replying(world), arrived=arrived) as killed:
        await press(world.mo, saved, "Tell the 2 who asked")
    async with started_again(world, killed) as after:
        await a_minute_later(after)
        await press(after.mo, saved, "Tell the 2 who asked")
        assert [len(replies(after, message)) for message, _ in asked] == [1, 1]
        assert await waiting(after) == []


@pytest.mark.parametrize("arrived", [False, True])
async def test_a_connection_that_breaks_is_not_taken_for_a_refusal(world: ModWorld, *, arrived: bool) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    form = await world.mo.click(post, label="Answer")
    with lost(world, "POST", replying(world), arrived=arrived):
        shown = said(await world.mo.submit_modal(form, {"a": "Try Luigi's."}))
    assert "I can't say yet whether my reply arrived" in shown.content
    assert "Try Luigi's." in shown.content
    assert "I can't say yet" in (field(now(world, post), texts.FAILED) or "")
    assert said(await answer(world, post, "Once more.")).content.startswith(texts.BEING_ANSWERED)
    await a_minute_later(world)
    assert await waiting(world) == ([] if arrived else [question.question])
    assert len(replies(world, message)) >= int(arrived)
    if not arrived:
        assert field(now(world, post), texts.FAILED) == texts.INTERRUPTED
        await answer(world, now(world, post), "Try Luigi's.")
        assert len(replies(world, message)) == 1
    else:
        assert field(now(world, post), texts.ANSWERED)


async def test_where_it_can_not_be_looked_up_the_post_says_so_until_it_can(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    with kill(world, "POST", replying(world), arrived=True) as killed:
        await answer(world, post, "Try Luigi's.")
    async with started_again(world, killed) as after:
        await allow(after, after.channel, after.guild.id, read_message_history=False)
        await a_minute_later(after)
        assert field(now(after, post), texts.FAILED) == texts.cannot_look(after.channel.id)
        await allow(after, after.channel, after.guild.id)
        await a_minute_later(after)
        assert field(now(after, post), texts.ANSWERED)
        assert len(replies(after, message)) == 1


@pytest.mark.parametrize("arrived", [False, True])
async def test_killed_while_the_moderators_are_asked_no_text_is_left_in_a_post_that_nobody_knows(
    world: ModWorld, *, arrived: bool
) -> None:
    mods = await name_channel(world)
    message, question = await ask(world)
    unknown = said_in(world, world.channel)[-1]
    consents = [await world.alice.click(unknown, label="Ask the moderators") for _ in range(3)]
    with kill(world, "POST", f"/channels/{mods.id}/messages", arrived=arrived) as killed:
        await press(world.alice, consents[0], "Ask them")
    async with started_again(world, killed) as after:
        assert told(await press(after.alice, consents[1], "Ask them")) == texts.HAVE_IT
        await a_minute_later(after)
        assert await waiting(after) == [question.question]
        again = told(await press(after.alice, consents[2], "Ask them"))
        assert again == (texts.HAVE_IT if arrived else texts.ASKED_THEM)
        (post,) = said_in(after, mods)
        assert QUESTION in text_of(post)
        assert field(post, texts.FAILED) is None
        await after.alice.delete(message)
        await Upkeep(after.bot).catch_up()
        (post,) = said_in(after, mods)
        assert QUESTION not in text_of(post)


async def test_killed_after_the_post_was_kept_it_is_open_as_any_other(world: ModWorld) -> None:
    mods = await name_channel(world)
    _, question = await ask(world)
    store = world.services.moderation.awaiting
    consent = await world.alice.click(said_in(world, world.channel)[-1], label="Ask the moderators")
    await press(world.alice, consent, "Ask them")
    (post,) = said_in(world, mods)
    await store.claim(world.guild.id, [question.question], post.id - 1)
    await a_minute_later(world)
    assert await waiting(world) == [question.question]
    assert field(now(world, post), texts.FAILED) is None
