"""Which words are spelt alike, by the letter n-grams they share."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import compress, islice, pairwise
from typing import Final

import numpy as np

from bot.matching.memo import Memo
from bot.matching.vectors.sparse import Bools, CsrMatrix, Floats, Ints

_LENGTHS: Final = (3, 4, 5)
"""How many letters an n-gram has."""
_SIMILAR: Final = 0.4
"""The share of the shorter word's n-grams from which two words are similar: below, they share an ending at most."""
_COMMON: Final = 400
"""Words from which on an n-gram is common and left out. Among 5,000 English words none has so many.

Without this, the work and the pairs found grow with the square of the words that begin or end alike.
"""
_AT_ONCE: Final = 1 << 18
"""N-grams shared by two words that are counted in one step: about what fits into a processor's cache."""


@lru_cache(maxsize=256)
def ngrams_of(word: str) -> tuple[str, ...]:
    """The n-grams of three to five letters in a word whose ends are marked by spaces, each once."""
    marked = f" {word} "
    ngrams = (marked[first : first + n] for n in _LENGTHS for first in range(max(1, len(marked) - n + 1)))
    # A repeated one would make a phrase more like itself than 1, and the regression's matrix singular ("eeeeee").
    return tuple(dict.fromkeys(ngrams))


class LetterNgrams:
    """Numbered words by their letter n-grams. What it finds never changes; threads may share it."""

    def __init__(
        self, numbers: Mapping[str, int], ngrams: dict[str, int], common: Bools, words: CsrMatrix, sizes: Ints
    ) -> None:
        """Put together what was counted; ``of`` and ``extended`` do that.

        ``numbers`` and ``ngrams`` give the words and the n-grams their numbers. ``words`` has a row for each n-gram,
        with the words that have it; empty for those ``common``, shape (n-grams,), to many. ``sizes``, shape (words,),
        says how many n-grams each word has that are not common.
        """
        self._numbers = numbers
        self._ngrams = ngrams
        self._common = common
        self._common_ngrams = frozenset(compress(ngrams, common.tolist()))
        self._words = words
        self.sizes = sizes
        """How many n-grams each word has that are not common; shape (words,)."""
        self._found: Memo[str, Mapping[int, float]] = Memo()
        """What was found for words without a number."""
        self._found_before: Mapping[str, Mapping[int, float]] = {}
        """What was found when the ``_new`` words, numbered on from ``_first_new``, were not there."""
        self._new: Sequence[frozenset[str]] = ()
        """The n-grams of each of these words."""
        self._first_new = 0
        self.similarity = CsrMatrix.of([], np.zeros(0, np.int32))
        """Words by words, where they are similar: the cosine of their n-grams. A word's with itself is 1."""

    @classmethod
    def of(cls, words: Sequence[str]) -> "LetterNgrams":
        """The n-grams of these words, numbered in their order."""
        none = np.zeros(0, np.int32)
        empty = cls({}, {}, np.zeros(0, np.bool_), CsrMatrix.of([], none), none)
        return empty.extended({word: number for number, word in enumerate(words)})

    def extended(self, numbers: Mapping[str, int]) -> "LetterNgrams":
        """The same with more words: ``numbers`` has all in order, the new ones last."""
        words = list(islice(numbers, len(self.sizes), None))
        ngrams = dict(self._ngrams)
        rows = [[ngrams.setdefault(ngram, len(ngrams)) for ngram in ngrams_of(word)] for word in words]
        added = CsrMatrix.of([len(row) for row in rows], np.array([each for row in rows for each in row], np.int32))
        having = self._words.with_columns(added, len(self.sizes), len(ngrams))
        was_common = np.append(self._common, np.zeros(len(ngrams) - len(self._common), np.bool_))
        common = was_common | (having.lengths > _COMMON)
        added = added.where(~common[added.indices])
        having = having.where(~common[having.row_numbers])
        sizes = np.concatenate([self.sizes, added.lengths.astype(np.int32)])
        larger = LetterNgrams(numbers, ngrams, common, having, sizes)
        larger.similarity = self._similarity_with(larger._look_up_all(added))
        if len(self.sizes) and not (common & ~was_common).any():
            larger._found_before = self._found
            larger._new = [frozenset(larger._distinctive(word)) for word in words]
            larger._first_new = len(self.sizes)
        return larger

    def number(self, word: str) -> int | None:
        """The number of a word, where it has one."""
        return self._numbers.get(word)

    def size(self, word: str) -> int:
        """How many n-grams a word has that are not common, whether or not it has a number."""
        number = self._numbers.get(word)
        return len(self._distinctive(word)) if number is None else int(self.sizes[number])

    def similar(self, word: str) -> Mapping[int, float]:
        """The similarity of the words like one that has no number, by their numbers."""
        found = self._found.get(word)
        if found is None:
            before = self._found_before.get(word)
            found = self._found.keep(word, self._look_up(word) if before is None else self._with_new(word, before))
        return found

    def among(self, words: Ints) -> tuple[Ints, Ints, Floats]:
        """Each two of these words, given by number in order, that are similar: their places, and the similarity."""
        places = np.arange(len(words), dtype=np.int32)
        place_of = np.full(len(self.sizes), -1, np.int32)
        place_of[words] = places
        positions = self.similarity.positions(words)
        left = places.repeat(self.similarity.indptr[words + 1] - self.similarity.indptr[words])
        right = place_of[self.similarity.indices[positions]]
        pairs = (right > left).nonzero()[0]
        return left[pairs], right[pairs], self.similarity.data[positions[pairs]]

    def spread(self, words: Mapping[str, float]) -> Floats:
        """The values of ``words`` spread over all similar words, each value times the similarity; shape (words,)."""
        known = {number: value for word, value in words.items() if (number := self._numbers.get(word)) is not None}
        values = np.array(list(known.values()), np.float32)
        found = self.similarity.weighted_sum(np.array(list(known), np.intp), values, len(self.sizes))
        if len(known) < len(words):
            for word, value in words.items():
                if word not in self._numbers:
                    for number, similarity in self.similar(word).items():
                        found[number] += value * similarity
        return found

    def _distinctive(self, word: str) -> Sequence[str]:
        """The n-grams of a word that are not common."""
        ngrams = ngrams_of(word)
        if self._common_ngrams.isdisjoint(ngrams):
            return ngrams
        return [ngram for ngram in ngrams if ngram not in self._common_ngrams]

    def _look_up(self, word: str) -> Mapping[int, float]:
        ngrams = self._distinctive(word)
        known = np.array([self._ngrams[ngram] for ngram in ngrams if ngram in self._ngrams], np.intp)
        having = self._words.indices[self._words.positions(known)]
        return self._alike(np.bincount(having), len(ngrams), 0)

    def _look_up_all(self, words: CsrMatrix) -> CsrMatrix:
        """The same for many words, each a row of the numbers of its n-grams."""
        shared = words.row_sums(self._words.lengths[words.indices].astype(np.float64)).cumsum(dtype=np.float64)
        steps = (shared // _AT_ONCE).astype(np.int64)
        firsts = [0, *(np.flatnonzero(np.diff(steps)) + 1).tolist(), len(words)]
        parts = [words.take(np.arange(first, last)) for first, last in pairwise(firsts)]
        return CsrMatrix.vstack([self._similar_to(part, part.lengths) for part in parts])

    def _similar_to(self, words: CsrMatrix, sizes: Ints) -> CsrMatrix:
        """For each of ``words``, rows of the numbers of its known n-grams, the similarity of the words of this object.

        ``sizes``, shape (rows of ``words``,), says how many n-grams each has in all.
        """
        width = max(1, len(self.sizes))
        postings = self._words.indptr[words.indices + 1] - self._words.indptr[words.indices]
        having = self._words.indices[self._words.positions(words.indices)]
        shared = np.repeat(words.row_numbers.astype(np.int64) * width, postings) + having
        # Counted by sorting, as most pairs share nothing; "stable" merges what is in order already: an n-gram's words.
        shared.sort(kind="stable")
        firsts = np.flatnonzero(np.diff(shared, prepend=-1))
        counts = np.diff(firsts, append=len(shared))
        rows, numbers = np.divmod(shared[firsts], width)
        own, other = sizes[rows], self.sizes[numbers]
        similar = counts >= _SIMILAR * np.minimum(own, other)
        lengths = np.bincount(rows[similar], minlength=len(words))
        return CsrMatrix.of(lengths, numbers[similar].astype(np.int32), _cosine(counts, other, own)[similar])

    def _with_new(self, word: str, before: Mapping[int, float]) -> Mapping[int, float]:
        """What was found for a word before the new words came, and those of them that are similar."""
        ngrams = self._distinctive(word)
        shared = np.array([len(each.intersection(ngrams)) for each in self._new])
        return {**before, **self._alike(shared, len(ngrams), self._first_new)}

    def _alike(self, shared: Ints, size: int, first: int) -> Mapping[int, float]:
        """The words from number ``first`` on that are similar to one of ``size`` n-grams, which share so many."""
        some = shared.nonzero()[0]
        counts, numbers = shared[some], first + some
        sizes = self.sizes[numbers]
        similar = counts >= _SIMILAR * np.minimum(sizes, size)
        cosines = _cosine(counts[similar], sizes[similar], size)
        return dict(zip(numbers[similar].tolist(), cosines.tolist(), strict=True))

    def _similarity_with(self, new: CsrMatrix) -> CsrMatrix:
        """The similarity of all words to all, from that of the ``new`` words, by rows, to all."""
        known = len(self.sizes)
        old = new.where(new.indices < known)
        return CsrMatrix.vstack([self.similarity.with_columns(old, known, known), new])


def _cosine(shared: Ints, sizes: Ints, others: Ints | int) -> Floats:
    """The cosine of sets of ``sizes`` and of ``others`` that share so many."""
    return (shared / np.sqrt(sizes * others)).astype(np.float32)
