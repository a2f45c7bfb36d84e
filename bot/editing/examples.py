"""The example questions whose decision a change might touch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.editing.change import EntryEdit
from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.language.english import function_words
from bot.matching.language.normalize import normalise, stem, words_of

MOST: Final = 1000
"""Example questions of the edited entries that are decided again at the most."""
MOST_OTHERS: Final = 200
"""Those of other entries: the ones with the most words in common come first.

A question that an entry has word for word is answered by that entry whatever else changes, so hardly one ever differs.
"""


@dataclass(frozen=True, slots=True)
class Examples:
    """Example questions near a change."""

    questions: tuple[str, ...]
    """Those that are decided again: of the edited entries and then of others, nearest first."""
    found: int
    """How many there are in all."""


def touched_examples(knowledge: KnowledgeBase, edits: Sequence[EntryEdit]) -> Examples:
    """The example questions that share a word of weight with what the edits add, take away or reword.

    Those of the edited entries come first, whatever their words, and also those that the edits take away: people ask
    them all the same.

    Args:
        knowledge: as it is with the edits.
        edits: what changes.
    """
    words = _changed_words(edits)
    edited = {edit.key for edit in edits}
    gone = [question for edit in edits if edit.before is not None for question in edit.before.questions]
    own = {*gone, *(question for entry in knowledge if entry.key in edited for question in entry.questions)}
    others = {question for entry in knowledge if entry.key not in edited for question in entry.questions} - own
    nearest_own = sorted((-len(words & _stems([question])), question) for question in own)
    nearest = sorted((-shared, question) for question in others if (shared := len(words & _stems([question]))))
    chosen = nearest_own[:MOST] + nearest[:MOST_OTHERS]
    return Examples(tuple(question for _, question in chosen), len(nearest_own) + len(nearest))


def _changed_words(edits: Iterable[EntryEdit]) -> set[str]:
    words: set[str] = set()
    for edit in edits:
        before, after = _phrases(edit.before), _phrases(edit.after)
        words |= _stems(before ^ after)
    return words - function_words()


def _phrases(entry: Entry | None) -> set[str]:
    """Everything that the matcher reads of an entry."""
    if entry is None:
        return set()
    texts = (*entry.sides.values(), entry.both or "", entry.answer or "")
    return {entry.title, *entry.aliases, *entry.questions, *texts}


def _stems(texts: Iterable[str]) -> set[str]:
    return {stem(word) for text in texts for word in words_of(normalise(text))}
