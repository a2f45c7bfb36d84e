"""Proposes changes, and saves them with their history."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.editing.change import Change, EntryEdit, FileEdit, rebased
from bot.editing.errors import EditError, InvalidChangeError, StaleChangeError
from bot.editing.examples import touched_examples
from bot.editing.history import History
from bot.editing.impact import Impact, impact
from bot.editing.patch import PatchConflictError
from bot.editing.proposal import Proposal, differing
from bot.editing.saving import Saver
from bot.editing.transfer import Holding
from bot.editing.undo import Texts, digest, file_changes
from bot.editing.workspace import Workspace, Workspaces
from bot.knowledge.build import Loaded
from bot.knowledge.model import KnowledgeBase
from bot.library import Library, Snapshot
from bot.moderation.revision import Revision, RevisionKind, RevisionStore, Scope


@dataclass(frozen=True, slots=True)
class Author:
    """Who saves a change, as the history shows it to moderators."""

    member: str
    """The keyed hash of the moderator's id."""
    name: str


@dataclass(frozen=True, slots=True)
class _Draft:
    """A change worked out against the files as they are."""

    before: Texts
    after: Texts
    old: KnowledgeBase
    loaded: Loaded


class Editor:
    """The one way in which knowledge changes. Heavy work runs in threads; the event loop only waits."""

    def __init__(
        self,
        workspaces: Workspaces,
        revisions: RevisionStore,
        library: Library,
        clock: Callable[[], datetime],
    ) -> None:
        """Prepare to edit.

        Args:
            workspaces: the files of every scope.
            revisions: the history.
            library: what is being served; a saved change is put in force there.
            clock: the time now, aware, in UTC.
        """
        self._workspaces = workspaces
        self._revisions = revisions
        self._saver = Saver(workspaces, revisions)
        self._library = library
        self._clock = clock
        self._locks: defaultdict[Scope, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.history = History(workspaces, revisions)

    async def recover(self) -> None:
        """Finish or forget what a crash interrupted. Called once at the start."""
        await self._saver.recover()

    async def holding(self, scope: Scope) -> Holding:
        """What a scope holds now, for an export or an import.

        Raises:
            EditError: a file can't be read.
        """
        texts = await asyncio.to_thread(self._workspaces.of(scope).read)
        shared = () if scope is None else [topic.id for topic in self._library.snapshot().knowledge.topics]
        return Holding(scope, texts, (await self._library.of(scope)).knowledge, frozenset(shared))

    async def propose(self, change: Change, asked: Sequence[str] = ()) -> Proposal:
        """Work out what a change does, and its effect on the questions ``asked``; writes nothing.

        Raises:
            EditError: the change can't be made, or the files have problems of their own.
            StaleChangeError: it was made against an older state.
        """
        draft = await self._draft(change)
        if draft.loaded.knowledge is None:
            return Proposal(change, change.edits, draft.loaded.problems)
        edits = differing(draft.old, draft.loaded.knowledge)
        snapshot = await self._library.of(change.scope)
        effect = await asyncio.to_thread(_impact, snapshot, draft.loaded.knowledge, edits, asked)
        return Proposal(change, edits, impact=effect)

    async def commit(self, change: Change, author: Author | None, what: str) -> Revision | None:
        """Save a change, and serve it; ``None`` when it changes nothing.

        Args:
            change: what to save.
            author: who saves it; ``None`` for the terminal.
            what: the change in a few words, for the history.

        Raises:
            EditError: it can't be saved; nothing was written.
            InvalidChangeError: the knowledge base would have problems.
            StaleChangeError: somebody saved a newer state; carries the change made again on top.
        """
        async with self._locks[change.scope]:
            await self._notice(change.scope)
            draft = await self._draft(change)
            knowledge = draft.loaded.knowledge
            if knowledge is None:
                raise InvalidChangeError(draft.loaded.problems)
            if draft.after == draft.before:
                return None
            revision = replace(self._revision(change, draft, knowledge), what=what)
            if author is not None:
                revision = replace(revision, author=author.member, author_name=author.name)
            saved = await self._saver.save(revision, draft.before, draft.after)
            await self._serve(change.scope, knowledge)
            return saved

    async def _serve(self, scope: Scope, knowledge: KnowledgeBase) -> None:
        old = await self._library.of(scope)
        new = await asyncio.to_thread(old.updated, knowledge)
        if scope is None:
            self._library.swap(new)
        else:
            self._library.put(scope, new)

    async def notice(self, scope: Scope) -> Revision | None:
        """Take a hand edit of the files into the history; ``None`` when there is none, or it is not valid yet."""
        async with self._locks[scope]:
            return await self._notice(scope)

    async def _notice(self, scope: Scope) -> Revision | None:
        workspace = self._workspaces.of(scope)
        now, known = await asyncio.to_thread(workspace.read), dict(await self._revisions.texts(scope))
        if known == now:
            return None
        loaded = await asyncio.to_thread(workspace.load, now)
        if loaded.knowledge is None:
            return None
        old = (await asyncio.to_thread(workspace.load, known)).knowledge if known else None
        draft = _Draft(known, now, old or KnowledgeBase(), loaded)
        revision = self._revision(Change(scope, RevisionKind.FILE), draft, loaded.knowledge)
        return await self._saver.note(revision, known, now)

    async def _draft(self, change: Change) -> _Draft:
        workspace = self._workspaces.of(change.scope)
        before = await asyncio.to_thread(workspace.read)
        old = await asyncio.to_thread(_sound, workspace, before)
        _refuse_stale(change, old, before)
        after = await self._after(change, workspace, before)
        return _Draft(before, after, old, await asyncio.to_thread(workspace.load, after))

    async def _after(self, change: Change, workspace: Workspace, before: Texts) -> dict[str, str]:
        if change.undoes is not None:
            try:
                return await self.history.undone_texts(change.scope, change.undoes, before)
            except PatchConflictError as error:
                raise StaleChangeError(await self.history.undo(change.scope, change.undoes), ()) from error
        if change.files:
            return {**before, **{file.name: file.text for file in change.files}}
        return await asyncio.to_thread(workspace.edited, before, change.edits)

    def _revision(self, change: Change, draft: _Draft, knowledge: KnowledgeBase) -> Revision:
        return Revision(
            scope=change.scope,
            number=0,
            at=self._clock(),
            author=None,
            author_name=None,
            kind=change.kind,
            what="",
            why=change.why,
            entries=tuple(edit.key for edit in differing(draft.old, knowledge)),
            files=file_changes(draft.before, draft.after),
        )


def _sound(workspace: Workspace, texts: Texts) -> KnowledgeBase:
    loaded = workspace.load(texts)
    if loaded.knowledge is None:
        first = loaded.problems[0]
        raise EditError(f"The files have a problem of their own, so I leave them alone until it is mended: {first}")
    return loaded.knowledge


def _refuse_stale(change: Change, current: KnowledgeBase, texts: Texts) -> None:
    newer = [edit for edit in change.edits if current.entries.get(edit.key) != edit.before]
    if newer:
        edits = tuple(rebased(edit, current.entries.get(edit.key)) for edit in change.edits)
        meanwhile = [EntryEdit(edit.key, edit.before, current.entries.get(edit.key)) for edit in newer]
        raise StaleChangeError(replace(change, edits=edits), meanwhile)
    digests = {name: digest(text) for name, text in texts.items()}
    if any(digests.get(file.name) != file.before for file in change.files):
        files = tuple(FileEdit(file.name, digests.get(file.name), file.text) for file in change.files)
        raise StaleChangeError(replace(change, files=files), ())


def _impact(snapshot: Snapshot, knowledge: KnowledgeBase, edits: Sequence[EntryEdit], asked: Sequence[str]) -> Impact:
    after = snapshot.matcher.updated(knowledge)
    return impact(snapshot.matcher, after, asked, touched_examples(knowledge, edits))
