"""A knowledge folder, overlays, a history and an editor, all real, in a temporary folder."""

import asyncio
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import DATABASE, SERVERS, open_editing, utc_now
from bot.config import Config, DataConfig, KnowledgeConfig
from bot.editing.budget import Budget
from bot.editing.editor import Editor
from bot.editing.knowledge_files import KnowledgeFiles
from bot.editing.patch import redone
from bot.editing.revision import Scope
from bot.knowledge.model import KnowledgeBase
from bot.matching.vectors.encoder import Encoder
from bot.serving.snapshot_cache import SnapshotCache
from bot.storage.database import Database
from bot.workers.pool import WorkerPool

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
class Session:
    """What an editing test works with."""

    folder: Path
    servers: Path
    snapshots: SnapshotCache
    files: KnowledgeFiles
    editor: Editor
    database: Database

    @property
    def base_text(self) -> str:
        return (self.folder / "ops.yaml").read_text()

    @property
    def knowledge(self) -> KnowledgeBase:
        return self.snapshots.snapshot().knowledge


def editing_config(root: Path, budget: Budget | None = None) -> Config:
    """The knowledge folder, the overlays and the database side by side in ``root``."""
    limits = {"overlay_entries": budget.entries, "overlay_bytes": budget.bytes} if budget else {}
    knowledge = KnowledgeConfig.model_validate({"folder": root / "knowledge", **limits})
    return Config(knowledge=knowledge, data=DataConfig(folder=root))


@asynccontextmanager
async def open_session(
    root: Path,
    text: str = BASE,
    budget: Budget | None = None,
    workers: WorkerPool | None = None,
    encoder: Encoder | None = None,
) -> AsyncGenerator[Session]:
    """An editor over ``root``, its folders made and its history begun."""
    config = editing_config(root, budget)
    folder = config.knowledge.folder
    folder.mkdir(exist_ok=True)
    if not (folder / "ops.yaml").exists():
        (folder / "ops.yaml").write_text(text)
    lay_empty_database(root / DATABASE)
    async with Database.open(root / DATABASE) as database:
        opened = await open_editing(config, database, utc_now, workers, encoder=encoder)
        yield Session(folder, root / SERVERS, opened.snapshots, opened.files, opened.editor, database)


def lay_empty_database(path: Path) -> None:
    """Lay a migrated database without rows there, unless there is one: most tests are not about making its tables."""
    if not path.exists():
        path.write_bytes(_empty_database())


@cache
def _empty_database() -> bytes:
    async def make(path: Path) -> None:
        async with Database.open(path):
            pass

    with TemporaryDirectory() as folder, ThreadPoolExecutor(1) as thread:
        path = Path(folder) / DATABASE
        thread.submit(asyncio.run, make(path)).result()
        return path.read_bytes()


async def replayed(session: Session, scope: Scope) -> dict[str, str]:
    """The scope's files, made anew from nothing by its whole history."""
    texts: dict[str, str] = {}
    for revision in reversed(await session.database.revisions.history(scope, limit=ALL)):
        texts = redone(revision.files, texts)
    return texts
