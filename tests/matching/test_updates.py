"""An edited knowledge base: its matcher decides as one built anew, and the matcher before stays as it was."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import reduce
from typing import Final

import pytest

from bot.knowledge.model import Entry, KnowledgeBase, Subject
from bot.matching.matcher import Matcher
from tests.matching.bases import GARDEN, TOPIC, base, phrases_of, plain, with_entry, without_entry
from tests.matching.questions import NEAR_MISSES, OFF_TOPIC, PLAIN, SLIPS

QUESTIONS = [
    *(text for text, _ in (*PLAIN, *SLIPS[::2])),
    *NEAR_MISSES[::2],
    *OFF_TOPIC[::3],
    "which pasta is the best",
    "energy use",
]
PASTA = plain(TOPIC, "pasta", "Pasta", "Which pasta is the best?", "How long does it boil?", aliases=("spaghetti",))


def changed(knowledge: KnowledgeBase) -> KnowledgeBase:
    entry = knowledge.entries[f"{TOPIC}/cost"]
    return with_entry(knowledge, replace(entry, questions=(*entry.questions, "What about energy use?")))


def with_topic(knowledge: KnowledgeBase) -> KnowledgeBase:
    return KnowledgeBase((*knowledge.topics, *GARDEN.topics))


def with_synonym(knowledge: KnowledgeBase) -> KnowledgeBase:
    (topic,) = knowledge.topics
    return KnowledgeBase((replace(topic, synonyms=(*topic.synonyms, ("expense", "moolah"))),))


def with_subject(knowledge: KnowledgeBase) -> KnowledgeBase:
    (topic,) = knowledge.topics
    return KnowledgeBase((replace(topic, subjects=(*topic.subjects, Subject("dataops", "DataOps"))),))


def reordered(knowledge: KnowledgeBase) -> KnowledgeBase:
    (topic,) = knowledge.topics
    return KnowledgeBase((replace(topic, entries=topic.entries[::-1]),))


EDITS: dict[str, Callable[[KnowledgeBase], KnowledgeBase]] = {
    "nothing": lambda knowledge: knowledge,
    "an entry added": lambda knowledge: with_entry(knowledge, PASTA),
    "an entry changed": changed,
    "an entry removed": lambda knowledge: without_entry(knowledge, f"{TOPIC}/cost"),
    "a topic added": with_topic,
    "a synonym added": with_synonym,
    "a subject added": with_subject,
    "the order changed": reordered,
    "everything removed": lambda _: KnowledgeBase(),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_updated_matcher_decides_as_one_built_anew(edit: str, few: KnowledgeBase, few_matcher: Matcher) -> None:
    before = few_matcher.decide_many(QUESTIONS)
    suggested = few_matcher.suggest("")
    edited = EDITS[edit](few)
    updated, anew = few_matcher.updated(edited), Matcher.build(edited)
    assert updated.decide_many(QUESTIONS) == anew.decide_many(QUESTIONS)
    for prefix in ("", "cost", "pas", "watering"):
        assert updated.suggest(prefix) == anew.suggest(prefix)
    assert few_matcher.decide_many(QUESTIONS) == before
    assert few_matcher.suggest("") == suggested


def test_what_was_added_is_found_and_what_was_removed_is_gone(few: KnowledgeBase, few_matcher: Matcher) -> None:
    added = few_matcher.updated(with_entry(few, PASTA))
    assert added.decide("which pasta is best?").entries == (PASTA.key,)
    assert PASTA.key not in {candidate.entry for candidate in few_matcher.decide("which pasta is best?").candidates}
    removed = added.updated(few)
    assert removed.decide("which pasta is best?") == few_matcher.decide("which pasta is best?")


def test_many_edits_in_a_row_end_where_one_build_would(few: KnowledgeBase, few_matcher: Matcher) -> None:
    matcher, knowledge = few_matcher, few
    for edit in ("an entry added", "an entry changed", "a synonym added", "a topic added"):
        knowledge = EDITS[edit](knowledge)
        matcher = matcher.updated(knowledge)
    assert matcher.decide_many(QUESTIONS) == Matcher.build(knowledge).decide_many(QUESTIONS)


def test_a_base_can_grow_from_nothing() -> None:
    matcher = Matcher.build(KnowledgeBase()).updated(GARDEN)
    assert matcher.decide("watering").entries == ("garden/watering",)


THINGS: Final = (
    "anchor basket candle dragon engine feather garlic hammer island jacket kettle ladder mirror needle orange pepper "
    "quiver rocket saddle tunnel urchin velvet walnut yogurt zipper biscuit canyon dolphin falcon glacier harbour igloo"
)
VERBS: Final = ("paint", "borrow", "weigh", "polish", "freeze", "repair", "stretch", "measure", "import", "carry")


def asked(first: str, second: str) -> list[str]:
    """Ten questions about one thing."""
    return [f"How do I {verb} the {first} {second}?" for verb in VERBS]


def large(nouns: Sequence[str]) -> KnowledgeBase:
    """An entry for each pair of nouns; each is asked by its pair and ten verbs."""
    return base(
        *(
            plain(
                "things",
                f"{first}-{second}",
                f"{first} {second}",
                *(f"How do I {verb} the {first} {second}?" for verb in VERBS),
            )
            for number, first in enumerate(nouns)
            for second in nouns[number + 1 :][:9]
        )
    )


@pytest.fixture(scope="module")
def things() -> KnowledgeBase:
    """More phrases than are solved as a whole: edits exchange the phrases of an entry."""
    return large(THINGS.split())


@pytest.fixture(scope="module")
def things_matcher(things: KnowledgeBase) -> Matcher:
    """Its matcher."""
    return Matcher.build(things)


def found(matcher: Matcher, entry: Entry) -> set[str]:
    return {matcher.rank(phrase)[0].entry for phrase in phrases_of(entry)}


def test_a_large_base_follows_each_kind_of_edit(things: KnowledgeBase, things_matcher: Matcher) -> None:
    assert sum(len(phrases_of(entry)) for entry in things) > 2500
    sample = list(things)[::40]
    lamp = plain("things", "lamp", "Lava lamp", "How do I light the lava lamp?", "Is lava warm?")
    added = things_matcher.updated(with_entry(things, lamp))
    assert found(added, lamp) == {lamp.key}
    moved = replace(sample[0], questions=(*sample[0].questions, "Who plays the trombone?"))
    edited = added.updated(with_entry(with_entry(things, lamp), moved))
    assert edited.decide("who plays the trombone").entries == (moved.key,)
    removed = edited.updated(without_entry(with_entry(things, moved), lamp.key))
    assert lamp.key not in {candidate.entry for candidate in removed.rank("lava lamp", 10)}
    for entry in sample:
        for matcher in (things_matcher, added, edited, removed):
            assert found(matcher, entry) == {entry.key}
    assert lamp.key not in {candidate.entry for candidate in things_matcher.rank("lava lamp", 10)}


def test_a_large_base_decides_as_one_built_anew(things: KnowledgeBase, things_matcher: Matcher) -> None:
    edited = without_entry(things, next(iter(things.entries)))
    questions = [phrase for entry in list(edited)[::30] for phrase in phrases_of(entry)]
    updated, anew = things_matcher.updated(edited), Matcher.build(edited)
    for text, one, other in zip(questions, updated.decide_many(questions), anew.decide_many(questions), strict=True):
        assert (one.kind, one.entries) == (other.kind, other.entries), text


def test_a_large_base_keeps_still_about_the_rest(things_matcher: Matcher) -> None:
    for decision in things_matcher.decide_many(OFF_TOPIC):
        assert decision.entries == ()


def test_what_was_found_before_an_edit_counts_only_far_from_it(things: KnowledgeBase) -> None:
    first, second, *_ = entries = list(things)
    questions = [phrase for entry in entries[::9] for phrase in phrases_of(entry)] + list(OFF_TOPIC)
    questions += [question.replace("o", "oo", 1) for question in questions[::3]]
    warm, cold, edited, states = Matcher.build(things), Matcher.build(things), things, list[KnowledgeBase]()
    before = warm.decide_many(questions)
    for number in range(3):
        moved = replace(first, questions=(*second.questions[: number + 1], "Who plays the tromboone?"))
        edited = without_entry(with_entry(edited, moved), entries[9 * (number + 1)].key)
        states.append(edited)
        warm = warm.updated(edited)
        after = warm.decide_many(questions)
        assert after != before
        never_asked = reduce(Matcher.updated, states, cold)
        for text, one, other in zip(questions, after, never_asked.decide_many(questions), strict=True):
            assert (one.kind, one.entries, one.reason.phrase) == (other.kind, other.entries, other.reason.phrase), text
            assert one.reason.score == pytest.approx(other.reason.score, abs=1e-4), text
        before = after
