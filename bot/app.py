"""The composition root: builds everything in order, starts the workers, and closes it all in reverse."""

import asyncio
import errno
import logging
import os
import secrets
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile

from bot.config import Config, ConfigError
from bot.discord_app.own_messages import OwnMessages
from bot.discord_app.services import Moderation, Services
from bot.editing.budget import Budget
from bot.editing.editor import Editor
from bot.editing.knowledge_files import KnowledgeFiles
from bot.editing.pending_changes import PendingChanges
from bot.editing.revision import RevisionStore
from bot.editing.saver import Saver
from bot.editing.watching import FolderWatcher, Look, OverlayWatcher, look
from bot.inbox.suggestions import Suggestions
from bot.inbox.worklist import Worklist
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.problems import Problem
from bot.matching.confidence.calibration import ConfidenceLevel
from bot.private_files import make_private, private_files
from bot.process_memory import freeze_gc
from bot.runtime import background
from bot.servers.base_editors import BaseEditors
from bot.servers.settings import SettingsBook
from bot.serving import bundle as bundled
from bot.serving.answering import Answerer
from bot.serving.loading import load_snapshot, located
from bot.serving.snapshot_cache import SnapshotCache
from bot.storage.database import Database
from bot.texts import terminal
from bot.usage.identity import Pseudonyms
from bot.usage.privacy import Privacy
from bot.usage.recorder import Recorder
from bot.usage.reports import Reports
from bot.usage.retention import Retention
from bot.usage.tracked import TrackedAnswers
from bot.workers.pool import WorkerPool

log = logging.getLogger(__name__)

SERVERS = "servers"
"""The folder of the overlays, within the data folder."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """The knowledge being served and its editor."""

    snapshots: SnapshotCache
    folders: KnowledgeFiles
    editor: Editor
    seen: Look
    """The look at the knowledge folder that it was loaded after."""
    workers: WorkerPool = field(default_factory=lambda: WorkerPool(0))
    """Does what is heavy."""


async def open_workshop(
    config: Config, revisions: RevisionStore, clock: Callable[[], datetime], workers: WorkerPool | None = None
) -> Workshop:
    """Finish what a crash interrupted, serve the knowledge folder, and take hand edits into the history.

    ``workers`` do what is heavy; where it is left out, threads do.

    Raises ``KnowledgeError`` for knowledge that can't be served, ``EditError`` when another program is saving for too
    long, and ``StoreError`` for a database that fails.
    """
    folder, servers = config.knowledge.folder, config.data.folder / SERVERS
    folders = KnowledgeFiles(folder, servers, lambda: snapshots.snapshot().knowledge)
    async with folders.save_lock():
        await Saver(folders, revisions).recover()
    await asyncio.to_thread(folders.scan)
    seen = await asyncio.to_thread(look, folder)
    snapshot = await asyncio.to_thread(load_snapshot, folder, ConfidenceLevel(config.answers.caution))
    workers = workers or WorkerPool(0)
    snapshots = SnapshotCache(snapshot, folders, workers)
    editor = Editor(folders, revisions, snapshots, clock, overlay_budget(config), workers)
    await editor.notice(None)
    freeze_gc()
    return Workshop(snapshots, folders, editor, seen, workers)


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
    folder, snapshots, editor = config.knowledge.folder, workshop.snapshots, workshop.editor

    async def take(_: KnowledgeBase) -> None:
        if await editor.follow(None):
            log.info(terminal.KNOWLEDGE_CHANGED, len(snapshots.snapshot().knowledge), folder)

    async def refuse(problems: tuple[Problem, ...]) -> None:
        snapshots.refuse([str(problem) for problem in problems])
        log.warning(terminal.KNOWLEDGE_REFUSED, folder, "\n".join(located(problem, folder) for problem in problems))

    watcher = FolderWatcher(
        folder,
        lambda: snapshots.snapshot().knowledge,
        take,
        refuse,
        seen=workshop.seen,
        refused=bool(snapshots.problems),
    )
    overlays = OverlayWatcher(config.data.folder / SERVERS, workshop.folders, editor)
    async with background(watcher.run(), "knowledge watcher"), background(overlays.run(sleep), "overlay watcher"):
        yield
    await editor.close()


_log = logging.getLogger(__name__)

DATABASE = "versus.sqlite3"
USAGE_KEY = "usage.key"
_FULL = {errno.ENOSPC, errno.EDQUOT}


def utc_now() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)


def question_id() -> int:
    """63 random bits: unguessable, and positive in a signed 64-bit column."""
    return secrets.randbits(63)


def database_location(config: Config) -> Path | str:
    """The configured URL, or else the SQLite file in the data folder."""
    return config.data.database or config.data.folder / DATABASE


def open_pseudonyms(config: Config) -> Pseudonyms:
    """The key in the data folder, made on first use.

    Raises:
        VersusError: it can't be read or made.
    """
    return Pseudonyms.from_file(config.data.folder / USAGE_KEY)


@asynccontextmanager
async def open_app(
    config: Config, clock: Callable[[], datetime] = utc_now, new_id: Callable[[], int] = question_id
) -> AsyncGenerator[Services]:
    """Everything that the Discord room works with, its workers running; closed in reverse at the end.

    Raises ``ConfigError`` for a folder that can't be written, ``KnowledgeError`` for knowledge that can't be served
    and ``StoreError`` for a database that can't be used.
    """
    bundle = await asyncio.to_thread(_prepare_folders, config)
    async with AsyncExitStack() as stack:
        stack.enter_context(private_files())
        pseudonyms = open_pseudonyms(config)
        database = await stack.enter_async_context(Database.open(database_location(config), pseudonyms))
        workers = WorkerPool()
        stack.push_async_callback(workers.close)
        workshop = await open_workshop(config, database.revisions, clock, workers)
        await asyncio.to_thread(_tell_news, bundle, config, workshop.snapshots.snapshot().knowledge)
        await stack.enter_async_context(following(workshop, config))
        moderation = open_moderation(config, workshop, database, clock)
        for loaded in (moderation.settings, moderation.base_editors, moderation.pending, moderation.suggestions):
            await loaded.load()
        await stack.enter_async_context(background(moderation.base_editors.follow(), "base editors"))
        await moderation.pending.start()
        stack.push_async_callback(moderation.pending.close)
        recorder = Recorder(database.usage)
        await recorder.start()
        stack.push_async_callback(recorder.close)
        memories = (moderation.pending, moderation.suggestions, workshop.editor.decision_cache)
        privacy = Privacy(database.privacy, pseudonyms, recorder, clock, memories)
        await privacy.load()
        tracked = TrackedAnswers(recorder, clock)
        await tracked.load(database.tracked)
        await stack.enter_async_context(background(tracked.run(), "tracked answers"))
        keep = timedelta(days=config.usage.retention_days)
        retention = Retention(database.retention, keep, clock, drafts=moderation.pending)
        await stack.enter_async_context(background(retention.run(), "retention"))
        yield Services(
            config=config,
            snapshots=workshop.snapshots,
            answerer=Answerer(workshop.snapshots, new_id),
            recorder=recorder,
            pseudonyms=pseudonyms,
            privacy=privacy,
            tracked=tracked,
            state=database.state,
            moderation=moderation,
            own_messages=OwnMessages(clock),
            clock=clock,
        )


def open_moderation(
    config: Config, workshop: Workshop, database: Database, clock: Callable[[], datetime]
) -> Moderation:
    """What the moderators' features work with."""
    worklist = Worklist(
        database.inbox,
        database.revisions,
        Reports(database.reports, clock),
        workshop.snapshots,
        clock,
        workshop.workers,
        workshop.editor.decision_cache,
        kept_days=config.usage.retention_days,
        votes_needed=config.usage.votes_needed,
    )
    return Moderation(
        editor=workshop.editor,
        workers=workshop.workers,
        base_editors=BaseEditors(config.knowledge.editors, database.state),
        worklist=worklist,
        settings=SettingsBook(database.settings),
        asked=database.inbox,
        pending=PendingChanges(database.proposals),
        suggestions=Suggestions(database.suggestions),
    )


def prepare_data_folder(data: Path) -> None:
    """Make the data folder, and see that it can be written. Blocks for the disk.

    Raises:
        ConfigError: it can't.
    """
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryFile(dir=data) as probe:
            probe.write(b"\0")
    except OSError as error:
        sentence = terminal.NO_ROOM if error.errno in _FULL else terminal.UNWRITABLE
        raise ConfigError(sentence.format(folder=data, error=error.strerror)) from error


def _prepare_folders(config: Config) -> bundled.Bundle:
    """Make what is missing, and bring in the bundled knowledge where there is none."""
    data, knowledge = config.data.folder, config.knowledge.folder
    prepare_data_folder(data)
    bundle = bundled.find_bundle()
    if bundled.copy_on_first_start(bundle, knowledge, data):
        _log.warning(terminal.COPIED_KNOWLEDGE, knowledge)
    make_private(data, knowledge)  # with what was just written down of the copy
    if not os.access(knowledge, os.W_OK):
        _log.warning(terminal.READ_ONLY_KNOWLEDGE, knowledge)
    return bundle


def _tell_news(bundle: bundled.Bundle, config: Config, serving: KnowledgeBase) -> None:
    """Offer newer bundled knowledge than the served copy was made from."""
    if found := bundled.untaken_news(bundle, config.data.folder, serving):
        commands = "\n".join(terminal.SEE_NEW_KNOWLEDGE.format(file=file) for file in found.files)
        _log.warning(terminal.NEW_KNOWLEDGE, config.knowledge.folder, commands)
