"""Proposes changes, and saves them with their history."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from bot.editing.budget import Budget
from bot.editing.change import Change, EntryEdit
from bot.editing.drafting import Draft, Drafter
from bot.editing.errors import ChangedMeanwhileError, InvalidChangeError
from bot.editing.examples import touched_examples
from bot.editing.history import History
from bot.editing.impact import Impact, Remembering, impact
from bot.editing.proposal import Proposal, differing
from bot.editing.saving import Saver
from bot.editing.transfer import Holding
from bot.editing.undo import file_changes
from bot.editing.workspace import Workspaces
from bot.knowledge.collector import patient_collector, settled
from bot.knowledge.model import KnowledgeBase
from bot.library import Library, Snapshot
from bot.moderation.revision import Revision, RevisionKind, RevisionStore, Scope

T = TypeVar("T")
_ATTEMPTS: Final = 3
"""Times that a save is tried while somebody keeps changing the file by hand."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who saves a change, as the history shows it to moderators."""

    member: str
    """The keyed hash of the moderator's id."""
    name: str


class Editor:
    """The one way in which knowledge changes. Heavy work runs in threads; the event loop only waits."""

    def __init__(
        self,
        workspaces: Workspaces,
        revisions: RevisionStore,
        library: Library,
        clock: Callable[[], datetime],
        budget: Budget | None = None,
    ) -> None:
        """Prepare to edit.

        Args:
            workspaces: the files of every scope.
            revisions: the history.
            library: what is being served; a saved change is put in force there.
            clock: the time now, aware, in UTC.
            budget: how large a server's overlay may become; ``None``: as large as a file may be.
        """
        self._workspaces = workspaces
        self._revisions = revisions
        self._saver = Saver(workspaces, revisions)
        self._library = library
        self._clock = clock
        self.history = History(workspaces, revisions)
        self._drafter = Drafter(workspaces, self.history, library, budget)
        self._prepared: Snapshot | None = None
        """What was proposed last, ready to be served."""
        self._remembering = Remembering()
        self._working: set[asyncio.Task[Any]] = set()

    async def recover(self) -> None:
        """Finish or forget what a crash interrupted. Called once at the start.

        Raises:
            EditError: another program is saving for too long.
            StoreError: the database fails.
        """
        async with self._workspaces.turn():
            await self._saver.recover()

    async def close(self) -> None:
        """Wait for the saves under way, those of cancelled callers among them."""
        while self._working:
            await asyncio.wait(self._working)

    async def holding(self, scope: Scope) -> Holding:
        """What a scope holds now, for an export or an import.

        Raises:
            EditError: a file can't be read, or has problems.
        """
        texts = await asyncio.to_thread(self._workspaces.of(scope).read)
        seen = await self._drafter.sound(scope, texts)
        problems = (await self._drafter.load(scope, texts)).problems
        shared = () if scope is None else [topic.id for topic in self._library.snapshot().knowledge.topics]
        return Holding(scope, texts, seen, frozenset(shared), problems)

    async def propose(self, change: Change, asked: Sequence[str] = ()) -> Proposal:
        """Work out what a change does, and its effect on the questions ``asked``; writes nothing.

        Raises:
            EditError: the change can't be made, or the files have problems of their own.
            StaleChangeError: it was made against an older state.
        """
        draft = await self._drafter.draft(change)
        if draft.loaded.knowledge is None:
            return Proposal(change, draft.edits, draft.loaded.problems)
        served = await self._library.of(change.scope)
        before, after = await asyncio.to_thread(_snapshots, served, draft.old, draft.loaded.knowledge)
        self._prepared = after
        effect = await asyncio.to_thread(self._impact, before, after, draft.edits, asked)
        return Proposal(change, draft.edits, impact=effect)

    async def prepare(self, scope: Scope, asked: Sequence[str]) -> None:
        """Decide the questions ``asked`` as things are, while the moderator still types: a proposal is then quick."""
        served = await self._library.of(scope)
        await asyncio.to_thread(self._remembering.of(served.matcher).decide_many, asked)

    async def commit(self, change: Change, author: Author | None, what: str) -> Revision | None:
        """Save a change, and serve it; ``None`` when it changes nothing. A cancelled caller does not split it.

        Args:
            change: what to save.
            author: who saves it; ``None`` for the terminal.
            what: the change in a few words, for the history.

        Raises:
            EditError: it can't be saved; nothing was written.
            InvalidChangeError: the knowledge base would have problems.
            StaleChangeError: somebody saved a newer state; carries the change made again on top.
        """
        return await self._whole(self._commit(change, author, what))

    async def notice(self, scope: Scope) -> Revision | None:
        """Take a hand edit of the files into the history; ``None`` when there is none, or it is not valid yet.

        What another program saved is in the history already.

        Raises:
            EditError: a file can't be read, or another program is saving for too long.
            StoreError: the database fails.
        """
        return await self._whole(self._taking_turns(lambda: self._notice(scope)))

    async def follow(self, scope: Scope) -> bool:
        """Serve the files as they are now, and take them into the history; whether that was news.

        Raises:
            EditError: a file can't be read, or another program is saving for too long.
            StoreError: the database fails.
        """
        return await self._whole(self._taking_turns(lambda: self._follow(scope)))

    async def _whole(self, work: Coroutine[Any, Any, T]) -> T:
        """The work's result; when the caller is cancelled, the work goes on to its end."""
        task = asyncio.create_task(work)
        self._working.add(task)
        task.add_done_callback(self._working.discard)
        return await asyncio.shield(task)

    async def _taking_turns(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        async with self._workspaces.turn():
            return await work()

    async def _commit(self, change: Change, author: Author | None, what: str) -> Revision | None:
        async with self._workspaces.turn():
            for attempt in range(1, _ATTEMPTS + 1):
                await self._notice(change.scope)
                try:
                    return await self._save(change, author, what)
                except ChangedMeanwhileError:
                    if attempt == _ATTEMPTS:
                        raise
        return None

    async def _save(self, change: Change, author: Author | None, what: str) -> Revision | None:
        draft = await self._drafter.draft(change)
        knowledge = draft.loaded.knowledge
        if knowledge is None:
            raise InvalidChangeError(draft.loaded.problems)
        if draft.after == draft.before:
            return None
        revision = await asyncio.to_thread(self._revision, draft, author, what)
        saved = await self._saver.save(revision, draft.before, draft.after)
        self._drafter.remember(change.scope, draft.after, draft.loaded)
        await self._serve(change.scope, knowledge)
        return saved

    async def _serve(self, scope: Scope, knowledge: KnowledgeBase) -> None:
        new, self._prepared = self._prepared, None
        if new is None or new.knowledge is not knowledge:
            served = await self._library.of(scope)
            new = await asyncio.to_thread(_updated, served, knowledge)
        if scope is None:
            self._library.swap(new)
        else:
            self._library.put(scope, new)
        settled()

    async def _notice(self, scope: Scope) -> Revision | None:
        await self._saver.recover(scope)
        workspace = self._workspaces.of(scope)
        now, known = await asyncio.to_thread(workspace.read), dict(await self._revisions.texts(scope))
        if known == now:
            return None
        old = (await self._drafter.load(scope, known)).knowledge if known else None
        loaded = await self._drafter.load(scope, now)
        if loaded.knowledge is None:
            return None
        old = old or KnowledgeBase()
        edits = await asyncio.to_thread(differing, old, loaded.knowledge)
        draft = Draft(Change(scope, RevisionKind.FILE), loaded.knowledge, known, now, old, loaded, edits)
        revision = await asyncio.to_thread(self._revision, draft, None, "")
        return await self._saver.note(revision, known, now)

    async def _follow(self, scope: Scope) -> bool:
        noticed = await self._notice(scope)
        if scope is not None and self._library.ready(scope) is None:
            self._library.forget(scope)  # it may just be reading the older files
            return noticed is not None
        new = await self._drafter.load(scope, await asyncio.to_thread(self._workspaces.of(scope).read))
        served = await self._library.of(scope)
        if new.knowledge is served.knowledge:
            return False
        if scope is not None:
            self._library.forget(scope)
        elif new.knowledge is not None:
            await self._serve(None, new.knowledge)
        return True

    def _impact(self, before: Snapshot, after: Snapshot, edits: Sequence[EntryEdit], asked: Sequence[str]) -> Impact:
        old, new = self._remembering.of(before.matcher), self._remembering.of(after.matcher)
        return impact(old, new, asked, touched_examples(after.knowledge, edits))

    def _revision(self, draft: Draft, author: Author | None, what: str) -> Revision:
        return Revision(
            scope=draft.change.scope,
            number=0,
            at=self._clock(),
            author=author.member if author else None,
            author_name=author.name if author else None,
            kind=draft.change.kind,
            what=what,
            why=draft.change.why,
            entries=tuple(edit.key for edit in draft.edits),
            files=file_changes(draft.before, draft.after),
        )


def _snapshots(served: Snapshot, old: KnowledgeBase, new: KnowledgeBase) -> tuple[Snapshot, Snapshot]:
    """What is on disk now, ready to decide, and what would be."""
    before = served if served.knowledge == old else _updated(served, old)
    return before, _updated(before, new)


def _updated(snapshot: Snapshot, knowledge: KnowledgeBase) -> Snapshot:
    with patient_collector:
        return snapshot.updated(knowledge)
