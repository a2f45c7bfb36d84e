"""Entries that are asked by the same words, so that a question can't tell them apart."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.language.lexicon import Lexicon
from bot.matching.language.normalize import normalise
from bot.matching.language.phrases import phrases_of
from bot.matching.readings import TELLING


@dataclass(frozen=True, slots=True)
class Twins:
    """Two entries that look alike."""

    first: Entry
    second: Entry
    phrase: str
    """A name or question of the first that says the same as one of the second."""


def twins_in(knowledge: KnowledgeBase, among: Collection[str] | None = None) -> tuple[Twins, ...]:
    """The twins in a knowledge base, or those to which one of the entries ``among`` belongs, by their keys.

    Twins share at least half of the phrases of the one that has fewer, each taken as the words that tell it apart:
    where only one question in many is the same, the others still lead to the right one.
    """
    lexicon = Lexicon.of(knowledge)
    phrases = {entry.key: dict(_said(entry, lexicon)) for entry in knowledge}
    owners: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for key, own in phrases.items():
        for words in own:
            owners[words].append(key)
    shared: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for words, keys in owners.items():
        for pair in _pairs(keys):
            shared[pair].append(phrases[pair[0]][words])
    return tuple(
        Twins(knowledge.entries[first], knowledge.entries[second], same[0])
        for (first, second), same in shared.items()
        if 2 * len(same) >= min(len(phrases[first]), len(phrases[second]))
        and (among is None or first in among or second in among)
    )


def _said(entry: Entry, lexicon: Lexicon) -> Iterator[tuple[frozenset[str], str]]:
    """The names and questions of an entry, each by the stems that tell what it says."""
    for phrase in phrases_of(entry):
        tokens = lexicon.tokens(lexicon.language.words_of(normalise(phrase.text))) if phrase.is_name else []
        if any(not token.is_stop_word for token in tokens):
            yield frozenset(one.stem for one in tokens if not one.is_stop_word or one.stem in TELLING), phrase.text


def _pairs(keys: Sequence[str]) -> list[tuple[str, str]]:
    return [(first, second) for place, first in enumerate(keys) for second in keys[place + 1 :]]
