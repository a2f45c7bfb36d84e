"""The composition root: what there is, and in which order it is made, started and closed again.

``open_bot`` is the bot in Discord, ``open_app`` what it works with, ``open_editing`` the knowledge and its editor
alone, as the terminal uses them. Only the first two load the Discord room.
"""

import asyncio
import errno
import logging
import os
import secrets
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from bot import health
from bot.config import Config, ConfigError
from bot.editing.budget import Budget
from bot.editing.editor import Editor
from bot.editing.knowledge_files import KnowledgeFiles
from bot.editing.pending_changes import PendingChanges
from bot.editing.replay import decide_ahead
from bot.editing.review import Review
from bot.editing.saver import Saver
from bot.editing.watching import Look, base_watcher, look, overlay_watcher
from bot.inbox.askers import Askers
from bot.inbox.dismissals import Dismissals
from bot.inbox.handoff import Handoff
from bot.inbox.positions import Positions
from bot.inbox.suggestions import Suggestions
from bot.inbox.worklist import Worklist
from bot.knowledge.model import KnowledgeBase
from bot.matching.confidence.calibration import ConfidenceLevel
from bot.matching.vectors.encoder import Encoder
from bot.private_files import make_private, private_files
from bot.process_memory import freeze_gc
from bot.run_lock import sole_bot
from bot.runtime import background
from bot.semantic.encoder import Progress, SemanticEncoder, untold
from bot.semantic.files import MODELS, find_model
from bot.semantic.model import SentenceModel
from bot.servers.base_editors import BaseEditors
from bot.servers.settings import SettingsBook
from bot.serving import bundle as bundled
from bot.serving.answering import Answerer
from bot.serving.snapshot import load_snapshot
from bot.serving.snapshot_cache import SnapshotCache
from bot.storage.database import Database
from bot.storage.vectors import FILE as VECTORS
from bot.storage.vectors import SqlVectorStore
from bot.texts import terminal
from bot.usage.identity import Pseudonyms
from bot.usage.preferences import Preferences
from bot.usage.privacy import Privacy
from bot.usage.recorder import Recorder
from bot.usage.retention import Retention
from bot.usage.tracked import TrackedAnswers
from bot.workers.pool import WorkerPool

if TYPE_CHECKING:  # discord.py is slow to import, and the terminal needs none of it
    from bot.discord_app.features import Bot
    from bot.discord_app.services import Services

log = logging.getLogger(__name__)

SERVERS = "servers"
"""The folder of the overlays, within the data folder."""
DATABASE = "versus.sqlite3"
USAGE_KEY = "usage.key"
_FULL = {errno.ENOSPC, errno.EDQUOT}


def utc_now() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)


def question_id() -> int:
    """63 random bits: unguessable, and positive in a signed 64-bit column."""
    return secrets.randbits(63)


@asynccontextmanager
async def open_bot(
    config: Config,
    clock: Callable[[], datetime] = utc_now,
    new_id: Callable[[], int] = question_id,
    progress: Progress = untold,
) -> AsyncGenerator["Bot"]:
    """The bot, not connected yet, with everything that it works with; all workers run until the block ends.

    Raises:
        ConfigError: a folder can't be written, or another bot runs on the data folder.
        KnowledgeError: the knowledge can't be served.
        StoreError: the database can't be used.
    """
    from bot.discord_app.features import Bot
    from bot.discord_app.handoff.missed import MissedDeletions
    from bot.discord_app.handoff.upkeep import Upkeep
    from bot.discord_app.inbox.digest import Digest

    async with open_app(config, clock, new_id, progress) as services:
        bot = Bot(services)
        async with (
            background(Digest(bot).run(), "digest"),
            background(Upkeep(bot).run(), "moderators' posts"),
            background(MissedDeletions(bot).run(), "missed deletions"),
        ):
            yield bot


@asynccontextmanager
async def open_app(
    config: Config,
    clock: Callable[[], datetime] = utc_now,
    new_id: Callable[[], int] = question_id,
    progress: Progress = untold,
) -> AsyncGenerator["Services"]:
    """Everything that the Discord room works with, its workers running; closed in reverse at the end.

    Args:
        config: what the operator chose.
        clock: the time now, aware, in UTC.
        new_id: gives a fresh question id, see ``question_id``.
        progress: is told how many phrases were read for their meaning, and how many there are to be read.

    Raises:
        ConfigError: a folder can't be written, or another bot runs on the data folder.
        KnowledgeError: the knowledge can't be served.
        StoreError: the database can't be used.
    """
    from bot.discord_app.own_messages import OwnMessages
    from bot.discord_app.services import Moderation, Services

    data, kept_days = config.data.folder, config.usage.retention_days
    async with AsyncExitStack() as stack:
        # The folders, for one bot alone.
        await asyncio.to_thread(prepare_data_folder, data)
        await stack.enter_async_context(sole_bot(data, clock))
        stack.callback((data / health.FILE_NAME).unlink, missing_ok=True)  # what has stopped is not alive
        bundle = await asyncio.to_thread(_prepare_knowledge, config)
        stack.enter_context(private_files())
        pseudonyms = open_pseudonyms(config)
        database = await stack.enter_async_context(Database.open(database_location(config), pseudonyms))

        # The knowledge, and how it changes.
        workers = WorkerPool()
        stack.push_async_callback(workers.close)
        encoder = await asyncio.to_thread(open_encoder, config, clock, progress)
        proposes = config.knowledge.edits == "propose"
        editing = await open_editing(config, database, clock, workers, encoder=encoder, proposes=proposes)
        await asyncio.to_thread(_tell_news, bundle, config, editing.snapshots.snapshot().knowledge)
        await stack.enter_async_context(_watched(editing, config))
        if encoder is not None:
            await stack.enter_async_context(background(_decide_ahead(editing, database), "deciding ahead"))

        # What moderators work with.
        handoff = Handoff(database.awaiting, database.state, clock, timedelta(days=kept_days))
        moderation = Moderation(
            editor=editing.editor,
            workers=workers,
            base_editors=BaseEditors(config.knowledge.editors, database.state),
            worklist=Worklist(
                database.inbox,
                database.revisions,
                editing.snapshots,
                clock,
                workers,
                editing.editor.decision_cache,
                kept_days=kept_days,
                votes_needed=config.usage.votes_needed,
            ),
            positions=Positions(database.inbox, clock),
            dismissals=Dismissals(database.inbox, handoff, clock),
            settings=SettingsBook(database.settings),
            asked=database.inbox,
            awaiting=database.awaiting,
            learned=database.learned,
            kept=database.kept,
            handoff=handoff,
            askers=Askers(
                database.awaiting, database.learned, handoff, editing.snapshots, workers, editing.editor.decision_cache
            ),
            pending=PendingChanges(database.proposals),
            suggestions=Suggestions(database.suggestions),
        )
        for loaded in (moderation.settings, moderation.base_editors, moderation.pending, moderation.suggestions):
            await loaded.load()
        await stack.enter_async_context(background(moderation.base_editors.follow(), "base editors"))
        await moderation.pending.start()
        stack.push_async_callback(moderation.pending.close)

        # What is recorded of questions, and for how long.
        recorder = Recorder(database.usage)
        await recorder.start()
        stack.push_async_callback(recorder.close)
        preferences = Preferences(database.preferences, pseudonyms)
        await preferences.load()
        memories = [preferences, editing.review, moderation.pending, moderation.suggestions, moderation.positions]
        memories += [moderation.dismissals, editing.editor.decision_cache, *([encoder] if encoder else [])]
        privacy = Privacy(database.privacy, pseudonyms, recorder, clock, memories)
        await privacy.load()
        tracked = TrackedAnswers(recorder, clock)
        await tracked.load(database.tracked)
        await stack.enter_async_context(background(tracked.run(), "tracked answers"))
        passing = (moderation.pending, database.awaiting, database.learned)
        retention = Retention(database.retention, timedelta(days=kept_days), clock, passing=passing)
        await stack.enter_async_context(background(retention.run(), "retention"))

        yield Services(
            config=config,
            snapshots=editing.snapshots,
            answerer=Answerer(editing.snapshots, new_id),
            recorder=recorder,
            pseudonyms=pseudonyms,
            privacy=privacy,
            preferences=preferences,
            tracked=tracked,
            state=database.state,
            moderation=moderation,
            own_messages=OwnMessages(clock),
            clock=clock,
            encoder=encoder,
        )


@dataclass(frozen=True, slots=True)
class Editing:
    """The knowledge being served, its files, and the editor that changes it."""

    snapshots: SnapshotCache
    files: KnowledgeFiles
    editor: Editor
    review: Review
    seen: Look
    """The look at the knowledge folder that it was loaded after."""


async def open_editing(
    config: Config,
    database: Database,
    clock: Callable[[], datetime],
    workers: WorkerPool | None = None,
    *,
    read_only: bool = False,
    encoder: Encoder | None = None,
    proposes: bool = False,
) -> Editing:
    """Serve the knowledge folder, and be ready to change it.

    Unless it is ``read_only``, what a crash interrupted is finished first, and hand edits are taken into the history.

    Args:
        config: names the folders, and how large an overlay may become.
        database: keeps the history.
        clock: the time now, aware, in UTC.
        workers: does what is heavy; where it is left out, threads do.
        read_only: write nothing, neither files nor history; the editor then only proposes.
        encoder: tells which texts are alike in meaning.
        proposes: whether what is saved waits for review, instead of taking effect.

    Raises:
        KnowledgeError: the knowledge can't be served.
        EditError: another program is saving for too long.
        StoreError: the database fails.
    """
    folder, workers = config.knowledge.folder, workers or WorkerPool(0)
    files = KnowledgeFiles(folder, config.data.folder / SERVERS, lambda: snapshots.snapshot().knowledge)
    if not read_only:
        async with files.save_lock():
            await Saver(files, database.revisions).recover()
    await asyncio.to_thread(files.scan)
    seen = await asyncio.to_thread(look, folder)
    snapshot = await asyncio.to_thread(load_snapshot, folder, ConfidenceLevel(config.answers.caution), encoder)
    snapshots = SnapshotCache(snapshot, files, workers)
    budget = Budget(config.knowledge.overlay_entries, config.knowledge.overlay_bytes)
    review = Review(database.waiting_changes, files)
    editor = Editor(files, database.revisions, review, snapshots, clock, budget, workers, proposes=proposes)
    if not read_only:
        await editor.notice(None)
        await review.settle(None)
    freeze_gc()
    return Editing(snapshots, files, editor, review, seen)


@asynccontextmanager
async def _watched(editing: Editing, config: Config) -> AsyncGenerator[None]:
    """While the block runs, files changed by hand are served. At the end it waits for the saves under way."""
    base = base_watcher(config.knowledge.folder, editing.snapshots, editing.editor, editing.seen)
    overlays = overlay_watcher(config.data.folder / SERVERS, editing.files, editing.editor)
    async with background(base.run(), "knowledge watcher"), background(overlays.run(), "overlay watcher"):
        yield
    await editing.editor.close()


def open_encoder(
    config: Config, clock: Callable[[], datetime] = utc_now, progress: Progress = untold
) -> SemanticEncoder | None:
    """The encoder of the configured model, loaded; ``None`` where there is none. Blocks for seconds, fetches nothing.

    Raises:
        ConfigError: the model can't be used, or was not fetched.
    """
    if not config.answers.model:
        return None
    data = config.data.folder
    model = SentenceModel(find_model(config.answers.model, data / MODELS))
    # ``ask`` and its like make no data folder.
    kept = SqlVectorStore(data / VECTORS, model.fingerprint, clock) if data.is_dir() else None
    log.info(terminal.BY_MEANING, config.answers.model)
    return SemanticEncoder(model, kept, progress)


async def _decide_ahead(editing: Editing, database: Database) -> None:
    """Decide the last questions asked, which a moderator's first change would wait for."""
    decider = editing.editor.decision_cache.over(editing.snapshots.snapshot().matcher)
    await decide_ahead(await database.inbox.recent(None), decider)


def database_location(config: Config) -> Path | str:
    """The configured URL, or else the SQLite file in the data folder."""
    return config.data.database or config.data.folder / DATABASE


def open_pseudonyms(config: Config) -> Pseudonyms:
    """The key in the data folder, made on first use.

    Raises:
        VersusError: it can't be read or made.
    """
    return Pseudonyms.from_file(config.data.folder / USAGE_KEY)


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


def _prepare_knowledge(config: Config) -> bundled.Bundle:
    """Bring in the bundled knowledge where there is none. Blocks for the disk."""
    data, knowledge = config.data.folder, config.knowledge.folder
    bundle = bundled.find_bundle()
    if bundled.copy_on_first_start(bundle, knowledge, data):
        log.warning(terminal.COPIED_KNOWLEDGE, knowledge)
    make_private(data, knowledge)  # with what was just written down of the copy
    if config.knowledge.edits == "save" and not os.access(knowledge, os.W_OK):
        log.warning(terminal.READ_ONLY_KNOWLEDGE, knowledge)
    return bundle


def _tell_news(bundle: bundled.Bundle, config: Config, serving: KnowledgeBase) -> None:
    """Offer newer bundled knowledge than the served copy was made from."""
    if found := bundled.untaken_news(bundle, config.data.folder, serving):
        commands = "\n".join(terminal.SEE_NEW_KNOWLEDGE.format(file=file) for file in found.files)
        log.warning(terminal.NEW_KNOWLEDGE, config.knowledge.folder, commands)
