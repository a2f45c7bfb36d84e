"""Decisions as plain text."""

from dataclasses import replace

import pytest

from bot.cli.plain import TextStyle, decision_text, entry_text, reason_text
from bot.knowledge.model import Entry, KnowledgeBase, Link, Source, Subject, Topic
from bot.matching.decision import Candidate, Decision, Kind, Reason, SmallTalk
from bot.matching.explanation import Explanation, LeftOut

BREWING = Entry(
    topic="tea",
    id="brewing",
    title="Brewing",
    sides={"green": "Two **short** minutes.", "black": "Four minutes."},
    both="Hot water.",
    see_also=("shop",),
)
SHOP = Entry(topic="tea", id="shop", title="Shop", answer="Here it is.", links=(Link("Buy", "https://example.org"),))
KNOWLEDGE = KnowledgeBase(
    (
        Topic(
            id="tea",
            title="Tea",
            subjects=(Subject("green", "Green tea"), Subject("black", "Black tea")),
            entries=(BREWING, SHOP),
            source=Source("Tea House", "https://example.org/tea"),
        ),
    )
)


def answer(*keys: str, subjects: tuple[str, ...] = ()) -> Decision:
    return Decision(Kind.ANSWER, keys, subjects=subjects)


def test_a_dimension_shows_what_is_shared_then_each_side_then_where_it_comes_from() -> None:
    assert decision_text(answer("tea/brewing"), KNOWLEDGE).splitlines() == [
        "Brewing",
        "",
        "Hot water.",
        "",
        "Green tea",
        "  Two short minutes.",
        "",
        "Black tea",
        "  Four minutes.",
        "",
        "See also: Shop",
        "Tea · source: Tea House (https://example.org/tea)",
    ]


def test_the_side_asked_for_comes_first() -> None:
    text = decision_text(answer("tea/brewing", subjects=("black",)), KNOWLEDGE)
    assert text.index("Black tea") < text.index("Green tea")


def test_a_plain_entry_shows_its_links() -> None:
    assert "Here it is.\n\nBuy: https://example.org" in decision_text(answer("tea/shop"), KNOWLEDGE)


def test_two_entries_are_both_answered_in_order() -> None:
    text = decision_text(answer("tea/shop", "tea/brewing"), KNOWLEDGE)
    assert text.index("Shop") < text.index("Brewing\n")


def test_suggestions_are_numbered() -> None:
    text = decision_text(Decision(Kind.SUGGESTIONS, ("tea/shop", "tea/brewing")), KNOWLEDGE)
    assert text.splitlines() == ["Did you mean one of these?", "  1. Shop", "  2. Brewing"]


def test_a_single_suggestion_is_asked_about_by_its_name() -> None:
    assert decision_text(Decision(Kind.SUGGESTIONS, ("tea/shop",)), KNOWLEDGE) == "Did you mean Shop?"


def test_an_unknown_says_what_is_known_and_the_way_on() -> None:
    text = decision_text(Decision(Kind.UNKNOWN), KNOWLEDGE, way_on="Type /list.")
    assert text == "I don't have an answer to that. I only know how Green tea and Black tea compare. Type /list."


def test_an_unknown_offers_what_the_topic_falls_back_on_before_the_way_on() -> None:
    knowledge = KnowledgeBase((replace(KNOWLEDGE.topics[0], fallback="shop"),))
    assert decision_text(Decision(Kind.UNKNOWN), knowledge, way_on="Type /list.").splitlines() == [
        "I don't have an answer to that. I only know how Green tea and Black tea compare.",
        "Perhaps this helps:",
        "  1. Shop",
        "Type /list.",
    ]
    small_talk = Decision(Kind.UNKNOWN, reason=Reason(small_talk=SmallTalk.OTHER))
    assert "Shop" not in decision_text(small_talk, knowledge)


def test_what_is_compared_with_something_unknown_is_told_what_is_known() -> None:
    decision = Decision(Kind.UNKNOWN, reason=Reason(unknown_names=("oolong",)))
    assert decision_text(decision, KNOWLEDGE, way_on="Type /list.") == (
        "I don't know oolong. I only know how Green tea and Black tea compare. Type /list."
    )
    known = replace(decision, subjects=("green",), instead="tea/brewing")
    assert "What I do know: Brewing in Green tea." in decision_text(known, KNOWLEDGE)
    assert "What I do know: Brewing." in decision_text(replace(known, subjects=()), KNOWLEDGE)
    assert "I don't know oolong." in reason_text(Explanation(decision), KNOWLEDGE)


def test_thanks_and_the_list_are_answered() -> None:
    both = SmallTalk.THANKS, SmallTalk.LIST
    thanks, listing = (Decision(Kind.UNKNOWN, reason=Reason(small_talk=kind)) for kind in both)
    assert decision_text(thanks, KNOWLEDGE, way_on="Type /list.") == "You're welcome. Ask me again any time."
    assert decision_text(listing, KNOWLEDGE, way_on="Type /list.").splitlines()[1:] == ["  Brewing", "  Shop"]


def test_small_talk_gets_the_short_help() -> None:
    text = decision_text(Decision(Kind.UNKNOWN, reason=Reason(small_talk=SmallTalk.OTHER)), KNOWLEDGE)
    assert text == "I know how Green tea and Black tea compare. Ask me a question."


def test_bold_is_shown_where_it_can_be() -> None:
    text = entry_text(BREWING, KNOWLEDGE, style=TextStyle(bold=lambda part: f"<{part}>"))
    assert "<Brewing>" in text
    assert "Two <short> minutes." in text
    assert "**" not in text


@pytest.mark.parametrize("width", [20, 40, 80])
def test_lines_keep_to_the_width_but_for_a_long_word(width: int) -> None:
    long = Entry("tea", "long", "Long", answer=f"{'word ' * 50}{'x' * 100}")
    knowledge = KnowledgeBase((Topic("tea", "Tea", entries=(long,)),))
    lines = entry_text(long, knowledge, style=TextStyle(width)).splitlines()
    assert all(len(line) <= width for line in lines if "x" not in line)
    assert "x" * 100 in lines


def test_a_reason_says_what_decided_before_the_numbers() -> None:
    reason = Reason(0.91, 0.4, "How long does it steep?", ("steep",), "tea/shop")
    decision = Decision(Kind.ANSWER, ("tea/brewing",), (Candidate("tea/brewing", 0.91),), reason=reason)
    found = Explanation(decision, (LeftOut("steep", Decision(Kind.UNKNOWN)),), (LeftOut("Brewing", decision),))
    assert reason_text(found, KNOWLEDGE).splitlines() == [
        'I would answer with "Brewing" (score 0.91, 0.40 above the next; 0.91 all together).',
        "What spoke for Brewing",
        '  "steep": without it I would not know it.',
        '  No single wording: several say much the same. The nearest is its title "Brewing".',
        "What spoke against it",
        "  Nothing.",
    ]
    small_talk = Decision(Kind.UNKNOWN, reason=Reason(small_talk=SmallTalk.OTHER))
    assert reason_text(Explanation(small_talk), KNOWLEDGE).startswith("I take it for small talk")
