"""The effect of a change on what people asked, worked out before the change is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic

from bot.editing.examples import Examples
from bot.editing.replay import Clock, Decider, Question, decide_again, within_time
from bot.matching.decision import Decision, Kind


class Effect(StrEnum):
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
class Shift:
    """One question that would be decided differently."""

    question: str
    times: int
    """How often it was asked; 1 for an example question."""
    effect: Effect
    before: Decision
    after: Decision


@dataclass(frozen=True, slots=True)
class Impact:
    """The effect of a change on the questions asked and on the example questions near it."""

    asked: int
    """Questions asked that were decided again, each time counted."""
    shifts: tuple[Shift, ...]
    """Those that differ, by effect and then most asked first."""
    examples: int
    """Example questions decided again."""
    nearby: int
    """Example questions that the change may touch; where they are many, or take long, the nearest were decided."""
    example_shifts: tuple[Shift, ...]
    long: int = 0
    """Questions asked that are too long to be decided again."""
    late: int = 0
    """Questions asked for which no time was left."""

    @property
    def unchanged(self) -> int:
        """How many of ``asked`` stay as they are."""
        return self.asked - sum(shift.times for shift in self.shifts)


def impact(
    before: Decider, after: Decider, asked: Sequence[Question], examples: Examples, clock: Clock = monotonic
) -> Impact:
    """Decide ``asked`` (newest first) and ``examples`` under both matchers and keep what differs.

    It takes a limited time: see ``decide_again``.
    """
    tried = decide_again(asked, before, after, clock=clock)
    near = dict(within_time(examples.questions, (before, after), clock))
    return Impact(
        asked=tried.asked,
        shifts=_shifts(tried.decisions, tried.times),
        examples=len(near),
        nearby=examples.found,
        example_shifts=_shifts(near, dict.fromkeys(near, 1)),
        long=tried.long,
        late=tried.late,
    )


def _shifts(decisions: Mapping[str, tuple[Decision, ...]], times: Mapping[str, int]) -> tuple[Shift, ...]:
    shifts = [
        Shift(question, times[question], effect, old, new)
        for question, (old, new) in decisions.items()
        if (effect := _effect(old, new)) is not None
    ]
    order = list(Effect)
    return tuple(sorted(shifts, key=lambda shift: (order.index(shift.effect), -shift.times, shift.question)))


def _effect(old: Decision, new: Decision) -> Effect | None:
    match old.kind, new.kind:
        case Kind.ANSWER, Kind.ANSWER:
            return None if set(old.entries) == set(new.entries) else Effect.CHANGED
        case Kind.ANSWER, _:
            return Effect.LOST
        case _, Kind.ANSWER:
            return Effect.ANSWERED
        case Kind.UNKNOWN, Kind.SUGGESTIONS:
            return Effect.SUGGESTED
        case Kind.SUGGESTIONS, Kind.UNKNOWN:
            return Effect.SILENCED
        case _:
            return None
