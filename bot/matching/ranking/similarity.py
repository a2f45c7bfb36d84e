"""How similar a question and the phrases are: to all phrases, or to those nearest."""

from typing import Final, NamedTuple

import numpy as np

from bot.matching.vectors.layout import FeatureLayout, QueryVector
from bot.matching.vectors.letter_ngrams import LetterNgrams
from bot.matching.vectors.sparse import CsrMatrix, Floats, Ints, product

_CANDIDATES: Final = 128
"""Phrases whose similarity is worked out in full when not all are."""
_BUDGET, _OF_ALL = 8000, 0.3
"""Postings read to find the candidates, at least and by the number of phrases: the rarest features first.

With more, phrases that share only common words push out some that share a rare one.
"""
_LEAST: Final = 0.3
"""The share of the best candidate's similarity by features that another has at least."""


class Nearest(NamedTuple):
    """The ``n`` phrases that are most similar to a question, in the order of their numbers."""

    phrases: Ints
    """Their numbers; shape (n,)."""
    similarity: Floats
    """Shape (n,)."""
    vectors: CsrMatrix
    """The vector of each, by rows."""
    threshold: float
    """The similarity that another phrase needs at least to be among them."""


class Kernel:
    """The similarity of two phrases, between 0 and about 1: the product of their vectors.

    The columns of words count for similar words too. It never changes; threads may share it.
    """

    def __init__(
        self,
        letters: LetterNgrams,
        phrases: CsrMatrix,
        embeddings: Floats,
        layout: FeatureLayout,
        postings: CsrMatrix | None = None,
    ) -> None:
        """Take the vectors of ``phrases``, by rows, with the columns of ``layout``; ``letters`` are those of its words.

        ``embeddings``, shape (phrases, d), are what the vectors have besides. ``postings`` is the transpose, with a row
        for each column; it is worked out when it is not at hand.
        """
        self._letters = letters
        self._phrases = phrases
        self._embeddings = embeddings
        self._layout = layout
        self._postings = postings or phrases.transposed(layout.width)

    def extended(self, letters: LetterNgrams, added: CsrMatrix, embeddings: Floats, layout: FeatureLayout) -> "Kernel":
        """This kernel with the vectors and ``embeddings`` of ``added`` phrases, numbered on from the last."""
        postings = self._postings.with_columns(added, len(self), layout.width)
        embeddings = np.concatenate([self._embeddings, embeddings])
        return Kernel(letters, CsrMatrix.vstack([self._phrases, added]), embeddings, layout, postings)

    def __len__(self) -> int:
        """The number of phrases."""
        return len(self._phrases)

    def whole(self) -> "WholeKernel":
        """The similarity to all phrases, worked out beforehand as far as it can be."""
        return WholeKernel(self._letters, self._postings, self._embeddings, self._layout)

    def nearest(self, query: QueryVector, limit: int, gone: Ints) -> Nearest:
        """The ``limit`` phrases that are most similar to ``query``, without the phrases ``gone``."""
        phrases, threshold = self._candidates(query, gone)
        vectors = self._phrases.take(phrases)
        similarity = vectors.dot(self._spread(query)) + self.meaning(query.embedding, phrases)
        if len(phrases) > limit:
            best = np.sort((-similarity).argpartition(limit - 1)[:limit])
            phrases, similarity, vectors = phrases[best], similarity[best], vectors.take(best)
        return Nearest(phrases, similarity, vectors, min(threshold, float(similarity.min(initial=threshold))))

    def to(self, query: QueryVector, phrases: Ints) -> Floats:
        """The similarity of ``query`` to each of these phrases; of their shape."""
        return self._phrases.take(phrases).dot(self._spread(query)) + self.meaning(query.embedding, phrases)

    def meaning(self, embedding: Floats, phrases: Ints) -> Floats:
        """What the ``embedding`` of a question adds to its similarity to each of these phrases; of their shape."""
        return self._embeddings[phrases] @ embedding

    def _spread(self, query: QueryVector) -> Floats:
        """A value for each column, those of words being for all that are similar to the question's; shape (width,)."""
        values = np.zeros(self._layout.width, np.float32)
        values[list(query.features)] = list(query.features.values())
        values[self._layout.all_words] = self._letters.spread(query.words)
        return values

    def between_all(self) -> Floats:
        """The similarity of all phrases to each other; shape (phrases, phrases)."""
        of_words, width = self._letters.similarity, self._layout.width
        lengths = np.ones(width, np.int64)
        lengths[self._layout.all_words] = of_words.lengths
        is_word = np.zeros(width, np.bool_)
        is_word[self._layout.all_words] = True
        places = np.repeat(is_word, lengths)
        columns = CsrMatrix.of(lengths, np.repeat(np.arange(width), lengths))
        columns.indices[places] = self._layout.word(of_words.indices)
        columns.data[places] = of_words.data
        similarity = product(_chained(self._phrases, columns), self._phrases, width)
        similarity += self._embeddings @ self._embeddings.T
        return similarity

    def between(self, phrases: Ints, vectors: CsrMatrix) -> Floats:
        """The similarity of a few ``phrases``, with their ``vectors``, to each other; shape (phrases, phrases)."""
        values, used = vectors.dense_columns(self._layout.width)
        places, words = self._layout.words_at(used)
        left, right, of_words = self._letters.among(words)
        by_other_words = (values[places[left]] * of_words[:, None]).T @ values[places[right]]
        embeddings = self._embeddings[phrases]
        similarity = values.T @ values
        similarity += embeddings @ embeddings.T
        similarity += by_other_words
        similarity += by_other_words.T
        return similarity

    def _candidates(self, query: QueryVector, gone: Ints) -> tuple[Ints, float]:
        """Phrases that share features with ``query``, and the similarity by these that another would need."""
        columns = np.array(list(query.features), np.int32)
        values = np.array(list(query.features.values()), np.float32)
        sizes = self._postings.indptr[columns + 1] - self._postings.indptr[columns]
        order = (sizes / (values**2 + 1e-9)).argsort(kind="stable")
        budget = max(_BUDGET, _OF_ALL * len(self))
        order = order[: int(sizes[order].cumsum().searchsorted(budget)) or 1]
        partial = self._postings.weighted_sum(columns[order], values[order], len(self))
        partial[gone] = 0
        least = _LEAST * float(partial.max(initial=0.0))
        touched = (partial > least).nonzero()[0]
        if len(touched) > _CANDIDATES:
            best = (-partial[touched]).argpartition(_CANDIDATES - 1)[:_CANDIDATES]
            touched = np.sort(touched[best])
            least = float(partial[touched].min())
        return touched, least


class WholeKernel:
    """The similarity to every phrase, where they are few: what each word shares with them is worked out once."""

    def __init__(self, letters: LetterNgrams, postings: CsrMatrix, embeddings: Floats, layout: FeatureLayout) -> None:
        """Take the vectors of phrases as ``postings``, by the columns of ``layout``, and their ``embeddings``."""
        self._letters = letters
        self._layout = layout
        self._embeddings = embeddings
        words = postings.take(layout.word(np.arange(layout.words)))
        self._shared = CsrMatrix.vstack([postings, _chained(letters.similarity, words)])
        """What each column, and after them each word's letters, shares with the phrases."""

    def to_all(self, query: QueryVector) -> Floats:
        """The similarity of ``query`` to every phrase; shape (phrases,)."""
        rows = list(query.features)
        values = list(query.features.values())
        column_of, first_word = self._layout.word, self._layout.width
        for word, value in query.words.items():
            number = self._letters.number(word)
            if number is None:
                for similar, similarity in self._letters.similar(word).items():
                    rows.append(column_of(similar))
                    values.append(value * similarity)
            else:
                rows.append(first_word + number)
                values.append(value)
        words = self._shared.weighted_sum(np.array(rows, np.intp), np.array(values, np.float32), len(self._embeddings))
        return words + self._embeddings @ query.embedding


def _chained(left: CsrMatrix, right: CsrMatrix) -> CsrMatrix:
    """The product of two matrices, but for this: values of a row that belong in one column are left apart."""
    lengths = right.indptr[left.indices + 1] - right.indptr[left.indices]
    positions = right.positions(left.indices)
    data = right.data[positions] * np.repeat(left.data, lengths)
    ends = np.concatenate(([0], np.cumsum(lengths)))
    return CsrMatrix(ends[left.indptr], right.indices[positions], data)
