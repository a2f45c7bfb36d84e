"""The revisions of a scope: what each one did, and the change that takes it back."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from cachetools import LRUCache

from bot.editing.change import Change, EntryEdit, differing
from bot.editing.errors import EditError
from bot.editing.knowledge_files import FilesOfScopes, ScopeFiles
from bot.editing.merge import MergeConflictError
from bot.editing.offloading import Offloader, weight_of
from bot.editing.patch import Texts, rewound, state_before, undone
from bot.editing.revision import Revision, RevisionKind, RevisionStore, Rollback, Scope
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.problems import Problem

PAGE = 25
REMEMBERED = 200
"""Scopes of which it stays in memory when their entries were changed."""


class History:
    """Reads the revisions of every scope; writes nothing."""

    def __init__(self, files: FilesOfScopes, revisions: RevisionStore, offloader: Offloader) -> None:
        """Prepare to read the ``revisions``; what is heavy goes to the ``offloader``."""
        self._files = files
        self._revisions = revisions
        self._offloader = offloader
        self._changed: LRUCache[Scope, Mapping[str, datetime]] = LRUCache(REMEMBERED)

    async def page(
        self, scope: Scope, entry: str | None = None, before: int | None = None, most: int = PAGE
    ) -> Sequence[Revision]:
        """At most ``most`` revisions, newest first: of one entry alone, below the number ``before``."""
        return await self._revisions.history(scope, entry=entry, before=before, limit=most)

    async def changed(self, scope: Scope) -> Mapping[str, datetime]:
        """When each entry was last changed, by key; entries that are gone among them."""
        changed = await self._revisions.changed(scope)
        self._changed[scope] = changed
        return changed

    def changed_as_read(self, scope: Scope) -> Mapping[str, datetime]:
        """What ``changed`` returned last, without waiting for the database; empty if it has not been called yet."""
        return self._changed.get(scope, {})

    def note(self, revision: Revision) -> None:
        """Add a revision that was just saved to what ``changed_as_read`` returns."""
        changed = {**self.changed_as_read(revision.scope), **dict.fromkeys(revision.entries, revision.at)}
        self._changed[revision.scope] = changed

    async def key_named(self, scope: Scope, knowledge: KnowledgeBase, typed: str) -> str | None:
        """The key of the entry that a person named, also of one that is gone, which has to be named by its id.

        Of several that are gone, the one that was changed last.
        """
        if (entry := knowledge.named(typed)) is not None:
            return entry.key
        wanted = typed.casefold().strip()
        known = gone(await self.changed(scope), knowledge)
        return next((key for key in known if wanted in (key, key.partition("/")[2])), None)

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
        revision = await self.get(scope, number)
        texts, rollbacks = await self._revisions.rollbacks(scope, number)
        files, weight = self._files.of(scope), _weight(scope, revision, rollbacks, texts)
        return await self._offloader.run(scope, weight, _states, files, revision, texts, rollbacks)

    async def text_at(self, scope: Scope, name: str, wanted: str) -> str | None:
        """The text that a file had when its digest was ``wanted``; ``None`` where the history knows of none."""
        number = await self._revisions.newest_with(scope, name, wanted)
        if number is None:
            return None
        texts = await asyncio.to_thread(rewound, *await self._revisions.rollbacks(scope, number, [name]))
        return texts.get(name)

    async def undo(self, scope: Scope, number: int) -> Change:
        """The change that takes a revision back.

        Where later revisions touched the same lines, the entries concerned are put back as a whole.

        Raises:
            EditError: there is none of that number, or it can't be taken back before later ones are.
        """
        files = self._files.of(scope)
        texts = await asyncio.to_thread(files.read)
        try:
            await self.undone_texts(scope, number, texts)
        except MergeConflictError:
            revision = await self.get(scope, number)
            known, rollbacks = await self._revisions.rollbacks(scope, number)
            weight = _weight(scope, revision, rollbacks, known)
            edits = await self._offloader.run(scope, weight, _put_back, files, revision, known, rollbacks, texts)
            if not edits:
                raise EditError(f"Later changes touched the same lines as #{number}; take those back first.") from None
            return Change(scope, RevisionKind.REVERT, edits, undoes=number)
        return Change(scope, RevisionKind.REVERT, undoes=number)

    async def is_taken_back(self, scope: Scope, number: int) -> bool:
        """Whether nothing of a revision is left to take back.

        Raises:
            EditError: there is none of that number.
        """
        texts = await asyncio.to_thread(self._files.of(scope).read)
        try:
            return await self.undone_texts(scope, number, texts) == texts
        except MergeConflictError:
            return False

    async def undone_texts(self, scope: Scope, number: int, texts: Texts) -> dict[str, str]:
        """The files ``texts`` with the lines of a revision put back.

        Raises:
            EditError: there is none of that number.
            MergeConflictError: something later touched the same lines.
        """
        revision = await self.get(scope, number)
        known, rollbacks = await self._revisions.rollbacks(scope, number, revision.file_names)
        return await asyncio.to_thread(_undone, revision, known, rollbacks, texts)


def gone(changed: Mapping[str, datetime], knowledge: KnowledgeBase) -> list[str]:
    """Of the entries that the history knows (see ``History.changed``) those that are no more, changed last first."""
    return sorted((key for key in changed if key not in knowledge.entries), key=lambda key: changed[key], reverse=True)


def _undone(revision: Revision, known: Texts, rollbacks: Sequence[Rollback], texts: Texts) -> dict[str, str]:
    return undone(revision, rewound(known, rollbacks), texts)


def _weight(scope: Scope, revision: Revision, rollbacks: Sequence[Rollback], texts: Texts) -> int:
    """Characters of the files as they were, which are read twice; of the shared base, of what was changed in them."""
    changed = sum(len(change.removed) + len(change.added) for change in revision.files)
    return weight_of(scope, texts) + changed + sum(len(step.removed) for step in rollbacks)


def _states(
    files: ScopeFiles, revision: Revision, known: Texts, rollbacks: Sequence[Rollback]
) -> tuple[EntryEdit, ...]:
    after = rewound(known, rollbacks)
    edits = differing(_knowledge(files, state_before(revision, after)), _knowledge(files, after))
    changed = set(revision.entries)
    return tuple(edit for edit in edits if edit.key in changed)


def _put_back(
    files: ScopeFiles, revision: Revision, known: Texts, rollbacks: Sequence[Rollback], now: Texts
) -> tuple[EntryEdit, ...]:
    current = _knowledge(files, now)
    states = _states(files, revision, known, rollbacks)
    then = state_before(revision, rewound(known, rollbacks))
    ids = {key.partition("/")[2] for key in revision.entries}
    if unread := [problem for problem in files.load(then).problems if problem.entry in ids]:
        # An entry that can't be read any more looks as if there had been none: it would be taken away.
        raise EditError(_unfit(unread[0]))
    return tuple(EntryEdit(edit.key, current.entries.get(edit.key), edit.before) for edit in states)


def _knowledge(files: ScopeFiles, texts: Texts) -> KnowledgeBase:
    """What the files give; nothing where there are none, as before the first version.

    Raises:
        EditError: they don't fit with today's shared base.
    """
    loaded = files.load(texts)
    if loaded.knowledge is None and texts:
        raise EditError(_unfit(loaded.problems[0]))
    return loaded.knowledge or KnowledgeBase()


def _unfit(problem: Problem) -> str:
    return f"The files as they were then don't fit with today's any more: {problem}"
