"""Kernel ridge regression on the entries, over phrases that are similar by their words and by their class affinities.

The class affinities of a phrase say which entries the phrases similar to it belong to. "My card was swallowed" comes
nearer to "the machine kept it" once both are near phrases of the same entries. Those of a known phrase are found with
the phrase itself all but left out, as a question's are.
"""

from math import exp
from typing import Final

import numpy as np

from bot.matching.vectors.sparse import Floats, Ints

# Chosen on training splits of BANKING77 and CLINC150; a factor of two either way changes hit@1 by under half a point.
SHARPNESS: Final = 2.0
"""Of the kernel ``exp(SHARPNESS * (similarity - 1))``."""
_AMONG_NEAREST: Final = 3.0
"""The same among the phrases nearest to a question, which are all similar."""
_BY_AFFINITIES: Final = np.float32(0.25)
"""The share of the class affinities in the regression's similarity; the rest is that of the words."""
_DOUBT: Final = 4.0
"""How fast the weight of a phrase's vote in the class affinities falls with its noise."""
_TINY: Final = 1e-9
_FAINT: Final = np.float32(0.04)
"""How far the votes for a phrase must lie apart, for their size, to count in full: for one like no other are noise."""
_LEAST: Final = 0.2
"""The length of votes among the nearest below which they count less: brought to length one, they would be noise."""


def sharpened(similarity: Floats, sharpness: float = SHARPNESS) -> Floats:
    """The kernel of similarities, of the same shape."""
    return _sharpen(similarity.copy(), sharpness)


def _sharpen(similarity: Floats, sharpness: float = SHARPNESS) -> Floats:
    """The same in place."""
    similarity *= np.float32(sharpness)
    similarity -= np.float32(sharpness)
    return np.exp(similarity, out=similarity)


class Ridge:
    """The regression over all of ``n`` phrases and ``m`` entries: time n**3, memory n**2."""

    def __init__(self, similarity: Floats, entry_of: Ints, noise: Floats, entries: int) -> None:
        """Solve it for phrases of this ``similarity`` to each other, shape (n, n), which is used up to save memory.

        ``entry_of``, shape (n,), has the entry of each phrase, from 0 to ``entries - 1``, and ``noise``, shape (n,),
        says how little each is to be relied on: it is added along the kernel's diagonal.
        """
        everyone = np.arange(len(entry_of))
        targets = np.zeros((len(entry_of), entries), np.float32)
        targets[everyone, entry_of] = 1
        self._entry_of, self._entries = entry_of.astype(np.intp), entries
        self._vote_weights = 1 / (1 + np.float32(_DOUBT) * noise)
        kernel = sharpened(similarity)
        kernel[everyone, everyone] /= np.bincount(entry_of, minlength=entries)[entry_of]
        votes = kernel @ (targets * self._vote_weights[:, None])
        del kernel
        self._affinities = _directions(votes, _FAINT * np.sqrt(np.add.reduce(votes * votes, axis=1, keepdims=True)))
        self._share = _share(self._affinities, targets)
        by_affinities = self._affinities @ self._affinities.T
        by_affinities *= self._share
        similarity *= 1 - self._share
        similarity += by_affinities
        del by_affinities
        self._weights: Floats = np.linalg.solve(_with_noise(_sharpen(similarity), noise), targets)
        # The kernel is never 0, so where there are few entries each has a score from the start.
        self._nothing: Floats = sharpened(np.zeros(len(entry_of), np.float32)) @ self._weights

    def scores(self, similarity: Floats) -> Floats:
        """The score of every entry; shape (m,).

        ``similarity``, shape (n,), is the question's to each phrase. A score is about 1 for a phrase of the entry, and
        0 for what is like no phrase at all.
        """
        votes = np.bincount(self._entry_of, sharpened(similarity) * self._vote_weights, self._entries)
        affinity = _direction(votes.astype(np.float32))
        mixed = _mixed(similarity, self._affinities @ affinity, self._share)
        return _sharpen(mixed) @ self._weights - self._nothing


def local_scores(similarity: Floats, between: Floats, entry_of: Ints, noise: Floats) -> Floats:
    """The scores of ``m`` entries, solved for one question; shape (m,).

    The same regression over ``n`` phrases near the question: ``similarity``, shape (n,), is the question's to each of
    them, and ``between``, shape (n, n), theirs to each other. ``entry_of``, shape (n,), has the entry of each, from 0
    to m - 1, all of which occur; ``noise``, shape (n,), is as above.

    As these phrases are similar by choice, their class affinities are found by a regression too, each with itself left
    out (Rifkin and Lippert 2007, "Notes on regularized least squares").
    """
    sizes = np.bincount(entry_of)
    targets = np.zeros((len(entry_of), len(sizes)), np.float32)
    targets[np.arange(len(entry_of)), entry_of] = 1
    kernel = sharpened(between, _AMONG_NEAREST)
    inverse = np.linalg.inv(_with_noise(kernel.copy(), np.float32(_DOUBT) * noise))
    vote_weights = inverse @ targets
    left_out = targets - vote_weights / inverse.diagonal()[:, None]
    alone = (1 / sizes.astype(np.float32))[entry_of][:, None]
    affinities = _directions((1 - alone) * left_out + alone * (kernel @ vote_weights), _LEAST)
    affinity = _direction(sharpened(similarity, _AMONG_NEAREST) @ vote_weights, _LEAST)
    share = _share(affinities, targets)
    matrix = _sharpen(_mixed(between, affinities @ affinities.T, share), _AMONG_NEAREST)
    asked = _sharpen(_mixed(similarity, affinities @ affinity, share), _AMONG_NEAREST)
    asked -= np.float32(exp(-_AMONG_NEAREST))
    weights = np.linalg.solve(_with_noise(matrix, noise), targets)
    return asked @ weights


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
    return apart / np.float32(max(least, float(np.dot(apart, apart)) ** 0.5))


def _share(affinities: Floats, targets: Floats) -> np.float32:
    """The share of the class affinities in the similarity: none where phrases have none to their own entries.

    Of entries that are each other's twins but for a detail, a phrase left out is nearer to the twin.
    """
    return _BY_AFFINITIES if np.vdot(affinities, targets) > 0 else np.float32(0)


def _mixed(by_words: Floats, by_affinities: Floats, share: np.float32) -> Floats:
    """The similarity by words and by class affinities, in which these have the ``share``."""
    return (1 - share) * by_words + share * by_affinities
