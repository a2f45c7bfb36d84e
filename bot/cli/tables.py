"""Tables in the terminal: no frames, one space between columns, numbers to the right."""

import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

_WIDTH = 250
"""Wider than any table of ours: a narrow terminal breaks the lines, which loses nothing, where cropping would."""


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table to standard output; all columns but the first hold numbers."""
    table = Table(headings[0], box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in headings[1:]:
        table.add_column(heading, justify="right")
    for row in rows:
        table.add_row(*row)
    Console(file=sys.stdout, width=_WIDTH, highlight=False, emoji=False, markup=False).print(table)
