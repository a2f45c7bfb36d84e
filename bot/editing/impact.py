"""The effect of a change on what people asked, worked out before the change is saved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic
from typing import Final

from bot.editing.change import Change, EntryEdit
from bot.editing.replay import Clock, Decider, Question, decide_again, within_time
from bot.knowledge.model import Entry, KnowledgeBase
from bot.knowledge.problems import Problem
from bot.matching.decision import Decision, Kind
from bot.matching.language.english import stop_words
from bot.matching.language.normalize import normalise, stem, words_of
from bot.matching.twins import Twins

MOST: Final = 1000
"""Example questions of the edited entries that are decided again at the most."""
MOST_OTHERS: Final = 200
"""Those of other entries: the ones with the most words in common come first.

A question that an entry has word for word is answered by that entry whatever else changes, so hardly one ever differs.
"""


class ChangeKind(StrEnum):
    """What a change does to one question."""

    ANSWERED = "answered"
    """It would now be answered."""
    LOST = "lost"
    """It would no longer be answered."""
    CHANGED = "changed"
    """It would be answered by another entry."""
    SUGGESTED = "suggested"
    """It would now get suggestions instead of "I don't know"."""
    SILENCED = "silenced"
    """It would get "I don't know" instead of suggestions."""


@dataclass(frozen=True, slots=True)
class DecisionChange:
    """One question that would be decided differently."""

    question: str
    times: int
    """How often it was asked; 1 for an example question."""
    effect: ChangeKind
    before: Decision
    after: Decision


@dataclass(frozen=True, slots=True)
class Impact:
    """The effect of a change on the questions asked and on the example questions near it."""

    asked: int
    """Questions asked that were decided again, each time counted."""
    shifts: tuple[DecisionChange, ...]
    """Those that differ, by effect and then most asked first."""
    examples: int
    """Other example questions decided again."""
    nearby: int
    """Example questions that the change may touch; where they are many, or take long, the nearest were decided."""
    example_shifts: tuple[DecisionChange, ...]
    long: int = 0
    """Questions asked that are too long to be decided again."""
    late: int = 0
    """Questions asked for which no time was left."""
    twins: Sequence[Twins] = ()
    """Near twins, one of which is changed."""

    @property
    def unchanged(self) -> int:
        """How many of ``asked`` stay as they are."""
        return self.asked - sum(shift.times for shift in self.shifts)


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


@dataclass(frozen=True, slots=True)
class Examples:
    """Example questions near a change."""

    questions: tuple[str, ...]
    """Those that are decided again: of the edited entries and then of others, nearest first."""
    found: int
    """How many there are in all."""


def impact(
    before: Decider, after: Decider, asked: Sequence[Question], examples: Examples, clock: Clock = monotonic
) -> Impact:
    """Decide ``asked`` (newest first) and ``examples`` with both matchers, and keep the questions decided differently.

    It takes a limited time: see ``decide_again``. An example question that was asked counts among those asked alone.
    """
    tried = decide_again(asked, before, after, clock=clock)
    others = tuple(question for question in examples.questions if question not in tried.decisions)
    near = dict(within_time(others, (before, after), clock))
    return Impact(
        asked=tried.asked,
        shifts=_shifts(tried.decisions, tried.times),
        examples=len(near),
        nearby=examples.found - (len(examples.questions) - len(others)),
        example_shifts=_shifts(near, dict.fromkeys(near, 1)),
        long=tried.long,
        late=tried.late,
    )


def _shifts(decisions: Mapping[str, tuple[Decision, ...]], times: Mapping[str, int]) -> tuple[DecisionChange, ...]:
    shifts = [
        DecisionChange(question, times[question], effect, old, new)
        for question, (old, new) in decisions.items()
        if (effect := _effect(old, new)) is not None
    ]
    order = list(ChangeKind)
    return tuple(sorted(shifts, key=lambda shift: (order.index(shift.effect), -shift.times, shift.question)))


def _effect(old: Decision, new: Decision) -> ChangeKind | None:
    match old.kind, new.kind:
        case Kind.ANSWER, Kind.ANSWER:
            return None if set(old.entries) == set(new.entries) else ChangeKind.CHANGED
        case Kind.ANSWER, _:
            return ChangeKind.LOST
        case _, Kind.ANSWER:
            return ChangeKind.ANSWERED
        case Kind.UNKNOWN, Kind.SUGGESTIONS:
            return ChangeKind.SUGGESTED
        case Kind.SUGGESTIONS, Kind.UNKNOWN:
            return ChangeKind.SILENCED
        case _:
            return None


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
    return words - stop_words()


def _phrases(entry: Entry | None) -> set[str]:
    """Everything that the matcher reads of an entry."""
    if entry is None:
        return set()
    texts = (*entry.sides.values(), entry.both or "", entry.answer or "")
    return {entry.title, *entry.aliases, *entry.questions, *texts}


def _stems(texts: Iterable[str]) -> set[str]:
    return {stem(word) for text in texts for word in words_of(normalise(text))}
