"""Which matchers there are, by the short names of the command line."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.peers.base import Peer
from tests.benchmarks.peers.bm25 import Bm25s
from tests.benchmarks.peers.fts5 import Fts5
from tests.benchmarks.peers.fuzz import TheFuzz, TokenSort, WRatio
from tests.benchmarks.peers.minilm import MiniLm
from tests.benchmarks.peers.ours import Versus
from tests.benchmarks.peers.prototype import Prototype
from tests.benchmarks.peers.tantivy import Tantivy
from tests.benchmarks.peers.tfidf import TfidfLogistic, TfidfNearest

Maker = Callable[[], Peer]

MATCHERS: dict[str, type[Peer]] = {
    "wratio": WRatio,
    "token-sort": TokenSort,
    "thefuzz": TheFuzz,
    "bm25s": Bm25s,
    "fts5": Fts5,
    "tantivy": Tantivy,
    "tfidf-nearest": TfidfNearest,
    "tfidf": TfidfLogistic,
    "minilm": MiniLm,
    "versus": Versus,
}
QUICK = ("token-sort", "bm25s", "tfidf", "versus")


def makers(names: Iterable[str], prototype: Path | None) -> list[tuple[str, Maker]]:
    """(short name, maker) of each matcher named, and of the prototype where a file is given.

    Raises BenchmarkError for a name that is not known.
    """
    chosen: list[tuple[str, Maker]] = []
    for name in names:
        if name not in MATCHERS:
            raise BenchmarkError(f"There is no matcher {name}; take some of {', '.join(MATCHERS)}.")
        chosen.append((name, MATCHERS[name]))
    if prototype:
        chosen.insert(max(len(chosen) - 1, 0), ("prototype", partial(Prototype, prototype)))
    return chosen
