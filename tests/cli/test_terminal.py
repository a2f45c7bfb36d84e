"""The commands where a person sits at a terminal: keys, bold type, width, the progress bar."""

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="needs a POSIX terminal")

ROOT = Path(__file__).parents[2]
KNOWLEDGE = ROOT / "knowledge"
PROMPT = b"> "
PATIENCE = 30
REACTION = 0.3
"""Seconds from prompt to key: Ctrl-C between the two system calls of ``input`` is only noticed at the next line."""
IMPATIENT = "from bot.cli import main, progress; progress._PATIENCE = 0.1; main()"
"""The program, but for when its progress bar appears."""


def _sit_down() -> None:
    """Make the terminal the process's own, so that its keys become signals; a background job would ignore Ctrl-C."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def in_terminal(
    *arguments: str,
    cwd: Path,
    program: tuple[str, str] = ("-m", "bot"),
    keys: bytes = b"",
    prompt: bytes = PROMPT,
    answers: Sequence[tuple[str, str]] = (),
    env: dict[str, str] | None = None,
) -> tuple[int, str]:
    """Run in a terminal of 60 columns, press ``keys`` at the prompt, and return all that was shown.

    ``answers`` are further prompts, each with the keys to press there, in the order in which they come.
    """
    waiting = [(prompt, keys)] if keys else [(one.encode(), answer.encode()) for one, answer in answers]
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, *program, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "60", **(env or {})},
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
        preexec_fn=_sit_down,  # noqa: PLW1509  this process has no threads of its own
    )
    os.close(terminal)
    shown, done = b"", 0
    try:
        while part := _read(controller):
            shown += part
            if waiting and waiting[0][0] in shown[done:]:
                done = len(shown)
                time.sleep(REACTION)
                os.write(controller, waiting.pop(0)[1])
        return process.wait(PATIENCE), shown.decode("utf-8")
    finally:
        process.kill()
        process.wait()
        os.close(controller)


def _read(controller: int) -> bytes:
    """What is shown next; nothing once the process has gone, or after too long."""
    ready, _, _ = select.select([controller], [], [], PATIENCE)
    try:
        return os.read(controller, 4096) if ready else b""
    except OSError:
        return b""


@pytest.mark.parametrize("keys", [b"\x03", b"\x04", b"/quit\n"], ids=["ctrl-c", "ctrl-d", "quit"])
def test_chat_ends_cleanly(tmp_path: Path, keys: bytes) -> None:
    code, shown = in_terminal("chat", "--knowledge", str(KNOWLEDGE), cwd=tmp_path, keys=keys)
    assert code == 0
    assert "Traceback" not in shown
    assert "Aborted" not in shown


def test_a_terminal_shows_bold_type_and_wrapped_lines(tmp_path: Path) -> None:
    arguments = ("ask", "how does monitoring differ?", "--knowledge", str(KNOWLEDGE))
    code, shown = in_terminal(*arguments, cwd=tmp_path)
    assert code == 0
    assert "\x1b[1mMonitoring" in shown
    plain = re.sub(r"\x1b\[\d*m", "", shown)
    assert all(len(line) <= 60 for line in plain.splitlines() if not line.startswith("MLOps vs"))
    _, uncoloured = in_terminal(*arguments, cwd=tmp_path, env={"NO_COLOR": "1"})
    assert "\x1b" not in uncoloured


@pytest.mark.parametrize(
    ("program", "questions", "bar"), [(("-m", "bot"), 100, False), (("-c", IMPATIENT), 3000, True)]
)
def test_eval_shows_its_progress_when_it_takes_long(
    tmp_path: Path, program: tuple[str, str], questions: int, bar: bool
) -> None:
    line = json.dumps({"q": "how does monitoring differ?", "expect": "monitoring", "kind": "x"})
    (tmp_path / "many.jsonl").write_text(f"{line}\n" * questions, "utf-8")
    code, shown = in_terminal("eval", "many.jsonl", "--knowledge", str(KNOWLEDGE), cwd=tmp_path, program=program)
    assert code == 0
    assert ("Deciding" in shown) is bar
    assert "100.0%" in shown


def test_ctrl_c_in_a_long_command_ends_without_a_traceback(tmp_path: Path) -> None:
    line = json.dumps({"q": "how does monitoring differ?", "expect": "monitoring", "kind": "x"})
    (tmp_path / "many.jsonl").write_text(f"{line}\n" * 30_000, "utf-8")
    arguments = ("eval", "many.jsonl", "--knowledge", str(KNOWLEDGE))
    code, shown = in_terminal(*arguments, cwd=tmp_path, program=("-c", IMPATIENT), keys=b"\x03", prompt=b"Deciding")
    assert code == 130
    assert "Traceback" not in shown
