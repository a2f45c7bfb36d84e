"""``/ask`` and "Answer this"."""

from typing import Any

import discord
import pytest
from discord import app_commands

from bot.config import AnswersConfig
from bot.discord_app import texts as shared_texts
from bot.discord_app.asking import texts
from bot.texts import answers
from tests.discord_app.script import key
from tests.discord_app.worlds import World, labels


async def test_ask_answers_for_everybody(world: World) -> None:
    """At once, without deferring."""
    result = await world.alice.slash(world.channel, "ask", question="how much caffeine?")
    assert not result.deferred
    assert result.response is not None
    assert not result.response.ephemeral
    assert result.response.embeds[0].title == "Caffeine"
    (row,) = await world.rows("asked")
    assert row["way"] == "slash"


@pytest.mark.parametrize("question", ["rabbits?", "which is nicer?", "hello"])
async def test_ask_shows_what_is_no_answer_to_the_member_alone(world: World, question: str) -> None:
    """Nobody else has to read that."""
    result = await world.alice.slash(world.channel, "ask", question=question)
    assert result.response is not None
    assert result.response.ephemeral


async def test_ask_is_private_when_wished(world: World) -> None:
    """By the option."""
    result = await world.alice.slash(world.channel, "ask", question="how much caffeine?", private=True)
    assert result.response is not None
    assert result.response.ephemeral


@pytest.mark.world(answers=AnswersConfig(private=True))
async def test_ask_is_private_where_the_server_has_it_so(world: World) -> None:
    """Unless the member wishes otherwise."""
    hidden = await world.alice.slash(world.channel, "ask", question="how much caffeine?")
    shown = await world.alice.slash(world.channel, "ask", question="how much caffeine?", private=False)
    assert [one.ephemeral for one in (hidden, shown)] == [True, False]


async def test_the_entry_chosen_after_ask_is_posted(world: World) -> None:
    """The private suggestions give way to a word that it was; the choice is recorded."""
    result = await world.alice.slash(world.channel, "ask", question="which is nicer?")
    assert result.response is not None
    assert world.replies() == []
    await world.alice.click(result.response, label="Price")
    assert world.reply().embeds[0].title == "Price"
    assert result.response.content == shared_texts.POSTED
    assert result.response.components == []
    (chosen,) = await world.rows("chosen")
    (asked,) = await world.rows("asked")
    assert (chosen["question"], chosen["entry"]) == (asked["id"], key("price"))


async def test_the_entry_chosen_after_a_private_ask_stays_private(world: World) -> None:
    """In the place of the suggestions."""
    result = await world.alice.slash(world.channel, "ask", question="which is nicer?", private=True)
    assert result.response is not None
    await world.alice.click(result.response, label="Price")
    assert world.replies() == []
    assert result.response.embeds[0].title == "Price"


async def test_what_is_typed_is_completed(world: World) -> None:
    """Titles and questions; useful when nothing was typed yet, and 25 at most."""
    choices = await world.alice.autocomplete(world.channel, "ask", "question", "caff")
    assert [one["value"] for one in choices] == ["Caffeine", "How much caffeine is in it?"]
    everything = await world.alice.autocomplete(world.channel, "ask", "question", "")
    assert 5 < len(everything) <= 25


async def test_ask_works_in_direct_messages(world: World) -> None:
    """With nobody's list to promise."""
    result = await world.alice.user.slash("ask", question="how much caffeine?")
    assert result.response.embeds[0].title == "Caffeine"


async def test_answer_this_replies_and_pings_the_author_alone(world: World) -> None:
    """The helper reads privately that it is done."""
    message = await world.alice.send(world.channel, "how much caffeine?")
    result = await world.bob.context_menu(world.channel, "Answer this", message)
    reply = world.reply()
    assert reply.embeds[0].title == "Caffeine"
    assert reply.reference is not None
    assert reply.reference.message_id == message.id
    assert [user.id for user in reply.mentions] == [world.alice.id]
    assert result.response is not None
    assert (result.response.content, result.response.ephemeral) == (texts.REPLIED, True)
    (row,) = await world.rows("asked")
    assert (row["way"], row["user"]) == ("menu", world.services.pseudonyms.of(world.alice.id))


async def test_answer_this_mentions_nobody_else(world: World) -> None:
    """Whomever the message mentions."""
    await world.bob.context_menu(
        world.channel, "Answer this", await world.alice.send(world.channel, "@everyone how much caffeine?")
    )
    (request,) = [one for one in world.env.http_requests if one.path == f"/channels/{world.channel.id}/messages"]
    assert request.json is not None
    assert request.json["allowed_mentions"] == {"parse": [], "replied_user": True}


@pytest.mark.parametrize(("text", "offered"), [("which is nicer?", "Price"), ("is it like wine?", "Brewing")])
async def test_answer_this_lets_the_helper_pick_when_unsure(world: World, text: str, offered: str) -> None:
    """Privately, from the closest entries; the pick replies to the message, also after a restart."""
    message = await world.alice.send(world.channel, text)
    result = await world.bob.context_menu(world.channel, "Answer this", message)
    assert result.response is not None
    assert result.response.ephemeral
    assert world.replies() == []
    await world.restart()
    await world.bob.click(result.response, label=offered)
    reply = world.reply()
    assert (reply.embeds[0].title, [user.id for user in reply.mentions]) == (offered, [world.alice.id])
    assert result.response.content == texts.REPLIED
    assert len(await world.rows("chosen")) == 1
    await world.alice.delete(message)
    assert world.replies() == []


async def test_answer_this_owns_up_when_nothing_is_close(world: World) -> None:
    """To the helper alone."""
    message = await world.alice.send(world.channel, "rabbits?")
    result = await world.bob.context_menu(world.channel, "Answer this", message)
    assert result.response is not None
    assert result.response.ephemeral
    assert result.response.content.startswith(answers.NO_ANSWER)


async def test_answer_this_refuses_what_no_person_wrote_and_what_has_no_text(world: World) -> None:
    """In one sentence each."""
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    automatic = await robot.send(world.channel, "how much caffeine?")
    picture = await world.alice.send(world.channel, "", attachments=[("cat.png", b"x")])
    for message, sentence in ((automatic, texts.NOT_A_PERSON), (picture, texts.NO_TEXT)):
        result = await world.bob.context_menu(world.channel, "Answer this", message)
        assert result.response is not None
        assert (result.response.content, result.response.ephemeral) == (sentence, True)


async def test_answer_this_shows_the_helper_the_answer_where_it_may_not_reply(world: World) -> None:
    """And says what is missing."""
    deny: dict[Any, discord.PermissionOverwrite] = {
        world.guild.default_role: discord.PermissionOverwrite(embed_links=False)
    }
    channel = world.guild.create_text_channel("no-embeds", overwrites=deny)
    message = await world.alice.send(channel, "how much caffeine?")
    result = await world.bob.context_menu(channel, "Answer this", message)
    assert result.response is not None
    assert result.response.ephemeral
    assert (result.response.content, result.response.embeds[0].title) == (texts.CANNOT_POST, "Caffeine")
    assert world.replies(channel) == []


async def test_both_commands_can_be_installed_by_a_member(world: World) -> None:
    """For every kind of conversation."""
    commands = {one.name: one for one in world.bot.tree.get_commands()}
    for name in ("ask", "Answer this"):
        data = commands[name].to_dict(world.bot.tree)
        assert data["integration_types"] == [0, 1]
        assert data["contexts"] == [0, 1, 2]


async def test_suggestions_of_ask_can_be_put_away(world: World) -> None:
    """A private message too has its way out."""
    result = await world.alice.slash(world.channel, "ask", question="which is nicer?")
    assert result.response is not None
    assert labels(result.response) == ["Caffeine", "Price", texts.NONE_OF_THESE, "Delete"]
    await world.alice.click(result.response, label=texts.NONE_OF_THESE)
    assert result.response.content.startswith(answers.NO_ANSWER)


async def test_the_commands_stay_in_their_order(world: World) -> None:
    """``/help`` lists them so. With those of ``/knowledge`` in another one, Discord would be told them all anew."""
    commands = world.bot.tree.get_commands()
    group = next(one for one in commands if isinstance(one, app_commands.Group))
    first = ["ask", "dimensions", "dimension", "help", "privacy", "knowledge", "suggest", "settings"]
    assert [one.name for one in commands] == [
        *first,
        "Answer this",
        "Teach this",
        "Keep this answer",
        "Why this answer?",
    ]
    within = ["add", "edit", "teach", "remove", "history", "export", "import", "inbox"]
    assert [one.name for one in group.commands] == within
