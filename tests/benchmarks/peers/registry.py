"""Which matchers there are, by the short names of the command line."""

from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from pathlib import Path

from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.peers.base import Peer

Maker = Callable[[], Peer]

_MATCHERS = {
    "wratio": ("fuzz", "WRatio"),
    "token-sort": ("fuzz", "TokenSort"),
    "thefuzz": ("fuzz", "TheFuzz"),
    "bm25s": ("bm25", "Bm25s"),
    "fts5": ("fts5", "Fts5"),
    "tantivy": ("tantivy", "Tantivy"),
    "tfidf-nearest": ("tfidf", "TfidfNearest"),
    "tfidf": ("tfidf", "TfidfLogistic"),
    "tfidf-svm": ("tfidf", "TfidfSvm"),
    "minilm": ("minilm", "MiniLm"),
    "retrieval": ("minilm", "Retrieval"),
    "versus": ("ours", "Versus"),
}
ALL = tuple(_MATCHERS)
_SLOW = ("tfidf", "tfidf-svm", "minilm", "retrieval")
SPEED = tuple(name for name in ALL if name not in _SLOW)
QUICK = ("token-sort", "bm25s", "tfidf", "versus")


def make(name: str) -> Peer:
    """The matcher of a short name. Its libraries are imported here, so that memory can be measured for each alone.

    Raises BenchmarkError for a name that is not known, MissingPeerError where a library is not installed.
    """
    if name not in _MATCHERS:
        raise BenchmarkError(f"There is no matcher {name}; take some of {', '.join(ALL)}.")
    module, matcher = _MATCHERS[name]
    return getattr(import_module(f"tests.benchmarks.peers.{module}"), matcher)()


def makers(names: Iterable[str], model: Path | None = None) -> list[tuple[str, Maker]]:
    """(short name, maker) of each matcher named, and of this project's with the ``model`` of a folder."""
    found: list[tuple[str, Maker]] = [(name, partial(make, name)) for name in names]
    return [*found, ("versus-model", partial(make_with_model, model))] if model else found


def make_with_model(folder: Path) -> Peer:
    """This project's matcher with the model of a folder. Raises MissingPeerError where it cannot be used."""
    from tests.benchmarks.peers.ours import VersusModel

    return VersusModel(folder)
