"""What a proposal, a save and the members' questions cost, and what the event loop feels meanwhile.

Everything is real: files, SQLite, matcher. The loop's delay is that of a task which asks to be woken every
millisecond. The peer is reading and checking the same file once, in the same run: below it no save can go.
"""

import asyncio
import gc
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.app import Editing, open_editing, open_encoder, utc_now
from bot.config import AnswersConfig, Config, DataConfig, KnowledgeConfig
from bot.editing.change import Change, EntryEdit
from bot.editing.revision import RevisionKind
from bot.inbox.questions import RecentQuestion
from bot.knowledge.build import read_files
from bot.knowledge.yaml_text.writer import topic_text
from bot.serving.answering import Answerer, Question
from bot.storage.database import Database
from bot.workers.pool import SWITCH
from tests.benchmarks.synthetic import PHRASES_PER_ENTRY, synthetic
from tests.benchmarks.tables import Table, seconds

_PAUSE = 0.001
_ASKED = 200
_LARGE, _FEW = 2_000, 3
"""From so many entries on each has only so many questions, or they would not fit into one file."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One piece of work."""

    what: str
    took: float
    longest: float
    """The longest delay of the event loop, in seconds."""
    p99: float
    """Of the delays, in seconds."""


async def measured(what: str, work: Callable[[], Awaitable[object]]) -> Measured:
    """Do ``work`` while a task on the same loop measures how late it is woken."""
    gc.collect()
    delays: list[float] = []
    task = asyncio.ensure_future(work())
    begun = last = perf_counter()
    while not task.done():
        await asyncio.sleep(_PAUSE)
        now = perf_counter()
        delays.append(max(0.0, now - last - _PAUSE))
        last = now
    took = perf_counter() - begun
    await task
    delays.sort()
    return Measured(what, took, delays[-1], delays[len(delays) * 99 // 100])


@asynccontextmanager
async def opened_for_editing(
    entries: int, root: Path, model: Path | None
) -> AsyncGenerator[tuple[Editing, list[RecentQuestion]]]:
    """A knowledge folder of one file with so many entries, open for editing, and a thousand questions.

    With the ``model`` in a folder, if there is one.
    """
    knowledge, questions = synthetic(entries * PHRASES_PER_ENTRY)
    (topic,) = knowledge.topics
    if entries > _LARGE:
        topic = replace(topic, entries=tuple(replace(one, questions=one.questions[:_FEW]) for one in topic.entries))
    folder = root / "knowledge"
    folder.mkdir()
    (folder / "synthetic.yaml").write_text(topic_text(topic), "utf-8")
    config = Config(
        knowledge=KnowledgeConfig(folder=folder),
        data=DataConfig(folder=root),
        answers=AnswersConfig(model=str(model or "")),
    )
    encoder = open_encoder(config)
    async with Database.open(root / "versus.sqlite3") as database:
        opened = await open_editing(config, database, utc_now, encoder=encoder)
        yield opened, [RecentQuestion(question) for question in questions]


def taught(opened: Editing, place: int, question: str) -> Change:
    """One more question for the entry at ``place``."""
    entry = list(opened.snapshots.snapshot().knowledge)[place]
    edit = EntryEdit(entry.key, entry, replace(entry, questions=(*entry.questions, question)))
    return Change(None, RevisionKind.TEACH, (edit,))


async def ask(opened: Editing, questions: Sequence[RecentQuestion]) -> None:
    """Answer the questions one after the other, as those of members are."""
    answerer = Answerer(opened.snapshots, lambda: 1)
    for question in questions:
        await answerer.answer(Question(question.text))
        await asyncio.sleep(0)


async def measure(entries: int, root: Path, model: Path | None) -> list[Measured]:
    """Reading, a first and a second proposal, the save after it, a save that was not proposed, and questions."""
    async with opened_for_editing(entries, root, model) as (opened, questions):
        data = (root / "knowledge" / "synthetic.yaml").read_bytes()
        first, second = taught(opened, 3, "what is this about then"), taught(opened, entries // 2, "and one more word")
        editor = opened.editor
        return [
            await measured("read (peer)", lambda: asyncio.to_thread(read_files, {"synthetic.yaml": data})),
            await measured("first proposal", lambda: editor.propose(first, questions)),
            await measured("another proposal", lambda: editor.propose(second, questions)),
            await measured("save it", lambda: editor.commit(second, None, "")),
            await measured("save unproposed", lambda: editor.commit(first, None, "")),
            await measured(f"{_ASKED} questions", lambda: ask(opened, questions[-_ASKED:])),
        ]


async def measure_all(sizes: Sequence[int], model: Path | None) -> list[tuple[int, list[Measured]]]:
    """Each size in a folder of its own."""
    sys.setswitchinterval(SWITCH)  # as `run` does
    results: list[tuple[int, list[Measured]]] = []
    for size in sizes:
        with TemporaryDirectory() as folder:
            results.append((size, await measure(size, Path(folder), model)))
    return results


def table(sizes: Sequence[int], model: Path | None = None) -> Table:
    """A row for each size and piece of work; texts are compared by the ``model`` in a folder too, if there is one."""
    rows = [
        [
            one.what,
            f"{size:,}",
            seconds(one.took),
            f"{one.took / work[0].took:.1f}",
            f"{one.longest * 1000:.1f}",
            f"{one.p99 * 1000:.1f}",
        ]
        for size, work in asyncio.run(measure_all(sizes, model))
        for one in work
    ]
    columns = ("work", "entries", "seconds", "of peer", "stall max ms", "stall p99 ms")
    notes = ["A proposal decides 1,000 questions asked, and the examples near the change, before and after it."]
    return Table("Editing", columns, rows, notes)
