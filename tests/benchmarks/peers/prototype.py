"""A matcher kept in a file outside the project, with ``fit(phrases, labels)`` and ``rank(text, k)``."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.peers.base import DEPTH, Peer, Ranking


class Prototype(Peer):
    """The class ``LexMatch`` of that file."""

    name = "prototype"
    probabilistic = True

    def __init__(self, path: Path) -> None:
        """Raises BenchmarkError when the file is not there."""
        spec = importlib.util.spec_from_file_location("prototype", path)
        if not path.is_file() or spec is None or spec.loader is None:
            raise BenchmarkError(f"There is no prototype at {path}.")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        self._class = module.LexMatch

    def fit_phrases(self, phrases: Sequence[str], labels: Sequence[str]) -> None:
        self._matcher = self._class().fit(list(phrases), list(labels))

    def rank(self, text: str) -> Ranking:
        return self._matcher.rank(text, k=DEPTH)
