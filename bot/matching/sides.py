"""Which of the compared subjects a question is about."""

from collections.abc import Sequence
from typing import Final

from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.decision import Context
from bot.matching.language.english import function_words
from bot.matching.language.lexicon import Piece
from bot.matching.language.normalize import stem

_NAMED: Final = 1.75
"""Log-odds for and against, chosen on the development questions."""


class NamedSubjects:
    """Whether a question names what an entry's topic compares: then it is about the topic, if rarely otherwise."""

    def __init__(self, entries: Sequence[Entry | None]) -> None:
        self._comparing = [entry.topic if entry and entry.sides else None for entry in entries]

    def bonus(self, entries: Sequence[int], pieces: Sequence[Piece]) -> list[float]:
        """What each of ``entries`` that compares subjects gains in log-odds when they are named, or loses."""
        named = {subject.partition("/")[0] for piece in pieces for subject in piece.subjects}
        topics = [self._comparing[entry] for entry in entries]
        return [0.0 if topic is None else _NAMED if topic in named else -_NAMED for topic in topics]


def named_subjects(pieces: Sequence[Piece], topic: str) -> tuple[str, ...]:
    """The ids of the subjects of ``topic`` that are named, in the order they are named first."""
    named: dict[str, None] = {}
    for piece in pieces:
        for subject in sorted(piece.subjects):
            owner, _, identity = subject.partition("/")
            if owner == topic:
                named.setdefault(identity)
    return tuple(named)


def asked_sides(pieces: Sequence[Piece], entry: Entry) -> tuple[str, ...]:
    """The sides of ``entry`` that the question singles out: none when it names no subject or every one."""
    named = tuple(subject for subject in named_subjects(pieces, entry.topic) if subject in entry.sides)
    return named if len(named) < len(entry.sides) else ()


def has_topic(pieces: Sequence[Piece]) -> bool:
    """Whether anything is left of a question without its subjects and the words that frame it."""
    return any(not piece.subjects and piece.stem not in function_words() for piece in pieces)


_LINKS: Final = frozenset(
    map(
        stem,
        [
            "and",
            "or",
            "what",
            "about",
            "how",
            "for",
            "the",
            "in",
            "with",
            "side",
            "of",
            "same",
            "on",
            "too",
            "then",
            "ok",
            "okay",
            "also",
            "versus",
        ],
    )
)
_SHORT: Final = 5
"""Words up to which a reply is taken to go on in the same terms."""


def same_entry_other_side(pieces: Sequence[Piece], context: Context, knowledge: KnowledgeBase) -> Entry | None:
    """The entry answered before, when the reply only names subjects that it compares ("and DevOps?")."""
    entry = knowledge.find(context.entries[0]) if context.entries else None
    if entry is None or not all(piece.subjects or piece.stem in _LINKS for piece in pieces):
        return None
    named = named_subjects(pieces, entry.topic)
    return entry if named and all(subject in entry.sides for subject in named) else None


def inherited_subjects(pieces: Sequence[Piece], context: Context, entry: Entry) -> tuple[str, ...]:
    """The sides of the answer before, for a short reply that names none ("what about cost?")."""
    if len(pieces) > _SHORT or any(piece.subjects for piece in pieces):
        return ()
    sides = tuple(subject for subject in context.subjects if subject in entry.sides)
    return sides if len(sides) < len(entry.sides) else ()
