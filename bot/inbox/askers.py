"""Those who still wait for an answer, and what the knowledge can answer them by now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.editing.replay import Decider, DecisionCache, decide_again
from bot.inbox.awaiting import Awaiting, AwaitingStore
from bot.inbox.handoff import Handoff
from bot.inbox.human_answers import LearnedStore
from bot.matching.decision import Decision, Kind
from bot.serving.snapshot_cache import SnapshotCache
from bot.workers.pool import WorkerPool


@dataclass(frozen=True, slots=True)
class Decided:
    """A question that waits, and what the bot would do with it by now."""

    question: Awaiting
    decision: Decision

    def by(self, entries: Collection[str]) -> bool:
        """Whether one of these entries answers it."""
        return self.decision.kind is Kind.ANSWER and any(entry in entries for entry in self.decision.entries)


class Askers:
    """Finds who can be told that there is an answer; every door that saves a change asks here."""

    def __init__(
        self,
        store: AwaitingStore,
        learned: LearnedStore,
        handoff: Handoff,
        snapshots: SnapshotCache,
        workers: WorkerPool,
        decision_cache: DecisionCache,
    ) -> None:
        """Prepare.

        Args:
            store: what waits.
            learned: what people replied meanwhile.
            handoff: for how long.
            snapshots: what is being served.
            workers: does what is heavy.
            decision_cache: decides, and knows what has been decided.
        """
        self._store = store
        self._learned = learned
        self._handoff = handoff
        self._snapshots = snapshots
        self._workers = workers
        self._decision_cache = decision_cache

    async def answered_by(self, server: int, entries: Collection[str]) -> Sequence[Decided]:
        """The questions that wait in a message of the server and are answered with one of these entries now.

        Oldest first. Those for which there is no time are left out, and those whom somebody has answered.

        Raises:
            StoreError: the database can't be read.
        """
        replied = {one.question for one in await self._learned.learned(server, self._handoff.since)}
        decided = [one for one in await self._decided(server) if one.question.question not in replied]
        return [one for one in decided if one.by(entries)]

    async def note_change(self, server: int, entries: Collection[str]) -> None:
        """Once these entries have changed: close the moderators' posts about what they answer now, and open those
        again about what nothing answers any longer.

        Raises:
            StoreError: the database can't be read or written.
        """
        decided = await self._decided(server)
        known = [one.question.question for one in decided if one.by(entries)]
        unknown = [one.question.question for one in decided if one.decision.kind is not Kind.ANSWER]
        await self._handoff.knows(server, known, unknown)

    async def _decided(self, server: int) -> Sequence[Decided]:
        waiting = [one for one in await self._store.waiting(server, self._handoff.since) if one.message is not None]
        if not waiting:
            return ()
        snapshot = await self._snapshots.of(server)
        decider = self._decision_cache.over(snapshot.matcher)
        return await self._workers.run(server, 0, _decide, decider, waiting)


def _decide(decider: Decider, waiting: Sequence[Awaiting]) -> Sequence[Decided]:
    now = decide_again(waiting, decider).decisions
    return tuple(Decided(one, decision) for one in waiting for decision in now.get(one.text, ()))
