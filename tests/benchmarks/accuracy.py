"""Right answers and honest silence: every matcher on the same problems."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from statistics import fmean
from time import perf_counter

import numpy as np

from bot.matching.decision import Kind
from tests.benchmarks.errors import MissingPeerError
from tests.benchmarks.measures import at_false_answers, auroc, calibration_error
from tests.benchmarks.peers.base import Judged, Peer
from tests.benchmarks.peers.registry import Maker
from tests.benchmarks.sets import Labelled, Problem
from tests.benchmarks.tables import NOTHING, Table, percent, seconds, status

TIMED = 300
_WARM_UP = 20
_SCORE_EVERY_PHRASE = ("wratio", "token-sort", "thefuzz", "tfidf-nearest")
_LARGE = 5_000
"""Phrases from which on these are left out, unless they are named."""

Asked = list[tuple[Labelled, Judged]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Shares at the default thresholds, of the questions inside, outside, and inside with typing slips."""

    answered_right: float | None
    answered_wrong: float | None
    suggested_right: float | None
    false_answers: float | None
    typos_right: float | None
    typos_wrong: float | None


@dataclass(frozen=True, slots=True)
class Result:
    """How one matcher did on one problem."""

    peer: Peer
    inside: Asked
    typos: Asked
    outside: Asked
    build_s: float
    latency_ms: tuple[float, float]
    """p50 and p99, one question at a time."""

    @property
    def confidence(self) -> list[float]:
        """The confidence of each question inside."""
        return [judged.confidence for _, judged in self.inside]

    @property
    def right(self) -> list[bool]:
        """Whether each question inside has an expected entry first."""
        return [_hit(asked, judged, 1) for asked, judged in self.inside]

    @property
    def confidence_outside(self) -> list[float]:
        """The confidence of each question outside."""
        return [judged.confidence for _, judged in self.outside]

    @property
    def chosen(self) -> "Chosen | None":
        """What came of the default thresholds; ``None`` for a matcher that does not decide."""
        if not self.decides:
            return None
        return Chosen(
            answered_right=_mean([_answered(asked, judged, right=True) for asked, judged in self.inside]),
            answered_wrong=_mean([_answered(asked, judged, right=False) for asked, judged in self.inside]),
            suggested_right=_mean([_suggested(asked, judged) for asked, judged in self.inside]),
            false_answers=_mean([judged.kind is Kind.ANSWER for _, judged in self.outside]),
            typos_right=_mean([_answered(asked, judged, right=True) for asked, judged in self.typos]),
            typos_wrong=_mean([_answered(asked, judged, right=False) for asked, judged in self.typos]),
        )

    @property
    def decides(self) -> bool:
        """Whether the matcher makes decisions, rather than a ranking alone."""
        return all(judged.kind is not None for _, judged in self.inside)


def compare(problem: Problem, chosen: Iterable[tuple[str, Maker]], *, named: bool) -> tuple[list[Result], list[str]]:
    """Every matcher on one problem, and which were skipped and why; ``named`` keeps those that are slow."""
    results: list[Result] = []
    skipped: list[str] = []
    large = sum(len(entry.questions) for entry in problem.knowledge) > _LARGE
    for name, maker in chosen:
        if large and not named and name in _SCORE_EVERY_PHRASE:
            skipped.append(f"{name}, too slow over this many phrases unless it is named")
            continue
        with status.status(f"{problem.name}: {name}"):
            try:
                results.append(run(maker(), problem))
            except MissingPeerError as missing:
                skipped.append(str(missing))
    return results, skipped


def run(peer: Peer, problem: Problem) -> Result:
    """Fit ``peer`` and ask it everything."""
    start = perf_counter()
    peer.fit(problem.knowledge)
    build_s = perf_counter() - start
    latency = time_questions(peer.rank, [question.text for question in problem.inside])
    groups = [_ask(peer, group) for group in (problem.inside, problem.typos, problem.outside)]
    return Result(peer, *groups, build_s=build_s, latency_ms=latency)


def _ask(peer: Peer, questions: Sequence[Labelled]) -> Asked:
    if not questions:
        return []
    return list(zip(questions, peer.judge_many([question.text for question in questions]), strict=True))


def time_questions(rank: Callable[[str], object], texts: Sequence[str]) -> tuple[float, float]:
    """(p50, p99) in milliseconds over the first 300 texts, after twenty others to warm up."""
    for text in texts[TIMED : TIMED + _WARM_UP]:
        rank(text)
    took: list[float] = []
    for text in texts[:TIMED]:
        start = perf_counter()
        rank(text)
        took.append((perf_counter() - start) * 1000)
    return float(np.percentile(took, 50)), float(np.percentile(took, 99))


COLUMNS = (
    "matcher",
    "hit@1",
    "hit@3",
    "typos hit@1",
    "AUROC",
    "right at 5 %",
    "wrong at 5 %",
    "answered right",
    "wrong",
    "suggested right",
    "false answers",
    "typos right",
    "typos wrong",
    "ECE",
    "build s",
    "p50 ms",
    "p99 ms",
)


def table(problem: Problem, results: Sequence[Result], skipped: Sequence[str]) -> Table:
    """One row a matcher. Accuracies are in percent; a dash where there is nothing to measure."""
    asked = f"{len(problem.inside)} questions inside, {len(problem.outside)} outside, {len(problem.knowledge)} entries"
    notes = [*_NOTES, *(f"Skipped: {reason}." for reason in skipped)]
    return Table(f"{problem.name}: {asked}", COLUMNS, [_row(result) for result in results], notes)


_NOTES = (
    "Percent, but for AUROC, seconds and milliseconds. ECE: expected calibration error, inside and outside.",
    "AUROC: of how sure a matcher is that there is an answer: its first score; this project's says so for all entries.",
    "At 5 %: shares of the questions inside, with the threshold at which 5 % of those outside get an answer.",
    "Answered, suggested, false answers and the last two about typos: at the default thresholds.",
)


def _row(result: Result) -> list[str]:
    at_five = at_false_answers(result.confidence, result.right, result.confidence_outside) or (None, None)
    inside, outside = ([judged.inside for _, judged in group] for group in (result.inside, result.outside))
    area = auroc(inside, outside)
    return [
        result.peer.name,
        percent(_mean(result.right)),
        percent(_mean([_hit(asked, judged, 3) for asked, judged in result.inside])),
        percent(_mean([_hit(asked, judged, 1) for asked, judged in result.typos])),
        NOTHING if area is None else f"{area:.3f}",
        *map(percent, at_five),
        *(map(percent, astuple(result.chosen)) if result.chosen else [NOTHING] * 6),
        percent(_calibration(result)),
        seconds(result.build_s),
        *(f"{value:.2f}" for value in result.latency_ms),
    ]


def _answered(asked: Labelled, judged: Judged, *, right: bool) -> bool:
    return judged.kind is Kind.ANSWER and (judged.entries[0] in asked.keys) is right


def _suggested(asked: Labelled, judged: Judged) -> bool:
    return judged.kind is Kind.SUGGESTIONS and not asked.keys.isdisjoint(judged.entries)


def _calibration(result: Result) -> float | None:
    """Over questions inside and outside together; an answer to one outside is never right."""
    if not result.peer.probabilistic:
        return None
    confidence = result.confidence + result.confidence_outside
    return calibration_error(confidence, result.right + [False] * len(result.outside))


def _hit(asked: Labelled, judged: Judged, depth: int) -> bool:
    return any(key in asked.keys for key, _ in judged.ranking[:depth])


def _mean(values: Sequence[bool]) -> float | None:
    return fmean(values) if values else None
