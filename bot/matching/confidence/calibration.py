"""From evidence to probabilities that mean the same for every knowledge base."""

from collections.abc import Sequence
from math import exp
from operator import mul
from typing import Final

from bot.matching.evidence import Evidence

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
