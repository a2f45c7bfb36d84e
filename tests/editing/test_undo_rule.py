"""Undo acts at once on one's own last save, within 15 minutes, where it does the exact reverse of it and no more."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import utc_now
from bot.editing.change import FEW, Change, EntryEdit, FileEdit
from bot.editing.errors import EditError
from bot.editing.patch import digest
from bot.editing.revision import Author, RevisionKind, Scope
from bot.editing.undo import WITHIN, NotAtOnceError, UndoRule
from bot.knowledge.model import Entry
from tests.editing.worlds import BASE, Session

MO, MAX = Author("hash-of-mo", "Mo"), Author("hash-of-max", "Max")
COST, SECURITY = "ops/cost", "ops/security"


async def taught(session: Session, question: str, key: str = COST, by: Author = MO, scope: Scope = None) -> int:
    entry = (await session.snapshots.of(scope)).knowledge.entries[key]
    edit = EntryEdit(key, entry, replace(entry, questions=(*entry.questions, question)))
    saved = await session.editor.commit(Change(scope, RevisionKind.TEACH, (edit,)), by, "")
    assert saved is not None
    return saved.number


async def refusal(session: Session, number: int, by: Author = MO, scope: Scope = None) -> str:
    """Why it is not taken back at once; nothing is."""
    before = await session.editor.history.page(scope)
    with pytest.raises(NotAtOnceError) as caught:
        await session.editor.undo(scope, number, by)
    assert await session.editor.history.page(scope) == before
    said = str(caught.value)
    assert said.endswith(", so here is first what taking it back would do.")
    return said.partition(",")[0]


def at(session: Session, now: Callable[[], datetime]) -> None:
    """Have the rule read another clock."""
    session.editor.undo_rule = UndoRule(session.editor.history, session.database.revisions, now)


@pytest.mark.parametrize("scope", [None, 7])
async def test_ones_own_last_save_is_taken_back_and_that_again(session: Session, scope: Scope) -> None:
    number = await taught(session, "how many dollars", scope=scope)
    texts = session.files.of(scope).read()
    undone = await session.editor.undo(scope, number, MO)
    assert undone is not None
    assert (undone.number, undone.kind, undone.what) == (number + 1, RevisionKind.REVERT, f"took #{number} back")
    assert (undone.author, undone.author_name, undone.entries) == ("hash-of-mo", "Mo", (COST,))
    assert "how many dollars" not in str((await session.snapshots.of(scope)).knowledge.entries[COST])
    assert await session.editor.undo(scope, number, MO) is None
    assert await session.editor.undo(scope, undone.number, MO) is not None
    assert session.files.of(scope).read() == texts


async def test_two_presses_at_once_take_back_once(session: Session) -> None:
    number = await taught(session, "how many dollars")
    twice = await asyncio.gather(session.editor.undo(None, number, MO), session.editor.undo(None, number, MO))
    assert sorted(saved is None for saved in twice) == [False, True]
    assert session.base_text == BASE
    assert len(await session.editor.history.page(None)) == 3


async def test_somebody_elses_and_a_nameless_one_need_a_look(session: Session) -> None:
    number = await taught(session, "how many dollars")
    assert await refusal(session, number, MAX) == "Somebody else saved that"
    assert await refusal(session, number, Author(None, "a moderator")) == "I keep no name with your changes"


async def test_it_is_for_fifteen_minutes(session: Session) -> None:
    number = await taught(session, "how many dollars")
    saved = await session.editor.history.get(None, number)
    at(session, lambda: saved.at + WITHIN + timedelta(microseconds=1))
    assert await refusal(session, number) == "That was saved more than 15 minutes ago"
    at(session, lambda: saved.at + WITHIN)
    assert await session.editor.undo(None, number, MO) is not None


async def test_only_the_last_of_several_saves(session: Session) -> None:
    first, last = await taught(session, "how many dollars"), await taught(session, "who locks the door", SECURITY)
    assert await refusal(session, first) == "You have saved something else since"
    await taught(session, "what is the bill", by=MAX, scope=7)
    assert await session.editor.undo(None, last, MO) is not None


async def test_what_was_changed_again_needs_a_look_and_what_lies_elsewhere_does_not(session: Session) -> None:
    number = await taught(session, "how many dollars")
    await taught(session, "who locks the door", SECURITY, MAX)
    by_max = await taught(session, "what is the bill", COST, MAX)
    assert await refusal(session, number) == "What it changed has been changed again since"
    assert await session.editor.undo(None, by_max, MAX) is not None
    assert await session.editor.undo(None, number, MO) is not None
    assert "who locks the door" in session.base_text


async def test_a_hand_edit_of_the_same_entry_counts_too(session: Session) -> None:
    number = await taught(session, "how many dollars")
    by_hand = session.base_text.replace("Less money.", "Little money.")
    (session.folder / "ops.yaml").write_text(by_hand)
    assert await refusal(session, number) == "What it changed has been changed again since"
    assert session.base_text == by_hand


@pytest.mark.parametrize("few", [True, False])
async def test_more_than_three_entries_are_not_taken_away_unseen(session: Session, *, few: bool) -> None:
    new = [f"  n{number}: {{title: New {number}, answer: Yes.}}\n" for number in range(FEW if few else FEW + 1)]
    file = FileEdit("ops.yaml", digest(BASE), BASE + "".join(new))
    saved = await session.editor.commit(Change(None, RevisionKind.IMPORT, files=(file,)), MO, "")
    assert saved is not None
    if few:
        assert await session.editor.undo(None, saved.number, MO) is not None
        assert session.base_text == BASE
    else:
        assert await refusal(session, saved.number) == "That would remove 4 entries"


async def test_what_would_leave_a_problem_needs_a_look(session: Session) -> None:
    entry = session.knowledge.entries[COST]
    gone = Change(None, RevisionKind.EDIT, (EntryEdit(COST, entry, replace(entry, questions=entry.questions[:1])),))
    saved = await session.editor.commit(gone, MO, "")
    assert saved is not None
    await taught(session, entry.questions[1], SECURITY, MAX)
    assert await refusal(session, saved.number) == "Without it something would be wrong"


async def test_a_revision_that_nobody_has(session: Session) -> None:
    with pytest.raises(EditError, match="There is no revision #9"):
        await session.editor.undo(None, 9, MO)


async def test_an_entry_that_was_added_goes_and_its_id_is_free(session: Session, tmp_path: Path) -> None:
    new = Entry("ops", "rules", "House rules", answer="Be kind.")
    saved = await session.editor.commit(Change(None, RevisionKind.ADD, (EntryEdit(new.key, None, new),)), MO, "")
    assert saved is not None
    assert utc_now() - saved.at < WITHIN
    assert await session.editor.undo(None, saved.number, MO) is not None
    assert new.key not in session.knowledge.entries
    assert (tmp_path / "knowledge" / "ops.yaml").read_text() == BASE
