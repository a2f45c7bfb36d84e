"""Proposes changes, and saves them with their history."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from bot.control_characters import one_line
from bot.editing.budget import Budget
from bot.editing.change import Change
from bot.editing.errors import ChangedMeanwhileError, InvalidChangeError, StaleChangeError
from bot.editing.history import History
from bot.editing.impact import Impact, Proposal
from bot.editing.import_export import Imported, ScopeContents, imported
from bot.editing.in_force import InForce
from bot.editing.knowledge_files import FilesOfScopes, KnowledgeFiles
from bot.editing.lock import Saves
from bot.editing.offloading import Offloader, effect, tried, weight_of
from bot.editing.planner import Plan, Planner
from bot.editing.replay import DecisionCache, Question, decide_again
from bot.editing.review import Review, WaitingChange, lasting
from bot.editing.revision import Author, Revision, RevisionKind, RevisionStore, Scope
from bot.editing.saver import Saver
from bot.editing.undo import NotAtOnceError, UndoRule
from bot.knowledge.model import KnowledgeBase
from bot.serving.snapshot import Snapshot
from bot.serving.snapshot_cache import SnapshotCache
from bot.texts import editing as texts
from bot.workers.pool import WorkerPool

AT_ONCE: Final = 0.5
"""Seconds that looking whether the disk can be written may take: a form has to open within three."""
_ATTEMPTS: Final = 3
"""Times that a save is tried while somebody keeps changing the file by hand."""

Saved = Revision | WaitingChange
"""What became of a change: it is in force, or it waits for review."""


class Editor:
    """Proposes and saves changes of the knowledge. Heavy work runs in threads and processes, off the event loop."""

    def __init__(
        self,
        files: KnowledgeFiles,
        revisions: RevisionStore,
        review: Review,
        snapshots: SnapshotCache,
        clock: Callable[[], datetime],
        budget: Budget | None = None,
        workers: WorkerPool | None = None,
        *,
        proposes: bool = False,
    ) -> None:
        """Prepare to edit.

        Args:
            files: the files of every scope.
            revisions: the history.
            review: what waits for review.
            snapshots: what is being served; a saved change is put in force there.
            clock: the time now, aware, in UTC.
            budget: how large a server's overlay may become; ``None``: as large as a file may be.
            workers: does what is heavy; where it is left out, threads do.
            proposes: whether what is saved waits for review, instead of taking effect.
        """
        self._files = files
        self._snapshots = snapshots
        self._clock = clock
        self._offloader = Offloader(workers or WorkerPool(0), snapshots)
        self.review = review
        self.proposes = proposes
        self._edited: FilesOfScopes = review if proposes else files
        """What changes are made against."""
        self.history = History(self._edited, revisions, self._offloader)
        self.undo_rule = UndoRule(self.history, revisions, clock)
        self._planner = Planner(self._edited, self.history, snapshots, budget, self._offloader)
        self._saver = Saver(files, revisions)
        self._in_force = InForce(files, revisions, self._saver, self._planner, snapshots, self._offloader, clock)
        self.decision_cache = DecisionCache()
        """What the questions asked are decided with; the work list shares it."""
        self._saves = Saves(files.save_lock)

    async def close(self) -> None:
        """Wait for the saves under way, those of cancelled callers among them."""
        await self._saves.close()

    async def can_save(self, scope: Scope) -> bool:
        """Whether a change could be written down, as far as can be told at once; what waits for review always can."""
        if self.proposes:
            return True
        try:
            return await asyncio.wait_for(asyncio.to_thread(self._files.is_writable, scope), AT_ONCE)
        except TimeoutError:
            return True

    async def contents(self, scope: Scope) -> ScopeContents:
        """What a scope holds now, for an export or an import.

        Raises:
            EditError: a file can't be read, or has problems.
        """
        return await self._contents(scope, self._files)

    async def drafted(self, scope: Scope) -> KnowledgeBase | None:
        """What the scope's members would see with all that waits for review; ``None`` where nothing waits.

        Raises:
            EditError: a file can't be read, or has problems.
        """
        if not self.proposes or not self.review.waiting(scope):
            return None
        return await self._planner.sound(scope, await asyncio.to_thread(self._edited.of(scope).read))

    async def _contents(self, scope: Scope, files: FilesOfScopes) -> ScopeContents:
        texts = await asyncio.to_thread(files.of(scope).read)
        seen = await self._planner.sound(scope, texts)
        problems = (await self._planner.load(scope, texts)).problems
        shared = () if scope is None else [topic.id for topic in self._snapshots.snapshot().knowledge.topics]
        return ScopeContents(scope, texts, seen, frozenset(shared), problems)

    async def imported(self, scope: Scope, name: str, data: bytes) -> Imported:
        """The change that makes a topic what a file says: see ``import_export.imported``.

        Raises:
            EditError: a file of the scope can't be read, or has problems.
            WorkRefusedError: it takes too long, or too much memory.
        """
        contents = await self._contents(scope, self._edited)
        weight = len(data) + weight_of(scope, contents.texts)
        return await self._offloader.run(scope, weight, imported, contents, name, data)

    async def propose(self, change: Change, asked: Sequence[Question] = ()) -> Proposal:
        """Work out what a change does, and its effect on the questions ``asked``, newest first; writes nothing.

        Raises:
            EditError: the change can't be made, or the files have problems of their own.
            StaleChangeError: it was made against an older state.
        """
        if self.proposes:
            await self.review.refresh()
        plan = await self._planner.plan(change)
        if plan.loaded.knowledge is None:
            return Proposal(change, plan.edits, plan.loaded.problems)
        return Proposal(change, plan.edits, impact=await self._impact(plan, plan.loaded.knowledge, asked))

    async def prepare(self, scope: Scope, asked: Sequence[Question]) -> None:
        """Decide the questions ``asked``, newest first, with the knowledge as it is, while the moderator still types.

        ``propose`` compares with these decisions, and is quicker when they are made already.
        """
        served, weight = await self._snapshots.of(scope), await self._weight(scope)
        if self._offloader.is_heavy(weight):
            base, known = self._snapshots.snapshot(), served.knowledge
            await self._offloader.run(scope, weight, tried, base, known, known, (), asked)
        else:
            await self._offloader.run(scope, weight, decide_again, asked, self.decision_cache.over(served.matcher))

    async def commit(self, change: Change, author: Author | None, what: str) -> Saved | None:
        """Save a change, and serve it; ``None`` when it changes nothing. It goes on if the caller is cancelled.

        Where edits are proposed, the change waits for review instead.

        Args:
            change: what to save.
            author: who saves it; ``None`` for the terminal.
            what: the change in a few words, for the history.

        Raises:
            EditError: it can't be saved; nothing was written.
            ChangedMeanwhileError: somebody kept changing the files by hand.
            InvalidChangeError: the knowledge base would have problems.
            StaleChangeError: somebody saved a newer state; carries the change made again on top.
        """
        if self.proposes:
            await self._ready(change)
            return await self._saves.run(partial(self._hold_for_review, change, author, what))
        return await self._commit(change, author, what)

    async def undo(self, scope: Scope, number: int, author: Author) -> Revision | None:
        """Take back at once what the author has just saved; ``None`` when that is taken back already.

        Raises:
            NotAtOnceError: its effect has to be looked at first: see ``bot.editing.undo``.
            EditError: there is none of that number, or it can't be taken back; nothing was written.
        """
        if self.proposes:
            raise NotAtOnceError(texts.REVIEWED)
        change, what = Change(scope, RevisionKind.REVERT, undoes=number), texts.taken_back(number)
        try:
            return await self._commit(change, author, what, partial(self.undo_rule.check, number, author.member))
        except StaleChangeError:
            raise NotAtOnceError(texts.CHANGED_SINCE) from None

    async def notice(self, scope: Scope) -> Revision | None:
        """Take a hand edit of the files into the history; ``None`` when there is none, or it is not valid yet.

        What another program saved is in the history already.

        Raises:
            EditError: a file can't be read, or another program is saving for too long.
            StoreError: the database fails.
        """
        return await self._saves.run(partial(self._in_force.notice, scope))

    async def follow(self, scope: Scope) -> bool:
        """Serve the files as they are now, and take them into the history; whether that was news.

        Raises:
            EditError: a file can't be read, or another program is saving for too long.
            StoreError: the database fails.
        """
        is_news = await self._saves.run(partial(self._in_force.follow, scope))
        await self.review.settle(scope)
        return is_news

    async def _commit(
        self,
        change: Change,
        author: Author | None,
        what: str,
        check: Callable[[Plan], Awaitable[None]] | None = None,
    ) -> Revision | None:
        """Save and serve; ``check`` is given the very plan that is saved, and raises where that must not be.

        Raises:
            ChangedMeanwhileError: somebody kept changing the files by hand.
        """
        for attempt in range(1, _ATTEMPTS + 1):
            ready = await self._ready(change)
            if check is not None:
                ready = ready or await self._planner.plan(change)
                await check(ready)
            save = partial(self._save, change, author, what, ready)
            try:
                saved = await self._saves.run(save)
            except ChangedMeanwhileError:
                if attempt == _ATTEMPTS:
                    raise
            else:
                await self._snapshots.settled(change.scope)
                await self.review.settle(change.scope)
                return saved
        return None

    async def _ready(self, change: Change) -> Plan | None:
        """The plan of what may take long to work out: not under the lock, which everybody's saves wait for."""
        is_heavy = self._offloader.is_heavy(await self._weight(change.scope) + change.size)
        return await self._planner.plan(change) if is_heavy or change.undoes is not None else None

    async def _hold_for_review(self, change: Change, author: Author | None, what: str) -> WaitingChange | None:
        await self.review.refresh()
        plan = await self._planner.plan(change)
        if plan.loaded.knowledge is None:
            raise InvalidChangeError(plan.loaded.problems)
        if plan.after == plan.before:
            return None
        waiting = await asyncio.to_thread(lasting, change, plan.edits, plan.before, plan.after)
        member, name = (author.member, one_line(author.name)) if author else (None, None)
        return await self.review.add(WaitingChange(0, self._clock(), member, name, what, waiting))

    async def _save(self, change: Change, author: Author | None, what: str, ready: Plan | None) -> Revision | None:
        await self._in_force.notice(change.scope)
        if ready is not None and not await self._planner.is_current(ready):
            raise ChangedMeanwhileError
        plan = ready or await self._planner.plan(change)
        knowledge = plan.loaded.knowledge
        if knowledge is None:
            raise InvalidChangeError(plan.loaded.problems)
        if plan.after == plan.before:
            return None
        revision = await asyncio.to_thread(plan.revision, self._clock(), author, what)
        saved = await self._saver.save(revision, plan.before, plan.after, plan.change.kept)
        self._planner.remember(change.scope, plan.after, plan.loaded)
        await self._in_force.serve(change.scope, knowledge, weight_of(change.scope, plan.after, change))
        return saved

    async def _impact(self, plan: Plan, knowledge: KnowledgeBase, asked: Sequence[Question]) -> Impact:
        scope, weight = plan.change.scope, weight_of(plan.change.scope, plan.after, plan.change)
        if self._offloader.is_heavy(weight):
            base = self._snapshots.snapshot()
            return await self._offloader.run(scope, weight, tried, base, plan.old, knowledge, plan.edits, asked)
        served = await self._snapshots.of(scope)
        before, after = await self._offloader.run(scope, weight, _snapshots, served, plan.old, knowledge)
        self._in_force.prepared = after
        return await self._offloader.run(scope, weight, effect, self.decision_cache, before, after, plan.edits, asked)

    async def _weight(self, scope: Scope) -> int:
        """Characters of what a scope holds, so far as they count: see ``weight_of``."""
        if scope is None:
            return 0
        return weight_of(scope, await asyncio.to_thread(self._files.of(scope).read))


def _snapshots(served: Snapshot, old: KnowledgeBase, new: KnowledgeBase) -> tuple[Snapshot, Snapshot]:
    """What is on disk now, ready to decide, and what would be."""
    before = served if served.knowledge == old else served.updated(old)
    return before, before.updated(new)
