"""Kernel ridge regression on the entries: every phrase votes for its entry, phrases alike share their votes."""

from typing import Final

import numpy as np

from bot.matching.rows import Floats, Ints

SHARPNESS: Final = 2.0
"""Of the kernel ``exp(SHARPNESS * (likeness - 1))``: chosen on training splits of BANKING77 and CLINC150."""


def sharpened(likeness: Floats) -> Floats:
    """The kernel of likenesses."""
    return np.exp(np.float32(SHARPNESS) * (likeness - 1))


class Ridge:
    """The regression solved once for all phrases: ``n`` phrases, ``m`` entries, time n**3 and memory n**2."""

    def __init__(self, likeness: Floats, entry_of: Ints, noise: Floats, entries: int) -> None:
        """``likeness`` is n by n; ``noise`` is each phrase's share of the diagonal: the more, the less it counts."""
        self._entry_of = entry_of
        matrix = sharpened(likeness).astype(np.float64)
        matrix[np.diag_indices(len(matrix))] += noise
        self._targets = np.zeros((len(matrix), entries))
        self._targets[np.arange(len(matrix)), entry_of] = 1
        self._inverse = np.linalg.inv(matrix)
        self._votes = self._inverse @ self._targets
        self._votes32: Floats = self._votes.astype(np.float32)

    def scores(self, likeness: Floats) -> Floats:
        """A score for every entry, about 1 for a phrase of its own and 0 for nothing alike."""
        return sharpened(likeness) @ self._votes32

    def scores_without(self, phrase: int, left_out: Ints) -> Floats:
        """The scores of ``phrase`` had the phrases ``left_out``, itself among them, never been there.

        Closed form of leave-out for ridge regression: with the inverse matrix A, its block B over ``left_out`` and the
        votes v, the left-out predictions are targets - B^-1 v (Rifkin and Lippert 2007, "Notes on regularized least
        squares", for single phrases; the block form follows in the same way).
        """
        block = self._inverse[np.ix_(left_out, left_out)]
        residuals = np.linalg.solve(block, self._votes[left_out])
        place = int(np.flatnonzero(left_out == phrase)[0])
        scores: Floats = (self._targets[phrase] - residuals[place]).astype(np.float32)
        return scores
