""" "Teach this" in a message's menu."""

import pytest
from simcord import InteractionResult

from tests.discord_app.moderators import (
    BASE,
    MANY,
    ModWorld,
    answer_to,
    choose,
    confirm,
    fields_of,
    options,
    press,
    text_of,
    values_of,
)


async def teach_this(world: ModWorld, text: str) -> InteractionResult:
    message = await world.alice.send(world.channel, text)
    return await world.mo.context_menu(world.channel, "Teach this", message)


async def test_a_message_becomes_a_question_of_the_entry_picked(world: ModWorld) -> None:
    step = await teach_this(world, "how many **dollars**\nis this data guarded by")
    assert step.ephemeral
    assert r"“how many \*\*dollars\*\* is this data guarded by”" in text_of(step)
    assert "Saved for: all servers" in text_of(step)
    assert next(one.value for one in options(step)) == "ops/security"
    assert {one.value for one in options(step)} == set(world.base.entries)
    shown = await choose(world.mo, step, "ops/cost")
    await press(world.mo, shown, "Save")
    assert world.base.entries["ops/cost"].questions[-1] == "how many **dollars** is this data guarded by"


async def test_or_of_a_new_entry(world: ModWorld) -> None:
    step = await teach_this(world, "how fast is it")
    form = await press(world.mo, step, "New answer")
    assert form.modal is not None
    assert form.modal["components"][0]["content"] == "Asked: “how fast is it”"
    assert values_of(form) == {"t": "", "w": "", "q": "how fast is it", "a": ""}
    shown = await world.mo.submit_modal(form, values_of(form) | {"t": "Speed", "w": "Very."})
    await press(world.mo, shown, "Save")
    assert world.base.entries["ops/speed"].questions == ("how fast is it",)


@pytest.mark.world(files={"clouds.yaml": MANY})
async def test_the_question_stands_on_top_of_every_step_and_form(world: ModWorld) -> None:
    said = r"Asked: “how \*wet\* is it”"
    step = await teach_this(world, "how *wet* is it")
    assert text_of(step).startswith(f"{said}\nWhich entry answers this?")
    sides = await press(world.mo, step, "New comparison")
    assert text_of(sides).startswith(f"{said}\nA form has room for two texts besides the title.")
    form = await choose(world.mo, sides, "0", "1")
    assert form.modal is not None
    assert [one.get("content") or one["label"] for one in form.modal["components"]] == [
        said,
        "Title",
        "Red",
        "Green",
        "Example questions",
    ]
    shown = await world.mo.submit_modal(form, values_of(form) | {"t": "Wetness", "0": "Dry.", "1": "Wet."})
    assert text_of(shown).startswith(f"{said}\n")
    form = await press(world.mo, shown, "More…")
    assert form.modal is not None
    assert [one.get("content") or one["label"] for one in form.modal["components"]] == [
        said,
        "What they share",
        "Links",
        "See also",
        "Other names",
    ]


async def test_a_message_too_long_for_a_question_is_shortened_by_hand(world: ModWorld) -> None:
    step = await teach_this(world, "dollars " * 200)
    shown = await choose(world.mo, step, "ops/cost")
    assert "**Example questions, line 3**: " in text_of(shown)
    form = await press(world.mo, shown, "Edit again")
    (name,) = fields_of(form)
    assert "dollars dollars" in values_of(form)[name]
    lines = [*values_of(form)[name].split("\n")[:-1], "how many dollars"]
    shown = await world.mo.submit_modal(form, {name: "\n".join(lines)})
    await press(world.mo, shown, "Save")
    assert world.base.entries["ops/cost"].questions[-1] == "how many dollars"


async def test_a_message_without_text(world: ModWorld) -> None:
    step = await teach_this(world, "\u200b\u202e")
    assert text_of(step) == "There is no text in that message that I could learn."
    assert world.base_text == BASE


async def test_an_entry_that_went_meanwhile(world: ModWorld) -> None:
    step = await teach_this(world, "how fast is it")
    await confirm(world.max, await world.max.slash(world.channel, "knowledge remove", entry="glossary"))
    gone = await choose(world.mo, step, "ops/glossary")
    said = gone.followups[-1] if gone.followups else answer_to(gone)
    assert said.content == "There is no such entry any more."
