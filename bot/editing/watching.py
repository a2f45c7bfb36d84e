"""Watches the knowledge folder and reads it again when it changed.

By polling: file events miss changes on mounts and volumes. A change is read after two equal looks, so that a file an
editor is still writing, or a folder that is still being copied, is left alone.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from bot.editing.editor import Editor
from bot.editing.knowledge_files import KnowledgeFiles
from bot.errors import VersusError
from bot.knowledge.build import Loaded
from bot.knowledge.load import knowledge_files, load_folder
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.problems import Problem

POLL_SECONDS: Final = 2.0

Look = tuple[tuple[str, int, int, int, int], ...] | None
"""Name, size, inode and times of each knowledge file: what differs when the folder changed. ``None``: no folder."""

log = logging.getLogger(__name__)


def look(folder: Path) -> Look:
    """How the folder's files stand now. Blocks for the disk; links are followed, so that swapped mounts show."""
    try:
        return tuple(_stamp(path) for path in knowledge_files(folder))
    except OSError:
        return None


def _stamp(path: Path) -> tuple[str, int, int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return path.name, -1, 0, 0, 0
    return path.name, found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns


class FolderWatcher:
    """Polls a folder and hands on each new knowledge base, or the problems that keep it from being one."""

    def __init__(
        self,
        folder: Path,
        serving: Callable[[], KnowledgeBase | None],
        on_loaded: Callable[[KnowledgeBase], Awaitable[None]],
        on_refused: Callable[[tuple[Problem, ...]], Awaitable[None]],
        *,
        seen: Look = None,
        refused: bool = False,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Prepare to watch ``folder``.

        Args:
            folder: what to watch.
            serving: the knowledge base in force; what equals it is not handed on again.
            on_loaded: takes a knowledge base that differs from the one in force.
            on_refused: takes the problems of a folder that can't be served.
            seen: the look at the folder that the knowledge base in force was loaded after.
            refused: whether that load found problems, so that mending them is news.
            sleep: waits that many seconds.
        """
        self._folder = folder
        self._serving = serving
        self._on_loaded = on_loaded
        self._on_refused = on_refused
        self._handled = seen
        self._pending = seen
        self._refused = refused
        self._sleep = sleep

    async def run(self) -> None:
        """Poll until cancelled."""
        while True:
            await self._sleep(POLL_SECONDS)
            await self.poll()

    async def poll(self) -> None:
        """Look once; read the folder where it has changed and this look equals the last. Never raises."""
        try:
            now = await asyncio.to_thread(look, self._folder)
            settled, self._pending = now == self._pending, now
            if settled and now != self._handled:
                self._handled = now
                await self._hand_on(await asyncio.to_thread(load_folder, self._folder))
        except Exception:
            log.exception("Looking at the knowledge folder %s failed; the last good one stays in force", self._folder)

    async def _hand_on(self, loaded: Loaded) -> None:
        if loaded.knowledge is None:
            self._refused = True
            await self._on_refused(loaded.problems)
        elif self._refused or loaded.knowledge != self._serving():
            self._refused = False
            await self._on_loaded(loaded.knowledge)


class OverlayWatcher:
    """Polls the folder of the overlays, and has each one that was changed by hand taken over."""

    def __init__(self, folder: Path, folders: KnowledgeFiles, editor: Editor) -> None:
        """``folder`` need not exist yet; ``folders`` is told to look again, and ``editor`` which overlay changed."""
        self._folder = folder
        self._folders = folders
        self._editor = editor
        self._handled: dict[str, tuple[int, ...]] | None = None
        self._pending: dict[str, tuple[int, ...]] | None = None

    async def run(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Poll until cancelled."""
        while True:
            await sleep(POLL_SECONDS)
            await self.poll()

    async def poll(self) -> None:
        """Look once; take over what has changed and looks the same twice. Never raises.

        At first every overlay counts as changed, so that an edit made before the start is not missed.
        """
        try:
            now = {name: tuple(stamp) for name, *stamp in await asyncio.to_thread(look, self._folder) or ()}
            settled, self._pending = now == self._pending, now
            if not settled or now == self._handled:
                return
            handled, self._handled = self._handled or {}, now
            await asyncio.to_thread(self._folders.scan)
            changed = {name for name in {*handled, *now} if handled.get(name) != now.get(name)}
            for server in {int(first) for name in changed if (first := name.partition(".")[0]).isdigit()}:
                await self._follow(server)
        except Exception:
            log.exception("Looking at the overlays in %s failed; I look again", self._folder)

    async def _follow(self, server: int) -> None:
        try:
            await self._editor.follow(server)
        except VersusError as error:
            log.warning("The overlay of server %d was changed, but I can't take it over: %s", server, error)
