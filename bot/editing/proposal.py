"""A change that was worked out but not saved: what it does, and what keeps it from being saved."""

from dataclasses import dataclass

from bot.editing.change import Change, EntryEdit
from bot.editing.impact import Impact
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.problems import Problem


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a moderator looks at before saving."""

    change: Change
    edits: tuple[EntryEdit, ...]
    """Every entry that would differ, however the change came about."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with it, each at its field; it can't be saved while there are any."""
    impact: Impact | None = None
    """``None`` while there are problems."""


def differing(before: KnowledgeBase, after: KnowledgeBase) -> tuple[EntryEdit, ...]:
    """Every entry that differs between two knowledge bases, in their order."""
    keys = dict.fromkeys([*before.entries, *after.entries])
    pairs = ((key, before.entries.get(key), after.entries.get(key)) for key in keys)
    return tuple(EntryEdit(key, old, new) for key, old, new in pairs if old != new)
