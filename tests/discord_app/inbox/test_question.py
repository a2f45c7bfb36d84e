"""The open question: few acts to an answer, the next one, and going on where one left off."""

import pytest
import simcord

from bot.discord_app.inbox import screens
from bot.discord_app.inbox.states import InboxMenu, InboxStep, Menu, Step, TeachClosest, token
from bot.usage.stores import StoreError
from tests.discord_app.moderators import (
    BASE,
    MANY,
    ModWorld,
    answer_to,
    buttons_of,
    fields_of,
    press,
    text_of,
    values_of,
)

PIZZA = "where is the best pizza in town"
DOLLARS = "how many dollars is the price of it"
BLUE = "who painted it blue"


class Acts:
    """A moderator whose acts are counted: each press, each choice, each form that is sent off."""

    def __init__(self, world: ModWorld) -> None:
        self.world = world
        self.number = 0

    async def press(self, shown: simcord.InteractionResult, label: str) -> simcord.InteractionResult:
        self.number += 1
        return await press(self.world.mo, shown, label)

    async def choose(self, shown: simcord.InteractionResult, value: str) -> simcord.InteractionResult:
        self.number += 1
        return await self.world.mo.select(answer_to(shown), [value])

    async def send(self, form: simcord.InteractionResult, values: dict[str, str]) -> simcord.InteractionResult:
        self.number += 1
        return await self.world.mo.submit_modal(form, values)


async def opened(
    world: ModWorld, question: str = PIZZA, who: simcord.MemberActor | None = None
) -> simcord.InteractionResult:
    """The question, chosen from the list."""
    who = who or world.mo
    shown = await who.slash(world.channel, "knowledge inbox")
    if "Back to the inbox" in buttons_of(shown):
        shown = await press(who, shown, "Back to the inbox")
    return await who.select(answer_to(shown), [token(question)], custom_id=InboxMenu(Menu.QUESTION).encode())


def question_in(shown: simcord.InteractionResult) -> str:
    """What stands in the question's own line; empty where another screen is shown."""
    message = shown.followups[-1] if shown.followups else answer_to(shown)
    return (message.embeds[0].description or "").partition("“")[2].partition("”")[0] if message.embeds else ""


async def test_a_new_answer_takes_two_acts_after_its_button(world: ModWorld) -> None:
    await world.asked(PIZZA)
    shown, acts = await opened(world), Acts(world)
    form = await press(world.mo, shown, "New answer")
    proposal = await acts.send(form, {"t": "Pizza", "w": "At Gino's.", "q": PIZZA})
    assert f"Asked: “{PIZZA}”" in text_of(proposal)
    saved = await acts.press(proposal, "Save")
    assert text_of(saved).startswith("Saved as #2.")
    assert world.base.entries["ops/pizza"].answer == "At Gino's."
    assert acts.number == 2


async def test_a_new_comparison_has_a_field_for_each_side(world: ModWorld) -> None:
    await world.asked(PIZZA)
    form = await press(world.mo, await opened(world), "New comparison")
    assert {"t", "0", "1", "q"} <= {one.partition(":")[0] for one in fields_of(form)}


THREE = MANY.replace("  grey: {name: Grey}\n", "").replace("    grey: Always.\n", "")


@pytest.mark.world(files={"ops.yaml": BASE, "clouds.yaml": THREE})
@pytest.mark.parametrize(("button", "topic"), [("New answer", "ops"), ("New comparison", "clouds")])
async def test_with_several_topics_and_three_sides_it_takes_three(world: ModWorld, button: str, topic: str) -> None:
    await world.asked(PIZZA)
    shown, acts = await opened(world), Acts(world)
    asked = await press(world.mo, shown, button)
    assert f"Asked: “{PIZZA}”" in text_of(asked)
    form = await acts.choose(asked, topic)
    sides = {"w": "At Gino's."} if button == "New answer" else dict.fromkeys("012", "Here.")
    proposal = await acts.send(form, values_of(form) | {"t": "Pizza", **sides})
    assert "Save" in buttons_of(proposal), text_of(proposal)
    await acts.press(proposal, "Save")
    assert world.base.entries[f"{topic}/pizza"].questions == (PIZZA,)
    assert acts.number == 3


async def test_the_closest_entry_is_taught_by_two_acts(world: ModWorld) -> None:
    await world.asked(DOLLARS, DOLLARS)
    shown, acts = await opened(world, DOLLARS), Acts(world)
    assert buttons_of(shown)[:3] == ["New answer", "New comparison", "Teach: Cost"]
    proposal = await acts.press(shown, "Teach: Cost")
    assert "**2** would now be answered by Cost" in text_of(proposal)
    saved = await acts.press(proposal, "Teach to Cost · 2 change")
    assert text_of(saved).startswith("Saved as #2.")
    assert acts.number == 2
    assert DOLLARS in world.base.entries["ops/cost"].questions


async def test_any_other_entry_is_taught_by_two_acts(world: ModWorld) -> None:
    await world.asked(PIZZA)
    shown, acts = await opened(world), Acts(world)
    acts.number += 1
    menu = InboxStep(Step.TEACH, token(PIZZA)).encode()
    proposal = await world.mo.select(answer_to(shown), ["ops/glossary"], custom_id=menu)
    await acts.press(proposal, "Teach to Glossary · 1 changes")
    assert acts.number == 2
    assert PIZZA in world.base.entries["ops/glossary"].questions


async def test_after_a_save_the_next_question_opens_beside_it_and_the_last_leads_to_the_list(world: ModWorld) -> None:
    await world.asked(PIZZA, PIZZA, PIZZA, BLUE, BLUE, DOLLARS)
    form = await press(world.mo, await opened(world), "New answer")
    proposal = await world.mo.submit_modal(form, {"t": "Pizza", "w": "At Gino's.", "q": PIZZA})
    saved = await press(world.mo, proposal, "Save")
    following = await press(world.mo, saved, "Next question")
    assert text_of(answer_to(saved)).startswith("Saved as #2."), "what was changed stays readable"
    assert question_in(following) == BLUE
    last = await press(world.mo, following, "Next question")
    assert question_in(last) == DOLLARS
    listed = await press(world.mo, last, "Next question")
    assert text_of(listed).startswith("That was the last question. What is still open stands here.\nInbox · 3 open")


async def test_cancel_leads_back_to_the_question(world: ModWorld) -> None:
    await world.asked(PIZZA)
    proposal = await world.mo.select(
        answer_to(await opened(world)), ["ops/glossary"], custom_id=InboxStep(Step.TEACH, token(PIZZA)).encode()
    )
    cancelled = await press(world.mo, proposal, "Cancel")
    assert question_in(await press(world.mo, cancelled, "Back to the question")) == PIZZA


async def test_the_inbox_goes_on_at_the_question_also_after_a_restart(world: ModWorld) -> None:
    await world.asked(PIZZA, PIZZA, BLUE)
    await opened(world, BLUE)
    await world.restart()
    shown = await world.mo.slash(world.channel, "knowledge inbox")
    assert text_of(shown).startswith("You were at this question.\n")
    assert question_in(shown) == BLUE
    assert shown.ephemeral
    others = await world.max.slash(world.channel, "knowledge inbox")
    assert "Inbox · 3 open" in text_of(others), "another moderator is where they were"
    await press(world.mo, shown, "Back to the inbox")
    assert "Inbox · 3 open" in text_of(await world.mo.slash(world.channel, "knowledge inbox"))


async def test_after_a_day_it_begins_at_the_list(world: ModWorld) -> None:
    await world.asked(PIZZA)
    await opened(world)
    world.env.backend.clock.advance(25 * 3600)
    assert "Inbox · 1 open" in text_of(await world.mo.slash(world.channel, "knowledge inbox"))


async def test_a_question_that_somebody_else_took_care_of_is_passed_over(world: ModWorld) -> None:
    await world.asked(PIZZA, PIZZA, BLUE)
    shown = await opened(world)
    await press(world.max, await opened(world, who=world.max), "Dismiss")
    assert "Inbox · 1 open" in text_of(await world.mo.slash(world.channel, "knowledge inbox"))
    again = await press(world.mo, shown, "Dismiss")
    assert "no longer on the list" in text_of(again)
    following = await world.forge(world.mo, world.channel, "i:next:h")
    assert question_in(following) == BLUE


async def test_a_moderator_who_switched_storing_off_is_remembered_in_memory_alone(world: ModWorld) -> None:
    await world.asked(PIZZA, PIZZA, BLUE)
    await world.services.privacy.set_storing(world.mo.id, on=False)
    await opened(world, BLUE)
    assert question_in(await world.mo.slash(world.channel, "knowledge inbox")) == BLUE
    moderator = world.services.pseudonyms.of(world.mo.id)
    assert await world.services.moderation.asked.position(world.guild.id, moderator) is None
    await world.services.privacy.delete_data(world.mo.id)
    assert "Inbox · 3 open" in text_of(await world.mo.slash(world.channel, "knowledge inbox"))


async def test_a_place_goes_with_the_moderators_data_and_with_the_server(world: ModWorld) -> None:
    await world.asked(PIZZA)
    store = world.services.moderation.asked
    moderator = world.services.pseudonyms.of(world.mo.id)
    for forget in (
        lambda: world.services.privacy.delete_data(world.mo.id),
        lambda: world.bot.dispatch("guild_remove", world.bot.get_guild(world.guild.id)),
    ):
        await opened(world)
        assert await store.position(world.guild.id, moderator) is not None
        done = forget()
        if done is not None:
            await done
        await world.env.advance_time(0)
        assert await store.position(world.guild.id, moderator) is None


async def test_a_place_that_cannot_be_kept_hides_no_question(
    world: ModWorld, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await world.asked(PIZZA)

    async def full(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(world.services.moderation.positions, "keep", full)
    assert question_in(await opened(world)) == PIZZA
    assert [one.message for one in caplog.records if one.name == screens.__name__] == [
        "Where a moderator is in the inbox could not be kept: The disk is full."
    ] * 2


async def test_a_question_whose_message_stands_is_linked(world: ModWorld) -> None:
    await world.alice.send(world.channel, f"<@{world.bot.my_id}> {PIZZA}")
    message = world.channel.history()[-2]
    assert await world.services.recorder.flush()
    link = f"[message](https://discord.com/channels/{world.guild.id}/{world.channel.id}/{message.id})"
    assert f"<#{world.channel.id}> · {link}" in text_of(await world.mo.slash(world.channel, "knowledge inbox"))
    assert link in text_of(await opened(world))
    (waiting,) = await world.services.moderation.awaiting.waiting(world.guild.id, world.env.now().replace(year=2025))
    await world.services.moderation.awaiting.settle(world.guild.id, [waiting.question])
    assert link not in text_of(await opened(world))


async def test_who_lost_the_role_and_next_door_are_refused(world: ModWorld) -> None:
    await world.asked(DOLLARS)
    shown = await opened(world, DOLLARS)
    near = TeachClosest(token(DOLLARS), "ops/cost").encode()
    strange = await world.forge(world.nell, world.next_channel, near)
    assert "no longer on the list" in text_of(strange)
    assert question_in(await world.forge(world.nell, world.next_channel, "i:this")) == ""
    await world.take_role(world.mo)
    refused = "That is for this server's moderators"
    for label in ("New answer", "New comparison", "Teach: Cost", "Dismiss", "Next question", "Back to the inbox"):
        assert refused in text_of(await press(world.mo, shown, label)), label
    for forged in ("i:this", "i:next:n", near):
        assert refused in text_of(await world.forge(world.mo, world.channel, forged)), forged
    assert world.base_text == BASE


async def test_what_did_not_help_is_not_offered_to_be_taught(world: ModWorld) -> None:
    question = "Who guards the data?"
    answer = await world.alice.slash(world.channel, "ask", question=question)
    await world.alice.click(answer_to(answer), label="Didn't help")
    assert await world.services.recorder.flush()
    listed = text_of(await world.mo.slash(world.channel, "knowledge inbox"))
    assert f"“{question}”\n↳ I answered with Security, which didn't help · " in listed
    assert "Teach: Security" not in buttons_of(await opened(world, question))
