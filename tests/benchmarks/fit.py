"""The weights of the candidates' features, fitted to questions whose answers are known.

This is how ``bot/matching/confidence/calibration.py`` got its numbers.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.matching.confidence.calibration import CandidateFeatures
from bot.matching.confidence.overlap import USUAL
from bot.matching.index import CANDIDATES, Index
from bot.matching.language.normalize import normalise
from bot.matching.vectors.encoder import Encoder
from tests.benchmarks.few.problems import Family
from tests.benchmarks.measures import auroc, calibration_error
from tests.benchmarks.peers.base import load
from tests.benchmarks.sets import SEED, Labelled, Problem
from tests.benchmarks.tables import NOTHING, Table, percent, status

Floats = NDArray[np.float64]
ASKED: Final = 250
"""Questions of each sort taken from a family; all families of a source weigh the same."""
SHARES: Final[Mapping[str, float]] = {"banking": 0.25, "clinc": 0.2, "made by hand": 0.3, "bundled": 0.25}
"""What each source weighs: the last two are what people write."""
_SORTS: Final[Mapping[str, float]] = {"inside": 1.0, "typos": 0.3, "near": 0.34, "far": 0.2, "frames": 0.05}
"""What each sort of question weighs in all: about what a channel for questions sees."""
_NEARER: Final = 2
"""The power of the overlap by which near misses weigh: where entries are alike, much that is alike is asked besides."""
_SHRINKAGE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Seen:
    """The features of the candidates for one family's questions."""

    source: str
    name: str
    found: Floats
    """Questions by candidates by features and 1."""
    present: NDArray[np.bool_]
    """Questions by candidates."""
    right: NDArray[np.int64]
    """The candidate that is right; ``CANDIDATES`` when none is."""
    weights: Floats
    """What each question weighs."""
    inside: NDArray[np.bool_]


def seen(family: Family, encoder: Encoder | None) -> Seen:
    """Ask everything that ``family`` has."""
    asked: list[tuple[list[CandidateFeatures], int, str, float]] = []
    for problem in family.sample(ASKED).problems:
        index = Index.of(problem.knowledge, encoder)
        keys = [entry.key for entry in problem.knowledge]
        for sort, questions in _sorts(problem, index):
            share = _SORTS[sort] * ((index.overlap / USUAL) ** _NEARER if sort == "near" else 1)
            asked += [(*row, sort, share) for each in questions if (row := _candidates(index, each, keys))]
    found = np.zeros((len(asked), CANDIDATES, len(CandidateFeatures._fields) + 1))
    present = np.zeros(found.shape[:2], np.bool_)
    for number, (features, *_) in enumerate(asked):
        found[number, : len(features), :-1] = features
        found[number, : len(features), -1] = 1
        present[number, : len(features)] = True
    sorts = np.array([sort for *_, sort, _ in asked])
    weights = np.array([share / (sorts == sort).sum() for *_, sort, share in asked])
    right = np.array([place for _, place, *_ in asked])
    source = next(source for source in SHARES if family.name.startswith(source))
    return Seen(source, family.name, found, present, right, weights * ASKED, sorts == "inside")


def _sorts(problem: Problem, index: Index) -> Iterator[tuple[str, Sequence[Labelled]]]:
    yield from (("inside", problem.inside), ("typos", problem.typos), ("near", problem.near), ("far", problem.far))
    others = [question.text for question in problem.far]
    yield "frames", list(_frames(index, others))


def _frames(index: Index, others: Iterable[str]) -> Iterator[Labelled]:
    """Names and questions of the knowledge base, in which foreign words stand in the place of those that tell.

    What frames a question is in most others too: that it is alike says nothing.
    """
    language, rng = index.language, random.Random(SEED)
    foreign = sorted({word for text in others for word in language.words_of(normalise(text))})
    foreign = [word for word in foreign if not index.corrector.knows(word)]
    for number in index.corpus.named.tolist() if foreign else []:
        words = language.words_of(normalise(index.corpus.phrases[number].text))
        telling = [word for word in words if not language.is_stop_word(language.stem(word))]
        if telling and len(words) - len(telling) > 1:
            yield Labelled(" ".join(rng.choice(foreign) if word in telling else word for word in words))


def _candidates(index: Index, question: Labelled, keys: Sequence[str]) -> tuple[list[CandidateFeatures], int] | None:
    words = index.framing.without(index.language.words_of(normalise(question.text)))
    found = index.candidates(index.score(words)) if words else []
    if not found:
        return None
    right = [place for place, (number, _) in enumerate(found) if keys[number] in question.keys]
    return [features for _, features in found], right[0] if right else CANDIDATES


def fitted(parts: Sequence[Seen]) -> Floats:
    """The weights, and the offset last, that make the right outcomes likeliest; shrunk a little towards zero.

    Raises MissingPeerError where scipy is not installed.
    """
    optimize = load("scipy.optimize", "scipy")
    families = {source: sum(part.source == source for part in parts) for source in SHARES}
    total = sum(SHARES[source] for source, count in families.items() if count)
    found = np.concatenate([part.found for part in parts])
    present = np.concatenate([part.present for part in parts])
    right = np.concatenate([part.right for part in parts])
    share = np.concatenate(
        [part.weights * SHARES[part.source] / total / families[part.source] * len(parts) for part in parts]
    )
    scale = np.append(np.maximum(found[present].std(axis=0)[:-1], 1e-9), 1.0)
    is_right = np.eye(CANDIDATES + 1)[right]

    def loss(weights: Floats) -> tuple[float, Floats]:
        chances = _chances(found @ (weights / scale), present)
        likely = np.log(np.maximum((chances * is_right).sum(axis=1), 1e-12))
        off = (chances - is_right)[:, :CANDIDATES] * present
        shrunk = np.append(weights[:-1], 0.0) * _SHRINKAGE
        gradient = np.einsum("q,qc,qcf->f", share, off, found) / scale + shrunk
        return float(-share @ likely + shrunk @ weights / 2), gradient

    return optimize.minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B").x / scale


def table(families: Iterable[Family], encoder: Encoder | None) -> Table:
    """The weights fitted to everything, and to all sources but one, on that one."""
    with status.status("deciding"):
        parts = [seen(family, encoder) for family in families]
    rows = [["all", *_written(fitted(parts)), *[NOTHING] * 3]]
    for source in SHARES:
        own = [part for part in parts if part.source == source]
        weights = fitted([part for part in parts if part.source != source])
        rows.append([f"all but {source}", *_written(weights), *[NOTHING] * 3])
        rows += [[f"… on {part.name}", *[NOTHING] * len(weights), *_measured(part, weights)] for part in own]
    columns = ("fitted to", *CandidateFeatures._fields, "offset", "hit@1", "AUROC", "ECE")
    return Table("Weights of the features", columns, rows, ["Each source is measured with weights that never saw it."])


def _measured(part: Seen, weights: Floats) -> list[str]:
    chances = _chances(part.found @ weights, part.present)[:, :CANDIDATES]
    best = chances.max(axis=1)
    right = chances.argmax(axis=1) == part.right
    area = auroc(best[part.inside].tolist(), best[part.right == CANDIDATES].tolist())
    error = calibration_error(best.tolist(), right.tolist())
    hit = float(right[part.inside].mean())
    return [percent(hit), NOTHING if area is None else f"{area:.3f}", percent(error)]


def _chances(odds: Floats, present: NDArray[np.bool_]) -> Floats:
    """Questions by candidates and, last, none of them."""
    utilities = np.append(np.where(present, odds, -np.inf), np.zeros((len(odds), 1)), axis=1)
    shares = np.exp(utilities - utilities.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def _written(weights: Floats) -> list[str]:
    return [f"{weight:.2f}" for weight in weights]
