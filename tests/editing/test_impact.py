"""Impact compares two deciders over what people asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from bot.editing.change import EntryEdit
from bot.editing.impact import MOST_OTHERS, ChangeKind, Examples, impact, touched_examples
from bot.inbox.questions import RecentQuestion
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.decision import Decision, Kind

UNKNOWN = Decision(Kind.UNKNOWN)


def answer(*entries: str) -> Decision:
    return Decision(Kind.ANSWER, entries)


def suggestions(*entries: str) -> Decision:
    return Decision(Kind.SUGGESTIONS, entries)


@dataclass
class Table:
    """A decider that looks its decisions up."""

    decisions: dict[str, Decision] = field(default_factory=dict[str, Decision])

    def decide_many(self, texts: Sequence[str]) -> list[Decision]:
        return [self.decisions.get(text, UNKNOWN) for text in texts]


def test_each_effect_most_asked_first() -> None:
    before = Table(
        {
            "price": answer("t/cost"),
            "rent": answer("t/cost"),
            "drift": answer("t/data"),
            "both": answer("t/a", "t/b"),
            "s": suggestions("t/a"),
        }
    )
    after = Table(
        {
            "price": answer("t/security"),
            "both": answer("t/b", "t/a"),
            "salary": answer("t/demand"),
            "pay": answer("t/demand"),
            "u": suggestions("t/a"),
        }
    )
    asked = ["salary", "pay", "pay", "price", "drift", "both", "s", "u", "never"]
    result = impact(before, after, [RecentQuestion(text) for text in asked], Examples(("never", "rent"), 3))
    assert [(shift.question, shift.times, shift.effect) for shift in result.shifts] == [
        ("pay", 2, ChangeKind.ANSWERED),
        ("salary", 1, ChangeKind.ANSWERED),
        ("drift", 1, ChangeKind.LOST),
        ("price", 1, ChangeKind.CHANGED),
        ("u", 1, ChangeKind.SUGGESTED),
        ("s", 1, ChangeKind.SILENCED),
    ]
    assert (result.asked, result.unchanged) == (9, 2)
    assert (result.examples, result.nearby) == (1, 2), "what was asked counts among what was asked"
    assert [shift.question for shift in result.example_shifts] == ["rent"]


def test_the_same_decider_has_no_effect() -> None:
    table = Table({"price": answer("t/cost")})
    assert impact(table, table, [RecentQuestion("price")], Examples((), 0)).shifts == ()


RULES = Entry("t", "rules", "Rules", questions=("what is allowed",), answer="Be kind to newcomers.")
COST = Entry("t", "cost", "Cost", questions=("what is the price", "who pays"), sides={"a": "Some.", "b": "More."})
TEA = Entry("t", "tea", "Tea", questions=("where do newcomers get tea", "is the kettle on"))


@pytest.mark.parametrize(
    ("before", "after", "touched"),
    [
        (RULES, replace(RULES, answer="Be kind."), {"what is allowed", "where do newcomers get tea"}),
        (COST, replace(COST, both="Ask about the kettle."), {"what is the price", "who pays", "is the kettle on"}),
        (COST, replace(COST, questions=("who pays",)), {"who pays", "what is the price"}),
        (COST, None, {"what is the price", "who pays"}),
    ],
)
def test_every_word_that_the_matcher_reads_counts_and_questions_that_go_are_asked_once_more(
    before: Entry, after: Entry | None, touched: set[str]
) -> None:
    others = [entry for entry in (RULES, COST, TEA) if entry != before]
    knowledge = KnowledgeBase((Topic("t", "T", entries=(*others, *([after] if after else []))),))
    assert set(touched_examples(knowledge, [EntryEdit(before.key, before, after)]).questions) == touched


def test_of_very_many_examples_the_nearest_are_asked() -> None:
    others = tuple(
        Entry("t", f"e{n}", f"Entry {n}", questions=(f"kettle number {n}", f"tea kettle {n}"))
        for n in range(MOST_OTHERS)
    )
    changed = replace(TEA, questions=(*TEA.questions, "tea kettle"))
    knowledge = KnowledgeBase((Topic("t", "T", entries=(changed, *others)),))
    found = touched_examples(knowledge, [EntryEdit(TEA.key, TEA, changed)])
    assert found.found == 2 * MOST_OTHERS + len(changed.questions)
    assert len(found.questions) == MOST_OTHERS + len(changed.questions)
    assert set(changed.questions) == set(found.questions[: len(changed.questions)])
    assert all(question.startswith("tea kettle") for question in set(found.questions) - set(changed.questions))
