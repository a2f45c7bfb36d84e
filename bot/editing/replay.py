"""Deciding again what people asked: remembered, within a limit of time that members share evenly."""

import asyncio
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from threading import Lock
from time import monotonic
from typing import Final, Protocol
from weakref import WeakKeyDictionary

from bot.matching.decision import Decision

LONG: Final = 300
"""Characters beyond which a question is not decided again; it keeps the decision that was recorded. No example question
is longer. Deciding one takes 4 times as long at this length as at 60 characters, and 7 times at 1,000."""
SECONDS: Final = 2.0
"""How long questions are decided again for one screen; as many as there are take half a second as people ask them."""
CHUNK: Final = 20
"""Questions decided between two looks at the clock: half a second at the worst."""
AHEAD: Final = 5
"""Questions decided between two rests while nobody waits: who does wait comes in between."""

Clock = Callable[[], float]
"""Seconds that only grow."""


class Decider(Protocol):
    """A matcher, of which only ``decide_many`` is needed here."""

    def decide_many(self, texts: Sequence[str]) -> list[Decision]:
        """One decision a text, in order."""
        ...


class Question(Protocol):
    """What somebody asked."""

    @property
    def text(self) -> str:
        """As it was typed."""
        ...

    @property
    def member(self) -> Hashable:
        """Stands for who asked, to share the time by; never shown."""
        ...


@dataclass(frozen=True, slots=True)
class Tried:
    """The questions that were decided again, and how many were left out."""

    decisions: Mapping[str, tuple[Decision, ...]]
    """By text, one a decider."""
    times: Mapping[str, int]
    """How often each of them was asked."""
    long: int = 0
    """Questions too long to be decided again."""
    late: int = 0
    """Questions for which no time was left."""

    @property
    def asked(self) -> int:
        """Questions that were decided again, each time counted."""
        return sum(self.times.values())


def decide_again(questions: Sequence[Question], *deciders: Decider, clock: Clock = monotonic) -> Tried:
    """Decide the questions, newest first, with each of the deciders.

    When the time is up, of each member's questions about as many were decided, the newest: whoever asks most or longest
    pushes nobody out.
    """
    short = [question for question in questions if len(question.text) <= LONG]
    decided = dict(within_time(in_turns(short), deciders, clock))
    times = Counter(question.text for question in short if question.text in decided)
    return Tried(decided, times, len(questions) - len(short), len(short) - times.total())


def in_turns(questions: Iterable[Question]) -> list[str]:
    """Each text once: every member's first, then every member's second, and so on."""
    before = Counter[Hashable]()
    turns: list[tuple[int, int, str]] = []
    for place, question in enumerate(questions):
        turns.append((before[question.member], place, question.text))
        before[question.member] += 1
    return list(dict.fromkeys(text for _, _, text in sorted(turns)))


def within_time(
    texts: Iterable[str], deciders: Sequence[Decider], clock: Clock = monotonic
) -> Iterator[tuple[str, tuple[Decision, ...]]]:
    """Each text with one decision of each decider, until the time is up; the first ``CHUNK`` texts in any case."""
    until, rest = clock() + SECONDS, iter(texts)
    while chunk := list(islice(rest, CHUNK)):
        yield from zip(chunk, zip(*(decider.decide_many(chunk) for decider in deciders), strict=True), strict=True)
        if clock() >= until:
            return


async def decide_ahead(questions: Sequence[Question], decider: Decider) -> None:
    """Decide questions, newest first, while nobody waits for it, and rest for as long in between.

    A model of meaning takes several times as long for a question, and remembers those that it has read.
    """
    texts = in_turns(question for question in questions if len(question.text) <= LONG)
    for first in range(0, len(texts), AHEAD):
        start = monotonic()
        await asyncio.to_thread(decider.decide_many, texts[first : first + AHEAD])
        await asyncio.sleep(monotonic() - start)


class DecisionCache:
    """Decides with any matcher, and remembers what it decided for as long as that matcher is in use.

    A moderator proposes again and again, and clicks through the inbox: the questions asked are then decided under
    changed knowledge alone, and not even that once it has been saved. Threads may share it; one that asks what another
    is deciding with the same matcher waits for it.
    """

    MOST: Final = 4000
    """Questions remembered of one matcher, the newest."""

    def __init__(self) -> None:
        """Nothing is decided yet."""
        self._known: WeakKeyDictionary[Decider, _Decided] = WeakKeyDictionary()

    def over(self, decider: Decider) -> Decider:
        """The decider, which decides nothing again that it has decided before."""
        return _CachedDecider(decider, self._known.setdefault(decider, _Decided()))

    async def forget_member(self, member: str) -> None:
        """Forget every question: it is not known here which of them were that member's."""
        del member
        self._known.clear()


@dataclass(frozen=True, slots=True)
class _Decided:
    decisions: dict[str, Decision] = field(default_factory=dict[str, Decision])
    """Those decided longest ago first."""
    lock: Lock = field(default_factory=Lock)


@dataclass(frozen=True, slots=True)
class _CachedDecider:
    decider: Decider
    known: _Decided

    def decide_many(self, texts: Sequence[str]) -> list[Decision]:
        decisions = self.known.decisions
        with self.known.lock:
            new = [text for text in dict.fromkeys(texts) if text not in decisions]
            decisions.update(zip(new, self.decider.decide_many(new), strict=True))
            found = [decisions[text] for text in texts]
            for oldest in list(islice(decisions, max(0, len(decisions) - DecisionCache.MOST))):
                del decisions[oldest]
            return found
