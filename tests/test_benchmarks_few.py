"""The benchmark of few phrases: its figures by hand, its knowledge bases, and two checkouts side by side."""

from pathlib import Path

import numpy as np
import pytest

from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.decision import Kind
from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.few.against import bootstrap, changed
from tests.benchmarks.few.checkout import Checkout
from tests.benchmarks.few.figures import Judgements, ask, figures
from tests.benchmarks.few.problems import Family, cut
from tests.benchmarks.few.report import measure, tables
from tests.benchmarks.peers.base import Judged
from tests.benchmarks.peers.fuzz import WRatio
from tests.benchmarks.peers.ours import Versus
from tests.benchmarks.sets import Labelled, Problem

PROJECT = Path(__file__).parents[1]
ENTRIES = (
    Entry("shop", "delivery", "When will it arrive?", ("delivery time",), ("how long does delivery take",), answer="-"),
    Entry(
        "shop",
        "refund",
        "How do I get a refund?",
        ("money back",),
        ("can I send it back", "I want my money"),
        answer="-",
    ),
    Entry("shop", "hours", "Opening hours", (), ("when are you open",), answer="-"),
)
SHOP = KnowledgeBase((Topic("shop", "Shop", entries=ENTRIES),))
PROBLEM = Problem(
    "shop",
    SHOP,
    inside=(
        Labelled("when will my parcel arrive", frozenset({"shop/delivery"})),
        Labelled("i want my money back", frozenset({"shop/refund"})),
    ),
    typos=(
        Labelled("when wil my parcel arive", frozenset({"shop/delivery"})),
        Labelled("i wnat my money bcak", frozenset({"shop/refund"})),
    ),
    far=(Labelled("best pizza in town"),),
    near=(Labelled("do you sell gift cards"),),
)


def judged(kind: Kind, *ranking: tuple[str, float], entries: tuple[str, ...] | None = None) -> Judged:
    names = tuple(key for key, _ in ranking)
    shown = {Kind.ANSWER: names[:1], Kind.SUGGESTIONS: names, Kind.UNKNOWN: ()}[kind]
    return Judged(list(ranking), kind, shown if entries is None else entries)


def inside(wanted: str, found: Judged) -> tuple[Labelled, Judged]:
    return Labelled("?", frozenset({wanted})), found


def outside(found: Judged) -> tuple[Labelled, Judged]:
    return Labelled("?"), found


def test_helped_counts_answers_that_are_right_and_the_first_three_suggestions() -> None:
    made = figures(
        Judgements(
            inside=[
                inside("a", judged(Kind.ANSWER, ("a", 0.9), ("b", 0.1))),
                inside("b", judged(Kind.ANSWER, ("a", 0.8), ("b", 0.1))),
                inside("c", judged(Kind.SUGGESTIONS, ("a", 0.3), ("b", 0.2), ("c", 0.1), ("d", 0.1))),
                inside("d", judged(Kind.SUGGESTIONS, ("a", 0.3), ("b", 0.2), ("c", 0.1), ("d", 0.1))),
                inside("a", judged(Kind.UNKNOWN, ("a", 0.1))),
            ],
            far=[outside(judged(Kind.UNKNOWN)), outside(judged(Kind.ANSWER, ("a", 0.7)))],
            near=[outside(judged(Kind.SUGGESTIONS, ("a", 0.4)))],
        )
    )
    assert (made.hit_at_1, made.hit_at_3) == (2 / 5, 4 / 5)
    assert (made.right, made.wrong, made.helped, made.suggested) == (1 / 5, 1 / 5, 2 / 5, 2 / 5)
    assert (made.false_far, made.false_near, made.suggested_far, made.suggested_near) == (1 / 2, 0, 0, 1)
    assert made.typos is None
    assert made.auroc_near == pytest.approx((1 + 1 + 0 + 0 + 0) / 5)


def test_calibration_takes_a_third_of_the_questions_to_be_out_of_scope_half_of_them_near() -> None:
    right, never = judged(Kind.ANSWER, ("a", 1.0)), judged(Kind.ANSWER, ("a", 0.5))
    near = [outside(right), outside(judged(Kind.UNKNOWN))]
    found = Judgements(inside=[inside("a", right)], far=[outside(never)], near=near)
    # At 1: two thirds right and a twelfth never; at 0.5 a sixth never; at 0 nothing to be right about.
    assert figures(found).calibration == pytest.approx(1 / 12 + 1 / 6 / 2)
    assert figures(Judgements(inside=[inside("a", right)])).calibration == 0


def test_the_own_threshold_gives_the_same_false_answers_to_what_is_near() -> None:
    found = Judgements(
        inside=[inside("a", judged(Kind.UNKNOWN, ("a", 0.6))), inside("a", judged(Kind.ANSWER, ("a", 0.9)))],
        far=[outside(judged(Kind.UNKNOWN, ("a", 0.65)))],
        near=[outside(judged(Kind.UNKNOWN, ("a", 0.5)))],
    )
    made = figures(found)
    assert (made.right, made.best_right) == (1 / 2, 1)


def test_a_ranking_is_decided_by_the_rates_of_another() -> None:
    model = Judgements(
        inside=[inside("a", judged(Kind.ANSWER, ("a", 0.9)))],
        far=[outside(judged(kind)) for kind in (Kind.ANSWER, Kind.SUGGESTIONS, Kind.UNKNOWN, Kind.UNKNOWN)],
    )
    ranked = Judgements(
        inside=[inside("a", Judged([("a", score)])) for score in (90, 65, 55, 20)],
        far=[outside(Judged([("a", score)])) for score in (80, 60, 50, 10)],
    )
    made = ranked.at_rates_of(model)
    assert [found.kind for _, found in made.far] == [Kind.ANSWER, Kind.SUGGESTIONS, Kind.UNKNOWN, Kind.UNKNOWN]
    assert [found.kind for _, found in made.inside] == [Kind.ANSWER, Kind.ANSWER, Kind.SUGGESTIONS, Kind.UNKNOWN]


def test_knowledge_is_cut_to_so_many_phrases_beside_the_title() -> None:
    families = {family.name: family for family in cut(PROBLEM)}
    assert list(families) == ["bundled-0", "bundled-2", "bundled-5", "bundled-10", "bundled-all"]
    (bare,) = families["bundled-0"].problems
    assert [(entry.title, entry.aliases, entry.questions) for entry in bare.knowledge] == [
        (entry.title, (), ()) for entry in ENTRIES
    ]
    for problem in families["bundled-2"].problems:
        assert [len(entry.aliases) + len(entry.questions) for entry in problem.knowledge] == [2, 2, 1]
        assert problem.inside == PROBLEM.inside
    drawn = {tuple(entry.questions for entry in problem.knowledge) for problem in families["bundled-2"].problems}
    assert len(drawn) > 1
    assert all(problem.knowledge == SHOP for problem in families["bundled-10"].problems)
    assert [problem.knowledge for problem in families["bundled-all"].problems] == [SHOP]


def test_a_sample_takes_as_many_of_each_knowledge_base() -> None:
    family = Family("two", 1, (PROBLEM, PROBLEM)).sample(2)
    assert [len(problem.inside) for problem in family.problems] == [1, 1]
    for problem in family.problems:
        assert problem.typos == (PROBLEM.typos[PROBLEM.inside.index(problem.inside[0])],)
        assert (problem.far, problem.near) == (PROBLEM.far, PROBLEM.near)
    assert Family("two", 1, (PROBLEM,)).sample(0).problems == (PROBLEM,)


def test_the_bootstrap_gives_every_family_the_same_weight_and_never_changes() -> None:
    better = changed([False, False, True, True], [True, True, True, False])
    assert better.tolist() == [1, 1, 0, -1]
    same = np.zeros(400, np.int64)
    mean, low, high = bootstrap([better, same])
    assert mean == pytest.approx((1 / 4 + 0) / 2)
    assert low < mean < high
    assert bootstrap([better, same]) == (mean, low, high)
    assert bootstrap([same]) == (0, 0, 0)


def test_the_interval_of_the_bootstrap_is_that_of_the_standard_error() -> None:
    each = changed([False] * 1000, [True] * 300 + [False] * 700)
    mean, low, high = bootstrap([each])
    error = np.sqrt(0.3 * 0.7 / 1000)
    assert (low, high) == pytest.approx((mean - 1.96 * error, mean + 1.96 * error), abs=0.003)


def test_another_checkout_decides_as_this_one_when_it_is_this_one() -> None:
    family = Family("shop", 1, (PROBLEM,))
    with Checkout(PROJECT) as other:
        assert ask(lambda: other, family) == ask(Versus, family)
        assert other.build_s > 0
        assert other.edit_s() > 0
        assert len(other.milliseconds(["where is it", "hi"])) == 2


def test_a_folder_without_a_checkout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="no checkout"):
        Checkout(tmp_path)


def test_matchers_stand_side_by_side() -> None:
    results, skipped = measure([Family("shop", 1, (PROBLEM,))], [("versus", Versus), ("wratio", WRatio)])
    assert skipped == []
    found = tables(results, ["nothing"])
    assert found[0].rows[0][0] == "shop"
    assert [row[0] for row in found[-1].rows] == ["versus (this project)", "rapidfuzz WRatio"]
    assert "Skipped: nothing." in found[-1].notes
    assert len(found[0].columns) == len(found[0].rows[0])
