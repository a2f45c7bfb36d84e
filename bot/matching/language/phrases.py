"""The phrases an entry offers to be matched by, each with how much it may be relied on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.knowledge.model import Entry

NAME_NOISE: Final = 0.15
"""Ridge noise of titles, aliases and example questions: chosen on training splits of BANKING77 and CLINC150."""
TEXT_NOISE: Final = 0.35
"""Ridge noise of sentences from the answers: they mention much that the entry is not about."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that point at an entry."""

    text: str
    noise: float

    @property
    def is_name(self) -> bool:
        """Whether people would type it: a title, an alias or a question, not a sentence of the answer."""
        return self.noise == NAME_NOISE


def phrases_of(entry: Entry) -> Iterator[Phrase]:
    """The entry's phrases: title, aliases and questions, then the sentences of its texts."""
    for name in (entry.title, *entry.aliases, *entry.questions):
        yield Phrase(name, NAME_NOISE)
    for text in (*entry.sides.values(), entry.both, entry.answer):
        for sentence in _SENTENCE.split(text or ""):
            if sentence:
                yield Phrase(sentence, TEXT_NOISE)
