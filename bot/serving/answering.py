"""Answering a question, however it was asked: a decision, together with the knowledge base it was made from."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter_ns
from typing import TYPE_CHECKING, Final

from bot.matching.decision import Context, Decision
from bot.serving.snapshot import Snapshot

if TYPE_CHECKING:  # `ask` in the terminal needs no cache, nor the workers that it loads
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

    async def answer(self, question: Question, server: int | None = None) -> Answered:
        """Decide ``question`` from what ``server`` sees; ``None`` stands for the shared base.

        The first question of a server with an overlay waits for its matcher; a long one is decided off the event loop.
        """
        snapshot, number = await self._snapshots.of(server), self._new_id()
        if len(question.text) > LONG:
            import asyncio  # 30 ms, which the terminal's ``ask`` does without

            return await asyncio.to_thread(answer_from, snapshot, question, number)
        return answer_from(snapshot, question, number)
