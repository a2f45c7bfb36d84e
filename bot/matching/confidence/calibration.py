"""From the features of candidates to probabilities that mean the same for every knowledge base."""

from collections.abc import Sequence
from enum import StrEnum
from math import exp
from operator import mul
from typing import Final, NamedTuple


class CandidateFeatures(NamedTuple):
    """How strongly a question points at an entry.

    Tried and of no use: the lead over the next entry, the similarity of the nearest phrases, how well they would be
    recognised with themselves left out, and how much of the question anybody knows.
    """

    score: float
    """The entry's score in the regression."""
    told: float
    """How few of the question's telling words the entry lacks: 1 less the square of their share, each counting the
    same, however common it is. The first that it has say more than the last.
    """
    information: float
    """The information of what the entry has of the question, times ``names``: one of few names lacks most words."""
    match: float
    """The share of the question's words, by weight, that the entry has, times the share of a phrase's words that the
    question has, for the entry's phrase that it has most of. A short alias that stands in a question says little while
    the rest of the question is not accounted for.
    """
    names: float
    """The logarithm of the number of the entry's names and questions: the more, the sooner one is similar."""
    named: float
    """1 where the question names a subject that the entry compares, or "both", and has more of it than that; else 0."""
    overlap: float
    """How much other entries have of an entry's names, in the whole knowledge base, squared: see ``overlap_of``."""
    crowded: float
    """The score times ``overlap``: among entries that share their words, being similar tells less."""
    meaning: float = 0.0
    """The cosine of the question's embedding and that of the entry's nearest phrase; 0 by words alone."""


class Calibration(NamedTuple):
    """What the features of a candidate are worth: the log-odds against none are their weighted sum and the offset."""

    weights: CandidateFeatures
    offset: float


BY_WORDS: Final = Calibration(
    CandidateFeatures(
        score=13.4, told=1.75, information=0.5, match=2.7, names=-1.2, named=1.0, overlap=-2.5, crowded=-9.75
    ),
    offset=-2.5,
)
BY_ENCODER: Final = Calibration(
    CandidateFeatures(
        score=16.4,
        told=0.55,
        information=0.32,
        match=1.2,
        names=-1.15,
        named=1.4,
        overlap=-2.9,
        crowded=-14.6,
        meaning=5.1,
    ),
    offset=-3.75,
)
"""The same where an encoder tells which texts are alike in meaning: its scores say more, and shared words less.

Both are what ``python -m tests.benchmarks fit`` finds over knowledge bases made of BANKING77 and CLINC150 without their
test parts (0 to 10 questions an entry, 15 to 150 entries; a fifth of the labels held out, whose questions are near
misses), the small bases of communities in the benchmarks, and the bundled one, whole and cut to few phrases.
Each source was tried with weights that had never seen it.
"""


def log_odds(features: CandidateFeatures, calibration: Calibration) -> float:
    """How much likelier a candidate is, by its features, than that none is right, as a logarithm."""
    return calibration.offset + sum(map(mul, calibration.weights, features))


def probabilities(odds: Sequence[float]) -> list[float]:
    """The probability that each of some candidates is right, by its log-odds; what is left to 1 is that none is.

    A conditional logit model with an outside option (McFadden 1974, "Conditional logit analysis of qualitative choice
    behavior").
    """
    highest = max([0.0, *odds])
    shares = [exp(each - highest) for each in odds]
    total = sum(shares) + exp(-highest)
    return [share / total for share in shares]


UNASKED_AT: Final = 0.9
"""The least probability of being right at which a message is answered that was not meant for the bot."""


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
        return {"careful": 0.5, "balanced": 0.35, "helpful": 0.15}[self]
