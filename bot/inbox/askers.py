"""Those who still wait for an answer, and what the knowledge can answer them by now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.editing.replay import Decider, DecisionCache, decide_again
from bot.inbox.awaiting import Awaiting, AwaitingStore
from bot.inbox.handoff import Handoff
from bot.matching.decision import Decision, Kind
from bot.serving.snapshot_cache import SnapshotCache
from bot.workers.pool import WorkerPool


@dataclass(frozen=True, slots=True)
class Answerable:
    """A question that waits, and that the bot would answer by now."""

    question: Awaiting
    decision: Decision


class Askers:
    """Finds who can be told that there is an answer; every door that saves a change asks here."""

    def __init__(
        self,
        store: AwaitingStore,
        handoff: Handoff,
        snapshots: SnapshotCache,
        workers: WorkerPool,
        decision_cache: DecisionCache,
    ) -> None:
        """Prepare.

        Args:
            store: what waits.
            handoff: for how long.
            snapshots: what is being served.
            workers: does what is heavy.
            decision_cache: decides, and knows what has been decided.
        """
        self._store = store
        self._handoff = handoff
        self._snapshots = snapshots
        self._workers = workers
        self._decision_cache = decision_cache

    async def answered_by(self, server: int, entries: Collection[str]) -> Sequence[Answerable]:
        """The questions that wait in a message of the server and are answered with one of these entries now.

        Oldest first. Those for which there is no time are left out.

        Raises:
            StoreError: the database can't be read.
        """
        waiting = [one for one in await self._store.waiting(server, self._handoff.since) if one.message is not None]
        if not waiting:
            return ()
        snapshot = await self._snapshots.of(server)
        decider = self._decision_cache.over(snapshot.matcher)
        return await self._workers.run(server, 0, _answered_by, decider, waiting, frozenset(entries))


def _answered_by(decider: Decider, waiting: Sequence[Awaiting], entries: Collection[str]) -> Sequence[Answerable]:
    now = decide_again(waiting, decider).decisions
    decided = ((one, decision) for one in waiting for decision in now.get(one.text, ()))
    return tuple(
        Answerable(one, decision)
        for one, decision in decided
        if decision.kind is Kind.ANSWER and any(entry in entries for entry in decision.entries)
    )
