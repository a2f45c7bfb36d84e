"""Puts questions that ask alike into one group."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

ALIKE: Final = 84
"""Of 100: how similar the words of two questions must be, by rapidfuzz's token_sort_ratio. Chosen so that a typo or a
plural does not part two questions, and another noun does."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask alike."""

    text: str
    """The wording asked most."""
    texts: tuple[str, ...]
    """Every wording, most frequent first."""
    times: int


def grouped(texts: Iterable[str], words_of: Callable[[str], Sequence[str]]) -> list[Group]:
    """The questions in groups, most frequent first.

    Args:
        texts: questions, repeated as often as they were asked.
        words_of: the words of a question that carry its meaning.
    """
    times = Counter(texts)
    members: dict[str, list[str]] = {}
    for text, _ in sorted(times.items(), key=lambda item: (-item[1], item[0])):
        key = " ".join(sorted(set(words_of(text)))) or text.casefold()
        found = process.extractOne(key, members.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
        members.setdefault(found[0] if found else key, []).append(text)
    groups = [
        Group(wordings[0], tuple(wordings), sum(times[text] for text in wordings)) for wordings in members.values()
    ]
    return sorted(groups, key=lambda group: (-group.times, group.text))
