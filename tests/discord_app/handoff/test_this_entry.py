"""[It's this entry…]: the asker gets an entry, and the question is taught to it."""

import simcord

from tests.discord_app.handoff.asked import QUESTION, answer, ask, now, pinged, posted, replies, said, waiting
from tests.discord_app.moderators import ModWorld, options, press, text_of
from tests.discord_app.worlds import labels


async def chosen(world: ModWorld, post: object, key: str = "ops/cost") -> simcord.InteractionResult:
    """A moderator presses the button and chooses an entry: the proposal."""
    which = await world.mo.click(post, label="It's this entry…")  # type: ignore[arg-type]
    return await world.mo.select(said(which), [key])


async def test_it_answers_with_the_card_and_teaches_the_question_in_three_acts(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    which = await world.mo.click(post, label="It's this entry…")  # 1
    assert QUESTION in text_of(which)
    assert {one.value for one in options(which)} == set(world.base.entries)
    shown = await world.mo.select(said(which), ["ops/cost"])  # 2
    assert "question added" in text_of(shown)
    assert replies(world, message) == [], "nobody is told before it is confirmed"
    assert labels(said(shown))[:2] == ["Reply and teach", "Only reply"]
    done = await press(world.mo, shown, "Reply and teach")  # 3
    (reply,) = replies(world, message)
    assert reply.embeds[0].title == "Cost"
    assert reply.content == "-# Answered by **mo**"
    assert pinged(world, reply) == [world.alice.id]
    assert labels(reply) == ["Delete"]
    assert world.base.entries["ops/cost"].questions[-1] == QUESTION
    assert reply.jump_url in text_of(done)
    assert "Saved as #" in text_of(done)
    assert not any(label.startswith("Tell") for label in labels(said(done))), "who asked has been told"
    assert await waiting(world) == []
    assert "Answered by mo" in text_of(now(world, post))
    assert labels(now(world, post)) == []


async def test_it_may_be_sent_without_teaching(world: ModWorld) -> None:
    message, question = await ask(world)
    shown = await chosen(world, await posted(world, question))
    done = await press(world.mo, shown, "Only reply")
    assert len(replies(world, message)) == 1
    assert "I've replied" in text_of(done)
    assert QUESTION not in world.base.entries["ops/cost"].questions


async def test_who_asked_may_take_the_card_away(world: ModWorld) -> None:
    message, question = await ask(world)
    await press(world.mo, await chosen(world, await posted(world, question)), "Only reply")
    (reply,) = replies(world, message)
    await world.alice.click(reply, label="Delete")
    assert replies(world, message) == []


async def test_an_entry_that_has_the_question_already_is_the_answer_all_the_same(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    await press(
        world.mo, await world.mo.slash(world.channel, "knowledge teach", entry="Cost", question=QUESTION), "Save"
    )
    shown = await chosen(world, post)
    assert "Only reply" in labels(said(shown))
    assert "Reply and teach" not in labels(said(shown))
    await press(world.mo, shown, "Only reply")
    assert len(replies(world, message)) == 1


async def test_whoever_confirms_second_is_shown_the_first_answer_and_teaches_nothing(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    shown = await chosen(world, post)
    await answer(world, post, "Luigi's.", world.max)
    late = await press(world.mo, shown, "Reply and teach")
    assert "answered already" in text_of(late)
    assert "Luigi's." in text_of(late)
    assert len(replies(world, message)) == 1
    assert QUESTION not in world.base.entries["ops/cost"].questions


async def test_it_outlives_a_restart_between_the_steps(world: ModWorld) -> None:
    message, question = await ask(world)
    shown = await chosen(world, await posted(world, question))
    await world.restart()
    await press(world.mo, shown, "Reply and teach")
    assert len(replies(world, message)) == 1
    assert QUESTION in world.base.entries["ops/cost"].questions


async def test_who_lost_the_role_confirms_nothing(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    assert "moderators" in text_of(await world.alice.click(post, label="It's this entry…"))
    shown = await chosen(world, post)
    await world.take_role(world.mo)
    assert "for this server's moderators" in text_of(await press(world.mo, shown, "Reply and teach"))
    assert "for this server's moderators" in text_of(await press(world.mo, shown, "Only reply"))
    assert replies(world, message) == []
    assert await waiting(world) == [question.question]


async def test_an_entry_that_went_meanwhile_is_said(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    which = await world.mo.click(post, label="It's this entry…")
    await press(world.mo, await world.mo.slash(world.channel, "knowledge remove", entry="glossary"), "Remove Glossary")
    gone = await world.mo.select(said(which), ["ops/glossary"])
    assert "no such entry" in text_of(gone)
    assert replies(world, message) == []


async def test_a_deleted_message_is_said_and_the_entry_has_learned_all_the_same(world: ModWorld) -> None:
    message, question = await ask(world)
    shown = await chosen(world, await posted(world, question))
    gone = "In message_reference: Unknown message"
    world.env.inject_error("POST", "/channels/*/messages", status=400, code=50035, message=gone)
    done = await press(world.mo, shown, "Reply and teach")
    assert "nothing to reply to" in text_of(done)
    assert "Saved as #" in text_of(done)
    assert replies(world, message) == []
