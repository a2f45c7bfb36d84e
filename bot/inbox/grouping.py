"""Questions that ask the same thing, found by their words."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Final

from rapidfuzz import fuzz, process

from bot.editing.replay import LONG
from bot.matching.language.english import stop_words
from bot.matching.language.normalize import normalise, stem, words_of

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
    """Questions that ask the same thing."""

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


def meaningful_words(text: str) -> list[str]:
    """The stems of a question's words, without those that only frame it."""
    return [found for word in words_of(normalise(text)) if (found := stem(word)) not in stop_words()]


def same_words(text: str) -> str:
    """What is equal for two questions that ask the same: their meaningful words, each once and in order.

    One that is too long to be decided again is compared as it is.
    """
    if len(text) > LONG:
        return " ".join(text.casefold().split())
    return " ".join(sorted(set(meaningful_words(text) or text.casefold().split())))
