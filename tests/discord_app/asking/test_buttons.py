"""The buttons under an answer: see also, thumbs, delete."""

import pytest

from bot.discord_app.asking import texts
from bot.discord_app.asking.states import Carried, DidNotHelp, Helped
from bot.texts import answers
from tests.discord_app.script import key
from tests.discord_app.worlds import World, button, labels


async def test_see_also_opens_privately(world: World) -> None:
    """And leads on from there."""
    reply = await world.ask("how much caffeine?")
    await world.restart()
    result = await world.bob.click(reply, label="Price")
    assert result.response is not None
    assert (result.response.ephemeral, result.response.embeds[0].title) == (True, "Price")
    assert len(world.replies()) == 1


async def test_a_thumb_is_recorded_and_can_be_changed(world: World) -> None:
    """By anybody; the last one counts."""
    reply = await world.ask("how much caffeine?")
    up = await world.bob.click(reply, custom_id=button(reply, Helped))
    assert up.response is not None
    assert (up.response.content, up.response.ephemeral) == (texts.NOTED, True)
    assert [row["helpful"] for row in await world.rows("rated")] == [1]
    await world.restart()
    await world.bob.click(reply, custom_id=button(reply, DidNotHelp))
    (rated,) = await world.rows("rated")
    (asked,) = await world.rows("asked")
    assert (rated["helpful"], rated["question"]) == (0, asked["id"])


async def test_a_thumb_down_offers_what_came_next(world: World) -> None:
    """Without resources; the asker's pick shows it there and is recorded."""
    reply = await world.ask("how much caffeine?")
    result = await world.alice.click(reply, custom_id=button(reply, DidNotHelp))
    assert result.response is not None
    assert result.response.ephemeral
    assert result.response.content == f"{texts.NOTED} Was it one of these?"
    assert labels(result.response) == ["Price", "Brewing", "None of these"]
    await world.alice.click(result.response, label="Brewing")
    assert result.response.embeds[0].title == "Brewing"
    assert [row["entry"] for row in await world.rows("chosen")] == [key("brewing")]
    assert len(world.replies()) == 1


async def test_what_others_pick_after_their_thumb_down_is_shown_but_not_the_askers_choice(world: World) -> None:
    """Nor is their "None of these"."""
    reply = await world.ask("how much caffeine?")
    for label in ("Brewing", "None of these"):
        result = await world.bob.click(reply, custom_id=button(reply, DidNotHelp))
        assert result.response is not None
        await world.bob.click(result.response, label=label)
        shown = [embed.title for embed in result.response.embeds]
        assert shown == ["Brewing"] or result.response.content.startswith(answers.NO_ANSWER)
    assert await world.rows("chosen") == []


async def test_a_thumb_down_with_nothing_next_leads_to_the_list(world: World) -> None:
    """No dead end."""
    reply = await world.ask("far away?")
    result = await world.bob.click(reply, custom_id=button(reply, DidNotHelp))
    assert result.response is not None
    assert (result.response.content, labels(result.response)) == (texts.NOTED, [texts.SEE_WHAT])


async def test_a_thumb_of_a_member_who_is_not_stored(world: World) -> None:
    """They are told the truth."""
    await world.services.privacy.set_storing(world.bob.id, False)
    reply = await world.ask("how much caffeine?")
    result = await world.bob.click(reply, custom_id=button(reply, Helped))
    assert result.response is not None
    assert result.response.content == texts.NOT_NOTED
    assert await world.rows("rated") == []


@pytest.mark.parametrize("text", ["how much caffeine?", "rabbits?", "which is nicer?", "hello"])
async def test_the_asker_and_moderators_delete_and_others_do_not(world: World, text: str) -> None:
    """Whatever the reply was."""
    reply = await world.ask(text)
    result = await world.bob.click(reply, custom_id=button(reply, Carried))
    assert result.response is not None
    assert (result.response.content, result.response.ephemeral) == (texts.NOT_YOURS, True)
    await world.alice.click(reply, custom_id=button(reply, Carried))
    assert world.replies() == []
    reply = await world.ask(text)
    await world.moderator.click(reply, custom_id=button(reply, Carried))
    assert world.replies() == []


async def test_the_author_and_the_helper_delete_what_answer_this_posted(world: World) -> None:
    """The one because it was their question, the other because it was their idea."""
    for who in (world.alice, world.bob):
        message = await world.alice.send(world.channel, "how much caffeine?")
        await world.bob.context_menu(world.channel, "Answer this", message)
        await who.click(world.reply(), custom_id=button(world.reply(), Carried))
        assert world.replies() == []
