"""This project's matcher."""

from collections.abc import Sequence
from typing import ClassVar

from bot.knowledge.model import KnowledgeBase
from bot.matching.decision import Decision
from bot.matching.matcher import Matcher
from tests.benchmarks.peers.base import Judged, Peer, Ranking


class Versus(Peer):
    """``bot.matching``, deciding as the bot does."""

    name: ClassVar[str] = "versus (this project)"
    probabilistic = True

    def fit(self, knowledge: KnowledgeBase) -> None:
        self.matcher = Matcher.build(knowledge)

    def fit_phrases(self, phrases: Sequence[str], labels: Sequence[str]) -> None:
        raise NotImplementedError("it learns a knowledge base whole")

    def rank(self, text: str) -> Ranking:
        return _judged(self.matcher.decide(text)).ranking

    def judge_many(self, texts: Sequence[str]) -> list[Judged]:
        return [_judged(self.matcher.decide(text)) for text in texts]


def _judged(decision: Decision) -> Judged:
    ranking = [(candidate.entry, candidate.score) for candidate in decision.candidates]
    return Judged(ranking, decision.kind, decision.entries, decision.answerable)
