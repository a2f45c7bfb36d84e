"""The interface of a matcher that is compared, and what all of them share."""

import importlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.knowledge.model import KnowledgeBase
from bot.matching.decision import Kind
from tests.benchmarks.errors import MissingPeerError

Ranking = list[tuple[str, float]]
"""(entry key, score), best first, each key once. The first score is the matcher's confidence."""
DEPTH = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """A question's ranking, and what was decided, by a matcher that decides."""

    ranking: Ranking
    kind: Kind | None = None
    entries: tuple[str, ...] = ()
    sure_of_any: float | None = None
    """How sure it is that the question has an answer at all, when that is not the first score."""

    @property
    def confidence(self) -> float:
        """The first score; 0 where there is none."""
        return self.ranking[0][1] if self.ranking else 0.0

    @property
    def inside(self) -> float:
        """How sure it is that the question is inside the knowledge base."""
        return self.confidence if self.sure_of_any is None else self.sure_of_any


class Peer(ABC):
    """A matcher: fitted once, then asked."""

    name: ClassVar[str]
    probabilistic: ClassVar[bool] = False
    """Whether its scores claim to be probabilities, so that their calibration can be measured."""
    most_phrases: ClassVar[int] = 1_000_000
    """Beyond this it takes too long to fit to be worth waiting for."""

    def fit(self, knowledge: KnowledgeBase) -> None:
        """Learn a knowledge base: for a peer, its titles, aliases and example questions with their entries' keys."""
        pairs = list(phrases_of(knowledge))
        self.fit_phrases([phrase for phrase, _ in pairs], [key for _, key in pairs])

    @abstractmethod
    def fit_phrases(self, phrases: Sequence[str], labels: Sequence[str]) -> None:
        """Learn that each phrase means its label."""

    @abstractmethod
    def rank(self, text: str) -> Ranking:
        """At least the five best labels, where there are as many."""

    def judge_many(self, texts: Sequence[str]) -> list[Judged]:
        """Rank many; override where a batch is quicker or where there is a decision."""
        return [Judged(self.rank(text)) for text in texts]


def phrases_of(knowledge: KnowledgeBase) -> Iterable[tuple[str, str]]:
    """(phrase, entry key) for every title, alias and example question."""
    for entry in knowledge:
        for phrase in (entry.title, *entry.aliases, *entry.questions):
            if phrase:
                yield phrase, entry.key


def best_labels(found: Iterable[tuple[str, float]]) -> Ranking:
    """The ranking of labels by their best phrase, from (label, score) pairs that come best first."""
    best: dict[str, float] = {}
    for label, score in found:
        best.setdefault(label, score)
        if len(best) == DEPTH:
            break
    return list(best.items())


def load(module: str, package: str | None = None) -> Any:
    """Import a peer's library. Raises MissingPeerError that names the package when it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        wanted = package or "'.[bench]'"
        raise MissingPeerError(f"{module} is not installed (pip install {wanted})") from None
