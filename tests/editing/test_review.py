"""Changes that wait for review: laid over the files for whoever edits on, exported in order, closed on arrival."""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from bot.app import DATABASE, SERVERS, open_app, open_editing, utc_now
from bot.config import Config, DataConfig, KnowledgeConfig
from bot.editing import operations
from bot.editing.change import Change
from bot.editing.editor import Saved
from bot.editing.errors import EditError, InvalidChangeError
from bot.editing.review import WaitingChange
from bot.editing.revision import Author, RevisionKind, Scope
from bot.knowledge.model import Entry, KnowledgeBase
from bot.storage.database import Database
from tests.editing.worlds import BASE, Session, editing_config, lay_empty_database

MO = Author("m" * 32, "Moira")


@asynccontextmanager
async def opened(root: Path, *, proposes: bool = True) -> AsyncGenerator[Session]:
    """An editor whose saves wait for review."""
    config = editing_config(root)
    config.knowledge.folder.mkdir(exist_ok=True)
    if not (config.knowledge.folder / "ops.yaml").exists():
        (config.knowledge.folder / "ops.yaml").write_text(BASE)
    lay_empty_database(root / DATABASE)
    async with Database.open(root / DATABASE) as database:
        made = await open_editing(config, database, utc_now, proposes=proposes)
        yield Session(config.knowledge.folder, root / SERVERS, made.snapshots, made.files, made.editor, database)


@pytest.fixture
async def session(tmp_path: Path) -> AsyncGenerator[Session]:
    async with opened(tmp_path) as made:
        yield made


async def drafted(session: Session, scope: Scope = None) -> KnowledgeBase:
    found = await session.editor.drafted(scope)
    return found or (await session.snapshots.of(scope)).knowledge


async def saved(session: Session, change: Change, what: str = "x") -> Saved | None:
    return await session.editor.commit(change, MO, what)


async def teach(session: Session, question: str, entry: str = "cost", scope: Scope = None) -> WaitingChange:
    change = operations.teaching(await drafted(session, scope), f"ops/{entry}", [question], scope)
    made = await saved(session, change, f"taught {question}")
    assert isinstance(made, WaitingChange)
    return made


async def reword(session: Session, text: str) -> WaitingChange:
    known = await drafted(session)
    cost = known.entries["ops/cost"]
    made = await saved(session, operations.edition(known, replace(cost, sides={**cost.sides, "devops": text}), None))
    assert isinstance(made, WaitingChange)
    return made


def waiting(session: Session, scope: Scope = None) -> list[int]:
    return [one.number for one in session.editor.review.waiting(scope)]


async def test_what_is_saved_waits_and_changes_nothing_yet(session: Session) -> None:
    made = await teach(session, "how many dollars")
    assert (made.number, made.author_name, made.what) == (1, "Moira", "taught how many dollars")
    assert session.base_text == BASE
    assert "how many dollars" not in session.knowledge.entries["ops/cost"].questions
    assert [one.number for one in await session.editor.history.page(None)] == [1]  # the first version


async def test_edits_of_one_entry_build_on_each_other(session: Session) -> None:
    await teach(session, "how many dollars")
    await teach(session, "what is the bill")
    await reword(session, "Little.")
    cost = (await drafted(session)).entries["ops/cost"]
    assert cost.questions[-2:] == ("how many dollars", "what is the bill")
    assert cost.sides["devops"] == "Little."
    with pytest.raises(EditError, match="has that question already"):
        await teach(session, "how many dollars")
    with pytest.raises(InvalidChangeError, match="also belongs to 'cost'"):
        await teach(session, "how many dollars", "security")
    proposal = await session.editor.propose(
        operations.teaching(await drafted(session), "ops/cost", ["price tag"], None)
    )
    assert [edit.key for edit in proposal.edits] == ["ops/cost"]
    assert proposal.impact is not None


async def test_a_new_entry_that_waits_can_be_edited(session: Session) -> None:
    new = Entry("ops", "", "Speed", sides={"mlops": "Slow.", "devops": "Fast."})
    await saved(session, operations.addition(await drafted(session), new, None))
    await teach(session, "how fast is it", "speed")
    assert (await drafted(session)).entries["ops/speed"].questions == ("how fast is it",)


async def test_it_outlives_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as session:
        await teach(session, "how many dollars")
    async with opened(tmp_path) as session:
        assert waiting(session) == [1]
        assert "how many dollars" in (await drafted(session)).entries["ops/cost"].questions


async def test_taken_out_it_no_longer_waits_and_its_number_is_not_given_again(session: Session) -> None:
    first = await teach(session, "how many dollars")
    second = await teach(session, "what is the bill")
    taken = await session.editor.review.take_out(first.number, None)
    assert taken.change.edits[0].after is not None
    questions = (await drafted(session)).entries["ops/cost"].questions
    assert "what is the bill" in questions
    assert "how many dollars" not in questions
    await session.editor.review.take_out(second.number, None)
    assert await session.editor.drafted(None) is None
    assert (await teach(session, "how many dollars")).number == 3
    for number, scope in ((1, None), (3, 7)):
        with pytest.raises(EditError, match=f"#{number} does not wait for review"):
            await session.editor.review.take_out(number, scope)


async def test_what_arrives_in_the_file_is_closed(session: Session) -> None:
    await teach(session, "how many dollars")
    await teach(session, "what is the bill", "security")
    file = session.folder / "ops.yaml"
    file.write_text(BASE.replace("      - Is it expensive?\n", "      - Is it expensive?\n      - how many dollars\n"))
    assert await session.editor.follow(None)
    assert waiting(session) == [2]
    file.write_text(file.read_text().replace("Who guards the data?]", "Who guards the data?, what is the bill]"))
    assert await session.editor.follow(None)
    assert waiting(session) == []


async def test_two_rewordings_arrive_together_or_the_first_alone(session: Session) -> None:
    await reword(session, "Little.")
    await reword(session, "Nearly nothing.")
    file = session.folder / "ops.yaml"
    file.write_text(BASE.replace("Less money.", "Little."))
    await session.editor.follow(None)
    assert waiting(session) == [2]
    await reword(session, "Nothing.")
    file.write_text(BASE.replace("Less money.", "Nothing."))
    await session.editor.follow(None)
    assert waiting(session) == []


async def test_a_new_entry_arrives_however_the_reviewer_worded_it(session: Session) -> None:
    new = Entry("ops", "", "Speed", sides={"mlops": "Slow.", "devops": "Fast."})
    await saved(session, operations.addition(await drafted(session), new, None))
    text = BASE + "  speed:\n    title: Speed\n    mlops: It is slow.\n    devops: It is fast.\n"
    (session.folder / "ops.yaml").write_text(text)
    await session.editor.follow(None)
    assert waiting(session) == []


async def test_what_arrived_while_the_bot_was_away_is_closed_at_the_start(tmp_path: Path) -> None:
    async with opened(tmp_path) as session:
        await reword(session, "Little.")
    (tmp_path / "knowledge" / "ops.yaml").write_text(BASE.replace("Less money.", "Little."))
    async with opened(tmp_path) as session:
        assert waiting(session) == []


async def test_what_no_longer_fits_is_told_and_the_rest_stays(session: Session) -> None:
    await teach(session, "how many dollars")
    await teach(session, "what is the bill", "security")
    gone = BASE[: BASE.index("  cost:")] + BASE[BASE.index("  # Security") :].replace("    see_also: [cost]\n", "")
    (session.folder / "ops.yaml").write_text(gone)
    await session.editor.follow(None)
    assert waiting(session) == [1, 2]
    layers = session.editor.review.layers(None)
    assert [layer.problem for layer in layers] == ["“Cost” is gone.", ""]
    assert "what is the bill" in (await drafted(session)).entries["ops/security"].questions


async def test_a_servers_own_changes_wait_by_themselves(session: Session) -> None:
    await teach(session, "how many dollars", scope=7)
    assert (waiting(session), waiting(session, 7)) == ([], [1])
    assert list(session.servers.glob("*")) == []
    assert "how many dollars" in (await drafted(session, 7)).entries["ops/cost"].questions
    assert await session.editor.drafted(8) is None


async def test_taking_a_revision_back_waits_as_well(tmp_path: Path) -> None:
    async with opened(tmp_path, proposes=False) as session:
        change = operations.teaching(session.knowledge, "ops/cost", ["how many dollars"], None)
        await saved(session, change)
    async with opened(tmp_path) as session:
        undo = await session.editor.history.undo(None, 2)
        made = await saved(session, replace(undo, question="asked by a member"))
        assert isinstance(made, WaitingChange)
        assert (made.change.undoes, made.change.kind, made.change.question) == (None, RevisionKind.REVERT, "")
        assert "how many dollars" not in (await drafted(session)).entries["ops/cost"].questions
        (tmp_path / "knowledge" / "ops.yaml").write_text(BASE)
        await session.editor.follow(None)
        assert waiting(session) == []


async def test_an_imported_file_waits_whole(session: Session) -> None:
    text = BASE.replace("# The first comment stays.", "# Another comment.")
    found = await session.editor.imported(None, "ops.yaml", text.encode())
    assert found.change is not None
    await saved(session, found.change)
    await teach(session, "how many dollars")
    layers = session.editor.review.layers(None)
    assert "# Another comment." in layers[-1].after["ops.yaml"]
    assert "how many dollars" in layers[-1].after["ops.yaml"]
    (session.folder / "ops.yaml").write_text(text)
    await session.editor.follow(None)
    await session.editor.review.settle(None)
    assert waiting(session) == [2]


async def test_deleted_data_takes_the_name_off(session: Session) -> None:
    await teach(session, "how many dollars")
    assert MO.member is not None
    await session.editor.review.forget_member(MO.member)
    await session.database.privacy.delete_member(MO.member, utc_now())
    for _ in range(2):
        (one,) = session.editor.review.waiting(None)
        assert (one.author, one.author_name) == (None, None)
        await session.editor.review.refresh()


@pytest.mark.parametrize(("edits", "warns"), [("save", True), ("propose", False)])
async def test_a_read_only_folder_is_no_trouble_where_edits_wait(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    edits: Literal["save", "propose"],
    warns: bool,
) -> None:
    folder, asked = tmp_path / "knowledge", os.access
    folder.mkdir()
    (folder / "ops.yaml").write_text(BASE)
    monkeypatch.setattr("os.access", lambda path, mode, **_: Path(path) != folder and asked(path, mode))
    config = Config(knowledge=KnowledgeConfig(folder=folder, edits=edits), data=DataConfig(folder=tmp_path / "data"))
    async with open_app(config) as services:
        assert await services.moderation.editor.can_save(None) is not warns
    assert ("can't write to the knowledge folder" in caplog.text) is warns
