"""How long a question takes, by the number of phrases: every matcher on the same synthetic knowledge bases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from bot.knowledge.model import KnowledgeBase
from tests.benchmarks.errors import MissingPeerError
from tests.benchmarks.peers.base import Peer
from tests.benchmarks.peers.ours import Versus
from tests.benchmarks.peers.registry import Maker
from tests.benchmarks.synthetic import synthetic
from tests.benchmarks.tables import NOTHING, Table, seconds, status

_WARM_UP, _AT_LEAST, _BUDGET_S = 20, 30, 8.0


@dataclass(frozen=True, slots=True)
class Timing:
    """One matcher at one size."""

    name: str
    phrases: int
    build_s: float
    p50_ms: float
    p99_ms: float


def measure(peer: Peer, phrases: int, knowledge: KnowledgeBase, questions: Sequence[str]) -> Timing:
    """Build once, then ask one question after another, each once, for eight seconds at most."""
    start = perf_counter()
    peer.fit(knowledge)
    build_s = perf_counter() - start
    took: list[float] = []
    for number, question in enumerate(questions):
        start = perf_counter()
        peer.rank(question)
        took.append((perf_counter() - start) * 1000)
        if number >= _WARM_UP + _AT_LEAST and sum(took) > _BUDGET_S * 1000:
            break
    p50, p99 = np.percentile(took[_WARM_UP:], (50, 99))
    return Timing(peer.name, phrases, build_s, float(p50), float(p99))


def compare(sizes: Iterable[int], chosen: Sequence[tuple[str, Maker]]) -> tuple[list[Timing], list[str]]:
    """Every matcher at every number of phrases, and which were skipped and why."""
    timings: list[Timing] = []
    skipped: dict[str, None] = {}
    for size in sizes:
        knowledge, questions = synthetic(size)
        for name, maker in chosen:
            with status.status(f"{size:,} phrases: {name}"):
                try:
                    peer = maker()
                    if size <= peer.most_phrases:
                        timings.append(measure(peer, size, knowledge, questions))
                    else:
                        skipped[f"{name} at {size:,} phrases, too slow there"] = None
                except MissingPeerError as missing:
                    skipped[str(missing)] = None
    return timings, list(skipped)


def table(timings: Sequence[Timing], skipped: Sequence[str]) -> Table:
    """A row for each matcher and size; the ratio says how many times our median fits into the peer's."""
    ours = {timing.phrases: timing.p50_ms for timing in timings if timing.name == Versus.name}
    rows = [
        [
            timing.name,
            f"{timing.phrases:,}",
            seconds(timing.build_s),
            f"{timing.p50_ms:.3f}",
            f"{timing.p99_ms:.3f}",
            f"{timing.p50_ms / ours[timing.phrases]:.2f}" if timing.phrases in ours else NOTHING,
        ]
        for timing in timings
    ]
    columns = ("matcher", "phrases", "build s", "p50 ms", "p99 ms", "p50 against ours")
    notes = ["One thread; synthetic knowledge bases of ten phrases an entry."]
    return Table("Latency by phrases", columns, rows, [*notes, *(f"Skipped: {reason}." for reason in skipped)])
