"""Runs ``python -m bot``: within this process, or as one of its own where a real process is the point."""

import io
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main

ROOT = Path(__file__).parents[2]


def versus(*arguments: str, cwd: Path, keys: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command from its entry point on, with streams, folder and log of its own, but without Python's start.

    It runs an event loop of its own, so a test that has one must go to a thread or to ``versus_process``.
    """
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(cwd)
        patch.delenv("DISCORD_TOKEN", raising=False)
        patch.setattr(sys, "argv", ["versus", *arguments])
        patch.setattr(sys, "stdin", io.StringIO(keys))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        patch.setattr(sys, "excepthook", sys.excepthook)  # typer sets one
        patch.setattr(logging.root, "handlers", [])  # pytest's would keep warnings from standard error
        with pytest.raises(SystemExit) as finished:
            main()
    shown, complaints = (stream.buffer.getvalue().decode() for stream in (out, err))  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(arguments, finished.value.code, shown, complaints)  # type: ignore[arg-type]


def versus_process(*arguments: str, cwd: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a command as an operator does."""
    environment = {key: value for key, value in os.environ.items() if key != "DISCORD_TOKEN"}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **options.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding=environment["PYTHONIOENCODING"],
        timeout=60,
        **options,
    )
