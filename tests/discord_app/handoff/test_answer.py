"""[Answer]: the bot replies to who asked with what a moderator typed."""

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.discord_app.handoff.states import Answer
from bot.discord_app.handoff.upkeep import Upkeep
from tests.discord_app.handoff.asked import (
    QUESTION,
    answer,
    ask,
    now,
    pinged,
    posted,
    replies,
    said,
    send,
    waiting,
)
from tests.discord_app.handoff.handing_on import hand_on, name_channel, said_in
from tests.discord_app.moderators import ModWorld, answer_to, press, text_of, values_of
from tests.discord_app.worlds import labels

KEEP = ["Keep as an entry", "Add to an entry…", "Only this once"]


async def test_the_asker_gets_the_answer_as_a_reply_that_pings_them_alone(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    form = await world.mo.click(post, label="Answer")
    assert form.modal is not None
    assert form.modal["components"][0]["content"] == f"“{QUESTION}”"
    shown = await send(
        world.mo, form, f"Try **Luigi's**, says <@{world.max.id}> to @everyone in <#{world.channel.id}>."
    )
    (reply,) = replies(world, message)
    assert "Try **Luigi's**" in reply.content
    assert reply.content.endswith("\n-# Answered by **mo**")
    assert pinged(world, reply) == [world.alice.id]
    assert f"<@{world.max.id}>" not in reply.content
    assert "@everyone" not in reply.content
    assert f"<#{world.channel.id}>" in reply.content, "a channel is no mention of somebody"
    assert reply.jump_url in text_of(said(shown))
    assert labels(said(shown)) == KEEP
    assert await waiting(world) == []


async def test_the_post_shows_who_answered_and_offers_what_the_private_message_does(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    await answer(world, post, "Try Luigi's.")
    (reply,) = replies(world, message)
    shown = text_of(now(world, post))
    assert "Answered by mo" in shown
    assert "Try Luigi's." in shown
    assert reply.jump_url in shown
    assert labels(now(world, post)) == KEEP


async def test_a_question_of_who_opted_out_meanwhile_is_in_no_form(world: ModWorld) -> None:
    _, question = await ask(world)
    shown = await answer(world, await posted(world, question), "Try Luigi's.")
    await press(world.alice, await world.alice.slash(world.channel, "privacy"), "Stop storing")
    ready = await world.mo.click(said(shown), label="Keep as an entry")
    assert ready.modal is None
    assert QUESTION not in text_of(said(ready))


async def test_who_joined_the_post_gets_it_too_each_once(world: ModWorld) -> None:
    asked = [await ask(world), await ask(world, "best pizza in this town?", world.max)]
    post = await posted(world, *(question for _, question in asked))
    shown = await answer(world, post, "Try Luigi's.")
    for message, _ in asked:
        (reply,) = replies(world, message)
        assert pinged(world, reply) == [message.author.id]
    assert "the 2 members who asked" in text_of(said(shown))
    assert await waiting(world) == []


async def test_how_long_it_took_is_kept_and_nothing_else(world: ModWorld) -> None:
    _, question = await ask(world)
    post = await posted(world, question)
    await world.env.advance_time(240)
    await answer(world, post, "Try Luigi's.")
    took = await world.services.moderation.handoff.takes(world.guild.id)
    assert took is not None
    assert 240 <= took.total_seconds() < 250


async def test_who_answers_second_sees_the_first_answer_and_may_add_theirs(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    form = await world.max.click(post, label="Answer")
    await answer(world, post, "Try Luigi's.")
    late = said(await send(world.max, form, "Try `Mario`, too.\n```\nor not\n```"))
    assert len(replies(world, message)) == 1
    assert "answered already" in late.content
    assert "Try Luigi's." in late.content
    assert "Try `Mario`, too." in late.content
    more = await world.max.click(late, label="Add to the answer")
    assert values_of(more) == {"a": "Try `Mario`, too.\n```\nor not\n```"}
    added = await send(world.max, more, "Try `Mario`, too.")
    _first, second = replies(world, message)
    assert second.content == "Try `Mario`, too.\n-# Added by **max**"
    assert pinged(world, second) == []
    assert second.jump_url in text_of(said(added))


async def test_who_answers_late_sees_the_first_answer(world: ModWorld) -> None:
    _, question = await ask(world)
    post = await posted(world, question)
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=403, code=50013, message="Missing Permissions")
    await answer(world, post, "Try Luigi's.")
    late = said(await answer(world, post, "Try Mario's.", world.max))
    assert "answered already" in late.content
    assert "Try Luigi's." in late.content
    assert "```\nTry Mario's.\n```" in late.content
    form = await world.forge(world.max, world.channel, Answer(question.question).encode())
    elsewhere = said(await send(world.max, form, "Try Mario's."))
    assert elsewhere.content.startswith("That question no longer waits"), "pressed elsewhere, it has no post"


async def test_a_member_and_who_lost_the_role_are_refused_and_keep_their_text(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    refused = await world.alice.click(post, label="Answer")
    assert "for this server's moderators" in text_of(refused)
    form = await world.max.click(post, label="Answer")
    await world.take_role(world.max)
    shown = said(await send(world.max, form, "Try Luigi's."))
    assert "for this server's moderators" in shown.content
    assert "```\nTry Luigi's.\n```" in shown.content
    assert replies(world, message) == []
    assert await waiting(world) == [question.question]


async def test_another_servers_moderator_reaches_nothing(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    forged = await world.forge(world.nell, world.next_channel, f"w:answer:{question.question:016x}")
    assert "no longer waits" in text_of(said(await send(world.nell, forged, "Me.")))
    form = await world.mo.click(post, label="Answer")
    stolen = await world.forge(world.nell, world.next_channel, f"w:keep:{post.id:016x}")
    assert "too long ago" in text_of(stolen)
    await send(world.mo, form, "Luigi's.")
    assert len(replies(world, message)) == 1


async def test_an_empty_answer_is_not_sent(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    assert "no text in that" in text_of(said(await answer(world, post, "   ")))
    assert replies(world, message) == []


async def test_a_deleted_message_has_nothing_to_reply_to(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    form = await world.mo.click(post, label="Answer")
    await world.alice.delete(message)
    assert await world.services.recorder.flush()
    shown = said(await send(world.mo, form, "Try Luigi's."))
    assert "no longer waits" in shown.content
    assert "Try Luigi's." in shown.content


async def test_one_that_goes_unheard_of_is_said_and_its_text_erased(world: ModWorld) -> None:
    _, question = await ask(world)
    post = await posted(world, question)
    form = await world.mo.click(post, label="Answer")
    gone = "In message_reference: Unknown message"
    world.env.inject_error("POST", "/channels/*/messages", status=400, code=50035, message=gone)
    shown = said(await send(world.mo, form, "Try Luigi's."))
    assert "was deleted, so there was nothing to reply to" in shown.content
    assert "Try Luigi's." in shown.content
    assert await waiting(world) == []
    assert await world.services.moderation.asked.text_of(world.guild.id, question.question) is None


async def test_where_the_bot_may_not_reply_the_question_waits_on_and_the_post_says_so(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    form = await world.mo.click(post, label="Answer")
    silent = Overwrite(world.guild.id, OverwriteType.ROLE, deny=discord.Permissions(send_messages=True).value)
    world.env.backend.set_overwrite(world.channel.id, silent)
    await world.env.settle()
    shown = said(await send(world.mo, form, "Try Luigi's."))
    assert f"I couldn't reply in <#{world.channel.id}>, so the question still waits" in shown.content
    assert "Try Luigi's." in shown.content
    assert await waiting(world) == [question.question]
    assert "Not sent" in text_of(now(world, post))
    assert "Answer" in labels(now(world, post))
    assert replies(world, message) == []


async def test_an_asker_who_left_is_named_as_such(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    world.guild.remove_member(world.alice)
    shown = said(await answer(world, post, "Try Luigi's."))
    assert "has left this server" in shown.content
    assert len(replies(world, message)) == 1


async def test_so_is_one_who_asked_by_the_command(world: ModWorld) -> None:
    mods = await name_channel(world)
    await hand_on(world.alice, answer_to(await world.alice.slash(world.channel, "ask", question=QUESTION)))
    world.guild.remove_member(world.alice)
    assert "has left this server" in said(await answer(world, said_in(world, mods)[-1], "Try Luigi's.")).content


async def test_an_answer_that_begins_with_a_mention_is_kept_whole(world: ModWorld) -> None:
    """Read back from the bot's message, as after a restart."""
    _, question = await ask(world)
    shown = said(await answer(world, await posted(world, question), f"<@{world.max.id}> knows it.\nAsk at the desk."))
    await world.restart()
    form = await press(world.mo, await world.mo.click(shown, label="Keep as an entry"), "Open the form")
    assert values_of(form)["w"] == f"<@{world.max.id}> knows it.\nAsk at the desk."


async def test_who_opted_out_meanwhile_is_left_alone(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    form = await world.mo.click(post, label="Answer")
    await world.services.privacy.set_storing(world.alice.id, on=False)
    shown = said(await send(world.mo, form, "Try Luigi's."))
    assert "no longer waits" in shown.content
    assert "Try Luigi's." in shown.content
    assert replies(world, message) == []


async def test_a_form_open_over_a_restart_is_taken_all_the_same(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    form = await world.mo.click(post, label="Answer")
    await world.restart()
    shown = await send(world.mo, form, "Try Luigi's.")
    assert len(replies(world, message)) == 1
    await world.restart()
    ready = await world.mo.click(said(shown), label="Keep as an entry")
    form = await press(world.mo, ready, "Open the form")
    assert (values_of(form)["q"], values_of(form)["w"]) == (QUESTION, "Try Luigi's.")


@pytest.mark.parametrize("where", ["private", "post"])
async def test_an_answer_is_kept_as_an_entry_in_three_acts(world: ModWorld, where: str) -> None:
    _, question = await ask(world)
    post = await posted(world, question)
    shown = said(await answer(world, post, f"Try **Luigi's**, says <@{world.max.id}>."))
    form = await world.mo.click(shown if where == "private" else now(world, post), label="Keep as an entry")  # 1
    assert form.modal is not None
    filled = values_of(form)
    assert filled["t"] == "Where is the best pizza in town"
    assert filled["q"] == QUESTION
    assert filled["w"] == f"Try **Luigi's**, says <@{world.max.id}>."
    proposal = await world.mo.submit_modal(form, filled | {"w": "Luigi's."})  # 2
    assert QUESTION in text_of(proposal)
    await press(world.mo, proposal, "Save")  # 3
    assert world.base.entries["ops/where-is-the-best-pizza-in-town"].answer == "Luigi's."


async def test_an_entry_learns_the_question_and_takes_in_the_answer(world: ModWorld) -> None:
    _, question = await ask(world)
    post = await posted(world, question)
    shown = said(await answer(world, post, "Luigi's."))
    which = await world.mo.click(shown, label="Add to an entry…")  # 1
    assert QUESTION in text_of(which)
    taught = await world.mo.select(said(which), ["ops/glossary"])  # 2
    assert "question added" in text_of(taught)
    assert QUESTION in text_of(taught)
    both = await press(world.mo, taught, "Add the answer's text")
    assert "Luigi's." in text_of(both)
    await press(world.mo, both, "Save")  # 3, or 4 with the text
    glossary = world.base.entries["ops/glossary"]
    assert glossary.questions[-1] == QUESTION
    assert glossary.answer == "Words mean things.\n\nLuigi's."
    await Upkeep(world.bot).catch_up()
    assert labels(now(world, post)) == [], "what an entry has is not offered again"


async def test_where_no_entry_fits_a_new_one_begins_with_the_answer(world: ModWorld) -> None:
    _, question = await ask(world)
    post = await posted(world, question)
    shown = said(await answer(world, post, "Luigi's."))
    which = await world.mo.click(shown, label="Add to an entry…")
    form = await world.mo.click(said(which), label="New answer")
    assert (values_of(form)["q"], values_of(form)["w"]) == (QUESTION, "Luigi's.")
    await press(world.mo, await world.mo.submit_modal(form, values_of(form) | {"t": "Pizza"}), "Save")
    await Upkeep(world.bot).catch_up()
    assert labels(now(world, post)) == []


async def test_a_comparison_takes_the_answer_in_where_both_sides_share_a_text(world: ModWorld) -> None:
    _, question = await ask(world)
    shown = said(await answer(world, await posted(world, question), "Luigi's."))
    which = await world.mo.click(shown, label="Add to an entry…")
    taught = await world.mo.select(said(which), ["ops/cost"])
    await press(world.mo, await press(world.mo, taught, "Add the answer's text"), "Save")
    assert world.base.entries["ops/cost"].both == "Luigi's."
    assert world.base.entries["ops/cost"].questions[-1] == QUESTION


@pytest.mark.parametrize("where", ["private", "post"])
async def test_only_this_once_leaves_it_at_that(world: ModWorld, where: str) -> None:
    _, question = await ask(world)
    post = await posted(world, question)
    shown = said(await answer(world, post, "Luigi's."))
    await world.mo.click(shown if where == "private" else now(world, post), label="Only this once")
    assert labels(now(world, post)) == []
    assert "Answered by mo" in text_of(now(world, post))
    assert len(world.base.entries) == 3


async def test_what_a_moderator_answered_is_off_the_inbox_and_counts_as_answered(world: ModWorld) -> None:
    _, first = await ask(world)
    _, second = await ask(world, f"{QUESTION} please", world.max)
    await ask(world, "how heavy is a whale")
    post = await posted(world, first, second)
    await answer(world, post, "Luigi's.")
    inbox = text_of(await world.mo.slash(world.channel, "knowledge inbox"))
    assert "3 asked in the last 7 days: 2 answered, 1 open." in inbox
    assert "pizza" not in inbox
    assert "Keep as an entry" in labels(now(world, post)), "it can still become an entry"


async def test_a_member_keeps_nothing(world: ModWorld) -> None:
    _, question = await ask(world)
    post = await posted(world, question)
    await answer(world, post, "Luigi's.")
    for label in KEEP:
        refused = await world.alice.click(now(world, post), label=label)
        assert "for this server's moderators" in text_of(refused)
    assert labels(now(world, post)) == KEEP


async def test_what_was_erased_meanwhile_is_not_kept(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    await answer(world, post, "Luigi's.")
    shown = await world.alice.slash(world.channel, "privacy")
    await press(world.alice, await press(world.alice, shown, "Delete my data"), "Delete everything")
    form = await press(world.mo, await world.mo.click(now(world, post), label="Keep as an entry"), "Open the form")
    assert (values_of(form)["q"], values_of(form)["w"]) == ("", "Luigi's.")
    taught = await world.mo.click(now(world, post), label="Add to an entry…")
    assert "no longer have the text of that question" in text_of(said(taught))
    assert message.id
