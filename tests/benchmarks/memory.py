"""Memory of one matcher, measured in a process of its own: ``python -m tests.benchmarks.memory MATCHER PHRASES``.

Prints one JSON object, in mebibytes of resident memory: ``imports`` (beyond Python, numpy and the knowledge base),
``index`` (what building and asking added), ``peak`` (the most the process ever held, all in all).
"""

import gc
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.peers.base import load
from tests.benchmarks.peers.registry import make
from tests.benchmarks.synthetic import synthetic
from tests.benchmarks.tables import NOTHING, Table, status

_ASKED = 200


def measure(matcher: str, phrases: int) -> dict[str, float]:
    """Build and ask in this process; only meaningful in a fresh one."""
    process = load("psutil").Process()

    def resident() -> float:
        gc.collect()
        return process.memory_info().rss / 2**20

    knowledge, questions = synthetic(phrases)
    _warm_up()
    start = resident()
    peer = make(matcher)
    imported = resident()
    peer.fit(knowledge)
    for question in questions[:_ASKED]:
        peer.rank(question)
    return {"imports": imported - start, "index": resident() - imported, "peak": _peak()}


def _warm_up() -> None:
    """Have numpy's linear algebra library take its buffers, as it does at the first product of some size."""
    matrix = np.eye(400, dtype=np.float32)
    np.linalg.solve(matrix @ matrix, matrix)


def table(sizes: Sequence[int], matchers: Sequence[str]) -> Table:
    """A row for each number of phrases and matcher, each measured in a process of its own."""
    rows: list[list[str]] = []
    for size in sizes:
        for name in matchers:
            with status.status(f"{size:,} phrases: {name}"):
                rows.append([name, f"{size:,}", *in_own_process(name, size)])
    columns = ("matcher", "phrases", "imports MB", "index MB", "peak MB")
    notes = [
        "Imports: beyond Python, numpy and the texts. Index: what building and 200 questions add. Peak: all in all."
    ]
    return Table("Memory", columns, rows, notes)


def in_own_process(matcher: str, phrases: int) -> list[str]:
    """The three figures as text; dashes, and the reason on the error stream, where the matcher is not installed."""
    command = [sys.executable, "-m", __name__, matcher, str(phrases)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, cwd=Path(__file__).parents[2])
    if done.returncode:
        return [NOTHING] * 3
    return [f"{value:.1f}" for value in json.loads(done.stdout).values()]


def _peak() -> float:
    """The most this process held, by Linux's own count where there is one: getrusage includes the launching process."""
    counts = Path("/proc/self/status")
    if counts.exists():
        return (
            next(int(line.split()[1]) for line in counts.read_text().splitlines() if line.startswith("VmHWM")) / 2**10
        )
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> None:
    """Measure what the command line names."""
    try:
        print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
    except BenchmarkError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
