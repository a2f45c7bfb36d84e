"""What came of the questions of a family: the figures of merit, of one matcher."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean

from bot.matching.decision import Kind
from tests.benchmarks.few.problems import Family
from tests.benchmarks.measures import at_false_answers, auroc, calibration_error, threshold_at
from tests.benchmarks.peers.base import Judged, Peer
from tests.benchmarks.sets import Labelled

SHOWN = 3
"""The suggestions that a person looks at."""
_OUTSIDE = 1 / 3
"""The share of questions out of scope, half of them near, by which the calibration is measured."""

Asked = list[tuple[Labelled, Judged]]
Confidences = tuple[list[float], list[bool], list[float]]
"""The first score of each decision, whether it was right, and what the decision weighs."""


@dataclass(slots=True)
class Judgements:
    """Every question of a family with what a matcher made of it."""

    inside: Asked = field(default_factory=list[tuple[Labelled, Judged]])
    typos: Asked = field(default_factory=list[tuple[Labelled, Judged]])
    far: Asked = field(default_factory=list[tuple[Labelled, Judged]])
    near: Asked = field(default_factory=list[tuple[Labelled, Judged]])

    @property
    def sorts(self) -> tuple[Asked, Asked, Asked, Asked]:
        """Inside, with typing slips, far and near."""
        return self.inside, self.typos, self.far, self.near

    @property
    def outside(self) -> Asked:
        """All that are out of scope."""
        return self.far + self.near

    @property
    def decided(self) -> bool:
        """Whether the matcher decides, rather than ranking alone."""
        return all(judged.kind is not None for _, judged in self.inside)

    def at(self, answer: float, suggest: float) -> "Judgements":
        """As decided by two thresholds of the first score."""
        return Judgements(*([(asked, _at(judged, answer, suggest)) for asked, judged in sort] for sort in self.sorts))

    def at_rates_of(self, other: "Judgements") -> "Judgements":
        """As decided by the thresholds that give as many false answers and false suggestions as ``other`` has."""
        false = share(judged.kind is Kind.ANSWER for _, judged in other.outside) or 0.0
        bothered = share(judged.kind is not Kind.UNKNOWN for _, judged in other.outside) or 0.0
        outside = [judged.confidence for _, judged in self.outside]
        return self.at(threshold_at(outside, false), threshold_at(outside, bothered))


def _at(judged: Judged, answer: float, suggest: float) -> Judged:
    if judged.confidence >= answer and judged.ranking:
        return replace(judged, kind=Kind.ANSWER, entries=(judged.ranking[0][0],))
    if judged.confidence >= suggest and judged.ranking:
        return replace(judged, kind=Kind.SUGGESTIONS, entries=tuple(key for key, _ in judged.ranking[:SHOWN]))
    return replace(judged, kind=Kind.UNKNOWN, entries=())


def ask(maker: Callable[[], Peer], family: Family) -> Judgements:
    """Fit a matcher of its own to each knowledge base, and ask it everything."""
    found = Judgements()
    for problem in family.problems:
        peer = maker()
        peer.fit(problem.knowledge)
        sorts = (problem.inside, problem.typos, problem.far, problem.near)
        for questions, judged in zip(sorts, found.sorts, strict=True):
            judged.extend(zip(questions, peer.judge_many([each.text for each in questions]), strict=True))
    return found


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares between 0 and 1 of a family's questions; ``None`` where there are none to measure by."""

    hit_at_1: float | None
    """Of those inside, with an expected entry first, whatever was decided."""
    hit_at_3: float | None
    right: float | None
    """Of those inside, answered with an expected entry."""
    wrong: float | None
    """Of those inside, answered with another."""
    helped: float | None
    """Of those inside, answered rightly or with an expected entry among the first three suggestions."""
    suggested: float | None
    """Of those inside, answered with suggestions, whichever."""
    false_far: float | None
    """Of those out of scope and far, answered."""
    false_near: float | None
    suggested_far: float | None
    suggested_near: float | None
    auroc_far: float | None
    auroc_near: float | None
    calibration: float | None
    """Expected calibration error of the first score, with a third of the questions out of scope."""
    best_right: float | None
    """What ``right`` would be with the one threshold of the family's own that gives as many false answers to its near
    questions, or to the far ones where it has no others."""
    typos: float | None
    """``hit_at_1`` of those with typing slips."""
    typos_right: float | None


def figures(found: Judgements, *, probabilistic: bool = True) -> Figures:
    """The figures of decided judgements; calibration only of scores that claim to be probabilities."""
    inside, typos, far, near = found.sorts
    hardest = near or far
    return Figures(
        hit_at_1=share(hit(each, 1) for each in inside),
        hit_at_3=share(hit(each, 3) for each in inside),
        right=share(map(answered_rightly, inside)),
        wrong=share(map(answered_wrongly, inside)),
        helped=share(map(helped, inside)),
        suggested=share(_is(each, Kind.SUGGESTIONS) for each in inside),
        false_far=share(_is(each, Kind.ANSWER) for each in far),
        false_near=share(_is(each, Kind.ANSWER) for each in near),
        suggested_far=share(_is(each, Kind.SUGGESTIONS) for each in far),
        suggested_near=share(_is(each, Kind.SUGGESTIONS) for each in near),
        auroc_far=auroc(_sureness(inside), _sureness(far)),
        auroc_near=auroc(_sureness(inside), _sureness(near)),
        calibration=calibration_error(*confidences(found)) if probabilistic else None,
        best_right=_best_right(inside, hardest),
        typos=share(hit(each, 1) for each in typos),
        typos_right=share(map(answered_rightly, typos)),
    )


def confidences(found: Judgements) -> Confidences:
    """Of all questions, by weights that add up to 1."""
    kinds = [each for each in (found.far, found.near) if each]
    outside = (_OUTSIDE if found.inside else 1.0) if kinds else 0.0
    groups = [(found.inside, 1 - outside)] if found.inside else []
    scores, rights, weights = list[float](), list[bool](), list[float]()
    for each, weight in (*groups, *((kind, outside / len(kinds)) for kind in kinds)):
        scores += [judged.confidence for _, judged in each]
        rights += [hit(asked, 1) for asked in each]
        weights += [weight / len(each)] * len(each)
    return scores, rights, weights


def hit(each: tuple[Labelled, Judged], depth: int) -> bool:
    """Whether an expected entry is among the first of the ranking."""
    asked, judged = each
    return any(key in asked.keys for key, _ in judged.ranking[:depth])


def answered_rightly(each: tuple[Labelled, Judged]) -> bool:
    """Whether it was answered with an expected entry first."""
    return _is(each, Kind.ANSWER) and each[1].entries[0] in each[0].keys


def answered_wrongly(each: tuple[Labelled, Judged]) -> bool:
    """Whether it was answered with another entry first."""
    return _is(each, Kind.ANSWER) and each[1].entries[0] not in each[0].keys


def helped(each: tuple[Labelled, Judged]) -> bool:
    """Whether it was answered rightly, or an expected entry stands among the first three suggestions."""
    suggested = _is(each, Kind.SUGGESTIONS) and not each[0].keys.isdisjoint(each[1].entries[:SHOWN])
    return suggested or answered_rightly(each)


def share(hits: Iterable[bool]) -> float | None:
    """The share that is true; ``None`` of nothing."""
    counted = list(hits)
    return fmean(counted) if counted else None


def _is(each: tuple[Labelled, Judged], kind: Kind) -> bool:
    return each[1].kind is kind


def _sureness(asked: Asked) -> list[float]:
    return [judged.inside for _, judged in asked]


def _best_right(inside: Asked, outside: Asked) -> float | None:
    false = share(_is(each, Kind.ANSWER) for each in outside)
    if false is None:
        return None
    confidence = [judged.confidence for _, judged in inside]
    right = [hit(each, 1) for each in inside]
    found = at_false_answers(confidence, right, [judged.confidence for _, judged in outside], false)
    return found[0] if found else None


def mean(values: Sequence[float | None]) -> float | None:
    """The mean of those that are figures; ``None`` where none is."""
    known = [value for value in values if value is not None]
    return fmean(known) if known else None
