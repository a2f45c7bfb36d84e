"""Printing to the terminal. Every command prints with these functions, which take control characters out of texts.

What a member asks, what a moderator is called and how a file is named end up here. An escape character in them could
rewrite what stands on the screen, its title or the clipboard: all control characters are written out.
"""

import os
import signal
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import typer

from bot.control_characters import shown, shown_line

if TYPE_CHECKING:  # rich is slow to import, and few commands need it
    from rich.console import Console

_WIDTH: Final = 250
"""Wider than any table of ours: a narrow terminal breaks the lines, which loses nothing, where cropping would."""
_NONCE: Final = os.urandom(8).hex()
"""Marks what we set in bold until it is printed; nobody who types can know it."""
_STYLES: Final = {f"<{_NONCE}>": "\x1b[1m", f"</{_NONCE}>": "\x1b[0m"}


def say(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Print a text; line breaks and ``bold`` are the only controls in it that have an effect."""
    said = shown(text)
    for mark, style in _STYLES.items():
        said = said.replace(mark, style)
    typer.echo(said, err=err, nl=nl)


def say_line(text: str, *, err: bool = False) -> None:
    """Print a text that stays on one line, whatever people typed."""
    say(shown_line(text), err=err)


def say_exactly(text: str) -> None:
    """Print the content of a file: into a pipe or another file every character of it, so that it can be read back."""
    if sys.stdout.isatty():
        say(text, nl=False)
    else:
        typer.echo(text, nl=False)


def agrees(question: str, *, default: bool) -> bool:
    """Ask somebody at the terminal; an answer that is none of yes and no, and Ctrl-D, count as no.

    Raises:
        KeyboardInterrupt: at once, also where an event loop would take the first Ctrl-C for itself.
    """
    say(f"{question} [{'Y/n' if default else 'y/N'}] ", nl=False)
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        answer = input().strip().lower()
    except EOFError:
        say()
        return False
    finally:
        signal.signal(signal.SIGINT, handler)
    return answer in ("y", "yes") or (default and not answer)


def bold(text: str) -> str:
    """``text`` marked to be printed in bold."""
    start, end = _STYLES
    return f"{start}{text}{end}"


def print_json(value: object) -> None:
    """Print one JSON object on one line, in ASCII: it survives every terminal, pipe and code page."""
    import json

    say(json.dumps(value).replace("\x7f", "\\u007f"))  # the one control character that JSON leaves as it is


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1) -> None:
    """Print a table without frames, one space between columns; all columns but the first ``words`` hold numbers."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for place, heading in enumerate(headings):
        table.add_column(heading, justify="left" if place < words else "right")
    for row in rows:
        table.add_row(*map(shown_line, row))
    console(width=_WIDTH).print(table)


def console(*, err: bool = False, width: int | None = None) -> "Console":
    """Rich's way to the terminal, for what moves or is a table; it reads no markup in what people typed."""
    from rich.console import Console

    file = sys.stderr if err else sys.stdout
    return Console(file=file, width=width, highlight=False, emoji=False, markup=False)
