"""Differences between two texts line by line, and the merge of two changes of one text."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final

from bot.errors import VersusError

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_SMALL: Final = 2_500
"""Pairs of lines that difflib compares at most in one go: it takes cubic time at the worst, here some milliseconds."""
_DEPTH: Final = 4
"""How often a large stretch is cut into smaller ones, before it counts as one change."""


class MergeConflictError(VersusError):
    """Two changes replace the same lines by different ones."""

    def __init__(self, message: str = "These lines have been changed since; take the newer change back first.") -> None:
        """``message`` is what people read."""
        super().__init__(message)


def lines_of(text: str) -> list[str]:
    r"""The lines of ``text`` with their endings; only ``\n`` ends a line, so joining them gives every byte back."""
    return _LINES.findall(text)


@dataclass(frozen=True, slots=True)
class Hunk:
    """One run of lines replaced by another; either may be empty."""

    start: int
    """The number of the first line replaced, from 0, in the text before."""
    removed: Sequence[str]
    added: Sequence[str]

    @property
    def end(self) -> int:
        """The number of the line after the last one replaced."""
        return self.start + len(self.removed)


def hunks_between(before: Sequence[str], after: Sequence[str]) -> list[Hunk]:
    """What turns the lines ``before`` into those ``after``: at least one unchanged line lies between two hunks.

    Takes about linear time, whatever the lines are: a long stretch of lines that are all repeated is compared place by
    place, and is one hunk where its length differs.
    """
    return list(_hunks(before, after, 0, _DEPTH))


def _hunks(before: Sequence[str], after: Sequence[str], start: int, depth: int) -> Iterator[Hunk]:
    head = _common(before, after)
    tail = _common(before[: head - 1 if head else None : -1], after[: head - 1 if head else None : -1])
    old, new, start = before[head : len(before) - tail], after[head : len(after) - tail], start + head
    if old and new and len(old) * len(new) <= _SMALL:
        for tag, first, end, first_new, end_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag != "equal":
                yield Hunk(start + first, old[first:end], new[first_new:end_new])
    elif old and new and depth and (anchors := _anchors(old, new)):
        place = place_new = 0
        for anchor, anchor_new in [*anchors, (len(old), len(new))]:
            yield from _hunks(old[place:anchor], new[place_new:anchor_new], start + place, depth - 1)
            place, place_new = anchor + 1, anchor_new + 1
    elif len(old) == len(new):
        for differ, run in groupby(range(len(old)), lambda place: old[place] != new[place]):
            places = list(run)
            if differ:
                yield Hunk(start + places[0], *(lines[places[0] : places[-1] + 1] for lines in (old, new)))
    elif old or new:
        yield Hunk(start, old, new)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (line, its) in pairs if line != its), min(len(one), len(other)))


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Where the lines stand that both have once, as far as they are in the same order: as in Cohen's patience diff."""
    once = {line for line, times in Counter(before).items() if times == 1}
    once &= {line for line, times in Counter(after).items() if times == 1}
    places = {line: place for place, line in enumerate(after) if line in once}
    pairs = [(place, places[line]) for place, line in enumerate(before) if line in once]
    # The longest increasing run of the places in ``after``: the least end of a run of each length, and who came before.
    ends, last, previous = list[int](), list[int](), list[int]()
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        previous.append(last[length - 1] if length else -1)
        last[length : length + 1] = [number]
    chosen, number = list[tuple[int, int]](), last[-1] if last else -1
    while number >= 0:
        chosen.append(pairs[number])
        number = previous[number]
    return chosen[::-1]


def merge(base: str, ours: str, theirs: str) -> str:
    """Both changes of ``base``, that to ``ours`` and that to ``theirs``, in one text.

    What both changed alike is changed once; of what both put into the same place, that of ``ours`` comes first.

    Raises:
        MergeConflictError: both changed the same lines, each in another way.
    """
    lines, merged, done = lines_of(base), list[str](), 0
    for region in _regions(hunks_between(lines, lines_of(ours)), hunks_between(lines, lines_of(theirs))):
        merged += [*lines[done : region.start], *region.merged(lines)]
        done = region.end
    merged += lines[done:]
    if not all(line.endswith("\n") for line in merged[:-1]):
        raise MergeConflictError  # both changed what comes behind a last line that does not end
    return "".join(merged)


@dataclass(slots=True)
class _Region:
    """Lines, and the hunks of both sides that touch one another there."""

    start: int
    end: int
    ours: list[Hunk] = field(default_factory=list[Hunk])
    theirs: list[Hunk] = field(default_factory=list[Hunk])

    def touches(self, hunk: Hunk) -> bool:
        """Whether a hunk that begins here or later changes lines of the region, or adds some at the same place."""
        return hunk.start < self.end or self.start == self.end == hunk.start == hunk.end

    def merged(self, lines: Sequence[str]) -> list[str]:
        """What comes in place of the region's ``lines``.

        Raises:
            MergeConflictError: both sides changed them, each in another way.
        """
        ours, theirs = self._changed(lines, self.ours), self._changed(lines, self.theirs)
        if not self.theirs or ours == theirs:
            return ours
        if not self.ours:
            return theirs
        if self.start == self.end:
            return ours + theirs
        raise MergeConflictError

    def _changed(self, lines: Sequence[str], hunks: Iterable[Hunk]) -> list[str]:
        made, done = list[str](), self.start
        for hunk in hunks:
            made += [*lines[done : hunk.start], *hunk.added]
            done = hunk.end
        return [*made, *lines[done : self.end]]


def _regions(ours: Iterable[Hunk], theirs: Iterable[Hunk]) -> list[_Region]:
    regions = list[_Region]()
    hunks = [*((hunk, True) for hunk in ours), *((hunk, False) for hunk in theirs)]
    for hunk, is_ours in sorted(hunks, key=lambda one: (one[0].start, one[0].end)):
        if not regions or not regions[-1].touches(hunk):
            regions.append(_Region(hunk.start, hunk.end))
        region = regions[-1]
        region.end = max(region.end, hunk.end)
        (region.ours if is_ours else region.theirs).append(hunk)
    return regions
