"""``/knowledge edit``: the form, the further form, and what people may type into them."""

from pathlib import Path

import pytest

from bot.knowledge.model import Link
from tests.discord_app.moderators import (
    BASE,
    MANY,
    ModWorld,
    answer_to,
    choose,
    fields_of,
    options,
    press,
    text_of,
    values_of,
)

COST = {
    "t": "Cost",
    "0": "More money, for training.",
    "1": "Less money.",
    "q": "What does it cost?\nIs it expensive?",
    "a": "price",
}


async def test_the_form_holds_what_there_is_and_saves_what_was_typed(world: ModWorld) -> None:
    form = await world.mo.slash(world.channel, "knowledge edit", entry="cost")
    assert form.modal is not None
    assert form.modal["title"] == "Edit Cost · all servers"
    assert values_of(form) == COST
    shown = await world.mo.submit_modal(form, COST | {"t": "Costs", "1": "Far less money."})
    text = text_of(shown)
    changes = "title, was: “Cost” / now: “Costs”\n**DevOps**\nwas: **Less** money.\nnow: **Far less** money.\n"
    assert f"What changes\n{changes}" in text
    card = answer_to(shown).embeds[1]
    assert (card.author.name, card.title) == ("As members will see it", "Costs")
    assert [one.value for one in card.fields] == ["More money, for training.", "Far less money."]
    assert (
        text.index("Nobody has asked anything") < text.index("What changes") < text.index("More money, for training.")
    )
    saved = await press(world.mo, shown, "Save")
    assert text_of(saved).startswith("Saved as #2.")
    expected = BASE.replace("title: Cost   #", "title: Costs  #").replace("Less money.", "Far less money.")
    assert world.base_text == expected
    revision = (await world.services.moderation.editor.history.page(None))[0]
    assert (revision.what, revision.author_name) == ("title, was: “Cost” / now: “Costs”; DevOps: text reworded", "mo")


async def test_nothing_changed(world: ModWorld) -> None:
    form = await world.mo.slash(world.channel, "knowledge edit", entry="cost")
    shown = await world.mo.submit_modal(form, COST)
    assert text_of(shown) == "Nothing would change: everything is as it was.\n-# Saved for: all servers"


async def test_more_reaches_links_see_also_the_shared_text_and_the_reason(world: ModWorld) -> None:
    shown = await world.mo.submit_modal(await world.mo.slash(world.channel, "knowledge edit", entry="cost"), COST)
    form = await press(world.mo, shown, "More…")
    assert list(fields_of(form)) == ["b", "l", "s", "y"]
    typed = {"b": "Both cost money.", "l": "Prices: https://example.org/a?b=1", "s": "security", "y": "asked often"}
    shown = await world.mo.submit_modal(form, typed)
    text = text_of(shown)
    assert answer_to(shown).embeds[1].description == "Both cost money."
    assert "see also added: Security" in text
    await press(world.mo, shown, "Save")
    entry = world.base.entries["ops/cost"]
    assert entry.both == "Both cost money."
    assert entry.links == (Link("Prices", "https://example.org/a?b=1"),)
    assert entry.see_also == ("security",)
    assert (await world.services.moderation.editor.history.page(None))[0].why == "asked often"
    again = await world.mo.submit_modal(await world.mo.slash(world.channel, "knowledge edit", entry="cost"), COST)
    assert values_of(await press(world.mo, again, "More…")) == typed | {"s": "Security", "y": ""}


async def test_a_see_also_that_leads_nowhere_and_a_wrong_link(world: ModWorld) -> None:
    shown = await world.mo.submit_modal(await world.mo.slash(world.channel, "knowledge edit", entry="cost"), COST)
    form = await press(world.mo, shown, "More…")
    typed = {"b": "", "l": "Prices: ftp://example.org", "s": "securty", "y": ""}
    shown = await world.mo.submit_modal(form, typed)
    text = text_of(shown)
    assert "**Links, line 1**: a link must begin with https" in text
    assert values_of(await press(world.mo, shown, "More…")) == typed
    shown = await world.mo.submit_modal(await press(world.mo, shown, "More…"), typed | {"l": ""})
    assert "**See also, line 1**: this topic has no entry 'securty'; did you mean “Security”?" in text_of(shown)


async def test_an_entry_that_is_none(world: ModWorld) -> None:
    refused = await world.mo.slash(world.channel, "knowledge edit", entry="securty")
    assert text_of(refused) == "I have nothing under exactly that name. These come closest: Security."


@pytest.mark.world(files={"clouds.yaml": MANY})
async def test_four_subjects_first_ask_which_sides(world: ModWorld, tmp_path: Path) -> None:
    step = await world.mo.slash(world.channel, "knowledge edit", entry="rain")
    form = await choose(world.mo, step, "1", "3")
    assert values_of(form) == {"t": "Rain", "1": "Often.", "3": "Always.", "q": "Does it rain?", "a": ""}
    shown = await world.mo.submit_modal(form, values_of(form) | {"3": "Mostly."})
    await press(world.mo, shown, "Save")
    assert (tmp_path / "knowledge" / "clouds.yaml").read_text() == MANY.replace("Always.", "Mostly.")


GREY, GREY_TEXT = "  grey: {name: Grey}\n", "    grey: Always.\n"


THREE = MANY.replace(GREY, "").replace(GREY_TEXT, "")
FIVE = MANY.replace(GREY, f"{GREY}  pink: {{name: Pink}}\n").replace(GREY_TEXT, f"{GREY_TEXT}    pink: Hm.\n")


@pytest.mark.parametrize(
    ("subjects", "world_options"),
    [
        (3, {"files": {"clouds.yaml": THREE}}),
        (5, {"files": {"clouds.yaml": FIVE}}),
    ],
)
async def test_so_many_subjects_are_edited_side_by_side(world: ModWorld, subjects: int) -> None:
    step = await world.mo.slash(world.channel, "knowledge edit", entry="rain")
    assert len(options(step)) == subjects
    last = [str(number) for number in range(subjects)][-3:]
    form = await choose(world.mo, step, *last)
    assert list(values_of(form)) == ["t", *last, "q"]
    shown = await world.mo.submit_modal(form, values_of(form) | dict.fromkeys(last, "Now and then."))
    form = await press(world.mo, shown, "More…")
    assert list(values_of(form)) == ["b", "l", "s", "a", "y"]
    shown = await world.mo.submit_modal(form, values_of(form) | {"b": "It is wet.", "a": "drizzle"})
    await press(world.mo, shown, "Save")
    entry = world.base.entries["clouds/rain"]
    assert list(entry.sides.values())[-3:] == ["Now and then."] * 3
    assert (entry.both, entry.aliases, len(entry.sides)) == ("It is wet.", ("drizzle",), subjects)


async def _typed(world: ModWorld, **typed: str) -> str:
    form = await world.mo.slash(world.channel, "knowledge edit", entry="cost")
    codes = {"title": "t", "mlops": "0", "devops": "1", "questions": "q", "aliases": "a"}
    shown = await world.mo.submit_modal(form, COST | {codes[name]: value for name, value in typed.items()})
    return text_of(shown)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": "@everyone"}, "**Title**: Discord would show"),
        ({"questions": "hi <@123>?"}, "**Example questions, line 1**: Discord would show"),
        ({"questions": "one\n" + "x" * 301}, "**Example questions, line 2**: "),
        ({"questions": "???"}, "**Example questions, line 1**: this has no letter or digit"),
        ({"aliases": "a\nb\na"}, "**Other names, line 3**: 'a' stands in this list twice"),
        ({"mlops": "before\x85after"}, "**MLOps**: "),
        ({"mlops": ""}, "**MLOps**: “Cost” has no text for MLOps; add it, or say it in “What they share”"),
        (
            {"mlops": "", "devops": ""},
            "\nThere is no text to answer with yet; write one for MLOps and DevOps, or",
        ),
        ({"mlops": "x" * 1024, "questions": "x?\nx?"}, "**Example questions, line 2**: 'x?' stands in this list twice"),
        ({"title": "   "}, "**Title**: "),
    ],
)
async def test_what_cannot_be_saved_is_said_at_its_field(world: ModWorld, typed: dict[str, str], said: str) -> None:
    text = await _typed(world, **typed)
    assert said in text
    assert "@everyone" not in text.replace("@\u200beveryone", "")
    assert "<@123>" not in text
    assert world.base_text == BASE


@pytest.mark.parametrize(
    "title",
    [
        "yes",
        "1:30",
        "- # {x}: [y] & *z* !tag | > % @ `",
        "**bold** __under__ ~~gone~~ ||spoiler||",
        "\u202egnp.exe",
        "\"quoted\": 'twice' \\n",
        "é" * 80,
    ],
)
async def test_whatever_else_is_typed_is_saved_as_it_is_and_shown_harmless(world: ModWorld, title: str) -> None:
    form = await world.mo.slash(world.channel, "knowledge edit", entry="cost")
    shown = await world.mo.submit_modal(form, COST | {"t": title, "0": f"Text:\n\n{title}"})
    said = answer_to(shown).embeds[0]
    for markup in ("**bold**", "||spoiler||", "\u202e"):
        assert markup not in f"{said.title} {[one.value for one in said.fields]}"
    saved = await press(world.mo, shown, "Save")
    assert text_of(saved).startswith("Saved as #2.")
    entry = world.base.entries["ops/cost"]
    assert entry.title == title
    assert entry.sides["mlops"] == f"Text:\n\n{title}"
    assert "# Security comes next." in world.base_text
    answer = await world.alice.slash(world.channel, "dimension", name="ops/cost")
    assert answer_to(answer).embeds[0].title is not None


HUNDRED = [f"How much is number {n} of the things that are for sale?" for n in range(100)]
LONG_LIST = BASE.replace(
    "      - What does it cost?\n      - Is it expensive?\n", "".join(f"      - {one}\n" for one in HUNDRED)
)


@pytest.mark.world(files={"ops.yaml": LONG_LIST})
async def test_of_a_long_list_the_lines_without_room_stay(world: ModWorld) -> None:
    form = await world.mo.slash(world.channel, "knowledge edit", entry="cost")
    (name,) = [one for one in fields_of(form) if one.startswith("q")]
    kept = int(name.partition(":")[2])
    assert values_of(form)[name] == "\n".join(HUNDRED[kept:])
    typed = values_of(form) | {name: "\n".join([*HUNDRED[kept:-1], "And the last?"])}
    shown = await world.mo.submit_modal(form, typed)
    await press(world.mo, shown, "Save")
    assert world.base.entries["ops/cost"].questions == (*HUNDRED[:-1], "And the last?")
