"""After saving: Undo and Redo act at once on one's own last save; all else that is taken back is shown first."""

from dataclasses import replace
from datetime import timedelta

import pytest
import simcord

from bot.discord_app.editing import texts
from bot.editing.change import Change, EntryEdit
from bot.editing.revision import Author, RevisionKind
from bot.storage.database import Database
from bot.usage.stores import StoreError
from tests.discord_app.inbox.test_suggest import first, taken_up
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


async def test_undo_of_what_took_up_a_suggestion_has_it_wait_again_and_redo_settles_it(world: ModWorld) -> None:
    saved = await press(world.mo, await taken_up(world), "Save")
    assert "Nothing waiting." in text_of(await world.mo.slash(world.channel, "knowledge inbox"))
    await world.restart()
    undone = await press(world.mo, saved, "Undo")
    assert text_of(undone).startswith(f"{texts.SUGGESTION_AGAIN}\nTaken back as #3.")
    suggestions = world.services.moderation.suggestions
    (again,) = await suggestions.open(world.guild.id)
    assert suggestions.count(world.guild.id).total() == 1
    assert suggestions.at_hand(world.guild.id, again.id) == again
    assert "- For Cost: It is free now" in text_of(await world.mo.slash(world.channel, "knowledge inbox"))
    await world.restart()
    redone = await press(world.mo, undone, "Redo")
    assert text_of(redone).startswith("Redone as #4.")
    suggestions = world.services.moderation.suggestions
    assert await suggestions.open(world.guild.id) == []
    assert suggestions.count(world.guild.id).total() == 0
    assert text_of(await press(world.mo, redone, "Undo")).startswith(texts.SUGGESTION_AGAIN)
    assert len(await suggestions.open(world.guild.id)) == 1
    form = await press(world.mo, await first(world), "Accept")
    shown = await world.mo.submit_modal(form, values_of(form) | {"1": "Free now."})
    await press(world.mo, shown, "Save")
    assert await suggestions.open(world.guild.id) == []
    assert (await world.services.moderation.editor.history.get(None, 6)).why == "suggested by alice"


async def test_a_suggestion_also_waits_again_where_taking_back_is_looked_at_first(world: ModWorld) -> None:
    await press(world.mo, await taken_up(world), "Save")
    form = await world.max.slash(world.channel, "knowledge edit", entry="cost")
    await confirm(world.max, await world.max.submit_modal(form, values_of(form) | {"1": "Nearly free."}))
    await world.restart()
    shown = await world.forge(world.max, world.channel, "k:back:b2")
    suggestions = world.services.moderation.suggestions
    assert await suggestions.open(world.guild.id) == [], "nothing is taken back yet"
    undone = await confirm(world.max, shown)
    assert text_of(undone).startswith(f"{texts.SUGGESTION_AGAIN}\nTaken back as #4.")
    assert len(await suggestions.open(world.guild.id)) == 1
    assert (await world.services.moderation.editor.history.get(None, 4)).what == "took #2 back"


async def test_a_suggestion_waits_again_without_the_name_of_who_had_their_data_deleted(world: ModWorld) -> None:
    saved = await press(world.mo, await taken_up(world), "Save")
    await world.services.privacy.delete_data(world.alice.id)
    undone = await press(world.mo, saved, "Undo")
    assert text_of(undone).startswith(texts.SUGGESTION_AGAIN)
    assert "From somebody who wants no credit." in text_of(await first(world))
    history = await world.services.moderation.editor.history.page(None)
    assert not any("alice" in one.why for one in history)


async def test_nothing_is_said_of_a_suggestion_that_is_kept_no_longer(world: ModWorld) -> None:
    saved = await press(world.mo, await taken_up(world), "Save")
    async with Database.open(world.folder / "data" / "versus.sqlite3") as database:
        await database.retention.erase_texts(world.env.now() + timedelta(days=1))
    undone = await press(world.mo, saved, "Undo")
    assert text_of(undone).startswith("Taken back as #3.")
    assert await world.services.moderation.suggestions.open(world.guild.id) == []


async def test_a_suggestion_and_the_change_that_takes_it_up_are_saved_together_or_not_at_all(
    world: ModWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> None:
        raise StoreError("The disk is full.")

    shown = await taken_up(world)
    with monkeypatch.context() as broken:
        broken.setattr("bot.storage.revisions.follow_revision", fails)
        failed = await press(world.mo, shown, "Save")
    said = failed.followups[-1] if failed.followups else answer_to(failed)
    assert "Saved" not in text_of(said)
    assert world.base_text == BASE
    assert len(await world.services.moderation.suggestions.open(world.guild.id)) == 1
    assert text_of(await press(world.mo, shown, "Save")).startswith("Saved as #2.")
    assert await world.services.moderation.suggestions.open(world.guild.id) == []


async def test_what_is_saved_is_called_saved_though_its_suggestion_can_not_be_read_just_then(
    world: ModWorld, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(*_: object) -> None:
        raise StoreError("The disk is full.")

    shown = await taken_up(world)
    with monkeypatch.context() as broken:
        broken.setattr(world.services.moderation.suggestions, "follow", fails)
        saved = await press(world.mo, shown, "Save")
    assert text_of(saved).startswith("Saved as #2.")
    assert "What #2 has made of a suggestion could not be read" in caplog.text
    assert await world.services.moderation.suggestions.open(world.guild.id) == []
