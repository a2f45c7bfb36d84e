"""The times of the regular expressions over what people type, on the text that is hardest on each."""

import re
from time import perf_counter

from tests.benchmarks.tables import Table
from tests.typed_patterns import MESSAGE, TYPED, Typed, patterns_of

ROUNDS = 5
"""The quickest counts: what else runs on the machine only slows it."""


def table() -> Table:
    """Microseconds at half the longest text and at the longest, slowest first."""
    rows: list[tuple[float, list[str]]] = []
    for name, hostile in TYPED.items():
        for number, pattern in enumerate(patterns_of(name)):
            longest = min(hostile.longest, MESSAGE)
            short, long = (_seconds(pattern, hostile, length) for length in (longest // 2, longest))
            label = f"{name}#{number}" if number else name
            row = [label, f"{longest:,}", f"{short * 1e6:.1f}", f"{long * 1e6:.1f}", f"{long / short:.1f}"]
            rows.append((long, row))
    ordered = [row for _, row in sorted(rows, reverse=True)]
    notes = ["Twice the text takes twice the time, or less: about 2.0 at the most in the last column."]
    return Table("Patterns", ("pattern", "characters", "half µs", "all µs", "times"), ordered, notes)


def _seconds(pattern: re.Pattern[str], hostile: Typed, length: int) -> float:
    text = hostile.text(length)
    times: list[float] = []
    for _ in range(ROUNDS):
        start = perf_counter()
        _use(pattern, hostile, text)
        times.append(perf_counter() - start)
    return min(times)


def _use(pattern: re.Pattern[str], hostile: Typed, text: str) -> None:
    match hostile.use:
        case "everywhere":
            pattern.sub(" ", text)
        case "start":
            pattern.match(text)
        case "whole":
            pattern.fullmatch(text)
