"""From evidence to probabilities that mean the same for every knowledge base."""

from collections.abc import Sequence
from math import exp
from typing import Final

from bot.matching.evidence import Evidence

WEIGHTS: Final = Evidence(score=8.6, own=4.4, length=1.4, names=-0.65)
OFFSET: Final = -5.8
"""The log-odds of a candidate against none, by its evidence: weights and what is added.

From ``python -m tests.benchmarks fit``: knowledge bases made of BANKING77 and CLINC150 without their test parts (1 to
130 phrases an entry, 20 to 150 entries, some with labels held out as out of scope) and the development questions about
MLOps and DevOps, each weighing the same. Two weigh more here than there, and the score less, chosen on the same
questions: the share of the words that the entry has, which tells best what is out of scope and costs no right answer,
and the length, as the public sets have hardly any short question that is out of scope. Weights of a knowledge base's
own, fitted to its phrases with each left out, were no better on any of these.
"""


def log_odds(found: Evidence) -> float:
    """How much likelier a candidate is, by its evidence, than that none is right, as a logarithm."""
    score, own, length, names = WEIGHTS
    return OFFSET + score * found.score + own * found.own + length * found.length + names * found.names


def probabilities(odds: Sequence[float]) -> list[float]:
    """The probability that each of some candidates is right, by its log-odds; what is left to 1 is that none is.

    A conditional logit model with an outside option (McFadden 1974, "Conditional logit analysis of qualitative choice
    behavior").
    """
    highest = max([0.0, *odds])
    shares = [exp(each - highest) for each in odds]
    total = sum(shares) + exp(-highest)
    return [share / total for share in shares]
