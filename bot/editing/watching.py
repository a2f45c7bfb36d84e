"""Notices files that were changed by hand, in the knowledge folder and among the overlays, and has them served.

By polling: file events miss changes on mounts and volumes.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from pathlib import Path
from typing import Final

from bot.editing.editor import Editor
from bot.editing.knowledge_files import KnowledgeFiles
from bot.errors import VersusError
from bot.knowledge.load import knowledge_files, load_folder
from bot.serving.snapshot import located
from bot.serving.snapshot_cache import SnapshotCache
from bot.texts import terminal

POLL_SECONDS: Final = 2.0

Look = dict[str, tuple[int, int, int, int]] | None
"""Size, inode and times of each knowledge file by name: what differs when one changed. ``None``: no folder."""

log = logging.getLogger(__name__)


def look(folder: Path) -> Look:
    """How the folder's files stand now. Blocks for the disk; links are followed, so that swapped mounts show."""
    try:
        return {path.name: _stamp(path) for path in knowledge_files(folder)}
    except OSError:
        return None


def _stamp(path: Path) -> tuple[int, int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return -1, 0, 0, 0
    return found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns


class FolderWatcher:
    """Polls a folder, and tells which files have changed once two looks are equal.

    So a file that an editor is still writing, or a folder that is still being copied, is left alone.
    """

    def __init__(
        self,
        folder: Path,
        on_change: Callable[[Collection[str]], Awaitable[None]],
        seen: Look = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Prepare to watch.

        Args:
            folder: what to watch; it need not exist yet.
            on_change: takes the names of the files that have come, gone or changed.
            seen: the look at the folder to which the first one is compared; by default every file counts as new.
            sleep: waits that many seconds.
        """
        self._folder = folder
        self._on_change = on_change
        self._handled = self._pending = seen
        self._sleep = sleep

    async def run(self) -> None:
        """Poll until cancelled."""
        while True:
            await self._sleep(POLL_SECONDS)
            await self.poll()

    async def poll(self) -> None:
        """Look once, and tell what has changed where this look equals the last. Never raises."""
        try:
            now = await asyncio.to_thread(look, self._folder)
            settled, self._pending = now == self._pending, now
            if settled and now != self._handled:
                before, after, self._handled = self._handled or {}, now or {}, now
                await self._on_change({name for name in {*before, *after} if before.get(name) != after.get(name)})
        except Exception:
            log.exception("What changed in %s can't be taken over; I look again when it changes", self._folder)


def base_watcher(folder: Path, snapshots: SnapshotCache, editor: Editor, seen: Look) -> FolderWatcher:
    """Has the knowledge folder served anew when it changed; a broken one leaves the last good one in force.

    Args:
        folder: the knowledge folder.
        snapshots: what is being served, and what is wrong with the folder.
        editor: takes the change over.
        seen: the look at the folder that the knowledge in force was loaded after.
    """

    async def take_over(_names: Collection[str]) -> None:
        loaded = await asyncio.to_thread(load_folder, folder)
        if loaded.knowledge is None:
            snapshots.refuse([str(problem) for problem in loaded.problems])
            places = "\n".join(located(problem, folder) for problem in loaded.problems)
            log.warning(terminal.KNOWLEDGE_REFUSED, folder, places)
            return
        if snapshots.problems or loaded.knowledge != snapshots.snapshot().knowledge:
            if await editor.follow(None):
                log.info(terminal.KNOWLEDGE_CHANGED, len(snapshots.snapshot().knowledge), folder)
            snapshots.refuse(())  # also where it was mended to what is being served

    return FolderWatcher(folder, take_over, seen)


def overlay_watcher(folder: Path, files: KnowledgeFiles, editor: Editor) -> FolderWatcher:
    """Has each overlay that was changed by hand taken over; at first all of them, for edits made before the start.

    Args:
        folder: the overlays' folder.
        files: is told to look which overlays there are.
        editor: takes the change over.
    """

    async def take_over(names: Collection[str]) -> None:
        await asyncio.to_thread(files.scan)
        for server in {int(first) for name in names if (first := name.partition(".")[0]).isdigit()}:
            try:
                await editor.follow(server)
            except VersusError as error:
                log.warning("The overlay of server %d was changed, but I can't take it over: %s", server, error)

    return FolderWatcher(folder, take_over)
