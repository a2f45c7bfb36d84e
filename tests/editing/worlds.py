"""A knowledge folder, overlays, a history and an editor, all real, in a temporary folder."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.editing.budget import Budget
from bot.editing.editor import Editor
from bot.editing.knowledge_files import KnowledgeFiles
from bot.editing.patch import redone
from bot.editing.revision import Scope
from bot.editing.saver import Saver
from bot.knowledge.load import load_folder
from bot.knowledge.model import KnowledgeBase
from bot.matching.matcher import Matcher
from bot.serving.snapshot import Snapshot
from bot.serving.snapshot_cache import SnapshotCache
from bot.storage.database import Database

BASE = """\
# The first comment stays.
topic: ops
title: MLOps vs DevOps
subjects:
  mlops: {name: MLOps}
  devops: {name: DevOps}
entries:
  cost:
    title: Cost   # what it costs
    aliases: [price]
    questions:
      - What does it cost?
      - Is it expensive?
    mlops: More money, for training.
    devops: Less money.

  # Security comes next.
  security:
    title: Security
    questions: [Is it safe?, Who guards the data?]
    mlops: Data is guarded.
    devops: Code is guarded.
    see_also: [cost]
"""
ALL = 1_000_000
"""More revisions than a test makes."""


@dataclass
class Desk:
    """What an editing test works with."""

    folder: Path
    servers: Path
    snapshots: SnapshotCache
    folders: KnowledgeFiles
    editor: Editor
    database: Database

    @property
    def base_text(self) -> str:
        return (self.folder / "ops.yaml").read_text()

    @property
    def knowledge(self) -> KnowledgeBase:
        return self.snapshots.snapshot().knowledge


@asynccontextmanager
async def open_desk(root: Path, text: str = BASE, budget: Budget | None = None) -> AsyncGenerator[Desk]:
    """An editor over ``root``, its folders made and its history begun."""
    folder, servers = root / "knowledge", root / "servers"
    folder.mkdir(exist_ok=True)
    if not (folder / "ops.yaml").exists():
        (folder / "ops.yaml").write_text(text)
    loaded = load_folder(folder)
    assert loaded.knowledge is not None, loaded.problems
    folders = KnowledgeFiles(folder, servers, lambda: snapshots.snapshot().knowledge)
    folders.scan()
    snapshots = SnapshotCache(Snapshot(loaded.knowledge, Matcher.build(loaded.knowledge)), folders)
    async with Database.open(root / "desk.sqlite3") as database:
        editor = Editor(folders, database.revisions, snapshots, lambda: datetime.now(UTC), budget)
        async with folders.save_lock():
            await Saver(folders, database.revisions).recover()
        await editor.notice(None)
        yield Desk(folder, servers, snapshots, folders, editor, database)


async def replayed(desk: Desk, scope: Scope) -> dict[str, str]:
    """The scope's files, made anew from nothing by its whole history."""
    texts: dict[str, str] = {}
    for revision in reversed(await desk.database.revisions.history(scope, limit=ALL)):
        texts = redone(revision.files, texts)
    return texts
