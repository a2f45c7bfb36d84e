"""No menu ends at 25: however many entries or topics there are, each can be reached."""

import discord
import pytest
from simcord import InteractionResult

from bot.discord_app import lookup
from bot.discord_app.editing.menus import ENTRIES, closest_options, entry_options
from bot.discord_app.inbox.states import InboxMenu, InboxStep, Menu, Step, token
from bot.discord_app.ui.long_menu import ANOTHER, long_menu
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.limits import SELECT_OPTIONS
from bot.matching.matcher import Matcher
from bot.serving.snapshot import Snapshot
from tests.discord_app.moderators import ModWorld, answer_to, choose, fields_of, options, press, text_of, values_of

PIZZA = "where is the best pizza in town"


def many(number: int) -> str:
    """A file of so many entries, some of whose titles begin others."""
    entries = "".join(
        f"  thing-{n}:\n    title: Thing {n}\n    questions: [What about the number {n}?]\n    answer: It is {n}.\n"
        for n in range(number)
    )
    return f"topic: things\ntitle: Things\nentries:\n{entries}"


def snapshot_of(number: int) -> Snapshot:
    """The same, ready to be asked."""
    entries = tuple(
        Entry("things", f"thing-{n}", f"Thing {n}", (), (f"What is {n}?",), answer="x") for n in range(number)
    )
    knowledge = KnowledgeBase((Topic("things", "Things", (), entries),))
    return Snapshot(knowledge, Matcher.build(knowledge))


@pytest.mark.parametrize("number", [25, 26, 100, 1000])
async def test_every_entry_is_in_the_menu_or_found_by_its_title(number: int) -> None:
    snapshot = snapshot_of(number)
    menu = long_menu("k:entry:0", "Choose…", await closest_options(snapshot, "what is 7"), ENTRIES)
    offered = [one.value for one in menu.options]
    assert len(offered) == 25
    assert (offered[-1] == ANOTHER) == (number > 25)
    missing = [key for key in snapshot.knowledge.entries if key not in offered]
    assert len(missing) == max(0, number - 24) if number > 25 else not missing
    for key in missing:
        entry = snapshot.knowledge.entries[key]
        found = entry_options(snapshot.knowledge, lookup.with_words(snapshot, entry.title))
        assert key in [one.value for one in found[: SELECT_OPTIONS - 1]]


def test_entries_of_one_title_in_many_topics_are_found_with_the_topics_title() -> None:
    topics = tuple(Topic(f"t{n}", f"Topic {n}", (), (Entry(f"t{n}", "cost", "Cost", answer="x"),)) for n in range(60))
    knowledge = KnowledgeBase(topics)
    snapshot = Snapshot(knowledge, Matcher.build(knowledge))
    assert len(lookup.with_words(snapshot, "cost")) == 60
    for topic in topics:
        assert lookup.with_words(snapshot, f"Cost {topic.title}")[0].topic == topic.id


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("costs", "ops/cost"),
        ("PRICE", "ops/cost"),
        ("guards data", "ops/security"),
        ("securty", "ops/security"),
        ("ops/glossary", "ops/glossary"),
    ],
)
async def test_it_finds_by_title_other_name_question_slip_and_key(world: ModWorld, typed: str, found: str) -> None:
    assert found in [one.key for one in lookup.with_words(world.services.snapshots.snapshot(), typed)]
    assert lookup.with_words(world.services.snapshots.snapshot(), " ?! ") == []


async def search(world: ModWorld, form: InteractionResult, words: str) -> InteractionResult:
    """Send the form off that looks for an entry."""
    assert list(fields_of(form)) == ["w"]
    return await world.mo.submit_modal(form, {"w": words})


@pytest.mark.parametrize(
    "number",
    [pytest.param(n, marks=pytest.mark.world(files={"things.yaml": many(n)}), id=str(n)) for n in (26, 100)],
)
async def test_teach_this_reaches_the_last_entry(world: ModWorld, number: int) -> None:
    message = await world.alice.send(world.channel, "how much is it")
    step = await world.mo.context_menu(world.channel, "Teach this", message)
    offered = [one.value for one in options(step)]
    hidden = next(key for key in reversed([*world.base.entries]) if key not in offered)
    title = world.base.entries[hidden].title
    assert options(step)[-1].label == "Another entry…"
    form = await choose(world.mo, step, ANOTHER)
    assert form.modal is not None
    assert form.modal["title"] == "Find an entry"
    nothing = await search(world, form, "zzzz")
    assert text_of(nothing).startswith("Asked: “how much is it”\nWhich entry answers this?")
    assert "\nNothing found for “zzzz”. Try other words, or fewer.\n-# " in text_of(nothing)
    assert [one.value for one in options(nothing)] == offered
    await world.restart()
    found = await search(world, await choose(world.mo, nothing, ANOTHER), title)
    assert hidden in [one.value for one in options(found)]
    assert options(found)[-1].value == ANOTHER
    assert "Nothing found" not in text_of(found)
    shown = await choose(world.mo, found, hidden)
    await press(world.mo, shown, "Save")
    assert world.base.entries[hidden].questions[-1] == "how much is it"
    assert number == len(world.base)


def shape(message: discord.Message) -> list[list[str | None]]:
    """What can be pressed, row by row."""
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    return [[getattr(one, "label", None) for one in row.children] for row in rows]


@pytest.mark.world(files={"things.yaml": many(60)})
async def test_too_many_are_found_and_nothing_else_in_the_message_changes(world: ModWorld) -> None:
    await world.asked(PIZZA)
    inbox = await world.mo.slash(world.channel, "knowledge inbox")
    opened = await world.mo.select(answer_to(inbox), [token(PIZZA)], custom_id=InboxMenu(Menu.QUESTION).encode())
    before = shape(answer_to(opened).message)
    menu = InboxStep(Step.TEACH, token(PIZZA)).encode()
    form = await world.mo.select(answer_to(opened), [ANOTHER], custom_id=menu)
    found = await search(world, form, "*thing*")
    message = answer_to(found).message
    assert message.content == (
        r"Found for “\*thing\*”: 60, of which the first 24 are in the menu. More words narrow it down."
    )
    assert PIZZA in text_of(found)
    assert shape(message) == before
    shown = await world.mo.select(answer_to(found), ["things/thing-3"], custom_id=menu)
    assert "Thing 3" in text_of(shown)


@pytest.mark.world(files={"things.yaml": many(26)})
async def test_who_lost_the_role_finds_nothing(world: ModWorld) -> None:
    message = await world.alice.send(world.channel, "how much is it")
    step = await world.max.context_menu(world.channel, "Teach this", message)
    form = await world.max.select(answer_to(step), [ANOTHER])
    await world.take_role(world.max)
    refused = await world.max.submit_modal(form, {"w": "thing"})
    assert "That is for this server's moderators" in refused.followups[-1].content


def topics(number: int) -> dict[str, str]:
    return {
        f"t{n}.yaml": f"topic: t{n}\ntitle: Topic {n}\nentries:\n  e:\n    title: E {n}\n    answer: x\n"
        for n in range(number)
    }


@pytest.mark.world(files=topics(40))
async def test_a_new_entry_reaches_the_last_topic(world: ModWorld) -> None:
    step = await world.mo.slash(world.channel, "knowledge add")
    assert [one.label for one in options(step)][-1] == "Another topic…"
    offered = [one.value for one in options(step)]
    hidden = next(one for one in world.base.topics if one.id not in offered)
    found = await search(world, await choose(world.mo, step, ANOTHER), hidden.title)
    assert options(found)[0].value == hidden.id
    form = await choose(world.mo, found, hidden.id)
    await press(world.mo, await world.mo.submit_modal(form, values_of(form) | {"t": "New", "w": "Yes."}), "Save")
    assert world.base.entries[f"{hidden.id}/new"].answer == "Yes."
