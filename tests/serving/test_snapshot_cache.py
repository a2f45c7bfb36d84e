"""Servers share the index of the base; those with an overlay get their own, made when first asked, as many as fit."""

import asyncio
import threading
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

import bot.serving.snapshot_cache
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.matcher import Matcher
from bot.process_memory import footprint
from bot.serving.snapshot import Snapshot
from bot.serving.snapshot_cache import ROOM, SnapshotCache
from bot.workers.pool import WorkerPool, WorkRefusedError
from tests.editing.worlds import Session

TEA = Entry("t", "tea", "Tea", questions=("how long",), answer="A while.")
BASE = KnowledgeBase((Topic("t", "T", entries=(TEA,)),))


class Shelf:
    """Overlays that add an entry each, and count how often they were read, and where."""

    def __init__(self, servers: Sequence[int]) -> None:
        self._servers = frozenset(servers)
        self.reads: Counter[int] = Counter()
        self.threads: set[int] = set()

    def exists(self, server: int) -> bool:
        return server in self._servers

    def read(self, server: int) -> dict[str, str]:
        self.reads[server] += 1
        self.threads.add(threading.get_ident())
        return {f"{server}.yaml": f"topic: t\nentries:\n  own-{server}: {{title: Own {server}, answer: Ours.}}\n"}


def snapshots(shelf: Shelf, room: int = ROOM) -> SnapshotCache:
    return SnapshotCache(Snapshot(BASE, Matcher.build(BASE)), shelf, room=room)


async def test_a_thousand_servers_without_overlays_share_one_index() -> None:
    shelf = Shelf([7])
    served = snapshots(shelf)
    found = [await served.of(server) for server in range(1000, 2000)]
    assert {id(one.matcher) for one in found} == {id(served.snapshot().matcher)}
    assert shelf.reads == {}


async def test_an_overlay_is_built_once_when_first_asked_and_not_on_the_loop() -> None:
    shelf = Shelf([7, 8])
    served = snapshots(shelf)
    first, second = await asyncio.gather(served.of(7), served.of(7))
    assert first is second is await served.of(7)
    assert shelf.reads == {7: 1}
    assert threading.get_ident() not in shelf.threads
    assert "t/own-7" in first.knowledge.entries
    assert "t/own-7" not in (await served.of(8)).knowledge.entries
    assert "t/own-7" not in (await served.of(9)).knowledge.entries


async def test_those_longest_not_asked_make_room() -> None:
    shelf = Shelf(range(100))
    size = footprint(await snapshots(Shelf([1])).of(1))
    served = snapshots(shelf, room=5 * size // 2)
    for server in (1, 2, 1, 3):
        await served.of(server)
    assert [server for server in (1, 2, 3) if served.ready(server)] == [1, 3]
    await served.of(2)
    assert shelf.reads == {1: 1, 2: 2, 3: 1}


async def test_one_that_is_larger_than_the_room_has_it_alone() -> None:
    served = snapshots(Shelf([1, 2]), room=1)
    for server in (1, 2):
        assert f"t/own-{server}" in (await served.of(server)).knowledge.entries
    assert [server for server in (1, 2) if served.ready(server)] == [2]


async def test_a_newer_base_lies_below_every_overlay_from_then_on(session: Session) -> None:
    session.servers.mkdir()
    (session.servers / "7.yaml").write_text("topic: ops\nhide: [security]\n")
    session.files.scan()
    assert "ops/security" not in (await session.snapshots.of(7)).knowledge.entries
    newer = session.base_text.replace("title: Cost ", "title: Costs ")
    (session.folder / "ops.yaml").write_text(newer)
    await session.editor.follow(None)
    seen = (await session.snapshots.of(7)).knowledge
    assert seen.entries["ops/cost"].title == "Costs"
    assert "ops/security" not in seen.entries


async def test_the_old_snapshot_serves_until_the_overlay_is_read_anew(session: Session) -> None:
    session.servers.mkdir()
    (session.servers / "7.yaml").write_text("topic: ops\nhide: [security]\n")
    session.files.scan()
    old = await session.snapshots.of(7)
    (session.servers / "7.yaml").write_text("topic: ops\nhide: [cost]\n")
    session.snapshots.renew(7)
    assert await session.snapshots.of(7) is old
    await session.snapshots.settled(7)
    assert "ops/security" in (await session.snapshots.of(7)).knowledge.entries
    await session.snapshots.settled(8)


async def test_an_overlay_that_takes_too_long_leaves_the_base_in_force_and_says_so() -> None:
    work = WorkerPool(light=0, seconds=0.001)
    try:
        served = SnapshotCache(Snapshot(BASE, Matcher.build(BASE)), Shelf([7]), work)
        assert await served.of(7) is served.snapshot()
        (problem,) = served.problems_of(7)
        assert "more than 0.001 seconds" in problem
    finally:
        await work.close()


class Busy(WorkerPool):
    """Refuses the first piece of work."""

    refused = False

    async def run(self, *arguments: Any, **more: Any) -> Any:
        if not self.refused:
            self.refused = True
            raise WorkRefusedError("Too many others wait.")
        return await super().run(*arguments, **more)


async def test_an_overlay_that_was_refused_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Others may only have been in the way."""
    monkeypatch.setattr(bot.serving.snapshot_cache, "AGAIN", 0.0)
    served = SnapshotCache(Snapshot(BASE, Matcher.build(BASE)), Shelf([7]), Busy(0))
    assert "t/own-7" not in (await served.of(7)).knowledge.entries
    assert served.problems_of(7) == ("Too many others wait.",)
    for _ in range(3):  # the loop's turns until it is tried again
        await asyncio.sleep(0)
    await served.settled(7)
    assert "t/own-7" in (await served.of(7)).knowledge.entries
    assert served.problems_of(7) == ()


async def test_what_changes_in_the_moment_a_build_ends_is_built_too() -> None:
    shelf = Shelf([7])
    served = snapshots(shelf)
    task = served._begin(7)
    # Runs after the task has ended and before its callbacks, which would make room for the next one.
    task.add_done_callback(lambda _: None)
    note = served._note_problems

    def noted(server: int, problems: Sequence[str]) -> None:
        note(server, problems)
        if shelf.reads[7] == 1:
            asyncio.get_running_loop().call_soon(served.renew, 7)

    served._note_problems = noted  # type: ignore[method-assign]
    await task
    await asyncio.sleep(0)
    await served.settled(7)
    assert shelf.reads[7] == 2
