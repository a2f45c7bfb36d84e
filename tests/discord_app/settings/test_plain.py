"""Plain text: each member's own choice for what only they see, the server's for the rest."""

import dataclasses
from typing import Any, cast

import pytest
import simcord

from bot.discord_app.settings.privacy import PrivacyStep, Step
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.matcher import Matcher
from bot.serving.snapshot import Snapshot
from bot.texts import answers
from tests.discord_app.moderators import ModWorld, answer_to, press
from tests.discord_app.script import KNOWLEDGE, TOPIC, answer
from tests.discord_app.worlds import World, labels

CAFFEINE = (
    "**Caffeine**\n**Tea**: Tea has *less*.\n**Coffee**: Coffee has **more**.\n-# Tea vs coffee · source: The Book"
)
PRICE = "**Price**\n**Tea**: Tea is cheap.\n**Coffee**: Coffee is dear.\n-# Tea vs coffee · source: The Book"


async def choose(world: World, step: Step = Step.PLAIN, who: simcord.MemberActor | None = None) -> Any:
    """A member chooses how they read; the page as it is then."""
    who = who or world.alice
    shown = await who.slash(world.channel, "privacy")
    assert shown.response is not None
    await who.click(shown.response.message, custom_id=PrivacyStep(step).encode())
    return shown.response


async def server_is_plain(world: World) -> None:
    """A moderator chooses for what everybody sees."""
    shown = await world.moderator.slash(world.channel, "settings")
    assert shown.response is not None
    await world.moderator.click(shown.response, label="Answers")
    await world.moderator.click(shown.response, label="Use plain text")
    assert "Answers are plain text" in (shown.response.content or "") + str(shown.response.embeds[0].fields)


def seen(message: Any) -> tuple[str, int]:
    """The text of a message, and how many embeds it has."""
    return message.content or "", len(message.embeds)


async def ask_privately(world: World, question: str, who: simcord.MemberActor | None = None) -> Any:
    result = await (who or world.alice).slash(world.channel, "ask", question=question, private=True)
    assert result.response is not None
    return result.response


async def test_what_only_they_see_is_text_at_once_and_after_a_restart(world: World) -> None:
    page = await choose(world)
    assert page.content.startswith("**What I store about you**\n")
    assert (page.embeds, "Use cards" in labels(page)) == ([], True)
    assert seen(await ask_privately(world, "how much caffeine?")) == (CAFFEINE, 0)
    assert seen(await ask_privately(world, "how much caffeine?", world.bob)) == ("", 1)
    await world.restart_all()
    assert seen(await ask_privately(world, "how much caffeine?")) == (CAFFEINE, 0)
    page = await choose(world, Step.CARDS)
    assert (page.content, len(page.embeds)) == ("", 1)
    assert seen(await ask_privately(world, "how much caffeine?")) == ("", 1)
    assert await world.rows("preference") == []


async def test_it_goes_with_everything_else_that_is_stored(world: World) -> None:
    await choose(world)
    shown = await world.alice.slash(world.channel, "privacy")
    assert shown.response is not None
    await world.alice.click(shown.response, label="Delete my data")
    assert "you get cards again" in shown.response.content
    await world.alice.click(shown.response, label="Delete everything")
    assert (len(shown.response.embeds), await world.rows("preference")) == (1, [])


async def test_who_switched_storing_off_can_choose_it_as_well(world: World) -> None:
    """It is their own wish, said to be kept under their code."""
    await choose(world, Step.STOP)
    page = await choose(world)
    assert "This choice I keep under that code" in page.content
    assert [row["user"] for row in await world.rows("preference")] == [world.services.pseudonyms.of(world.alice.id)]


async def test_what_everybody_sees_has_their_first_words_beside_the_embed(world: World) -> None:
    """Who sees no embed then knows that there is an answer, and opens it for themselves: as text, all of it."""
    await choose(world)
    reply = await world.ask("how much caffeine?")
    assert seen(reply) == ("**Caffeine**: Tea: Tea has *less*.", 1)
    assert labels(reply)[0] == "Open Caffeine"
    opened = await world.alice.click(reply, label="Open Caffeine")
    assert opened.response is not None
    assert (opened.response.ephemeral, *seen(opened.response)) == (True, CAFFEINE, 0)
    assert seen(await world.ask("how much caffeine?", world.bob)) == ("", 1)
    posted = await world.alice.slash(world.channel, "ask", question="how much caffeine?")
    assert posted.response is not None
    assert seen(posted.response) == ("**Caffeine**: Tea: Tea has *less*.", 1)


async def test_the_first_words_follow_an_edited_question(world: World) -> None:
    await choose(world)
    question = await world.alice.send(world.channel, f"{world.mention} how much caffeine?")
    await world.alice.edit(question, f"{world.mention} what does it cost?")
    assert seen(world.reply()) == ("**Price**: Tea: Tea is cheap.", 1)


async def test_direct_messages_are_the_members_own(world: World) -> None:
    await choose(world)
    await server_is_plain(world)
    for who, expected in ((world.alice, (CAFFEINE, 0)), (world.bob, ("", 1))):
        await who.send_dm("how much caffeine?")
        assert seen(world.reply(who.user.dm_channel)) == expected


async def test_the_server_decides_what_everybody_sees(world: World) -> None:
    """And nothing else: what only one member sees stays as that member has it."""
    await server_is_plain(world)
    for who in (world.alice, world.bob):
        assert seen(await world.ask("how much caffeine?", who)) == (CAFFEINE, 0)
    posted = await world.bob.slash(world.channel, "dimension", name="Price")
    assert posted.response is not None
    assert seen(posted.response) == (PRICE, 0)
    assert seen(await ask_privately(world, "how much caffeine?", world.bob)) == ("", 1)
    opened = await world.bob.click(world.replies()[0], label="Price")
    assert opened.response is not None
    assert seen(opened.response) == ("", 1)


async def test_a_chosen_suggestion_is_a_new_message(world: World) -> None:
    """In place of the old one, so that the question has one answer, which follows it as before."""
    await server_is_plain(world)
    question = await world.alice.send(world.channel, f"{world.mention} which is nicer?")
    suggested = world.reply()
    await world.alice.click(suggested, label="Price")
    (reply,) = world.replies()
    assert reply.id != suggested.id
    assert (seen(reply), reply.reference and reply.reference.message_id) == ((PRICE, 0), question.id)
    (chosen,) = await world.rows("chosen")
    assert chosen["entry"].endswith("/price")
    await world.alice.edit(question, f"{world.mention} how much caffeine?")
    (reply,) = world.replies()
    assert seen(reply) == (CAFFEINE, 0)
    await world.alice.delete(question)
    assert world.replies() == []


async def test_a_suggestion_chosen_twice_is_answered_once(world: World) -> None:
    """The second press of a double click is for a message that is on its way out."""
    await server_is_plain(world)
    suggested = await world.ask("which is nicer?")
    world.bot.memory.note_gone(suggested.id)
    await world.alice.click(suggested, label="Price")
    assert [one.id for one in world.replies()] == [suggested.id]


async def test_where_no_new_message_may_be_sent_it_takes_the_old_ones_place(world: World) -> None:
    await server_is_plain(world)
    suggested = await world.ask("which is nicer?")
    world.bot.memory.note_refusal(world.channel.id, world.guild.id)
    await world.alice.click(suggested, label="Price")
    (reply,) = world.replies()
    assert (reply.id, seen(reply)) == (suggested.id, (PRICE, 0))


async def test_a_suggestion_chosen_in_direct_messages_is_a_new_message(world: World) -> None:
    await choose(world)
    await world.alice.send_dm("which is nicer?")
    suggested = world.reply(world.alice.user.dm_channel)
    await world.alice.user.click(suggested, label="Price")
    (reply,) = world.replies(world.alice.user.dm_channel)
    assert (reply.id == suggested.id, seen(reply)) == (False, (PRICE, 0))


async def test_a_suggestion_chosen_in_private_is_a_new_private_message(world: World) -> None:
    await choose(world)
    suggested = await ask_privately(world, "which is nicer?")
    result = await world.alice.click(suggested, label="Price")
    (answered,) = result.followups or [result.response]
    assert answered is not None
    assert (answered.ephemeral, *seen(answered)) == (True, PRICE, 0)
    assert suggested.content == "Did you mean one of these?"


async def test_with_embeds_a_chosen_suggestion_takes_the_old_ones_place(world: World) -> None:
    """A member's wish is not for what everybody sees."""
    await choose(world)
    reply = await world.ask("which is nicer?")
    await world.alice.click(reply, label="Price")
    (changed,) = world.replies()
    assert (changed.id, seen(changed)) == (reply.id, ("**Price**: Tea: Tea is cheap.", 1))


@pytest.fixture
def long_entry(world: World) -> str:
    """The text of an entry that takes two messages."""
    text = " ".join(f"Sentence {number} of a long answer." for number in range(100))
    knowledge = KnowledgeBase((Topic("long", "Long", entries=(Entry("long", "tale", "Tale", answer=text),)),))
    world.matcher.script["tell me a tale?"] = dataclasses.replace(answer("tale"), entries=("long/tale",))
    world.services.snapshots.swap(Snapshot(knowledge, cast("Matcher", world.matcher)))
    return text


async def test_the_sides_left_out_come_as_a_new_message(world: World) -> None:
    """Whoever presses reads them alone; the message that others see stays as it was."""
    await choose(world)
    for who, plain in ((world.alice, True), (world.bob, False)):
        reply = await world.ask("caffeine in tea?")
        result = await who.click(reply, label="And in Coffee?")
        assert result.response is not None
        assert (result.response.id != reply.id, result.response.ephemeral) == (plain, plain)
        assert (world.replies()[-1].embeds[0].title == "Caffeine in Tea") is plain
        assert not plain or seen(result.response) == (CAFFEINE, 0)
    await server_is_plain(world)
    reply = await world.ask("caffeine in tea?")
    result = await world.bob.click(reply, label="And in Coffee?")
    assert result.response is not None
    assert (result.response.ephemeral, len(result.response.embeds)) == (True, 1)
    assert seen(world.replies()[-1]) == seen(reply)


async def test_that_nothing_fits_is_a_new_message_too(world: World) -> None:
    await server_is_plain(world)
    question = await world.alice.send(world.channel, f"{world.mention} which is nicer?")
    suggested = world.reply()
    await world.alice.click(suggested, label="None of these")
    (reply,) = world.replies()
    assert reply.id != suggested.id
    assert reply.content.startswith(answers.NO_ANSWER)
    assert reply.reference is not None
    assert reply.reference.message_id == question.id
    await choose(world)
    suggested = await ask_privately(world, "which is nicer?")
    result = await world.alice.click(suggested, label="None of these")
    (told,) = result.followups or [result.response]
    assert told is not None
    assert told.content.startswith(answers.NO_ANSWER)
    assert suggested.content == "Did you mean one of these?"


async def test_a_chosen_topic_is_a_new_message_and_pages_turn_in_place(world: World) -> None:
    entries = tuple(Entry("tea", f"e{number}", f"Entry {number}", answer="A.") for number in range(30))
    other = Topic("milk", "Milk", entries=(Entry("milk", "cost", "Cost", answer="A."),))
    knowledge = KnowledgeBase((Topic("tea", "Tea", entries=entries), other))
    world.services.snapshots.swap(Snapshot(knowledge, cast("Matcher", world.matcher)))
    await choose(world)
    listed = (await world.alice.slash(world.channel, "dimensions")).response
    assert listed is not None
    before = listed.content
    opened = (await world.alice.select(listed, ["tea"], custom_id="l:topic")).response
    assert opened is not None
    assert (opened.ephemeral, listed.content, "Page 1 of 2" in opened.content) == (True, before, True)
    await world.alice.click(opened, label="Next")
    assert "Page 2 of 2" in opened.content


async def test_all_sides_of_a_long_answer_take_as_many_messages_as_they_need(world: World) -> None:
    """In direct messages, too."""
    await choose(world)
    text = " ".join(f"Sentence {number} of a long side." for number in range(28))
    entry = Entry(TOPIC, "caffeine", "Caffeine", sides={"tea": text, "coffee": f"Coffee: {text}"}, both=text)
    topic = dataclasses.replace(KNOWLEDGE.topics[0], entries=(entry,))
    world.services.snapshots.swap(Snapshot(KnowledgeBase((topic,)), cast("Matcher", world.matcher)))
    await world.alice.send_dm("caffeine in tea?")
    result = await world.alice.user.click(world.reply(world.alice.user.dm_channel), label="And in Coffee?")
    (rest,) = result.followups
    assert result.response is not None
    assert " ".join(f"{result.response.content} {rest.content}".split()).count("Sentence 27 of a long side.") == 3
    assert (result.response.components, "Delete" in labels(rest)) == ([], True)


async def test_a_moderators_screens_are_text_too(mod_world: ModWorld) -> None:
    """And what stands below them works."""
    mo, channel = mod_world.mo, mod_world.channel
    await mod_world.services.preferences.set_plain(mo.id, on=True)
    shown = await press(mo, await mo.slash(channel, "settings"), "Answers")
    shown = await press(mo, shown, "Buttons off")
    assert answer_to(shown).content.startswith("**Settings of this server**")
    assert (answer_to(shown).embeds, "Answers carry no buttons" in answer_to(shown).content) == ([], True)
    await mod_world.asked("where is the best pizza in town")
    inbox = answer_to(await mo.slash(channel, "knowledge inbox"))
    assert (inbox.embeds, "pizza" in inbox.content) == ([], True)
    change = await mo.slash(channel, "knowledge teach", entry="cost", question="pizza?")
    assert answer_to(change).embeds == []
    assert "Change to Cost" in answer_to(change).content


async def test_a_long_answer_takes_several_messages_or_is_opened(world: World, long_entry: str) -> None:
    """Nothing is cut off in silence."""
    await choose(world)
    result = await world.alice.slash(world.channel, "ask", question="tell me a tale?", private=True)
    assert result.response is not None
    (rest,) = result.followups
    assert rest.ephemeral
    assert long_entry in f"{result.response.content} {rest.content}"
    assert (labels(result.response), "Delete" in labels(rest)) == ([], True)
    await server_is_plain(world)
    reply = await world.ask("tell me a tale?", world.bob)
    assert reply.content.endswith("of a long answer.\n…")
    assert labels(reply)[0] == "Open Tale"
    opened = await world.alice.click(reply, label="Open Tale")
    assert opened.response is not None
    assert long_entry in f"{opened.response.content} {opened.followups[0].content}"
