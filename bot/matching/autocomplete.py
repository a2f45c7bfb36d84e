"""Completing what a person has begun to type, over titles and example questions."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from rapidfuzz import fuzz, process

from bot.knowledge.model import KnowledgeBase
from bot.limits import AUTOCOMPLETE_CHOICES, AUTOCOMPLETE_TEXT
from bot.matching.text import normalise, words_of

_LEAST: Final = 60.0
"""The least partial likeness (0 to 100) at which a choice with slips is offered."""
_TYPED: Final = 100
"""Characters of the typed text that are compared."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A choice offered while a person types."""

    entry: str
    """The entry's key."""
    text: str
    """A title or question of the entry, at most 100 characters."""


class Autocomplete:
    """Titles and questions, found by how their words begin, and by likeness where somebody mistyped."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        titles = [Completion(entry.key, _shortened(entry.title)) for entry in knowledge]
        questions = [Completion(entry.key, _shortened(question)) for entry in knowledge for question in entry.questions]
        self._titles = len(titles)
        self._choices = titles + questions
        self._texts = [" ".join(["", *words_of(normalise(choice.text))]) for choice in self._choices]

    def suggest(self, prefix: str, limit: int = AUTOCOMPLETE_CHOICES) -> list[Completion]:
        """The choices that fit ``prefix`` best, titles before questions that fit alike; all titles when it is empty."""
        typed = " ".join(words_of(normalise(prefix[:_TYPED])))
        if not typed:
            return self._choices[: min(limit, self._titles)]
        order = self._beginning(typed)
        if len(order) < limit:
            order += [number for number in self._alike(typed, limit) if number not in set(order)]
        return _distinct([self._choices[number] for number in order], limit)

    def _beginning(self, typed: str) -> list[int]:
        """Choices that begin with what was typed, then those in which each typed word begins one of theirs."""
        words = [f" {word}" for word in typed.split()]
        whole = [n for n, text in enumerate(self._texts) if text.startswith(f" {typed}")]
        parts = [n for n, text in enumerate(self._texts) if all(word in text for word in words)]
        return list(dict.fromkeys(whole + parts))

    def _alike(self, typed: str, limit: int) -> list[int]:
        scores = process.cdist([typed], self._texts, scorer=fuzz.partial_ratio, score_cutoff=_LEAST)[0]
        order = np.argsort(-scores, kind="stable")[:limit]
        return [int(number) for number in order if scores[number] >= _LEAST]


def _shortened(text: str) -> str:
    return text if len(text) <= AUTOCOMPLETE_TEXT else text[: AUTOCOMPLETE_TEXT - 1].rstrip() + "…"


def _distinct(choices: list[Completion], limit: int) -> list[Completion]:
    """The first ``limit`` choices; Discord refuses two with the same name."""
    found: dict[str, Completion] = {}
    for choice in choices:
        found.setdefault(choice.text, choice)
        if len(found) == limit:
            break
    return list(found.values())
