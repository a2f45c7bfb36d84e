"""The figures of few phrases as tables: by family, by caution."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import partial
from itertools import chain, pairwise

import numpy as np

from bot.matching.confidence.calibration import ConfidenceLevel
from tests.benchmarks.errors import MissingPeerError
from tests.benchmarks.few.figures import Confidences, Figures, Judgements, ask, confidences, figures, mean
from tests.benchmarks.few.problems import FEW, Family, small
from tests.benchmarks.measures import calibration_error
from tests.benchmarks.peers.ours import Versus
from tests.benchmarks.peers.registry import Maker
from tests.benchmarks.sets import SOURCES, Sets
from tests.benchmarks.tables import NOTHING, Table, percent, status

COLUMNS = {
    "hit_at_1": "hit@1",
    "hit_at_3": "hit@3",
    "right": "right",
    "wrong": "wrong",
    "helped": "helped",
    "suggested": "suggested",
    "false_far": "false far",
    "false_near": "false near",
    "suggested_far": "sugg. far",
    "suggested_near": "sugg. near",
    "auroc_far": "AUROC far",
    "auroc_near": "AUROC near",
    "calibration": "ECE",
    "best_right": "own right",
    "typos": "typos hit@1",
    "typos_right": "typos right",
}
NOTES = (
    "Percent: of the questions inside; false and sugg. (answers and suggestions) of those out of scope.",
    "Helped: answered rightly, or a right entry among the first three suggestions.",
    "Far: questions of other sets; near: of labels held out.",
    "Own right: right by the one threshold that gives as many false answers to the near questions, else the far.",
    "ECE: expected calibration error, a third of the questions out of scope.",
)
_RANKING = "Matchers that only rank get thresholds with the false answers and suggestions of the first that decides."
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0)
CURVE = (0, 1, 2, 3, 5, 8, 10, 15, 20)
"""Example questions an entry, of the curve."""
_BY_CAUTION = ("right", "wrong", "helped", "suggested", "false_far", "false_near", "suggested_far", "suggested_near")


@dataclass(slots=True)
class Results:
    """How one matcher did on every family."""

    name: str
    probabilistic: bool
    figures: dict[Family, Figures]
    confidences: dict[Family, Confidences]


def measure(found: Iterable[Family], chosen: Sequence[tuple[str, Maker]]) -> tuple[list[Results], list[str]]:
    """Every matcher on every family, and which were skipped and why.

    Matchers that do not decide are given the rates of false answers and suggestions of the first that does.
    """
    results: dict[str, Results] = {}
    skipped: dict[str, None] = {}
    for family in found:
        model: Judgements | None = None
        for name, maker in chosen:
            with status.status(f"{family.name}: {name}"):
                try:
                    peer, judged = maker(), ask(maker, family)
                except MissingPeerError as missing:
                    skipped[str(missing)] = None
                    continue
            if judged.decided:
                model = model or judged
            elif model:
                judged = judged.at_rates_of(model)
            own = results.setdefault(name, Results(peer.name, peer.probabilistic, {}, {}))
            own.figures[family] = figures(judged, probabilistic=peer.probabilistic)
            own.confidences[family] = confidences(judged)
    return list(results.values()), list(skipped)


def tables(results: Sequence[Results], skipped: Sequence[str]) -> list[Table]:
    """A table for each matcher; and where there are several, one for each group of families."""
    notes = [*NOTES, *(f"Skipped: {reason}." for reason in skipped)]
    if len(results) > 1:
        notes.insert(0, _RANKING)
        return [*map(_by_family, results), *_by_confidence(results), *_by_group(results, notes)]
    made = [_by_family(result) for result in results]
    return [*(replace(each, notes=[*each.notes, *notes]) for each in made), *_by_confidence(results)]


def _by_family(result: Results) -> Table:
    """A row a family, and the means of few and of more questions."""
    rows = [[family.name, *_cells(found)] for family, found in result.figures.items()]
    rows += [[f"mean {name}", *_cells(found)] for name, found in means(result)]
    notes: list[str] = []
    if result.probabilistic:
        pooled = percent(calibration_error(*_pooled(result.confidences.values())))
        notes.append(f"ECE of all decisions together, each family weighing the same: {pooled}.")
    return Table(f"Few phrases: {result.name}", ("knowledge", *COLUMNS.values()), rows, notes)


def _by_confidence(results: Iterable[Results]) -> Iterator[Table]:
    """How often a probability was right: of decisions at 0.9, about 90 % should be."""
    for result in results:
        if not result.probabilistic:
            continue
        rows: list[list[str]] = []
        for group, belongs in GROUPS.items():
            some = [found for family, found in result.confidences.items() if belongs(family)]
            if some:
                error = percent(calibration_error(*_pooled(some)))
                rows.append([group, error, *_right_at(*_pooled(some))])
        bins = (f"{low:g} to {high:g}" for low, high in pairwise(BINS))
        notes = ["Percent right at each confidence, and the percent of the decisions there; families weigh the same."]
        yield Table(f"Confidence of {result.name}", ("knowledge", "ECE", *bins), rows, notes)


def _right_at(scores: Sequence[float], rights: Sequence[bool], weights: Sequence[float]) -> Iterator[str]:
    places = np.clip(np.searchsorted(BINS, scores, "right") - 1, 0, len(BINS) - 2)
    total = np.bincount(places, weights, len(BINS) - 1)
    right = np.bincount(places, np.multiply(weights, rights), len(BINS) - 1)
    for each, of_all in zip(right, total, strict=True):
        yield f"{100 * each / of_all:.0f} ({100 * of_all / total.sum():.0f})" if of_all else NOTHING


def _pooled(found: Iterable[Confidences]) -> Confidences:
    scores, rights, weights = (list(chain.from_iterable(part)) for part in zip(*found, strict=True))
    return scores, rights, weights


def means(result: Results) -> Iterator[tuple[str, Figures]]:
    """The means over the families of a kind, each weighing the same."""
    for name, belongs in GROUPS.items():
        chosen = [found for family, found in result.figures.items() if belongs(family)]
        if chosen:
            names = (each.name for each in fields(Figures))
            yield name, Figures(**{each: mean([getattr(found, each) for found in chosen]) for each in names})


GROUPS: Mapping[str, Callable[[Family], bool]] = {
    "few (0 to 3, nothing held out)": lambda family: family.questions in FEW and not family.near,
    "more (5 and 10)": lambda family: (family.questions or 0) > max(FEW) and not family.near,
    "near": lambda family: family.near,
    "small": lambda family: family.small,
    "all": lambda _: True,
}


def _by_group(results: Sequence[Results], notes: Sequence[str]) -> Iterator[Table]:
    """A table for each group of families, a row a matcher."""
    found = {result.name: dict(means(result)) for result in results}
    for group in GROUPS:
        rows = [[name, *_cells(groups[group])] for name, groups in found.items() if group in groups]
        if rows:
            yield Table(f"Mean over the families: {group}", ("matcher", *COLUMNS.values()), rows, notes)


def _cells(found: Figures) -> list[str]:
    return [_cell(name, value) for name, value in asdict(found).items()]


def _cell(name: str, value: float | None) -> str:
    if value is None:
        return NOTHING
    return f"{value:.3f}" if name.startswith("auroc") else percent(value)


def caution_table(found: Iterable[Family]) -> Table:
    """What each caution gives on each family."""
    rows: list[list[str]] = []
    for family in found:
        for level in ConfidenceLevel:
            with status.status(f"{family.name}: {level}"):
                made = figures(ask(partial(Versus, level), family))
            rows.append([family.name, level, *(_cell(name, getattr(made, name)) for name in _BY_CAUTION)])
    columns = ("knowledge", "caution", *(COLUMNS[name] for name in _BY_CAUTION))
    return Table("The three cautions", columns, rows, NOTES)


def curve(sets: Sets, chosen: Sequence[tuple[str, Maker]], sample: int, seeds: int) -> Iterator[Results]:
    """Each matcher on small knowledge bases of ever more questions, each number of them a family."""
    found = [
        replace(family, name=f"{questions}", problems=(*family.problems, *other.problems))
        for questions in CURVE
        for family, other in [[small(sets, source, questions, seeds).sample(sample) for source in SOURCES]]
    ]
    yield from measure(found, chosen)[0]


def curve_table(result: Results) -> Table:
    """A row a number of questions."""
    rows = [[family.name, *_cells(made)] for family, made in result.figures.items()]
    title = f"How many questions should an entry have? {result.name}, 15 to 30 entries"
    return Table(title, ("questions", *COLUMNS.values()), rows, NOTES)
