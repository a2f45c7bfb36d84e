"""Puts questions that ask alike into one group."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Final

from rapidfuzz import fuzz, process

ALIKE: Final = 84
"""Of 100: how similar the words of two questions must be, by rapidfuzz's token_sort_ratio. Chosen so that a typo or a
plural does not part two questions, and another noun does."""
LONGEST: Final = 300
"""Characters of words up to which they are compared; longer ones share a group only where they are the same."""
SECONDS: Final = 1.0
"""How long questions are compared with each other; those left after it are grouped by the very same words alone. Two
thousand of ordinary length take a quarter of it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask alike."""

    text: str
    """The wording asked most."""
    texts: tuple[str, ...]
    """Every wording, most frequent first."""
    times: int


def grouped(texts: Iterable[str], key_of: Callable[[str], str], clock: Callable[[], float] = monotonic) -> list[Group]:
    """The questions in groups, most frequent first.

    Args:
        texts: questions, repeated as often as they were asked.
        key_of: the words of a question that carry its meaning, each once and in order: equal where two ask the same.
        clock: seconds that only grow.
    """
    until = clock() + SECONDS
    times = Counter(texts)
    members: dict[str, list[str]] = {}
    for text, _ in sorted(times.items(), key=lambda item: (-item[1], item[0])):
        key = key_of(text)
        if key not in members and len(key) <= LONGEST and clock() < until:
            # The words are in order, so that this is their token_sort_ratio.
            found = process.extractOne(key, members.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
            key = found[0] if found else key
        members.setdefault(key, []).append(text)
    groups = [
        Group(wordings[0], tuple(wordings), sum(times[text] for text in wordings)) for wordings in members.values()
    ]
    return sorted(groups, key=lambda group: (-group.times, group.text))
