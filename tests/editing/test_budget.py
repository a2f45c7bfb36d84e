"""A server's overlay stays within its budget, and one that was beyond it already may only shrink."""

from dataclasses import replace

import pytest

from bot.editing import knowledge_files
from bot.editing.budget import Budget, OverBudgetError
from bot.editing.change import Change, EntryEdit, FileEdit
from bot.editing.revision import RevisionKind, Scope
from bot.knowledge.model import Entry
from bot.knowledge.yaml_text.writer import with_entries
from bot.matching.matcher import Matcher
from tests.editing.worlds import Session

FEW = Budget(entries=3, bytes=100_000)
SMALL = Budget(entries=100, bytes=300)


def entry(number: int, answer: str = "Yes.") -> Entry:
    return Entry("ops", f"e{number}", f"Entry {number}", answer=answer)


def adding(*numbers: int, scope: Scope = 7, answer: str = "Yes.") -> Change:
    edits = tuple(EntryEdit(one.key, None, one) for one in (entry(number, answer) for number in numbers))
    return Change(scope, RevisionKind.IMPORT, edits)


def removing(number: int) -> Change:
    return Change(7, RevisionKind.REMOVE, (EntryEdit(f"ops/e{number}", entry(number), None),))


def by_hand(session: Session, count: int) -> None:
    """Somebody puts so many entries into the server's file."""
    session.servers.mkdir(exist_ok=True)
    lines = [f"  e{number}: {{title: Entry {number}, answer: Yes.}}\n" for number in range(count)]
    (session.servers / "7.yaml").write_text("topic: ops\nentries:\n" + "".join(lines))
    session.files.scan()


async def refused(session: Session, change: Change) -> str:
    """What is said, to propose and to save it alike; nothing is written."""
    before = {path.name: path.read_text() for path in session.servers.glob("*")}
    with pytest.raises(OverBudgetError) as proposing:
        await session.editor.propose(change)
    with pytest.raises(OverBudgetError) as saving:
        await session.editor.commit(change, None, "")
    assert str(proposing.value) == str(saving.value)
    assert {path.name: path.read_text() for path in session.servers.glob("*")} == before
    return str(saving.value)


@pytest.mark.world(budget=FEW)
async def test_too_many_entries_are_refused_with_the_numbers(session: Session) -> None:
    await session.editor.commit(adding(1, 2), None, "")
    said = await refused(session, adding(3, 4))
    assert said.startswith("With this change the server would have 4 entries of its own, and 3 is the most.")
    await session.editor.commit(adding(3), None, "")


@pytest.mark.world(budget=SMALL)
async def test_too_many_bytes_are_refused_with_the_numbers(session: Session) -> None:
    said = await refused(session, adding(1, answer="é" * 150))
    assert "bytes in its own files, and 300 is the most." in said
    await session.editor.commit(adding(1, answer="e" * 150), None, "")


@pytest.mark.world(budget=Budget(1, 100000))
async def test_entries_put_in_the_place_of_the_bases_count_and_hidden_ones_do_not(session: Session) -> None:
    cost, security = session.knowledge
    hide = Change(7, RevisionKind.REMOVE, (EntryEdit(security.key, security, None),))
    await session.editor.commit(hide, None, "")
    seen = (await session.snapshots.of(7)).knowledge.entries[cost.key]
    edit = Change(7, RevisionKind.EDIT, (EntryEdit(cost.key, seen, replace(seen, title="Price")),))
    await session.editor.commit(edit, None, "")
    assert "would have 2 entries" in await refused(session, adding(1))


@pytest.mark.world(budget=FEW)
async def test_a_file_of_a_servers_own_counts_as_well(session: Session) -> None:
    entries = "".join(f"  e{number}: {{title: Entry {number}, answer: Yes.}}\n" for number in range(4))
    file = FileEdit("7.own.yaml", None, f"topic: own\ntitle: Ours\nentries:\n{entries}")
    assert "would have 4 entries" in await refused(session, Change(7, RevisionKind.IMPORT, files=(file,)))


@pytest.mark.world(budget=FEW)
async def test_one_beyond_it_is_served_and_may_only_shrink(session: Session) -> None:
    by_hand(session, 6)
    assert await session.editor.notice(7) is not None
    assert len((await session.snapshots.of(7)).knowledge) == 8
    await session.editor.commit(removing(0), None, "")
    said = await refused(session, adding(9))
    assert said.endswith("until it fits, I save only what leaves it with fewer entries of its own.")
    same = replace(entry(1), title="Another")
    await refused(session, Change(7, RevisionKind.EDIT, (EntryEdit(same.key, entry(1), same),)))
    for number in (1, 2, 3):
        await session.editor.commit(removing(number), None, "")
    await session.editor.commit(adding(9), None, "")
    assert len((await session.snapshots.of(7)).knowledge) == 5


@pytest.mark.world(budget=FEW)
async def test_undoing_obeys_it_too(session: Session) -> None:
    await session.editor.commit(adding(1, 2, 3), None, "")
    await session.editor.commit(removing(1), None, "")
    await session.editor.commit(adding(4), None, "")
    assert "would have 4 entries" in await refused(session, await session.editor.history.undo(7, 2))


@pytest.mark.world(budget=Budget(1, 1))
async def test_the_shared_base_has_none(session: Session) -> None:
    await session.editor.commit(adding(1, 2, scope=None), None, "")
    assert len(session.knowledge) == 4


@pytest.mark.world(budget=FEW)
async def test_it_is_asked_before_anything_is_written_or_built(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[object] = []
    updated = Matcher.updated
    monkeypatch.setattr(Matcher, "updated", lambda *given: built.append(given) or updated(*given))
    monkeypatch.setattr(knowledge_files, "with_entries", lambda *given: built.append(given) or with_entries(*given))
    assert "would have 4 entries" in await refused(session, adding(1, 2, 3, 4))
    assert built == []
    await session.editor.propose(adding(1))
    assert built != []
