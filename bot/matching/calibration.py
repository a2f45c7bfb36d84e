"""From evidence to a probability that means the same for every knowledge base."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.matching.evidence import NAMES
from bot.matching.rows import Bools, Floats

GENERAL: Final = np.array([5.4, 0.8, 4.5, 0.95, -7.6])
"""Weights of the evidence, in the order of ``evidence.NAMES``, and the offset.

A logistic regression over knowledge bases made of the training splits of BANKING77 and CLINC150 (1 to 25 phrases an
entry, some with a quarter of the labels held out as out of scope) and, for half of the weight, the development
questions about MLOps and DevOps.
"""
_STRENGTH: Final = np.array([3.0] * len(NAMES) + [1.0])
"""How firmly the general weights hold against the knowledge base's own outcomes: precisions of a normal prior."""
_OUT_OF_SCOPE: Final = 0.45
"""What a question that nothing answers counts against one that its entry answers: fewer are asked."""
_ROUNDS: Final = 30
_LIMIT: Final = 30.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression from evidence to the probability of being right."""

    weights: Floats

    def probability(self, found: Floats, bonus: Floats | float = 0.0) -> Floats:
        """The probability that an entry is right, for each row of evidence; ``bonus`` is added to the log-odds."""
        return _logistic(_with_offset(found) @ self.weights + bonus)

    @classmethod
    def general(cls) -> "Calibration":
        """What holds for knowledge bases in general."""
        return cls(GENERAL)

    @classmethod
    def fitted(cls, found: Floats, right: Bools) -> "Calibration":
        """The weights most probable after these outcomes; near the general ones where they are few.

        Newton's method on the penalised likelihood, a step halved until it climbs.
        """
        design = _with_offset(found)
        signs = np.where(right, 1.0, -1.0)

        share = np.where(right, 1.0, _OUT_OF_SCOPE)

        def loss(weights: Floats) -> float:
            penalty = _STRENGTH @ (weights - GENERAL) ** 2 / 2
            return float(share @ np.logaddexp(0, -signs * (design @ weights)) + penalty)

        weights = GENERAL
        for _ in range(_ROUNDS):
            chance = _logistic(design @ weights)
            gradient = design.T @ (share * (right - chance)) - _STRENGTH * (weights - GENERAL)
            curvature = (design.T * (share * chance * (1 - chance))) @ design + np.diag(_STRENGTH)
            step = np.linalg.solve(curvature, gradient)
            while loss(weights + step) > loss(weights) and np.abs(step).max() > 1e-6:
                step = step / 2
            weights = weights + step
        return cls(weights)


def _with_offset(found: Floats) -> Floats:
    return np.column_stack([found, np.ones(len(found))])


def _logistic(values: Floats) -> Floats:
    return 1 / (1 + np.exp(-np.clip(values, -_LIMIT, _LIMIT)))
