"""Reading a reply in the context of the answer it replies to."""

from collections.abc import Sequence
from typing import Final

from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.decision import Context
from bot.matching.language.lexicon import Piece
from bot.matching.language.normalize import stem
from bot.matching.sides import named_subjects

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
