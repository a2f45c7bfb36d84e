"""Figures as tables: for the terminal, and as Markdown for the README."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table as RichTable

console = Console(width=None if sys.stdout.isatty() else 180)
status = Console(stderr=True)
NOTHING = "-"
"""A cell without a figure."""


@dataclass(frozen=True, slots=True)
class Table:
    """A heading, rows of text under named columns, and notes below."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = field(default_factory=tuple)


def show(table: Table) -> None:
    """Print it, the numbers to the right; columns in which no row has a figure are left out."""
    drawn = RichTable(title=table.title, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    kept = _filled(table)
    for place in kept:
        drawn.add_column(table.columns[place], justify="right" if place else "left", no_wrap=place == 0)
    for row in table.rows:
        drawn.add_row(*(row[place] for place in kept))
    console.print(drawn)
    for note in table.notes:
        console.print(note, style="dim", highlight=False, markup=False)


def report(tables: Sequence[Table], markdown: Path | None) -> None:
    """Print them, and write them to the file ``markdown`` where one is given."""
    for table in tables:
        show(table)
    if markdown:
        write_markdown(tables, markdown)


def write_markdown(tables: Sequence[Table], path: Path) -> None:
    """Write all of them to one file."""
    path.write_text("\n".join(map(_markdown, tables)), "utf-8")


def _markdown(table: Table) -> str:
    kept = _filled(table)
    lines = [[table.columns[place] for place in kept], ["---"] + ["---:"] * (len(kept) - 1)]
    lines += [[row[place] for place in kept] for row in table.rows]
    body = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return f"### {table.title}\n\n{body}\n\n" + "".join(f"{note}\n\n" for note in table.notes)


def _filled(table: Table) -> list[int]:
    return [
        place for place in range(len(table.columns)) if not place or any(row[place] != NOTHING for row in table.rows)
    ]


def percent(share: float | None) -> str:
    """0.8512 as 85.1; a dash for ``None``."""
    return NOTHING if share is None else f"{share * 100:.1f}"


def seconds(value: float) -> str:
    """Seconds with about two figures that count."""
    return f"{value:.3f}" if value < 0.1 else f"{value:.2f}" if value < 10 else f"{value:.0f}"
