"""What is denied is no answer to what is affirmed, and of entries that fit equally none is picked."""

import pytest

from bot.knowledge.model import KnowledgeBase, Subject, Topic
from bot.matching.confidence.calibration import ConfidenceLevel
from bot.matching.decision import Kind
from bot.matching.matcher import Matcher
from tests.matching.bases import base, plain

ACCOUNT = base(
    plain("account", "password", "How do I reset my password?"),
    plain("account", "pin", "How do I reset my PIN?"),
    plain("account", "username", "How do I reset my username?"),
    plain("account", "2fa", "How do I reset my 2FA?"),
    plain("account", "login", "I can't log in"),
    plain("account", "refund", "How do I get a refund?", "Can I get my money back?"),
    plain("account", "work", "How does it work?"),
    plain("account", "delete", "How do I delete my account?"),
    plain("account", "sound", "No sound", "I can't hear anything"),
)
GAME = base(
    plain("game", "claim", "How do I claim land?"),
    plain("game", "banned", "How do I get unbanned?", "I was banned"),
    plain("game", "crash", "The game crashes", "The game does not start"),
    plain("game", "voice", "How do I use voice chat?", "Does voice chat work on a phone?"),
    plain("game", "fly", "How do I fly?"),
    plain("game", "sell", "How do I sell items?"),
    plain("game", "buy", "How do I buy land?"),
)
SHOP = base(
    plain("shop", "order", "Where is my order?", "How do I track my order?"),
    plain("shop", "cancel", "How do I cancel my order?"),
    plain("shop", "change", "How do I change my address?"),
    plain("shop", "email", "How do I change my email?"),
    plain("shop", "decaf", "Decaf", "Do you sell coffee without caffeine?"),
    plain("shop", "ship", "Do you ship abroad?", "Which countries do you ship to?"),
    plain("shop", "delayed", "My delivery is delayed", "The courier is late"),
    plain("shop", "broken", "The grinder arrived damaged"),
    plain("shop", "page", "The page stays blank"),
)
MATCHERS = {name: Matcher.build(one) for name, one in (("account", ACCOUNT), ("game", GAME), ("shop", SHOP))}

OPPOSED = [
    ("account", "it doesn't work"), ("account", "it does not work at all"), ("account", "this isn't working"),
    ("account", "it stopped working"), ("account", "i never got my refund"), ("account", "i did not get a refund"),
    ("account", "my refund hasn't come"), ("account", "i can't delete my account"), ("account", "how do i log in"),
    ("account", "my password reset does not work"), ("account", "my money never came back"),
    ("account", "i was not able to delete my account"), ("account", "how do i not get a refund"),
    ("game", "voice chat doesn't work"), ("game", "i can't claim land"), ("game", "how do i not get banned"),
    ("game", "claiming land fails"), ("game", "i'm unable to fly"), ("game", "how does the game start"),
    ("shop", "i never got my order"), ("shop", "you don't ship abroad"), ("shop", "my order never came"),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "text"), OPPOSED)
@pytest.mark.parametrize("level", ConfidenceLevel)
def test_what_denies_what_the_entry_affirms_is_never_answered(topic: str, text: str, level: ConfidenceLevel) -> None:
    knowledge = {"account": ACCOUNT, "game": GAME, "shop": SHOP}[topic]
    assert Matcher.build(knowledge, level).decide(text).kind is not Kind.ANSWER


AGREEING = [
    ("account", "why can't i log in?", "login"), ("account", "i can't log in", "login"),
    ("account", "can't login", "login"),
    ("account", "i cannot log in anymore", "login"), ("account", "how does it work", "work"),
    ("account", "does it work?", "work"), ("account", "i don't know how to get a refund", "refund"),
    ("account", "i don't understand how it works", "work"), ("account", "refund", "refund"),
    ("account", "not sure how to delete my account", "delete"), ("account", "can i get a refund", "refund"),
    ("account", "there is no sound", "sound"), ("account", "can't i get a refund?", "refund"),
    ("game", "the game doesn't start", "crash"), ("game", "how do i get unbanned", "banned"),
    ("game", "i have no idea how to claim land", "claim"), ("game", "does voice chat work on my phone", "voice"),
    ("shop", "where is my order", "order"), ("shop", "don't you ship abroad?", "ship"),
    ("shop", "do you have coffee without caffeine", "decaf"), ("shop", "i can't find my order, where is it", "order"),
    ("shop", "my delivery didn't come, it's delayed", "delayed"),
    ("shop", "the courier hasn't come, he is late", "delayed"),
    ("shop", "the grinder isn't whole, it arrived damaged", "broken"),
    ("shop", "the page doesn't load, it stays blank", "page"),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "text", "entry"), AGREEING)
def test_what_says_the_same_is_answered(topic: str, text: str, entry: str) -> None:
    decision = MATCHERS[topic].decide(text)
    assert decision.candidates[0].entry == f"{topic}/{entry}"
    assert decision.kind is Kind.ANSWER


def test_an_entry_that_complains_too_is_suggested_first() -> None:
    matcher = Matcher.build(
        base(
            plain("site", "login", "How do I log in?", "Where do I log in?"),
            plain("site", "locked", "Locked out", "I can't log in after a while"),
            plain("site", "hours", "Opening hours"),
        )
    )
    decision = matcher.decide("i can't log in")
    assert decision.entries[0] == "site/locked"


EQUAL = [
    ("account", "how do i reset it", {"password", "pin", "username", "2fa"}),
    ("account", "how do i reset this?", {"password", "pin", "username", "2fa"}),
    ("account", "how can i reset mine", {"password", "pin", "username", "2fa"}),
    ("account", "reset", {"password", "pin", "username", "2fa"}),
    ("account", "how to reset", {"password", "pin", "username", "2fa"}),
    ("game", "how do i get land", {"claim", "buy"}),
    ("shop", "how do i change it", {"change", "email"}),
    ("shop", "change", {"change", "email"}),
]


@pytest.mark.parametrize(("topic", "text", "entries"), EQUAL)
def test_entries_that_fit_equally_are_all_suggested(topic: str, text: str, entries: set[str]) -> None:
    decision = MATCHERS[topic].decide(text)
    assert decision.kind is Kind.SUGGESTIONS
    assert {f"{topic}/{entry}" for entry in entries} <= set(decision.entries)


TITLES = base(
    *(plain("account", what.lower(), f"Reset {what}") for what in ("PIN", "password", "2FA")),
    plain("account", "bill", "Paying a bill"),
)
ALIKE = base(
    plain("account", "forgot", "Forgot your password", "How do I get a new password?"),
    plain("account", "reset", "How do I reset my password?", "I forgot my password"),
    plain("account", "lost", "Lost luggage", "Where do I report lost luggage?"),
    plain("account", "luggage", "Is my luggage lost?", "Who finds luggage that I lost?"),
    plain("account", "bill", "Paying a bill"),
)


@pytest.mark.parametrize(
    "text", ["how do i reset it", "reset", "i'd like to reset something", "can I reset this here?"]
)
def test_titles_that_have_the_same_word_of_the_question_are_all_suggested(text: str) -> None:
    decision = Matcher.build(TITLES).decide(text)
    assert decision.kind is Kind.SUGGESTIONS
    assert set(decision.entries) == {"account/pin", "account/password", "account/2fa"}


@pytest.mark.parametrize(
    ("text", "entries"),
    [("forgot the password", {"forgot", "reset"}), ("my luggage got lost", {"lost", "luggage"}),
     ("i lost my luggage", {"lost", "luggage"})],
)  # fmt: skip
def test_near_twins_are_both_suggested(text: str, entries: set[str]) -> None:
    decision = Matcher.build(ALIKE).decide(text)
    assert decision.kind is Kind.SUGGESTIONS
    assert set(decision.entries) == {f"account/{entry}" for entry in entries}


@pytest.mark.parametrize(
    ("text", "entry"),
    [("i forgot my password", "reset"), ("forgot your password", "forgot"), ("is my luggage lost?", "luggage"),
     ("new password", "forgot"), ("reset the password", "reset")],
)  # fmt: skip
def test_of_near_twins_the_one_is_answered_whose_phrase_or_own_word_is_asked(text: str, entry: str) -> None:
    assert Matcher.build(ALIKE).decide(text).entries == (f"account/{entry}",)


UNEQUAL = [
    ("account", "how do i reset my pin", "pin"), ("account", "reset my passwrd", "password"),
    ("account", "2fa reset", "2fa"), ("account", "delete it", "delete"), ("account", "how do i delete mine", "delete"),
    ("game", "how do i fly", "fly"), ("game", "how do i sell", "sell"), ("game", "claim it", "claim"),
    ("shop", "where is my order", "order"), ("shop", "cancel it", "cancel"), ("shop", "where can i track it", "order"),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "text", "entry"), UNEQUAL)
def test_an_entry_with_a_word_of_the_question_that_others_lack_is_answered(topic: str, text: str, entry: str) -> None:
    assert MATCHERS[topic].decide(text).entries == (f"{topic}/{entry}",)


def test_a_subject_makes_no_difference_between_the_entries_of_its_topic() -> None:
    entries = tuple(plain("ops", entry, f"How do I start with {entry}?") for entry in ("monitoring", "testing"))
    knowledge = KnowledgeBase((Topic("ops", "Ops", (Subject("dev", "DevOps"), Subject("ml", "MLOps")), entries),))
    decision = Matcher.build(knowledge).decide("how do i start with devops")
    assert decision.kind is not Kind.ANSWER
