"""After saving: Undo and Redo act at once on one's own last save; all else that is taken back is shown first."""

from dataclasses import replace

import pytest
import simcord

from bot.discord_app.editing import texts
from bot.editing.change import Change, EntryEdit
from bot.editing.revision import Author, RevisionKind
from tests.discord_app.moderators import BASE, ModWorld, answer_to, confirm, press, text_of, values_of
from tests.discord_app.worlds import labels

QUARTER_HOUR = 15 * 60.0


async def taught(world: ModWorld, who: simcord.MemberActor | None = None) -> simcord.InteractionResult:
    """Mo, or another moderator, has taught Cost a question, and looks at what was saved."""
    who = who or world.mo
    channel = world.next_channel if who is world.nell else world.channel
    shown = await who.slash(channel, "knowledge teach", entry="cost", question="how many dollars")
    return await confirm(who, shown)


async def test_what_was_changed_stays_readable_and_undo_and_redo_take_one_press(world: ModWorld) -> None:
    form = await world.mo.slash(world.channel, "knowledge edit", entry="cost")
    shown = await world.mo.submit_modal(form, values_of(form) | {"1": "Little money.", "t": "Costs"})
    saved = await press(world.mo, shown, "Save")
    text = text_of(saved)
    assert text.startswith("Saved as #2.\n-# Saved for: all servers\nCosts\n")
    assert "DevOps: text reworded" in text
    assert "What it does" not in text
    assert labels(answer_to(saved)) == ["See it", "Undo"]
    after = world.base_text
    await world.restart()
    undone = await press(world.mo, saved, "Undo")
    assert text_of(undone).startswith("Taken back as #3.\n-# Saved for: all servers\nCost\n")
    assert labels(answer_to(undone)) == ["Redo"]
    assert world.base_text == BASE
    redone = await press(world.mo, undone, "Redo")
    assert text_of(redone).startswith("Redone as #4.\n")
    assert labels(answer_to(redone)) == ["See it", "Undo"]
    assert world.base_text == after
    assert text_of(await press(world.mo, redone, "Undo")).startswith("Taken back as #5.")
    assert world.base_text == BASE


async def test_see_it_shows_the_entry_as_members_see_it(world: ModWorld) -> None:
    form = await world.mo.slash(world.channel, "knowledge edit", entry="cost")
    saved = await press(world.mo, await world.mo.submit_modal(form, values_of(form) | {"1": "Little money."}), "Save")
    seen = await press(world.mo, saved, "See it")
    assert seen.ephemeral
    assert text_of(seen).startswith("Cost\nMLOps\nMore money, for training.\nDevOps\nLittle money.")
    asked = await world.alice.slash(world.channel, "ask", question="What does it cost?")
    assert answer_to(asked).embeds[0].to_dict() == answer_to(seen).embeds[0].to_dict()


async def test_of_several_entries_see_it_opens_the_list(world: ModWorld) -> None:
    new = BASE + "  rules:\n    title: House rules\n    answer: Be kind.\n  tea: {title: Tea, answer: Yes.}\n"
    shown = await world.mo.slash(world.channel, "knowledge import", file=("ops.yaml", new.encode()))
    saved = await confirm(world.mo, shown)
    assert labels(answer_to(saved)) == ["See it", "Undo"]
    assert "House rules" in text_of(await press(world.mo, saved, "See it"))
    assert text_of(await press(world.mo, saved, "Undo")).startswith("Taken back as #3.")
    assert world.base_text == BASE


async def test_what_was_removed_is_told_and_there_is_nothing_to_see(world: ModWorld) -> None:
    shown = await world.mo.slash(world.channel, "knowledge remove", entry="glossary")
    saved = await press(world.mo, shown, "Remove Glossary")
    assert "Glossary (removed)\nthe entry goes, with 1 example question" in text_of(saved)
    assert labels(answer_to(saved)) == ["Undo"]


async def test_adding_is_undone_and_redone_at_once(world: ModWorld) -> None:
    form = await world.mo.slash(world.channel, "knowledge add", kind="answer")
    shown = await world.mo.submit_modal(form, {"t": "House rules", "w": "Be kind.", "q": "", "a": ""})
    saved = await press(world.mo, shown, "Save")
    assert "New entry: House rules\n" in text_of(saved)
    undone = await press(world.mo, saved, "Undo")
    assert "House rules (removed)\n" in text_of(undone)
    assert "ops/house-rules" not in world.base.entries
    await press(world.mo, undone, "Redo")
    assert world.base.entries["ops/house-rules"].answer == "Be kind."


async def test_after_a_quarter_hour_the_effect_is_shown_first(world: ModWorld) -> None:
    await world.asked("how many dollars")
    saved = await taught(world)
    await world.env.advance_time(QUARTER_HOUR + 1)
    shown = await press(world.mo, saved, "Undo")
    assert text_of(shown).startswith("That was saved more than 15 minutes ago, so here is first what taking it back")
    assert "**1** would no longer be answered by Cost" in text_of(shown)
    assert "how many dollars" in world.base_text
    assert text_of(await confirm(world.mo, shown)).startswith("Taken back as #3.")
    assert world.base_text == BASE


async def test_what_somebody_changed_meanwhile_is_shown_first(world: ModWorld) -> None:
    saved = await taught(world)
    form = await world.max.slash(world.channel, "knowledge edit", entry="cost")
    await confirm(world.max, await world.max.submit_modal(form, values_of(form) | {"1": "Little money."}))
    shown = await press(world.mo, saved, "Undo")
    assert text_of(shown).startswith("What it changed has been changed again since, so here is first what")
    await confirm(world.mo, shown)
    assert world.base_text == BASE.replace("Less money.", "Little money.")


async def test_undo_of_an_import_of_many_names_what_it_removes_on_a_red_button(world: ModWorld) -> None:
    editor, author = world.services.moderation.editor, world.services.pseudonyms.of(world.mo.id)
    new = [replace(world.base.entries["ops/glossary"], id=f"n{at}", title=f"N{at}", questions=()) for at in range(4)]
    edits = tuple(EntryEdit(one.key, None, one) for one in new)
    await editor.commit(Change(None, RevisionKind.ADD, edits), Author(author, "mo"), "")
    shown = await world.forge(world.mo, world.channel, "k:undo:b2")
    text = text_of(shown)
    assert "That would remove 4 entries, so here is first what taking it back would do." in text
    buttons = [item for row in answer_to(shown).components for item in row["components"]]
    assert [(one["label"], one["style"]) for one in buttons] == [("Remove 4 entries", 4), ("Cancel", 2)]
    await press(world.mo, shown, "Remove 4 entries")
    assert world.base_text == BASE


async def test_somebody_elses_save_is_shown_first(world: ModWorld) -> None:
    await taught(world)
    shown = await world.forge(world.max, world.channel, "k:undo:b2")
    assert text_of(shown).startswith("Somebody else saved that, so here is first what taking it back would do.")
    assert "how many dollars" in world.base_text
    shown = await world.forge(world.max, world.channel, "k:back:b2")
    assert "What changes\nexample question removed" in text_of(shown)


@pytest.mark.parametrize("name", ["undo", "redo", "back"])
async def test_it_is_refused_without_the_role_and_next_door(world: ModWorld, name: str) -> None:
    await taught(world, world.max)
    text = world.base_text
    forged = await world.forge(world.nell, world.next_channel, f"k:{name}:b2")
    assert text_of(forged) == texts.PLACE_CHANGED
    await world.take_role(world.max)
    for who in (world.max, world.alice):
        assert text_of(await world.forge(who, world.channel, f"k:{name}:b2")) == texts.MODERATORS_ONLY
    assert world.base_text == text


async def test_a_second_press_takes_nothing_back_twice_and_leaves_the_way_to_redo(world: ModWorld) -> None:
    saved = await taught(world)
    undone = await press(world.mo, saved, "Undo")
    again = await world.forge(world.mo, world.channel, "k:undo:b2")
    assert texts.TAKEN_BACK_ALREADY in text_of(again)
    assert len(await world.services.moderation.editor.history.page(None)) == 3
    assert text_of(await press(world.mo, undone, "Redo")).startswith("Redone as #4.")


async def test_what_is_taken_back_already_is_said_wherever_it_is_chosen(world: ModWorld) -> None:
    await press(world.mo, await taught(world), "Undo")
    history = await world.mo.slash(world.channel, "knowledge history")
    opened = await world.mo.select(answer_to(history), ["2"], custom_id="h:open:h:b:0:")
    said = await press(world.mo, opened, "Take back")
    assert text_of(said) == texts.TAKEN_BACK_ALREADY
    history = await world.mo.slash(world.channel, "knowledge history")
    menus = [one for row in answer_to(history).components for one in row["components"]]
    (menu,) = [one["custom_id"] for one in menus if one.get("placeholder") == "Take a change back…"]
    again = await world.mo.select(answer_to(history), ["2"], custom_id=menu)
    assert text_of(again) == texts.TAKEN_BACK_ALREADY
    assert world.base_text == BASE


async def test_while_it_is_being_taken_back_another_press_is_refused(world: ModWorld) -> None:
    saved = await taught(world)
    world.bot.being_saved.add((world.guild.id, "k:undo:b2"))
    assert texts.BEING_SAVED in text_of(await press(world.mo, saved, "Undo"))
    assert "how many dollars" in world.base_text
    world.bot.being_saved.clear()
    assert text_of(await press(world.mo, saved, "Undo")).startswith("Taken back as #3.")
    assert not world.bot.being_saved


@pytest.mark.world(editors=())
async def test_where_nobody_edits_for_all_servers_any_more_it_is_shown_first(world: ModWorld) -> None:
    await world.services.moderation.base_editors.store(world.guild.id)
    saved = await taught(world)
    await world.services.moderation.base_editors.store(None)
    after = world.base_text
    shown = await press(world.mo, saved, "Undo")
    assert "Taken back" not in text_of(shown)
    assert world.base_text == after


async def test_a_file_with_a_mistake_is_said_and_left_alone(world: ModWorld) -> None:
    saved = await taught(world)
    path = world.folder / "knowledge" / "ops.yaml"
    broken = world.base_text + "  broken\n"
    path.write_text(broken)
    shown = await press(world.mo, saved, "Undo")
    said = shown.followups[-1] if shown.followups else answer_to(shown)
    assert "until it is mended" in text_of(said)
    assert path.read_text() == broken


@pytest.mark.world(edits="propose")
async def test_where_edits_are_reviewed_nothing_is_taken_back_at_once(world: ModWorld) -> None:
    shown = await world.forge(world.mo, world.channel, "k:undo:b1")
    assert text_of(shown).startswith("Changes wait for review here, so here is first what taking it back would do.")
    assert world.base_text == BASE
