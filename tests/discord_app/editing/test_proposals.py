"""A proposal between being shown and being saved: others, restarts, hand edits, a second press."""

from pathlib import Path

import pytest
from filelock import FileLock
from simcord import InteractionResult, MemberActor

from bot.discord_app.editing import proposals
from bot.editing.knowledge_files import KnowledgeFiles
from bot.servers.base_editors import BaseEditors
from bot.storage.database import Database
from tests.discord_app.moderators import BASE, ModWorld, answer_to, press, text_of, values_of
from tests.discord_app.worlds import labels


async def teach(
    world: ModWorld, who: MemberActor, question: str = "how many dollars", entry: str = "cost"
) -> InteractionResult:
    return await who.slash(world.channel, "knowledge teach", entry=entry, question=question)


async def test_it_is_saved_after_a_restart(world: ModWorld) -> None:
    shown = await teach(world, world.mo)
    await world.restart()
    saved = await press(world.mo, shown, "Save")
    assert text_of(saved).startswith("Saved as #2.")
    await world.restart()
    await press(world.mo, saved, "Undo")
    assert world.base_text == BASE


async def test_a_form_open_over_a_restart_is_taken(world: ModWorld) -> None:
    form = await world.mo.slash(world.channel, "knowledge edit", entry="glossary")
    await world.restart()
    shown = await world.mo.submit_modal(form, values_of(form) | {"w": "Words mean what they mean."})
    await world.restart()
    await press(world.mo, shown, "Save")
    assert world.base.entries["ops/glossary"].answer == "Words mean what they mean."


async def test_of_two_moderators_the_second_is_shown_what_the_first_changed(world: ModWorld) -> None:
    mine = await teach(world, world.mo, "how many dollars")
    theirs = await teach(world, world.max, "what is the bill")
    await press(world.max, theirs, "Save")
    text = world.base_text
    shown = await press(world.mo, mine, "Save")
    assert world.base_text == text
    said = text_of(shown)
    assert "Changed by somebody else meanwhile\nexample question added: “what is the bill”" in said
    assert "Nothing of either is lost if you save." in said
    assert "What changes\nexample question added: “how many dollars”\n" in said
    assert text_of(await press(world.mo, shown, "Save")).startswith("Saved as #3.")
    assert world.base.entries["ops/cost"].questions[-2:] == ("what is the bill", "how many dollars")


async def test_where_both_reworded_a_text_it_is_said_whose_holds(world: ModWorld) -> None:
    mine, theirs = [await who.slash(world.channel, "knowledge edit", entry="cost") for who in (world.mo, world.max)]
    shown = await world.max.submit_modal(theirs, values_of(theirs) | {"0": "A lot.", "t": "Costs"})
    await press(world.max, shown, "Save")
    shown = await world.mo.submit_modal(mine, values_of(mine) | {"0": "A little.", "1": "Nothing."})
    said = text_of(shown)
    assert (
        "title, was: “Cost” / now: “Costs”\nMLOps: text reworded\n*You both changed MLOps: if you save, yours" in said
    )
    assert "**MLOps**\nwas: A **lot.**\nnow: A **little.**" in said
    await press(world.mo, shown, "Save")
    entry = world.base.entries["ops/cost"]
    assert (entry.title, entry.sides) == ("Costs", {"mlops": "A little.", "devops": "Nothing."})


async def test_what_one_removes_and_the_other_rewords(world: ModWorld) -> None:
    removed = await world.mo.slash(world.channel, "knowledge remove", entry="glossary")
    taught = await teach(world, world.max, "what is a term", "glossary")
    await press(world.max, taught, "Save")
    shown = await press(world.mo, removed, "Remove Glossary")
    assert "*If you save, that goes with the entry; the history keeps it.*" in text_of(shown)
    taught = await teach(world, world.max, "which terms are there", "glossary")
    await press(world.mo, shown, "Remove Glossary")
    shown = await press(world.max, taught, "Save")
    assert "*If you save, the entry comes back as you left it.*" in text_of(shown)
    await press(world.max, shown, "Save")
    assert "which terms are there" in world.base.entries["ops/glossary"].questions


async def test_changes_to_different_entries_do_not_meet(world: ModWorld) -> None:
    mine = await teach(world, world.mo)
    await press(world.max, await teach(world, world.max, "who locks the door", "security"), "Save")
    assert text_of(await press(world.mo, mine, "Save")).startswith("Saved as #3.")


async def test_a_form_sent_off_after_somebody_elses_save(world: ModWorld) -> None:
    form = await world.mo.slash(world.channel, "knowledge edit", entry="cost")
    await press(world.max, await teach(world, world.max, "what is the bill"), "Save")
    shown = await world.mo.submit_modal(form, values_of(form) | {"t": "Costs"})
    assert "Changed by somebody else meanwhile" in text_of(shown)
    await press(world.mo, shown, "Save")
    entry = world.base.entries["ops/cost"]
    assert (entry.title, entry.questions[-1]) == ("Costs", "what is the bill")


async def test_a_hand_edit_meanwhile_is_kept(world: ModWorld, tmp_path: Path) -> None:
    shown = await teach(world, world.mo)
    by_hand = BASE.replace("Code is guarded.", "Code is watched.")
    (tmp_path / "knowledge" / "ops.yaml").write_text(by_hand)
    await press(world.mo, shown, "Save")
    assert "Code is watched." in world.base_text
    assert "how many dollars" in world.base_text


async def test_a_broken_file_is_left_alone_and_what_was_typed_is_kept(world: ModWorld, tmp_path: Path) -> None:
    file = tmp_path / "knowledge" / "ops.yaml"
    file.write_text(BASE + "  broken\n")
    shown = await teach(world, world.mo)
    assert "The files have a problem of their own" in text_of(shown)
    file.write_text(BASE)
    form = await press(world.mo, shown, "Edit again")
    shown = await world.mo.submit_modal(form, values_of(form))
    assert text_of(await press(world.mo, shown, "Save")).startswith("Saved as #2.")


async def test_a_change_that_is_gone(world: ModWorld) -> None:
    for name in ("save", "again", "more", "cancel"):
        forged = await world.forge(world.mo, world.channel, f"k:{name}:{7:016x}")
        assert text_of(forged).startswith("That change was saved or cancelled already")


@pytest.mark.world(editors=(), alone=True)
async def test_the_first_edit_of_a_bot_in_one_server_makes_it_the_editor_of_the_base(world: ModWorld) -> None:
    base_editors = world.services.moderation.base_editors
    shown = await teach(world, world.mo)
    assert "Saved for: all servers\n" in text_of(shown)
    assert await base_editors.stored() is None
    await press(world.mo, shown, "Save")
    assert await base_editors.stored() == world.guild.id
    other = world.env.create_guild("Newcomers")
    await world.env.advance_time(0)
    assert {one.id for one in world.bot.guilds} == {world.guild.id, other.id}
    assert "Saved for: all servers\n" in text_of(await teach(world, world.mo, "what is the bill"))


@pytest.mark.world(editors=(), alone=True)
async def test_a_change_of_the_base_is_refused_once_the_server_edits_its_own(world: ModWorld, tmp_path: Path) -> None:
    shown = await teach(world, world.mo)
    async with Database.open(tmp_path / "data" / "versus.sqlite3") as database:
        await BaseEditors((), database.state).store(5)  # as the terminal does, beside the running bot
    refused = await press(world.mo, shown, "Save")
    said = refused.followups[-1] if refused.followups else answer_to(refused)
    assert said.content.startswith("What this server's moderators edit has changed")
    assert world.base_text == BASE


async def test_a_save_that_takes_long_and_fails_can_be_tried_again(
    world: ModWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program holds the lock: the button stays below the note that it takes a while."""
    monkeypatch.setattr(proposals, "SOON", 0.0)
    files = world.services.moderation.editor._files
    assert isinstance(files, KnowledgeFiles)
    monkeypatch.setattr(files._save_lock._lock, "timeout", 0.1)
    shown = await teach(world, world.mo)
    with FileLock(world.folder / "data" / "editing.lock"):
        refused = await press(world.mo, shown, "Save")
        assert "Another program is saving" in text_of(refused)
    assert world.base_text.count("dollars") == 0
    assert len(await world.drafts()) == 1
    again = answer_to(shown)
    assert labels(again) == ["Save", "Edit again", "Cancel"]
    await world.mo.click(again, label="Save")
    assert world.base_text.count("dollars") == 1
