"""Does confidence mean the same for any knowledge base? Of decisions at 0.9, about 90 % should be right."""

import random
from collections.abc import Sequence
from dataclasses import replace

from bot.knowledge.model import KnowledgeBase
from tests.benchmarks.accuracy import Result, run
from tests.benchmarks.measures import calibration_error
from tests.benchmarks.peers.registry import make
from tests.benchmarks.sets import SEED, Labelled, Problem, Sets
from tests.benchmarks.tables import NOTHING, Table, percent, status

BINS = ((0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01))
_SETS = {"clinc-titles": (20, 150), "clinc-5": (20, 150), "clinc-10": (10, 20, 50, 150), "banking-10": (20, 77)}
"""Numbers of entries that are kept of each."""
_INSIDE, _OUTSIDE = 800, 400
"""Two thirds of the questions have an answer: about what a channel for questions sees."""


def table(source: Sets, matcher: str) -> Table:
    """A row for each set and number of entries kept: the error, and how many were right at which confidence."""
    rows: list[list[str]] = []
    for name, entries in _SETS.items():
        problem = source.problem(name)
        for count in entries:
            with status.status(f"{name} of {count} entries"):
                result = run(make(matcher), cut(problem, count))
            confidence = result.confidence + result.confidence_outside
            right = result.right + [False] * len(result.outside)
            cells = [_cell(confidence, right, low, high) for low, high in BINS]
            rows.append(
                [problem.name, str(count), percent(calibration_error(confidence, right)), *cells, *_decided(result)]
            )
    bins = [f"{low:g} to {min(high, 1):g}" for low, high in BINS]
    columns = ("set", "entries", "ECE", *bins, "answered right", "answered wrong", "false answers")
    notes = [
        "Under each confidence: percent that were right, and of how many. A third of the questions are out of scope."
    ]
    return Table(f"Calibration of {matcher}", columns, rows, notes)


def cut(problem: Problem, entries: int) -> Problem:
    """``problem`` with so many of its entries, drawn at random; questions of the others count as out of scope."""
    rng = random.Random(SEED)
    (topic,) = problem.knowledge.topics
    kept = {entry.key for entry in rng.sample(topic.entries, min(entries, len(topic.entries)))}
    knowledge = KnowledgeBase((replace(topic, entries=tuple(entry for entry in topic.entries if entry.key in kept)),))
    inside = [question for question in problem.inside if question.keys <= kept]
    others = [Labelled(question.text) for question in problem.inside if not question.keys <= kept]
    outside = (*problem.outside, *rng.sample(others, min(len(others), _OUTSIDE)))
    inside = rng.sample(inside, min(len(inside), _INSIDE))
    half = min(len(outside), len(inside) // 2)
    return Problem(problem.name, knowledge, tuple(inside), (), tuple(rng.sample(outside, half)))


def _cell(confidence: Sequence[float], right: Sequence[bool], low: float, high: float) -> str:
    hits = [hit for score, hit in zip(confidence, right, strict=True) if low <= score < high]
    return f"{100 * sum(hits) / len(hits):.0f} ({len(hits)})" if hits else NOTHING


def _decided(result: Result) -> list[str]:
    if (chosen := result.chosen) is None:
        return [NOTHING] * 3
    return [percent(chosen.answered_right), percent(chosen.answered_wrong), percent(chosen.false_answers)]
