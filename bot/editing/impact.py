"""The effect of a change on what people asked, worked out before the change is saved."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from typing import Final, Protocol
from weakref import WeakKeyDictionary

from bot.editing.examples import Examples
from bot.matching.decision import Decision, Kind


class Decider(Protocol):
    """The part of a matcher that this needs."""

    def decide_many(self, texts: Sequence[str]) -> list[Decision]:
        """One decision a text, in order."""
        ...


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
    """Example questions that the change may touch; where they are many, the nearest were decided."""
    example_shifts: tuple[Shift, ...]

    @property
    def unchanged(self) -> int:
        """How many of ``asked`` stay as they are."""
        return self.asked - sum(shift.times for shift in self.shifts)


class Remembering:
    """Decides with any matcher, and remembers what it decided for as long as that matcher is in use.

    A moderator proposes again and again: the questions asked are then decided under the changed knowledge alone, and
    not even that once it has been saved. Threads may share it; one that asks what another is deciding waits for it.
    """

    MOST: Final = 4000
    """Questions remembered of one matcher."""

    def __init__(self) -> None:
        self._known: WeakKeyDictionary[Decider, dict[str, Decision]] = WeakKeyDictionary()
        self._lock = Lock()

    def of(self, decider: Decider) -> Decider:
        """The decider, remembering."""
        return _Remembered(decider, self._known.setdefault(decider, {}), self._lock)


@dataclass(frozen=True, slots=True)
class _Remembered:
    decider: Decider
    known: dict[str, Decision]
    lock: Lock

    def decide_many(self, texts: Sequence[str]) -> list[Decision]:
        with self.lock:
            new = [text for text in dict.fromkeys(texts) if text not in self.known]
            found = dict(zip(new, self.decider.decide_many(new), strict=True))
            if len(self.known) + len(found) <= Remembering.MOST:
                self.known.update(found)
            return [found.get(text) or self.known[text] for text in texts]


def impact(before: Decider, after: Decider, asked: Sequence[str], examples: Examples) -> Impact:
    """Decide ``asked`` and ``examples`` under both matchers and keep what differs."""
    times = Counter(asked)
    return Impact(
        asked=len(asked),
        shifts=_shifts(before, after, times),
        examples=len(examples.questions),
        nearby=examples.found,
        example_shifts=_shifts(before, after, Counter(examples.questions)),
    )


def _shifts(before: Decider, after: Decider, times: Counter[str]) -> tuple[Shift, ...]:
    questions = sorted(times)
    pairs = zip(questions, before.decide_many(questions), after.decide_many(questions), strict=True)
    shifts = [
        Shift(question, times[question], effect, old, new)
        for question, old, new in pairs
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
