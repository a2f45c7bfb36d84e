"""Looking through everything: the commands, the pages, and the buttons after a restart."""

import discord
import pytest
from simcord import InteractionResult

from bot.discord_app.asking.followup import carried_by
from bot.discord_app.asking.listing import ChooseTopic, OpenChosen, Page
from bot.discord_app.asking.states import Carried
from bot.knowledge.load import load_folder
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.serving.bundle import find_bundle
from bot.serving.snapshot import Snapshot
from tests.discord_app.script import KNOWLEDGE, key
from tests.discord_app.worlds import World, button, labels


def serve(world: World, *topics: Topic) -> None:
    """Serve these topics from now on."""
    world.services.snapshots.swap(Snapshot(KnowledgeBase(topics), world.services.snapshots.snapshot().matcher))


def bundled() -> Topic:
    """The topic that ships with the bot: twenty dimensions and six more entries."""
    knowledge = load_folder(find_bundle().folder).knowledge
    assert knowledge is not None
    return knowledge.topics[0]


def embed(result: InteractionResult) -> discord.Embed:
    assert result.response is not None
    return result.response.embeds[0]


async def test_dimensions_lists_everything_privately(world: World) -> None:
    result = await world.alice.slash(world.channel, "dimensions")
    assert result.ephemeral
    assert embed(result).title == "Tea vs coffee"
    assert [(field.name, field.value) for field in embed(result).fields] == [
        ("Comparisons", "1\\. Caffeine\n2\\. Price\n3\\. Brewing\n4\\. Origin"),
        ("Resources", "5\\. Shop"),
    ]
    assert embed(result).footer.text == "source: The Book"


async def test_the_pages_turn_in_place_also_after_a_restart(world: World) -> None:
    serve(world, bundled())
    result = await world.alice.slash(world.channel, "dimensions")
    assert result.response is not None
    assert embed(result).footer.text == "Page 1 of 2 · source: JustAcademy"

    await world.restart()
    await world.alice.click(result.response.message, label="Next")
    assert embed(result).footer.text == "Page 2 of 2 · source: JustAcademy"
    await world.alice.click(result.response.message, label="Previous")
    assert embed(result).footer.text == "Page 1 of 2 · source: JustAcademy"


async def test_a_list_that_answered_a_message_can_be_deleted_on_every_page(world: World) -> None:
    serve(world, bundled())
    await world.ask("what can you do?")
    for label in ("Next", "Previous"):
        await world.bob.click(world.reply(), label=label)
        assert carried_by(world.reply()) is not None
    await world.alice.click(world.reply(), custom_id=button(world.reply(), Carried))
    assert world.replies() == []


async def test_the_select_opens_an_entry_beside_the_list_also_after_a_restart(world: World) -> None:
    result = await world.alice.slash(world.channel, "dimensions")
    assert result.response is not None
    await world.restart()
    opened = await world.alice.select(result.response.message, [key("price")], custom_id=OpenChosen().encode())
    assert opened.ephemeral
    assert embed(opened).title == "Price"
    assert embed(result).title == "Tea vs coffee"


async def test_an_entry_that_went_meanwhile_is_a_sentence_with_a_way_on(world: World) -> None:
    result = await world.alice.slash(world.channel, "dimensions")
    assert result.response is not None
    serve(world, Topic("tea-vs-coffee", "Tea vs coffee"))
    opened = await world.alice.select(result.response.message, [key("price")], custom_id=OpenChosen().encode())
    assert opened.response is not None
    assert opened.ephemeral
    assert opened.response.content == "I no longer have that answer."
    assert labels(opened.response) == ["See what I can answer"]


async def test_several_topics_are_chosen_from_and_led_back_to(world: World) -> None:
    wine = Topic("wine", "Wine", entries=(Entry("wine", "red", "Red", answer="It is red."),))
    serve(world, KNOWLEDGE.topics[0], wine)
    result = await world.alice.slash(world.channel, "dimensions")
    assert result.response is not None
    assert embed(result).title == "What I can answer"
    await world.alice.select(result.response.message, ["wine"], custom_id=ChooseTopic().encode())
    assert embed(result).title == "Wine"
    await world.alice.click(result.response.message, label="All topics")
    assert embed(result).title == "What I can answer"

    assert embed(await world.alice.slash(world.channel, "dimensions", topic="wine")).title == "Wine"
    unknown = await world.alice.slash(world.channel, "dimensions", topic="beer")
    assert unknown.response is not None
    assert unknown.response.content.startswith("I don't know a topic of that name.")
    assert embed(unknown).title == "What I can answer"


async def test_the_topics_are_completed(world: World) -> None:
    serve(world, KNOWLEDGE.topics[0], Topic("wine", "Wine"))
    assert [one["value"] for one in await world.alice.autocomplete(world.channel, "dimensions", "topic", "")] == [
        "tea-vs-coffee",
        "wine",
    ]
    choices = await world.alice.autocomplete(world.channel, "dimensions", "topic", "WI")
    assert choices == [{"name": "Wine", "value": "wine"}]


async def test_see_what_i_can_answer_opens_the_list_for_whoever_presses(world: World) -> None:
    reply = await world.ask("rabbits?")
    result = await world.bob.click(reply, label="See what I can answer")
    assert result.ephemeral
    assert embed(result).title == "Tea vs coffee"


async def test_dimension_shows_an_entry_that_can_be_followed_up_and_deleted(world: World) -> None:
    result = await world.alice.slash(world.channel, "dimension", name=key("caffeine"))
    assert result.response is not None
    assert not result.ephemeral
    assert embed(result).title == "Caffeine"
    assert labels(result.response) == ["Price", "Brewing", "Delete"]

    await world.bob.send(world.channel, f"{world.mention} and the other?", reply_to=result.response.message)
    context = world.matcher.contexts[-1]
    assert context is not None
    assert context.entries == (key("caffeine"),)

    delete = Carried(0, world.alice.id, (key("caffeine"),)).encode()
    refused = await world.bob.click(result.response.message, custom_id=delete)
    assert refused.ephemeral
    await world.alice.click(result.response.message, custom_id=delete)
    assert result.response is None


@pytest.mark.parametrize("typed", ["caffeine", "Caffeine", "  CAFFEINE "])
async def test_dimension_takes_an_id_or_a_title_as_typed(world: World, typed: str) -> None:
    assert embed(await world.alice.slash(world.channel, "dimension", name=typed, private=True)).title == "Caffeine"


async def test_dimension_offers_the_closest_entries_privately(world: World) -> None:
    result = await world.alice.slash(world.channel, "dimension", name="pri")
    assert result.response is not None
    assert result.ephemeral
    assert result.response.content == "I have nothing under exactly that name. These come closest."
    assert labels(result.response) == ["Price", "See what I can answer"]
    opened = await world.alice.click(result.response.message, label="Price")
    assert embed(opened).title == "Price"

    nothing = await world.alice.slash(world.channel, "dimension", name="zzz")
    assert nothing.response is not None
    assert nothing.response.content == "I have nothing under that name."


async def test_dimension_completes_titles_each_once(world: World) -> None:
    everything = await world.alice.autocomplete(world.channel, "dimension", "name", "")
    assert [one["name"] for one in everything] == ["Caffeine", "Price", "Brewing", "Origin", "Shop"]
    some = await world.alice.autocomplete(world.channel, "dimension", "name", "caff")
    assert some == [{"name": "Caffeine", "value": key("caffeine")}]


async def test_titles_that_two_topics_share_name_their_topic(world: World) -> None:
    juice = Topic("juice", "Juice", entries=(Entry("juice", "price", "Price", answer="It is cheap."),))
    serve(world, KNOWLEDGE.topics[0], juice)
    choices = await world.alice.autocomplete(world.channel, "dimension", "name", "pri")
    assert [one["name"] for one in choices] == ["Price (Tea vs coffee)"]
    unsure = await world.alice.slash(world.channel, "dimension", name="Price")
    assert unsure.response is not None
    assert labels(unsure.response) == ["Price (Tea vs coffee)", "See what I can answer"]


def test_a_page_number_that_somebody_made_up_is_no_defect() -> None:
    assert Page.decode("l:999999:" + "a" * 32) == Page(999999, "a" * 32)
    assert len(Page(999999, "a" * 32).encode()) <= 100
