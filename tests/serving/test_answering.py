"""What is offered where nothing answers."""

from dataclasses import replace

import pytest

from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.decision import Candidate, Decision, Kind, Reason, SmallTalk
from bot.serving.answering import fallback_of


def topic(name: str, fallback: str | None) -> Topic:
    entries = tuple(Entry(name, one, one.title(), answer="So.") for one in ("rules", "contact"))
    return Topic(name, name.title(), entries=entries, fallback=fallback)


NEITHER, FIRST, SECOND, BOTH = (
    KnowledgeBase((topic("cats", cats), topic("dogs", dogs)))
    for cats, dogs in ((None, None), ("contact", None), (None, "rules"), ("contact", "rules"))
)
OFFERED = [
    (NEITHER, "cats/rules", None),
    (NEITHER, None, None),
    (FIRST, "cats/rules", "cats/contact"),
    (FIRST, "dogs/rules", "cats/contact"),
    (FIRST, None, "cats/contact"),
    (SECOND, "cats/rules", "dogs/rules"),
    (SECOND, "dogs/contact", "dogs/rules"),
    (BOTH, "cats/contact", "cats/contact"),
    (BOTH, "dogs/contact", "dogs/rules"),
    (BOTH, "birds/contact", "cats/contact"),
    (BOTH, None, "cats/contact"),
]


@pytest.mark.parametrize(("knowledge", "closest", "offered"), OFFERED)
def test_it_is_that_of_the_closest_topic_or_else_of_the_first_that_names_one(
    knowledge: KnowledgeBase, closest: str | None, offered: str | None
) -> None:
    candidates = (Candidate(closest, 0.1), Candidate("cats/rules", 0.05)) if closest else ()
    found = fallback_of(knowledge, Decision(Kind.UNKNOWN, candidates=candidates))
    assert (found.key if found else None) == offered


@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.SUGGESTIONS])
def test_what_is_answered_or_suggested_needs_none(kind: Kind) -> None:
    decision = Decision(kind, ("cats/rules",), (Candidate("cats/rules", 0.9),))
    assert fallback_of(BOTH, decision) is None


@pytest.mark.parametrize("small_talk", SmallTalk)
def test_nor_does_small_talk(small_talk: SmallTalk) -> None:
    decision = Decision(Kind.UNKNOWN, reason=Reason(small_talk=small_talk))
    assert fallback_of(BOTH, decision) is None
    assert fallback_of(BOTH, replace(decision, reason=Reason())) is not None
