"""What a moderator sees of work that takes a while, or too much."""

import sys
from pathlib import Path

import pytest

from bot.discord_app.client import Interaction
from bot.discord_app.context import defer
from bot.discord_app.editing import proposals
from bot.discord_app.ui.reply import Reply
from bot.discord_app.ui.sender import replace_deferred
from bot.texts import editing as texts
from bot.workers.pool import WorkerPool, WorkRefusedError
from tests.discord_app.moderators import BASE, ModWorld, press, text_of
from tests.discord_app.wired import Wired

UPLOAD = BASE.replace("Less money.", "Far less money.")
ORIGINAL = "/webhooks/*/messages/@original"


def all_is_heavy(world: ModWorld) -> WorkerPool:
    """Have everything done in processes."""
    work = world.services.moderation.workers
    work._light = 0
    return work


async def test_a_heavy_import_is_proposed_and_saved_as_a_light_one(world: ModWorld) -> None:
    work = all_is_heavy(world)
    shown = await world.nell.slash(world.next_channel, "knowledge import", file=("x.yaml", UPLOAD.encode()))
    assert "**DevOps**\nwas: **Less** money.\nnow: **Far less** money." in text_of(shown)
    saved = await press(world.nell, shown, "Save")
    assert "Saved as #1" in text_of(saved)
    assert "Far less money." in str((await world.services.snapshots.of(world.next_door.id)).knowledge)
    assert len(work.processes) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is Linux's")
async def test_what_takes_too_much_says_what_to_do_and_can_be_cancelled(world: ModWorld, tmp_path: Path) -> None:
    work = world.services.moderation.workers
    work._memory = 1  # no process can work with that
    shown = await world.nell.slash(world.next_channel, "knowledge import", file=("x.yaml", UPLOAD.encode()))
    all_is_heavy(world)
    world.services.moderation.editor._planner._plans.clear()
    refused = await press(world.nell, shown, "Save")
    assert "more memory than I may use" in text_of(refused)
    assert "fewer entries at once" in text_of(refused)
    assert "Cancelled" in text_of(await press(world.nell, refused, "Cancel"))
    assert not (tmp_path / "data" / "servers").exists()
    work._light = 10**6
    again = await world.nell.slash(world.next_channel, "knowledge import", file=("x.yaml", UPLOAD.encode()))
    all_is_heavy(world)
    world.services.moderation.editor._planner._plans.clear()
    assert "more memory" in text_of(
        await world.nell.slash(world.next_channel, "knowledge import", file=("x.yaml", UPLOAD.encode()))
    )
    work._light = 10**6
    assert "Saved as #1" in text_of(await press(world.nell, again, "Save"))


async def test_who_waits_is_told_so_and_then_the_result(wired: Wired, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "SOON", 0.01)

    async def result() -> str:
        while not wired.server.shown:
            wired.server.arrived.clear()
            await wired.server.arrived.wait()
        return "Here it is."

    @wired.bot.tree.command(name="slow", description="Takes a while")
    async def slow(interaction: Interaction) -> None:
        await defer(interaction)
        await replace_deferred(interaction, Reply(await proposals.patiently(interaction, result())))

    await wired.slash("slow")
    assert [sent["content"] for sent in wired.requests("PATCH", ORIGINAL)] == [texts.TAKES_A_WHILE, "Here it is."]


async def test_what_would_come_after_the_interaction_has_ended_is_given_up(
    wired: Wired, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals, "SOON", 0.01)
    monkeypatch.setattr(proposals, "AT_LAST", 0.01)
    ended: list[str] = []

    async def never() -> None:
        try:
            await wired.server.wait_for("PUT", "/nowhere")
        finally:
            ended.append("cancelled")

    @wired.bot.tree.command(name="slow", description="Takes a while")
    async def slow(interaction: Interaction) -> None:
        await defer(interaction)
        try:
            await proposals.patiently(interaction, never())
        except WorkRefusedError as error:
            await replace_deferred(interaction, Reply(str(error)))

    await wired.slash("slow")
    assert wired.requests("PATCH", ORIGINAL)[-1]["content"] == texts.TOO_MANY_WAIT
    assert ended == ["cancelled"]
