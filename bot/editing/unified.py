"""Differences between files as a patch, in the form that ``git apply`` and ``patch -p1`` take."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.editing.merge import Hunk, hunks_between, lines_of
from bot.editing.patch import Texts, changed_names

CONTEXT: Final = 3
"""Unchanged lines around a change, by which it is found in a file that has moved on."""
_UNENDED: Final = "\\ No newline at end of file\n"


def unified(before: Texts, after: Texts, folder: str) -> str:
    """What turns the files ``before`` into those ``after``, as a unified diff; their paths begin with ``folder``."""
    return "".join(
        part
        for name in changed_names(before, after)
        for part in _of_file(f"{folder}/{name}", before.get(name), after.get(name))
    )


def _of_file(path: str, before: str | None, after: str | None) -> Iterator[str]:
    old, new = lines_of(before or ""), lines_of(after or "")
    yield f"--- {f'a/{path}' if before is not None else '/dev/null'}\n"
    yield f"+++ {f'b/{path}' if after is not None else '/dev/null'}\n"
    grown = 0
    for group in _groups(hunks_between(old, new)):
        start, end = max(0, group[0].start - CONTEXT), min(len(old), group[-1].end + CONTEXT)
        growth = sum(len(hunk.added) - len(hunk.removed) for hunk in group)
        spans = (_span(start, end - start), _span(start + grown, end - start + growth))
        yield f"@@ -{spans[0]} +{spans[1]} @@\n"
        yield from _body(old, group, start, end)
        grown += growth


def _groups(hunks: Sequence[Hunk]) -> Iterator[list[Hunk]]:
    """Hunks whose lines of context would touch stand together."""
    group = list[Hunk]()
    for hunk in hunks:
        if group and hunk.start - group[-1].end > 2 * CONTEXT:
            yield group
            group = []
        group.append(hunk)
    if group:
        yield group


def _span(start: int, length: int) -> str:
    """Lines as a patch counts them: from 1, but for none, which stand behind the line named."""
    return f"{start + 1 if length else start},{length}"


def _body(old: Sequence[str], group: Sequence[Hunk], start: int, end: int) -> Iterator[str]:
    done = start
    for hunk in group:
        yield from _marked(" ", old[done : hunk.start])
        yield from _marked("-", hunk.removed)
        yield from _marked("+", hunk.added)
        done = hunk.end
    yield from _marked(" ", old[done:end])


def _marked(mark: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield mark + line if line.endswith("\n") else f"{mark}{line}\n{_UNENDED}"
