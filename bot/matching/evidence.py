"""What speaks for an entry being right, as a few numbers."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.matching.ridge import Scores
from bot.matching.rows import Floats

NAMES: Final = ("score", "margin", "strength", "own words", "length")


LONGEST: Final = 30
"""Words beyond which a text counts as no longer: it is a story or a log then, not a longer question."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a question say by themselves."""

    own: Floats
    """The share of them, by weight, that each of the entries has."""
    count: int


def evidence(entries: npt.NDArray[np.integer], scores: Scores, words: Words) -> npt.NDArray[np.float64]:
    """How strongly a question points at each of ``entries``: a row for each, a column for each of ``NAMES``.

    ``score``: its score in the second layer; ``margin``: its lead over the best other; ``strength``: its score in the
    first layer; ``own words``: the share of the question's words that the entry has; ``length``: the logarithm of the
    number of words.
    """
    score = scores.second[entries]
    return np.column_stack(
        [
            score,
            score - _best_other(scores.second, entries),
            scores.first[entries],
            words.own,
            np.full(len(entries), np.log1p(min(words.count, LONGEST))),
        ]
    ).astype(np.float64)


def _best_other(scores: Floats, entries: npt.NDArray[np.integer]) -> Floats:
    """For each of ``entries`` the best score of any other."""
    if len(scores) == 1:
        return np.zeros(1, np.float32)
    best = int(scores.argmax())
    second = max(scores[:best].max(initial=-1), scores[best + 1 :].max(initial=-1))
    return np.where(entries == best, second, scores[best]).astype(np.float32)
