"""[Tell the 3 who asked]: once a question has its entry, those who still wait for it hear of it."""

import discord
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.discord_app.handoff.upkeep import Upkeep
from tests.discord_app.handoff.asked import QUESTION, answer, ask, now, pinged, posted, replies, said, waiting
from tests.discord_app.moderators import ModWorld, buttons_of, press, text_of
from tests.discord_app.worlds import labels


async def taught(world: ModWorld, question: str = QUESTION, entry: str = "Cost") -> simcord.InteractionResult:
    """Mo teaches an entry a question: the message after saving."""
    shown = await world.mo.slash(world.channel, "knowledge teach", entry=entry, question=question)
    return await press(world.mo, shown, "Save")


async def shown_labels(world: ModWorld, post: discord.Message) -> list[str]:
    """The buttons of a post, once it shows what is so."""
    await Upkeep(world.bot).catch_up()
    await world.env.settle()
    return labels(now(world, post))


async def test_those_who_asked_are_told_by_replies_each_alone_and_once(world: ModWorld) -> None:
    asked = [(await ask(world, who=who))[0] for who in (world.alice, world.max, world.alice)]
    other, question = await ask(world, "how do I knit a scarf")
    saved = await taught(world)
    assert labels(said(saved))[-1] == "Tell the 3 who asked"
    done = await press(world.mo, saved, "Tell the 3 who asked")
    assert text_of(said(done)) == "I've told 3 members who asked."
    for message in asked:
        (reply,) = replies(world, message)
        assert reply.embeds[0].title == "Cost"
        assert reply.content == "You asked me this earlier. I have an answer now:"
        assert pinged(world, reply) == [message.author.id]
    assert replies(world, other) == []
    assert await waiting(world) == [question.question]
    again = await press(world.mo, saved, "Tell the 3 who asked")
    assert text_of(said(again)).startswith("Nobody waits for that any longer")
    assert all(len(replies(world, message)) == 1 for message in asked)


async def test_a_new_entry_offers_it_too_and_names_a_single_one(world: ModWorld) -> None:
    message, _ = await ask(world)
    form = await world.mo.slash(world.channel, "knowledge add", kind="answer")
    typed = {"t": "Pizza", "w": "Luigi's.", "q": QUESTION, "a": ""}
    saved = await press(world.mo, await world.mo.submit_modal(form, typed), "Save")
    done = await press(world.mo, saved, "Tell the one who asked")
    assert text_of(said(done)) == "I've told 1 member who asked."
    assert replies(world, message)[0].embeds[0].title == "Pizza"


async def test_the_inbox_offers_it_however_the_answer_came_to_be_known(world: ModWorld) -> None:
    """The message after saving is private and lost with a restart of the phone; a file says nothing at all."""
    message, _ = await ask(world)
    assert not any(one.startswith("Tell") for one in buttons_of(await world.mo.slash(world.channel, "knowledge inbox")))
    (world.folder / "knowledge" / "pizza.yaml").write_text(
        f"topic: pizza\ntitle: Pizza\nentries:\n  a: {{title: Pizza, answer: Luigi's., questions: [{QUESTION}]}}\n"
    )
    assert await world.services.moderation.editor.follow(None)
    await world.restart()
    inbox = await world.mo.slash(world.channel, "knowledge inbox")
    done = await press(world.mo, inbox, "Tell the one who asked")
    assert text_of(said(done)) == "I've told 1 member who asked."
    assert replies(world, message)[0].embeds[0].title == "Pizza"
    assert pinged(world, replies(world, message)[0]) == [world.alice.id]
    again = await world.mo.slash(world.channel, "knowledge inbox")
    assert not any(one.startswith("Tell") for one in buttons_of(again))


async def test_who_was_answered_by_a_human_is_not_told_again(world: ModWorld) -> None:
    _, first = await ask(world)
    await answer(world, await posted(world, first), "Luigi's.")
    saved = await taught(world)
    assert not any(label.startswith("Tell") for label in labels(said(saved)))


async def test_the_post_shows_that_the_question_has_its_answer(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    await press(world.mo, await taught(world), "Tell the one who asked")
    (reply,) = replies(world, message)
    assert reply.jump_url in text_of(now(world, post))
    assert labels(now(world, post)) == []


async def test_the_post_of_a_question_that_another_save_answers_closes_and_opens_with_undo(world: ModWorld) -> None:
    """The asker still waits: who saved it may tell them, also after Undo and Redo."""
    _, question = await ask(world, "where's the best pizza in town, please?")
    post = await posted(world, question)
    offers = labels(post)
    saved = await taught(world)
    assert await shown_labels(world, post) == []
    undone = await press(world.mo, saved, "Undo")
    assert await shown_labels(world, post) == offers
    redone = await press(world.mo, undone, "Redo")
    assert await shown_labels(world, post) == []
    assert "I know an answer to it now" in text_of(now(world, post))
    await press(world.mo, redone, "Tell the one who asked")
    assert await waiting(world) == []


async def test_after_seven_days_nobody_is_told(world: ModWorld) -> None:
    await ask(world)
    saved = await taught(world)
    await world.env.advance_time(7 * 86_400 + 1)
    again = await world.forge(world.mo, world.channel, "k:tell:b1")
    assert "Nobody waits for that any longer" in text_of(said(again))
    assert saved.response is not None


async def test_slash_questions_have_no_message_to_reply_to(world: ModWorld) -> None:
    await world.asked(QUESTION)
    assert not any(label.startswith("Tell") for label in labels(said(await taught(world))))


async def test_deleted_messages_and_closed_channels_are_counted(world: ModWorld) -> None:
    message, _ = await ask(world)
    await world.env.advance_time(1)
    other, question = await ask(world, who=world.max)
    saved = await taught(world)
    gone = "In message_reference: Unknown message"
    world.env.inject_error("POST", "/channels/*/messages", status=400, code=50035, message=gone)
    done = await press(world.mo, saved, "Tell the 2 who asked")
    assert text_of(said(done)).split("\n") == [
        "I've told 1 member who asked.",
        "The message that asked was deleted, so there was nothing to reply to.",
    ]
    assert (len(replies(world, message)), len(replies(world, other))) == (0, 1)
    assert question.question not in await waiting(world)


async def test_where_the_bot_may_not_reply_they_wait_on(world: ModWorld) -> None:
    _, question = await ask(world)
    saved = await taught(world)
    silent = Overwrite(world.guild.id, OverwriteType.ROLE, deny=discord.Permissions(send_messages=True).value)
    world.env.backend.set_overwrite(world.channel.id, silent)
    await world.env.settle()
    done = await press(world.mo, saved, "Tell the one who asked")
    assert text_of(said(done)).startswith("I've told nobody.\nI couldn't reply in")
    assert await waiting(world) == [question.question]


async def test_only_moderators_of_that_server_tell(world: ModWorld) -> None:
    message, _ = await ask(world)
    await taught(world)
    for who, channel in ((world.alice, world.channel), (world.nell, world.next_channel)):
        refused = await world.forge(who, channel, "k:tell:b2")
        assert refused.response is not None
    assert replies(world, message) == []


async def test_who_opted_out_is_not_told(world: ModWorld) -> None:
    message, _ = await ask(world)
    saved = await taught(world)
    await world.services.privacy.set_storing(world.alice.id, on=False)
    done = await press(world.mo, saved, "Tell the one who asked")
    assert text_of(said(done)).startswith("Nobody waits for that any longer")
    assert replies(world, message) == []


async def test_it_works_after_a_restart(world: ModWorld) -> None:
    message, _ = await ask(world)
    saved = await taught(world)
    await world.restart()
    await press(world.mo, saved, "Tell the one who asked")
    assert len(replies(world, message)) == 1
