"""Embeddings in the similarity of two texts: how alike they are in meaning, whatever their words."""

from collections.abc import Sequence
from math import log10
from typing import Final, Protocol

import numpy as np

from bot.matching.query import ParsedQuery
from bot.matching.vectors.encoder import Encoder
from bot.matching.vectors.sparse import Floats

_BY_ENCODER: Final = 0.5
"""The share of an encoder's embeddings in the similarity where an entry has one name."""
_FALL: Final = 0.5
"""The part of it that is lost with every tenfold of names: of many phrases, the words themselves tell more."""
_SURE: Final = 0.64
"""The certainty from which a word is read as it was corrected: "mcuh" as "much", but not "cuesta" as "guest"."""


class Embedder(Protocol):
    """Embeds the phrases of a knowledge base and the questions it is asked."""

    share: float
    """The share of the embeddings in the similarity; 0 where they are not used."""

    def phrases(self, texts: Sequence[str]) -> Floats:
        """The embedding of each phrase, its length being the root of the share at most; shape (phrases, d)."""
        ...

    def question(self, parsed: ParsedQuery) -> Floats:
        """The embedding of a question, of the same length; shape (d,)."""
        ...


class NoEmbedder:
    """Embeds nothing: texts are alike by their words alone."""

    share = 0.0

    def phrases(self, texts: Sequence[str]) -> Floats:
        """Nothing for each phrase; shape (phrases, 0)."""
        return np.zeros((len(texts), 0), np.float32)

    def question(self, parsed: ParsedQuery) -> Floats:  # noqa: ARG002 as the others have it
        """Nothing; shape (0,)."""
        return np.zeros(0, np.float32)


class TextEmbedder:
    """Embeds texts whole, by an encoder; a question without its plain slips."""

    def __init__(self, encoder: Encoder, share: float) -> None:
        """Take the ``encoder``, and the ``share`` of its embeddings in the similarity."""
        self._encoder = encoder
        self.share = share

    def phrases(self, texts: Sequence[str]) -> Floats:
        """The embedding of each phrase; shape (phrases, d)."""
        return self._scaled(self._encoder.encode_phrases(texts))

    def question(self, parsed: ParsedQuery) -> Floats:
        """The embedding of a question; shape (d,).

        What may be a slip may also be a rare word, or one of another language: it stays as it was typed.
        """
        words = [
            found[0].word if found and found[0].certainty >= _SURE else typed
            for typed, found in zip(parsed.typed, parsed.guesses, strict=True)
        ]
        return self._scaled(self._encoder.encode([" ".join(words)]))[0]

    def _scaled(self, embeddings: Floats) -> Floats:
        return embeddings * np.float32(self.share**0.5)


def embedder_of(encoder: Encoder | None, names: float) -> Embedder:
    """The embedder of a knowledge base whose entries have so many ``names`` and questions each on average."""
    if encoder is None:
        return NoEmbedder()
    return TextEmbedder(encoder, _BY_ENCODER * max(0.0, 1 - _FALL * log10(max(1.0, names))))
