"""What became of the questions that were missed: alike ones in groups, those that still wait apart from the others."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.editing.replay import Clock, Decider, Tried, decide_again
from bot.inbox.grouping import Group, grouped, same_words
from bot.inbox.questions import Missed, OpenQuestion
from bot.matching.decision import Candidate, Decision, Kind


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """Alike questions that wait for a moderator."""

    group: Group
    closest: tuple[Candidate, ...]
    """The entries that come closest, best first."""
    questions: tuple[OpenQuestion, ...]
    """All of them, newest first; at least one."""

    @property
    def newest(self) -> OpenQuestion:
        """The one asked last."""
        return self.questions[0]

    @property
    def missed(self) -> tuple[Missed, ...]:
        """Why they are here, most frequent reason first."""
        found = Counter(question.missed for question in self.questions)
        return tuple(sorted(found, key=lambda reason: (-found[reason], reason)))

    @property
    def unhelpful(self) -> tuple[str, ...]:
        """The keys of the entries that were answered and did not help, most frequent first."""
        disliked = (one.entry for one in self.questions if one.missed is Missed.UNHELPFUL and one.entry is not None)
        return tuple(entry for entry, _ in Counter(disliked).most_common())


class Became(StrEnum):
    """What a question that was missed is by now."""

    OPEN = "open"
    ILLEGIBLE = "illegible"
    """It has no answer, and is nonsense or in another language."""
    ANSWERED = "answered"
    """It would be answered now."""
    SMALL_TALK = "small talk"
    """It would be taken for small talk now."""


@dataclass(frozen=True, slots=True)
class Missing:
    """The questions that were missed, sorted."""

    tried: Tried
    groups: tuple[OpenGroup, ...] = ()
    """Those that wait: most frequent first, and newest first within a count."""
    illegible: tuple[OpenGroup, ...] = ()
    """Those that wait although nobody can make anything of them, in the same order."""
    became: Mapping[int, Became] = field(default_factory=dict[int, Became])
    """What each became, by its id."""


def sorted_out(
    questions: Sequence[OpenQuestion], decider: Decider, reads: Callable[[str], bool], stopwatch: Clock
) -> Missing:
    """Decide the questions again, and put those that still wait in groups.

    Args:
        questions: what was missed, newest first.
        decider: of what is known now.
        reads: whether a text says something in a language that is known.
        stopwatch: seconds that only grow.
    """
    tried = decide_again(questions, decider, clock=stopwatch)
    now = {text: decision for text, (decision,) in tried.decisions.items()}
    legible = {one.text: reads(one.text) for one in questions if one.missed is Missed.UNKNOWN}
    became = {one.id: _became(one, now.get(one.text), legible=legible.get(one.text, True)) for one in questions}

    def groups(which: Became) -> tuple[OpenGroup, ...]:
        return _groups([one for one in questions if became[one.id] is which], now, stopwatch)

    return Missing(tried, groups(Became.OPEN), groups(Became.ILLEGIBLE), became)


def _became(question: OpenQuestion, now: Decision | None, *, legible: bool) -> Became:
    """One that was not decided again is what it was."""
    if now is not None:
        disliked = question.missed is Missed.UNHELPFUL and question.entry in now.entries
        if now.reason.small_talk:
            return Became.SMALL_TALK
        if now.kind is Kind.ANSWER and not disliked:
            return Became.ANSWERED
        legible = legible or now.kind is not Kind.UNKNOWN
    return Became.OPEN if legible else Became.ILLEGIBLE


def _groups(questions: Iterable[OpenQuestion], now: Mapping[str, Decision], stopwatch: Clock) -> tuple[OpenGroup, ...]:
    asked: defaultdict[str, list[OpenQuestion]] = defaultdict(list)
    for question in questions:
        asked[question.text].append(question)
    texts = (text for text, same in asked.items() for _ in same)
    groups = (_open_group(group, asked, now) for group in grouped(texts, same_words, stopwatch))
    # Stable: those of one count and one time stay in the order of their words.
    return tuple(sorted(groups, key=lambda one: (-one.group.times, -one.newest.at.timestamp())))


def _open_group(group: Group, asked: Mapping[str, Sequence[OpenQuestion]], now: Mapping[str, Decision]) -> OpenGroup:
    found = [question for text in group.texts for question in asked[text]]
    found.sort(key=lambda one: one.at, reverse=True)
    return OpenGroup(group, _closest(asked[group.text][0], now.get(group.text)), tuple(found))


def _closest(question: OpenQuestion, now: Decision | None) -> tuple[Candidate, ...]:
    """The entries that come closest now; of what was not decided again, the one that came closest then."""
    if now is not None:
        return now.candidates
    return (Candidate(question.entry, question.score),) if question.entry is not None else ()
