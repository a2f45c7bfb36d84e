"""From the features of candidates to probabilities that mean the same for every knowledge base."""

from collections.abc import Sequence
from enum import StrEnum
from math import exp, log1p
from operator import mul
from typing import Final, NamedTuple


class CandidateFeatures(NamedTuple):
    """How strongly a question points at an entry.

    Tried and of no use: the lead over the next entry, the similarity of the nearest phrases, how well they would be
    recognised with themselves left out, and how much of the question anybody knows.
    """

    score: float
    """The entry's score in the regression."""
    diversity: float
    """How unlike each other the entry's phrases are: the more, the lower scores what is similar to one of them."""
    coverage: float
    """The share of the question's words, by weight, that the entry has."""
    information: float
    """The information of these words, times ``names``: an entry of few names lacks most words."""
    containment: float
    """The share of a phrase's words, by weight, that the question has: of the entry's phrase that it has most of."""
    length: float
    """The logarithm of the number of words."""
    names: float
    """The logarithm of the number of the entry's names and questions: the more, the sooner one is similar."""


WEIGHTS: Final = CandidateFeatures(
    score=9.0, diversity=1.3, coverage=4.8, information=0.4, containment=1.75, length=0.85, names=-1.0
)
OFFSET: Final = -7.8
"""The log-odds of a candidate against none, by its features: their weights, and what is added.

Near what ``python -m tests.benchmarks fit`` finds for questions that are out of scope for real: knowledge bases made of
CLINC150 without its test parts (1 to 130 phrases an entry) and the development questions about MLOps and DevOps. Where
they differ, they were chosen on the same questions. Fitted to labels held out of a knowledge base as well, whose
questions share most words with its entries, the coverage would weigh half as much: that lets through what is foreign.
Weights of a knowledge base's own, fitted to its phrases with each left out, were no better.
"""
_LONGEST: Final = 30
"""Words beyond which a text counts as no longer: it is a story or a log then, not a longer question."""


def length_of(words: int) -> float:
    """The ``length`` of a question of so many words."""
    return log1p(min(words, _LONGEST))


def log_odds(features: CandidateFeatures) -> float:
    """How much likelier a candidate is, by its features, than that none is right, as a logarithm."""
    return OFFSET + sum(map(mul, WEIGHTS, features))


def probabilities(odds: Sequence[float]) -> list[float]:
    """The probability that each of some candidates is right, by its log-odds; what is left to 1 is that none is.

    A conditional logit model with an outside option (McFadden 1974, "Conditional logit analysis of qualitative choice
    behavior").
    """
    highest = max([0.0, *odds])
    shares = [exp(each - highest) for each in odds]
    total = sum(shares) + exp(-highest)
    return [share / total for share in shares]


class ConfidenceLevel(StrEnum):
    """The operator's choice between a bot that rather stays silent and one that rather tries."""

    CAREFUL = "careful"
    BALANCED = "balanced"
    HELPFUL = "helpful"

    @property
    def answer_at(self) -> float:
        """The least probability of being right at which an entry is answered."""
        return {"careful": 0.8, "balanced": 0.67, "helpful": 0.45}[self]

    @property
    def suggest_at(self) -> float:
        """The least probability that any candidate is right at which those close to the best are offered."""
        return {"careful": 0.5, "balanced": 0.3, "helpful": 0.15}[self]
