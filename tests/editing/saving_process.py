"""``python -m tests.editing.saving_process FOLDER KILLS``: saves edits, is killed in the middle, and starts again.

Each round is a process of its own, forked so that it need not import everything anew. It recovers, says what it found,
then saves one edit after the other until it is killed. One line of JSON a round goes to standard output.
"""

import asyncio
import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO

from bot.app import Editing, open_editing, utc_now
from bot.config import Config, DataConfig, KnowledgeConfig
from bot.editing.change import Change, EntryEdit
from bot.editing.patch import redone
from bot.editing.revision import RevisionKind, Scope
from bot.storage.database import Database
from tests.editing.worlds import ALL

SERVER = 7
SCOPES: tuple[Scope, ...] = (None, SERVER)
FIRST_GUESS = 0.03
"""Seconds that a save takes, before one has been seen."""
ENOUGH = 0.1
"""The share of the kills that has to come within a save: on a busy machine this may take more kills."""


@dataclass
class Found:
    """What a start finds of one scope, after it has recovered."""

    files: list[int]
    """The size of each."""
    readable: bool
    agrees: bool
    """Whether the history, replayed from nothing, gives these very files, and so does what is known of them."""
    numbers: list[int]
    kinds: list[str]


@dataclass
class Round:
    """One life."""

    interrupted: int
    """Saves that the one before was killed in."""
    pending: int
    """Those that are still neither done nor forgotten."""
    left_behind: list[str]
    found: list[Found]
    saved: list[tuple[Scope, int]]
    """What it had saved, as far as it could still say so."""


async def live(root: Path, out: IO[str]) -> None:
    config = Config(knowledge=KnowledgeConfig(folder=root / "knowledge"), data=DataConfig(folder=root))
    async with Database.open(root / "versus.sqlite3") as database:
        interrupted = len(await database.revisions.pending())
        editing = await open_editing(config, database, utc_now)
        await editing.editor.notice(SERVER)
        pending = len(await database.revisions.pending())
        left = await asyncio.to_thread(lambda: [path.name for path in root.rglob(".*.new")])
        found = [await look(editing, database, scope) for scope in SCOPES]
        say(out, asdict(Round(interrupted, pending, left, found, [])))
        while True:
            for scope in SCOPES:
                say(out, [scope, await save(editing, scope)])


async def look(editing: Editing, database: Database, scope: Scope) -> Found:
    texts = editing.files.of(scope).read()
    history = await database.revisions.history(scope, limit=ALL)
    replayed: dict[str, str] = {}
    for revision in reversed(history):
        replayed = redone(revision.files, replayed)
    return Found(
        files=[len(text) for text in texts.values()],
        readable=editing.files.of(scope).load(texts).knowledge is not None,
        agrees=replayed == texts == dict(await database.revisions.texts(scope)),
        numbers=[revision.number for revision in reversed(history)],
        kinds=[revision.kind for revision in reversed(history)],
    )


async def save(editing: Editing, scope: Scope) -> int:
    entry = (await editing.snapshots.of(scope)).knowledge.entries["ops/cost"]
    asked = (*entry.questions[-3:], f"what about {random.getrandbits(40):x}")
    edit = EntryEdit(entry.key, entry, replace(entry, questions=asked))
    saved = await editing.editor.commit(Change(scope, RevisionKind.TEACH, (edit,)), None, "")
    assert saved is not None
    return saved.number


def say(out: IO[str], what: object) -> None:
    out.write(json.dumps(what) + "\n")
    out.flush()


class Pace:
    """How long a save takes on this machine now, so that the kills come while it saves however busy that is."""

    def __init__(self) -> None:
        self.seconds = FIRST_GUESS

    def see(self, seconds: float) -> None:
        """Learn from one save."""
        self.seconds += (seconds - self.seconds) / 4

    def instant(self) -> float:
        """Seconds to wait before the kill: within a save, or in the next one."""
        return random.uniform(0, 1.5 * self.seconds)


def one_round(root: Path, pace: Pace) -> Iterator[object]:
    """Fork, wait until it saves, often for a save, kill it at a random instant; everything that it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        random.seed()
        try:
            with os.fdopen(writing, "w") as out:
                asyncio.run(live(root, out))
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as lines:
        yield json.loads(lines.readline())
        if random.random() < 0.5:
            begun = time.perf_counter()
            yield json.loads(lines.readline())
            pace.see(time.perf_counter() - begun)
        time.sleep(pace.instant())
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        yield from (json.loads(line) for line in lines if line.endswith("\n"))


def main(root: Path, kills: int) -> None:
    pace = Pace()
    interrupted = 0
    for done in range(3 * kills):
        if done >= kills and interrupted > ENOUGH * kills:
            break
        life, *saved = one_round(root, pace)
        assert isinstance(life, dict)
        interrupted += life["interrupted"]
        say(sys.stdout, {**life, "saved": saved})


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
