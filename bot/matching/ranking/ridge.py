"""Kernel ridge regression on the entries, over phrases that are alike by their words and by their leanings.

A phrase leans to the entries that the phrases like it belong to. "My card was swallowed" comes nearer to "the machine
kept it" once both lean to the same entries. What a known phrase leans to is found with itself all but left out, as a
question's leanings are.
"""

from math import exp
from typing import Final

import numpy as np

from bot.matching.vectors.sparse import Floats, Ints

# Chosen on training splits of BANKING77 and CLINC150; a factor of two either way changes hit@1 by under half a point.
SHARPNESS: Final = 2.0
"""Of the kernel ``exp(SHARPNESS * (likeness - 1))``."""
_AMONG_NEAREST: Final = 3.0
"""The same among the phrases nearest to a question, which are all alike."""
_BY_LEANINGS: Final = np.float32(0.35)
"""The share of the leanings in the regression's likeness; the rest is that of the words."""
_DOUBT: Final = 4.0
"""How fast a phrase's say in the leanings falls with its noise."""
_TINY: Final = 1e-9
_FAINT: Final = np.float32(0.04)
"""How far a phrase's votes must lie apart, for their size, to lean in full: those of one like no other are noise."""
_LEAST: Final = 0.2
"""The length of votes among the nearest below which they lean nowhere: brought to length one, they would be noise."""


def sharpened(likeness: Floats, sharpness: float = SHARPNESS) -> Floats:
    """The kernel of likenesses."""
    return _sharpen(likeness.copy(), sharpness)


def _sharpen(likeness: Floats, sharpness: float = SHARPNESS) -> Floats:
    """The same in place."""
    likeness -= np.float32(1)
    likeness *= np.float32(sharpness)
    return np.exp(likeness, out=likeness)


class Ridge:
    """The regression over all of ``n`` phrases and ``m`` entries: time n**3, memory n**2."""

    def __init__(self, likeness: Floats, entry_of: Ints, noise: Floats, entries: int) -> None:
        """``likeness``, n by n, is used up to save memory; ``noise`` says how little each phrase is to be relied on."""
        everyone = np.arange(len(entry_of))
        targets = np.zeros((len(entry_of), entries), np.float32)
        targets[everyone, entry_of] = 1
        self._say = targets / (1 + np.float32(_DOUBT) * noise[:, None])
        kernel = sharpened(likeness)
        kernel[everyone, everyone] /= np.bincount(entry_of, minlength=entries)[entry_of]
        votes = kernel @ self._say
        del kernel
        self._leanings = _directions(votes, _FAINT * np.sqrt(np.add.reduce(votes * votes, axis=1, keepdims=True)))
        self._share = _share(self._leanings, targets)
        by_leanings = self._leanings @ self._leanings.T
        by_leanings *= self._share
        likeness *= 1 - self._share
        likeness += by_leanings
        del by_leanings
        self._weights: Floats = np.linalg.solve(_with_noise(_sharpen(likeness), noise), targets)
        self._own: Floats = self._weights[everyone, entry_of]
        self._entry_of = entry_of
        # The kernel is never 0, so where there are few entries each has a score from the start.
        self._nothing: Floats = sharpened(np.zeros(len(entry_of), np.float32)) @ self._weights

    def scores(self, likeness: Floats) -> tuple[Floats, Floats]:
        """The score of every entry by the question's ``likeness`` to each phrase, and the variety of its phrases.

        A score is about 1 for a phrase of the entry, and 0 for what is like no phrase at all.
        """
        leaning = _direction(sharpened(likeness) @ self._say)
        joined = _joined(likeness, self._leanings @ leaning, self._share)
        scores: Floats = sharpened(joined) @ self._weights
        return scores - self._nothing, _variety(self._own, likeness, self._entry_of, len(scores))


def local_scores(likeness: Floats, between: Floats, entry_of: Ints, noise: Floats) -> tuple[Floats, Floats]:
    """The scores of entries 0 to ``m``, each having at least one of ``n`` phrases, as ``entry_of`` says; and variety.

    The same regression solved for one question alone, over the phrases near it: ``likeness`` to each of them,
    ``between``, n by n, each two of them. As these are alike by choice, what they lean to is found by a regression
    too, each with itself left out (Rifkin and Lippert 2007, "Notes on regularized least squares").
    """
    sizes = np.bincount(entry_of)
    targets = np.zeros((len(entry_of), len(sizes)), np.float32)
    targets[np.arange(len(entry_of)), entry_of] = 1
    kernel = sharpened(between, _AMONG_NEAREST)
    inverse = np.linalg.inv(_with_noise(kernel.copy(), np.float32(_DOUBT) * noise))
    say = inverse @ targets
    left_out = targets - say / inverse.diagonal()[:, None]
    alone = (1 / sizes.astype(np.float32))[entry_of][:, None]
    leanings = _directions((1 - alone) * left_out + alone * (kernel @ say), _LEAST)
    leaning = _direction(sharpened(likeness, _AMONG_NEAREST) @ say, _LEAST)
    share = _share(leanings, targets)
    matrix = _sharpen(_joined(between, leanings @ leanings.T, share), _AMONG_NEAREST)
    asked = _sharpen(_joined(likeness, leanings @ leaning, share), _AMONG_NEAREST) - np.float32(exp(-_AMONG_NEAREST))
    weights = np.linalg.solve(_with_noise(matrix, noise), targets)
    own = weights[np.arange(len(entry_of)), entry_of]
    return asked @ weights, _variety(own, likeness, entry_of, len(sizes))


def _variety(own: Floats, likeness: Floats, entry_of: Ints, entries: int) -> Floats:
    """How unlike each other the phrases of each entry are, those more alike to the question counting more.

    It is the mean of what a phrase must weigh in the regression to be recognised as its ``own`` entry's: little where
    others speak for it, and much where it stands alone.
    """
    total = np.bincount(entry_of, likeness, entries)
    return (np.bincount(entry_of, likeness * own, entries) / np.maximum(total, _TINY)).astype(np.float32)


def _with_noise(matrix: Floats, noise: Floats) -> Floats:
    """``matrix`` itself with ``noise`` added along its diagonal."""
    diagonal = np.einsum("ii->i", matrix)  # a view, however the matrix lies in memory
    diagonal += noise
    return matrix


def _directions(votes: Floats, least: Floats | float) -> Floats:
    """Votes, by rows, against their mean and brought to length one; to less where shorter than ``least``."""
    apart = votes - np.add.reduce(votes, axis=1, keepdims=True) / np.float32(max(votes.shape[1], 1))
    size = np.sqrt(np.add.reduce(apart * apart, axis=1, keepdims=True))
    return apart / np.maximum(size, np.asarray(least, np.float32))


def _direction(votes: Floats, least: float = _TINY) -> Floats:
    """The same of one row."""
    apart = votes - np.add.reduce(votes) / np.float32(max(len(votes), 1))
    return apart / np.float32(max(least, np.dot(apart, apart) ** 0.5))


def _share(leanings: Floats, targets: Floats) -> np.float32:
    """The share of the leanings in the likeness: none where phrases do not lean to their own entries.

    Of entries that are each other's twins but for a detail, a phrase left out leans to the twin.
    """
    return _BY_LEANINGS if np.vdot(leanings, targets) > 0 else np.float32(0)


def _joined(by_words: Floats, by_leanings: Floats, share: np.float32) -> Floats:
    """The likeness by words and by leaning alike."""
    return (1 - share) * by_words + share * by_leanings
