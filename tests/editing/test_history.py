"""The history opens and undoes an old revision from hunks, and reads of later ones only what it needs."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import RowMapping, Select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.editing.change import Change, EntryEdit, FileEdit
from bot.editing.errors import StaleChangeError
from bot.editing.patch import digest, file_changes
from bot.editing.revision import Revision, RevisionKind
from bot.knowledge.model import Entry
from bot.storage import revisions
from tests.editing.worlds import BASE, Session, open_session

COST = "ops/cost"
LONG = "A long text. " * 50


@dataclass
class Read:
    """What was read of the database."""

    rows: list[RowMapping] = field(default_factory=list[RowMapping])

    def characters(self) -> int:
        """Of all texts in the rows, but for the files as they are now."""
        texts = [value for row in self.rows if "text" not in row for value in row.values()]
        return sum(len(text) for text in texts if isinstance(text, str))

    def of_files(self) -> list[str]:
        """The files whose hunks were read, one for each hunk."""
        return [row["file"] for row in self.rows if "removed" in row]


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Generator[Read]:
    """Note every row of a query that may have many."""
    read, in_parts = Read(), revisions.in_parts

    async def noted(connection: AsyncConnection, query: Select[*tuple[Any, ...]]) -> Sequence[RowMapping]:
        rows = await in_parts(connection, query)
        read.rows += rows
        return rows

    with monkeypatch.context() as patch:
        patch.setattr(revisions, "in_parts", noted)
        yield read


async def reword(session: Session, key: str, **values: Any) -> None:
    before = session.knowledge.entries[key]
    edit = EntryEdit(key, before, replace(before, **values))
    assert await session.editor.commit(Change(None, RevisionKind.EDIT, (edit,)), None, "x") is not None


async def with_many_revisions(session: Session) -> None:
    """After #2 come twenty long entries of the same file, and twenty rewordings of another one."""
    await reword(session, COST, title="Costs")
    other = "topic: other\ntitle: Other\nentries:\n  one: {title: One, answer: First.}\n"
    await session.editor.commit(
        Change(None, RevisionKind.IMPORT, files=(FileEdit("other.yaml", None, other),)), None, "x"
    )
    for number in range(20):
        new = Entry("ops", f"new-{number}", f"Number {number}", answer=f"{LONG}{number}")
        await session.editor.commit(Change(None, RevisionKind.ADD, (EntryEdit(new.key, None, new),)), None, "x")
        await reword(session, "other/one", answer=f"{LONG}{number}")


async def test_undoing_an_old_revision_reads_of_later_ones_what_they_removed_from_its_file(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    await with_many_revisions(session)
    with watched(monkeypatch) as read:
        change = await session.editor.history.undo(None, 2)
    assert change.undoes == 2
    assert read.of_files() == ["ops.yaml"] * 21, "its own hunk, and one of each entry that was added"
    assert read.characters() < 1_000
    await session.editor.commit(change, None, "x")
    assert session.knowledge.entries[COST].title == "Cost"
    assert "ops/new-19" in session.knowledge.entries


async def test_opening_an_old_revision_reads_nothing_that_was_added_since(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    await with_many_revisions(session)
    with watched(monkeypatch) as read:
        (edit,) = await session.editor.history.states(None, 2)
    assert (edit.before, edit.after) == (
        replace(session.knowledge.entries[COST], title="Cost"),
        session.knowledge.entries[COST],
    )
    assert read.characters() < 20 * len(LONG) + 2_000, "what the rewordings of the other file removed"
    assert all("entry" not in row or row["number"] == 2 for row in read.rows)


async def test_the_text_of_an_old_digest_is_found_in_one_file_alone(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    await with_many_revisions(session)
    with watched(monkeypatch) as read:
        assert await session.editor.history.text_at(None, "ops.yaml", digest(BASE)) == BASE
    assert set(read.of_files()) == {"ops.yaml"}
    assert read.characters() < 1_000
    assert await session.editor.history.text_at(None, "ops.yaml", digest("never")) is None
    assert await session.editor.history.text_at(None, "other.yaml", digest(BASE)) is None


async def test_two_lines_at_the_ends_of_a_file_are_stored_as_two_lines(session: Session) -> None:
    text = BASE.replace("# The first", "# The very first").replace("see_also: [cost]", "see_also:\n      - cost")
    change = Change(None, RevisionKind.IMPORT, files=(FileEdit("ops.yaml", digest(BASE), text),))
    saved = await session.editor.commit(change, None, "x")
    assert isinstance(saved, Revision)
    assert [(one.start, one.removed) for one in saved.files] == [
        (0, "# The first comment stays.\n"),
        (22, "    see_also: [cost]\n"),
    ]
    assert saved.file_names == ("ops.yaml",)


def imported(text: str) -> Change:
    return Change(None, RevisionKind.IMPORT, files=(FileEdit("ops.yaml", digest(BASE), text),))


async def on_top(session: Session, change: Change) -> str:
    """The text that an import is offered with, after others saved another state of the file; it can be saved."""
    with pytest.raises(StaleChangeError) as stale:
        await session.editor.commit(change, None, "x")
    (file,) = stale.value.fresh.files
    await session.editor.commit(stale.value.fresh, None, "x")
    assert session.base_text == file.text
    return file.text


async def test_an_import_keeps_what_others_changed_above_and_below_and_between_its_lines(session: Session) -> None:
    """One run of lines, from the first to the last one changed, would touch the lines of the others."""
    text = BASE.replace("# The first", "# My first").replace("Code is guarded.", "Code is watched.")
    await reword(session, COST, title="Costs")
    merged = await on_top(session, imported(text))
    assert merged == text.replace("title: Cost   #", "title: Costs  #")


async def test_where_both_changed_the_same_lines_the_entries_are_merged(session: Session) -> None:
    """Both put a question into the same list of one line, and the others reworded another entry."""
    text = BASE.replace("Who guards the data?]", "Who guards the data?, Is it mine?]")
    await reword(session, "ops/security", questions=("Is it safe?", "Who guards the data?", "Is it theirs?"))
    await reword(session, COST, title="Costs")
    await on_top(session, imported(text))
    questions = session.knowledge.entries["ops/security"].questions
    assert questions == ("Is it safe?", "Who guards the data?", "Is it theirs?", "Is it mine?")
    assert session.knowledge.entries[COST].title == "Costs"


async def test_where_both_reworded_one_text_the_newer_word_counts_and_the_other_is_shown(session: Session) -> None:
    text = BASE.replace("Data is guarded.", "Data is mine.")
    sides = session.knowledge.entries["ops/security"].sides
    await reword(session, "ops/security", sides={**sides, "mlops": "Data is theirs."})
    await reword(session, COST, title="Costs")
    with pytest.raises(StaleChangeError) as stale:
        await session.editor.commit(imported(text), None, "x")
    shown = {edit.key: edit.after for edit in stale.value.meanwhile}
    assert shown["ops/security"] is not None
    assert shown["ops/security"].sides["mlops"] == "Data is theirs."
    await session.editor.commit(stale.value.fresh, None, "x")
    assert session.knowledge.entries["ops/security"].sides["mlops"] == "Data is mine."
    assert session.knowledge.entries[COST].title == "Costs"


async def test_a_save_cut_off_between_two_files_is_no_history_once_the_other_was_changed_by_hand(
    tmp_path: Path,
) -> None:
    tea = "topic: tea\ntitle: Tea\nentries:\n  cup:\n    title: Cup\n    answer: A cup.\n"
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "tea.yaml").write_text(tea)
    before = {"ops.yaml": BASE, "tea.yaml": tea}
    after = {"ops.yaml": BASE.replace("Less", "No"), "tea.yaml": tea.replace("A cup", "One cup")}
    async with open_session(tmp_path) as session:
        (first,) = await session.editor.history.page(None)
        cut_off = replace(first, kind=RevisionKind.EDIT, files=file_changes(before, after))
        await session.database.revisions.begin(cut_off)
    (tmp_path / "knowledge" / "ops.yaml").write_text(after["ops.yaml"])
    (tmp_path / "knowledge" / "tea.yaml").write_text(f"{tea}# by hand\n")
    async with open_session(tmp_path) as session:
        assert [one.kind for one in await session.editor.history.page(None)] == [RevisionKind.FILE] * 2
        for name, text in before.items():
            assert await session.editor.history.text_at(None, name, digest(text)) == text
