"""The moderators' work list: what members asked and did not get, what they voted for, and what has grown stale."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from bot.editing.replay import Clock, Decider, DecisionCache, decide_again
from bot.editing.revision import RevisionStore, Scope
from bot.inbox.grouping import same_words
from bot.inbox.open_groups import OpenGroup, sorted_out
from bot.inbox.questions import Choice, InboxStore, RecentQuestion
from bot.inbox.staleness import UNMATCHED, StaleEntry, reasons
from bot.inbox.week import DAYS, Week, week_of
from bot.matching.decision import Kind
from bot.serving.snapshot import Snapshot
from bot.serving.snapshot_cache import SnapshotCache
from bot.workers.pool import WorkerPool


@dataclass(frozen=True, slots=True)
class Vote:
    """An entry that several members chose for a question it does not answer yet."""

    text: str
    entry: str
    members: int


@dataclass(frozen=True, slots=True)
class Inbox:
    """Everything that waits in one server."""

    week: Week
    groups: tuple[OpenGroup, ...]
    votes: tuple[Vote, ...]
    illegible: tuple[OpenGroup, ...] = ()
    """Questions in other languages and nonsense, apart from the others."""
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
            store: what was asked and chosen.
            revisions: the history.
            snapshots: what is being served.
            clock: the time now, aware, in UTC.
            workers: does what is heavy.
            decision_cache: decides, and knows what has been decided.
            kept_days: how long texts are kept.
            votes_needed: how many members make a proposal.
            stopwatch: seconds that only grow.
        """
        self._store = store
        self._revisions = revisions
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
        now = self._clock()
        since, lately = now - self._kept, now - DAYS
        questions = await self._store.open_questions(server, since)
        choices = await self._store.choices(server, since)
        counts = await self._store.counts(server, lately)
        snapshot = await self._snapshots.of(server)
        decider = self._decision_cache.over(snapshot.matcher)
        reads = snapshot.matcher.reads
        missing = await self._workers.run(server, 0, sorted_out, questions, decider, reads, self._stopwatch)
        votes = await self._workers.run(server, 0, _votes, snapshot, decider, choices, self._votes_needed)
        week = week_of(counts, [one for one in questions if one.at >= lately], missing.became)
        tried = missing.tried
        return Inbox(week, missing.groups, votes, missing.illegible, tried.asked, tried.late, tried.long)

    async def texts(self, server: int) -> Sequence[str]:
        """Every open question as it was typed, newest first; none is decided again.

        Raises:
            StoreError: the database can't be read.
        """
        return [question.text for question in await self._store.open_questions(server, self._clock() - self._kept)]

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
        found = (StaleEntry(key, reasons(key, uses, changed, now)) for key in snapshot.knowledge.entries)
        return tuple(entry for entry in found if entry.why)


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
