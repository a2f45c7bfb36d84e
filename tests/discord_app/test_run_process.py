"""``python -m bot run`` as an operator starts it, against a Discord of real sockets."""

import asyncio
import contextlib
import json
import os
import platform
import signal
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.health import judge
from bot.serving.bundle import find_bundle
from tests.discord_app.wire import USER, Fault, Wire, message, wire

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGTERM")

TOKEN = "MTAwMA.GsecretX.the-rest-of-a-token"
ALICE = {"id": "2000", "username": "alice", "discriminator": "0", "avatar": None}
PEOPLE = [ALICE | {"id": str(2000 + number)} for number in range(4)]
PROGRAM = """
import functools
import os
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL
Route.BASE = os.environ["TEST_BASE"]
DiscordWebSocket.DEFAULT_GATEWAY = URL(os.environ["TEST_GATEWAY"])
from datetime import timedelta
from bot import run_lock
from bot.cli import main
from bot.discord_app import heartbeat, own_messages
run_lock.sole_bot = functools.partial(run_lock.sole_bot, patience=float(os.environ["TEST_PATIENCE"]))
heartbeat.beat = functools.partial(heartbeat.beat, every=0.1)
own_messages.GRACE = timedelta(seconds=0.5)
main()
"""


@contextlib.asynccontextmanager
async def started(server: Wire, folder: Path, *, token: str = TOKEN, patience: float = 30) -> AsyncGenerator[Process]:
    """The program, run with the data folder in ``folder``."""
    config = folder / "config.toml"
    knowledge = find_bundle().folder
    config.write_text(f'[knowledge]\nfolder = "{knowledge}"\n[data]\nfolder = "data"\n')
    surroundings = {
        **os.environ,
        "DISCORD_TOKEN": token,
        "TEST_BASE": server.base,
        "TEST_GATEWAY": server.gateway,
        "TEST_PATIENCE": str(patience),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, "run", "--config", str(config), env=surroundings, stdout=PIPE, stderr=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_can_be_stopped_while_it_starts(tmp_path: Path, number: signal.Signals) -> None:
    """It closes what it has opened: no write-ahead log is left beside the database."""
    database = tmp_path / "data" / "versus.sqlite3"
    async with wire(TOKEN) as server, started(server, tmp_path) as process:
        async with asyncio.timeout(30):
            while not database.exists():  # noqa: ASYNC110  another process makes it
                await asyncio.sleep(0.005)
        process.send_signal(number)
        said, complaints = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0
    assert b"Traceback" not in complaints
    assert said in (b"Stopped.\n", b"")
    assert not list(database.parent.glob("*-wal"))


async def test_a_question_on_the_way_is_written_before_sigterm_ends_it(tmp_path: Path) -> None:
    async with wire(TOKEN) as server, started(server, tmp_path) as process:
        assert process.stdout is not None
        async with asyncio.timeout(30):
            report = [(await process.stdout.readline()).decode() for _ in range(6)]
        assert report[0] == "Ready as Versus.\n"
        assert "permissions=274878024704" in report[1]
        assert report[3] == "Entries: 26 in MLOps vs DevOps\n"
        assert json.loads((tmp_path / "data" / "health.json").read_text())["at"]

        server.events.put_nowait(
            ("MESSAGE_CREATE", message(id="55", author=ALICE, content="how does monitoring differ?"))
        )
        async with asyncio.timeout(10):
            answer = await server.wait_for("POST", "/channels/500/messages")
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(15):
            _, errors = await process.communicate()

    assert answer["embeds"][0]["title"] == "Monitoring"
    assert process.returncode == 0
    assert TOKEN not in errors.decode()
    assert "Traceback" not in errors.decode()
    assert server.closed_with == 1000
    assert [path for method, path, _ in server.requests if method == "PUT"] == [f"/applications/{USER['id']}/commands"]
    with contextlib.closing(sqlite3.connect(tmp_path / "data" / "versus.sqlite3")) as database:
        assert database.execute("SELECT way, text, entry FROM asked").fetchall() == [
            ("direct", "how does monitoring differ?", "mlops-vs-devops/monitoring")
        ]


async def test_questions_that_wait_in_one_channel_are_answered_before_sigterm_ends_it(tmp_path: Path) -> None:
    """Without a word of complaint."""
    async with wire(TOKEN) as server, started(server, tmp_path) as process:
        assert process.stdout is not None
        async with asyncio.timeout(30):
            assert await process.stdout.readline() == b"Ready as Versus.\n"
        free = asyncio.Event()
        first = Fault("POST", "/channels/500/messages", 200, landed=True, free=free)
        server.faults.append(first)
        for number in range(4):
            question = message(id=str(50 + number), author=PEOPLE[number], content="how does monitoring differ?")
            server.events.put_nowait(("MESSAGE_CREATE", question))
        async with asyncio.timeout(15):
            await first.arrived.wait()
            process.send_signal(signal.SIGTERM)
            await asyncio.sleep(0.2)  # the signal takes its way to another process
            free.set()
            _, errors = await process.communicate()
    assert process.returncode == 0
    assert len(server.posted) == 4
    assert "Traceback" not in errors.decode()
    assert "give up" not in errors.decode()


@pytest.mark.parametrize(
    ("token", "close_code", "sentence"),
    [
        ("another-token", None, "Discord refuses the bot token."),
        (TOKEN, 4014, "Discord refuses the message-content intent"),
    ],
)
async def test_a_refusal_ends_with_exit_code_2_and_one_sentence(
    tmp_path: Path, token: str, close_code: int | None, sentence: str
) -> None:
    async with wire(TOKEN, close_code) as server, started(server, tmp_path, token=token) as process:
        async with asyncio.timeout(30):
            output, errors = await process.communicate()
    said = errors.decode().strip().splitlines()
    assert process.returncode == 2
    assert said[-1].startswith(sentence)
    assert "Traceback" not in errors.decode()
    assert token not in (output + errors).decode()


async def until_ready(process: Process) -> None:
    assert process.stdout is not None
    async with asyncio.timeout(60):
        assert await process.stdout.readline() == b"Ready as Versus.\n"


async def test_a_second_one_on_the_folder_ends_with_exit_code_2_and_harms_the_first_in_nothing(tmp_path: Path) -> None:
    async with wire(TOKEN) as server, started(server, tmp_path) as first:
        await until_ready(first)
        async with started(server, tmp_path, patience=0.5) as second, asyncio.timeout(60):
            said, complaints = await second.communicate()
        assert second.returncode == 2
        assert said == b""
        *waiting, refused = complaints.decode().strip().splitlines()
        assert refused.startswith("Another bot has been running on this folder since ")
        assert f" on host {platform.node()}: " in refused
        assert "I wait up to " in waiting[-1]
        # What tells that the first is alive is still there.
        assert json.loads((tmp_path / "data" / "health.json").read_text())["connected"] is not None
        assert first.returncode is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
async def test_a_restart_that_overlaps_waits_for_the_first_to_end(tmp_path: Path, number: signal.Signals) -> None:
    async with wire(TOKEN) as server, started(server, tmp_path) as first:
        await until_ready(first)
        async with started(server, tmp_path) as second:
            assert second.stderr is not None
            async with asyncio.timeout(60):
                while b"I wait up to 30 seconds for it to end" not in await second.stderr.readline():
                    pass
            first.send_signal(number)
            await until_ready(second)
            assert (tmp_path / "data" / "health.json").exists()


async def test_one_that_waits_can_be_stopped(tmp_path: Path) -> None:
    async with wire(TOKEN) as server, started(server, tmp_path) as first:
        await until_ready(first)
        async with started(server, tmp_path) as second:
            assert second.stderr is not None
            async with asyncio.timeout(60):
                while b"I wait up to" not in await second.stderr.readline():
                    pass
            second.send_signal(signal.SIGTERM)
            async with asyncio.timeout(60):
                said, complaints = await second.communicate()
        assert (second.returncode, said, complaints) == (0, b"Stopped.\n", b"")


async def test_health_says_so_when_another_process_answers_with_the_token(tmp_path: Path) -> None:
    data = tmp_path / "data"

    async def until_healthy(*, wanted: bool) -> None:
        async with asyncio.timeout(30):
            while judge(data, datetime.now(UTC)).healthy is not wanted:  # noqa: ASYNC110  a file of another process
                await asyncio.sleep(0.05)

    async with wire(TOKEN) as server, started(server, tmp_path) as process:
        await until_ready(process)
        server.events.put_nowait(("MESSAGE_CREATE", message(id="55", author=ALICE, content="how does cost differ?")))
        async with asyncio.timeout(30):
            answer = await server.wait_for("POST", "/channels/500/messages")
        server.events.put_nowait(("MESSAGE_CREATE", message(id="56", author=USER, content="", nonce=answer["nonce"])))
        await until_healthy(wanted=True)
        await asyncio.sleep(1)
        await until_healthy(wanted=True)
        server.events.put_nowait(("MESSAGE_CREATE", message(id="57", author=USER, content="", nonce="4711")))
        await until_healthy(wanted=False)
        assert "another process answers with this token" in judge(data, datetime.now(UTC)).sentence
