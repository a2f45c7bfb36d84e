"""From a cold start: how long until the terminal answers, and until everything but Discord is ready.

The second is ``ready.py`` in a process of its own.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.tables import NOTHING, Table, seconds

PROJECT = Path(__file__).parents[2]

_LAUNCH = """
import json, os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE)
said = process.stdout.read().decode()
_, status, usage = os.wait4(process.pid, 0)
took = time.perf_counter() - start
print(json.dumps([os.waitstatus_to_exitcode(status), took, usage.ru_maxrss, said]))
"""
"""Starts and measures a process from a bare interpreter: Linux counts what the launching process holds as well."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process from start to end."""

    seconds: float
    peak_mb: float
    """The most resident memory it held, in mebibytes."""
    said: str


def table(question: str, repeats: int) -> Table:
    """Medians over ``repeats`` starts of each."""
    ask = [_run([sys.executable, "-m", "bot", "ask", question]) for _ in range(repeats)]
    rows = [_row("python -m bot ask", ask, [NOTHING, NOTHING])]
    with tempfile.TemporaryDirectory() as data:
        ready = [sys.executable, "-m", "tests.benchmarks.ready", data]
        for name, times in (("first start, new database", 1), ("later starts", repeats)):
            runs = [_run(ready) for _ in range(times)]
            told = [json.loads(run.said) for run in runs]
            at_ready = [seconds(median(one["seconds"] for one in told)), f"{median(one['mb'] for one in told):.0f}"]
            rows.append(_row(name, runs, at_ready))
    rows.append(_row("python alone", [_run([sys.executable, "-c", ""]) for _ in range(repeats)], [NOTHING, NOTHING]))
    notes = ["Ready: imports, knowledge, database and workers, without Discord; seconds from the first import on."]
    return Table("Start", ("process", "ready s", "ready MB", "whole process s", "peak MB"), rows, notes)


def _row(name: str, runs: Sequence[Run], at_ready: Sequence[str]) -> list[str]:
    return [name, *at_ready, seconds(median(run.seconds for run in runs)), f"{median(run.peak_mb for run in runs):.0f}"]


def _run(command: Sequence[str]) -> Run:
    """Raises BenchmarkError when the process fails; it says why on the error stream itself."""
    launch = [sys.executable, "-S", "-c", _LAUNCH, *command]
    done = subprocess.run(launch, cwd=PROJECT, stdout=subprocess.PIPE, text=True, check=True)
    code, took, peak, said = json.loads(done.stdout)
    if code:
        raise BenchmarkError(f"{' '.join(command)} ended with {code}.")
    return Run(took, peak / (2**20 if sys.platform == "darwin" else 2**10), said)
