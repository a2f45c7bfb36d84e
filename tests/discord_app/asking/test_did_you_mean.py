"""Suggestions: the asker's choice counts, others look for themselves."""

from bot.discord_app.asking import texts
from bot.discord_app.asking.render import Frame, suggestions_reply
from bot.discord_app.asking.states import DidNotHelp, Then
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.serving.snapshot import Snapshot
from bot.texts import answers
from tests.discord_app.script import key, suggestions
from tests.discord_app.worlds import World, button, labels


async def test_suggestions_are_buttons_with_ways_out(world: World) -> None:
    """Five at most; a few share one row."""
    few = await world.ask("which is nicer?")
    assert few.content == "Did you mean one of these?"
    assert labels(few) == ["Caffeine", "Price", "None of these", "Delete"]
    assert len(few.components) == 1
    many = await world.ask("which is best of all?")
    assert labels(many) == ["Caffeine", "Price", "Brewing", "Origin", "Shop", "None of these", "Delete"]
    assert len(many.components) == 2


async def test_the_askers_choice_replaces_the_suggestions_and_is_recorded(world: World) -> None:
    """In the same message, also after a restart."""
    reply = await world.ask("which is nicer?")
    await world.restart()
    await world.alice.click(reply, label="Price")
    (message,) = world.replies()
    assert (message.content, message.embeds[0].title) == ("", "Price")
    (chosen,) = await world.rows("chosen")
    (asked,) = await world.rows("asked")
    assert (chosen["question"], chosen["entry"]) == (asked["id"], key("price"))
    assert chosen["user"] == world.services.pseudonyms.of(world.alice.id)


async def test_the_other_suggestions_are_next_best_after_a_thumb_down(world: World) -> None:
    """The choice may have been wrong as well."""
    reply = await world.ask("which is nicer?")
    await world.alice.click(reply, label="Price")
    result = await world.alice.click(world.reply(), custom_id=button(world.reply(), DidNotHelp))
    assert result.response is not None
    assert result.response.content.endswith(" Was it **Caffeine**?")
    assert labels(result.response) == ["Yes", "No"]
    await world.alice.click(result.response, label="Yes")
    assert result.response.embeds[0].title == "Caffeine"


async def test_a_single_suggestion_is_asked_about_by_its_name(world: World) -> None:
    """ "Yes" does what its title did, "No" what "None of these" did; also after a restart."""
    world.matcher.script["is it dear?"] = suggestions("price")
    reply = await world.ask("is it dear?")
    assert reply.content == "Did you mean **Price**?"
    assert labels(reply) == ["Yes", "No", "Delete"]
    other = await world.bob.click(reply, label="Yes")
    assert other.response is not None
    assert (other.response.ephemeral, other.response.embeds[0].title) == (True, "Price")
    await world.restart()
    await world.alice.click(reply, label="Yes")
    assert world.reply().embeds[0].title == "Price"
    assert [row["entry"] for row in await world.rows("chosen")] == [key("price")]
    refused = await world.ask("is it dear?")
    await world.alice.click(refused, label="No")
    assert world.reply().content.startswith(answers.NO_ANSWER)
    assert [row["entry"] for row in await world.rows("chosen")] == [key("price"), None]


async def test_a_title_that_is_a_question_is_not_asked_twice() -> None:
    entry = Entry("t", "what", "What is *it*?", answer="This.")
    knowledge = KnowledgeBase((Topic("t", "T", entries=(entry,)),))
    frame = Frame(1, 2)
    reply = suggestions_reply(knowledge, ["t/what"], frame, Then.REPLACE)
    assert reply.content == "Did you mean **What is \\*it\\***?"
    helper = suggestions_reply(knowledge, ["t/what"], frame, Then.REPLY)
    assert helper.content == f"I'm not sure about that one. {reply.content} If so, I'll reply with it."


async def test_others_see_the_entry_privately(world: World) -> None:
    """And neither change nor record anything."""
    reply = await world.ask("which is nicer?")
    result = await world.bob.click(reply, label="Price")
    assert result.response is not None
    assert (result.response.ephemeral, result.response.embeds[0].title) == (True, "Price")
    assert world.reply().content == "Did you mean one of these?"
    assert await world.rows("chosen") == []


async def test_none_of_these_leads_to_the_unknown_text(world: World) -> None:
    """For the asker in place of the suggestions, for others privately."""
    reply = await world.ask("which is nicer?")
    other = await world.bob.click(reply, label="None of these")
    assert other.response is not None
    assert other.response.ephemeral
    assert other.response.content.startswith(answers.NO_ANSWER)
    assert await world.rows("chosen") == []
    await world.alice.click(reply, label="None of these")
    message = world.reply()
    assert message.content.startswith(answers.NO_ANSWER)
    assert labels(message) == ["Shop", "See what I can answer", "Delete"]
    (chosen,) = await world.rows("chosen")
    assert chosen["entry"] is None


async def test_what_was_just_refused_is_not_offered_instead(world: World) -> None:
    """The topic's fallback stood among the suggestions."""
    reply = await world.ask("where can i buy it?")
    assert "Shop" in labels(reply)
    await world.alice.click(reply, label="None of these")
    assert labels(world.reply()) == ["See what I can answer", "Delete"]


async def test_a_suggestion_whose_entry_is_gone_says_so(world: World) -> None:
    """The knowledge base may have changed since."""
    reply = await world.ask("which is nicer?")
    world.services.snapshots.swap(Snapshot(KnowledgeBase(), world.services.snapshots.snapshot().matcher))
    result = await world.alice.click(reply, label="Price")
    assert result.response is not None
    assert (result.response.content, result.response.ephemeral) == (texts.ENTRY_GONE, True)


async def test_the_entry_chosen_is_not_repeated_where_the_bot_listens(world: World) -> None:
    """It was answered there."""
    await world.alice.send(world.listen_channel, f"{world.mention} which is nicer?")
    await world.alice.click(world.reply(world.listen_channel), label="Price")
    await world.bob.send(world.listen_channel, "what does it cost?")
    assert len(world.replies(world.listen_channel)) == 1
