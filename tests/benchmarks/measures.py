"""The figures of merit that need more than counting."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Area under the ROC curve: the chance that a positive scores above a negative, ties counting half.

    ``None`` when either is empty. The Mann-Whitney U statistic over the number of pairs.
    """
    if not len(positive) or not len(negative):
        return None
    ordered = np.sort(np.asarray(negative, float))
    values = np.asarray(positive, float)
    below = np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")
    return float(below.mean() / (2 * len(ordered)))


def reliability(
    confidence: Sequence[float], right: Sequence[bool], weights: Sequence[float] | None = None, bins: int = 10
) -> list[tuple[float, float, float]]:
    """(mean confidence, share that was right, weight) for each of ``bins`` equal steps of confidence that has any.

    Without ``weights`` each weighs 1.
    """
    scores, hits = np.asarray(confidence, float), np.asarray(right, float)
    weigh = np.ones(len(scores)) if weights is None else np.asarray(weights, float)
    places = np.clip((scores * bins).astype(int), 0, bins - 1)
    groups = [own for place in range(bins) if weigh[own := places == place].sum()]
    return [
        (float(weigh[own] @ scores[own] / total), float(weigh[own] @ hits[own] / total), float(total))
        for own in groups
        for total in [weigh[own].sum()]
    ]


def calibration_error(
    confidence: Sequence[float], right: Sequence[bool], weights: Sequence[float] | None = None, bins: int = 10
) -> float | None:
    """Expected calibration error (Naeini et al. 2015): the mean gap between confidence and share right, over the bins.

    ``None`` when there is nothing to measure.
    """
    table = reliability(confidence, right, weights, bins)
    total = sum(weight for _, _, weight in table)
    return sum(abs(mean - share) * weight for mean, share, weight in table) / total if total else None


def tradeoff(
    confidence: Sequence[float], right: Sequence[bool], outside: Sequence[float]
) -> tuple[Floats, Floats, Floats]:
    """What each threshold gives: (false answers, answered right, answered wrong), three arrays of equal length.

    Shares of the questions outside the knowledge base (first) and inside (the others), from the strictest threshold
    (nothing is answered) to the laxest (everything is). A confidence that reaches the threshold is an answer.
    """
    scores, hits, other = np.asarray(confidence, float), np.asarray(right, bool), np.asarray(outside, float)
    thresholds = np.concatenate(([np.inf], np.unique(np.concatenate((scores, other)))[::-1]))
    shares = [_reaching(group, thresholds) for group in (other, scores[hits], scores[~hits])]
    inside = max(len(scores), 1)
    return shares[0] / max(len(other), 1), shares[1] / inside, shares[2] / inside


def _reaching(scores: Floats, thresholds: Floats) -> Floats:
    return (len(scores) - np.searchsorted(np.sort(scores), thresholds, "left")).astype(float)


def at_false_answers(
    confidence: Sequence[float], right: Sequence[bool], outside: Sequence[float], allowed: float = 0.05
) -> tuple[float, float] | None:
    """(answered right, answered wrong) at the laxest threshold with at most ``allowed`` false answers.

    ``None`` when there is no question outside the knowledge base to set it by.
    """
    if not len(outside):
        return None
    false, answered, wrong = tradeoff(confidence, right, outside)
    last = int(np.searchsorted(false, allowed + 1e-12, "right")) - 1
    return float(answered[last]), float(wrong[last])


def threshold_at(outside: Sequence[float], allowed: float) -> float:
    """The lowest threshold that at most the share ``allowed`` of the questions outside reaches; 0 if all may."""
    ordered = np.sort(np.asarray(outside, float))[::-1]
    reaching = int(allowed * len(ordered) + 1e-9)
    return float(np.nextafter(ordered[reaching], np.inf)) if reaching < len(ordered) else 0.0
