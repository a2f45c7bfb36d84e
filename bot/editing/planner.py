"""Works a change out against the files as they are."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from cachetools import LRUCache

from bot.control_characters import one_line
from bot.editing.budget import Budget
from bot.editing.change import Change, EntryEdit, FileEdit, differing, rebased
from bot.editing.errors import EditError, StaleChangeError
from bot.editing.history import History
from bot.editing.knowledge_files import FilesOfScopes, ScopeFiles
from bot.editing.merge import MergeConflictError, merge
from bot.editing.offloading import Offloader, weight_of
from bot.editing.operations import on_top
from bot.editing.patch import Texts, digest, file_changes
from bot.editing.revision import Author, Revision, Scope
from bot.errors import VersusError
from bot.knowledge.build import Loaded
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.problems import Problem
from bot.serving.snapshot_cache import SnapshotCache

_KEPT: Final = 8
"""Scopes whose files are remembered as they were read last, and whose last plans are."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A change worked out against the files as they are."""

    change: Change
    base: KnowledgeBase
    """The shared base that was in force meanwhile."""
    before: Texts
    after: Texts
    old: KnowledgeBase
    loaded: Loaded
    edits: tuple[EntryEdit, ...]
    """Every entry that differs; as asked for while there are problems."""

    def revision(self, at: datetime, author: Author | None, what: str) -> Revision:
        """The change as the history keeps it, without a number yet. CPU work."""
        return Revision(
            scope=self.change.scope,
            number=0,
            at=at,
            author=author.member if author else None,
            author_name=one_line(author.name) if author else None,
            kind=self.change.kind,
            what=what,
            why=self.change.why,
            entries=tuple(edit.key for edit in self.edits),
            files=file_changes(self.before, self.after),
            undoes=self.change.undoes,
            suggestion=self.change.suggestion,
        )


@dataclass(frozen=True, slots=True)
class _Reading:
    base: KnowledgeBase
    texts: Texts
    loaded: Loaded


class Planner:
    """Makes plans. It remembers what it read and planned last: a large file takes half a second to read."""

    def __init__(
        self,
        files: FilesOfScopes,
        history: History,
        snapshots: SnapshotCache,
        budget: Budget | None,
        offloader: Offloader,
    ) -> None:
        """Prepare to plan.

        Args:
            files: of every scope.
            history: what a change that undoes a revision, or was made against an older file, is worked out from.
            snapshots: what is in force.
            budget: how large an overlay may become; ``None``: as large as a file may be.
            offloader: does what is heavy.
        """
        self._budget = budget
        self._files = files
        self._history = history
        self._snapshots = snapshots
        self._offloader = offloader
        self._readings: LRUCache[Scope, _Reading] = LRUCache(_KEPT)
        self._plans: LRUCache[Scope, Plan] = LRUCache(_KEPT)

    async def plan(self, change: Change) -> Plan:
        """The change worked out.

        Raises:
            EditError: it can't be made, or the files have problems of their own.
            OverBudgetError: a server's overlay would become too large.
            StaleChangeError: it was made against an older state.
        """
        files, base = self._files.of(change.scope), self._snapshots.snapshot().knowledge
        before = await asyncio.to_thread(files.read)
        last = self._plans.get(change.scope)
        if last and last.change == change and last.base is base and last.before == before:
            return last
        old = await self.sound(change.scope, before)
        await asyncio.to_thread(_refuse_stale, change, old)
        known = (await self.load(change.scope, before)).problems
        await self._refuse_stale_files(change, files, old, before, known)
        after = await self._after(change, files, old, before)
        weight = weight_of(change.scope, after, change)
        if self._budget is not None and change.scope is not None:
            await self._offloader.run(change.scope, weight, self._budget.check, before, after)
        loaded = _without_known(await self._offloader.run(change.scope, weight, files.load, after), known)
        edits = change.edits
        if loaded.knowledge is not None:
            edits = await asyncio.to_thread(differing, old, loaded.knowledge)
        if base is not self._snapshots.snapshot().knowledge and change.scope is not None:
            return await self.plan(change)  # the shared base was changed meanwhile
        plan = Plan(change, base, before, after, old, loaded, edits)
        self._plans[change.scope] = plan
        return plan

    async def is_current(self, plan: Plan) -> bool:
        """Whether the files, and the shared base, are still those that the plan was made against."""
        texts = await asyncio.to_thread(self._files.of(plan.change.scope).read)
        return plan.base is self._snapshots.snapshot().knowledge and texts == plan.before

    async def load(self, scope: Scope, texts: Texts) -> Loaded:
        """What the scope's members would see if these were its files."""
        base, known = self._snapshots.snapshot().knowledge, self._readings.get(scope)
        # What the shared base's own files make does not depend on what is in force.
        if known and known.texts == texts and (scope is None or known.base is base):
            return known.loaded
        weight = weight_of(scope, texts)
        loaded = await self._offloader.run(scope, weight, self._files.of(scope).load, texts)
        # Tagged with the base from before: one that was swapped meanwhile is read again.
        self._readings[scope] = _Reading(base, texts, loaded)
        return loaded

    async def sound(self, scope: Scope, texts: Texts) -> KnowledgeBase:
        """What the scope's members would see if these were its files.

        Raises:
            EditError: the files have problems.
        """
        loaded = await self.load(scope, texts)
        if loaded.knowledge is None:
            first = loaded.problems[0]
            raise EditError(f"The files have a problem of their own, so I leave them alone until it is mended: {first}")
        return loaded.knowledge

    def remember(self, scope: Scope, texts: Texts, loaded: Loaded) -> None:
        """Keep the texts of the scope's files, just saved, and the knowledge base they make, for the next plan."""
        self._readings[scope] = _Reading(self._snapshots.snapshot().knowledge, texts, loaded)

    async def _refuse_stale_files(
        self, change: Change, files: ScopeFiles, current: KnowledgeBase, texts: Texts, known: Sequence[Problem]
    ) -> None:
        digests = await asyncio.to_thread(_digests, texts) if change.files else {}
        if all(digests.get(file.name) == file.before for file in change.files):
            return
        weight = weight_of(change.scope, texts, change)
        bases, fresh = dict(texts), list[FileEdit]()
        for file in change.files:
            base = await self._history.text_at(change.scope, file.name, file.before) if file.before else None
            text = await self._offloader.run(change.scope, weight, _on_top, files, texts, file, base, known)
            fresh.append(FileEdit(file.name, digests.get(file.name), text))
            bases.pop(file.name, None)
            bases |= {file.name: base} if base is not None else {}
        seen = (await self._offloader.run(change.scope, weight, files.load, bases)).knowledge
        meanwhile = await asyncio.to_thread(differing, seen, current) if seen is not None else ()
        raise StaleChangeError(replace(change, files=tuple(fresh)), meanwhile)

    async def _after(self, change: Change, files: ScopeFiles, old: KnowledgeBase, before: Texts) -> Texts:
        if change.undoes is not None and not change.edits:
            try:
                return await self._history.undone_texts(change.scope, change.undoes, before)
            except MergeConflictError as error:
                raise StaleChangeError(await self._history.undo(change.scope, change.undoes), ()) from error
        if change.files:
            return {**before, **{file.name: file.text for file in change.files}}
        _refuse_unknown_topics(change.edits, old)
        weight = weight_of(change.scope, before, change)
        if self._budget is not None and change.scope is not None:
            base = self._snapshots.snapshot().knowledge
            await self._offloader.run(change.scope, weight, self._budget.check_edits, before, change.edits, base)
        return await self._offloader.run(change.scope, weight, files.edited, before, change.edits)


def _digests(texts: Texts) -> dict[str, str]:
    return {name: digest(text) for name, text in texts.items()}


def _without_known(loaded: Loaded, known: Sequence[Problem]) -> Loaded:
    """The reading of a change: what was wrong before, and is left out of what members see, does not forbid it."""
    before = {_fault(problem) for problem in known}
    new = [one for one in loaded.problems if _fault(one) not in before]
    return Loaded(None, tuple(new)) if new else Loaded(loaded.knowledge, loaded.problems)


def _fault(problem: Problem) -> tuple[str, tuple[str | int, ...], str]:
    """What is wrong where in an entry; the place of another entry, in brackets behind it, moves with other edits."""
    return problem.file, problem.path, problem.message.partition(" (")[0]


def _refuse_unknown_topics(edits: Sequence[EntryEdit], old: KnowledgeBase) -> None:
    for topic in {edit.key.partition("/")[0] for edit in edits if edit.after is not None}:
        if old.topic(topic) is None:
            raise EditError(f"There is no topic '{topic}' to put an entry into.")


def _on_top(files: ScopeFiles, texts: Texts, file: FileEdit, base: str | None, known: Sequence[Problem]) -> str:
    """The file's new text with what others changed since ``base``; the new text alone where they don't fit together.

    Where both changed the same lines, the entries are merged value by value.
    """
    current = texts.get(file.name)
    if base is None or current is None:
        return file.text
    for merged in (_by_lines, _by_entries):
        with suppress(VersusError):
            text = merged(files, texts, file, base)
            if _without_known(files.load({**texts, file.name: text}), known).knowledge is not None:
                return text
    return file.text


def _by_lines(_files: ScopeFiles, texts: Texts, file: FileEdit, base: str) -> str:
    return merge(base, texts[file.name], file.text)


def _by_entries(files: ScopeFiles, texts: Texts, file: FileEdit, base: str) -> str:
    imported = {**texts, file.name: file.text}
    states = ({**texts, file.name: base}, texts, imported)
    then, now, new = (files.load(state).knowledge or KnowledgeBase() for state in states)
    edits = list[EntryEdit]()
    for theirs in differing(then, now):
        mine = EntryEdit(theirs.key, theirs.before, new.entries.get(theirs.key))
        both = theirs.after if mine.after == mine.before else rebased(mine, theirs.after).after
        edits.append(EntryEdit(theirs.key, mine.after, both))
    return files.edited(imported, [edit for edit in edits if edit.after != edit.before])[file.name]


def _refuse_stale(change: Change, current: KnowledgeBase) -> None:
    newer = [edit for edit in change.edits if current.entries.get(edit.key) != edit.before]
    if newer:
        meanwhile = [EntryEdit(edit.key, edit.before, current.entries.get(edit.key)) for edit in newer]
        raise StaleChangeError(on_top(current, change), meanwhile)
