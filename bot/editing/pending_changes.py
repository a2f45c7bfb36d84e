"""Changes that moderators have not saved yet: kept in memory, and written to the database in the background."""

import asyncio
import contextlib
import logging
import sys
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import datetime
from typing import Final, Protocol

from bot.editing.change import Change
from bot.editing.revision import Scope
from bot.errors import VersusError

log = logging.getLogger(__name__)

MOST: Final = 10
"""Open changes of one moderator; the oldest makes room for an eleventh."""
ROOM: Final = 32_000_000
"""Bytes of changes in memory; what has no room there is read when it is needed."""
FIRST_RETRY: Final = 0.25
LAST_RETRY: Final = 10.0
"""Seconds between two tries to write; the pause doubles from the first to the last."""


@dataclass(frozen=True, slots=True)
class StoredProposal:
    """A change waiting for "Save"."""

    id: int
    """63 random bits, so that a button can carry it."""
    scope: Scope
    server: int | None
    """Where it was made; ``None`` for the terminal."""
    moderator: str
    """The keyed hash of the moderator who made it."""
    at: datetime
    change: str
    """The change as JSON, in the form that ``bot.editing`` gives it."""


class ProposalStore(Protocol):
    """Keeps proposals. Each method raises ``StoreError`` when the database fails."""

    async def put(self, proposal: StoredProposal, /) -> None:
        """Keep a proposal, in place of the one of the same id."""
        ...

    async def get(self, proposal_id: int) -> StoredProposal | None:
        """The proposal of that id, or ``None``: saved, cancelled or purged."""
        ...

    async def notes(self) -> Sequence[tuple[int, str, datetime]]:
        """The id, the moderator and the time of every proposal, oldest first."""
        ...

    async def newest(self, room: int) -> Sequence[StoredProposal]:
        """The newest proposals, oldest first, whose changes have ``room`` characters together at most."""
        ...

    async def remove(self, proposal_id: int) -> None:
        """Forget a proposal; one that is gone already is no error."""
        ...

    async def purge(self, before: datetime) -> int:
        """Forget the proposals made before that time, and return how many there were."""
        ...


@dataclass(frozen=True, slots=True)
class _Note:
    """What is always in memory of a change."""

    moderator: str
    at: datetime
    lasting: bool
    """Whether it may stand in the database."""


class PendingChanges:
    """Every change that was shown and is not saved yet.

    ``keep`` and ``forget`` take effect at once and wait for nothing; a worker carries them into the store in their
    order, and tries again for as long as the store fails.
    """

    def __init__(
        self,
        store: ProposalStore,
        *,
        room: int = ROOM,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """``room`` is in bytes; ``sleep`` takes seconds."""
        self._store = store
        self._room = room
        self._sleep = sleep
        self._notes: OrderedDict[int, _Note] = OrderedDict()
        """Every change there is, those last kept at the end."""
        self._at_hand: OrderedDict[int, StoredProposal] = OrderedDict()
        """Those in memory, those last used at the end."""
        self._bytes = 0
        self._unwritten: OrderedDict[int, None] = OrderedDict()
        """The changes whose row is not yet as it should be."""
        self._some = asyncio.Event()
        self._written = asyncio.Event()
        self._writing = asyncio.Lock()
        self._worker: asyncio.Task[None] | None = None

    async def load(self) -> None:
        """Take over what the store holds, in place of what is in memory: of the newest as much as there is room for.

        Raises:
            StoreError: the database can't be read.
        """
        notes = await self._store.notes()
        newest = await self._store.newest(self._room)
        self._notes = OrderedDict((one, _Note(moderator, at, lasting=True)) for one, moderator, at in notes)
        self._at_hand.clear()
        self._bytes = 0
        for proposal in newest:
            self._put(proposal)

    async def start(self) -> None:
        """Start the worker."""
        if self._worker is None:
            self._worker = asyncio.create_task(self._work(), name="pending changes")

    async def close(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109 - the caller's limit, and no error
        """Write what is not written, for ``timeout`` seconds at most, and stop."""
        if self._worker is None:
            return
        await self.flush(timeout)
        self._worker.cancel()
        await asyncio.wait([self._worker])
        self._worker = None
        if self._unwritten:
            log.warning("%d changes that moderators had not saved yet could not be stored.", len(self._unwritten))

    def keep(self, proposal: StoredProposal, *, lasting: bool = True) -> None:
        """Keep a change, in place of the one of the same id; the moderator's oldest goes when there are too many.

        One that is not ``lasting`` stays in memory alone: nothing may be stored of its moderator.
        """
        self._notes[proposal.id] = _Note(proposal.moderator, proposal.at, lasting)
        self._notes.move_to_end(proposal.id)
        self._put(proposal)
        self._write_soon(proposal.id)
        theirs = [one for one, note in self._notes.items() if note.moderator == proposal.moderator]
        for oldest in theirs[:-MOST]:
            self.forget(oldest)

    def at_hand(self, proposal_id: int) -> StoredProposal | None:
        """The change of that id, as far as it is in memory."""
        found = self._at_hand.get(proposal_id)
        if found is not None:
            self._at_hand.move_to_end(proposal_id)
        return found

    def exists(self, proposal_id: int) -> bool:
        """Whether there is a change of that id, in memory or in the store."""
        return proposal_id in self._notes

    async def find(self, proposal_id: int) -> StoredProposal | None:
        """The change of that id, or ``None``: saved, cancelled or purged.

        Raises:
            StoreError: it is not in memory, and the database can't be read.
        """
        if (found := self.at_hand(proposal_id)) is not None or not self.exists(proposal_id):
            return found
        found = await self._store.get(proposal_id)
        if not self.exists(proposal_id):
            return None  # saved or cancelled meanwhile
        if found is not None and proposal_id not in self._at_hand:  # else it was kept anew meanwhile
            self._put(found)
        return self.at_hand(proposal_id) or found

    def forget(self, proposal_id: int) -> None:
        """Forget a change; one that is gone already is no error."""
        if self._notes.pop(proposal_id, None) is not None:
            self._drop(proposal_id)
            self._write_soon(proposal_id)

    async def purge(self, before: datetime) -> int:
        """Forget the changes kept before that time, and return how many there were in the store.

        Raises:
            StoreError: the database can't be written now.
        """
        async with self._writing:
            for one in [one for one, note in self._notes.items() if note.at < before]:
                self._lose(one)
            return await self._store.purge(before)

    async def forget_member(self, member: str) -> None:
        """Forget a moderator's changes, by their keyed hash, before their rows are deleted.

        Of others' changes that were made of their messages their name goes.
        """
        async with self._writing:  # a row on its way would come after the deletion
            for one in [one for one, note in self._notes.items() if note.moderator == member]:
                self._lose(one)
            for one in [one for one in self._at_hand.values() if member in one.change]:
                nameless = changed(Change.from_json(one.change), kept=None)
                self._put(changed(one, change=nameless.to_json()))

    async def is_stored(self, proposal_id: int, timeout: float = 0.0) -> bool:  # noqa: ASYNC109 - no error
        """Whether the change outlives a restart as it is now; waits for that for ``timeout`` seconds at most."""
        await self._until(lambda: proposal_id not in self._unwritten, timeout)
        note = self._notes.get(proposal_id)
        return note is not None and note.lasting and proposal_id not in self._unwritten

    async def flush(self, timeout: float = 5.0) -> bool:  # noqa: ASYNC109 - the caller's limit, and no error
        """Wait until everything is written, for ``timeout`` seconds at most; whether it is."""
        await self._until(lambda: not self._unwritten, timeout)
        return not self._unwritten

    async def _until(self, done: Callable[[], bool], timeout: float) -> None:  # noqa: ASYNC109
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                while not done():
                    self._written.clear()
                    await self._written.wait()

    def _put(self, proposal: StoredProposal) -> None:
        self._drop(proposal.id)
        self._at_hand[proposal.id] = proposal
        self._bytes += _size(proposal)
        # What is in memory alone goes last: it would be lost.
        for lost in (False, True):
            for one in [one for one in self._at_hand if one != proposal.id and self._is_only_here(one) is lost]:
                if self._bytes <= self._room:
                    return
                if lost:
                    log.error("There is no room for a change that could not be stored yet; it is lost.")
                    self._lose(one)
                else:
                    self._drop(one)

    def _is_only_here(self, proposal_id: int) -> bool:
        note = self._notes.get(proposal_id)
        return proposal_id in self._unwritten or (note is not None and not note.lasting)

    def _drop(self, proposal_id: int) -> None:
        """Take a change out of memory, but for its note."""
        if (found := self._at_hand.pop(proposal_id, None)) is not None:
            self._bytes -= _size(found)

    def _lose(self, proposal_id: int) -> None:
        """Forget a change and what was to be written of it."""
        self._notes.pop(proposal_id, None)
        self._drop(proposal_id)
        self._unwritten.pop(proposal_id, None)

    def _write_soon(self, proposal_id: int) -> None:
        self._unwritten[proposal_id] = None
        self._unwritten.move_to_end(proposal_id)
        self._some.set()

    async def _work(self) -> None:
        pause = FIRST_RETRY
        while True:
            await self._some.wait()
            try:
                await self._write_one()
            except VersusError as error:
                if pause == FIRST_RETRY:
                    log.warning("Changes under way can't be stored now, I try again: %s", error)
                await self._sleep(pause)
                pause = min(2 * pause, LAST_RETRY)
            except Exception:
                log.exception("A defect kept a change under way from being stored.")
                await self._sleep(LAST_RETRY)
            else:
                pause = FIRST_RETRY

    async def _write_one(self) -> None:
        async with self._writing:
            one = next(iter(self._unwritten), None)
            if one is None:
                self._some.clear()
                self._written.set()
                return
            change, note = self._at_hand.get(one), self._notes.get(one)
            if change is not None and note is not None and note.lasting:
                await self._store.put(change)
            else:
                await self._store.remove(one)
            if self._at_hand.get(one) is change:  # else it was kept anew meanwhile
                self._unwritten.pop(one, None)
            self._written.set()


def _size(proposal: StoredProposal) -> int:
    return sys.getsizeof(proposal.change)
