"""Vectors of English words: the weighted sum of a text's words points near where a sentence encoder would put it.

The table was distilled from all-MiniLM-L6-v2 on WordNet by ``python -m tests.benchmarks word-vectors``; LICENSE names
the sources.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from bot.matching.memo import Memo
from bot.matching.vectors.sparse import CsrMatrix, Floats, Ints

_FILE: Final = "word_vectors.npy"
LONGEST_STEM: Final = 16
"""Letters of a stem in the table at most."""
_UNKNOWN: Final = -1
_REMEMBERED: Final = 4000
"""Stems whose row in the table is kept."""
_AT_ONCE: Final = 128
"""Texts that are worked on at a time: all at once would take megabytes that the process then keeps."""


class WordVectors:
    """A vector for each of the words that people use most, by stem. It never changes; threads may share it."""

    def __init__(self, table: np.ndarray) -> None:
        """Take the ``table``: rows of a ``stem`` in ASCII and a ``vector`` of small integers, in order of the stems.

        The integers have one scale, which is left out, as only the directions of sums matter. What a stem weighs in
        English at large is in the length of its vector.
        """
        self._stems = np.ascontiguousarray(table["stem"])
        self._vectors = np.ascontiguousarray(table["vector"])
        self._rows: Memo[str, int] = Memo(_REMEMBERED)

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return self._vectors.shape[1]

    def __len__(self) -> int:
        """How many stems have a vector."""
        return len(self._stems)

    def __contains__(self, stem: str) -> bool:
        """Whether a stem has a vector."""
        return self._row(stem) != _UNKNOWN

    def of_words(self, words: Mapping[str, float]) -> Floats:
        """The direction of a text whose stems weigh so much: of length 1, or 0 where none is known; shape (d,)."""
        found = {stem: self._rows.get(stem) for stem in words}
        new = [stem for stem, row in found.items() if row is None]
        if new:
            rows: list[int] = self._rows_of(new).tolist()
            found.update((stem, self._rows.keep(stem, row)) for stem, row in zip(new, rows, strict=True))
        known = {row: words[stem] for stem, row in found.items() if row is not None and row != _UNKNOWN}
        weights = np.array(list(known.values()), np.float32)
        total = weights @ self._vectors.take(list(known), axis=0).astype(np.float32)
        return total / max(float(np.dot(total, total)) ** 0.5, 1.0)

    def of_rows(self, stems: Sequence[str], texts: CsrMatrix) -> Floats:
        """The directions of ``texts``, rows of the numbers of ``stems`` with their weights; shape (texts, d)."""
        places = self._rows_of(stems)
        totals = np.zeros((len(texts), self.dimensions), np.float32)
        for first in range(0, len(texts), _AT_ONCE):
            some = texts.take(np.arange(first, min(first + _AT_ONCE, len(texts))))
            known = some.where(places[some.indices] != _UNKNOWN)
            weighted = self._vectors[places[known.indices]] * known.data[:, None].astype(np.float32)
            used = np.flatnonzero(known.lengths)
            if len(used):
                totals[first + used] = np.add.reduceat(weighted, known.indptr[used])
        lengths = np.sqrt(np.add.reduce(totals * totals, axis=1, keepdims=True))
        return totals / np.maximum(lengths, np.float32(1))

    def _row(self, stem: str) -> int:
        row = self._rows.get(stem)
        return self._rows.keep(stem, int(self._rows_of([stem])[0])) if row is None else row

    def _rows_of(self, stems: Sequence[str]) -> Ints:
        """The row of each of these stems in the table, ``_UNKNOWN`` where it has none; of their shape."""
        fitting = [stem if len(stem) <= LONGEST_STEM and stem.isascii() else "" for stem in stems]
        keys = np.array(fitting, f"S{LONGEST_STEM}")
        places = self._stems.searchsorted(keys)
        places[places == len(self._stems)] = 0
        return np.where(self._stems[places] == keys, places, _UNKNOWN)


@cache
def word_vectors() -> WordVectors:
    """The table that comes with the bot, read at the first call: a few milliseconds and megabytes."""
    return WordVectors(np.load(Path(__file__).with_name(_FILE)))
