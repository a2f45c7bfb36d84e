"""Whose name stands where: nobody's who switched storing off, or had their data deleted."""

import pytest
import simcord

from bot.discord_app.editing import texts
from bot.discord_app.inbox.states import InboxMenu, Menu, token
from bot.inbox.suggestions import Suggestion
from tests.discord_app.moderators import ModWorld, answer_to, press, text_of, values_of
from tests.work import decided


async def teach(world: ModWorld, who: simcord.MemberActor) -> simcord.InteractionResult:
    return await who.slash(world.channel, "knowledge teach", entry="cost", question="how many dollars")


async def taken_up(world: ModWorld) -> simcord.InteractionResult:
    """Ann's suggestion, as the change that Mo makes of it."""
    member = world.services.pseudonyms.of(world.alice.id)
    suggestion = Suggestion(7, world.guild.id, world.env.now(), member, "Ann", "ops/cost", "It is free now")
    await world.services.moderation.suggestions.add(suggestion)
    shown = await world.mo.slash(world.channel, "knowledge inbox")
    opened = await world.mo.select(answer_to(shown), [f"{7:016x}"], custom_id=InboxMenu(Menu.SUGGESTION).encode())
    form = await press(world.mo, opened, "Accept")
    return await world.mo.submit_modal(form, values_of(form) | {"1": "Free."})


async def test_a_moderator_who_switched_storing_off_is_a_moderator_and_undoes_their_own(world: ModWorld) -> None:
    before = world.base_text
    await world.services.privacy.set_storing(world.mo.id, on=False)
    shown = await teach(world, world.mo)
    assert text_of(shown).startswith(texts.NOT_LASTING)
    assert await world.drafts() == []
    saved = await press(world.mo, shown, "Save")
    revision = await world.services.moderation.editor.history.get(None, 2)
    assert (revision.author, revision.author_name) == (None, "a moderator")
    assert "· a moderator\n" in text_of(await world.max.slash(world.channel, "knowledge history"))
    undoing = await press(world.mo, saved, "Undo")
    assert text_of(undoing).startswith("I keep no name with your changes, so here is first what")
    await press(world.mo, undoing, "Take back")
    assert world.base_text == before
    revision = await world.services.moderation.editor.history.get(None, 3)
    assert (revision.author, revision.author_name) == (None, "a moderator")
    assert await world.drafts() == []


async def test_what_was_stored_before_the_switch_goes_when_the_draft_changes(world: ModWorld) -> None:
    shown = await teach(world, world.mo)
    assert len(await world.drafts()) == 1
    await world.services.privacy.set_storing(world.mo.id, on=False)
    form = await press(world.mo, shown, "Edit again")
    await world.mo.submit_modal(form, values_of(form))
    assert await world.drafts() == []


async def test_drafts_never_name_a_member_who_suggested(world: ModWorld) -> None:
    """The thanks are made when it is saved."""
    shown = await taken_up(world)
    (draft,) = await world.drafts()
    stored = world.services.moderation.pending.at_hand(draft)
    assert stored is not None
    assert "Ann" not in stored.change
    form = await press(world.mo, shown, "More…")
    shown = await world.mo.submit_modal(form, values_of(form) | {"y": "good catch"})
    await press(world.mo, shown, "Save")
    revision = await world.services.moderation.editor.history.get(None, 2)
    assert revision.why == "good catch; suggested by Ann"


async def test_deleted_data_leaves_no_name_and_keeps_the_words(world: ModWorld) -> None:
    shown = await taken_up(world)
    assert await world.services.privacy.delete_data(world.alice.id) == 1
    found = await world.services.moderation.suggestions.get(world.guild.id, 7)
    assert found is not None
    assert (found.member, found.credit, found.text) == ("", None, "It is free now")
    listed = await world.mo.slash(world.channel, "knowledge inbox")
    assert "It is free now" in text_of(listed)
    assert text_of(await press(world.mo, shown, "Save")).startswith("Saved as #2.")
    assert (await world.services.moderation.editor.history.get(None, 2)).why == ""
    assert b"Ann" not in everything(world)


async def test_a_member_who_switched_storing_off_meanwhile_is_not_thanked_by_name(world: ModWorld) -> None:
    shown = await taken_up(world)
    await world.services.privacy.set_storing(world.alice.id, on=False)
    await press(world.mo, shown, "Save")
    assert (await world.services.moderation.editor.history.get(None, 2)).why == ""


async def test_a_moderators_drafts_go_with_their_data_from_memory_too(world: ModWorld) -> None:
    shown = await teach(world, world.mo)
    theirs = await teach(world, world.max)
    await world.services.privacy.delete_data(world.mo.id)
    assert text_of(await press(world.mo, shown, "Save")).startswith("That change was saved or cancelled already")
    assert text_of(await press(world.max, theirs, "Save")).startswith("Saved as #2.")


async def test_a_question_that_a_moderator_has_open_goes_with_the_askers_data(world: ModWorld) -> None:
    question = "where is the best pizza in town"
    await world.asked(question)
    shown = await world.mo.slash(world.channel, "knowledge inbox")
    opened = await world.mo.select(answer_to(shown), [token(question)], custom_id=InboxMenu(Menu.QUESTION).encode())
    confirm = await press(world.alice, await world.alice.slash(world.channel, "privacy"), "Delete my data")
    await press(world.alice, confirm, "Delete everything")
    assert "no longer on the list" in text_of(await press(world.mo, opened, "New answer"))


def everything(world: ModWorld) -> bytes:
    """The bytes of the database."""
    return b"".join(path.read_bytes() for path in (world.folder / "data").glob("versus.sqlite3*"))


async def test_what_was_decided_of_questions_goes_with_anybodys_data(
    world: ModWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is remembered by the questions' words, and not whose they were."""
    await world.asked("who painted it blue", "where is the pizza")
    with decided(monkeypatch) as texts:
        for _ in range(2):
            await world.mo.slash(world.channel, "knowledge inbox")
            assert len(texts) == 2
        await world.services.privacy.delete_data(world.max.id)
        await world.mo.slash(world.channel, "knowledge inbox")
        assert sorted(texts[2:]) == ["where is the pizza", "who painted it blue"]
