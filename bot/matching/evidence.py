"""What speaks for an entry being right, as a few numbers."""

from math import log1p
from typing import Final, NamedTuple

_LONGEST: Final = 30
"""Words beyond which a text counts as no longer: it is a story or a log then, not a longer question."""


class Evidence(NamedTuple):
    """How strongly a question points at an entry.

    More than this adds nothing: not the lead over the next entry, the likeness of the nearest phrases, how well they
    would be recognised with themselves left out, or how much of the question anybody knows.
    """

    score: float
    """The entry's score in the regression."""
    variety: float
    """How unlike each other the entry's phrases are: the more, the lower scores what is like one of them."""
    own: float
    """The share of the question's words, by weight, that the entry has."""
    told: float
    """How much these words tell entries apart, as a logarithm, times ``names``: a few names lack most words."""
    contained: float
    """The share of a phrase's words, by weight, that the question has: of the entry's phrase that it has most of."""
    length: float
    """The logarithm of the number of words."""
    names: float
    """The logarithm of the number of the entry's names and questions: the more it has, the easier it is alike."""


def length_of(words: int) -> float:
    """The ``length`` of a question of so many words."""
    return log1p(min(words, _LONGEST))
