"""Sparse matrices in compressed rows (CSR): the few operations that the matcher needs, on plain numpy arrays.

The words are those of ``scipy.sparse``, which would do the same for 21 MB of memory and a slower start.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Self, TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.integer[Any]]
Bools: TypeAlias = npt.NDArray[np.bool_]
Floats: TypeAlias = npt.NDArray[np.floating[Any]]

_SPARSE: Final = 24
"""A column with a value in fewer than one of so many rows is multiplied value by value."""
_AT_ONCE: Final = 250_000
"""Values and places that are worked on at a time."""


@dataclass(frozen=True, eq=False)
class CsrMatrix:
    """A sparse matrix by rows: row ``i`` has ``data[indptr[i]:indptr[i+1]]`` in ``indices[indptr[i]:indptr[i+1]]``.

    It does not know its number of columns: methods that need it take it as ``width``. A row may have several values in
    one column, and its columns need not be in order, so a phrase's words in their order are a row as well.
    """

    indptr: Ints
    """Shape (rows + 1,)."""
    indices: Ints
    """The column of every value, row after row; shape (values,)."""
    data: Floats
    """The values, row after row; shape (values,)."""

    @classmethod
    def of(cls, lengths: npt.ArrayLike, indices: Ints, data: Floats | None = None) -> Self:
        """The matrix whose rows have ``lengths`` values, shape (rows,); every value is 1 where ``data`` is left out."""
        lengths = np.asarray(lengths, np.int64)
        indptr = np.zeros(len(lengths) + 1, np.int64)
        lengths.cumsum(out=indptr[1:])
        return cls(indptr, indices, np.ones(len(indices), np.float32) if data is None else data)

    @classmethod
    def vstack(cls, parts: "Sequence[CsrMatrix]") -> "CsrMatrix":
        """The rows of ``parts``, one below the other."""
        ends = np.cumsum([0, *(part.indptr[-1] for part in parts)])
        starts = [part.indptr[1:] + end for part, end in zip(parts, ends, strict=False)]
        indices = np.concatenate([part.indices for part in parts])
        return CsrMatrix(np.concatenate([[0], *starts]), indices, np.concatenate([part.data for part in parts]))

    def with_columns(self, added: "CsrMatrix", first: int, height: int) -> "CsrMatrix":
        """This matrix with the rows of ``added`` as further columns, numbered from ``first``.

        ``height``, the number of columns of ``added``, is the number of rows afterwards: at least as many as now.
        """
        columns = added.transposed(height)
        indptr = np.concatenate([self.indptr, np.full(height - len(self), self.indptr[-1])])
        places = np.repeat(indptr[1:], columns.lengths)
        indices = np.insert(self.indices, places, columns.indices + np.int32(first))
        return CsrMatrix(indptr + columns.indptr, indices, np.insert(self.data, places, columns.data))

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.indptr) - 1

    @property
    def lengths(self) -> Ints:
        """How many values each row has; shape (rows,)."""
        return self.indptr[1:] - self.indptr[:-1]

    @property
    def row_numbers(self) -> Ints:
        """The row of every value, in order; shape (values,)."""
        return np.arange(len(self), dtype=np.int32).repeat(self.lengths)

    def row(self, number: int) -> Ints:
        """The columns of the values of one row."""
        return self.indices[self.indptr[number] : self.indptr[number + 1]]

    def positions(self, rows: Ints) -> Ints:
        """Where the values of ``rows`` stand in ``indices`` and ``data``, row after row."""
        return self._spans(rows)[1]

    def _spans(self, rows: Ints) -> tuple[Ints, Ints]:
        """How many values each of these rows has, and where they stand, row after row."""
        first = self.indptr[rows]
        lengths = self.indptr[1:][rows] - first
        ends = lengths.cumsum()
        return lengths, np.arange(ends[-1] if len(ends) else 0) + (first - ends + lengths).repeat(lengths)

    def take(self, rows: Ints) -> "CsrMatrix":
        """The matrix of these rows alone, in their order."""
        lengths, positions = self._spans(rows)
        return CsrMatrix.of(lengths, self.indices[positions], self.data[positions])

    def weighted_sum(self, rows: Ints, weights: Floats, width: int) -> Floats:
        """The sum of these rows, each times its weight, as a dense vector of shape (width,)."""
        lengths, positions = self._spans(rows)
        return np.bincount(self.indices[positions], self.data[positions] * weights.repeat(lengths), width).astype(
            np.float32
        )

    def dot(self, vector: Floats) -> Floats:
        """The product with a dense ``vector`` of shape (width,): one value a row."""
        return self.row_sums(vector[self.indices] * self.data)

    def row_sums(self, values: Floats) -> Floats:
        """The sum over each row of ``values``, shape (values,), which stand as ``data`` does."""
        if self._has_empty_row:
            return np.bincount(self.row_numbers, values, len(self)).astype(np.float32)
        return np.add.reduceat(values, self.indptr[:-1])

    @cached_property
    def _has_empty_row(self) -> bool:
        """Whether ``reduceat``, which is several times faster, would give such a row the value after it."""
        return len(self) == 0 or not self.lengths.all()

    def where(self, kept: Bools) -> "CsrMatrix":
        """The same matrix with those values alone that are ``kept``, shape (values,)."""
        lengths = np.bincount(self.row_numbers[kept], minlength=len(self))
        return CsrMatrix.of(lengths, self.indices[kept], self.data[kept])

    def without_empty_columns(self, width: int) -> "tuple[CsrMatrix, Ints]":
        """The same matrix without its empty columns, and which of the ``width`` columns remain."""
        used = np.zeros(width, np.bool_)
        used[self.indices] = True
        columns = used.nonzero()[0]
        numbers = np.empty(width, np.int32)
        numbers[columns] = np.arange(len(columns), dtype=np.int32)
        return CsrMatrix(self.indptr, numbers[self.indices], self.data), columns

    def dense_columns(self, width: int) -> "tuple[Floats, Ints]":
        """The transpose as a dense array without its empty rows, and which of the ``width`` columns these were.

        The array has the shape (columns that remain, rows). No row may have two values in the same column.
        """
        parts, columns = self.without_empty_columns(width)
        matrix = np.zeros((len(columns), len(self)), np.float32)
        matrix[parts.indices, self.row_numbers] = self.data
        return matrix, columns

    def to_dense(self, width: int) -> Floats:
        """The matrix as an array of shape (rows, width); values in the same place are added."""
        places = self.row_numbers * np.int64(width) + self.indices
        flat = np.bincount(places, self.data, len(self) * width)
        return flat.astype(np.float32).reshape(len(self), width)

    def transposed(self, width: int) -> "CsrMatrix":
        """The transpose, which has ``width`` rows."""
        order = np.argsort(self.indices, kind="stable")
        lengths = np.bincount(self.indices, minlength=width)
        return CsrMatrix.of(lengths, self.row_numbers[order], self.data[order])


def unique(values: Ints) -> tuple[Ints, Ints]:
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


def count_matrix(rows: Ints, columns: Ints, height: int, width: int) -> CsrMatrix:
    """The matrix of how often each pair of ``rows`` and ``columns``, two arrays of one shape, comes."""
    keys, places = unique(rows.astype(np.int64) * max(width, 1) + columns)
    counts = np.bincount(places)
    lengths = np.bincount(keys // max(width, 1), minlength=height)
    return CsrMatrix.of(lengths, (keys % max(width, 1)).astype(np.int32), counts.astype(np.float32))


def max_matrix(rows: Ints, columns: Ints, data: Floats, height: int, width: int) -> CsrMatrix:
    """The matrix of the greatest value of each pair of ``rows`` and ``columns``; all three arrays are of one shape."""
    keys, places = unique(rows.astype(np.int64) * width + columns)
    values = np.zeros(len(keys), np.float32)
    np.maximum.at(values, places, data)
    return CsrMatrix.of(np.bincount(keys // width, minlength=height), (keys % width).astype(np.int32), values)


def hstack(parts: Sequence[CsrMatrix], columns: Sequence[Ints]) -> CsrMatrix:
    """Matrices side by side, in the place of whose ``indices`` the ``columns`` given for each are taken."""
    rows = np.concatenate([part.row_numbers for part in parts])
    order = np.argsort(rows, kind="stable")
    data = np.concatenate([part.data for part in parts])[order]
    lengths = np.bincount(rows, minlength=len(parts[0]))
    return CsrMatrix.of(lengths, np.concatenate(columns)[order].astype(np.int32), data)


def product(left: CsrMatrix, right: CsrMatrix, width: int) -> Floats:
    """``left`` times the transpose of ``right``, both of ``width`` columns, as an array of shape (left, right) rows.

    The columns that many rows share are multiplied as dense ones, the many others value by value.
    """
    height = len(right)
    used = np.bincount(right.indices, minlength=width)
    dense = used > height // _SPARSE
    found = _dense_product(left.where(dense[left.indices]), right.where(dense[right.indices]), width)
    rare = left.where(~dense[left.indices] & (used[left.indices] > 0))
    postings = right.where(~dense[right.indices]).transposed(width)
    rows = max(1, _AT_ONCE // max(1, height))
    for first in range(0, len(rare), rows):
        part = rare.take(np.arange(first, min(first + rows, len(rare))))
        found[first : first + rows] += _sparse_product(part, postings, height)
    return found


def _dense_product(left: CsrMatrix, right: CsrMatrix, width: int) -> Floats:
    parts, columns = CsrMatrix.vstack([left, right]).without_empty_columns(width)
    both = parts.to_dense(len(columns))
    return both[: len(left)] @ both[len(left) :].T


def _sparse_product(left: CsrMatrix, postings: CsrMatrix, height: int) -> Floats:
    """The product of ``left`` with a matrix of ``height`` rows, whose transpose is ``postings``."""
    lengths = postings.indptr[left.indices + 1] - postings.indptr[left.indices]
    positions = postings.positions(left.indices)
    places = np.repeat(left.row_numbers.astype(np.int64) * height, lengths) + postings.indices[positions]
    values = np.repeat(left.data, lengths) * postings.data[positions]
    return np.bincount(places, values, len(left) * height).astype(np.float32).reshape(len(left), height)
