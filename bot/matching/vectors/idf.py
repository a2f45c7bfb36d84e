"""What a feature weighs by how few entries use it: inverse entry frequency (idf)."""

from dataclasses import dataclass
from functools import cached_property
from math import log, log10
from typing import Final, Self

import numpy as np

from bot.matching.vectors.sparse import Floats, Ints

# Chosen on training splits of BANKING77 and CLINC150 with 1, 10 and 100 phrases an entry.
_RAREST: Final = 2.45
"""What a feature of one entry weighs against one of all of them, where every entry has one phrase."""
_FALL: Final = 0.5
"""How much less it is with every tenfold of phrases: from many, the regression learns for itself what tells."""
_LEAST: Final = 1.2
"""What it weighs at least, however many phrases there are."""
_POWER: Final = 0.5
"""The highest power that inverse entry frequency is taken to: with few entries it tells little."""


@dataclass(frozen=True)
class Idf:
    """Weights of features in a knowledge base: inverse entry frequency, damped by a power."""

    entries: int
    """How many entries there are."""
    power: float

    @classmethod
    def of(cls, entries: int, phrases: float) -> Self:
        """The weights in a knowledge base of so many ``entries``, which have so many ``phrases`` each on average."""
        rarest = max(_LEAST, _RAREST - _FALL * log10(max(1.0, phrases)))
        return cls(entries, min(_POWER, log(rarest) / log(1 + log(1 + max(1, entries)))))

    def information(self, users: Floats) -> Floats:
        """The information of features which so many entries use, in nats: 0 where all do, or more, as after an edit."""
        return np.log((1 + self.entries) / (1 + np.minimum(users, self.entries))).astype(np.float32)

    def weights(self, information: Floats) -> Floats:
        """The weights of features of such ``information``, in nats; of the same shape."""
        return (information + np.float32(1)) ** np.float32(self.power)

    @cached_property
    def most(self) -> float:
        """The information of a feature that a single entry uses, in nats."""
        return log(max(2, self.entries) + 1) - log(2)

    @cached_property
    def unknown(self) -> float:
        """The weight of a feature that no entry uses."""
        return (log(1 + self.entries) + 1) ** self.power


def effective_users(features: Ints, counts: Ints, width: int) -> Floats:
    """How many entries use each of ``width`` features, where an entry that hardly uses one counts little.

    ``features`` and ``counts``, of one shape, say which feature an entry uses how often. The exponential of the entropy
    of their shares (Hill 1973, "Diversity and evenness"): the plain number where all use it equally often.
    """
    times = counts.astype(np.float64)
    totals = np.maximum(np.bincount(features, times, width), 1)
    entropy = np.log(totals) - np.bincount(features, times * np.log(times), width) / totals
    return np.where(np.bincount(features, minlength=width) > 0, np.exp(entropy), 0.0)
