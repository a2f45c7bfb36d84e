"""``/knowledge inbox``: what members asked and did not get, and what can be done about it."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import simcord

from bot.discord_app.asking.states import DidNotHelp
from bot.discord_app.inbox.question_reply import dismissed_reply, question_reply
from bot.discord_app.inbox.reply import Waiting, illegible_reply, inbox_reply, stale_reply, suggestion_reply
from bot.discord_app.inbox.states import InboxMenu, InboxStep, Menu, Page, Step, token
from bot.discord_app.ui.reply import Option, check
from bot.inbox.grouping import Group
from bot.inbox.human_answers import LearnedAnswer
from bot.inbox.open_groups import OpenGroup
from bot.inbox.questions import Missed, OpenQuestion
from bot.inbox.staleness import StaleEntry, Staleness
from bot.inbox.suggestions import Suggestion
from bot.inbox.week import Week
from bot.inbox.worklist import Inbox, Vote
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.decision import Candidate
from bot.usage.events import Asked, Chosen, Way
from tests.discord_app.moderators import BASE, ModWorld, answer_to, buttons_of, press, text_of
from tests.discord_app.worlds import labels
from tests.work import decided

PIZZA = "where is the best pizza in town"
BACK = "Back to the inbox"


async def inbox(world: ModWorld) -> simcord.InteractionResult:
    """The list, also where the moderator is taken back to a question."""
    shown = await world.mo.slash(world.channel, "knowledge inbox")
    return await press(world.mo, shown, BACK) if BACK in buttons_of(shown) else shown


async def pick(world: ModWorld, shown: Any, menu: Menu, value: str) -> simcord.InteractionResult:
    return await world.mo.select(answer_to(shown), [value], custom_id=InboxMenu(menu).encode())


async def group(world: ModWorld, question: str = PIZZA) -> simcord.InteractionResult:
    return await pick(world, await inbox(world), Menu.QUESTION, token(question))


async def voted(world: ModWorld, question: str, entry: str, members: int = 3) -> None:
    """So many members were offered suggestions, and chose that entry."""
    recorder, at = world.services.recorder, world.env.now()
    for number in range(members):
        member = f"member{number}"
        asked = Asked(
            900 + number,
            at,
            Way.SLASH,
            member,
            world.guild.id,
            1,
            question,
            "suggestions",
            entry,
            0.3,
            0.0,
            1,
        )
        recorder.record(asked)
        recorder.record(Chosen(asked.id, at, member, entry))
    assert await recorder.flush()


async def test_nothing_waits_at_first(world: ModWorld) -> None:
    shown = await inbox(world)
    assert shown.ephemeral
    assert text_of(shown) == (
        "Inbox · 0 open\n0 asked in the last 7 days: 0 answered, 0 open.\n\n"
        "Nothing waiting. Questions I couldn't answer land here."
    )


async def test_alike_questions_stand_together_most_frequent_first_and_nameless(world: ModWorld) -> None:
    near = "price of pizza delivery in town and abroad"
    await world.asked("Is it safe?", "who painted @everyone **blue**", PIZZA, f"{PIZZA}?", PIZZA.upper(), near)
    text = text_of(await inbox(world))
    assert text.startswith("Inbox · 5 open\n6 asked in the last 7 days: 1 answered, 5 open.\n")
    assert text.index("**3×** “") < text.index("**1×** “who painted \\*\\*blue\\*\\*”")  # noqa: RUF001
    about = rf"↳ closest: Cost \((very close|close|far)\) · <t:\d+:d> · <#{world.channel.id}>"
    assert re.search(rf"“{near}”\n{about}\n\n\*\*1×\*\* ", text), "on a phone they would run into one block"  # noqa: RUF001
    assert "alice" not in text


AMBIGUOUS = ("cost security", "price of security", "cost guards", "guarded data price", "is data expensive or safe")
"""Some of these get suggestions, however sure the matcher is."""


async def offered(world: ModWorld, who: simcord.MemberActor, question: str) -> simcord.InteractionResult | None:
    """The suggestions that the member gets; ``None`` where the question is answered or unknown."""
    result = await who.slash(world.channel, "ask", question=question)
    return result if "Did you mean one of these?" in text_of(result) else None


async def suggestible(world: ModWorld) -> str:
    found = [one for one in AMBIGUOUS if await offered(world, world.alice, one)]
    assert found, "none of these gets suggestions any more"
    return found[0]


async def test_each_way_of_not_getting_an_answer_is_on_the_list_with_its_reason(world: ModWorld) -> None:
    unchosen = await suggestible(world)
    answer = await world.alice.slash(world.channel, "ask", question="Who guards the data?")
    buttons = [item["custom_id"] for row in answer_to(answer).components for item in row["components"]]
    disliked = next(one for one in buttons if DidNotHelp.pattern.fullmatch(one))
    await world.alice.click(answer_to(answer), custom_id=disliked)
    await world.asked(PIZZA)
    for question, why in (
        (PIZZA, "I had no answer."),
        (unchosen, "Nobody chose one of my suggestions."),
        ("Who guards the data?", "I answered with Security, which didn't help."),
    ):
        assert f"Why it is here\n{why}\n" in text_of(await group(world, question))


async def test_three_members_who_choose_the_same_are_a_proposal_and_two_are_none(world: ModWorld) -> None:
    question = await suggestible(world)
    members = [world.alice, *(world.guild.add_member(world.env.create_user(name)) for name in ("ann", "ben"))]
    for member in (members[0], members[0], members[1]):
        shown = await offered(world, member, question)
        assert shown is not None
        title = labels(answer_to(shown))[0]
        await press(member, shown, title)
    assert "Members agree" not in text_of(await inbox(world))
    shown = await offered(world, members[2], question)
    assert shown is not None
    await press(members[2], shown, title)
    listed = await inbox(world)
    assert f"**3** members chose **{title}** for “{question}”" in text_of(listed)
    assert world.base_text == BASE
    shown = await press(world.mo, listed, f"Accept: {title}")
    await press(world.mo, shown, buttons_of(shown)[0])
    assert question in world.base_text
    assert "Members agree" not in text_of(await inbox(world))


async def test_a_question_is_taught_to_the_entry_chosen(world: ModWorld) -> None:
    await world.asked(PIZZA, PIZZA)
    shown = await group(world)
    assert "I had no answer" in text_of(shown)
    await world.restart()
    teach = InboxStep(Step.TEACH, token(PIZZA)).encode()
    proposal = await world.mo.select(answer_to(shown), ["ops/glossary"], custom_id=teach)
    assert f"example question added: “{PIZZA}”" in text_of(proposal)
    assert "**2** would now be answered by Glossary" in text_of(proposal)
    assert world.base_text == BASE
    await press(world.mo, proposal, "Teach to Glossary · 2 change")
    assert PIZZA in world.base.entries["ops/glossary"].questions
    assert "Nothing waiting." in text_of(await inbox(world))


async def test_a_question_becomes_a_new_entry(world: ModWorld) -> None:
    await world.asked(PIZZA)
    form = await press(world.mo, await group(world), "New answer")
    proposal = await world.mo.submit_modal(form, {"t": "Pizza", "w": "At Gino's.", "q": PIZZA})
    await press(world.mo, proposal, "Save")
    assert world.base.entries["ops/pizza"].questions == (PIZZA,)


async def test_a_dismissed_question_does_not_come_back(world: ModWorld) -> None:
    await world.asked(PIZZA, f"{PIZZA}?")
    shown = await press(world.mo, await group(world), "Dismiss")
    assert text_of(shown) == f"Dismissed: it won't be on the list again.\n-# “{PIZZA}”"
    await world.asked(PIZZA)
    assert "Nothing waiting." in text_of(await inbox(world))


async def test_no_click_decides_again_what_is_known_and_an_edit_does_once(
    world: ModWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.asked(PIZZA, f"{PIZZA}?", "who painted it blue", "how many dollars")
    await voted(world, "what is the damage", "ops/cost")
    stored = {PIZZA, f"{PIZZA}?", "who painted it blue", "how many dollars", "what is the damage"}
    with decided(monkeypatch) as texts:
        await inbox(world)
        assert sorted(texts) == sorted(stored)
        texts.clear()
        shown = await press(world.mo, await inbox(world), "Stale entries")
        await press(world.mo, await press(world.mo, shown, "Back to the inbox"), "Not that")
        await press(world.mo, await group(world), "Dismiss")
        offered = await group(world, "how many dollars")
        assert texts == []
        proposal = await world.mo.select(
            answer_to(offered), ["ops/cost"], custom_id=InboxStep(Step.TEACH, token("how many dollars")).encode()
        )
        await press(world.mo, proposal, buttons_of(proposal)[0])
        await inbox(world)
        assert max(texts.count(text) for text in stored) == 1, "once with the new knowledge, and never with the old"
        texts.clear()
        assert "who painted it blue" in text_of(await inbox(world))
        assert texts == []


async def test_what_somebody_else_took_care_of_is_a_sentence(world: ModWorld) -> None:
    await world.asked(PIZZA)
    listed, shown = await inbox(world), await group(world)
    await press(world.mo, await group(world), "Dismiss")
    assert "no longer on the list" in text_of(await press(world.mo, shown, "New answer"))
    assert "no longer on the list" in text_of(await press(world.mo, shown, "Dismiss"))
    again = await pick(world, listed, Menu.QUESTION, token(PIZZA))
    assert "no longer on the list" in text_of(again)
    assert "Inbox · 0 open" in text_of(again)


async def test_what_members_chose_is_accepted_with_one_press(world: ModWorld) -> None:
    await voted(world, "what is the damage", "ops/cost", members=2)
    assert "Members agree" not in text_of(await inbox(world))
    await voted(world, "what is the damage", "ops/cost")
    shown = await inbox(world)
    assert "**3** members chose **Cost** for “what is the damage”" in text_of(shown)
    proposal = await press(world.mo, shown, "Accept: Cost")
    assert "example question added: “what is the damage”" in text_of(proposal)
    assert world.base_text == BASE
    await press(world.mo, proposal, buttons_of(proposal)[0])
    assert "Members agree" not in text_of(await inbox(world))


async def test_a_vote_can_be_turned_down(world: ModWorld) -> None:
    await voted(world, "what is the damage", "ops/cost")
    shown = await press(world.mo, await inbox(world), "Not that")
    assert "I won't propose that again." in text_of(shown)
    assert "Members agree" not in text_of(await inbox(world))


async def test_stale_entries_are_a_second_list_and_open_their_form(world: ModWorld) -> None:
    shown = await press(world.mo, await inbox(world), "Stale entries")
    assert "No entry looks stale." in text_of(shown)
    world.env.backend.clock.advance(timedelta(days=400).total_seconds())
    shown = await press(world.mo, shown, "Back to the inbox")
    shown = await press(world.mo, shown, "Stale entries")
    assert "**Cost**: answered nothing in 90 days, not changed in a year" in text_of(shown)
    form = await pick(world, shown, Menu.EDIT, "ops/cost")
    assert form.modal is not None


async def test_next_door_sees_none_of_it(world: ModWorld) -> None:
    await world.asked(PIZZA)
    await voted(world, "what is the damage", "ops/cost")
    text = text_of(await world.nell.slash(world.next_channel, "knowledge inbox"))
    assert "0 asked in the last 7 days: 0 answered, 0 open." in text
    assert "Nothing waiting." in text


async def test_who_does_not_moderate_is_refused_everywhere(world: ModWorld) -> None:
    await world.asked(PIZZA)
    await voted(world, "what is the damage", "ops/cost")
    await world.show_commands_to(world.alice)
    refused = "That is for this server's moderators"
    assert refused in text_of(await world.alice.slash(world.channel, "knowledge inbox"))
    listed, shown = await inbox(world), await group(world)
    await world.take_role(world.mo)
    for label in ("New answer", "New comparison", "Dismiss", "Next question", BACK):
        assert refused in text_of(await press(world.mo, shown, label))
    for label in ("Accept: Cost", "Not that", "Look again", "Stale entries"):
        assert refused in text_of(await press(world.mo, listed, label))
    assert refused in text_of(await pick(world, listed, Menu.QUESTION, token(PIZZA)))
    assert len((await world.services.moderation.worklist.inbox(world.guild.id)).groups) == 1


@pytest.mark.parametrize("mark", ["x", "*", "`"])
def test_the_fullest_lists_fit(mark: str) -> None:
    entries = tuple(Entry("t", f"e{n}", mark * 80, answer="A.") for n in range(40))
    knowledge = KnowledgeBase((Topic("t", "T", entries=entries),))
    candidates = tuple(Candidate(one.key, 0.5) for one in entries[:5])
    texts = tuple(f"{n} {mark * 1900}" for n in range(30))
    at = datetime.now(UTC)
    asked = tuple(OpenQuestion(n, at, texts[0], one, entries[n].key, 0.5) for n, one in enumerate(Missed))
    groups = tuple(OpenGroup(Group(f"{n} {mark * 1900}", texts, 10**6), candidates, asked) for n in range(60))
    votes = tuple(Vote(mark * 1900, one.key, 10**6) for one in entries[:9])
    waiting = tuple(Suggestion(n, 1, at, "h", mark * 32, entries[0].key, mark * 2000) for n in range(60))
    full_inbox = Inbox(Week(*[10**9] * 8), groups, votes, groups, tried=412, late=588, long=3)
    keys = tuple(one.key for one in entries)
    full = Waiting(1, full_inbox, waiting, knowledge, stores=True, replied=texts, withdrawn=keys, askers=9999)
    said = inbox_reply(full).embeds[0].description or ""
    assert "The newest 412 of 1,000 were tried: there was no time for more.\n3 are too long to be tried" in said
    assert "-# " not in said, "not every client shows small print within an embed"
    for page in (0, 3, 99):
        check(inbox_reply(full, page, "x" * 200))
    learned = [LearnedAnswer(2**62 + n, at, 2**63, 2**63, n, texts[0], mark * 4000) for n in range(5)]
    menu = tuple(Option(one.title, one.key) for one in entries[:25])
    check(question_reply(groups[0], Page(), 1, knowledge, menu, learned, "x" * 200))
    check(dismissed_reply([one.group.text for one in groups], at))
    for page in (0, 3, 99):
        check(illegible_reply(full, page))
    check(suggestion_reply(waiting[0], knowledge))
    check(stale_reply([StaleEntry(one.key, tuple(Staleness)) for one in entries], knowledge, 99))


def test_what_is_nowhere_near_is_not_called_close_and_short_wordings_are_shown_whole() -> None:
    knowledge = KnowledgeBase((Topic("t", "T", entries=(Entry("t", "e", "Tea", answer="A."),)),))
    wordings = ("best pizza", "where in this town do I find the best pizza of them all")
    asked = OpenQuestion(1, datetime.now(UTC), wordings[0], Missed.UNKNOWN, None)
    group = OpenGroup(Group(wordings[0], wordings, 2), (Candidate("t/e", 0.001),), (asked,))
    (embed,) = question_reply(group, Page(), 1, knowledge, ()).embeds
    day = f"<t:{int(asked.at.timestamp())}:f>"
    shown = [field.value for field in embed.fields]
    assert shown == ["I had no answer.", day, "Nothing comes close.", f"“{wordings[1]}”"]


def test_without_stored_questions_the_reason_is_said() -> None:
    empty = Waiting(1, Inbox(Week(), (), ()), (), KnowledgeBase(), stores=False)
    (embed,) = inbox_reply(empty).embeds
    assert "store_questions" in (embed.description or "")
