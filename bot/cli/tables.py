"""Tables in the terminal: no frames, and neither colour nor cropping where the output is piped."""

import sys

from rich.console import Console
from rich.table import Table

_PIPED_WIDTH = 200


def print_table(table: Table) -> None:
    """Print ``table`` to standard output."""
    width = None if sys.stdout.isatty() else _PIPED_WIDTH
    Console(file=sys.stdout, width=width, highlight=False, emoji=False, markup=False).print(table)
