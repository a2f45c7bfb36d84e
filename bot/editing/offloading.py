"""Heavy work of editing: estimating its size, running it in a thread or a process, and the functions to run there."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeVar, TypeVarTuple

from bot.editing.change import Change, EntryEdit
from bot.editing.impact import Impact, impact, touched_examples
from bot.editing.patch import Texts
from bot.editing.replay import DecisionCache, Question
from bot.editing.revision import Scope
from bot.knowledge.model import KnowledgeBase
from bot.serving.snapshot import Snapshot, built
from bot.serving.snapshot_cache import SnapshotCache
from bot.workers.pool import WorkerPool

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")

_decision_cache: Final = DecisionCache()


class Offloader:
    """Runs the heavy work of editing off the event loop, in a thread or a process: see ``bot.workers.pool``."""

    def __init__(self, workers: WorkerPool, snapshots: SnapshotCache) -> None:
        """``snapshots`` holds what is in force, which other processes are given once."""
        self._workers = workers
        self._snapshots = snapshots

    def is_heavy(self, weight: int) -> bool:
        """Whether work on so much is done in a process of its own."""
        return self._workers.is_heavy(weight)

    async def run(self, scope: Scope, weight: int, function: Callable[[*Arguments], T], *arguments: *Arguments) -> T:
        """Call a function off the event loop; see ``WorkerPool.run``.

        Raises:
            WorkRefusedError: it takes too long, or too much memory, or too many others wait.
        """
        return await self._workers.run(scope, weight, function, *arguments, common=self._snapshots.snapshot().parts)


def weight_of(scope: Scope, texts: Texts, change: Change | None = None) -> int:
    """How many characters are to be read and indexed anew.

    For an overlay those are all its characters. The shared base is read and indexed already: there only what a change
    brings counts.
    """
    held = 0 if scope is None else sum(map(len, texts.values()))
    return held + (change.size if change is not None else 0)


def effect(
    cache: DecisionCache,
    before: Snapshot,
    after: Snapshot,
    edits: Sequence[EntryEdit],
    asked: Sequence[Question],
) -> Impact:
    """The effect of edits on the questions ``asked``, and on the example questions near them."""
    old, new = cache.over(before.matcher), cache.over(after.matcher)
    found = impact(old, new, asked, touched_examples(after.knowledge, edits))
    return replace(found, twins=after.matcher.twins({edit.key for edit in edits if edit.after is not None}))


def tried(
    base: Snapshot, old: KnowledgeBase, new: KnowledgeBase, edits: Sequence[EntryEdit], asked: Sequence[Question]
) -> Impact:
    """The effect of edits that make ``new`` of ``old``, in a process of its own, where neither is indexed yet."""
    before = base if base.knowledge == old else built(base, base, old)
    after = before if new == old else built(base, before, new)
    return effect(_decision_cache, before, after, edits, asked)
