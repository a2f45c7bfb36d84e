"""What speaks for the best entry being right, as a few numbers between about 0 and 1."""

from typing import Final

import numpy as np
import numpy.typing as npt

from bot.matching.rows import Floats, Ints

NEIGHBOURS: Final = 10
"""Phrases whose entries are looked at for agreement."""
NAMES: Final = ("score", "margin", "agreement", "likeness", "coverage")


def evidence(entry: int, scores: Floats, likeness: Floats, entry_of: Ints, coverage: float) -> npt.NDArray[np.float64]:
    """How strongly the question points at ``entry``, one number for each of ``NAMES``.

    ``score``: its regression score; ``margin``: its lead over the best other; ``agreement``: its share among the
    nearest phrases; ``likeness``: to its own nearest phrase; ``coverage``: the share of the question's words, by
    weight, that the knowledge base has.
    """
    others = np.delete(scores, entry)
    lead = scores[entry] - (others.max() if len(others) else 0.0)
    count = min(NEIGHBOURS, len(likeness))
    nearest = np.argpartition(-likeness, count - 1)[:count]
    weights = np.maximum(likeness[nearest], 0) ** 3
    own = entry_of[nearest] == entry
    agreement = weights[own].sum() / (weights.sum() + 1e-9)
    own_likeness = likeness[nearest][own].max() if own.any() else 0.0
    return np.array([scores[entry], lead, agreement, own_likeness, coverage], np.float64)
