"""The preview as a person meets it: started as a process, used over its page, ended by Ctrl-C or from the page."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from tests.preview_page import PreviewPage

ROOT = Path(__file__).parent.parent
KNOWLEDGE = ROOT / "knowledge"


@contextmanager
def started(cwd: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The preview as a process, with the address it printed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "preview", "--no-open", "--knowledge", str(KNOWLEDGE), *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(cwd)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/#\S+", line)
        assert found, line + process.communicate(timeout=30)[1]
        yield process, found[0]
    finally:
        process.kill()
        process.communicate()


@asynccontextmanager
async def opened(cwd: Path) -> AsyncIterator[PreviewPage]:
    with started(cwd) as (_, url):
        async with PreviewPage(url) as page:
            yield page


def end(process: subprocess.Popen[str], number: signal.Signals) -> str:
    process.send_signal(number)
    shown, complaints = process.communicate(timeout=30)
    assert complaints == ""
    assert process.returncode == 0
    return shown


async def test_the_bot_greets_in_its_channel_and_says_what_to_try(tmp_path: Path) -> None:
    async with opened(tmp_path) as page:
        (greeting,) = page.messages
        assert greeting["author"]["name"] == "Versus"
        assert "MLOps vs DevOps" in greeting["content"]
        examples = re.findall(r"^- (.+\?)$", greeting["content"], re.MULTILINE)
        assert len(examples) == 3
        sent = datetime.fromisoformat(greeting["timestamp"])
        assert abs(datetime.now(UTC) - sent) < timedelta(minutes=1)
        for example in examples:
            await page.send(example)
            assert page.messages[-1]["embeds"], example


async def test_a_question_is_answered_at_once_and_its_buttons_work(tmp_path: Path) -> None:
    async with opened(tmp_path) as page:
        await page.send("how does monitoring differ?")
        answer = page.messages[-1]
        assert answer["author"]["name"] == "Versus"
        assert answer["embeds"][0]["title"] == "Monitoring"
        result = await page.press("Performance metrics")
        assert not result["rejected"]
        assert page.messages[-1]["embeds"][0]["title"] == "Performance metrics"


async def test_the_viewer_is_a_member_or_a_moderator(tmp_path: Path) -> None:
    async with opened(tmp_path) as page:
        viewers = {viewer["name"]: viewer["id"] for viewer in page.state["viewers"]}
        assert list(viewers) == ["member", "moderator"]
        await page.act("viewer", viewer_id=viewers["moderator"])
        await page.send("how does monitoring differ?")
        assert page.messages[-2]["author"]["name"] == "moderator"
        assert page.messages[-1]["embeds"][0]["title"] == "Monitoring"


async def test_the_clock_is_real(tmp_path: Path) -> None:
    async with opened(tmp_path) as page:
        for _ in range(2):
            await page.send("how does monitoring differ?")
        times = [datetime.fromisoformat(message["timestamp"]) for message in page.messages]
        assert times == sorted(set(times))
        assert abs(datetime.now(UTC) - times[-1]) < timedelta(minutes=1)


async def test_questions_may_follow_each_other_as_fast_as_one_types(tmp_path: Path) -> None:
    async with opened(tmp_path) as page:
        for _ in range(4):
            await page.send("how does monitoring differ?")
        assert [message["author"]["name"] for message in page.messages[1:]] == ["member", "Versus"] * 4


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_ends_it_and_nothing_is_kept(tmp_path: Path, number: signal.Signals) -> None:
    with started(tmp_path) as (process, url):
        async with PreviewPage(url) as page:
            await page.send("how does monitoring differ?")
        assert end(process, number).endswith("Stopped.\n")
    assert os.listdir(tmp_path) == []  # noqa: PTH208


async def test_it_can_be_ended_from_the_page(tmp_path: Path) -> None:
    with started(tmp_path) as (process, url):
        async with PreviewPage(url) as page:
            await page.end()
        shown, complaints = process.communicate(timeout=30)
        assert (process.returncode, complaints) == (0, "")
        assert shown.endswith("Stopped.\n")


async def test_it_asks_for_the_key_in_its_address(tmp_path: Path) -> None:
    with started(tmp_path) as (_, url), pytest.raises(aiohttp.ClientResponseError, match="401"):
        async with PreviewPage(url.partition("#")[0] + "#guessed"):
            pytest.fail("It must not open.")


def test_it_listens_on_this_machine_alone(tmp_path: Path) -> None:
    own = socket.gethostbyname(socket.gethostname())
    if own.startswith("127."):
        pytest.skip("this machine has no address but its own")
    with started(tmp_path) as (_, url), pytest.raises(OSError, match="refused"):
        socket.create_connection((own, urlsplit(url).port or 0), timeout=5).close()


def test_a_taken_port_is_said_so(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "bot", "preview", "--no-open", "--port", str(port), "--knowledge", str(KNOWLEDGE)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            encoding="utf-8",
        )
    assert done.returncode == 2
    assert done.stderr == (
        f"The preview can't start: preview could not bind port {port}. Another --port may help, or none.\n"
    )


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    program = "import sys; sys.modules['simcord'] = None; from bot.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "preview"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 2
    assert 'pip install ".[preview]"' in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="needs a script as the browser")
def test_the_key_of_the_page_is_in_no_programs_arguments(tmp_path: Path) -> None:
    """Every user of the machine sees those; the browser is sent to a file that its owner alone can read."""
    browser, seen = tmp_path / "browser", tmp_path / "seen"
    browser.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {seen}.new\nfile="${{1#file://}}"\n'
        f'cat "$file" >> {seen}.new\nstat -c %a "$(dirname "$file")" >> {seen}.new\nmv {seen}.new {seen}\n'
    )
    browser.chmod(0o755)
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "preview", "--knowledge", str(KNOWLEDGE)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path), "BROWSER": str(browser)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/#(\S+)", process.stdout.readline())
        assert found
        assert "Ctrl-C" in process.stdout.readline()
        until = time.monotonic() + 30
        while not seen.exists() and time.monotonic() < until:
            time.sleep(0.05)
        arguments, *page, folder = seen.read_text().splitlines()
        assert found[1] not in arguments
        assert f'content="0; url={found[0]}"' in "".join(page)
        assert folder == "700"
        end(process, signal.SIGINT)
        assert not list(tmp_path.glob("versus-*"))
    finally:
        process.kill()
        process.communicate()
