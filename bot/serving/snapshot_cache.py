"""The knowledge that is being served: the shared base, and what servers' overlays make of it."""

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final, Protocol

from cachetools import LRUCache

from bot.knowledge.build import SHOWN_PROBLEMS
from bot.knowledge.problems import Problem, at_most
from bot.process_memory import footprint
from bot.serving.snapshot import Snapshot, laid_over
from bot.workers.pool import WorkerPool, WorkRefusedError

ROOM: Final = 512 << 20
"""Bytes that the snapshots of servers with an overlay may take, as ``footprint`` estimates them; those longest not
asked are built anew when needed. An ordinary overlay over the bundled base takes 6 to 9 MB, one at its budget 50.
"""

AGAIN: Final = 900.0
"""Seconds until what was refused, perhaps because too many others waited, is tried again."""

log = logging.getLogger(__name__)


class Overlays(Protocol):
    """Finds and reads the servers' overlays."""

    def exists(self, server: int) -> bool:
        """Whether the server has one. Answers from memory."""
        ...

    def read(self, server: int) -> Mapping[str, str]:
        """The texts of the overlay's files, by name. Blocks for the disk."""
        ...


class NoOverlays:
    """The ``Overlays`` of a bot without servers, as in the terminal."""

    def exists(self, server: int) -> bool:
        """No server has an overlay."""
        del server
        return False

    def read(self, server: int) -> Mapping[str, str]:
        """No files."""
        del server
        return {}


class SnapshotCache:
    """Hands out the snapshot in force, that of the shared base or of a server.

    Servers without an overlay share the base's snapshot. Those with one get their own, built on first use off the
    event loop from the base's matcher and kept while there is room.
    """

    def __init__(
        self, base: Snapshot, overlays: Overlays | None = None, workers: WorkerPool | None = None, room: int = ROOM
    ) -> None:
        """Prepare.

        Args:
            base: the snapshot of the shared knowledge.
            overlays: finds the servers' own files; without it, no server has any.
            workers: the processes that build; without it, building is done on a thread.
            room: bytes for the servers' snapshots.
        """
        self._base = base
        self._overlays = overlays or NoOverlays()
        self._workers = workers or WorkerPool(0)
        self._room = room
        self._servers: LRUCache[int, Snapshot] = LRUCache(room, self._size_of)
        self._building: dict[int, asyncio.Task[Snapshot]] = {}
        self._newest: Counter[int] = Counter()
        """Goes up when a server's overlay changes, so that what is being built from the older one is not kept."""
        self._server_problems: dict[int, tuple[str, ...]] = {}
        self.problems: tuple[str, ...] = ()
        """The sentences of the last load of the base that failed; empty while what is on disk is being served."""

    def snapshot(self) -> Snapshot:
        """The shared base's snapshot in force now."""
        return self._base

    async def of(self, server: int | None) -> Snapshot:
        """The snapshot from which a server's members are answered; ``None`` stands for the shared base."""
        if server is None or not self._overlays.exists(server):
            return self._base
        if (ready := self._servers.get(server)) is not None:
            return ready
        return await asyncio.shield(self._begin(server))

    def is_at_hand(self, server: int | None) -> bool:
        """Whether ``of`` answers at once, without waiting for the disk."""
        return server is None or server in self._servers or not self._overlays.exists(server)

    def ready(self, server: int) -> Snapshot | None:
        """The snapshot of a server with an overlay, if it is built."""
        return self._servers.get(server)

    def problems_of(self, server: int | None) -> tuple[str, ...]:
        """Why a server does not see the newest files: the base's problems, and its own overlay's."""
        own = () if server is None else self._server_problems.get(server, ())
        return self.problems + own

    def swap(self, snapshot: Snapshot) -> None:
        """Serve another base from now on; overlays are laid over it when next asked."""
        self._base = snapshot
        self.problems = ()
        self._servers.clear()

    def refuse(self, problems: Sequence[str]) -> None:
        """Keep serving the last good base, and remember why the newer one was not taken."""
        self.problems = tuple(problems)

    def put(self, server: int, snapshot: Snapshot) -> None:
        """Serve this to a server's members from now on."""
        self._newest[server] += 1
        self._server_problems.pop(server, None)
        self._servers[server] = snapshot

    def forget(self, server: int) -> None:
        """A server's overlay has changed on disk: read it again when next asked."""
        self._newest[server] += 1
        self._servers.pop(server, None)

    def renew(self, server: int) -> None:
        """A server's overlay has changed on disk: read it again now, and serve what is in force until that is done."""
        self._newest[server] += 1
        self._begin(server)

    async def settled(self, server: int | None) -> None:
        """Wait for the build of a server's snapshot, if one is under way, so that it serves what is on disk."""
        if server in self._building:
            await asyncio.shield(self._building[server])

    def _begin(self, server: int) -> asyncio.Task[Snapshot]:
        task = self._building.get(server)
        if task is None or task.done():  # one that is done may have read the older files
            task = self._building[server] = asyncio.create_task(self._build(server))
            task.add_done_callback(partial(self._ended, server))
        return task

    def _ended(self, server: int, task: asyncio.Task[Snapshot]) -> None:
        if self._building.get(server) is task:
            del self._building[server]

    async def _build(self, server: int) -> Snapshot:
        while True:
            base, newest = self._base, self._newest[server]
            texts = await asyncio.to_thread(self._overlays.read, server)
            try:
                snapshot, problems = await self._laid_over(server, base, texts)
                said = [str(one) for one in at_most(list(problems), SHOWN_PROBLEMS)]
            except WorkRefusedError as error:
                snapshot, said = self._servers.get(server, base), [str(error)]
                asyncio.get_running_loop().call_later(AGAIN, self.renew, server)
            self._note_problems(server, said)
            if base is self._base and newest == self._newest[server]:
                self._servers[server] = snapshot
                return snapshot

    async def _laid_over(
        self, server: int, base: Snapshot, texts: Mapping[str, str]
    ) -> tuple[Snapshot, tuple[Problem, ...]]:
        weight = sum(map(len, texts.values()))
        work = partial(laid_over, remember=self._workers.is_heavy(weight))
        return await self._workers.run(server, weight, work, base, texts, common=base.parts)

    def _note_problems(self, server: int, problems: Sequence[str]) -> None:
        if not problems:
            self._server_problems.pop(server, None)
            return
        self._server_problems[server] = tuple(problems)
        log.warning("A part of the overlay of server %d can't be served:\n%s", server, "\n".join(problems))

    def _size_of(self, snapshot: Snapshot) -> int:
        """Bytes to count for a snapshot; one that takes more than all the room may have it alone."""
        return 0 if snapshot is self._base else min(footprint(snapshot), self._room)
