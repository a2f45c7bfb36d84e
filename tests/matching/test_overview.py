"""A question for nothing but the subjects gets what sums up or defines them, or else their topic's list."""

import pytest

from bot.knowledge.model import Entry, KnowledgeBase, Subject, Topic
from bot.matching.decision import Context, Kind, SmallTalk
from bot.matching.matcher import Matcher
from tests.matching.bases import base, plain

LANGUAGES = (Subject("rust", "Rust", ("rustlang",)), Subject("go", "Go", ("golang",)))
ROWS = (
    Entry("rust-vs-go", "speed", "Speed", questions=("Which one is faster?",), sides={"rust": "A.", "go": "B."}),
    Entry("rust-vs-go", "memory", "Memory", questions=("How is memory managed in Rust and Go?",),
          sides={"rust": "Rust owns.", "go": "Go collects."}),
    Entry("rust-vs-go", "learning", "Learning curve", questions=("How hard is Go to learn?",), both="Both take time."),
    Entry("rust-vs-go", "books", "Books", questions=("Is there a Go book?",), answer="Some."),
)  # fmt: skip
DEFINED = (
    Entry("rust-vs-go", "rust", "Rust", questions=("What is Rust?",), answer="A language."),
    Entry("rust-vs-go", "go", "What is Go?", answer="A language too."),
)
SUMMED_UP = (Entry("rust-vs-go", "short", "In short", aliases=("overview",), both="Both are fine."),)
PETS = Topic(
    "pets",
    "Cats, dogs and birds",
    (Subject("cats", "Cats", ("cat",)), Subject("dogs", "Dogs"), Subject("birds", "Birds")),
    (
        Entry("pets", "food", "Food", questions=("What do cats eat?",), both="A lot."),
        Entry("pets", "both", "Cats vs dogs", both="They differ."),
        Entry("pets", "all", "What is the difference between cats, dogs and birds?", both="They all differ."),
    ),
)


def topic(*entries: Entry) -> Topic:
    return Topic("rust-vs-go", "Rust vs Go", LANGUAGES, entries)


ONLY_ROWS = Matcher.build(KnowledgeBase((topic(*ROWS),)))
WITH_DEFINITIONS = Matcher.build(KnowledgeBase((topic(*ROWS, *DEFINED),)))
WITH_A_SUMMARY = Matcher.build(KnowledgeBase((topic(*ROWS, *DEFINED, *SUMMED_UP),)))
TWO_TOPICS = Matcher.build(KnowledgeBase((topic(*ROWS, *DEFINED), PETS)))

BOTH = [
    "rust or go?", "rust vs go", "Rust vs. Go", "go or rust", "rust and go", "rustlang vs golang", "rsut vs go",
    "difference?", "what's the difference", "what is the difference between rust and go?", "differences", "compare",
    "compare them", "compare rust and go please", "how do they differ?", "how does rust compare to go",
    "which is better?",
    "is rust better than go?", "which one is better, go or rust", "is go better", "overview",
    "can you give me an overview",
    "rust against go please", "should i use rust or go?", "should we choose go or rust",
    "what should i learn, rust or go",
    "would you pick go or rust", "which would you recommend, golang or rust?", "how do rust and go compare in general",
    "hi, go vs rust?", "tell me about rust and go", "comparison", "golang versus rustlang", "explain both rust and go",
    "rust vs go tldr",
]  # fmt: skip


@pytest.mark.parametrize("text", BOTH)
def test_a_question_for_both_gets_the_overview(text: str) -> None:
    assert WITH_A_SUMMARY.decide(text).entries == ("rust-vs-go/short",)
    defined = WITH_DEFINITIONS.decide(text)
    assert defined.kind is Kind.ANSWER
    assert set(defined.entries) == {"rust-vs-go/rust", "rust-vs-go/go"}
    listed = ONLY_ROWS.decide(text)
    assert (listed.kind, listed.entries) == (Kind.UNKNOWN, ())
    assert (listed.reason.small_talk, listed.reason.topic) == (SmallTalk.LIST, "rust-vs-go")


ONE = [
    ("go", "go"), ("go?", "go"), ("Go please", "go"), ("golang", "go"), ("what is go", "go"), ("what's golang?", "go"),
    ("tell me about go", "go"), ("explain rust", "rust"), ("rust", "rust"), ("define rust", "rust"), ("rustt", "rust"),
    ("what do you know about rust?", "rust"), ("what does go mean", "go"), ("why rust", "rust"), ("why golang?", "go"),
    ("wtf is golang", "go"),
    ("rust explained simply", "rust"), ("what even is rust", "rust"), ("i don't understand what golang is", "go"),
    ("can someone explain golang to a newbie", "go"), ("golang in a nutshell please", "go"),
    ("so what's the deal with rust", "rust"), ("gist of golang?", "go"), ("what is the fuss about rust", "rust"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "subject"), ONE)
def test_a_question_for_one_gets_its_definition(text: str, subject: str) -> None:
    for matcher in (WITH_DEFINITIONS, WITH_A_SUMMARY, TWO_TOPICS):
        assert matcher.decide(text).entries == (f"rust-vs-go/{subject}",)
    assert ONLY_ROWS.decide(text).reason.topic == "rust-vs-go"


WITHIN = [
    ("sorry to bother you all, my cousin asked and i had no answer, but what is rust exactly?", "rust"),
    ("never mind the other one, what is golang?", "go"),
    ("I inherited a project yesterday and it is full of it. what is rust?", "rust"),
]


@pytest.mark.parametrize(("text", "subject"), WITHIN)
def test_a_clause_that_asks_what_a_subject_is_gets_its_definition(text: str, subject: str) -> None:
    decision = WITH_DEFINITIONS.decide(text)
    assert (decision.kind, decision.entries) == (Kind.ANSWER, (f"rust-vs-go/{subject}",))


ASKING_MORE = ["we use rust, who has the keys?", "what do rust people eat, and when?", "our rust expert left?",
               "is rust for beginners?"]  # fmt: skip


@pytest.mark.parametrize("text", ASKING_MORE)
def test_a_subject_that_is_only_spoken_of_is_not_defined(text: str) -> None:
    decision = WITH_DEFINITIONS.decide(text)
    assert decision.kind is not Kind.ANSWER or decision.entries != ("rust-vs-go/rust",)


ORDINARY = ["how do i go there", "can i go", "where should i go", "let's go", "is it a go", "can you go", "ok i go now",
            "should we go", "we can go to it", "do i have to go"]  # fmt: skip


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_word_that_a_subject_is_called_by_is_not_asked_about(text: str) -> None:
    for matcher in (ONLY_ROWS, WITH_DEFINITIONS, WITH_A_SUMMARY):
        assert matcher.decide(text).kind is Kind.UNKNOWN


MORE = [
    ("which one is faster, rust or go?", "speed"),
    ("memory in rust vs go", "memory"),
    ("how is memory managed in rust and go", "memory"),
    ("how hard is go to learn?", "learning"),
    ("is there a go book", "books"),
    ("compare the speed of rust and go", "speed"),
    ("should i use rust or go for speed", "speed"),
    ("is it hard to learn rust or go", "learning"),
    ("which books should i use for go", "books"),
]


@pytest.mark.parametrize(("text", "entry"), MORE)
def test_what_asks_for_more_is_looked_up(text: str, entry: str) -> None:
    for matcher in (ONLY_ROWS, WITH_DEFINITIONS, WITH_A_SUMMARY):
        assert matcher.decide(text).candidates[0].entry == f"rust-vs-go/{entry}"


def test_the_summary_of_the_subjects_named_comes_first() -> None:
    assert TWO_TOPICS.decide("dogs or cats?").entries == ("pets/both",)
    assert TWO_TOPICS.decide("cats or dogs or birds").entries == ("pets/all",)
    assert TWO_TOPICS.decide("cat vs bird").entries == ("pets/all",)


@pytest.mark.parametrize("text", ["difference?", "compare them", "rust vs cats"])
def test_where_it_is_not_told_which_topic_all_are_listed(text: str) -> None:
    reason = TWO_TOPICS.decide(text).reason
    assert (reason.small_talk, reason.topic) == (SmallTalk.LIST, None)


@pytest.mark.parametrize("text", ["compare them", "difference?", "what's the difference"])
def test_after_an_answer_its_sides_are_compared(text: str) -> None:
    decision = TWO_TOPICS.decide(text, Context(("rust-vs-go/memory",), ("go",)))
    assert decision.entries == ("rust-vs-go/memory",)
    assert decision.subjects == ()


@pytest.mark.parametrize("text", ["compare them", "difference?", "which is better"])
def test_without_subjects_there_is_nothing_to_compare(text: str) -> None:
    matcher = Matcher.build(base(plain("shop", "refund", "Refunds"), plain("shop", "hours", "Opening hours")))
    assert matcher.decide(text).reason.small_talk is SmallTalk.OTHER
