"""Which of the compared subjects a question is about."""

from collections.abc import Sequence
from typing import Final

from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.decision import Context
from bot.matching.language.lexicon import Token
from bot.matching.language.normalize import stem

_LINK_WORDS: Final = "and or what about how for the in with side of same on too then ok okay also versus"
_LINKS: Final = frozenset(map(stem, _LINK_WORDS.split()))
"""The stems of words that may stand beside a subject in a reply that only names another one ("and for DevOps?")."""
_BOTH: Final = frozenset(map(stem, ("both", "either", "two", "each")))
"""The stems of words that mean all that is compared."""
_SHORT: Final = 5
"""Words up to which a reply is taken to go on in the same terms."""


class NamedSubjects:
    """Tells which entries compare a subject that a question names: it is about their topic."""

    def __init__(self, entries: Sequence[Entry | None]) -> None:
        """Take the ``entries`` by number; ``None`` where an edit removed one."""
        self._comparing = [entry.topic if entry and entry.sides else None for entry in entries]
        topics = frozenset(self._comparing) - {None}
        self._are_compared = bool(topics)
        self._beside = [entry is not None and entry.topic in topics for entry in entries]

    def is_beside(self, entry: int) -> bool:
        """Whether an entry, by number, compares subjects, or stands in one topic with such."""
        return self._beside[entry]

    def compared_by(self, entries: Sequence[int], tokens: Sequence[Token]) -> list[bool]:
        """Whether each of ``entries``, by number, compares a subject that these tokens name, or both subjects."""
        named = {subject.partition("/")[0] for token in tokens for subject in token.subjects}
        if not named and self.are_named(tokens):
            return [self._comparing[entry] is not None for entry in entries]
        return [self._comparing[entry] in named for entry in entries]

    def are_named(self, tokens: Sequence[Token]) -> bool:
        """Whether a question names a subject that is compared, or means both ("which of the two costs more?")."""
        return any(token.subjects or (self._are_compared and token.stem in _BOTH) for token in tokens)


def named_subjects(tokens: Sequence[Token], topic: str) -> tuple[str, ...]:
    """The ids of the subjects of ``topic`` that are named, in the order they are named first."""
    named: dict[str, None] = {}
    for token in tokens:
        for subject in sorted(token.subjects):
            owner, _, identity = subject.partition("/")
            if owner == topic:
                named.setdefault(identity)
    return tuple(named)


def asked_sides(tokens: Sequence[Token], entry: Entry) -> tuple[str, ...]:
    """The sides of ``entry`` that the question singles out: none when it names no subject or every one."""
    named = tuple(subject for subject in named_subjects(tokens, entry.topic) if subject in entry.sides)
    return named if len(named) < len(entry.sides) else ()


def has_topic(tokens: Sequence[Token]) -> bool:
    """Whether anything is left of a question without its subjects and stop words."""
    return any(not token.subjects and not token.is_stop_word for token in tokens)


def is_empty(tokens: Sequence[Token]) -> bool:
    """Whether a question of these tokens has no word that could tell for an entry: only such as frame any question."""
    return all(token.is_stop_word or token.word.isdecimal() for token in tokens)


def same_entries_other_side(tokens: Sequence[Token], context: Context, knowledge: KnowledgeBase) -> tuple[Entry, ...]:
    """Those of the entries answered before that compare the subjects which are all that a reply names ("and DevOps?").

    None where it names anything else, or no subject.
    """
    if not all(token.subjects or token.stem in _LINKS for token in tokens):
        return ()
    answered = [entry for key in context.entries if (entry := knowledge.find(key)) is not None]
    named = [named_subjects(tokens, entry.topic) for entry in answered]
    return tuple(
        entry
        for entry, subjects in zip(answered, named, strict=True)
        if subjects and all(subject in entry.sides for subject in subjects)
    )


def inherited_subjects(tokens: Sequence[Token], context: Context, entry: Entry) -> tuple[str, ...]:
    """The sides of the answer before, for a short reply that names none ("what about cost?")."""
    if len(tokens) > _SHORT or any(token.subjects for token in tokens):
        return ()
    sides = tuple(subject for subject in context.subjects if subject in entry.sides)
    return sides if len(sides) < len(entry.sides) else ()
