"""From evidence to probabilities that mean the same for every knowledge base."""

from collections.abc import Sequence
from enum import StrEnum
from math import exp, log1p
from operator import mul
from typing import Final, NamedTuple

_LONGEST: Final = 30
"""Words beyond which a text counts as no longer: it is a story or a log then, not a longer question."""


class Evidence(NamedTuple):
    """How strongly a question points at an entry.

    More than this adds nothing: not the lead over the next entry, the likeness of the nearest phrases, how well they
    would be recognised with themselves left out, or how much of the question anybody knows.
    """

    score: float
    """The entry's score in the regression."""
    variety: float
    """How unlike each other the entry's phrases are: the more, the lower scores what is like one of them."""
    own: float
    """The share of the question's words, by weight, that the entry has."""
    told: float
    """How much these words tell entries apart, as a logarithm, times ``names``: a few names lack most words."""
    contained: float
    """The share of a phrase's words, by weight, that the question has: of the entry's phrase that it has most of."""
    length: float
    """The logarithm of the number of words."""
    names: float
    """The logarithm of the number of the entry's names and questions: the more it has, the easier it is alike."""


def length_of(words: int) -> float:
    """The ``length`` of a question of so many words."""
    return log1p(min(words, _LONGEST))


WEIGHTS: Final = Evidence(score=9.0, variety=1.3, own=4.8, told=0.4, contained=1.75, length=0.85, names=-1.0)
OFFSET: Final = -7.8
"""The log-odds of a candidate against none, by its evidence: weights and what is added.

Near what ``python -m tests.benchmarks fit`` finds for questions that are out of scope for real: knowledge bases made of
CLINC150 without its test parts (1 to 130 phrases an entry) and the development questions about MLOps and DevOps. Where
they differ, they were chosen on the same questions. Fitted to labels held out of a knowledge base as well, whose
questions share most words with its entries, the share of words that an entry has would weigh half as much: that lets
through what is foreign. Weights of a knowledge base's own, fitted to its phrases with each left out, were no better.
"""


def log_odds(found: Evidence) -> float:
    """How much likelier a candidate is, by its evidence, than that none is right, as a logarithm."""
    return OFFSET + sum(map(mul, WEIGHTS, found))


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
        return _ANSWER_AT[self]

    @property
    def suggest_at(self) -> float:
        """The least probability that any candidate is right at which those close to the best are offered."""
        return _SUGGEST_AT[self]


_ANSWER_AT = {ConfidenceLevel.CAREFUL: 0.8, ConfidenceLevel.BALANCED: 0.67, ConfidenceLevel.HELPFUL: 0.45}
_SUGGEST_AT = {ConfidenceLevel.CAREFUL: 0.5, ConfidenceLevel.BALANCED: 0.3, ConfidenceLevel.HELPFUL: 0.15}
