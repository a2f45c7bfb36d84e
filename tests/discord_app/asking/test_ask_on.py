"""Asking on without a reply, in a direct message and in an ``ask`` channel."""

import pytest

from bot.discord_app.asking.followup import goes_on_from
from bot.discord_app.settings.privacy import PrivacyStep, Step
from bot.matching.decision import Context
from tests.discord_app.script import key
from tests.discord_app.worlds import World

ONE_SIDE = Context((key("caffeine"),), ("tea",))


def last_context(world: World) -> Context | None:
    """In which context the last message was decided."""
    return world.matcher.contexts[-1]


async def test_what_the_same_person_types_next_goes_on_from_their_answer(world: World) -> None:
    """In an ask channel, whoever writes in between."""
    await world.alice.send(world.ask_channel, "caffeine in tea?")
    await world.bob.send(world.ask_channel, "what does it cost?")
    await world.alice.send(world.ask_channel, "and the other?")
    assert world.reply(world.ask_channel).embeds[0].title == "Caffeine in Coffee"
    assert [row["way"] for row in await world.rows("asked")] == ["ask", "ask", "ask"]


async def test_in_a_direct_message_too(world: World) -> None:
    """And again from there."""
    await world.alice.send_dm("caffeine in tea?")
    await world.alice.send_dm("and the other?")
    assert world.reply(world.alice.user.dm_channel).embeds[0].title == "Caffeine in Coffee"
    await world.alice.send_dm("and once more")
    assert last_context(world) == Context((key("caffeine"),), ("coffee",))


async def test_after_an_answer_with_two_entries_it_is_about_both(world: World) -> None:
    """As ``bot.matching`` decides."""
    await world.alice.send_dm("caffeine and price?")
    await world.alice.send_dm("and the other?")
    embeds = world.reply(world.alice.user.dm_channel).embeds
    assert [embed.title for embed in embeds] == ["Caffeine in Coffee", "Price in Coffee"]


async def test_it_lasts_for_five_minutes(world: World) -> None:
    """From the answer."""
    await world.alice.send_dm("caffeine in tea?")
    await world.wait(5 * 60 - 1)
    await world.alice.send_dm("and rabbits?")
    assert last_context(world) == ONE_SIDE, "a dead end in between changes nothing"
    await world.wait(2)
    await world.alice.send_dm("and the other?")
    assert last_context(world) is None


async def test_other_people_other_channels_and_other_kinds_of_channels_do_not_go_on(world: World) -> None:
    """Where the bot is mentioned, a reply says what is meant."""
    await world.alice.send(world.ask_channel, "caffeine in tea?")
    await world.bob.send(world.ask_channel, "and the other?")
    assert last_context(world) is None
    await world.alice.send_dm("and the other?")
    assert last_context(world) is None
    thread = await world.open_thread(world.ask_channel)
    await world.alice.send(thread, "and the other?")
    assert last_context(world) is None
    await world.ask("caffeine in tea?")
    await world.ask("and the other?")
    assert last_context(world) is None
    await world.alice.send(world.listen_channel, "caffeine in tea?")
    await world.alice.send(world.listen_channel, "and the other?")
    assert last_context(world) is None


async def test_a_chosen_suggestion_and_a_command_are_answers_too(world: World) -> None:
    """The member got them there, for everybody."""
    await world.alice.send(world.ask_channel, "which is nicer?")
    await world.alice.click(world.reply(world.ask_channel), label="Price")
    await world.alice.send(world.ask_channel, "and rabbits?")
    assert last_context(world) == Context((key("price"),))
    await world.alice.slash(world.ask_channel, "ask", question="caffeine in tea?")
    await world.alice.send(world.ask_channel, "and rabbits?")
    assert last_context(world) == ONE_SIDE


async def test_an_answer_that_follows_its_question_is_gone_on_from(world: World) -> None:
    """As it stands now."""
    question = await world.alice.send(world.ask_channel, "what does it cost?")
    await world.alice.edit(question, "caffeine in tea?")
    await world.alice.send(world.ask_channel, "and rabbits?")
    assert last_context(world) == ONE_SIDE


async def test_a_reply_says_more_than_what_came_last(world: World) -> None:
    """It names the answer."""
    await world.alice.send(world.ask_channel, "caffeine in tea?")
    first = world.reply(world.ask_channel)
    await world.alice.send(world.ask_channel, "what does it cost?")
    await world.alice.send(world.ask_channel, "and the other?", reply_to=first)
    assert last_context(world) == ONE_SIDE


async def test_privacy_forgets_it(world: World) -> None:
    """The member's own alone."""
    for who in (world.alice, world.bob):
        await who.send(world.ask_channel, "caffeine in tea?")
    shown = await world.alice.slash(world.channel, "privacy")
    assert shown.response is not None
    shown = await world.alice.click(shown.response.message, custom_id=PrivacyStep(Step.DELETE).encode())
    assert shown.response is not None
    await world.alice.click(shown.response.message, custom_id=PrivacyStep(Step.CONFIRM).encode())
    await world.alice.send(world.ask_channel, "and the other?")
    assert last_context(world) is None
    await world.bob.send(world.ask_channel, "and the other?")
    assert last_context(world) == ONE_SIDE


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("and cost?", True),
        ("What about cost?", True),
        ("ok thanks, and how about security", True),
        ("also the price", True),
        ("or the price?", True),
        ("same for cost", True),
        ("what does it cost?", False),
        ("how does security differ?", False),
        ("android apps?", False),
        ("thanks", False),
        ("", False),
    ],
)
def test_the_sides_are_taken_over_by_what_begins_like_a_follow_up(text: str, goes_on: bool) -> None:
    """Any other question is one of its own, unless it only names a side: that is for the matcher to see."""
    assert goes_on_from(text, ONE_SIDE) == (ONE_SIDE if goes_on else Context(ONE_SIDE.entries))
