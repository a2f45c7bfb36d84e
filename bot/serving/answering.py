"""Answering a question, however it was asked: a decision, together with the knowledge base it was made from."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter_ns
from typing import TYPE_CHECKING, Final

from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.decision import Context, Decision, Kind
from bot.serving.snapshot import Snapshot

if TYPE_CHECKING:  # `ask` in the terminal needs no cache, nor the workers that it loads
    from concurrent.futures import ThreadPoolExecutor

    from bot.serving.snapshot_cache import SnapshotCache


LONG: Final = 300
"""Characters beyond which deciding a question may take more than the event loop can wait."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a person typed, and the answer it follows up on, if any."""

    text: str
    context: Context | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A decision, the snapshot it was made with, and the id under which feedback and choices refer to it."""

    id: int
    question: Question
    decision: Decision
    snapshot: Snapshot
    took_us: int
    """Microseconds spent deciding."""


def fallback_of(knowledge: KnowledgeBase, decision: Decision) -> Entry | None:
    """The entry to offer where nothing answers, of the topic that comes closest; ``None`` where something does."""
    if decision.kind is not Kind.UNKNOWN or decision.reason.small_talk is not None or decision.instead is not None:
        return None
    return knowledge.fallback(decision.candidates[0].entry if decision.candidates else None)


def answer_from(snapshot: Snapshot, question: Question, question_id: int) -> Answered:
    """Decide ``question`` from ``snapshot``. Arithmetic, well under a millisecond unless it is longer than ``LONG``."""
    start = perf_counter_ns()
    decision = snapshot.matcher.decide(question.text, question.context)
    took_us = (perf_counter_ns() - start) // 1000
    return Answered(question_id, question, decision, snapshot, took_us)


class Answerer:
    """Decides questions against the snapshot in force."""

    def __init__(self, snapshots: "SnapshotCache", new_id: Callable[[], int]) -> None:
        """``new_id`` gives a fresh question id of 63 random bits, so that it fits a signed 64-bit column."""
        self._snapshots = snapshots
        self._new_id = new_id
        self._thread: ThreadPoolExecutor | None = None
        """One: several would be no quicker, and each takes its turn with the interpreter's lock before the loop."""

    async def answer(self, question: Question, server: int | None = None) -> Answered:
        """Decide ``question`` from what ``server`` sees; ``None`` stands for the shared base.

        The first question of a server with an overlay waits for its matcher. A long one is decided off the event loop,
        and so is every one that an encoder reads for its meaning.
        """
        snapshot, number = await self._snapshots.of(server), self._new_id()
        if len(question.text) <= LONG and snapshot.matcher.encoder is None:
            return answer_from(snapshot, question, number)
        import asyncio  # 30 ms, which the terminal's ``ask`` does without
        from concurrent.futures import ThreadPoolExecutor

        self._thread = self._thread or ThreadPoolExecutor(1, "answer")
        return await asyncio.get_running_loop().run_in_executor(self._thread, answer_from, snapshot, question, number)
