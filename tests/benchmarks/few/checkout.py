"""The matcher of another checkout of the project, in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot.knowledge.model import KnowledgeBase
from bot.matching.decision import Kind
from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.peers.base import Judged, Peer, Ranking, load

_EDITS = 3
_WORKER = Path(__file__).with_name("worker.py")


class Checkout(Peer):
    """The matcher that stands in a folder; a context that ends its process."""

    name = "the other checkout"
    probabilistic = True

    def __init__(self, folder: Path) -> None:
        """Start it. Raises BenchmarkError where ``folder`` holds no checkout."""
        if not (folder / "bot" / "matching").is_dir():
            raise BenchmarkError(f"There is no checkout of this project in {folder}.")
        environment = {**os.environ, "PYTHONPATH": str(folder.resolve())}
        # Safe path: the worker's own folder has nothing that it should import.
        command = [sys.executable, "-P", str(_WORKER)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        self.build_s = 0.0
        """CPU time of building for the last knowledge base."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.communicate()

    def fit(self, knowledge: KnowledgeBase) -> None:
        self.build_s = self._ask({"topics": [asdict(topic) for topic in knowledge.topics]})

    def fit_phrases(self, phrases: Sequence[str], labels: Sequence[str]) -> None:
        raise NotImplementedError("it learns a knowledge base whole")

    def rank(self, text: str) -> Ranking:
        return self.judge_many([text])[0].ranking

    def judge_many(self, texts: Sequence[str]) -> list[Judged]:
        return [
            Judged(
                [(key, score) for key, score in each["ranking"]],
                Kind(each["kind"]),
                tuple(each["entries"]),
                each["answerable"],
            )
            for each in self._ask({"texts": texts})
        ]

    def milliseconds(self, texts: Sequence[str]) -> list[float]:
        """The CPU time of deciding each text."""
        return [each["ms"] for each in self._ask({"texts": texts})]

    def edit_s(self) -> float:
        """The CPU time of editing an entry of the last knowledge base: the least of three."""
        return self._ask({"edits": _EDITS})

    @property
    def resident_mb(self) -> float:
        """Mebibytes of memory that its process holds. Raises MissingPeerError where psutil is not installed."""
        return load("psutil").Process(self._process.pid).memory_info().rss / 2**20

    def _ask(self, asked: Mapping[str, Any]) -> Any:
        process = self._process
        assert process.stdin
        assert process.stdout
        try:
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.flush()
        except BrokenPipeError:
            pass  # the empty line below says so
        line = process.stdout.readline()
        if not line:
            raise BenchmarkError(f"{self.name} ended; what it said stands above.")
        return json.loads(line)
