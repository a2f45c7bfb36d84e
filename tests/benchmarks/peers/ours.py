"""This project's matcher."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from bot.knowledge.model import KnowledgeBase
from bot.matching.confidence.calibration import ConfidenceLevel
from bot.matching.decision import Decision
from bot.matching.matcher import Matcher
from bot.matching.vectors.encoder import Encoder
from tests.benchmarks.peers.base import Judged, Peer, Ranking


class Versus(Peer):
    """``bot.matching``, deciding as the bot does."""

    name: ClassVar[str] = "versus (this project)"
    probabilistic = True

    def __init__(self, level: ConfidenceLevel = ConfidenceLevel.BALANCED, encoder: Encoder | None = None) -> None:
        self._level, self._encoder = level, encoder

    def fit(self, knowledge: KnowledgeBase) -> None:
        self.matcher = Matcher.build(knowledge, self._level, self._encoder)

    def fit_phrases(self, phrases: Sequence[str], labels: Sequence[str]) -> None:
        raise NotImplementedError("it learns a knowledge base whole")

    def rank(self, text: str) -> Ranking:
        return _judged(self.matcher.decide(text)).ranking

    def judge_many(self, texts: Sequence[str]) -> list[Judged]:
        return [_judged(self.matcher.decide(text)) for text in texts]


class VersusModel(Versus):
    """The same with a sentence encoder: the extra ``semantic`` with the model of a folder."""

    name = "versus, with a model"

    def __init__(self, folder: Path, level: ConfidenceLevel = ConfidenceLevel.BALANCED) -> None:
        from tests.benchmarks.peers.minilm import model_of  # memory is measured without what it imports

        super().__init__(level, model_of(folder))


def _judged(decision: Decision) -> Judged:
    ranking = [(candidate.entry, candidate.score) for candidate in decision.candidates]
    return Judged(ranking, decision.kind, decision.entries, decision.answerable)
