"""The benchmarks' own arithmetic, by hand; the sets they read; and the peers that need nothing installed."""

import json
import random
from itertools import pairwise
from pathlib import Path

import pytest

from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.decision import Kind
from tests.benchmarks import flood
from tests.benchmarks.communities import Outcome, communities, tables
from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.hostile import LENGTH, hostile
from tests.benchmarks.measures import (
    at_false_answers,
    auroc,
    calibration_error,
    reliability,
    threshold_at,
    tradeoff,
)
from tests.benchmarks.peers.base import Judged, best_labels
from tests.benchmarks.peers.registry import make
from tests.benchmarks.sets import BASES, Labelled, Sets
from tests.benchmarks.synthetic import synthetic
from tests.benchmarks.typos import with_typos

CONFIDENCE, RIGHT, OUTSIDE = [0.9, 0.8, 0.6, 0.4], [True, False, True, True], [0.7, 0.3]


def test_auroc_counts_pairs_with_ties_as_half() -> None:
    assert auroc([0.9, 0.5], [0.5, 0.1]) == (1 + 1 + 0.5 + 1) / 4
    assert auroc([0.2], [0.8]) == 0
    assert auroc([], [0.8]) is None
    assert auroc([0.2], []) is None


def test_calibration_error_is_the_gap_weighed_by_how_many() -> None:
    confidence, right = [0.95, 0.85, 0.85, 0.15], [True, True, False, False]
    assert reliability(confidence, right) == [(0.15, 0.0, 1), (0.85, 0.5, 2), (0.95, 1.0, 1)]
    assert calibration_error(confidence, right) == pytest.approx((0.15 + 2 * 0.35 + 0.05) / 4)
    assert calibration_error([1.0], [True]) == 0
    assert calibration_error([], []) is None


def test_calibration_weighs_a_decision_as_told() -> None:
    assert calibration_error([0.95, 0.95], [True, False], [3, 1]) == pytest.approx(0.2)
    assert calibration_error([0.95, 0.15], [True, False], [1, 0]) == pytest.approx(0.05)


@pytest.mark.parametrize(("allowed", "reach"), [(0, 0), (0.2, 0), (0.25, 1), (0.6, 2), (1, 4)])
def test_a_threshold_lets_no_more_through_than_is_allowed(allowed: float, reach: int) -> None:
    outside = [0.3, 0.9, 0.5, 0.7]
    assert sum(score >= threshold_at(outside, allowed) for score in outside) == reach


def test_equal_scores_stay_below_the_threshold_together() -> None:
    assert threshold_at([0.5, 0.5], 0.5) > 0.5
    assert threshold_at([], 0) == 0


def test_the_tradeoff_goes_from_the_strictest_threshold_to_the_laxest() -> None:
    false, right, wrong = tradeoff(CONFIDENCE, RIGHT, OUTSIDE)
    # nothing, then down to 0.9, 0.8, 0.7, 0.6, 0.4, 0.3
    assert false.tolist() == [0, 0, 0, 1 / 2, 1 / 2, 1 / 2, 1]
    assert right.tolist() == [0, 1 / 4, 1 / 4, 1 / 4, 2 / 4, 3 / 4, 3 / 4]
    assert wrong.tolist() == [0, 0, 1 / 4, 1 / 4, 1 / 4, 1 / 4, 1 / 4]


def test_right_and_wrong_at_so_many_false_answers() -> None:
    assert at_false_answers(CONFIDENCE, RIGHT, OUTSIDE, 0.05) == (1 / 4, 1 / 4)
    assert at_false_answers(CONFIDENCE, RIGHT, OUTSIDE, 0.5) == (3 / 4, 1 / 4)
    assert at_false_answers([0.5], [True], [0.9, 0.9], 0.05) == (0, 0)
    assert at_false_answers(CONFIDENCE, RIGHT, []) is None


def test_typos_are_the_same_for_a_seed_and_touch_one_place_in_twelve() -> None:
    text = "how do I set up a new pipeline"
    slipped = [with_typos(text, random.Random(seed)) for seed in range(50)]
    assert slipped == [with_typos(text, random.Random(seed)) for seed in range(50)]
    assert sum(one != text for one in slipped) >= 45
    assert all(abs(len(one) - len(text)) <= 2 for one in slipped)
    assert with_typos("", random.Random(1)) == ""


def test_synthetic_knowledge_bases_have_the_size_asked_for_and_never_change() -> None:
    knowledge, questions = synthetic(200)
    assert len(knowledge) == 20
    assert sum(1 + len(entry.questions) for entry in knowledge) == 200
    assert len(questions) == 1000
    assert (knowledge, questions) == synthetic(200)


def test_hostile_questions_have_the_length_that_a_modal_allows() -> None:
    assert {len(text) for text in hostile(["pipeline", "model"]).values()} == {LENGTH}


def test_a_label_counts_once_by_its_best_phrase() -> None:
    assert best_labels([("a", 3), ("b", 2), ("a", 1)]) == [("a", 3), ("b", 2)]


@pytest.mark.parametrize("name", ["wratio", "token-sort", "fts5"])
def test_a_peer_finds_a_phrase_by_itself(name: str) -> None:
    entries = (Entry("t", "cost", "What it costs"), Entry("t", "team", "Team", questions=("Who does the work?",)))
    peer = make(name)
    peer.fit(KnowledgeBase((Topic("t", "T", entries=entries),)))
    assert peer.rank("who does the work")[0][0] == "t/team"
    assert peer.rank("what it costs")[0][0] == "t/cost"
    assert isinstance(peer.rank('\0"?'), list)


def write(folder: Path, name: str, *pairs: tuple[str, str]) -> None:
    lines = (json.dumps({"text": text, "label": label}) for text, label in pairs)
    (folder / f"{name}.jsonl").write_text("\n".join(lines))


def far(folder: Path) -> None:
    """Questions that are far from BANKING77, and one of CLINC150 that is not."""
    write(folder, "clinc_oos_val", ("what is love", "oos"))
    write(folder, "clinc_val", ("set a timer", "timer"), ("my card is broken", "damaged_card"))


def banking(folder: Path, labels: int, questions: int) -> Sets:
    """A set of numbered labels, of which ten questions stand in the smaller training file."""
    far(folder)
    pairs = [
        (f"question {number} of {label}", f"label_{label}") for label in range(labels) for number in range(questions)
    ]
    write(folder, "banking_train", *pairs)
    write(folder, "banking_10shot", *(pair for pair in pairs if int(pair[0].split()[1]) < 10))
    return Sets(folder, "val")


def test_fewer_questions_are_part_of_more_and_none_is_asked(tmp_path: Path) -> None:
    sets = banking(tmp_path, labels=3, questions=25)
    problems = [sets.problem(f"banking-{number}") for number in (1, 3, 15, 20)]
    trained = [{text for entry in problem.knowledge for text in entry.questions} for problem in problems]
    assert [len(texts) for texts in trained] == [3, 9, 45, 60]
    assert all(fewer < more for fewer, more in pairwise(trained))
    for problem in problems:
        assert {asked.text for asked in problem.inside} == {asked.text for asked in problems[-1].inside}
    assert trained[-1].isdisjoint(asked.text for asked in problems[-1].inside)


def test_labels_held_out_are_near_and_others_for_another_seed(tmp_path: Path) -> None:
    sets = banking(tmp_path, labels=10, questions=21)
    problems = [sets.near("banking", 3, seed) for seed in range(5)]
    assert problems[0] == sets.near("banking", 3, 0)
    assert len({problem.near for problem in problems}) > 1
    for problem in problems:
        assert len(problem.knowledge) == 8
        assert len(problem.inside) == 8
        assert len(problem.near) == 2
        titles = {entry.title for entry in problem.knowledge}
        assert not any(f"label {asked.text.split()[-1]}" in titles for asked in problem.near)


def test_a_small_knowledge_base_holds_out_a_fifth_of_the_labels_drawn(tmp_path: Path) -> None:
    problem = banking(tmp_path, labels=10, questions=21).small("banking", 2, entries=4, seed=1)
    assert len(problem.knowledge) == 4
    assert len(problem.near) == 1
    assert {len(entry.questions) for entry in problem.knowledge} == {2}


def test_a_public_set_becomes_a_knowledge_base_and_its_validation_part_is_not_trained_on(tmp_path: Path) -> None:
    problem = banking(tmp_path, labels=2, questions=21).problem("banking-10")

    trained = {entry.title: entry.questions for entry in problem.knowledge}
    assert list(trained) == ["label 0", "label 1"]
    assert trained["label 1"] == tuple(f"question {number} of 1" for number in range(10))
    for asked in problem.inside:
        (key,) = asked.keys
        assert problem.knowledge.entries[key].title == f"label {asked.text[-1]}"
        assert asked.text not in trained["label 0"] + trained["label 1"]
    assert [slipped.keys for slipped in problem.typos] == [asked.keys for asked in problem.inside]
    assert [asked.text for asked in problem.far] == ["what is love", "set a timer"]
    assert problem.outside == problem.far


def test_titles_alone_have_no_questions(tmp_path: Path) -> None:
    write(tmp_path, "banking_10shot", ("where is it", "lost_card"))
    write(tmp_path, "banking_train", ("where did it go", "lost_card"))
    far(tmp_path)
    (entry,) = Sets(tmp_path, "val", titled=False).problem("banking-titles").knowledge
    assert (entry.title, entry.questions) == ("lost card", ())


def test_missing_sets_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="--datasets"):
        Sets(tmp_path / "nowhere", "val")
    with pytest.raises(BenchmarkError, match=r"banking_10shot\.jsonl is missing"):
        Sets(tmp_path, "val").problem("banking-10")
    with pytest.raises(BenchmarkError, match="There is no set banking-99"):
        Sets(tmp_path, "val").problem("banking-99")


def test_a_flood_is_measured_before_and_after() -> None:
    knowledge, _ = synthetic(100)
    found = flood.table([("small", knowledge)], messages=2, words=3)
    assert [row[:2] for row in found.rows] == [["small", "new"], ["small", "again"]]
    assert all(float(figure) > 0 for row in found.rows for figure in row[2:])


def test_every_small_base_can_be_used_and_holds_every_kind_of_question() -> None:
    found = communities()
    assert {base.name for base in found} == {path.stem for path in BASES.iterdir()}
    for base in found:
        asked = [(case, base.expected(case)) for case in base.cases]
        assert {case.kind for case, keys in asked if keys} == {"plain", "paraphrase", "short", "slip", "framed"}
        assert {case.kind for case, keys in asked if not keys} == {"near", "far", "chat"}
        assert set().union(*(keys for _, keys in asked)) == set(base.knowledge.entries), "an entry nobody asks for"
        assert len({case.question for case in base.cases}) == len(base.cases)


def test_a_base_that_expects_what_it_does_not_have_is_refused(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text("topic: shop\ntitle: Shop\nentries:\n  pay: {title: Pay, answer: Cash.}\n")
    (tmp_path / "shop.jsonl").write_text('{"q": "how do i pay", "expect": "payment"}')
    (shop,) = communities(tmp_path)
    with pytest.raises(BenchmarkError, match=r"shop\.jsonl:1 expects an entry that shop\.yaml does not have"):
        shop.expected(shop.cases[0])
    (tmp_path / "shop.yaml").write_text("topic: shop\n")
    with pytest.raises(BenchmarkError, match=r"shop\.yaml"):
        communities(tmp_path)


def test_the_right_entry_helps_as_an_answer_or_among_three_suggestions() -> None:
    def outcome(kind: Kind, *entries: str, expected: str | None = "a") -> Outcome:
        keys = frozenset([expected]) if expected else frozenset[str]()
        judged = Judged([(key, 0.5) for key in entries], kind, entries)
        return Outcome("shop", "plain" if expected else "near", Labelled("?", keys), judged)

    outcomes = [
        outcome(Kind.ANSWER, "a"),
        outcome(Kind.ANSWER, "b", "a"),
        outcome(Kind.SUGGESTIONS, "b", "c", "a"),
        outcome(Kind.SUGGESTIONS, "b", "c", "d", "a"),
        outcome(Kind.UNKNOWN),
        outcome(Kind.ANSWER, "a", expected=None),
        outcome(Kind.SUGGESTIONS, "a", expected=None),
    ]
    by_community, by_kind = tables(outcomes, "versus")
    # questions, hit@1, right, wrong, helped, false answers, false suggestions, ECE
    figures = ["7", "20.0", "20.0", "20.0", "40.0", "50.0", "50.0"]
    assert [row[:-1] for row in by_community.rows] == [["shop", *figures], ["all", *figures]]
    nothing = ["-"] * 4
    plain, near = ["5", *figures[1:5], "-", "-"], ["2", *nothing, *figures[5:]]
    assert [row[:-1] for row in by_kind.rows] == [["plain", *plain], ["near", *near]]
