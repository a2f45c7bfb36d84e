"""Nothing that a moderator typed is lost; and that nothing can be saved is said before they type."""

import os
from pathlib import Path
from typing import Any

import pytest
import simcord

from bot.discord_app.editing import form_flow, texts
from bot.discord_app.editing.states import Form
from bot.discord_app.inbox.states import InboxStep, Step, token
from bot.errors import VersusError
from bot.inbox.suggestions import Suggestion
from tests.discord_app.editing.test_forged import submit
from tests.discord_app.moderators import ModWorld, answer_to, press, text_of, values_of
from tests.discord_app.worlds import labels

TYPED = {"0": "Much more than you think.", "1": "Less."}


def told(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """What was said last."""
    return result.followups[-1] if result.followups else answer_to(result)


async def give_role(world: ModWorld, who: simcord.MemberActor) -> None:
    world.env.backend.add_member_role(world.guild.id, who.id, world.role.id)
    await world.env.advance_time(0)


async def test_the_form_of_who_lost_the_role_can_be_opened_again_with_the_text(world: ModWorld) -> None:
    form = await world.max.slash(world.channel, "knowledge edit", entry="cost")
    await world.take_role(world.max)
    said = told(await world.max.submit_modal(form, values_of(form) | TYPED))
    assert said.content == f"{texts.MODERATORS_ONLY}\n{texts.TYPED_IS_KEPT}"
    assert said.ephemeral
    assert "Much more" not in text_of(said)
    refused = await world.max.click(said, label="Edit again")
    assert told(refused).content == texts.MODERATORS_ONLY
    await world.restart()
    await give_role(world, world.max)
    again = await world.max.click(said, label="Edit again")
    assert values_of(again) | TYPED == values_of(again)


async def test_after_an_error_the_form_can_be_opened_again_with_the_text(
    world: ModWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = await world.mo.slash(world.channel, "knowledge edit", entry="cost")

    async def fails(*_: object) -> None:
        raise VersusError("It went wrong.")

    with monkeypatch.context() as broken:
        broken.setattr(form_flow, "show_proposal", fails)
        said = told(await world.mo.submit_modal(form, values_of(form) | TYPED))
    assert said.content == f"It went wrong.\n{texts.TYPED_IS_KEPT}"
    again = await world.mo.click(said, label="Edit again")
    assert values_of(again) | TYPED == values_of(again)


async def test_what_was_typed_into_a_change_that_is_gone_comes_back_in_a_file(world: ModWorld) -> None:
    form = await world.mo.slash(world.channel, "knowledge edit", entry="cost")
    (draft,) = await world.drafts()
    world.services.moderation.pending.forget(draft)
    said = told(await world.mo.submit_modal(form, values_of(form) | TYPED))
    assert said.content == f"{texts.GONE}\n{texts.TYPED_IS_BELOW}"
    (file,) = said.message.attachments
    assert file.filename == "what-you-typed.txt"
    assert "Much more than you think.\n\nLess." in (await file.read()).decode()


async def test_nobody_types_into_somebody_elses_change(world: ModWorld) -> None:
    await world.mo.slash(world.channel, "knowledge edit", entry="cost")
    (draft,) = await world.drafts()
    said = told(await submit(world, Form(draft, "w").encode(), [("w", "Much more.")], world.max))
    assert said.content == f"{texts.NOT_YOURS}\n{texts.TYPED_IS_BELOW}"
    kept = world.services.moderation.pending.at_hand(draft)
    assert kept is not None
    assert "Much more" not in kept.change


async def test_a_save_that_fails_leaves_the_form_with_the_text(
    world: ModWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = await world.mo.slash(world.channel, "knowledge edit", entry="cost")
    shown = await world.mo.submit_modal(form, values_of(form) | TYPED)
    before = world.base_text

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("bot.knowledge.files._replace", full)
        failed = await press(world.mo, shown, "Save")
    assert "No space left on device" in told(failed).content
    assert world.base_text == before
    again = await press(world.mo, shown, "Edit again")
    assert values_of(again) | TYPED == values_of(again)


@pytest.fixture
def read_only(world: ModWorld, monkeypatch: pytest.MonkeyPatch) -> ModWorld:
    """Root may write everywhere, whatever a folder's permissions are: the answer of the system is replaced."""
    asked = os.access

    def access(path: Any, mode: int, **options: Any) -> bool:
        return asked(path, mode, **options) and not (mode & os.W_OK and Path(path).name == "knowledge")

    monkeypatch.setattr("bot.editing.knowledge_files.os.access", access)
    return world


async def test_a_read_only_folder_is_said_before_a_form_opens(read_only: ModWorld) -> None:
    world, pizza = read_only, "where is the best pizza in town"
    await world.asked(pizza)
    suggestion = Suggestion(7, world.guild.id, world.env.now(), "m", "Ann", "ops/cost", "It is free.")
    await world.services.moderation.suggestions.add(suggestion)
    doors = [
        await world.mo.slash(world.channel, "knowledge edit", entry="cost"),
        await world.mo.slash(world.channel, "knowledge add"),
        await world.mo.slash(world.channel, "knowledge add", kind="answer"),
        await world.forge(world.mo, world.channel, "i:go:add"),
        await world.forge(world.mo, world.channel, InboxStep(Step.ACCEPT, f"{7:016x}").encode()),
        await world.forge(world.mo, world.channel, InboxStep(Step.NEW, token(pizza)).encode()),
    ]
    message = await world.alice.send(world.channel, pizza)
    step = await world.mo.context_menu(world.channel, "Teach this", message)
    doors.append(await press(world.mo, step, "New answer"))
    for door in doors:
        assert door.modal is None
        assert texts.READ_ONLY in told(door).content
    taught = await world.mo.slash(world.channel, "knowledge teach", entry="cost", question="how many dollars")
    assert text_of(taught).startswith(texts.READ_ONLY)
    for label in ("Edit again", "More…"):
        refused = await press(world.mo, taught, label)
        assert told(refused).content == texts.READ_ONLY
    assert "Save" in labels(answer_to(taught).message)


async def test_a_servers_own_entries_are_not_in_that_folder(read_only: ModWorld) -> None:
    form = await read_only.nell.slash(read_only.next_channel, "knowledge edit", entry="cost")
    assert form.modal is not None
