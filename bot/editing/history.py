"""The revisions of a scope: what each one did, and the change that takes it back."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.editing.change import Change, EntryEdit, differing
from bot.editing.errors import EditError
from bot.editing.offloading import Bench, weight_of
from bot.editing.patch import PatchConflictError, Texts, digest, rewound, undone
from bot.editing.revision import Revision, RevisionKind, RevisionStore, Scope
from bot.editing.workspaces import Workspace, Workspaces
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.problems import Problem

PAGE = 25
REMEMBERED = 200
"""Scopes of which it stays in memory when their entries were changed."""


class History:
    """Reads the revisions of every scope; writes nothing."""

    def __init__(self, workspaces: Workspaces, revisions: RevisionStore, bench: Bench) -> None:
        self._workspaces = workspaces
        self._revisions = revisions
        self._bench = bench
        self._changed: OrderedDict[Scope, Mapping[str, datetime]] = OrderedDict()

    async def page(
        self, scope: Scope, entry: str | None = None, before: int | None = None, most: int = PAGE
    ) -> Sequence[Revision]:
        """At most ``most`` revisions, newest first: of one entry alone, below the number ``before``."""
        return await self._revisions.history(scope, entry=entry, before=before, limit=most)

    async def changed(self, scope: Scope) -> Mapping[str, datetime]:
        """When each entry was last changed, by key; entries that are gone among them."""
        changed = await self._revisions.changed(scope)
        self._remember(scope, changed)
        return changed

    def changed_as_read(self, scope: Scope) -> Mapping[str, datetime]:
        """The same as it was when it was last read, for whom can't wait; nothing where it has not been."""
        return self._changed.get(scope, {})

    def note(self, revision: Revision) -> None:
        """Know of a revision that was just saved, in ``changed_as_read``."""
        changed = {**self.changed_as_read(revision.scope), **dict.fromkeys(revision.entries, revision.at)}
        self._remember(revision.scope, changed)

    async def get(self, scope: Scope, number: int) -> Revision:
        """A revision.

        Raises:
            EditError: there is none of that number.
        """
        revision = await self._revisions.get(scope, number)
        if revision is None:
            raise EditError(f"There is no revision #{number}.")
        return revision

    async def states(self, scope: Scope, number: int) -> tuple[EntryEdit, ...]:
        """What a revision did to each entry.

        Raises:
            EditError: there is none of that number, or its files don't fit with today's shared base.
        """
        revision, later = await self._with_later(scope, number)
        texts = await self._revisions.texts(scope)
        workspace, weight = self._workspaces.of(scope), _weight(scope, revision, later, texts)
        return await self._bench.do(scope, weight, _states, workspace, revision, later, texts)

    async def text_at(self, scope: Scope, name: str, wanted: str) -> str | None:
        """The text that a file had when its digest was ``wanted``; ``None`` where the history knows of none."""
        texts: Texts = await self._revisions.texts(scope)
        before: int | None = None
        while page := await self.page(scope, before=before):
            found, texts = await asyncio.to_thread(_searched, texts, page, name, wanted)
            if found is not None:
                return found
            before = page[-1].number
        return None

    async def undo(self, scope: Scope, number: int) -> Change:
        """The change that takes a revision back.

        Where later revisions touched the same lines, the entries concerned are put back as a whole.

        Raises:
            EditError: there is none of that number, or it can't be taken back before later ones are.
        """
        revision, later = await self._with_later(scope, number)
        workspace = self._workspaces.of(scope)
        texts = await asyncio.to_thread(workspace.read)
        try:
            await asyncio.to_thread(undone, revision, later, texts)
        except PatchConflictError:
            known = await self._revisions.texts(scope)
            weight = _weight(scope, revision, later, known)
            edits = await self._bench.do(scope, weight, _put_back, workspace, revision, later, known, texts)
            if not edits:
                raise EditError(f"Later changes touched the same lines as #{number}; take those back first.") from None
            return Change(scope, RevisionKind.REVERT, edits)
        return Change(scope, RevisionKind.REVERT, undoes=number)

    async def undone_texts(self, scope: Scope, number: int, texts: Texts) -> dict[str, str]:
        """The files ``texts`` with the lines of a revision put back.

        Raises:
            EditError: there is none of that number.
            PatchConflictError: something later touched the same lines.
        """
        revision, later = await self._with_later(scope, number)
        return await asyncio.to_thread(undone, revision, later, texts)

    def _remember(self, scope: Scope, changed: Mapping[str, datetime]) -> None:
        self._changed[scope] = changed
        self._changed.move_to_end(scope)
        if len(self._changed) > REMEMBERED:
            self._changed.popitem(last=False)

    async def _with_later(self, scope: Scope, number: int) -> tuple[Revision, Sequence[Revision]]:
        return await self.get(scope, number), await self._revisions.since(scope, number)


def _searched(texts: Texts, page: Sequence[Revision], name: str, wanted: str) -> tuple[str | None, Texts]:
    """The file's text of that digest within a page of the history; and the files before that page."""
    for revision in page:
        if name in texts and digest(texts[name]) == wanted:
            return texts[name], texts
        texts = rewound(texts, [revision])
    return None, texts


def _weight(scope: Scope, revision: Revision, later: Sequence[Revision], texts: Texts) -> int:
    """Characters of the files as they were, which are read twice; of the shared base, of what was changed in them."""
    changes = [change for one in (revision, *later) for change in one.files]
    return weight_of(scope, texts) + sum(len(change.removed) + len(change.added) for change in changes)


def _states(workspace: Workspace, revision: Revision, later: Sequence[Revision], known: Texts) -> tuple[EntryEdit, ...]:
    before, after = _around(revision, later, known)
    edits = differing(_knowledge(workspace, before), _knowledge(workspace, after))
    changed = set(revision.entries)
    return tuple(edit for edit in edits if edit.key in changed)


def _around(revision: Revision, later: Sequence[Revision], known: Texts) -> tuple[Texts, Texts]:
    """The files before and after the revision."""
    after = rewound(known, reversed(later))
    return rewound(after, [revision]), after


def _put_back(
    workspace: Workspace, revision: Revision, later: Sequence[Revision], known: Texts, now: Texts
) -> tuple[EntryEdit, ...]:
    current = _knowledge(workspace, now)
    states = _states(workspace, revision, later, known)
    then, _ = _around(revision, later, known)
    ids = {key.partition("/")[2] for key in revision.entries}
    if unread := [problem for problem in workspace.load(then).problems if problem.entry in ids]:
        # An entry that can't be read any more looks as if there had been none: it would be taken away.
        raise _unfit(unread[0])
    return tuple(EntryEdit(edit.key, current.entries.get(edit.key), edit.before) for edit in states)


def _knowledge(workspace: Workspace, texts: Texts) -> KnowledgeBase:
    """What the files give; nothing where there are none, as before the first version."""
    loaded = workspace.load(texts)
    if loaded.knowledge is None and texts:
        raise _unfit(loaded.problems[0])
    return loaded.knowledge or KnowledgeBase()


def _unfit(problem: Problem) -> EditError:
    return EditError(f"The files as they were then don't fit with today's any more: {problem}")
