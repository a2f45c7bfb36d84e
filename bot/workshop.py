"""What is served, what changes it, and the watchers that follow changes made by hand."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from bot.config import Config
from bot.editing.budget import Budget
from bot.editing.editor import Editor
from bot.editing.revision import RevisionStore
from bot.editing.saver import Saver
from bot.editing.watching import FolderWatcher, Look, OverlayWatcher, look
from bot.editing.workspaces import Folders
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.problems import Problem
from bot.matching.confidence.calibration import Caution
from bot.process_memory import settled
from bot.runtime import background
from bot.serving.loading import load_snapshot, located
from bot.serving.snapshots import Library
from bot.texts import terminal
from bot.workers.pool import Work

log = logging.getLogger(__name__)

SERVERS = "servers"
"""The folder of the overlays, within the data folder."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """The knowledge being served and its editor."""

    library: Library
    folders: Folders
    editor: Editor
    seen: Look
    """The look at the knowledge folder that it was loaded after."""
    work: Work = field(default_factory=lambda: Work(0))
    """Does what is heavy."""


async def open_workshop(
    config: Config, revisions: RevisionStore, clock: Callable[[], datetime], work: Work | None = None
) -> Workshop:
    """Finish what a crash interrupted, serve the knowledge folder, and take hand edits into the history.

    ``work`` does what is heavy; where it is left out, threads do.

    Raises ``KnowledgeError`` for knowledge that can't be served, ``EditError`` when another program is saving for too
    long, and ``StoreError`` for a database that fails.
    """
    folder, servers = config.knowledge.folder, config.data.folder / SERVERS
    folders = Folders(folder, servers, lambda: library.snapshot().knowledge)
    async with folders.turn():
        await Saver(folders, revisions).recover()
    await asyncio.to_thread(folders.scan)
    seen = await asyncio.to_thread(look, folder)
    snapshot = await asyncio.to_thread(load_snapshot, folder, Caution(config.answers.caution))
    work = work or Work(0)
    library = Library(snapshot, folders, work)
    editor = Editor(folders, revisions, library, clock, overlay_budget(config), work)
    await editor.notice(None)
    settled()
    return Workshop(library, folders, editor, seen, work)


def overlay_budget(config: Config) -> Budget:
    """How large the operator lets a server's overlay become."""
    return Budget(config.knowledge.overlay_entries, config.knowledge.overlay_bytes)


@asynccontextmanager
async def following(
    workshop: Workshop, config: Config, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> AsyncGenerator[None]:
    """While the block runs, files changed by hand are served; broken ones leave the last good ones in force.

    At the end it waits for the saves under way.
    """
    folder, library, editor = config.knowledge.folder, workshop.library, workshop.editor

    async def take(_: KnowledgeBase) -> None:
        if await editor.follow(None):
            log.info(terminal.KNOWLEDGE_CHANGED, len(library.snapshot().knowledge), folder)

    async def refuse(problems: tuple[Problem, ...]) -> None:
        library.refuse([str(problem) for problem in problems])
        log.warning(terminal.KNOWLEDGE_REFUSED, folder, "\n".join(located(problem, folder) for problem in problems))

    watcher = FolderWatcher(
        folder, lambda: library.snapshot().knowledge, take, refuse, seen=workshop.seen, refused=bool(library.problems)
    )
    overlays = OverlayWatcher(config.data.folder / SERVERS, workshop.folders, editor)
    async with background(watcher.run(), "knowledge watcher"), background(overlays.run(sleep), "overlay watcher"):
        yield
    await editor.close()
