"""One save at a time, also between programs."""

import asyncio
import errno
import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.editing.errors import EditError
from bot.editing.lock import SaveLock

fcntl = pytest.importorskip("fcntl", reason="Windows locks files otherwise")
HOLDER = """
import fcntl, sys
file = open(sys.argv[1], "ab")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(path: Path) -> Generator[subprocess.Popen[str]]:
    """Another process holds the lock."""
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "editing.lock"


async def test_another_program_that_saves_is_waited_for_and_then_said_so(path: Path) -> None:
    """Also one of a version before, which locked the file by itself; killed, it holds nothing."""
    with held(path) as other:
        lock = SaveLock(path, patience=0.2)
        with pytest.raises(EditError, match="Another program is saving a change right now"):
            async with lock.held():
                pytest.fail("It is not our lock.")
        other.kill()
        other.wait()
        async with lock.held():
            pass


async def test_within_a_program_one_waits_for_the_other_without_a_limit(path: Path) -> None:
    lock, order = SaveLock(path, patience=0), list[str]()

    async def save(name: str) -> None:
        async with lock.held():
            order.append(f"{name} begins")
            await asyncio.sleep(0)
            order.append(f"{name} ends")

    await asyncio.gather(save("one"), save("two"))
    assert order == ["one begins", "one ends", "two begins", "two ends"]


async def test_a_cancelled_save_leaves_it_to_the_next(path: Path) -> None:
    lock, entered = SaveLock(path), asyncio.Event()

    async def save() -> None:
        async with lock.held():
            entered.set()
            await asyncio.Event().wait()

    first, second = asyncio.create_task(save()), asyncio.create_task(save())
    await entered.wait()
    for task in (second, first):
        task.cancel()
    await asyncio.wait([first, second])
    turns: list[str] = []
    async with SaveLock(path, patience=0).held():
        turns.append("the next")
    assert turns == ["the next"]


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS])
async def test_a_file_that_cannot_be_locked_is_named(path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refused(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refused)
    with pytest.raises(EditError, match=rf"can't lock editing\.lock in the data folder: {os.strerror(number)}\."):
        async with SaveLock(path).held():
            pytest.fail("Nothing keeps others from saving.")
