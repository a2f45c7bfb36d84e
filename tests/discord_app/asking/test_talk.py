"""Talk among people in an ``ask`` channel: every message is a question there, but for what asks nothing."""

import pytest

from bot.texts import answers
from tests.discord_app.script import SMALL_TALK, THANKS, answer, suggestions
from tests.discord_app.worlds import World, labels


@pytest.mark.parametrize(
    "text", ["good question, I wondered too", "the tea was great", "anyone up for tea later?", "lol ok"]
)
async def test_talk_without_an_answer_gets_none_and_fills_no_inbox(world: World, text: str) -> None:
    """Whether it replies to somebody or not: no text is kept of it, so the inbox has nothing to show."""
    first = await world.bob.send(world.ask_channel, "how much caffeine?")
    before = len(world.replies(world.ask_channel))
    await world.alice.send(world.ask_channel, text, reply_to=first)
    await world.alice.send(world.ask_channel, text)
    assert len(world.replies(world.ask_channel)) == before
    kept = [(row["outcome"], row["text"]) for row in await world.rows("asked")]
    assert kept == [("sent", "how much caffeine?"), ("silent", None)]


@pytest.mark.parametrize(
    "text", ["rabbits", "my rabbit is broken", "is it like wine?", "tell me about rabbits", "rabbits?"]
)
async def test_what_asks_names_something_or_needs_it_gets_an_honest_word(world: World, text: str) -> None:
    """As before."""
    await world.alice.send(world.ask_channel, text)
    assert world.reply(world.ask_channel).content.startswith("I don't have an answer")


async def test_a_statement_that_has_an_answer_gets_it(world: World) -> None:
    """People also tell what they want."""
    world.matcher.script |= {
        "the tea costs too much": answer("price"),
        "the tea is nice": suggestions("price", "brewing"),
    }
    await world.alice.send(world.ask_channel, "the tea costs too much")
    assert world.reply(world.ask_channel).embeds[0].title == "Price"
    await world.alice.send(world.ask_channel, "the tea is nice")
    assert labels(world.reply(world.ask_channel))[:2] == ["Price", "Brewing"]


async def test_thanks_to_somebody_are_theirs(world: World) -> None:
    """All others are the bot's."""
    world.matcher.script["thanks!"] = THANKS
    first = await world.bob.send(world.ask_channel, "the tea was great")
    await world.alice.send(world.ask_channel, "thanks!", reply_to=first)
    assert world.replies(world.ask_channel) == []
    await world.alice.send(world.ask_channel, "thanks!")
    assert world.reply(world.ask_channel).content == answers.THANKED


async def test_who_asks_after_the_bot_gets_the_short_help(world: World) -> None:
    """And who laughs among people does not."""
    world.matcher.script |= {"who are you": SMALL_TALK, "lol": SMALL_TALK}
    await world.alice.send(world.ask_channel, "lol")
    assert world.replies(world.ask_channel) == []
    await world.alice.send(world.ask_channel, "who are you")
    assert "/help" in world.reply(world.ask_channel).content


async def test_a_question_to_somebody_is_a_question(world: World) -> None:
    """And a statement to them is theirs, whatever the matcher thinks."""
    world.matcher.script["the caffeine is great"] = answer("caffeine")
    first = await world.bob.send(world.ask_channel, "how much caffeine?")
    await world.alice.send(world.ask_channel, "what does it cost?", reply_to=first)
    assert world.reply(world.ask_channel).embeds[0].title == "Price"
    await world.alice.send(world.ask_channel, "the caffeine is great", reply_to=first)
    await world.alice.send(world.ask_channel, f"{world.bob.mention} the caffeine is great")
    assert len(world.replies(world.ask_channel)) == 2


async def test_a_mention_is_always_answered(world: World) -> None:
    """Whatever it says."""
    await world.alice.send(world.ask_channel, f"{world.mention} good question, I wondered too")
    assert world.reply(world.ask_channel).content.startswith("I don't have an answer")


@pytest.mark.world(discord={"cooldown_seconds": 30})
async def test_who_talks_is_not_told_to_slow_down(world: World) -> None:
    """Two remarks in a row are no two questions."""
    await world.alice.send(world.ask_channel, "the tea was great")
    await world.alice.send(world.ask_channel, "i love it here")
    assert world.replies(world.ask_channel) == []


async def test_a_question_edited_into_talk_takes_its_dead_end_along(world: World) -> None:
    """Nobody asks any more."""
    question = await world.alice.send(world.ask_channel, "rabbits?")
    await world.alice.edit(question, "never mind, i found it")
    assert world.replies(world.ask_channel) == []
