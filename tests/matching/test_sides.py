"""Which of the compared subjects a question is about, and in which order it names them."""

import pytest

from bot.knowledge.model import Entry, KnowledgeBase, Subject, Topic
from bot.matching.decision import Kind
from bot.matching.matcher import Matcher
from tests.matching.bases import GARDEN, TOPIC, answers
from tests.matching.questions import SIDES


@pytest.mark.parametrize(("text", "entry", "sides"), SIDES)
def test_the_sides_that_a_question_singles_out(text: str, entry: str, sides: tuple[str, ...], matcher: Matcher) -> None:
    decision = matcher.decide(text)
    assert answers(decision, entry)
    assert decision.subjects == sides


THREE = KnowledgeBase(
    (
        Topic(
            "drinks",
            "Hot drinks",
            (Subject("tea", "Tea", ("cha",)), Subject("coffee", "Coffee"),
             Subject("cocoa", "Cocoa", ("hot chocolate",))),
            (
                Entry("drinks", "brewing", "Brewing", ("preparation",), ("How is it made?",),
                      {"tea": "Steep it.", "coffee": "Filter it.", "cocoa": "Stir it."}),
                Entry("drinks", "sugar", "Sweetness", ("sugar",), ("How sweet is it?",),
                      {"tea": "Little.", "cocoa": "Much."}),
                Entry("drinks", "cups", "Cups", ("mugs",), ("Which vessel is used?",), both="Any mug."),
            ),
        ),
    )
)  # fmt: skip
NAMED = [
    ("brewing tea", "brewing", ("tea",)),
    ("brewing", "brewing", ()),
    ("brewing tea and coffee", "brewing", ("tea", "coffee")),
    ("brewing coffee and tea", "brewing", ("coffee", "tea")),
    ("brewing coffee, then cha, then coffee again", "brewing", ("coffee", "tea")),
    ("brewing cocoa, coffee and tea", "brewing", ()),
    ("brewing hot chocolate", "brewing", ("cocoa",)),
    ("BREWING COFFEE", "brewing", ("coffee",)),
    ("brewing coffe", "brewing", ("coffee",)),
    ("sugar in coffee", "sugar", ()),
    ("sugar in cocoa", "sugar", ("cocoa",)),
    ("sugar in tea and in cocoa", "sugar", ()),
    ("mugs for tea", "cups", ()),
]


@pytest.mark.parametrize(("text", "entry", "sides"), NAMED)
def test_sides_come_in_the_order_named(text: str, entry: str, sides: tuple[str, ...]) -> None:
    decision = Matcher.build(THREE).decide(text)
    assert decision.entries == (f"drinks/{entry}",)
    assert decision.subjects == sides


def test_an_alias_of_two_words_names_its_subject() -> None:
    matcher = Matcher.build(GARDEN)
    assert matcher.decide("watering raised beds").subjects == ("beds",)
    assert matcher.decide("watering containers").subjects == ("pots",)


def test_the_subjects_of_another_topic_are_no_sides() -> None:
    both = KnowledgeBase((*GARDEN.topics, *THREE.topics))
    decision = Matcher.build(both).decide("does watering pots with tea help")
    assert decision.entries == ("garden/watering",)
    assert decision.subjects == ("pots",)


def test_a_plain_entry_has_no_sides(matcher: Matcher) -> None:
    decision = matcher.decide("what does mlops stand for")
    assert decision.entries == (f"{TOPIC}/mlops",)
    assert decision.subjects == ()


@pytest.mark.parametrize("text", ["pizza tea", "tea on a raspberry pi", "tea and coffee and pizza", "tea for sale"])
def test_a_named_subject_alone_does_not_make_a_foreign_question_known(text: str) -> None:
    assert Matcher.build(THREE).decide(text).kind is Kind.UNKNOWN


@pytest.mark.parametrize("text", ["mlops pizza", "mlops on a raspberry pi", "mlops and devops and pizza"])
def test_nor_where_entries_are_about_the_subjects_themselves(text: str, matcher: Matcher) -> None:
    assert matcher.decide(text).kind is Kind.UNKNOWN


@pytest.mark.parametrize("text", ["mlops", "devops?", "ml ops", "tell me about devops"])
def test_a_question_of_nothing_but_a_subject_is_about_the_subject(text: str, matcher: Matcher) -> None:
    subject = "devops" if "devops" in text else "mlops"
    assert matcher.decide(text).entries[:1] == (f"{TOPIC}/{subject}",)


@pytest.mark.parametrize("text", ["which of the two needs a filter?", "is either brewed with a filter?"])
def test_both_means_the_subjects(text: str) -> None:
    two = Entry("pair", "brewing", "Brewing", ("preparation", "making it", "how to make it"), ("How is it brewed?",
                "Which filter is right?", "What temperature is best?", "How long does it brew?", "Do I need a pot?"),
                {"tea": "Steep it.", "coffee": "Filter it."})  # fmt: skip
    matcher = Matcher.build(
        KnowledgeBase((Topic("pair", "Tea or coffee", (Subject("tea", "Tea"), Subject("coffee", "Coffee")), (two,)),))
    )
    plain = text.replace("which of the two", "what").replace("either", "it")
    assert matcher.decide(text).candidates[0].score > matcher.decide(plain).candidates[0].score
