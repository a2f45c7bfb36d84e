"""Discord and the terminal make the same change of the same wish, and refuse the same with the same sentence."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import simcord
from typer.testing import CliRunner

from bot.cli import app
from bot.cli.session import Session
from bot.editing.revision import Scope
from bot.storage.database import Database
from tests.discord_app.moderators import BASE, ModWorld, confirm, press, text_of, values_of

Discord = Callable[["Doors"], Awaitable[simcord.InteractionResult]]


@dataclass
class Doors:
    """One moderator in Discord, and an operator with a copy of the same files in the terminal."""

    world: ModWorld
    mod: simcord.MemberActor
    channel: simcord.ChannelHandle
    scope: Scope
    terminal: Path

    async def slash(self, command: str, **options: Any) -> simcord.InteractionResult:
        """A command of the moderator's."""
        return await self.mod.slash(self.channel, f"knowledge {command}", **options)

    async def form(self, typed: dict[str, str], command: str, **options: Any) -> simcord.InteractionResult:
        """A command that opens a form, with something typed into it."""
        form = await self.slash(command, **options)
        return await self.mod.submit_modal(form, values_of(form) | typed)

    async def type(self, *arguments: str) -> str:
        """A command of the operator's; all that it says, also where it fails."""
        server = () if self.scope is None else ("--server", str(self.scope))
        wanted = ["knowledge", *arguments, *server, "--config", str(self.terminal / "config.toml")]
        done = await asyncio.to_thread(CliRunner().invoke, app, wanted, obj=Session())
        return done.output + (str(done.exception) if done.exception else "")

    async def assert_same(self) -> None:
        """The same files on both sides, byte for byte, and the same last revision but for who made it."""
        discord, terminal = self._files(self.world.folder), self._files(self.terminal)
        assert discord == terminal
        made = [await self._last(folder) for folder in (self.world.folder, self.terminal)]
        assert made[0] == made[1]

    @staticmethod
    def _files(root: Path) -> dict[str, str]:
        folders = (root / "knowledge", root / "data" / "servers")
        return {path.name: path.read_text() for folder in folders for path in folder.glob("*.yaml")}

    async def _last(self, root: Path) -> tuple[object, ...]:
        async with Database.open(root / "data" / "versus.sqlite3", read_only=True) as database:
            (last,) = await database.revisions.history(self.scope, limit=1)
        return last.number, last.kind, last.why, last.entries, last.files


async def _open(world: ModWorld, root: Path, *, shared: bool) -> Doors:
    (root / "knowledge").mkdir(parents=True)
    (root / "knowledge" / "ops.yaml").write_text(BASE)
    config = f"[knowledge]\nfolder = '{root / 'knowledge'}'\n[data]\nfolder = '{root / 'data'}'\n"
    (root / "config.toml").write_text(config)
    if shared:
        return Doors(world, world.mo, world.channel, None, root)
    return Doors(world, world.nell, world.next_channel, world.next_door.id, root)


@pytest.fixture(params=["the shared base", "one server's own entries"])
async def doors(request: pytest.FixtureRequest, world: ModWorld, tmp_path: Path) -> Doors:
    return await _open(world, tmp_path / "terminal", shared=request.param == "the shared base")


async def test_each_wish_makes_the_same_change(doors: Doors, tmp_path: Path) -> None:
    speed = {"t": " Speed ", "0": "Slow.\n", "1": " Fast.", "q": "How fast?\n\n Is it quick?", "a": "pace \n"}
    imported = BASE.replace("Words mean things.", "Words mean a lot.")
    (tmp_path / "up.yaml").write_text(imported)
    wishes: list[tuple[Discord, list[str]]] = [
        (
            lambda on: on.form(speed, "add", kind="comparison"),
            ["add", "speed", "--title", " Speed ", "--side", "devops= Fast.", "--side", "mlops=Slow.\n",
             "--question", "How fast?", "--question", " Is it quick?", "--question", " ", "--alias", "pace "],
        ),
        (
            lambda on: on.form({"t": "Pace  ", "0": "Slower. ", "a": ""}, "edit", entry="speed"),
            ["edit", "Speed", "--title", "Pace  ", "--side", "mlops=Slower. ", "--alias", ""],
        ),
        (
            lambda on: on.slash("teach", entry="cost", question=" how many\u200b  dollars "),
            ["teach", "cost", " how many\u200b", " dollars "],
        ),
        (lambda on: on.slash("remove", entry="cost"), ["remove", "cost"]),
        (lambda on: on.slash("import", file=("x.yaml", imported.encode())), ["import", str(tmp_path / "up.yaml")]),
    ]  # fmt: skip
    for in_discord, in_terminal in wishes:
        saved = await confirm(doors.mod, await in_discord(doors))
        assert "Saved as #" in text_of(saved)
        assert "Saved as #" in await doors.type(*in_terminal)
        await doors.assert_same()


async def test_an_older_change_is_taken_back_alike(doors: Doors) -> None:
    taught = await press(doors.mod, await doors.slash("teach", entry="cost", question="how many dollars"), "Save")
    number = text_of(taught).partition("#")[2].partition(".")[0]
    await confirm(doors.mod, await doors.slash("remove", entry="security"))
    for arguments in (["teach", "cost", "how many dollars"], ["remove", "security"]):
        await doors.type(*arguments)
    undoing = await press(doors.mod, taught, "Undo")
    assert "since, so here is first what taking it back would do." in text_of(undoing)
    assert "Taken back as #" in text_of(await press(doors.mod, undoing, "Take back"))
    assert "Saved as #" in await doors.type("revert", number)
    await doors.assert_same()


async def test_a_reason_and_see_also_are_read_alike(doors: Doors) -> None:
    shown = await doors.form({}, "edit", entry="glossary")
    form = await press(doors.mod, shown, "More…")
    typed = {"s": "security \nCOST", "y": " asked\u200b  often ", "l": "Read on: https://example.org"}
    await press(doors.mod, await doors.mod.submit_modal(form, values_of(form) | typed), "Save")
    said = await doors.type(
        "edit", "glossary", "--see-also", "Security", "--see-also", " cost", "--link", "Read on = https://example.org",
        "--why", " asked\u200b  often ",
    )  # fmt: skip
    assert "Saved as #" in said
    await doors.assert_same()


async def test_the_same_is_refused_with_the_same_sentence(doors: Doors, tmp_path: Path) -> None:
    (tmp_path / "up.yaml").write_text(BASE.replace("title: Cost ", "titel: Cost "))
    broken = (tmp_path / "up.yaml").read_bytes()
    refusals: list[tuple[Discord, list[str], str]] = [
        (
            lambda on: on.slash("teach", entry="cost", question="?!\u200b"),
            ["teach", "cost", "?!\u200b"],
            "There is no word in that question.",
        ),
        (
            lambda on: on.slash("teach", entry="cost", question="what  does it COST"),
            ["teach", "cost", "what  does it COST"],
            "Cost has that question already: “what does it COST”.",
        ),
        (
            lambda on: on.form({"a": "guards, guards\u0007"}, "edit", entry="glossary"),
            ["edit", "glossary", "--alias", "guards, guards\u0007"],
            "U+0007",
        ),
        (lambda on: on.slash("import", file=("up.yaml", broken)), ["import", str(tmp_path / "up.yaml")], "titel"),
        (lambda on: on.slash("edit", entry="costs of it"), ["edit", "costs of it"], "These come closest: "),
        (lambda on: on.slash("remove", entry="costs of it"), ["remove", "costs of it"], "These come closest: "),
    ]
    for in_discord, in_terminal, sentence in refusals:
        assert sentence in text_of(await in_discord(doors))
        assert sentence in await doors.type(*in_terminal)
    assert doors.world.base_text == BASE
    assert (doors.terminal / "knowledge" / "ops.yaml").read_text() == BASE


async def test_what_changes_nothing_is_no_revision(doors: Doors) -> None:
    same = await doors.form({"t": " Glossary "}, "edit", entry="glossary")
    assert text_of(same).startswith("Nothing would change")
    assert "Nothing to change" in await doors.type("edit", "glossary", "--title", " Glossary ")
    for folder in (doors.world.folder, doors.terminal):
        async with Database.open(folder / "data" / "versus.sqlite3") as database:
            assert all(one.number == 1 for one in await database.revisions.history(doors.scope))
