"""What speaks for an entry being right, as a few numbers."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.matching.ridge import Scores
from bot.matching.rows import Floats, Ints

NAMES: Final = ("score", "strength", "own words", "length")
LONGEST: Final = 30
"""Words beyond which a text counts as no longer: it is a story or a log then, not a longer question."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a question say by themselves."""

    own: Floats
    """The share of them, by weight, that each of the entries has."""
    count: int


def evidence(entries: Ints, scores: Scores, words: Words) -> Floats:
    """How strongly a question points at each of ``entries``: a row for each, a column for each of ``NAMES``.

    ``score``: its score in the second layer; ``strength``: the length of all scores in the first layer, that is, how
    much speaks for anything at all; ``own words``: the share of the question's words that the entry has; ``length``:
    the logarithm of the number of words. The lead over the next entry is not among them: it adds nothing to these.
    """
    found = np.empty((len(entries), len(NAMES)))
    found[:, 0] = scores.second[entries]
    found[:, 1] = np.linalg.norm(scores.first)
    found[:, 2] = words.own
    found[:, 3] = np.log1p(min(words.count, LONGEST))
    return found
