"""Large changes are worked out in processes of their own, with the same result, outside everybody's turn to save."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Hashable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.editing.change import Change, EntryEdit
from bot.editing.offloading import weight_of
from bot.editing.revision import RevisionKind, Scope
from bot.inbox.questions import RecentQuestion
from bot.knowledge.model import Entry
from bot.serving.snapshot import built
from bot.workers.pool import WorkerPool, WorkRefusedError
from tests.editing.worlds import Session, open_session

SERVER = 7
TEXTS = ["what does it cost", "how is it brewed", "who guards the data", "brewing"]
ASKED = [RecentQuestion(text) for text in TEXTS]
BREWING = Entry("ops", "brewing", "Brewing", questions=("How is it brewed?",), answer=" ".join(["Slowly."] * 20))


class Watched(WorkerPool):
    """Notes which heavy work is done, and whether somebody holds the lock to save meanwhile."""

    def __init__(self, **limits: float) -> None:
        super().__init__(light=100, **limits)  # type: ignore[arg-type]
        self.done: list[tuple[str, bool]] = []
        self.begun = asyncio.Event()
        self.is_taken: Callable[[], bool] = lambda: False

    async def run(  # type: ignore[override]
        self,
        owner: Hashable,
        weight: int,
        function: Callable[..., object],
        *arguments: object,
        common: Callable[[], Sequence[object]] = tuple,
    ) -> object:
        if self.is_heavy(weight):
            self.begun.set()
            self.done.append((getattr(function, "__name__", "laid_over"), self.is_taken()))
        return await super().run(owner, weight, function, *arguments, common=common)


@asynccontextmanager
async def heavy_session(root: Path, **limits: float) -> AsyncGenerator[tuple[Session, Watched]]:
    """A session at which nearly everything is heavy."""
    workers = Watched(**limits)
    async with open_session(root, workers=workers) as session:
        workers.is_taken = session.files._save_lock._tasks.locked
        try:
            yield session, workers
        finally:
            await workers.close()


def adding(entry: Entry, scope: Scope) -> Change:
    return Change(scope, RevisionKind.ADD, (EntryEdit(entry.key, None, entry),))


@pytest.mark.parametrize("scope", [None, SERVER])
async def test_a_heavy_change_has_the_effect_and_the_result_of_a_light_one(tmp_path: Path, scope: Scope) -> None:
    (tmp_path / "light").mkdir()
    (tmp_path / "heavy").mkdir()
    change = adding(BREWING, scope)
    async with open_session(tmp_path / "light") as light, heavy_session(tmp_path / "heavy") as (heavy, workers):
        proposals = [await session.editor.propose(change, ASKED) for session in (light, heavy)]
        assert proposals[0] == proposals[1]
        assert proposals[0].impact is not None
        assert proposals[0].impact.shifts
        for session in (light, heavy):
            await session.editor.commit(change, None, "")
        served = [await session.snapshots.of(scope) for session in (light, heavy)]
        assert served[0].knowledge == served[1].knowledge
        assert [served[0].matcher.decide(one) for one in TEXTS] == [served[1].matcher.decide(one) for one in TEXTS]
        assert len(workers.processes) == 1


async def test_what_a_server_sees_of_the_base_stays_the_very_base(tmp_path: Path) -> None:
    async with heavy_session(tmp_path) as (session, _):
        await session.editor.commit(adding(BREWING, SERVER), None, "")
        seen = (await session.snapshots.of(SERVER)).knowledge
        assert all(seen.entries[key] is entry for key, entry in session.knowledge.entries.items())


async def test_no_heavy_work_of_an_overlay_is_done_in_the_turn_that_all_saves_wait_for(tmp_path: Path) -> None:
    async with heavy_session(tmp_path) as (session, workers):
        await session.editor.commit(adding(BREWING, SERVER), None, "")
        longer = replace(BREWING, answer=" ".join(["Quickly."] * 20))
        edit = Change(SERVER, RevisionKind.EDIT, (EntryEdit(BREWING.key, BREWING, longer),))
        await session.editor.propose(edit, ASKED)
        await session.editor.commit(edit, None, "")
        assert (await session.snapshots.of(SERVER)).knowledge.entries[BREWING.key] == longer
        assert {"laid_over", "load", "edited", "tried"} <= {name for name, _ in workers.done}
        assert [name for name, is_taken in workers.done if is_taken and name != "laid_over"] == []


async def test_the_overlay_that_was_saved_is_no_news_to_who_watches_the_files(tmp_path: Path) -> None:
    async with heavy_session(tmp_path) as (session, _):
        await session.editor.commit(adding(BREWING, SERVER), None, "")
        before = await session.snapshots.of(SERVER)
        assert not await session.editor.follow(SERVER)
        assert await session.snapshots.of(SERVER) is before


async def test_the_states_of_a_large_revision_and_an_import_are_worked_out_there_too(tmp_path: Path) -> None:
    async with heavy_session(tmp_path) as (session, workers):
        saved = await session.editor.commit(adding(BREWING, SERVER), None, "")
        assert saved is not None
        (edit,) = await session.editor.history.states(SERVER, saved.number)
        assert edit == EntryEdit(BREWING.key, None, BREWING)
        found = await session.editor.imported(SERVER, "x.yaml", b"topic: ops\nentries:\n  tea: {answer: Yes.}\n" * 3)
        assert found.problems
        assert {"_states", "imported"} <= {name for name, _ in workers.done}


async def test_what_takes_too_long_is_refused_and_nothing_is_saved(tmp_path: Path) -> None:
    async with heavy_session(tmp_path, seconds=0.001) as (session, _):
        with pytest.raises(WorkRefusedError, match="smaller"):
            await session.editor.propose(adding(BREWING, SERVER), ASKED)
        with pytest.raises(WorkRefusedError):
            await session.editor.commit(adding(BREWING, SERVER), None, "")
        assert not session.servers.exists()


async def test_of_the_base_only_what_is_brought_counts_and_of_an_overlay_all(session: Session) -> None:
    texts = {"ops.yaml": session.base_text}
    change = adding(BREWING, None)
    assert weight_of(None, texts) == 0
    assert weight_of(None, texts, change) == BREWING.size == change.size
    assert weight_of(SERVER, texts, change) == len(session.base_text) + BREWING.size


async def test_a_save_that_was_given_up_before_its_turn_is_not_made_later(tmp_path: Path) -> None:
    """Its moderator was told that nothing was saved, and the end of the bot does not wait for it."""
    async with heavy_session(tmp_path) as (session, workers):
        lock = workers._locks.setdefault(SERVER, asyncio.Lock())
        async with lock:  # the server has other large workers done
            saving = asyncio.create_task(session.editor.commit(adding(BREWING, SERVER), None, "x"))
            await asyncio.wait_for(workers.begun.wait(), 10)
            saving.cancel()
            await asyncio.wait([saving])
            await session.editor.close()
        assert session.files.read(SERVER) == {}


async def test_while_a_server_waits_for_its_own_work_others_save(tmp_path: Path) -> None:
    """Also when what it is about to save has to be worked out once more."""
    async with heavy_session(tmp_path) as (session, workers):
        await session.editor.commit(adding(BREWING, SERVER), None, "x")
        other = replace(BREWING, id="grinding", title="Grinding", questions=("How is it ground?",))
        third = replace(BREWING, id="tasting", title="Tasting", questions=("How does it taste?",))
        async with session.files.save_lock():  # somebody else saves
            saving = asyncio.create_task(session.editor.commit(adding(other, SERVER), None, "x"))
            workers.begun.clear()
            await asyncio.wait_for(workers.begun.wait(), 10)
            # What was worked out for the save is remembered no more.
            await session.editor.propose(adding(third, SERVER))
            workers.done.clear()
        assert await saving is not None
        # The saved overlay begins to be built under the lock, and nobody waits for that before they save.
        assert {name for name, is_taken in workers.done if is_taken} <= {"laid_over"}


async def test_a_base_that_was_saved_is_served_though_no_process_builds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with heavy_session(tmp_path) as (session, workers):
        run = workers.run

        async def refused(
            owner: Hashable, weight: int, function: Callable[..., object], *rest: object, **more: Any
        ) -> object:
            if function is built:
                raise WorkRefusedError("Too many others wait.")
            return await run(owner, weight, function, *rest, **more)

        monkeypatch.setattr(workers, "run", refused)
        saved = await session.editor.commit(adding(BREWING, None), None, "x")
        assert saved is not None
        assert "ops/brewing" in session.knowledge.entries
