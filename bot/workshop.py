"""What is served, what changes it, and the watchers that follow changes made by hand."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.background import background
from bot.config import Config
from bot.editing.editor import Editor
from bot.editing.folders import Folders
from bot.editing.saving import Saver
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.problems import Problem
from bot.knowledge.store import POLL_SECONDS, FolderWatcher, look
from bot.library import Library
from bot.loading import load_snapshot, located
from bot.matching.caution import Caution
from bot.moderation.revision import RevisionStore
from bot.texts import terminal

_log = logging.getLogger(__name__)

SERVERS = "servers"
"""The folder of the overlays, within the data folder."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """The knowledge being served and its editor."""

    library: Library
    folders: Folders
    editor: Editor


async def open_workshop(config: Config, revisions: RevisionStore, clock: Callable[[], datetime]) -> Workshop:
    """Finish what a crash interrupted, serve the knowledge folder, and take hand edits into the history.

    Raises ``KnowledgeError`` for knowledge that can't be served and ``StoreError`` for a database that fails.
    """
    folder, servers = config.knowledge.folder, config.data.folder / SERVERS
    folders = Folders(folder, servers, lambda: library.snapshot().knowledge)
    await Saver(folders, revisions).recover()
    await asyncio.to_thread(folders.scan)
    snapshot = await asyncio.to_thread(load_snapshot, folder, Caution(config.answers.caution))
    library = Library(snapshot, folders)
    editor = Editor(folders, revisions, library, clock)
    await editor.notice(None)
    return Workshop(library, folders, editor)


@asynccontextmanager
async def following(
    workshop: Workshop, config: Config, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> AsyncGenerator[None]:
    """While the block runs, files changed by hand are served; broken ones leave the last good ones in force."""
    folder, library = config.knowledge.folder, workshop.library

    async def take(knowledge: KnowledgeBase) -> None:
        library.swap(await asyncio.to_thread(library.snapshot().updated, knowledge))
        _log.info(terminal.KNOWLEDGE_CHANGED, len(knowledge), folder)
        await workshop.editor.notice(None)

    async def refuse(problems: tuple[Problem, ...]) -> None:
        library.refuse([str(problem) for problem in problems])
        _log.warning(terminal.KNOWLEDGE_REFUSED, folder, "\n".join(located(problem, folder) for problem in problems))

    seen = await asyncio.to_thread(look, folder)
    watcher = FolderWatcher(
        folder, lambda: library.snapshot().knowledge, take, refuse, seen=seen, refused=bool(library.problems)
    )
    overlays = _follow_overlays(workshop, config.data.folder / SERVERS, sleep)
    async with background(watcher.run(), "knowledge watcher"), background(overlays, "overlay watcher"):
        yield


async def _follow_overlays(workshop: Workshop, servers: Path, sleep: Callable[[float], Awaitable[None]]) -> None:
    seen = dict(await asyncio.to_thread(_stamps, servers))
    while True:
        await sleep(POLL_SECONDS)
        now = dict(await asyncio.to_thread(_stamps, servers))
        if now == seen:
            continue
        names = {name for name in {*seen, *now} if seen.get(name) != now.get(name)}
        seen = now
        await asyncio.to_thread(workshop.folders.scan)
        for server in {int(first) for name in names if (first := name.partition(".")[0]).isdigit()}:
            workshop.library.forget(server)


def _stamps(folder: Path) -> list[tuple[str, tuple[int, ...]]]:
    return [(name, tuple(stamp)) for name, *stamp in look(folder) or ()]
