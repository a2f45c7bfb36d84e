"""From evidence to a probability that means the same for every knowledge base."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.matching.evidence import evidence
from bot.matching.ridge import Ridge
from bot.matching.rows import Floats, Ints

WEIGHTS: Final = np.array([9.5, 2.0, 1.0, 0.0, 4.0])
BIAS: Final = -6.5
_SAMPLES: Final = 400
_PRIOR_STRENGTH: Final = 10.0
_ROUNDS: Final = 25


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic curve over the weighed evidence."""

    slope: float = 1.0
    offset: float = 0.0

    def probability(self, found: npt.NDArray[np.float64]) -> float:
        """The probability that the entry is right, given the evidence for it."""
        logit = self.slope * (float(found @ WEIGHTS) + BIAS) + self.offset
        return float(1 / (1 + np.exp(-np.clip(logit, -30, 30))))


def fitted(logits: npt.NDArray[np.float64], right: npt.NDArray[np.float64]) -> Calibration:
    """The curve that fits the outcomes ``right`` (0 or 1), drawn to slope 1 and offset 0 where they are few."""
    if not len(logits):
        return Calibration()
    design = np.column_stack([logits, np.ones(len(logits))])
    prior = np.array([1.0, 0.0])
    weights = prior.copy()
    strength = np.array([_PRIOR_STRENGTH, 1.0])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (right - chance) - strength * (weights - prior)
        hessian = (design.T * (chance * (1 - chance))) @ design + np.diag(strength)
        weights = weights + np.linalg.solve(hessian, gradient)
    return Calibration(max(float(weights[0]), 0.2), float(weights[1]))


def calibrated(
    ridge: Ridge, likeness: Floats, entry_of: Ints, names: Ints, coverages: Iterable[tuple[float, float]]
) -> Calibration:
    """Calibrate without off-topic questions.

    Each phrase of ``names`` is asked twice: with itself left out (then its entry is right), and with its whole entry
    left out (then nothing is right). ``coverages`` are its coverage in the two cases.
    """
    logits: list[float] = []
    right: list[float] = []
    for phrase, coverage in zip(names.tolist(), coverages, strict=True):
        own = np.flatnonzero(entry_of == entry_of[phrase]).astype(np.int32)
        for left_out, covered in ((np.array([phrase], np.int32), coverage[0]), (own, coverage[1])):
            if len(left_out) == len(own) and left_out is not own:
                continue
            scores = ridge.scores_without(phrase, left_out)
            if left_out is own:
                scores[entry_of[phrase]] = scores.min() - 1
            seen = likeness[phrase].copy()
            seen[left_out] = -1
            best = int(scores.argmax())
            logits.append(float(evidence(best, scores, seen, entry_of, covered) @ WEIGHTS) + BIAS)
            right.append(float(best == entry_of[phrase]))
    return fitted(np.array(logits), np.array(right))


def sample(names: Ints) -> Ints:
    """At most a few hundred of ``names``, evenly spread, so that the same knowledge base gives the same curve."""
    if len(names) <= _SAMPLES:
        return names
    return names[np.linspace(0, len(names) - 1, _SAMPLES).astype(np.int32)]
