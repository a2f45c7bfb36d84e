"""A message without content is never answered, unless an entry has just these words."""

import pytest

from bot.knowledge.model import KnowledgeBase
from bot.matching.decision import Context, Kind, SmallTalk
from bot.matching.matcher import Matcher
from tests.matching.bases import GARDEN, base, plain

SHOP = base(
    plain("shop", "refund", "Refunds", "How do I get a refund?"),
    plain("shop", "error", "Error 404", "What does error 404 mean?"),
    plain("shop", "about", "About us"),
    plain("shop", "why", "Why you?", "Who are you to tell?"),
    plain("shop", "need", "Do I need it?"),
)
GAME = base(
    plain("game", "crash", "The game crashes", "Why does it crash?"),
    plain("game", "play", "How do I play?"),
    plain("game", "42", "42", "What is the answer to everything?"),
)
CONTENTLESS = [
    "how", "How?", "how do i", "do you", "do you?", "can you", "is it", "and then", "and then?", "why", "why not",
    "what", "what?", "what about", "and", "or", "so", "so what now", "?", "???", "!", "…", ".", "👍", "😀😀", "🤔?",
    "https://example.com/how/do/i/get/a/refund", "https://example.com why", "```python\nget_refund()\n```",
    "```\nTraceback: error 404\n``` why?", "<:thinking:>", "7", "2026", "1 2 3", "12:30", "3.5", "what is it",
    "how do you do that", "what should i do now", "who", "when?", "which one", "but why", "hwo", "waht",
    "tell me", "can someone tell me", "i have", "what do you mean", "||how||", "**why**", "@everyone", "u", "r u",
]  # fmt: skip


@pytest.mark.parametrize("text", CONTENTLESS)
@pytest.mark.parametrize("knowledge", [SHOP, GAME, GARDEN])
def test_what_asks_nothing_gets_the_short_help(text: str, knowledge: KnowledgeBase) -> None:
    for context in (None, Context((next(iter(knowledge.entries)),))):
        decision = Matcher.build(knowledge).decide(text, context)
        assert decision.kind is Kind.UNKNOWN
        assert decision.reason.small_talk is SmallTalk.OTHER


HELD = [
    (SHOP, "about us", "shop/about"),
    (SHOP, "About us?", "shop/about"),
    (SHOP, "why you", "shop/why"),
    (SHOP, "who are you to tell", "shop/why"),
    (SHOP, "do i need it?", "shop/need"),
    (GAME, "42", "game/42"),
    (GAME, "how do i play", "game/play"),
    (GAME, "why does it crash", "game/crash"),
]


@pytest.mark.parametrize(("knowledge", "text", "entry"), HELD)
def test_what_an_entry_has_as_a_question_is_answered(knowledge: KnowledgeBase, text: str, entry: str) -> None:
    decision = Matcher.build(knowledge).decide(text)
    assert decision.kind is Kind.ANSWER
    assert decision.entries == (entry,)


def test_a_number_that_an_entry_is_about_is_suggested() -> None:
    decision = Matcher.build(SHOP).decide("404")
    assert decision.kind is Kind.SUGGESTIONS
    assert decision.entries[0] == "shop/error"


CONTENT = ["refund", "refunds?", "and refunds", "how refund", "crash", "why crash", "why are you called that refund"]


@pytest.mark.parametrize("text", CONTENT)
def test_one_word_of_content_is_enough_to_be_looked_up(text: str) -> None:
    for knowledge in (SHOP, GAME):
        assert Matcher.build(knowledge).decide(text).reason.small_talk is None


@pytest.mark.parametrize("text", ["why", "who are you", "thanks for your help"])
def test_those_who_look_why_see_what_came_closest(text: str) -> None:
    greeted = base(
        plain("shop", "why", "Why you?", "Who are you to tell?"), plain("shop", "thanks", "Thank you", "thanks a lot")
    )
    decision = Matcher.build(greeted).decide(text)
    assert decision.kind is not Kind.ANSWER
    assert decision.candidates[0].entry == ("shop/thanks" if text.startswith("thanks") else "shop/why")
