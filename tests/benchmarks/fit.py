"""The weights of the candidates' features, fitted to questions whose answers are known.

This is how ``bot/matching/confidence/calibration.py`` got its numbers.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.confidence.calibration import CandidateFeatures
from bot.matching.index import CANDIDATES, Index
from bot.matching.language.normalize import normalise, words_of
from tests.benchmarks.measures import auroc, calibration_error
from tests.benchmarks.peers.base import load
from tests.benchmarks.sets import SEED, Labelled, Problem, Sets
from tests.benchmarks.tables import NOTHING, Table, percent, status

Floats = NDArray[np.float64]
ASKED = 700
"""Questions of each sort taken from a problem; all problems weigh the same."""
_OUTSIDE = 0.5
"""What the questions outside weigh in all beside those inside: about what a channel for questions sees."""
_SHRINKAGE = 1.0
_REALLY_OUTSIDE = ("clinc-full", "clinc-10", "clinc-5", "clinc-titles")
"""The sets whose questions out of scope are not just those of labels left out; the bot's own questions are too."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The features of the candidates for one problem's questions."""

    name: str
    found: Floats
    """Questions by candidates by features and 1."""
    present: NDArray[np.bool_]
    """Questions by candidates."""
    bonus: Floats
    """Questions by candidates: what is added for subjects that are named."""
    right: NDArray[np.int64]
    """The candidate that is right; ``CANDIDATES`` when none is."""
    outside: NDArray[np.bool_]


def seen(problem: Problem) -> Seen:
    """Ask everything that ``problem`` has, with and without slips."""
    problem = problem.sample(ASKED)
    index = Index.of(problem.knowledge)
    keys = [entry.key for entry in problem.knowledge]
    inside = [(question, False) for question in (*problem.inside, *problem.typos)]
    asked = inside + [(question, True) for question in problem.outside]
    rows = [(_candidates(index, question, keys), outside) for question, outside in asked]
    kept = [(row, outside) for row, outside in rows if row]
    found = np.zeros((len(kept), CANDIDATES, len(CandidateFeatures._fields) + 1))
    present = np.zeros(found.shape[:2], np.bool_)
    bonus = np.zeros(found.shape[:2])
    right = np.full(len(kept), CANDIDATES)
    for number, ((features, more, place), _) in enumerate(kept):
        found[number, : len(features), :-1] = features
        found[number, : len(features), -1] = 1
        present[number, : len(features)] = True
        bonus[number, : len(more)] = more
        right[number] = place
    return Seen(problem.name, found, present, bonus, right, np.array([outside for _, outside in kept], np.bool_))


def _candidates(
    index: Index, question: Labelled, keys: Sequence[str]
) -> tuple[list[CandidateFeatures], list[float], int] | None:
    words = words_of(normalise(question.text))
    found = index.candidates(index.score(words)) if words else []
    if not found:
        return None
    numbers = [number for number, _, _ in found]
    right = [place for place, number in enumerate(numbers) if keys[number] in question.keys]
    return [each for _, each, _ in found], [more for _, _, more in found], right[0] if right else CANDIDATES


def fitted(problems: Iterable[Seen]) -> Floats:
    """The weights, and the offset last, that make the right outcomes likeliest; shrunk a little towards zero.

    Raises MissingPeerError where scipy is not installed.
    """
    optimize = load("scipy.optimize", "scipy")
    parts = list(problems)
    found = np.concatenate([part.found for part in parts])
    present = np.concatenate([part.present for part in parts])
    bonus = np.concatenate([part.bonus for part in parts])
    right = np.concatenate([part.right for part in parts])
    share = np.concatenate([_shares(part.outside) for part in parts])
    scale = np.append(found[present].std(axis=0)[:-1], 1.0)
    is_right = np.eye(CANDIDATES + 1)[right]

    def loss(weights: Floats) -> tuple[float, Floats]:
        chances = _chances(found @ (weights / scale), bonus, present)
        likely = np.log(np.maximum((chances * is_right).sum(axis=1), 1e-12))
        off = (chances - is_right)[:, :CANDIDATES] * present
        shrunk = np.append(weights[:-1], 0.0) * _SHRINKAGE
        gradient = np.einsum("q,qc,qcf->f", share, off, found) / scale + shrunk
        return float(-share @ likely + shrunk @ weights / 2), gradient

    return optimize.minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B").x / scale


def table(sets: Sets, own: Problem) -> Table:
    """The weights fitted to everything, to what is out of scope for real, and to all sources but one, on that one."""
    sources = {"banking": _problems(sets, "banking"), "clinc": _problems(sets, "clinc"), "own": iter([own])}
    with status.status("deciding"):
        groups = {name: [seen(problem) for problem in problems] for name, problems in sources.items()}
    parts = [part for group in groups.values() for part in group]
    chosen = [part for part in parts if part.name in (*_REALLY_OUTSIDE, own.name)]
    rows = [
        [name, *_written(fitted(some)), *[NOTHING] * 3]
        for name, some in (("all", parts), ("out of scope for real", chosen))
    ]
    for name, group in groups.items():
        weights = fitted(part for other in groups.values() if other is not group for part in other)
        rows.append([f"all but {name}", *_written(weights), *[NOTHING] * 3])
        rows += [[f"… on {part.name}", *[NOTHING] * len(weights), *_measured(part, weights)] for part in group]
    columns = ("fitted to", *CandidateFeatures._fields, "offset", "hit@1", "AUROC", "ECE")
    return Table("Weights of the features", columns, rows, ["Each source is measured with weights that never saw it."])


def _problems(sets: Sets, name: str) -> Iterator[Problem]:
    for size in ("full", "10", "5", "titles", "near"):
        yield sets.problem(f"{name}-{size}")
    for questions in (10, 5, 0):
        for entries in (20, 50):
            yield sets.small(name, questions, entries, SEED)


def _measured(part: Seen, weights: Floats) -> list[str]:
    chances = _chances(part.found @ weights, part.bonus, part.present)[:, :CANDIDATES]
    best = chances.max(axis=1)
    right = chances.argmax(axis=1) == part.right
    area = auroc(best[~part.outside].tolist(), best[part.outside].tolist())
    error = calibration_error(best.tolist(), right.tolist())
    hit = float(right[~part.outside].mean())
    return [percent(hit), NOTHING if area is None else f"{area:.3f}", percent(error)]


def _shares(outside: NDArray[np.bool_]) -> Floats:
    raw = np.where(outside, _OUTSIDE / max(outside.sum(), 1), 1 / max((~outside).sum(), 1))
    return raw / raw.sum() * ASKED


def _chances(odds: Floats, bonus: Floats, present: NDArray[np.bool_]) -> Floats:
    """Questions by candidates and, last, none of them."""
    utilities = np.append(np.where(present, odds + bonus, -np.inf), np.zeros((len(odds), 1)), axis=1)
    shares = np.exp(utilities - utilities.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def _written(weights: Floats) -> list[str]:
    return [f"{weight:.2f}" for weight in weights]
