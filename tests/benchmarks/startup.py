"""From a cold start: how long until the terminal answers, and until everything but Discord is ready.

The second is ``python -m tests.benchmarks.startup DATA_FOLDER`` in a process of its own: it imports what ``run``
imports, opens the database and loads the bundled knowledge base, as the composition root does, and stops there.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.tables import Table, seconds

PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Run:
    """One process from start to end."""

    seconds: float
    peak_mb: float
    """The most resident memory it held, in mebibytes."""


def table(question: str, repeats: int) -> Table:
    """Median time and the largest peak over ``repeats`` starts of each."""
    ask = [sys.executable, "-m", "bot", "ask", question]
    rows = [_row("python -m bot ask", [_run(ask) for _ in range(repeats)])]
    with tempfile.TemporaryDirectory() as data:
        ready = [sys.executable, "-m", "tests.benchmarks.startup", data]
        rows.append(_row("ready, first start (new database)", [_run(ready)]))
        rows.append(_row("ready, later starts", [_run(ready) for _ in range(repeats)]))
    rows.append(_row("python alone", [_run([sys.executable, "-c", "pass"]) for _ in range(repeats)]))
    return Table("Start", ("process", "median s", "peak MB"), rows, ["Whole processes, exit included."])


def _row(name: str, runs: Sequence[Run]) -> list[str]:
    return [name, seconds(median(run.seconds for run in runs)), f"{max(run.peak_mb for run in runs):.0f}"]


def _run(command: Sequence[str]) -> Run:
    """Raises BenchmarkError when the process fails."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - start
    error = process.stderr.read().decode() if process.stderr else ""
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise BenchmarkError(f"{' '.join(command)} ended with {process.returncode}: {error.strip()[-500:]}")
    return Run(took, usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10))


async def _open_and_close(data: Path) -> None:
    import bot.discord_app.client
    import bot.discord_app.run  # noqa: F401
    from bot.app import open_app
    from bot.config import Config

    folders = {"data": {"folder": str(data)}, "knowledge": {"folder": str(PROJECT / "knowledge")}}
    async with open_app(Config.model_validate(folders)):
        pass


if __name__ == "__main__":
    import asyncio

    asyncio.run(_open_and_close(Path(sys.argv[1])))
