"""Heavy work runs in processes of low priority: at most two, one a server, with limits; light work in threads."""

import asyncio
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from bot.editing.errors import EditError
from bot.editing.merge import MergeConflictError
from bot.errors import VersusError
from bot.knowledge.files import CannotReplaceError
from bot.knowledge.yaml_text.writer import CannotWriteError
from bot.workers.pool import WorkDefectError, WorkerPool, WorkRefusedError
from bot.workers.process import NICE, Job, ask_the_bot

T = TypeVar("T")

HEAVY = 1
GIGABYTE = 1 << 30


def where() -> tuple[int, int]:
    return os.getpid(), threading.get_ident()


def surroundings() -> tuple[dict[str, str], list[str], int]:
    return dict(os.environ), sys.argv, os.nice(0) if sys.platform != "win32" else NICE


def sleep(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def noted(path: Path, word: str) -> None:
    """Write down a beginning and, after a while, an end."""
    with path.open("a") as file:
        file.write(f"+{word} ")
    time.sleep(0.2)
    with path.open("a") as file:
        file.write(f"-{word} ")


def memory(size: int) -> int:
    return len(bytearray(size))


def end() -> None:
    os._exit(3)


def refuse() -> None:
    raise EditError("Not like that.")


def fail(secret: str) -> None:
    raise ValueError(secret)


def echoed(values: list[T]) -> list[T]:
    sys.stdout.write("what is printed does not come between\n")
    return values


def is_first(one: object, values: Sequence[object]) -> bool:
    return one is values[0]


@asynccontextmanager
async def working(**limits: float) -> AsyncGenerator[WorkerPool]:
    pool = WorkerPool(light=0, **limits)  # type: ignore[arg-type]
    try:
        yield pool
    finally:
        await pool.close()
    assert pool.processes == []


async def test_light_work_is_done_in_a_thread_and_starts_no_process() -> None:
    async with working() as pool:
        assert not pool.is_heavy(0)
        process, thread = await pool.run(1, 0, where)
        assert process == os.getpid()
        assert thread != threading.get_ident()
        assert pool.processes == []


async def test_without_processes_heavy_work_is_done_in_a_thread_too() -> None:
    pool = WorkerPool(0, light=0)
    assert not pool.is_heavy(10**9)
    assert (await pool.run(1, 10**9, where))[0] == os.getpid()
    await pool.close()


async def test_heavy_work_is_done_in_a_process_that_stays_for_the_next_step() -> None:
    async with working() as pool:
        first, _ = await pool.run(1, HEAVY, where)
        assert first != os.getpid()
        assert pool.processes == [first]
        assert (await pool.run(1, HEAVY, where))[0] == first


async def test_a_process_gets_no_token_stands_back_and_prints_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISCORD_TOKEN", "VERSUS_DATA__DATABASE", "PGPASSWORD"):
        monkeypatch.setenv(name, "a-secret-of-the-bot")
    async with working() as pool:
        environment, arguments, niceness = await pool.run(1, HEAVY, surroundings)
        assert await pool.run(1, HEAVY, echoed, [1, "two"]) == [1, "two"]
    assert "a-secret-of-the-bot" not in str(environment) + str(arguments)
    assert niceness == min(19, os.nice(0) + NICE)


async def test_one_piece_a_server_and_two_at_once_over_all(tmp_path: Path) -> None:
    async with working() as pool:
        notes = tmp_path / "notes"
        jobs = [pool.run(server, HEAVY, noted, notes, f"{server}") for server in (7, 7, 7, 8, 9)]
        await asyncio.gather(*jobs)
        assert len(pool.processes) == 2
        running: list[str] = []
        order: list[str] = []
        for note in notes.read_text().split():
            if note[0] == "-":
                running.remove(note[1:])
            else:
                running.append(note[1:])
                order.append(note[1:])
            assert len(running) <= 2
            assert running.count("7") <= 1
        # Who asked for much first does not come before the others.
        assert order.index("9") < 3


async def test_light_work_of_a_server_does_not_take_all_threads(tmp_path: Path) -> None:
    pool = WorkerPool(0)
    notes = tmp_path / "notes"
    await asyncio.gather(*(pool.run(7, 0, noted, notes, "7") for _ in range(3)), pool.run(8, 0, noted, notes, "8"))
    order = [note for note in notes.read_text().split() if note[0] == "+"]
    assert order.index("+8") < 2
    assert "+7 +7" not in notes.read_text()
    await pool.close()


async def test_what_takes_too_long_is_ended_and_the_next_piece_is_done(caplog: pytest.LogCaptureFixture) -> None:
    # Starting a process counts, and takes a while on a busy machine.
    async with working(seconds=60) as pool:
        await pool.run(1, HEAVY, sleep, 0)
        pool._seconds = 2
        with pytest.raises(WorkRefusedError, match=r"more than 2 seconds.*smaller"):
            await pool.run(1, HEAVY, sleep, 60)
        pool._seconds = 60
        assert await pool.run(1, HEAVY, sleep, 0) != os.getpid()
    assert caplog.records == []


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is Linux's")
async def test_what_takes_too_much_memory_is_refused_in_words() -> None:
    async with working(memory=GIGABYTE) as pool:
        with pytest.raises(WorkRefusedError, match="more memory"):
            await pool.run(1, HEAVY, memory, 2 * GIGABYTE)
        assert await pool.run(1, HEAVY, memory, 1000) == 1000


async def test_a_process_that_dies_is_replaced() -> None:
    async with working() as pool:
        with pytest.raises(WorkRefusedError):
            await pool.run(1, HEAVY, end)
        assert (await pool.run(1, HEAVY, where))[0] != os.getpid()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
async def test_a_process_that_dies_with_nothing_to_do_is_replaced() -> None:
    """The system ends any of them when memory is short: the next server is not told that its work was too large."""
    async with working() as pool:
        first = await pool.run(1, HEAVY, sleep, 0)
        os.kill(first, signal.SIGKILL)
        # Of a process with several threads, "ps" calls the first one dead before the last one is.
        await asyncio.to_thread(os.waitid, os.P_PID, first, os.WEXITED | os.WNOWAIT)
        assert await pool.run(2, HEAVY, sleep, 0) != first


async def test_work_that_nobody_waits_for_is_ended() -> None:
    async with working() as pool:
        task = asyncio.create_task(pool.run(1, HEAVY, sleep, 60))
        while not pool.processes:  # noqa: ASYNC110 - it is another process that starts
            await asyncio.sleep(0.01)
        (process,) = pool.processes
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await pool.run(1, HEAVY, sleep, 0) != process


async def test_errors_for_people_come_back_and_defects_tell_nothing_that_was_typed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with working() as pool:
        with pytest.raises(EditError, match=r"Not like that\."):
            await pool.run(1, HEAVY, refuse)
        with pytest.raises(WorkDefectError):
            await pool.run(1, HEAVY, fail, "typed by somebody")
        with pytest.raises((AttributeError, pickle.PicklingError)):
            await pool.run(1, HEAVY, lambda: None)
        assert await pool.run(1, HEAVY, sleep, 0)
    assert "in fail" in caplog.text
    assert "typed by somebody" not in caplog.text


@pytest.mark.parametrize("kind", [EditError, CannotWriteError, CannotReplaceError, MergeConflictError])
def test_what_editing_raises_crosses_whole(kind: type[VersusError]) -> None:
    copy = pickle.loads(pickle.dumps(kind("A sentence.")))  # noqa: S301
    assert (type(copy), str(copy)) == (kind, "A sentence.")


class Counter:
    """Counts in the bot, whoever asks."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, object]] = []

    def __reduce__(self) -> tuple[object, ...]:
        return RemoteCounter, ()

    def count(self, what: object) -> int:
        if what == "refuse":
            raise EditError("Not like that.")
        if what == "fail":
            raise ValueError("typed by somebody")
        self.asked.append((os.getpid(), what))
        return len(self.asked)


class RemoteCounter:
    """Stands for a counter in another process."""

    def count(self, what: object) -> int:
        return ask_the_bot(Job(self.count, (what,)))


def counted(counter: Counter, things: Sequence[object]) -> tuple[int, list[int], Counter]:
    return os.getpid(), [counter.count(one) for one in things], counter


async def test_a_process_asks_the_bot_for_what_only_the_bot_has() -> None:
    counter, large = Counter(), "x" * 1_000_000
    async with working() as pool:
        for times in (1, 2):
            process, found, same = await pool.run(1, HEAVY, counted, counter, ["a", large], common=lambda: [counter])
            assert process != os.getpid()
            assert found == [2 * times - 1, 2 * times]
            assert same is counter
    assert counter.asked == [(os.getpid(), "a"), (os.getpid(), large)] * 2


async def test_what_the_bot_can_t_do_for_a_process_ends_the_work_as_its_own_would(
    caplog: pytest.LogCaptureFixture,
) -> None:
    counter = Counter()
    async with working() as pool:
        with pytest.raises(EditError, match=r"Not like that\."):
            await pool.run(1, HEAVY, counted, counter, ["refuse"], common=lambda: [counter])
        with pytest.raises(WorkDefectError):
            await pool.run(1, HEAVY, counted, counter, ["fail"], common=lambda: [counter])
        assert (await pool.run(1, HEAVY, counted, counter, ["a"], common=lambda: [counter]))[1] == [1]
    assert "typed by somebody" not in caplog.text


async def test_what_both_sides_have_crosses_by_name() -> None:
    first, second, third = ["first"], ["second"], ["third"]
    async with working() as pool:
        (found,) = await pool.run(1, HEAVY, echoed, [second], common=lambda: [first, second])
        assert found is second
        found, _ = await pool.run(1, HEAVY, echoed, [third, first], common=lambda: [third, first])
        assert found is third
        assert await pool.run(1, HEAVY, is_first, first, [first], common=lambda: [third, first])


def until_ended(process: int) -> None:
    while is_running(process):
        time.sleep(0.01)


def is_running(process: int) -> bool:
    """Whether it is there, and not a dead one that nobody has asked about."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True).stdout  # noqa: S607
    return bool(state.strip()) and not state.startswith("Z")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no ps")
def test_a_process_ends_with_the_bot_in_the_middle_of_its_work(tmp_path: Path) -> None:
    program = (
        "import asyncio, sys\n"
        "from bot.workers.pool import WorkerPool\n"
        "from tests.workers.test_pool import sleep\n"
        "async def main():\n"
        "    pool = WorkerPool(light=0)\n"
        "    task = asyncio.create_task(pool.run(1, 1, sleep, 60))\n"
        "    while not pool.processes:\n"
        "        await asyncio.sleep(0.01)\n"
        "    await asyncio.sleep(1)\n"
        "    print(*pool.processes, flush=True)\n"
        "    await task\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as bot:
        assert bot.stdout is not None
        process = int(bot.stdout.readline())
        bot.kill()
    until = time.monotonic() + 10
    while is_running(process):
        assert time.monotonic() < until
        time.sleep(0.01)
