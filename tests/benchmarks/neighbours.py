"""``python -m tests.benchmarks neighbours``: what one server's moderators can do to the answers of another server.

Two servers share a bot whose services, files, matcher, database and worker processes are real. Members of the one ask
steadily; each answer is decided, rendered, recorded, and sent with aiohttp, as discord.py does, to a small HTTP server
in a process of its own. Meanwhile three moderators of the other do what Discord lets them do, as fast as the bot lets
them: the same calls that the commands and buttons make. A question's time counts from when it was due, so that one
which waits behind another is not forgotten. Times with nobody doing anything lie in between, in the same run.
"""

import asyncio
import random
import secrets
import shutil
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVarTuple

import aiohttp

from bot.app import open_app
from bot.config import Config, DataConfig, KnowledgeConfig, UsageConfig
from bot.discord_app.asking.answering import Asker, decide, frame_of, record
from bot.discord_app.asking.render import decision_reply
from bot.discord_app.context import settings_for
from bot.discord_app.editing.history_reply import Opened, Page, revision_reply
from bot.discord_app.editing.import_export import packed
from bot.discord_app.services import Services
from bot.editing.change import Change, EntryEdit
from bot.editing.revision import RevisionKind
from bot.errors import VersusError
from bot.knowledge.model import Entry
from bot.usage.events import Outcome, Way
from bot.workers.pool import SWITCH
from tests.benchmarks.tables import Table

Arguments = TypeVarTuple("Arguments")

HOSTILE, NEIGHBOUR, NOBODY = 1001, 2002, 3003
"""Servers; the last one edits the shared base."""
MODERATORS = 3
RATE = 20
"""Questions a second in the neighbour's server."""
ASKED = 1000
"""Questions of the hostile server on which a change is tried."""
BUDGET = 490_000
UPLOAD = 700_000
QUESTIONS = (
    "how does monitoring differ?",
    "what about the team then",
    "is it more expensive to run mlops",
    "how do I deploy a model?",
    "versioning of data and code",
    "who wrote this bot",
    "tesitng and valdiation",
    "what's the weather like",
)
DISCORD = """
import sys
from aiohttp import web
async def sent(request):
    await request.read()
    return web.json_response({"id": "1"})
app = web.Application()
app.router.add_post("/", sent)
async def main():
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    import asyncio
    await asyncio.Event().wait()
import asyncio
asyncio.run(main())
"""


@dataclass
class World:
    """The bot, and what the hostile server has prepared."""

    services: Services
    session: aiohttp.ClientSession
    address: str
    files: dict[str, list[bytes]] = field(default_factory=dict[str, list[bytes]])
    """What the moderators upload, a few of each sort, made beforehand."""
    dice: random.Random = field(default_factory=lambda: random.Random(1))
    done: int = 0
    """What the moderators got done."""

    async def propose(self, change: Change) -> None:
        """As a proposal's message does."""
        asked = await self.services.moderation.asked.recent(HOSTILE, ASKED)
        await self.services.moderation.editor.propose(change, asked)

    async def save(self, change: Change) -> None:
        """As "Save" does."""
        await self.services.moderation.editor.commit(change, None, "saved")

    async def upload(self, sort: str) -> Change | None:
        """As the import command does."""
        editor = self.services.moderation.editor
        return (await editor.imported(HOSTILE, "upload.yaml", self.dice.choice(self.files[sort]))).change

    def prepare(self) -> None:
        """Make what will be uploaded."""
        self.files["over the budget"] = [self.overlay(2000, UPLOAD) for _ in range(2)]
        self.files["typos"] = [self.overlay(4000, UPLOAD, typos=True) for _ in range(2)]
        self.files["at the budget"] = [self.overlay(1990, BUDGET) for _ in range(3)]

    async def off_the_loop(self, function: Callable[[*Arguments], object], *arguments: *Arguments) -> None:
        """As the handlers do."""
        await self.services.moderation.workers.run(HOSTILE, 0, function, *arguments)

    def member(self, server: int) -> Asker:
        """Somebody who asks in a server."""
        return Asker(secrets.randbits(40), server, 1, settings_for(self.services, server))

    async def some_entry(self) -> Entry:
        """An entry of the hostile server's."""
        knowledge = (await self.services.snapshots.of(HOSTILE)).knowledge
        return self.dice.choice(list(knowledge))

    def overlay(self, entries: int, size: int, *, typos: bool = False) -> bytes:
        """A file of so many entries and bytes, its words invented: the most distinct words that fit."""
        topic = self.services.snapshots.snapshot().knowledge.topics[0].id
        lines = [f"topic: {topic}", "entries:"]
        room = size // entries - 90
        for number in range(entries):
            text = self.words(max(2, room // 9))
            answer = "anwser" if typos else "answer"
            lines += [
                f"  e{number}:",
                f"    title: {self.words(1)} {number}",
                f"    questions: [{self.words(2)} {number}]",
            ]
            lines += [f"    {answer}: {text}."]
        return "\n".join(lines).encode()

    def words(self, count: int) -> str:
        """Invented words of eight letters."""
        return " ".join("".join(self.dice.choices("abcdefghilmnoprstuvy", k=8)) for _ in range(count))


Case = Callable[[World], Awaitable[None]]


async def uploads(world: World) -> None:
    """An upload of 0.7 MB, which is over the budget, and its proposal."""
    if (change := await world.upload("over the budget")) is not None:
        await world.propose(change)


async def typos(world: World) -> None:
    """An upload with a typo in each of thousands of entries."""
    await world.upload("typos")


async def large(world: World) -> None:
    """An overlay at its budget is proposed."""
    if (change := await world.upload("at the budget")) is not None:
        await world.propose(change)


async def large_saved(world: World) -> None:
    """The same, and it is saved and asked."""
    if (change := await world.upload("at the budget")) is not None:
        await world.propose(change)
        await world.save(change)
        await world.services.snapshots.of(HOSTILE)


async def opened(world: World) -> None:
    """The last revisions are opened one after the other."""
    history = world.services.moderation.editor.history
    for revision in await history.page(HOSTILE):
        with suppress(VersusError):
            edits = await history.states(HOSTILE, revision.number)
            known = (await world.services.snapshots.of(HOSTILE)).knowledge
            await world.off_the_loop(revision_reply, Opened(revision, edits, known, Page(shared=False)))
            world.done += 1


async def exported(world: World) -> None:
    """Everything is exported."""
    editor = world.services.moderation.editor
    await world.off_the_loop(packed, await editor.contents(HOSTILE), 10 << 20)


async def taught(world: World) -> None:
    """A question is taught to an entry, and saved."""
    entry = await world.some_entry()
    edit = EntryEdit(entry.key, entry, replace(entry, questions=(*entry.questions[-5:], world.words(3))))
    change = Change(HOSTILE, RevisionKind.TEACH, (edit,))
    await world.propose(change)
    await world.save(change)


async def reworded(world: World) -> None:
    """A text of 800 words is put in the place of another, saved, and opened."""
    entry = await world.some_entry()
    edit = EntryEdit(entry.key, entry, replace(entry, sides={}, both=None, answer=world.words(400)))
    change = Change(HOSTILE, RevisionKind.EDIT, (edit,))
    await world.propose(change)
    await world.save(change)
    history = world.services.moderation.editor.history
    newest = (await history.page(HOSTILE))[0]
    edits = await history.states(HOSTILE, newest.number)
    known = (await world.services.snapshots.of(HOSTILE)).knowledge
    await world.off_the_loop(revision_reply, Opened(newest, edits, known, Page(shared=False)))


async def inbox(world: World) -> None:
    """The work list is opened, which decides what was asked anew."""
    await world.services.moderation.worklist.inbox(HOSTILE)


async def asked(world: World) -> None:
    """Members of the hostile server ask questions of many unknown words, as fast as ten channels allow."""
    await asyncio.sleep(0.1)
    asker = world.member(HOSTILE)
    answered = await decide(world.services, world.words(40), HOSTILE)
    decision_reply(answered, frame_of(world.services, answered, asker))
    record(world.services, answered, Way.MENTION, asker, Outcome.SENT)


async def fill(world: World) -> None:
    """Six hundred questions of a thousand characters, nobody of whom had an answer."""
    for _ in range(600):
        asker = world.member(HOSTILE)
        answered = await decide(world.services, world.words(110), HOSTILE)
        record(world.services, answered, Way.MENTION, asker, Outcome.SENT)
    await world.services.recorder.flush(60)


CASES: dict[str, tuple[Case, ...]] = {
    "uploads of 0.7 MB": (uploads,),
    "uploads with a typo an entry": (typos,),
    "small overlay: teach in a loop": (taught,),
    "800 words reworded and opened": (reworded,),
    "budget-size overlays proposed": (large,),
    "budget-size overlays saved": (large_saved,),
    "their revisions opened": (opened,),
    "their export": (exported,),
    "large overlay: teach in a loop": (taught,),
    "large overlay: asked nonsense": (asked,),
    "600 long questions, inbox": (inbox,),
    "600 long questions, teach": (taught,),
    "all of it": (uploads, large_saved, opened, taught, inbox, exported),
}
BEFORE: dict[str, Case] = {"large overlay: teach in a loop": large_saved, "600 long questions, inbox": fill}
"""What is done once, before the time is taken."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One case, and the time before it in which nobody did anything."""

    what: str
    quiet: list[float]
    times: list[float]
    done: int
    memory: tuple[int, int]
    """Bytes at most, of the bot and of its worker processes."""


async def ask(world: World, text: str, due: float, times: list[float]) -> None:
    """A question of the neighbour's, from when it was due until it is sent."""
    asker = world.member(NEIGHBOUR)
    answered = await decide(world.services, text, NEIGHBOUR)
    reply = decision_reply(answered, frame_of(world.services, answered, asker))
    async with world.session.post(world.address, json={"embeds": [one.to_dict() for one in reply.embeds]}) as sent:
        await sent.read()
    record(world.services, answered, Way.MENTION, asker, Outcome.SENT)
    times.append(perf_counter() - due)


async def listened(world: World, seconds: float) -> list[float]:
    """How long each answer took, in order of their time."""
    times: list[float] = []
    waiting: list[asyncio.Task[None]] = []
    begun = perf_counter()
    for number in range(int(seconds * RATE)):
        due = begun + number / RATE
        await asyncio.sleep(max(0.0, due - perf_counter()))
        text = QUESTIONS[number % len(QUESTIONS)]
        waiting.append(asyncio.create_task(ask(world, text, due, times)))
    await asyncio.gather(*waiting)
    return sorted(times)


async def harass(world: World, case: Case) -> None:
    """One moderator does the same again and again; what is refused is refused."""
    while True:
        with suppress(VersusError):
            await case(world)
        world.done += 1
        await asyncio.sleep(0.05)


async def measure(seconds: float, only: str) -> list[Measured]:
    """Every case."""
    found: list[Measured] = []
    sys.setswitchinterval(SWITCH)  # as `run` does
    async with open_world() as world:
        await listened(world, 1)
        for name, cases in CASES.items():
            if (first := BEFORE.get(name)) is not None:
                with suppress(VersusError):
                    await first(world)
            if only in name:
                found.append(await _measured(world, name, cases, seconds))
    return found


async def _measured(world: World, name: str, cases: tuple[Case, ...], seconds: float) -> Measured:
    quiet = await listened(world, seconds / 2)
    memory: list[tuple[int, int]] = []
    world.done = 0
    watching = asyncio.create_task(_watch(memory))
    busy = [asyncio.create_task(harass(world, case)) for case in cases for _ in range(max(1, MODERATORS // len(cases)))]
    times = await listened(world, seconds)
    for task in (*busy, watching):
        task.cancel()
    await asyncio.wait([*busy, watching])
    await asyncio.sleep(1)  # what runs in a thread ends
    most = (max(own for own, _ in memory), max(others for _, others in memory)) if memory else (0, 0)
    return Measured(name, quiet, times, world.done, most)


async def _watch(found: list[tuple[int, int]]) -> None:
    import psutil

    this = psutil.Process()
    while True:
        workers = 0
        for child in this.children():
            with suppress(psutil.Error):
                workers += child.memory_info().rss if "bot.workers.process" in child.cmdline() else 0
        found.append((this.memory_info().rss, workers))
        await asyncio.sleep(0.5)


@asynccontextmanager
async def open_world() -> AsyncGenerator[World]:
    """The bot over a copy of the bundled knowledge, with an empty history."""
    async with AsyncExitStack() as stack:
        root = Path(stack.enter_context(TemporaryDirectory()))
        shutil.copytree(Path(__file__).parents[2] / "knowledge", root / "knowledge")
        config = Config(
            knowledge=KnowledgeConfig(folder=root / "knowledge", editors=(NOBODY,)),
            data=DataConfig(folder=root / "data"),
            usage=UsageConfig(store_questions=True),
        )
        services = await stack.enter_async_context(open_app(config, lambda: datetime.now(UTC)))
        discord = await asyncio.create_subprocess_exec(sys.executable, "-c", DISCORD, stdout=asyncio.subprocess.PIPE)
        stack.callback(discord.kill)
        assert discord.stdout is not None
        port = int(await discord.stdout.readline())
        session = await stack.enter_async_context(aiohttp.ClientSession())
        world = World(services, session, f"http://127.0.0.1:{port}/")
        world.prepare()
        yield world


def _at(times: list[float], share: float) -> float:
    return 1000 * times[min(len(times) - 1, int(len(times) * share))]


def table(seconds: float, only: str) -> Table:
    """A row for each case."""
    rows: list[list[str]] = []
    for one in asyncio.run(measure(seconds, only)):
        more = _at(one.times, 0.99) - _at(one.quiet, 0.99)
        rows.append(
            [
                one.what,
                f"{_at(one.quiet, 0.5):.0f}",
                f"{_at(one.times, 0.5):.0f}",
                f"{_at(one.quiet, 0.99):.0f}",
                f"{_at(one.times, 0.99):.0f}",
                f"{more:+.0f}",
                str(one.done),
                f"{one.memory[0] >> 20}",
                f"{one.memory[1] >> 20}",
            ]
        )
    columns = (
        "what the others do",
        "p50 quiet ms",
        "p50 ms",
        "p99 quiet ms",
        "p99 ms",
        "p99 more",
        "done",
        "bot MB",
        "workers MB",
    )
    notes = [f"{RATE} questions a second in one server, for {seconds:g} s each; {MODERATORS} moderators in the other."]
    return Table("Neighbours", columns, rows, notes)
