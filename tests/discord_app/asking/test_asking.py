"""Every way to ask, from what a member does to what they see and what is stored."""

import discord
import pytest

from bot.config import AnswersConfig, UsageConfig
from bot.discord_app.asking import texts
from bot.discord_app.asking.followup import carried_by
from bot.discord_app.asking.messages import on_message
from tests.discord_app.script import key
from tests.discord_app.worlds import World, labels


async def test_a_mention_is_answered_with_the_sides_next_to_each_other(world: World) -> None:
    """A title, a field for each subject, the source, and what can be pressed."""
    reply = await world.ask("how much caffeine?")
    (embed,) = reply.embeds
    assert embed.title == "Caffeine"
    assert [(field.name, field.value, field.inline) for field in embed.fields] == [
        ("Tea", "Tea has *less*.", True),
        ("Coffee", "Coffee has **more**.", True),
    ]
    assert embed.footer.text == "Tea vs coffee · source: The Book"
    assert labels(reply) == ["Price", "Brewing", "Helped", "Didn't help", "Delete"]
    assert reply.reference is not None
    assert reply.mentions == []


async def test_a_question_is_stored_once_without_its_mention(world: World) -> None:
    """One row a question, under a hash of the member."""
    await world.ask("how much caffeine?")
    (row,) = await world.rows("asked")
    assert (row["way"], row["text"], row["decision"]) == ("mention", "how much caffeine?", "answer")
    assert row["entry"] == key("caffeine")
    assert row["user"] == world.services.pseudonyms.of(world.alice.id)
    assert (row["server"], row["channel"]) == (world.guild.id, world.channel.id)


async def test_one_side_is_shown_alone_and_the_other_is_a_press_away(world: World) -> None:
    """The first button adds the rest to the same message."""
    reply = await world.ask("caffeine in tea?")
    assert (reply.embeds[0].title, reply.embeds[0].description) == ("Caffeine in Tea", "Tea has *less*.")
    assert labels(reply) == ["And in Coffee?", "Price", "Helped", "Didn't help", "Delete"]
    await world.bob.click(reply, label="And in Coffee?")
    (whole,) = world.replies()
    assert [field.name for field in whole.embeds[0].fields] == ["Tea", "Coffee"]
    assert labels(whole) == ["Price", "Brewing", "Helped", "Didn't help", "Delete"]


async def test_a_shared_text_stands_across(world: World) -> None:
    """Above the sides, or alone."""
    reply = await world.ask("hot water?")
    assert reply.embeds[0].description == "Both want hot water."
    assert len(reply.embeds[0].fields) == 2
    alone = await world.ask("far away?")
    assert (alone.embeds[0].description, alone.embeds[0].fields) == ("Both come from far away.", [])


async def test_two_entries_are_one_message(world: World) -> None:
    """An embed each."""
    reply = await world.ask("caffeine and price?")
    assert [embed.title for embed in reply.embeds] == ["Caffeine", "Price"]


async def test_links_are_shown_when_asked_for(world: World) -> None:
    """And only then: no see-also button leads to the shop, though the entry names it first."""
    reply = await world.ask("where is the shop?")
    assert reply.embeds[0].fields[0].value == "[The shop](https://shop.example)"
    assert "Shop" not in labels(await world.ask("how much caffeine?"))


async def test_an_unknown_question_gets_a_kind_word_and_a_way_on(world: World) -> None:
    """It names the topic's own subjects, and goes to the moderators' list."""
    reply = await world.ask("rabbits?")
    assert reply.content == (
        "I don't have an answer to that. I only know how **Tea** and **Coffee** compare. "
        "I've put it on the moderators' list."
    )
    assert labels(reply) == ["Shop", "See what I can answer", "Delete"]


async def test_what_the_topic_offers_instead_opens_privately_as_see_also_does(world: World) -> None:
    """Also after a restart; small talk and suggestions offer no such thing."""
    reply = await world.ask("rabbits?")
    await world.restart()
    result = await world.bob.click(reply, label="Shop")
    assert result.response is not None
    assert (result.response.ephemeral, result.response.embeds[0].title) == (True, "Shop")
    assert len(world.replies()) == 1
    assert "Shop" not in labels(await world.ask("hello"))
    assert "Shop" not in labels(await world.ask("which is nicer?"))


@pytest.mark.world(usage=UsageConfig(store_questions=False))
async def test_the_moderators_list_is_promised_only_where_questions_are_stored(world: World) -> None:
    """Nothing is stored, so nothing is promised."""
    reply = await world.ask("rabbits?")
    assert texts.ON_THE_LIST not in reply.content
    (row,) = await world.rows("asked")
    assert row["text"] is None


async def test_nothing_is_stored_of_a_member_who_does_not_want_it(world: World) -> None:
    """Nor promised."""
    await world.services.privacy.set_storing(world.alice.id, False)
    reply = await world.ask("rabbits?")
    assert texts.ON_THE_LIST not in reply.content
    assert await world.rows("asked") == []


@pytest.mark.parametrize("text", ["hello", ""])
async def test_small_talk_and_a_bare_mention_get_the_short_help(world: World, text: str) -> None:
    """Never a search, never the moderators' list."""
    reply = await world.ask(text)
    assert "How much caffeine is in it?" in reply.content
    assert "/help" in reply.content
    assert texts.ON_THE_LIST not in reply.content
    (row,) = await world.rows("asked")
    assert row["decision"] == "small-talk"


async def test_who_compares_with_something_unknown_is_told_so_and_offered_what_is_known(world: World) -> None:
    """By its name, as plain text; it is an unanswered question like any other."""
    reply = await world.ask("caffeine in tea vs **mate**?")
    assert reply.content == (
        "I don't know \\*\\*mate\\*\\*. I only know how **Tea** and **Coffee** compare. "
        "I've put it on the moderators' list."
    )
    assert labels(reply) == ["Caffeine in Tea", "See what I can answer", "Delete"]
    (row,) = await world.rows("asked")
    assert (row["decision"], row["entry"]) == ("unknown", None)
    await world.restart()
    opened = await world.bob.click(reply, label="Caffeine in Tea")
    assert opened.ephemeral
    assert opened.response is not None
    (embed,) = opened.response.embeds
    assert (embed.title, embed.description) == ("Caffeine in Tea", "Tea has *less*.")


async def test_where_nothing_is_known_besides_the_topic_falls_back(world: World) -> None:
    """By the command too."""
    reply = await world.ask("tea or mate?")
    assert reply.content.startswith("I don't know mate. I only know")
    assert labels(reply) == ["Shop", "See what I can answer", "Delete"]
    asked = await world.alice.slash(world.channel, "ask", question="tea or mate?")
    assert asked.ephemeral
    assert asked.response is not None
    assert asked.response.content == reply.content


async def test_thanks_are_answered_shortly(world: World) -> None:
    """By every way, and nobody has to look into it."""
    shown = [await world.ask("thanks!")]
    await world.alice.send(world.ask_channel, "thanks!")
    await world.alice.send_dm("thanks!")
    shown += [world.reply(world.ask_channel), world.reply(world.alice.user.dm_channel)]
    assert [(reply.content, labels(reply)) for reply in shown] == [
        ("You're welcome. Ask me again any time.", ["Delete"])
    ] * 3
    asked = await world.alice.slash(world.channel, "ask", question="thanks!")
    assert asked.ephemeral
    assert asked.response is not None
    assert asked.response.content == shown[0].content
    assert [row["decision"] for row in await world.rows("asked")] == ["small-talk"] * 4


@pytest.mark.parametrize("text", ["what can you do?", "tea or coffee?"])
async def test_the_list_is_shown_to_who_asks_for_it(world: World, text: str) -> None:
    """As ``/dimensions`` shows it; what is opened from it is for who opens it, and nobody has to look into it."""
    shown = [await world.ask(text)]
    await world.alice.send(world.ask_channel, text)
    await world.alice.send_dm(text)
    shown += [world.reply(world.ask_channel), world.reply(world.alice.user.dm_channel)]
    listed = await world.alice.slash(world.channel, "dimensions")
    assert listed.response is not None
    for reply in shown:
        assert reply.embeds[0].title == "Tea vs coffee"
        assert reply.embeds[0].to_dict() == listed.response.message.embeds[0].to_dict()
        assert carried_by(reply) is not None
    opened = await world.bob.select(shown[0], [key("price")])
    assert opened.ephemeral
    assert [row["decision"] for row in await world.rows("asked")] == ["small-talk"] * 3


async def test_a_direct_message_is_answered(world: World) -> None:
    """Without a mention; there are no moderators there to promise a list of."""
    await world.alice.send_dm("how much caffeine?")
    reply = world.reply(world.alice.user.dm_channel)
    assert reply.embeds[0].title == "Caffeine"
    await world.alice.send_dm("rabbits?")
    assert texts.ON_THE_LIST not in world.reply(world.alice.user.dm_channel).content
    rows = await world.rows("asked")
    assert [(row["way"], row["server"]) for row in rows] == [("direct", None)] * 2


async def test_everything_in_an_ask_channel_is_a_question(world: World) -> None:
    """As if it mentioned the bot; a picture without words is none."""
    await world.alice.send(world.ask_channel, "rabbits?")
    assert world.reply(world.ask_channel).content.startswith("I don't have an answer")
    await world.alice.send(world.ask_channel, "", attachments=[("cat.png", b"x")])
    assert len(world.replies(world.ask_channel)) == 1


async def test_other_channels_need_a_mention(world: World) -> None:
    """A question there is not the bot's."""
    await world.alice.send(world.channel, "how much caffeine?")
    assert world.replies() == []
    assert await world.rows("asked") == []


async def test_bots_webhooks_and_system_messages_are_ignored(world: World) -> None:
    """Even when they mention the bot: nothing talks to itself."""
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    await robot.send(world.ask_channel, f"{world.mention} how much caffeine?")
    await world.guild.create_webhook(world.ask_channel).send(f"{world.mention} how much caffeine?")
    assert world.replies(world.ask_channel) == []
    assert await world.rows("asked") == []


async def test_nothing_that_was_typed_is_echoed_and_nobody_is_mentioned(world: World) -> None:
    """Whatever it says."""
    await world.ask("@everyone <@&1> **rabbits?** https://evil.example")
    for request in world.env.http_requests:
        if request.path.endswith("/messages") and request.json is not None:
            assert request.json["allowed_mentions"] == {"parse": []}
            assert "evil" not in str(request.json)


@pytest.mark.world(answers=AnswersConfig(buttons=False))
async def test_buttons_can_be_switched_off(world: World) -> None:
    """Deleting stays possible, and so does seeing the other side."""
    assert labels(await world.ask("how much caffeine?")) == ["Delete"]
    assert labels(await world.ask("caffeine in tea?")) == ["And in Coffee?", "Delete"]


async def test_a_reply_to_an_answer_is_read_in_its_context(world: World) -> None:
    """Which comes from the answer's own buttons, also after a restart."""
    reply = await world.ask("caffeine in tea?")
    await world.restart()
    await world.bob.send(world.channel, "and the other?", reply_to=reply)
    assert world.reply().embeds[0].title == "Caffeine in Coffee"
    context = world.matcher.contexts[-1]
    assert context is not None
    assert (context.entries, context.subjects) == ((key("caffeine"),), ("tea",))
    assert [row["way"] for row in await world.rows("asked")] == ["mention", "follow-up"]


async def test_a_reply_to_a_dead_end_is_a_question_of_its_own(world: World) -> None:
    """There is nothing to follow up on."""
    await world.bob.send(world.channel, "how much caffeine?", reply_to=await world.ask("rabbits?"))
    assert world.reply().embeds[0].title == "Caffeine"
    assert world.matcher.contexts[-1] is None


@pytest.mark.world(discord={"message_content": False, "channels": ()})
async def test_a_reply_that_it_may_not_read_is_no_bare_mention(world: World) -> None:
    """Without the intent, replies to what a command answered come empty, and those that do not ping the bot."""
    await world.alice.slash(world.channel, "ask", question="how much caffeine?")
    answer = world.reply()
    await world.bob.send(world.channel, "and the other?", reply_to=answer)
    assert world.reply().content == texts.CANNOT_READ
    without_a_ping = await world.bob.send(world.channel, "I prefer tea", reply_to=await world.ask("rabbits?"))
    without_a_ping.content, without_a_ping.mentions = "", []
    before = len(world.replies())
    await on_message(world.bot, without_a_ping)
    assert len(world.replies()) == before
    assert [row["way"] for row in await world.rows("asked")] == ["slash", "mention", "mention"]
    await world.bob.send(world.channel, f"{world.mention} and the other?", reply_to=answer)
    assert world.reply().embeds[0].title == "Caffeine in Coffee"


@pytest.mark.world(discord={"message_content": False, "channels": ()})
async def test_the_client_asks_for_the_least(world: World) -> None:
    """No members, no presences, and the content of messages only where the configuration names the key."""
    on = {name for name, value in world.bot.intents if value}
    assert on == {"guilds", "guild_messages", "dm_messages"}
    assert (await world.ask("how much caffeine?")).embeds
    assert discord.MemberCacheFlags.none() == world.bot._connection.member_cache_flags
