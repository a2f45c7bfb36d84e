"""The moderators' work list: what members asked and did not get, what they voted for, and what has grown stale."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from time import monotonic
from typing import Final

from rapidfuzz import fuzz, process

from bot.editing.replay import LONG, Clock, Decider, DecisionCache, Tried, decide_again
from bot.editing.revision import RevisionStore, Scope
from bot.inbox.questions import Choice, EntryUse, InboxStore, Missed, OpenQuestion, RecentQuestion
from bot.matching.decision import Candidate, Decision, Kind
from bot.matching.language.english import stop_words
from bot.matching.language.normalize import normalise, stem, words_of
from bot.serving.snapshot import Snapshot
from bot.serving.snapshot_cache import SnapshotCache
from bot.usage.reports import Reports
from bot.workers.pool import WorkerPool

ALIKE: Final = 84
"""Of 100: how similar the words of two questions must be, by rapidfuzz's token_sort_ratio. Chosen so that a typo or a
plural does not part two questions, and another noun does."""
LONGEST: Final = 300
"""Characters of words up to which they are compared; longer ones share a group only where they are the same."""
SECONDS: Final = 1.0
"""How long questions are compared with each other; those left after it are grouped by the very same words alone. Two
thousand of ordinary length take a quarter of it."""
UNMATCHED: Final = timedelta(days=90)
"""For how long nobody asked for an entry that is stale."""
UNCHANGED: Final = timedelta(days=365)
"""For how long nobody changed it."""
UNHELPFUL: Final = 3
"""Marks "did not help" from which an entry is stale, when there are more of them than of "helped"."""
WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask the same thing."""

    text: str
    """The wording asked most."""
    texts: tuple[str, ...]
    """Every wording, most frequent first."""
    times: int


def grouped(texts: Iterable[str], key_of: Callable[[str], str], clock: Callable[[], float] = monotonic) -> list[Group]:
    """The questions in groups, most frequent first.

    Args:
        texts: questions, repeated as often as they were asked.
        key_of: the words of a question that carry its meaning, each once and in order: equal where two ask the same.
        clock: seconds that only grow.
    """
    until = clock() + SECONDS
    times = Counter(texts)
    members: dict[str, list[str]] = {}
    for text, _ in sorted(times.items(), key=lambda item: (-item[1], item[0])):
        key = key_of(text)
        if key not in members and len(key) <= LONGEST and clock() < until:
            # The words are in order, so that this is their token_sort_ratio.
            found = process.extractOne(key, members.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
            key = found[0] if found else key
        members.setdefault(key, []).append(text)
    groups = [
        Group(wordings[0], tuple(wordings), sum(times[text] for text in wordings)) for wordings in members.values()
    ]
    return sorted(groups, key=lambda group: (-group.times, group.text))


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """Alike questions that wait for a moderator."""

    group: Group
    closest: tuple[Candidate, ...]
    """The entries that come closest, best first."""
    missed: tuple[Missed, ...]
    """Why they are here, most frequent reason first."""


@dataclass(frozen=True, slots=True)
class Vote:
    """An entry that several members chose for a question it does not answer yet."""

    text: str
    entry: str
    members: int


class Staleness(StrEnum):
    """Why an entry should be looked at."""

    UNMATCHED = "unmatched"
    """It answered nothing in 90 days."""
    UNHELPFUL = "unhelpful"
    """It was often marked "did not help"."""
    UNCHANGED = "unchanged"
    """Nobody has changed it in a year."""


@dataclass(frozen=True, slots=True)
class StaleEntry:
    """An entry that may have grown stale."""

    entry: str
    why: tuple[Staleness, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """The numbers of the last week, shown in the first line of the list."""

    asked: int
    answered: int
    open: int
    """Groups that wait."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """Everything that waits in one server."""

    week: Week
    groups: tuple[OpenGroup, ...]
    votes: tuple[Vote, ...]
    tried: int = 0
    """Open questions that were decided again; one that would be answered now is no longer listed."""
    late: int = 0
    """Those for which no time was left, and which stay as they were recorded."""
    long: int = 0
    """Those too long to be decided again, which stay too."""


class Worklist:
    """Works out a server's inbox from its usage log."""

    def __init__(
        self,
        store: InboxStore,
        revisions: RevisionStore,
        reports: Reports,
        snapshots: SnapshotCache,
        clock: Callable[[], datetime],
        workers: WorkerPool,
        decision_cache: DecisionCache,
        *,
        kept_days: int,
        votes_needed: int,
        stopwatch: Clock = monotonic,
    ) -> None:
        """Prepare to work.

        Args:
            store: what was asked, chosen and dismissed.
            revisions: the history.
            reports: how many questions there were.
            library: what is being served.
            clock: the time now, aware, in UTC.
            workers: does what is heavy.
            decision_cache: decides, and knows what has been decided.
            kept_days: how long texts are kept.
            votes_needed: how many members make a proposal.
            stopwatch: seconds that only grow.
        """
        self._store = store
        self._revisions = revisions
        self._reports = reports
        self._snapshots = snapshots
        self._clock = clock
        self._workers = workers
        self._kept = timedelta(days=kept_days)
        self._votes_needed = votes_needed
        self._stopwatch = stopwatch
        self._decision_cache = decision_cache

    async def inbox(self, server: int) -> Inbox:
        """What waits in ``server``.

        Raises:
            StoreError: the database can't be read.
        """
        since = self._clock() - self._kept
        questions = await self._store.open_questions(server, since)
        choices = await self._store.choices(server, since)
        stats = await self._reports.stats(WEEK, server)
        snapshot = await self._snapshots.of(server)
        decider = self._decision_cache.over(snapshot.matcher)
        tried, groups = await self._workers.run(server, 0, _open_groups, decider, questions, self._stopwatch)
        votes = await self._workers.run(server, 0, _votes, snapshot, decider, choices, self._votes_needed)
        week = Week(stats.asked, stats.answered, len(groups))
        return Inbox(week, groups, votes, tried.asked, tried.late, tried.long)

    async def texts(self, server: int) -> Sequence[str]:
        """Every open question as it was typed, newest first; none is decided again.

        Raises:
            StoreError: the database can't be read.
        """
        return [question.text for question in await self._store.open_questions(server, self._clock() - self._kept)]

    async def dismiss(self, server: int, group: Sequence[str]) -> None:
        """Take these wordings off the list for good.

        Raises:
            StoreError: the database can't be written.
        """
        await self._store.dismiss(server, group, self._clock())

    async def stale(self, server: int, scope: Scope) -> tuple[StaleEntry, ...]:
        """The entries of what ``server`` sees that may have grown stale.

        Raises:
            StoreError: the database can't be read.
        """
        now = self._clock()
        uses = await self._store.entry_use(server, now - UNMATCHED)
        changed = dict(await self._revisions.changed(None))
        if scope is not None:
            changed |= await self._revisions.changed(scope)
        snapshot = await self._snapshots.of(server)
        found = (StaleEntry(key, _why(key, uses, changed, now)) for key in snapshot.knowledge.entries)
        return tuple(entry for entry in found if entry.why)


def meaningful_words(text: str) -> list[str]:
    """The stems of a question's words, without those that only frame it."""
    return [found for word in words_of(normalise(text)) if (found := stem(word)) not in stop_words()]


def same_words(text: str) -> str:
    """What is equal for two questions that ask the same: their meaningful words, each once and in order.

    One that is too long to be decided again is compared as it is.
    """
    if len(text) > LONG:
        return " ".join(text.casefold().split())
    return " ".join(sorted(set(meaningful_words(text) or text.casefold().split())))


def _open_groups(
    decider: Decider, questions: Sequence[OpenQuestion], stopwatch: Clock
) -> tuple[Tried, tuple[OpenGroup, ...]]:
    tried = decide_again(questions, decider, clock=stopwatch)
    now = {text: decision for text, (decision,) in tried.decisions.items()}
    asked: defaultdict[str, list[OpenQuestion]] = defaultdict(list)
    for question in questions:
        if _waits(question, now.get(question.text)):
            asked[question.text].append(question)
    texts = (text for text, same in asked.items() for _ in same)
    groups = grouped(texts, same_words, stopwatch)
    return tried, tuple(_open_group(group, asked, now) for group in groups)


def _waits(question: OpenQuestion, now: Decision | None) -> bool:
    """Whether the question is still open; one that was not decided again is."""
    if now is None:
        return True
    disliked = question.missed is Missed.UNHELPFUL and question.entry in now.entries
    return not now.reason.small_talk and (now.kind is not Kind.ANSWER or disliked)


def _open_group(group: Group, asked: Mapping[str, Sequence[OpenQuestion]], now: Mapping[str, Decision]) -> OpenGroup:
    found = Counter(question.missed for text in group.texts for question in asked[text])
    ordered = sorted(found, key=lambda reason: (-found[reason], reason))
    return OpenGroup(group, _closest(asked[group.text][0], now.get(group.text)), tuple(ordered))


def _closest(question: OpenQuestion, now: Decision | None) -> tuple[Candidate, ...]:
    """The entries that come closest now; of what was not decided again, the one that came closest then."""
    if now is not None:
        return now.candidates
    return (Candidate(question.entry, question.score),) if question.entry is not None else ()


def _votes(snapshot: Snapshot, decider: Decider, choices: Sequence[Choice], needed: int) -> tuple[Vote, ...]:
    members: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    wordings: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for choice in choices:
        if choice.entry in snapshot.knowledge.entries:
            key = (same_words(choice.text), choice.entry)
            members[key].add(choice.member)
            wordings[key].append(choice.text)
    ready = [(key, wordings[key][0]) for key, who in members.items() if len(who) >= needed]
    now = decide_again([RecentQuestion(text) for _, text in ready], decider).decisions
    votes = [
        Vote(text, key[1], len(members[key]))
        for key, text in ready
        if not any(one.kind is Kind.ANSWER and key[1] in one.entries for one in now.get(text, ()))
    ]
    return tuple(sorted(votes, key=lambda vote: (-vote.members, vote.text)))


def _why(
    key: str, uses: Mapping[str, EntryUse], changed: Mapping[str, datetime], now: datetime
) -> tuple[Staleness, ...]:
    use, since = uses.get(key), changed.get(key)
    why: list[Staleness] = []
    # An entry younger than that has not had its chance; one without a history is as young as the history.
    if use is None and since is not None and now - since > UNMATCHED:
        why.append(Staleness.UNMATCHED)
    if use is not None and use.unhelpful >= UNHELPFUL and use.unhelpful > use.helpful:
        why.append(Staleness.UNHELPFUL)
    if since is not None and now - since > UNCHANGED:
        why.append(Staleness.UNCHANGED)
    return tuple(why)
