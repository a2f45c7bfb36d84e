"""What is in force: the history and what is served follow the files, whoever changed them."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from operator import eq

from bot.editing.change import Change, differing
from bot.editing.knowledge_files import KnowledgeFiles
from bot.editing.offloading import Offloader
from bot.editing.planner import Plan, Planner
from bot.editing.revision import Revision, RevisionKind, RevisionStore, Scope
from bot.editing.saver import Saver
from bot.knowledge.model import KnowledgeBase
from bot.process_memory import freeze_gc
from bot.serving.snapshot import Snapshot, built
from bot.serving.snapshot_cache import SnapshotCache
from bot.workers.pool import WorkRefusedError


class InForce:
    """Keeps the history and what is served true to the files. Every method is called with the save lock held."""

    def __init__(
        self,
        files: KnowledgeFiles,
        revisions: RevisionStore,
        saver: Saver,
        planner: Planner,
        snapshots: SnapshotCache,
        offloader: Offloader,
        clock: Callable[[], datetime],
    ) -> None:
        """``clock`` gives the time now, aware, in UTC; the others do the parts of the work."""
        self._files = files
        self._revisions = revisions
        self._saver = saver
        self._planner = planner
        self._snapshots = snapshots
        self._offloader = offloader
        self._clock = clock
        self.prepared: Snapshot | None = None
        """What was proposed last, ready to be served."""

    async def notice(self, scope: Scope) -> Revision | None:
        """Take a hand edit of the files into the history: see ``Editor.notice``."""
        await self._saver.recover(scope)
        files = self._files.of(scope)
        now, known = await asyncio.to_thread(files.read), dict(await self._revisions.texts(scope))
        if known == now:
            return None
        old = (await self._planner.load(scope, known)).knowledge if known else None
        loaded = await self._planner.load(scope, now)
        if loaded.knowledge is None:
            return None
        old = old or KnowledgeBase()
        edits = await asyncio.to_thread(differing, old, loaded.knowledge)
        plan = Plan(Change(scope, RevisionKind.FILE), loaded.knowledge, known, now, old, loaded, edits)
        revision = await asyncio.to_thread(plan.revision, self._clock(), None, "")
        return await self._saver.note(revision, known, now)

    async def follow(self, scope: Scope) -> bool:
        """Serve the files as they are now, and take them into the history: see ``Editor.follow``."""
        noticed = await self.notice(scope)
        if scope is not None and self._snapshots.ready(scope) is None:
            self._snapshots.forget(scope)  # it may just be reading the older files
            return noticed is not None
        new = await self._planner.load(scope, await asyncio.to_thread(self._files.of(scope).read))
        served = await self._snapshots.of(scope)
        # What another process has built is equal, and not the same.
        if await asyncio.to_thread(eq, new.knowledge, served.knowledge):
            return False
        if scope is not None:
            self._snapshots.forget(scope)
        elif new.knowledge is not None:
            await self.serve(None, new.knowledge, await asyncio.to_thread(_news, served.knowledge, new.knowledge))
        return True

    async def serve(self, scope: Scope, knowledge: KnowledgeBase, weight: int) -> None:
        """Serve what the files of a scope give now; ``weight`` is how much of it is new: see ``weight_of``."""
        if scope is not None and self._offloader.is_heavy(weight):
            self._snapshots.renew(scope)
            return
        new, self.prepared = self.prepared, None
        if new is None or new.knowledge is not knowledge:
            served = await self._snapshots.of(scope)
            update = built if self._offloader.is_heavy(weight) else _updated
            try:
                new = await self._offloader.run(scope, weight, update, served, served, knowledge)
            except WorkRefusedError:  # it is saved, so it must be served
                new = await asyncio.to_thread(_updated, served, served, knowledge)
        if scope is None:
            self._snapshots.swap(new)
        else:
            self._snapshots.put(scope, new)
        freeze_gc()


def _updated(_base: Snapshot, before: Snapshot, knowledge: KnowledgeBase) -> Snapshot:
    """As ``built``, but without keeping anything in the bot's own memory."""
    return before.updated(knowledge)


def _news(old: KnowledgeBase, new: KnowledgeBase) -> int:
    """Characters of the entries that differ."""
    return sum(edit.after.size for edit in differing(old, new) if edit.after is not None)
