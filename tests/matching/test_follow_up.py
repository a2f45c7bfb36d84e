"""A reply to an answer is read in that answer's context."""

import pytest

from bot.matching.decision import Context, Kind
from bot.matching.matcher import Matcher
from tests.matching.bases import GARDEN, TOPIC, answers

MONITORING = Context((f"{TOPIC}/monitoring",), ("mlops",))
FOLLOW_UPS = [
    ("and DevOps?", "monitoring", ("devops",)),
    ("and for devops?", "monitoring", ("devops",)),
    ("What about DevOps", "monitoring", ("devops",)),
    ("dev ops?", "monitoring", ("devops",)),
    ("and devps?", "monitoring", ("devops",)),
    ("what about mlops and devops", "monitoring", ()),
    ("what about cost?", "cost", ("mlops",)),
    ("how about security", "security", ("mlops",)),
    ("and scalability?", "scalability", ("mlops",)),
    ("costs in devops?", "cost", ("devops",)),
    ("what about the brochure?", "brochure", ()),
    ("And what about the costs of all of this?", "cost", ()),
]


@pytest.mark.parametrize(("text", "entry", "sides"), FOLLOW_UPS)
def test_a_reply_goes_on_where_the_answer_stood(
    text: str, entry: str, sides: tuple[str, ...], matcher: Matcher
) -> None:
    decision = matcher.decide(text, MONITORING)
    assert answers(decision, entry)
    assert decision.subjects == sides


@pytest.mark.parametrize(
    "text", ["and the weather?", "what about pasta with tomatoes", "who won the match last night?"]
)
def test_a_reply_about_something_else_stays_unknown(text: str, matcher: Matcher) -> None:
    assert matcher.decide(text, MONITORING).kind is Kind.UNKNOWN


@pytest.mark.parametrize("text", ["thanks!", "ok", "lol", ""])
def test_thanks_for_an_answer_are_small_talk(text: str, matcher: Matcher) -> None:
    assert matcher.decide(text, MONITORING).reason.small_talk


def test_a_continued_answer_is_sure_of_itself(matcher: Matcher) -> None:
    decision = matcher.decide("and DevOps?", MONITORING)
    assert decision.candidates[0].entry == f"{TOPIC}/monitoring"
    assert decision.reason.score == decision.candidates[0].score == 1


@pytest.mark.parametrize(
    ("answered", "text", "entries", "sides"),
    [
        (("garden/watering", "garden/feeding"), "and pots?", ("garden/watering", "garden/feeding"), ("pots",)),
        (("garden/feeding", "garden/watering"), "beds", ("garden/feeding", "garden/watering"), ("beds",)),
        (("garden/watering", "garden/feeding"), "and both, beds and pots?", None, None),
        (("garden/watering", "garden/frost"), "and pots?", ("garden/watering",), ("pots",)),
        (("garden/frost", "garden/watering"), "and pots?", ("garden/watering",), ("pots",)),
        (("garden/watering", "garden/gone"), "and pots?", ("garden/watering",), ("pots",)),
        (
            ("garden/watering", "garden/feeding"),
            "and when do plants need compost in pots?",
            ("garden/feeding",),
            ("pots",),
        ),
    ],
)
def test_after_two_entries_a_side_means_both(
    answered: tuple[str, ...], text: str, entries: tuple[str, ...] | None, sides: tuple[str, ...] | None
) -> None:
    """Those of them that compare it."""
    decision = Matcher.build(GARDEN).decide(text, Context(answered, ("beds",)))
    if entries is not None:
        assert (decision.kind, decision.entries, decision.subjects) == (Kind.ANSWER, entries, sides)


@pytest.mark.parametrize("context", [Context(), Context(("gone/entry",), ("gone",)), Context((f"{TOPIC}/gone",))])
@pytest.mark.parametrize("text", ["and devops?", "what is devops", "how does monitoring differ?"])
def test_a_context_that_is_gone_changes_nothing(context: Context, text: str, matcher: Matcher) -> None:
    assert matcher.decide(text, context) == matcher.decide(text)


def test_a_side_that_the_entry_does_not_have_is_not_continued() -> None:
    matcher = Matcher.build(GARDEN)
    decision = matcher.decide("and pots?", Context(("garden/frost",), ()))
    assert decision.subjects == ()


def test_no_context_carries_over_from_the_question_before(matcher: Matcher) -> None:
    before = matcher.decide("what about cost?")
    matcher.decide("what about cost?", MONITORING)
    assert matcher.decide("what about cost?") == before
    assert before.subjects == ()
