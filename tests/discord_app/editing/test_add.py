"""``/knowledge add``."""

import pytest

from bot.limits import MODAL_LABEL, MODAL_TITLE
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
from tests.discord_app.worlds import labels

COMPARISON = {"kind": "comparison"}
SPEED = {"t": "Speed", "0": "Slow, while it trains.", "1": "Fast.", "q": "How fast?\nIs it quick?", "a": "pace"}


async def test_a_comparison(world: ModWorld) -> None:
    await world.asked("how fast is it")
    kinds = await world.mo.slash(world.channel, "knowledge add")
    assert text_of(kinds).startswith("What should it be? A comparison has a text for each subject")
    assert labels(answer_to(kinds).message) == ["New comparison", "New answer", "Cancel"]
    form = await press(world.mo, kinds, "New comparison")
    assert form.modal is not None
    assert form.modal["title"] == "New entry · all servers"
    named = [one["label"] for one in form.modal["components"]]
    assert named == ["Title", "MLOps", "DevOps", "Example questions", "Other names"]
    assert len(form.modal["title"]) <= MODAL_TITLE
    assert all(len(label) <= MODAL_LABEL for label in named)
    limits = [one["max_length"] for one in fields_of(form).values()]
    assert limits == [80, 1024, 1024, 4000, 4000]
    shown = await world.mo.submit_modal(form, SPEED)
    assert answer_to(shown).ephemeral
    text = text_of(shown)
    assert text.startswith("New entry: Speed\n")
    assert "example question added: “How fast?”" in text
    assert "other name added: “pace”" in text
    assert "**1** would now be answered by Speed\n\u2003“how fast is it”" in text
    assert "As members will see it" in [one.author.name for one in answer_to(shown).embeds]
    assert "MLOps\nSlow, while it trains." in text
    assert text.index("would now be answered") < text.index("Slow, while it trains.")
    assert world.base_text == BASE
    await press(world.mo, shown, "Save")
    entry = world.base.entries["ops/speed"]
    assert entry.sides == {"mlops": "Slow, while it trains.", "devops": "Fast."}
    assert (entry.questions, entry.aliases) == (("How fast?", "Is it quick?"), ("pace",))
    assert world.base_text.startswith(BASE)


async def test_a_single_answer(world: ModWorld) -> None:
    form = await world.mo.slash(world.channel, "knowledge add", kind="answer", topic="ops")
    assert list(fields_of(form)) == ["t", "w", "q", "a"]
    shown = await world.mo.submit_modal(form, {"t": "Rules", "w": "Be kind.", "q": "What are the rules?", "a": ""})
    await press(world.mo, shown, "Save")
    assert world.base.entries["ops/rules"].answer == "Be kind."


@pytest.mark.world(files={"ops.yaml": BASE, "clouds.yaml": MANY})
async def test_which_topic_is_asked_where_there_are_several(world: ModWorld) -> None:
    kinds = await world.mo.slash(world.channel, "knowledge add")
    asked = await press(world.mo, kinds, "New answer")
    assert "Saved for: all servers" in text_of(asked)
    assert [one.label for one in options(asked)] == ["Four clouds", "MLOps vs DevOps"]
    form = await choose(world.mo, asked, "clouds")
    shown = await world.mo.submit_modal(form, {"t": "Fog", "w": "It is thick.", "q": "Is there fog?", "a": ""})
    await press(world.mo, shown, "Save")
    assert world.base.entries["clouds/fog"].answer == "It is thick."


async def test_a_topic_that_is_none(world: ModWorld) -> None:
    refused = await world.mo.slash(world.channel, "knowledge add", topic="nowhere")
    assert text_of(refused) == "There is no such topic. Pick one from the list while you type."


FAQ = "topic: faq\ntitle: FAQ\nentries:\n  hours:\n    title: Hours\n    answer: From nine.\n"


@pytest.mark.world(files={"faq.yaml": FAQ})
async def test_a_topic_without_subjects_takes_single_answers_only(world: ModWorld) -> None:
    assert list(fields_of(await world.mo.slash(world.channel, "knowledge add"))) == ["t", "w", "q", "a"]
    refused = await world.mo.slash(world.channel, "knowledge add", kind="comparison")
    assert text_of(refused) == "“FAQ” compares nothing, so it has no comparisons. Choose “single answer” instead."


@pytest.mark.world(files={"clouds.yaml": MANY})
async def test_four_subjects_are_written_in_two_forms(world: ModWorld) -> None:
    step = await world.mo.slash(world.channel, "knowledge add", **COMPARISON)
    assert "Which do you want to write?" in text_of(step)
    assert "Saved for: all servers" in text_of(step)
    form = await choose(world.mo, step, "0", "2", "3")
    assert [one["label"] for one in (form.modal or {})["components"]] == [
        "Title",
        "Red",
        "Blue",
        "Grey",
        "Example questions",
    ]
    shown = await world.mo.submit_modal(form, {"t": "Snow", "0": "R.", "2": "B.", "3": "G.", "q": "Does it snow?"})
    assert "**Green**: “Snow” has no text for Green; add it, or say it in “What they share”" in text_of(shown)
    step = await press(world.mo, shown, "Edit again")
    assert [one.label for one in options(step)] == ["Red", "Green (no text yet)", "Blue", "Grey"]
    form = await choose(world.mo, step, "1")
    assert values_of(form) == {"t": "Snow", "1": "", "q": "Does it snow?", "a": ""}
    shown = await world.mo.submit_modal(form, values_of(form) | {"1": "Green snow."})
    await press(world.mo, shown, "Save")
    assert world.base.entries["clouds/snow"].sides == {
        "red": "R.",
        "green": "Green snow.",
        "blue": "B.",
        "grey": "G.",
    }


async def test_it_is_said_which_entry_it_would_look_like_until_a_word_tells_them_apart(world: ModWorld) -> None:
    form = await world.mo.slash(world.channel, "knowledge add", **COMPARISON)
    shown = await world.mo.submit_modal(
        form, SPEED | {"t": "Being *safe*", "q": "Are we safe?\nIs it safe now?", "a": ""}
    )
    assert (
        "Look alike\n“Security” and “Being \\*safe\\*” look alike to me: both are asked by words like “Is it safe?” or "
        "“Is it safe now?”. Give each a question that only it can answer, or make one entry of them.\n"
    ) in text_of(shown)
    form = await press(world.mo, shown, "Edit again")
    shown = await world.mo.submit_modal(
        form, values_of(form) | {"t": "Belts", "q": "Are belts safe?\nWho wears belts?"}
    )
    assert "alike" not in text_of(shown)
    await press(world.mo, shown, "Save")
    assert world.base.entries["ops/belts"].questions == ("Are belts safe?", "Who wears belts?")


async def test_a_duplicate_is_shown_at_its_field_and_what_was_typed_is_kept(world: ModWorld) -> None:
    form = await world.mo.slash(world.channel, "knowledge add", **COMPARISON)
    shown = await world.mo.submit_modal(form, SPEED | {"q": "How fast?\nIs it SAFE"})
    text = text_of(shown)
    assert "This can't be saved yet" in text
    assert "**Example questions, line 2**: “Is it SAFE” already belongs to Security; leave" in text
    assert labels(answer_to(shown).message) == ["Edit again", "More…", "Cancel"]
    again = await press(world.mo, shown, "Edit again")
    assert values_of(again) == SPEED | {"q": "How fast?\nIs it SAFE"}
    shown = await world.mo.submit_modal(again, SPEED)
    await press(world.mo, shown, "Save")
    assert "ops/speed" in world.base.entries


async def test_two_moderators_add_an_entry_of_the_same_title(world: ModWorld) -> None:
    mine = await world.mo.submit_modal(await world.mo.slash(world.channel, "knowledge add", **COMPARISON), SPEED)
    theirs = SPEED | {"q": "What is the pace?", "a": ""}
    other = await world.max.submit_modal(await world.max.slash(world.channel, "knowledge add", **COMPARISON), theirs)
    await press(world.max, other, "Save")
    shown = await press(world.mo, mine, "Save")
    text = text_of(shown)
    assert "Changed by somebody else meanwhile\nexample question added: “What is the pace?”" in text
    assert "**Title**: There is an entry “Speed” already. Edit that one, or" in text
    form = await press(world.mo, shown, "Edit again")
    assert values_of(form) == SPEED
    await press(world.mo, await world.mo.submit_modal(form, SPEED | {"t": "Speed!", "a": "haste"}), "Cancel")
    assert world.base.entries["ops/speed"].questions == ("What is the pace?",)


async def test_an_id_that_somebody_took_meanwhile(world: ModWorld) -> None:
    mine = await world.mo.submit_modal(
        await world.mo.slash(world.channel, "knowledge add", **COMPARISON), SPEED | {"t": "C"}
    )
    theirs = {"t": "C#", "0": "Sharp.", "1": "Sharper.", "q": "What is the pace?", "a": ""}
    other = await world.max.submit_modal(await world.max.slash(world.channel, "knowledge add", **COMPARISON), theirs)
    await press(world.max, other, "Save")
    shown = await press(world.mo, mine, "Save")
    assert text_of(shown).startswith("New entry: C\n")
    await press(world.mo, shown, "Save")
    assert world.base.entries["ops/c"].title == "C#"
    assert world.base.entries["ops/c-2"].title == "C"


async def test_cancelling_forgets_it(world: ModWorld) -> None:
    shown = await world.mo.submit_modal(await world.mo.slash(world.channel, "knowledge add", **COMPARISON), SPEED)
    done = await press(world.mo, shown, "Cancel")
    assert text_of(done) == "Cancelled. Nothing has changed."
    assert await world.drafts() == []
    assert world.base_text == BASE
