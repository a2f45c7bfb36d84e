"""Changes that wait for review: kept in order, laid over the files for whoever edits on, and closed on arrival.

Where the operator wants edits to be reviewed (``knowledge.edits = "propose"``), saving in Discord writes no file. The
change waits here until the files say what it wants, by whichever way that came, or until it is taken out. Whoever edits
meanwhile works on the files as they would be with everything that waits: two edits of an entry build on one another.
"""

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Protocol

from cachetools import LRUCache

from bot.editing.change import Change, EntryEdit, FileEdit, rebased
from bot.editing.errors import EditError
from bot.editing.knowledge_files import KnowledgeFiles, ScopeFiles
from bot.editing.patch import Texts, digest
from bot.editing.revision import Scope
from bot.errors import VersusError
from bot.knowledge.build import Loaded
from bot.knowledge.model import Entry, KnowledgeBase
from bot.texts import editing as texts

log = logging.getLogger(__name__)

_KEPT = 8
"""Scopes whose layers are remembered."""


@dataclass(frozen=True, slots=True)
class WaitingChange:
    """A change that waits for review."""

    number: int
    """Counts up over all scopes and is given once; 0 until the store has given it."""
    at: datetime
    author: str | None
    """The keyed hash of the moderator; ``None`` for one who had their data deleted, or has storing switched off."""
    author_name: str | None
    """What moderators are shown; ``None`` like ``author``."""
    what: str
    """The change in a few words, for a list."""
    change: Change
    """Of entries, or of whole files; made against the files with all that waited before."""

    @property
    def scope(self) -> Scope:
        """Whose knowledge it changes."""
        return self.change.scope


class WaitingChangeStore(Protocol):
    """Keeps the changes that wait. Each method raises ``StoreError`` when the database fails."""

    async def add(self, change: WaitingChange, /) -> WaitingChange:
        """Keep a change, and return it with its number; the suggestion that it takes up is accepted with it."""
        ...

    async def all(self) -> Sequence[WaitingChange]:
        """Every change that waits, oldest first, of all scopes."""
        ...

    async def take_out(self, change: WaitingChange, /) -> bool:
        """Forget a change that is not to come, and have its suggestion wait again; whether it was still there."""
        ...

    async def remove(self, numbers: Iterable[int], /) -> int:
        """Forget those changes, which have arrived, and return how many of them there were."""
        ...


@dataclass(frozen=True, slots=True)
class Layer:
    """What one waiting change does to the files, on top of those before it."""

    waiting: WaitingChange
    before: Texts
    after: Texts
    problem: str = ""
    """Why it does not fit any more, so that it changes nothing; empty where it does."""


class Review:
    """The changes that wait, of all scopes. Those last read are in memory."""

    def __init__(self, store: WaitingChangeStore, files: KnowledgeFiles) -> None:
        """Prepare; ``refresh`` reads what waits."""
        self._store = store
        self._files = files
        self._waiting: Sequence[WaitingChange] = ()
        self._layers: LRUCache[Scope, tuple[Texts, Sequence[Layer]]] = LRUCache(_KEPT)
        self._layering = Lock()

    async def refresh(self) -> None:
        """Read what waits: another program may have taken something out.

        Raises:
            StoreError: the database can't be read.
        """
        self._waiting = await self._store.all()

    def waiting(self, scope: Scope) -> Sequence[WaitingChange]:
        """What waits in a scope, oldest first, as last read."""
        return [one for one in self._waiting if one.scope == scope]

    async def everywhere(self) -> Sequence[WaitingChange]:
        """What waits, of all scopes, oldest first.

        Raises:
            StoreError: the database can't be read.
        """
        await self.refresh()
        return self._waiting

    def of(self, scope: Scope) -> ScopeFiles:
        """The files of a scope as they would be with all that waits; they can't be written."""
        return _DraftFiles(self, self._files.of(scope), scope)

    async def add(self, change: WaitingChange) -> WaitingChange:
        """Have a change wait; returns it with its number.

        Raises:
            StoreError: the database can't be written.
        """
        kept = await self._store.add(change)
        await self.refresh()
        return kept

    async def find(self, number: int, scope: Scope) -> WaitingChange:
        """The change of that number.

        Raises:
            EditError: nothing of that number waits in the scope.
            StoreError: the database can't be read.
        """
        await self.refresh()
        found = next((one for one in self.waiting(scope) if one.number == number), None)
        if found is None:
            raise EditError(texts.not_waiting(number))
        return found

    async def take_out(self, number: int, scope: Scope) -> WaitingChange:
        """Have a change wait no longer, as it is withdrawn or dropped; returns it.

        Raises:
            EditError: nothing of that number waits in the scope.
            StoreError: the database can't be written.
        """
        found = await self.find(number, scope)
        if not await self._store.take_out(found):
            raise EditError(texts.not_waiting(number))
        await self.refresh()
        return found

    async def forget_member(self, member: str) -> None:
        """Forget a moderator's name, by their keyed hash, before it is deleted."""
        nameless = {one.number: replace(one, author=None, author_name=None) for one in self._waiting}
        self._waiting = [nameless[one.number] if one.author == member else one for one in self._waiting]
        self._layers.clear()

    async def settle(self, scope: Scope) -> None:
        """Close what has arrived in the files of a scope. A failure is logged: the knowledge is served all the same."""
        try:
            await self.refresh()
            waiting = self.waiting(scope)
            numbers = await asyncio.to_thread(_arrived, self._files.of(scope), waiting) if waiting else ()
            if numbers:
                await self._store.remove(numbers)
                await self.refresh()
                log.info(texts.HAVE_ARRIVED, ", ".join(f"#{number}" for number in numbers))
        except VersusError as error:
            log.warning(texts.NOT_SETTLED, error)

    def layers(self, scope: Scope) -> Sequence[Layer]:
        """What each waiting change does to the files now. Blocks for the disk, and is CPU work.

        Raises:
            EditError: a file can't be read, or has problems of its own.
        """
        files, waiting = self._files.of(scope), self.waiting(scope)
        held = files.read()
        with self._layering:
            known_texts, known = self._layers.get(scope, ({}, ()))
            kept = list(known) if known_texts == held else []
            while kept and [layer.waiting for layer in kept] != waiting[: len(kept)]:
                kept.pop()
            layers = _laid(files, held, waiting, kept)
            self._layers[scope] = (held, layers)
        return layers


class _DraftFiles:
    """A scope's files with what waits for review on top."""

    def __init__(self, review: Review, files: ScopeFiles, scope: Scope) -> None:
        self._review = review
        self._files = files
        self._scope = scope

    def __reduce__(self) -> tuple[object, ...]:
        """In another process they are only worked with: nothing is read there."""
        return _same, (self._files,)

    def read(self) -> dict[str, str]:
        layers = self._review.layers(self._scope)
        return dict(layers[-1].after) if layers else self._files.read()

    def load(self, texts: Texts) -> Loaded:
        return self._files.load(texts)

    def edited(self, texts: Texts, edits: Sequence[EntryEdit]) -> dict[str, str]:
        return self._files.edited(texts, edits)

    def write(self, name: str, text: str | None) -> None:
        del name, text
        raise EditError(texts.WAITS_FOR_REVIEW)


def _same(files: ScopeFiles) -> ScopeFiles:
    return files


def lasting(change: Change, edits: Sequence[EntryEdit], before: Texts, after: Texts) -> Change:
    """The change in a form that can wait: of a revision taken back, what that makes of the entries or the files."""
    change = replace(change, question="")  # a member's words, which nothing needs any more
    if change.undoes is None:
        return change
    if edits:
        return replace(change, undoes=None, edits=tuple(edits))
    old = {name: digest(text) for name, text in before.items()}
    files = [FileEdit(name, old.get(name), text) for name, text in after.items() if before.get(name) != text]
    return replace(change, undoes=None, files=tuple(files))


def _laid(files: ScopeFiles, held: Texts, waiting: Sequence[WaitingChange], layers: list[Layer]) -> Sequence[Layer]:
    """The layers of all that waits, of which the first are there already."""
    state = layers[-1].after if layers else held
    missing = waiting[len(layers) :]
    known = (files.load(state).knowledge if missing else None) or KnowledgeBase()
    for one in missing:
        try:
            after, new = _applied(files, state, known, one.change)
        except VersusError as error:
            layers.append(Layer(one, state, state, str(error)))
        else:
            layers.append(Layer(one, state, after))
            state, known = after, new
    return layers


def _applied(files: ScopeFiles, state: Texts, known: KnowledgeBase, change: Change) -> tuple[Texts, KnowledgeBase]:
    """The files with the change made on top of whatever they are, and what they give then.

    Raises:
        EditError: it does not fit any more.
        VersusError: it can't be written down.
    """
    if change.files:
        for file in change.files:
            text = state.get(file.name)
            if text != file.text and (None if text is None else digest(text)) != file.before:
                raise EditError(texts.file_changed(file.name))
        after = {**state, **{file.name: file.text for file in change.files}}
    elif edits := _on_top(known.entries, change.edits):
        after = files.edited(state, edits)
    else:
        return state, known
    loaded = files.load(after)
    if loaded.knowledge is None:
        raise EditError(loaded.problems[0].message)
    return after, loaded.knowledge


def _on_top(entries: Mapping[str, Entry], edits: Iterable[EntryEdit]) -> list[EntryEdit]:
    """Those of the edits that have an effect on the entries, made on top of them.

    Raises:
        EditError: an entry to change is gone, or one to add is there, and differs.
    """
    found = list[EntryEdit]()
    for edit in edits:
        current = entries.get(edit.key)
        if current == edit.after:
            continue
        if edit.before is None and current is not None:
            raise EditError(texts.there_already(current.title))
        if edit.before is not None and edit.after is not None and current is None:
            raise EditError(texts.gone_meanwhile(edit.before.title))
        new = rebased(edit, current)
        if new.after != current:
            found.append(new)
    return found


def _arrived(files: ScopeFiles, waiting: Sequence[WaitingChange]) -> list[int]:
    """The numbers of the changes that the files have taken in. Blocks for the disk, and is CPU work.

    A change has arrived when making it would change nothing; so have several of the same entries when making them one
    after another would, as of two rewordings only the last one is seen. An entry that was to be added counts as arrived
    however it reads: the reviewer may have reworded it.
    """
    held = files.read()
    known = files.load(held).knowledge
    if known is None:
        return []
    closed = dict[int, None]()
    for place, first in enumerate(waiting):
        if first.number in closed:
            continue
        keys = {edit.key for edit in first.change.edits}
        alike = [one for one in waiting[place + 1 :] if keys & {edit.key for edit in one.change.edits}]
        group = [first, *(one for one in alike if one.number not in closed)]
        while group and not _changes_nothing(known.entries, held, group):
            group.pop()
        closed.update(dict.fromkeys(one.number for one in group))
    return list(closed)


def _changes_nothing(entries: Mapping[str, Entry], held: Texts, group: Sequence[WaitingChange]) -> bool:
    now = dict[str, Entry | None]()
    for one in group:
        if any(held.get(file.name) != file.text for file in one.change.files):
            return False
        for edit in one.change.edits:
            current = now.get(edit.key, entries.get(edit.key))
            if edit.before is None and current is not None:
                continue
            now[edit.key] = rebased(edit, current).after
    return all(entries.get(key) == entry for key, entry in now.items())
