"""Two states of the project in the same run: how much better, by the paired bootstrap, and how much slower."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.matching.decision import Kind
from tests.benchmarks.errors import MissingPeerError
from tests.benchmarks.few.checkout import Checkout
from tests.benchmarks.few.figures import Asked, Judgements, answered_rightly, ask, figures, helped, hit
from tests.benchmarks.few.problems import Family
from tests.benchmarks.few.report import COLUMNS, GROUPS
from tests.benchmarks.peers.registry import Maker
from tests.benchmarks.sets import SEED
from tests.benchmarks.tables import NOTHING, Table, percent, status

PROJECT = Path(__file__).parents[3]
_RESAMPLES = 10_000
_CHUNK, _CHUNKS = 60, 5

Changes = NDArray[np.int64]
"""For each question 1 where only the new state is right, -1 where only the old one is, else 0."""
_SHOWN = ("hit_at_1", "right", "wrong", "helped", "false_far", "false_near", "auroc_near", "calibration", "typos")
_MEASURES: Mapping[str, Callable[[Judgements], list[bool]]] = {
    "hit@1": lambda found: [hit(each, 1) for each in found.inside],
    "right": lambda found: [answered_rightly(each) for each in found.inside],
    "helped": lambda found: [helped(each) for each in found.inside],
    "typos hit@1": lambda found: [hit(each, 1) for each in found.typos],
    "false far": lambda found: _answered(found.far),
    "false near": lambda found: _answered(found.near),
}


def tables(found: Sequence[Family], chosen: Sequence[tuple[str, Maker]], folder: Path) -> Iterator[Table]:
    """Each matcher beside that of the checkout in ``folder``, and the time of both."""
    with Checkout(folder) as other:
        old = {family: _asked("the other checkout", lambda: other, family) for family in found}
        for name, maker in chosen:
            new = {family: _asked(name, maker, family) for family in found}
            yield _by_family(maker().name, old, new)
            yield _by_group(maker().name, old, new)
        with Checkout(PROJECT) as this:
            yield _times([family for family in found if not family.near], other, this)


def _asked(name: str, maker: Maker, family: Family) -> Judgements:
    with status.status(f"{family.name}: {name}"):
        return ask(maker, family)


def _by_family(name: str, old: Mapping[Family, Judgements], new: Mapping[Family, Judgements]) -> Table:
    rows: list[list[str]] = []
    for family, after in new.items():
        before = asdict(figures(old[family]))
        now = asdict(figures(after))
        same = figures(old[family].at_rates_of(after)).right
        rows.append([family.name, *(_change(before[each], now[each], each) for each in _SHOWN), percent(same)])
    columns = ("knowledge", *(COLUMNS[each] for each in _SHOWN), "old at our false")
    notes = ["Old at our false: right of the other checkout by the thresholds of each family that give our rates."]
    return Table(f"The other checkout → {name}", columns, rows, notes)


def _change(before: float | None, now: float | None, name: str) -> str:
    if before is None or now is None:
        return NOTHING
    if name.startswith("auroc"):
        return f"{before:.2f} → {now:.2f}"
    return f"{percent(before)} → {percent(now)}"


def _by_group(name: str, old: Mapping[Family, Judgements], new: Mapping[Family, Judgements]) -> Table:
    rows: list[list[str]] = []
    for group, belongs in GROUPS.items():
        families = [family for family in new if belongs(family)]
        changes = {
            each: [change for family in families if len(change := changed(figure(old[family]), figure(new[family])))]
            for each, figure in _MEASURES.items()
        }
        rows.append([group, *(_interval(some) for some in changes.values())])
    for family in new:
        change = changed(*(_MEASURES["hit@1"](found[family]) for found in (old, new)))
        rows.append([family.name, _interval([change]), *[NOTHING] * (len(_MEASURES) - 1)])
    notes = [
        "Points of difference, the mean over the families, with its 95 % interval by the paired bootstrap.",
        f"Questions were drawn again within each family, {_RESAMPLES:,} times.",
    ]
    return Table(f"What {name} gains on the other checkout", ("knowledge", *_MEASURES), rows, notes)


def _interval(changes: Sequence[Changes]) -> str:
    if not changes:
        return NOTHING
    mean, low, high = bootstrap(changes)
    return f"{100 * mean:+.1f} [{100 * low:.1f}, {100 * high:.1f}]"


def changed(before: Iterable[bool], after: Iterable[bool]) -> Changes:
    """The difference of each pair."""
    return np.array([int(now) - int(then) for then, now in zip(before, after, strict=True)], np.int64)


def bootstrap(changes: Sequence[Changes], resamples: int = _RESAMPLES) -> tuple[float, float, float]:
    """The mean over the families of their mean change, and its 95 % percentile interval; the same at every call.

    The paired bootstrap (Efron and Tibshirani 1993), stratified by family. A change has three values, so that drawing
    their numbers from a multinomial distribution is the same as drawing the questions.
    """
    rng = np.random.default_rng(SEED)
    means = np.zeros(resamples)
    for each in changes:
        shares = [np.mean(each == value) for value in (-1, 0, 1)]
        drawn = rng.multinomial(len(each), shares, resamples)
        means += (drawn[:, 2] - drawn[:, 0]) / len(each)
    low, high = np.percentile(means / len(changes), (2.5, 97.5))
    return float(np.mean([each.mean() for each in changes])), float(low), float(high)


def _times(found: Iterable[Family], old: Checkout, new: Checkout) -> Table:
    """CPU time of both, each asked a few questions in turn, so that what else the machine does hits both."""
    rows: list[list[str]] = []
    sums = np.zeros((2, 4))
    for family in found:
        problem = family.problems[0]
        texts = [asked.text for asked in problem.inside[: _CHUNK * _CHUNKS]]
        for state in (old, new):
            state.fit(problem.knowledge)  # once before, for what is made ready only the first time
            state.fit(problem.knowledge)
            state.milliseconds(texts[:_CHUNK])
        took: tuple[list[float], list[float]] = ([], [])
        for start in range(0, len(texts), _CHUNK):
            for state, own in zip((old, new), took, strict=True):
                own.extend(state.milliseconds(texts[start : start + _CHUNK]))
        measured = np.array(
            [
                (state.build_s * 1000, state.edit_s() * 1000, *np.percentile(own, (50, 99)))
                for state, own in zip((old, new), took, strict=True)
            ]
        )
        sums += measured
        rows.append([family.name, *(f"{before:.2f} → {now:.2f}" for before, now in measured.T)])
    rows.append(["ratio of the sums", *(f"{now / before:.2f}" for before, now in sums.T)])
    columns = ("knowledge", "build ms", "edit ms", "p50 ms", "p99 ms")
    notes = [f"Without a model; one thread. {_memory(old, new)}"]
    return Table("CPU time, the other checkout → this one", columns, rows, notes)


def _memory(old: Checkout, new: Checkout) -> str:
    try:
        return f"Memory of the processes in the end: {old.resident_mb:.0f} → {new.resident_mb:.0f} MB."
    except MissingPeerError as missing:
        return f"No memory: {missing}."


def _answered(asked: Asked) -> list[bool]:
    return [judged.kind is Kind.ANSWER for _, judged in asked]
