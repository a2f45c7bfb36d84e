"""Evaluation against tables worked out by hand: the figures, the file's errors, and what an empty group gives."""

import json

import pytest

from bot.errors import VersusError
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.decision import Candidate, Decision, Kind
from bot.matching.evaluation import Case, EvaluationError, evaluate, read_cases


def topic(name: str, *ids: str) -> Topic:
    return Topic(name, name.title(), entries=tuple(Entry(name, short, short.title(), answer="Yes.") for short in ids))


KNOWLEDGE = KnowledgeBase((topic("fruit", "apple", "pear", "plum"), topic("tools", "saw", "plum")))


class Table:
    """A matcher that knows its decisions beforehand; everything else is unknown to it."""

    def __init__(self, **decisions: Decision) -> None:
        self._decisions = decisions
        self.asked: list[str] = []

    def decide(self, text: str) -> Decision:
        self.asked.append(text)
        return self._decisions.get(text, Decision(Kind.UNKNOWN))


def decision(kind: Kind, *entries: str, ranked: tuple[str, ...] | None = None) -> Decision:
    candidates = tuple(Candidate(key, 0.5) for key in (entries if ranked is None else ranked))
    return Decision(kind, entries=entries, candidates=candidates)


def case(question: str, *expected: str, kind: str = "") -> Case:
    return Case(question, expected, kind, f"cases.jsonl:{question}")


MATCHER = Table(
    right=decision(Kind.ANSWER, "fruit/apple"),
    second=decision(Kind.ANSWER, "fruit/apple", "fruit/pear"),
    wrong=decision(Kind.ANSWER, "tools/saw", ranked=("tools/saw", "fruit/apple", "fruit/pear")),
    fourth=decision(Kind.SUGGESTIONS, "tools/saw", "fruit/pear", "fruit/plum", "fruit/apple"),
    hidden=decision(Kind.UNKNOWN, ranked=("fruit/apple",)),
    false=decision(Kind.ANSWER, "fruit/pear"),
    offered=decision(Kind.SUGGESTIONS, "fruit/pear", "tools/saw"),
)
CASES = (
    case("right", "apple", kind="plain"),
    case("second", "pear", kind="plain"),
    case("wrong", "fruit/apple", kind="plain"),
    case("fourth", "apple", kind="short"),
    case("hidden", "apple", kind="short"),
    case("false", kind="offtopic"),
    case("offered", kind="offtopic"),
    case("quiet", kind="offtopic"),
    case("silent"),
)


def test_the_shares_of_a_file() -> None:
    report = evaluate(MATCHER, KNOWLEDGE, CASES)

    assert (report.answerable, report.unanswerable) == (5, 4)
    assert report.right == 4 / 9  # right, offered, quiet, silent
    assert report.hit_at_1 == 2 / 5  # right, hidden
    assert report.hit_at_3 == 4 / 5  # and second, wrong; fourth has it at place four
    assert report.answered_right == 1 / 5
    assert report.answered_wrong == 2 / 5  # second answers pear, but not first
    assert report.suggested_right == 1 / 5
    assert report.false_answers == 1 / 4
    assert report.false_suggestions == 1 / 4


def test_the_shares_by_kind_in_the_order_of_the_file() -> None:
    kinds = evaluate(MATCHER, KNOWLEDGE, CASES).kinds

    assert list(kinds) == ["plain", "short", "offtopic"]
    assert (kinds["plain"].answerable, kinds["plain"].answered_wrong) == (3, 2 / 3)
    assert (kinds["short"].hit_at_1, kinds["short"].suggested_right) == (1 / 2, 1 / 2)
    assert (kinds["offtopic"].unanswerable, kinds["offtopic"].false_answers) == (3, 1 / 3)


def test_a_share_of_nothing_is_none() -> None:
    plain = evaluate(MATCHER, KNOWLEDGE, CASES).kinds["plain"]
    assert plain.unanswerable == 0
    assert plain.false_answers is None
    assert plain.false_suggestions is None

    nothing = evaluate(MATCHER, KNOWLEDGE, ())
    assert (nothing.answerable, nothing.right, nothing.hit_at_1, nothing.kinds) == (0, None, None, {})


def test_any_expected_entry_counts() -> None:
    report = evaluate(MATCHER, KNOWLEDGE, [case("right", "saw", "apple"), case("offered", "fruit/plum", "saw")])
    assert (report.hit_at_1, report.answered_right, report.suggested_right) == (1 / 2, 1 / 2, 1 / 2)


def test_the_report_is_the_json_object_of_the_eval_command() -> None:
    values = json.loads(json.dumps(evaluate(MATCHER, KNOWLEDGE, CASES).as_dict()))
    shares = ["answerable", "unanswerable", "right", "hit_at_1", "hit_at_3", "answered_right", "answered_wrong"]
    shares += ["suggested_right", "false_answers", "false_suggestions"]
    assert list(values) == [*shares, "kinds", "latency_us"]
    assert list(values["kinds"]["short"]) == shares
    assert list(values["latency_us"]) == ["p50", "p99"]
    assert 0 < values["latency_us"]["p50"] <= values["latency_us"]["p99"]


def test_each_question_is_decided_once_after_a_warm_up_on_titles() -> None:
    matcher = Table()
    evaluate(matcher, KNOWLEDGE, CASES)
    assert matcher.asked == [entry.title for entry in KNOWLEDGE] + [case.question for case in CASES]


def test_progress_is_told_after_every_question() -> None:
    told: list[tuple[int, int]] = []
    evaluate(MATCHER, KNOWLEDGE, CASES[:3], progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_unknown_and_ambiguous_ids_are_all_named_before_anything_is_decided() -> None:
    matcher = Table()
    with pytest.raises(EvaluationError) as caught:
        evaluate(matcher, KNOWLEDGE, [case("a", "aple"), case("b", "plum"), case("c", "apple")])
    first, second = str(caught.value).splitlines()
    assert first.startswith('cases.jsonl:a: there is no entry "aple"; the nearest are apple, ')
    assert second == 'cases.jsonl:b: several topics have an entry "plum"; write fruit/plum or tools/plum.'
    assert matcher.asked == []


def test_an_empty_knowledge_base_has_no_nearest_entry() -> None:
    with pytest.raises(EvaluationError, match="the knowledge base is empty"):
        evaluate(Table(), KnowledgeBase(), [case("a", "apple")])


def test_lines_are_read_in_every_allowed_shape() -> None:
    lines = [
        '\ufeff{"q": "one", "expect": "apple", "kind": "plain"}',
        "",
        '{"q": "two\u2028lines", "expect": ["apple", "fruit/pear"], "author": "someone"}\r',
        '{"q": "", "expect": null, "kind": "chat"}',
    ]
    assert read_cases("q.jsonl", "\n".join(lines)) == (
        Case("one", ("apple",), "plain", "q.jsonl:1"),
        Case("two\u2028lines", ("apple", "fruit/pear"), "", "q.jsonl:3"),
        Case("", (), "chat", "q.jsonl:4"),
    )


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("apple", "this line is not JSON"),
        ('{"q": "cut', "this line is not JSON"),
        ("[" * 100_000, "this line is not JSON"),
        ('["apple"]', "this line is no JSON object"),
        ('{"expect": "apple"}', '"q" must be the question as text'),
        ('{"q": 7, "expect": "apple"}', '"q" must be the question as text'),
        ('{"q": "a"}', '"expect" must be an entry id, a list of them, or null'),
        ('{"q": "a", "expect": []}', '"expect" must be an entry id, a list of them, or null'),
        ('{"q": "a", "expect": ["apple", 1]}', '"expect" must be an entry id, a list of them, or null'),
        ('{"q": "a", "expect": false}', '"expect" must be an entry id, a list of them, or null'),
        ('{"q": "a", "expect": null, "kind": 3}', '"kind" must be text'),
    ],
)
def test_an_unusable_line_is_named(line: str, complaint: str) -> None:
    with pytest.raises(VersusError) as caught:
        read_cases("q.jsonl", f'{{"q": "fine", "expect": null}}\n{line}\n')
    assert str(caught.value).startswith(f"q.jsonl:2: {complaint}")
    assert len(str(caught.value).splitlines()) == 1


def test_every_unusable_line_is_named_up_to_ten() -> None:
    with pytest.raises(EvaluationError) as caught:
        read_cases("q.jsonl", "no\n" * 13)
    told = str(caught.value).splitlines()
    assert [line.split(": ")[0] for line in told[:-1]] == [f"q.jsonl:{number}" for number in range(1, 11)]
    assert told[-1] == "and 3 more like these."


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
def test_a_file_without_questions_is_refused(text: str) -> None:
    with pytest.raises(EvaluationError, match=r"q\.jsonl: there is no question in this file"):
        read_cases("q.jsonl", text)
