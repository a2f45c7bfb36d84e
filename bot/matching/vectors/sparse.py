"""Compressed sparse rows: the few matrix operations the matcher needs, on plain numpy arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Self, TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.integer[Any]]
Bools: TypeAlias = npt.NDArray[np.bool_]
Floats: TypeAlias = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class Rows:
    """A sparse matrix by rows: row ``i`` has ``values[start[i]:start[i+1]]`` in ``columns[start[i]:start[i+1]]``."""

    start: Ints
    columns: Ints
    values: Floats

    @classmethod
    def of(cls, lengths: npt.ArrayLike, columns: Ints, values: Floats | None = None) -> Self:
        """Rows of the given ``lengths``; every value is 1 where ``values`` are left out."""
        start = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
        return cls(start, columns, np.ones(len(columns), np.float32) if values is None else values)

    @classmethod
    def stack(cls, parts: "Sequence[Rows]") -> "Rows":
        """The rows of ``parts``, one below the other."""
        ends = np.cumsum([0, *(part.start[-1] for part in parts)])
        starts = [part.start[1:] + end for part, end in zip(parts, ends, strict=False)]
        columns = np.concatenate([part.columns for part in parts])
        return Rows(np.concatenate([[0], *starts]), columns, np.concatenate([part.values for part in parts]))

    def with_columns_of(self, more: "Rows", first_row: int, width: int) -> "Rows":
        """This matrix, given by columns, with the rows ``more`` added below; they are numbered from ``first_row``."""
        added = more.transposed(width)
        start = np.concatenate([self.start, np.full(width - len(self), self.start[-1])])
        places = np.repeat(start[1:], added.lengths)
        columns = np.insert(self.columns, places, added.columns + np.int32(first_row))
        return Rows(start + added.start, columns, np.insert(self.values, places, added.values))

    def __len__(self) -> int:
        return len(self.start) - 1

    @property
    def lengths(self) -> Ints:
        """How many values each row has."""
        return self.start[1:] - self.start[:-1]

    @property
    def row_numbers(self) -> Ints:
        """The row of every value, in order."""
        return np.arange(len(self), dtype=np.int32).repeat(self.lengths)

    def positions(self, rows: Ints) -> Ints:
        """Where the values of ``rows`` stand in ``columns`` and ``values``, row after row."""
        return self._spans(rows)[1]

    def _spans(self, rows: Ints) -> tuple[Ints, Ints]:
        """The ``start`` of the matrix of these rows alone, and the positions of its values."""
        first = self.start[rows]
        lengths = self.start[rows + 1] - first
        start = np.zeros(len(rows) + 1, np.int64)
        lengths.cumsum(out=start[1:])
        positions = np.arange(int(start[-1])) + (first - start[:-1]).repeat(lengths)
        return start, positions

    def take(self, rows: Ints) -> "Rows":
        """The matrix of these rows alone, in their order."""
        start, positions = self._spans(rows)
        return Rows(start, self.columns[positions], self.values[positions])

    def sum_of(self, rows: Ints, weights: Floats, width: int) -> Floats:
        """The sum of these rows, each times its weight, as a dense vector of ``width`` columns."""
        positions = self.positions(rows)
        values = self.values[positions] * weights.repeat(self.start[rows + 1] - self.start[rows])
        return np.bincount(self.columns[positions], values, width).astype(np.float32)

    def times(self, vector: Floats) -> Floats:
        """The product with a dense ``vector`` over the columns: one value a row."""
        return self.sums(vector[self.columns] * self.values)

    def sums(self, values: Floats) -> Floats:
        """The sum over each row of ``values``, which stand as this matrix's own do."""
        if self._has_empty_row:
            return np.bincount(self.row_numbers, values, len(self)).astype(np.float32)
        return np.add.reduceat(values, self.start[:-1])

    @cached_property
    def _has_empty_row(self) -> bool:
        """Whether ``reduceat``, which is several times faster, would give such a row the value after it."""
        return len(self) == 0 or not self.lengths.all()

    def where(self, kept: Bools) -> "Rows":
        """The same matrix with those values alone that are ``kept``."""
        lengths = np.bincount(self.row_numbers[kept], minlength=len(self))
        return Rows.of(lengths, self.columns[kept], self.values[kept])

    def narrowed(self, width: int) -> "tuple[Rows, Ints]":
        """The same matrix without its empty columns, and which of the ``width`` columns remain."""
        used = np.zeros(width, np.bool_)
        used[self.columns] = True
        columns = used.nonzero()[0]
        numbers = np.empty(width, np.int32)
        numbers[columns] = np.arange(len(columns), dtype=np.int32)
        return Rows(self.start, numbers[self.columns], self.values), columns

    def by_columns(self, width: int) -> "tuple[Floats, Ints]":
        """The transpose with its zeros, without the empty ones of ``width`` columns, and which those that remain are.

        No row may have two values in the same column.
        """
        parts, columns = self.narrowed(width)
        matrix = np.zeros((len(columns), len(self)), np.float32)
        matrix[parts.columns, self.row_numbers] = self.values
        return matrix, columns

    def dense(self, width: int) -> Floats:
        """The matrix with its zeros; values in the same place are added."""
        places = self.row_numbers * np.int64(width) + self.columns
        flat = np.bincount(places, self.values, len(self) * width)
        return flat.astype(np.float32).reshape(len(self), width)

    def transposed(self, width: int) -> "Rows":
        """The same matrix by columns; ``width`` is the number of columns."""
        order = np.argsort(self.columns, kind="stable")
        lengths = np.bincount(self.columns, minlength=width)
        return Rows.of(lengths, self.row_numbers[order], self.values[order])


def distinct(values: Ints) -> tuple[Ints, Ints]:
    """The different values in order, and for each of ``values`` its place among them.

    As ``numpy.unique`` does, which would import numpy's masked arrays: two megabytes and a good part of a start.
    """
    order = values.argsort(kind="stable")
    ordered = values[order]
    new = np.ones(len(values), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    places = np.empty(len(values), np.int64)
    places[order] = np.cumsum(new) - 1
    return ordered[new], places


_SPARSE: Final = 24
"""A column with a value in fewer than one of so many rows is multiplied value by value."""
_AT_ONCE: Final = 250_000
"""Values and places that are worked on at a time."""


def product(left: Rows, right: Rows, width: int) -> Floats:
    """``left`` times the transpose of ``right``, both of ``width`` columns, as a dense matrix.

    The columns that many rows share are multiplied as dense ones, the many others value by value.
    """
    height = len(right)
    used = np.bincount(right.columns, minlength=width)
    dense = used > height // _SPARSE
    found = _dense_product(left.where(dense[left.columns]), right.where(dense[right.columns]), width)
    rare = left.where(~dense[left.columns] & (used[left.columns] > 0))
    postings = right.where(~dense[right.columns]).transposed(width)
    rows = max(1, _AT_ONCE // max(1, height))
    for first in range(0, len(rare), rows):
        part = rare.take(np.arange(first, min(first + rows, len(rare))))
        found[first : first + rows] += _sparse_product(part, postings, height)
    return found


def _dense_product(left: Rows, right: Rows, width: int) -> Floats:
    parts, columns = Rows.stack([left, right]).narrowed(width)
    both = parts.dense(len(columns))
    return both[: len(left)] @ both[len(left) :].T


def _sparse_product(left: Rows, postings: Rows, height: int) -> Floats:
    """The product of ``left`` with a matrix of ``height`` rows that is given by columns."""
    lengths = postings.start[left.columns + 1] - postings.start[left.columns]
    positions = postings.positions(left.columns)
    places = np.repeat(left.row_numbers.astype(np.int64) * height, lengths) + postings.columns[positions]
    values = np.repeat(left.values, lengths) * postings.values[positions]
    return np.bincount(places, values, len(left) * height).astype(np.float32).reshape(len(left), height)
