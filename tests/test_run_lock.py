"""One bot on a data folder, with real processes that hold it."""

import logging
import os
import platform
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import ConfigError
from bot.run_lock import FILE_NAME, sole_bot

ROOT = Path(__file__).parent.parent
HOLDER = """
import asyncio, sys
from datetime import datetime
from pathlib import Path
from bot.run_lock import sole_bot

async def hold():
    async with sole_bot(Path(sys.argv[1]), lambda: datetime.fromisoformat(sys.argv[2])):
        print("held", flush=True)
        await asyncio.to_thread(sys.stdin.read)

asyncio.run(hold())
"""
NOW = datetime(2026, 5, 1, 8, 16).astimezone()


@contextmanager
def held(folder: Path, since: datetime = NOW) -> Generator[subprocess.Popen[str]]:
    """Another process holds the folder until its standard input is closed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder), since.isoformat()],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.communicate()


async def taken(folder: Path, now: datetime = NOW, patience: float = 0) -> str:
    """The sentence with which the folder is refused, or an empty one."""
    try:
        async with sole_bot(folder, lambda: now, patience):
            return ""
    except ConfigError as error:
        return str(error)


async def test_the_second_is_told_since_when_and_where_the_first_runs(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with held(tmp_path):
        said = await taken(tmp_path, NOW + timedelta(hours=2), patience=0.3)
        assert f"Another bot has been running on this folder since 08:16 on host {platform.node()}: {tmp_path}." in said
        assert "since 2026-05-01 08:16 on host" in await taken(tmp_path, NOW + timedelta(days=1))
    assert f"Another bot runs on the data folder {tmp_path}. I wait up to 0 seconds" in caplog.text
    assert await taken(tmp_path) == ""


async def test_it_waits_for_one_that_is_ending(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    with held(tmp_path) as other:

        class EndsTheOther(logging.Handler):
            def emit(self, record: logging.LogRecord) -> None:
                if "I wait up to 60 seconds for it to end" in record.getMessage() and other.stdin is not None:
                    other.stdin.close()

        handler = EndsTheOther()
        logging.getLogger("bot.run_lock").addHandler(handler)
        try:
            assert await taken(tmp_path, patience=60) == ""
        finally:
            logging.getLogger("bot.run_lock").removeHandler(handler)
        other.stdin = None
    assert other.returncode == 0


async def test_death_lets_go_of_it(tmp_path: Path) -> None:
    """Whatever the file still says of who held it."""
    with held(tmp_path) as other:
        other.kill()
        other.wait()
    assert (tmp_path / FILE_NAME).read_text(encoding="utf-8")
    assert await taken(tmp_path) == ""


@pytest.mark.parametrize("text", ["", " ", " {", ' {"since": 5}', ' {"since": "x", "host": "y"}', " []", "\xff\xfe"])
async def test_a_holder_that_does_not_say_who_it_is_is_refused_all_the_same(tmp_path: Path, text: str) -> None:
    with held(tmp_path):
        (tmp_path / FILE_NAME).write_text(text, encoding="latin-1")
        assert f"Another bot has been running on this folder: {tmp_path}." in await taken(tmp_path)


async def test_a_folder_where_nothing_can_be_locked_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As network file systems answer; a lock that only looks like one would outlive a crash."""

    def refused(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(pytest.importorskip("fcntl", reason="Windows locks files otherwise"), "flock", refused)
    for number in (37, 38, 95):  # ENOLCK, ENOSYS, EOPNOTSUPP
        said = await taken(tmp_path)
        assert said.startswith(f"I can't lock {tmp_path / FILE_NAME} ({os.strerror(number)}), ")
        assert "data.folder" in said


async def test_it_is_free_again_when_the_block_ends_in_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        async with sole_bot(tmp_path, lambda: datetime.now(UTC)):
            raise ZeroDivisionError
    assert await taken(tmp_path) == ""
