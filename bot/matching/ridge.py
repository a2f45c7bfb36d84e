"""Kernel ridge regression on the entries, in two layers.

In the first, every phrase votes for its entry as far as it is alike. In the second, phrases are alike also when they
draw the same votes: "my card was swallowed" comes nearer to "the machine kept it" once both lean to the same entries.
The votes that a known phrase draws are those it would draw had it not been known (leave-one-out), as a question's are.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.matching.rows import Floats, Ints

# Chosen on training splits of BANKING77 and CLINC150; a factor of two either way changes hit@1 by under half a point.
SHARPNESS: Final = 2.0
"""Of the kernel ``exp(SHARPNESS * (likeness - 1))``."""
FIRST_NOISE: Final = 4.0
"""How much more noise the first layer assumes than the second."""
_TINY: Final = np.float32(1e-9)


def sharpened(likeness: Floats) -> Floats:
    """The kernel of likenesses."""
    return np.exp(np.float32(SHARPNESS) * (likeness - 1))


def directions(votes: Floats) -> Floats:
    """Votes, by rows, brought to length one: which entries they lean to, however weakly."""
    return votes / np.maximum(np.linalg.norm(votes, axis=-1, keepdims=True), _TINY)


class Layer:
    """One regression, solved for ``n`` phrases and ``m`` entries: time n**3, memory n**2 until ``forget`` is called."""

    def __init__(self, likeness: Floats, noise: Floats, targets: Floats) -> None:
        """``likeness`` is n by n, ``targets`` n by m; ``noise`` says how little each phrase is to be relied on."""
        self._kernel = sharpened(likeness)
        matrix = self._kernel.copy()
        matrix[np.diag_indices(len(matrix))] += noise
        self._inverse: Floats = np.linalg.inv(matrix)
        self._targets = targets
        self.votes: Floats = self._inverse @ targets

    def predict(self, likeness: Floats) -> Floats:
        """The scores of the entries for a question with these likenesses to the phrases."""
        scores: Floats = sharpened(likeness) @ self.votes
        return scores

    def left_out(self) -> Floats:
        """For each phrase the scores had it not been there.

        Rifkin and Lippert 2007, "Notes on regularized least squares": targets minus votes over the inverse's diagonal.
        """
        return self._targets - self.votes / np.diag(self._inverse)[:, None]

    def fitted(self) -> Floats:
        """For each phrase the scores it draws with itself in place."""
        return self._kernel @ self.votes

    def votes_without(self, left_out: Ints) -> Floats:
        """The votes had the phrases ``left_out`` not been there; theirs are zero. The same identity for a block."""
        block = self._inverse[np.ix_(left_out, left_out)]
        votes = self.votes - self._inverse[:, left_out] @ np.linalg.solve(block, self.votes[left_out])
        votes[left_out] = 0
        return votes


@dataclass(frozen=True, slots=True)
class Scores:
    """Two numbers for every entry, about 1 for a phrase of its own and 0 for nothing alike."""

    first: Floats
    """From the words alone: how much speaks for the entry."""
    second: Floats
    """From words and leanings: which entry it is, of all."""

    def row(self, number: int) -> "Scores":
        """One question's scores, of many in rows."""
        return Scores(self.first[number], self.second[number])

    @property
    def best(self) -> int:
        """The entry that is most likely meant."""
        return int(self.second.argmax())


class Ridge:
    """Both layers over all phrases."""

    def __init__(self, likeness: Floats, entry_of: Ints, noise: Floats, entries: int, by_votes: float) -> None:
        """``likeness`` is n by n; ``noise`` says how little each phrase is to be relied on.

        ``by_votes`` is the share of the votes in the second layer's likeness; the rest is that of the words.
        """
        targets = np.zeros((len(likeness), entries), np.float32)
        targets[np.arange(len(likeness)), entry_of] = 1
        self._by_votes = np.float32(by_votes)
        self._first = Layer(likeness, noise * np.float32(FIRST_NOISE), targets)
        # An entry's only phrase draws no votes for it when left out, so there its own count as far as it is alone.
        alone = (1 / np.bincount(entry_of, minlength=entries)[entry_of, None]).astype(np.float32)
        self._leanings = directions((1 - alone) * self._first.left_out() + alone * self._first.fitted())
        self._second = Layer(self._joined(likeness, self._leanings), noise, targets)

    def scores(self, likeness: Floats) -> Scores:
        """The scores of a question with these likenesses to the phrases."""
        first = self._first.predict(likeness)
        return Scores(first, self._second.predict(self._joined(likeness, directions(first))))

    def left_out(self) -> Scores:
        """For each phrase, in rows, the scores had it not been there."""
        return Scores(self._first.left_out(), self._second.left_out())

    def scores_without(self, likeness: Floats, left_out: Ints) -> Scores:
        """The scores of questions, in rows, had the phrases ``left_out`` not been there.

        The other phrases' leanings are taken as they are, though ``left_out`` had a small part in them.
        """
        first: Floats = sharpened(likeness) @ self._first.votes_without(left_out)
        joined = self._joined(likeness, directions(first))
        second: Floats = sharpened(joined) @ self._second.votes_without(left_out)
        return Scores(first, second)

    def _joined(self, by_words: Floats, leanings: Floats) -> Floats:
        """The second layer's likeness: by words, and by leaning alike."""
        return (1 - self._by_votes) * by_words + self._by_votes * (leanings @ self._leanings.T)
