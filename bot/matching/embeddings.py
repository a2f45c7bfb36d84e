"""Embeddings in the similarity of two texts: how alike they are in meaning, whatever their words."""

from math import log10
from typing import Final, Protocol

import numpy as np

from bot.matching.language.languages import Language
from bot.matching.query import ParsedQuery
from bot.matching.vectors.encoder import Encoder
from bot.matching.vectors.sparse import CsrMatrix, Floats, unique
from bot.matching.vectors.vocabulary import Vocabulary
from bot.matching.vectors.word_vectors import word_vectors

_BY_WORDS: Final = (0.6, 0.4)
"""The share of the word vectors in the similarity where an entry has one name, and the part of it that is lost with
every tenfold of names: of many phrases, the words themselves tell more."""
_BY_ENCODER: Final = (0.75, 0.2)
"""The same of an encoder's embeddings. Chosen on training splits of BANKING77 and CLINC150 with up to 20 questions an
entry, by questions with and without typing slips: without, a larger share is no worse; with, it is."""
_SURE: Final = 0.6
"""The certainty from which a word is read as it was corrected: "mcuh" as "much", but not "cuesta" as "guest"."""


class Embedder(Protocol):
    """Embeds the phrases of a knowledge base and the questions it is asked, without the names of subjects.

    The length of an embedding is the root of its share in the similarity at most.
    """

    def phrases(self, words: CsrMatrix, vocabulary: Vocabulary) -> Floats:
        """The embedding of each phrase, given by the numbers of its words in ``vocabulary``; shape (phrases, d)."""
        ...

    def question(self, parsed: ParsedQuery) -> Floats:
        """The embedding of a question; shape (d,)."""
        ...


class WordEmbedder:
    """Embeds texts by the vectors of their words, which hold what each word weighs in English."""

    def __init__(self, subjects: frozenset[str], share: float) -> None:
        """Take the stems of the ``subjects``' names, and the ``share`` of the embeddings in the similarity."""
        self._subjects = subjects
        self._scale = np.float32(share**0.5)
        self._vectors = word_vectors()

    def phrases(self, words: CsrMatrix, vocabulary: Vocabulary) -> Floats:
        """The embedding of each phrase; shape (phrases, d)."""
        used, places = unique(vocabulary.stem_of[words.indices])
        known = list(vocabulary.stems)
        numbers: list[int] = used.tolist()
        stems = [known[number] for number in numbers]
        counts = np.array([each not in self._subjects for each in stems], np.float32)
        return self._vectors.of_rows(stems, CsrMatrix(words.indptr, places, counts[places])) * self._scale

    def question(self, parsed: ParsedQuery) -> Floats:
        """The embedding of a question; shape (d,)."""
        stems = {each: count for each, count in parsed.stems.items() if each not in self._subjects}
        return self._vectors.of_words(stems) * self._scale


class TextEmbedder:
    """Embeds texts whole, by an encoder; a question without its plain slips."""

    def __init__(self, encoder: Encoder, language: Language, subjects: frozenset[str], share: float) -> None:
        """Take the ``encoder``, the stems of the ``subjects``' names, and the ``share`` in the similarity."""
        self._encoder = encoder
        self._stem = language.stem
        self._subjects = subjects
        self._scale = np.float32(share**0.5)

    def phrases(self, words: CsrMatrix, vocabulary: Vocabulary) -> Floats:
        """The embedding of each phrase; shape (phrases, d)."""
        known = list(vocabulary.words)
        rows = np.split(words.indices, words.indptr[1:-1])
        texts = [self._text([known[number] for number in row.tolist()]) for row in rows]
        said = np.array([[bool(text)] for text in texts], np.float32)
        return self._encoder.encode_phrases(texts) * self._scale * said

    def question(self, parsed: ParsedQuery) -> Floats:
        """The embedding of a question; shape (d,).

        What may be a slip may also be a rare word, or one of another language: it stays as it was typed.
        """
        words: list[str] = []
        for token in parsed.tokens:
            found = parsed.guesses[token.first]
            is_sure = not found or found[0].certainty >= _SURE
            words.append(token.word if is_sure else parsed.typed[token.first])
        return self._encoder.encode([self._text(words)])[0] * self._scale

    def _text(self, words: list[str]) -> str:
        return " ".join([word for word in words if self._stem(word) not in self._subjects] or words)


def share_of(encoder: Encoder | None, language: Language, names: float) -> float:
    """The share of embeddings in a knowledge base whose entries have so many ``names`` and questions on average.

    Word vectors are those of English words.
    """
    if encoder is None and not language.is_english:
        return 0.0
    most, fall = _BY_WORDS if encoder is None else _BY_ENCODER
    return most * max(0.0, 1 - fall * log10(max(1.0, names)))


def embedder_of(encoder: Encoder | None, language: Language, subjects: frozenset[str], share: float) -> Embedder:
    """The embedder by an ``encoder`` if there is one, else by the words' vectors."""
    return WordEmbedder(subjects, share) if encoder is None else TextEmbedder(encoder, language, subjects, share)
