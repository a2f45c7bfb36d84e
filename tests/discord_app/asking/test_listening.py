"""Where the bot overhears: it speaks only with an answer. Threads and forum posts take their channel's mode."""

import pytest

from tests.discord_app.script import key
from tests.discord_app.worlds import World


async def test_an_overheard_question_with_an_answer_is_answered(world: World) -> None:
    """And stored like any other."""
    await world.alice.send(world.listen_channel, "how much caffeine?")
    assert world.reply(world.listen_channel).embeds[0].title == "Caffeine"
    (row,) = await world.rows("asked")
    assert (row["way"], row["text"]) == ("listen", "how much caffeine?")


@pytest.mark.parametrize("text", ["rabbits?", "which is nicer?"])
async def test_it_stays_silent_without_an_answer_and_keeps_no_text(world: World, text: str) -> None:
    """Suggestions and dead ends are nothing to interrupt people with."""
    await world.alice.send(world.listen_channel, text, attachments=[("cat.png", b"x")])
    assert world.replies(world.listen_channel) == []
    assert [row["text"] for row in await world.rows("asked")] == [None]


TALK = [
    "hello",
    "",
    "i love caffeine",
    "no caffeine",
    "who has the caffeine",
    "anyone wanna share some caffeine with me?",
]


@pytest.mark.parametrize("text", TALK)
async def test_what_does_not_ask_the_room_for_knowledge_is_not_even_looked_at(world: World, text: str) -> None:
    """However sure the matcher would be of an answer; nothing is noted either."""
    world.matcher.script[text] = world.matcher.script["how much caffeine?"]
    await world.alice.send(world.listen_channel, text, attachments=[("cat.png", b"x")])
    assert world.replies(world.listen_channel) == []
    assert world.matcher.contexts == []
    assert await world.rows("asked") == []


async def test_a_question_needs_no_mark(world: World) -> None:
    """But in other languages than English."""
    answer = world.matcher.script["how much caffeine?"]
    world.matcher.script |= {"how much caffeine does it have": answer, "wieviel koffein hat das": answer}
    world.matcher.script["wieviel koffein hat das?"] = answer
    await world.alice.send(world.listen_channel, "how much caffeine does it have")
    assert len(world.replies(world.listen_channel)) == 1
    await world.wait(10 * 60)
    await world.alice.send(world.listen_channel, "wieviel koffein hat das")
    assert len(world.replies(world.listen_channel)) == 1
    await world.alice.send(world.listen_channel, "wieviel koffein hat das?")
    assert len(world.replies(world.listen_channel)) == 2


async def test_a_question_edited_into_talk_takes_its_answer_along(world: World) -> None:
    """Unless that says nothing else to the matcher."""
    question = await world.alice.send(world.listen_channel, "how much caffeine?")
    await world.alice.edit(question, "never mind")
    assert world.replies(world.listen_channel) == []


async def test_it_stays_silent_on_talk_among_members(world: World) -> None:
    """Replies to others, and messages that mention others or a role."""
    first = await world.bob.send(world.listen_channel, "I like tea")
    await world.alice.send(world.listen_channel, "how much caffeine?", reply_to=first)
    await world.alice.send(world.listen_channel, f"{world.bob.mention} how much caffeine?")
    role = world.guild.create_role("tasters")
    await world.alice.send(world.listen_channel, f"{role.mention} how much caffeine?")
    assert world.replies(world.listen_channel) == []


async def test_a_reply_to_oneself_is_no_talk_among_members(world: World) -> None:
    """People often add the question to what they said."""
    first = await world.alice.send(world.listen_channel, "I like tea")
    await world.alice.send(world.listen_channel, "how much caffeine?", reply_to=first)
    assert len(world.replies(world.listen_channel)) == 1


async def test_it_does_not_repeat_an_entry_within_ten_minutes(world: World) -> None:
    """There; elsewhere and later it does, and a mention always gets its answer."""
    await world.ask("how much caffeine?")
    await world.alice.send(world.listen_channel, "how much caffeine?")
    await world.bob.send(world.listen_channel, "how much caffeine?")
    assert len(world.replies(world.listen_channel)) == 1
    assert [row["text"] for row in await world.rows("asked")][1:] == ["how much caffeine?", None]
    await world.bob.send(world.listen_channel, "what does it cost?")
    await world.bob.send(world.listen_channel, f"{world.mention} how much caffeine?")
    assert len(world.replies(world.listen_channel)) == 3
    await world.wait(10 * 60)
    await world.bob.send(world.listen_channel, "how much caffeine?")
    assert len(world.replies(world.listen_channel)) == 4


async def test_of_two_entries_it_answers_the_one_that_is_new_there(world: World) -> None:
    """The other one still stands a few lines above."""
    await world.alice.send(world.listen_channel, "what does it cost?")
    await world.bob.send(world.listen_channel, "caffeine and price?")
    assert [embed.title for embed in world.reply(world.listen_channel).embeds] == ["Caffeine"]
    await world.alice.send(world.listen_channel, "caffeine and price?")
    assert len(world.replies(world.listen_channel)) == 2


async def test_a_mention_or_a_reply_to_the_bot_is_answered_there_in_full(world: World) -> None:
    """Somebody who addresses the bot gets a reply, also without an answer."""
    await world.alice.send(world.listen_channel, f"{world.mention} rabbits?")
    assert world.reply(world.listen_channel).content.startswith("I don't have an answer")
    await world.alice.send(world.listen_channel, "how much caffeine?")
    await world.bob.send(world.listen_channel, "and the other?", reply_to=world.reply(world.listen_channel))
    assert world.reply(world.listen_channel).embeds[0].title == "Caffeine in Coffee"


@pytest.mark.world(discord={"cooldown_seconds": 30})
async def test_the_cooldown_holds_without_a_notice(world: World) -> None:
    """Members who chat are not told off for it."""
    await world.alice.send(world.listen_channel, "how much caffeine?")
    await world.alice.send(world.listen_channel, "what does it cost?")
    assert len(world.replies(world.listen_channel)) == 1


async def test_a_thread_takes_its_channels_mode(world: World) -> None:
    """Here an ask channel's, a listen channel's, and none."""
    expected = [(world.ask_channel, "I don't have an answer"), (world.listen_channel, None), (world.channel, None)]
    for parent, beginning in expected:
        thread = await world.open_thread(parent)
        await world.alice.send(thread, "rabbits?")
        said = [one.content for one in world.replies(thread)]
        assert [one.startswith(beginning or "") for one in said] == ([True] if beginning else [])


async def test_a_forum_posts_title_and_opening_text_are_its_question(world: World) -> None:
    """Later messages in the post stand for themselves."""
    world.matcher.script["Caffeine?\nHow much of it is in there"] = world.matcher.script["how much caffeine?"]
    post, _ = await world.open_post("Caffeine?", "How much of it is in there")
    assert world.reply(post).embeds[0].title == "Caffeine"
    await world.bob.send(post, "what does it cost?")
    assert world.reply(post).embeds[0].title == "Price"
    assert [row["entry"] for row in await world.rows("asked")] == [key("caffeine"), key("price")]
