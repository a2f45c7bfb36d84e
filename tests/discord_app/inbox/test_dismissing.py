"""Dismissing, one or several at once, what is gathered at the end, and taking it back."""

import simcord

from bot.discord_app.inbox.states import InboxMenu, Menu, UndoDismissal, token
from tests.discord_app.moderators import ModWorld, answer_to, buttons_of, press, text_of

PIZZA = "where is the best pizza in town"
BLUE = "who painted it blue"
DOLLARS = "how many dollars is the price of it"
GERMAN = "wie viel ist das und wo ist es"
NONSENSE = "asdfghjkl qwrtzpsdf"
OPEN = InboxMenu(Menu.QUESTION).encode()
SEVERAL = InboxMenu(Menu.DISMISS).encode()


async def listed(world: ModWorld) -> simcord.InteractionResult:
    shown = await world.mo.slash(world.channel, "knowledge inbox")
    return await press(world.mo, shown, "Back to the inbox") if "Back to the inbox" in buttons_of(shown) else shown


async def dismissed(world: ModWorld, *questions: str) -> simcord.InteractionResult:
    """Several, by one choice in the menu of the list."""
    return await world.mo.select(answer_to(await listed(world)), [*map(token, questions)], custom_id=SEVERAL)


async def test_a_dismissal_is_taken_back_and_shows_the_question_again(world: ModWorld) -> None:
    await world.asked(PIZZA, f"{PIZZA}?", BLUE)
    shown = await world.mo.select(answer_to(await listed(world)), [token(PIZZA)], custom_id=OPEN)
    gone = await press(world.mo, shown, "Dismiss")
    assert buttons_of(gone) == ["Next question", "Back to the inbox", "Undo"]
    await world.restart()
    back = await press(world.mo, gone, "Undo")
    assert text_of(back).startswith(f"Back on the list.\n**2×** “{PIZZA}")  # noqa: RUF001
    assert "Inbox · 3 open" in text_of(await listed(world))


async def test_after_a_dismissal_the_next_question_takes_its_place(world: ModWorld) -> None:
    await world.asked(PIZZA, PIZZA, BLUE)
    shown = await world.mo.select(answer_to(await listed(world)), [token(PIZZA)], custom_id=OPEN)
    following = await press(world.mo, await press(world.mo, shown, "Dismiss"), "Next question")
    assert f"“{BLUE}”" in text_of(following)
    assert not following.followups, "in the same message"


async def test_several_are_dismissed_by_one_choice_and_come_back_together(world: ModWorld) -> None:
    await world.asked(PIZZA, BLUE, DOLLARS)
    gone = await dismissed(world, PIZZA, BLUE)
    assert text_of(gone).startswith("Dismissed 2 questions.\n-# “")
    assert f"“{DOLLARS}”" in text_of(await press(world.mo, gone, "Next question"))
    second = await dismissed_alone(world, DOLLARS)
    assert "Inbox · 0 open" in text_of(await listed(world))
    back = await press(world.mo, second, "Undo")
    assert f"“{DOLLARS}”" in text_of(back)
    assert "Inbox · 1 open" in text_of(await listed(world)), "each is taken back by itself"


async def dismissed_alone(world: ModWorld, question: str) -> simcord.InteractionResult:
    shown = await world.mo.select(answer_to(await listed(world)), [token(question)], custom_id=OPEN)
    return await press(world.mo, shown, "Dismiss")


async def test_what_two_dismiss_at_once_is_dismissed_once(world: ModWorld) -> None:
    await world.asked(PIZZA, BLUE, DOLLARS)
    theirs = await world.max.slash(world.channel, "knowledge inbox")
    gone = await dismissed(world, PIZZA, BLUE)
    also = await world.max.select(answer_to(theirs), [token(BLUE), token(DOLLARS)], custom_id=SEVERAL)
    assert text_of(also) == f"Dismissed: it won't be on the list again.\n-# “{DOLLARS}”"
    nothing = await press(world.mo, gone, "Undo")
    assert "Inbox · 2 open" in text_of(nothing)
    again = await world.forge(world.mo, world.channel, UndoDismissal(1, token(PIZZA)).encode())
    assert text_of(again).startswith("That is back on the list already.\n")


async def test_a_dismissed_question_waits_for_nobody_until_that_is_taken_back(world: ModWorld) -> None:
    await world.alice.send(world.channel, f"<@{world.bot.my_id}> {PIZZA}")
    assert await world.services.recorder.flush()
    awaiting, since = world.services.moderation.awaiting, world.env.now().replace(year=2025)
    assert len(await awaiting.waiting(world.guild.id, since)) == 1
    gone = await dismissed_alone(world, PIZZA)
    assert await awaiting.waiting(world.guild.id, since) == []
    assert "[message](" in text_of(await press(world.mo, gone, "Undo"))
    assert len(await awaiting.waiting(world.guild.id, since)) == 1


async def test_other_languages_and_nonsense_are_gathered_and_dismissed_together(world: ModWorld) -> None:
    await world.asked(PIZZA, GERMAN, NONSENSE)
    shown = await listed(world)
    assert "3 asked in the last 7 days: 0 answered, 1 open, 2 nonsense or in another language." in text_of(shown)
    assert GERMAN not in text_of(shown)
    assert "And 2 questions in other languages or nonsense." in text_of(shown)
    gathered = await press(world.mo, shown, "Other languages and nonsense")
    assert f"“{GERMAN}”" in text_of(gathered)
    opened = await world.mo.select(answer_to(gathered), [token(GERMAN)], custom_id=OPEN)
    assert "New answer" in buttons_of(opened)
    gathered = await press(world.mo, opened, "Back to the inbox")
    assert f"“{NONSENSE}”" in text_of(gathered)
    world.env.backend.clock.advance(5)
    await world.asked("wo ist das und was ist es")
    gone = await press(world.mo, gathered, "Dismiss all 2")
    assert text_of(gone).startswith("Dismissed 2 questions.\n")
    assert "And 1 question in other languages or nonsense." in text_of(await listed(world)), "it was not seen"
    assert "And 3 questions" in text_of(await press(world.mo, gone, "Undo"))


async def test_who_lost_the_role_dismisses_nothing_and_takes_nothing_back(world: ModWorld) -> None:
    await world.asked(PIZZA, BLUE, GERMAN)
    shown = await listed(world)
    gone = await dismissed(world, PIZZA)
    shown = await listed(world)
    undo = next(one for one in answer_to(gone).components[0]["components"] if one["label"] == "Undo")["custom_id"]
    refused = "That is for this server's moderators"
    strange = await world.forge(world.nell, world.next_channel, undo)
    assert text_of(strange).startswith("That is back on the list already.\nInbox · 0 open"), "another server's"
    gathered = await press(world.mo, shown, "Other languages and nonsense")
    await world.take_role(world.mo)
    assert refused in text_of(await press(world.mo, gathered, "Dismiss all 1"))
    assert refused in text_of(await world.forge(world.mo, world.channel, undo))
    inbox = await world.services.moderation.worklist.inbox(world.guild.id)
    assert (len(inbox.groups), len(inbox.illegible)) == (1, 1)
