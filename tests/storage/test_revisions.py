"""The history of each scope: numbered, pending until the files are in place, and never mixed."""

import asyncio
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.editing.merge import lines_of
from bot.editing.revision import FileChange, Revision, RevisionKind, Rollback, Scope
from bot.storage.database import Database
from tests.usage.samples import NOW
from tests.work import loop_watched

COST, SECURITY = "mlops-vs-devops/cost", "mlops-vs-devops/security"


def revision(
    scope: Scope = None, *entries: str, minutes: int = 0, file: str = "a.yaml", author: str | None = "ann"
) -> Revision:
    """A change as the editor begins it."""
    change = FileChange(file, 3, "old: é\r\n", "new\n  x: |\n    \t…\n", "a" * 64, "b" * 64)
    made = FileChange(f"new-{file}", 0, "", "whole\n", None, "c" * 64)
    return Revision(
        scope=scope,
        number=0,
        at=NOW + timedelta(minutes=minutes),
        author=author,
        author_name="Ann" if author else None,
        kind=RevisionKind.EDIT,
        what="title reworded",
        why="a typo",
        entries=entries or (COST, SECURITY),
        files=(change, made),
    )


async def save(database: Database, new: Revision, text: str = "text\n") -> Revision:
    """Begin and finish a revision."""
    begun = await database.revisions.begin(new)
    await database.revisions.finish(begun.scope, begun.number, {"a.yaml": text})
    return begun


@pytest.mark.parametrize("scope", [None, 10])
async def test_a_revision_comes_back_as_it_was(path: Path, scope: Scope) -> None:
    async with Database.open(path) as database:
        saved = await save(database, revision(scope))
    assert saved == replace(revision(scope), number=1)
    async with Database.open(path) as database:
        assert await database.revisions.get(scope, 1) == saved
        assert await database.revisions.history(scope) == [saved]
        assert await database.revisions.texts(scope) == {"a.yaml": "text\n"}


async def test_one_of_thousands_of_hunks_and_entries_does_not_keep_the_loop_while_it_is_stored(
    database: Database,
) -> None:
    hunks = tuple(FileChange("a.yaml", 2 * line, "old\n", "new\n", "a" * 64, "b" * 64) for line in range(5000))
    large = replace(revision(None, *(f"t/e{number}" for number in range(5000))), files=hunks)
    with loop_watched() as busiest:
        saved = await save(database, large)
    assert await database.revisions.get(None, 1) == replace(large, number=1) == saved
    assert busiest.calls < 10_000, busiest.step  # all rows in one step take ten times as many


async def test_each_scope_counts_by_itself_and_sees_nothing_of_the_others(database: Database) -> None:
    first = await save(database, revision(None), "base")
    second = await save(database, revision(10), "ten")
    third = await save(database, revision(10))
    assert [one.number for one in (first, second, third)] == [1, 1, 2]
    assert await database.revisions.history(None) == [first]
    assert await database.revisions.history(10) == [third, second]
    assert await database.revisions.history(77) == []
    assert await database.revisions.get(77, 1) is None
    assert await database.revisions.texts(None) == {"a.yaml": "base"}
    assert await database.revisions.changed(77) == {}


async def test_what_is_pending_is_no_history_until_it_is_finished(database: Database) -> None:
    begun = await database.revisions.begin(revision(10))
    assert await database.revisions.pending() == [begun]
    assert await database.revisions.history(10) == []
    assert await database.revisions.get(10, 1) is None
    assert await database.revisions.changed(10) == {}
    await database.revisions.finish(10, 1, {"a.yaml": "text"})
    assert await database.revisions.pending() == []
    assert await database.revisions.history(10) == [begun]


async def test_what_is_abandoned_never_was_and_what_is_done_cannot_be(
    database: Database, other: sqlite3.Connection
) -> None:
    done = await save(database, revision(10))
    begun = await database.revisions.begin(revision(10))
    await database.revisions.abandon(10, begun.number)
    await database.revisions.abandon(10, done.number)
    assert await database.revisions.pending() == []
    assert await database.revisions.history(10) == [done]
    assert (await database.revisions.begin(revision(10))).number == 2
    assert other.execute("SELECT count(*) FROM revision_file").fetchone() == (4,)


async def test_a_deleted_file_is_no_longer_known(database: Database) -> None:
    begun = await save(database, revision(10))
    await database.revisions.finish(10, begun.number, {"a.yaml": None, "b.yaml": "b"})
    assert await database.revisions.texts(10) == {"b.yaml": "b"}


async def test_history_is_paged_and_narrowed_to_an_entry(database: Database) -> None:
    for minute in range(30):
        await save(database, revision(10, COST if minute % 2 else SECURITY, minutes=minute))
    history = database.revisions.history
    assert [one.number for one in await history(10)] == list(range(30, 5, -1))
    assert [one.number for one in await history(10, before=6)] == [5, 4, 3, 2, 1]
    assert [one.number for one in await history(10, entry=COST, limit=3)] == [30, 28, 26]
    assert [one.number for one in await history(10, entry=COST, before=5)] == [4, 2]
    assert await database.revisions.changed(10) == {
        COST: NOW + timedelta(minutes=29),
        SECURITY: NOW + timedelta(minutes=28),
    }


async def test_thousands_of_revisions_are_read_at_once(database: Database) -> None:
    """More of them than a statement of SQLite takes parameters must not matter to an undo."""
    async with database.revisions._connections.write() as connection:
        await connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000) "
            "INSERT INTO revision (scope, number, at, kind, what, why, done) "
            "SELECT 10, i, 0, 'edit', '', '', TRUE FROM n"
        )
        await connection.exec_driver_sql(
            "INSERT INTO revision_file (scope, number, position, file, start, removed, added) "
            "SELECT 10, number, 0, 'a.yaml', 0, '', '' FROM revision"
        )
    _, rollbacks = await database.revisions.rollbacks(10, 0)
    assert len(rollbacks) == 40000
    assert len(await database.revisions.history(10, limit=50000)) == 40000


async def test_what_was_changed_since_is_read_newest_first_and_of_some_files_alone(database: Database) -> None:
    """A change of two hunks comes from the top of the file to its end."""
    first = FileChange("a.yaml", 3, "old: é\r\n", "new\n  x: |\n    \t…\n", "a" * 64, "b" * 64)
    hunks = (first, replace(first, start=9, removed="gone", added="without end"))
    made = FileChange("b.yaml", 0, "", "whole\n", None, "c" * 64)
    await save(database, replace(revision(10), files=(first,)))
    await save(database, replace(revision(10), files=(*hunks, made)), "now")
    await save(database, replace(revision(10), files=(replace(first, start=1),)), "now")
    await save(database, replace(revision(20), files=hunks))
    await database.revisions.begin(replace(revision(10), files=hunks))
    top, low = (
        Rollback("a.yaml", 3, "old: é\r\n", 3, made_file=False),
        Rollback("a.yaml", 9, "gone", 1, made_file=False),
    )
    rollbacks = [replace(top, start=1), top, low, Rollback("b.yaml", 0, "", 1, made_file=True)]
    assert await database.revisions.rollbacks(10, 1) == ({"a.yaml": "now"}, rollbacks)
    assert await database.revisions.rollbacks(10, 2) == ({"a.yaml": "now"}, rollbacks[:1])
    assert await database.revisions.rollbacks(10, 1, ["b.yaml"]) == ({}, rollbacks[3:])
    assert await database.revisions.rollbacks(10, 3, ["b.yaml"]) == ({}, [])
    assert await database.revisions.newest_with(10, "a.yaml", "b" * 64) == 3
    assert await database.revisions.newest_with(10, "b.yaml", "c" * 64) == 2
    assert await database.revisions.newest_with(10, "a.yaml", "c" * 64) is None


@pytest.mark.parametrize("text", ["", "\n", "a", "a\n", "a\n\nb", "\r\n\x85…\u2028\n", "a\r\nb\r"])
async def test_the_lines_added_are_counted_as_everywhere(database: Database, text: str) -> None:
    await save(database, replace(revision(10), files=(FileChange("a.yaml", 0, "", text, None, "c" * 64),)))
    _, (rollback,) = await database.revisions.rollbacks(10, 0)
    assert rollback.added == len(lines_of(text))


async def test_saves_that_start_at_once_get_different_numbers(database: Database) -> None:
    begun = await asyncio.gather(*(database.revisions.begin(revision(10)) for _ in range(20)))
    assert sorted(one.number for one in begun) == list(range(1, 21))


async def test_deleting_a_member_s_data_takes_their_name_out_of_the_history(database: Database) -> None:
    await save(database, revision(10, author="ann"))
    await save(database, revision(10, author="bob"))
    assert await database.privacy.delete_member("ann", NOW) == 1
    newest, oldest = await database.revisions.history(10)
    assert (newest.author, oldest.author, oldest.author_name) == ("bob", None, None)
    assert oldest.files == revision().files
