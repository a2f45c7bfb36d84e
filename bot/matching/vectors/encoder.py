"""What a model of meaning has to be able to do."""

from collections.abc import Sequence
from typing import Protocol

from bot.matching.vectors.sparse import Floats


class Encoder(Protocol):
    """Turns texts into embeddings: vectors of which the product says how alike two texts are in meaning.

    It is asked for the phrases of a knowledge base when an index is built, and for every question; it may be asked from
    several threads at once.
    """

    def encode(self, texts: Sequence[str]) -> Floats:
        """The embedding of each question, of length 1, or 0 where nothing can be said; shape (texts, d)."""
        ...

    def encode_phrases(self, texts: Sequence[str]) -> Floats:
        """The same of phrases of the knowledge, which may be kept for good: nobody's privacy is in them."""
        ...
