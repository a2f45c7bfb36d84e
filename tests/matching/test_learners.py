"""The grammar of people who learn English costs a question no more than a slip of the keyboard."""

import pytest

from bot.matching.decision import Kind
from bot.matching.matcher import Matcher
from tests.matching.bases import base, plain

MATCHER = Matcher.build(
    base(
        plain("app", "deploy", "Deploying a model", "How do I deploy a model?", "How does a model go live?"),
        plain("app", "tests", "Tests", "How are the tests done?", "Who writes the tests?"),
        plain("app", "hard", "Is it hard?", "Is it hard to learn?", "How long does it take to learn?"),
        plain("app", "price", "Price", "How much does it cost?", "What is the price of the course?"),
        plain("app", "password", "Forgotten password", "How do I change my password?"),
        plain("app", "refund", "Refunds", "How can I get a refund?", "When do I get my money back?"),
        plain("app", "install", "Installation", "How do I install the app on a phone?"),
        plain("app", "invite", "Inviting friends", "How can I invite my friends to the server?"),
    )
)
"""Of each: the entry, how it is asked, how a learner asks, and how it is mistyped."""
CASES = [
    ("deploy", "how can I deploy a model", "how i can deploy one model", "how can I depoly a modle"),
    ("deploy", "how do I deploy the model", "how to deploying model", "how do I dploy the modle"),
    ("deploy", "how does the model go live", "how the model is go live", "how does the modle go liev"),
    ("tests", "how are the tests done", "how to make the tests", "how are the tsets doen"),
    ("tests", "who writes the tests", "who is write the test", "who wirtes the tests"),
    ("hard", "is it hard to learn", "is hard learn?", "is it hrad to laern"),
    ("hard", "how long does it take to learn", "how much time it takes for learn", "how long dose it take to laern"),
    ("price", "how much does it cost", "how much it costs", "how mcuh does it csot"),
    ("price", "how much does it cost", "how much is cost it", "how muhc does it cots"),
    ("price", "what is the price of the course", "which price have the course", "what is the pirce of the cousre"),
    ("password", "how do I change my password", "how i must to change the password", "how do I chnage my pasword"),
    ("password", "how can I change the password", "which way I can changing password", "how can I hcange the pasword"),
    ("refund", "how can I get a refund", "how i can to get one refund", "how can I get a rfeund"),
    ("refund", "when do I get my money back", "when i am getting back the moneys", "when do I get my mnoey bakc"),
    ("install", "how do I install it on my phone", "how install app in phone", "how do I isntall it on my phnoe"),
    ("install", "how do I install the app", "how to make installation of app", "how do I intsall the ap"),
    ("invite", "how can I invite my friends", "how i can invite to my friends", "how can I invte my freinds"),
    ("invite", "how do I invite a friend", "how invite one friend", "how do I invtie a freind"),
]  # fmt: skip


def chance(text: str, entry: str) -> float:
    """The probability that the entry is given."""
    return next((found.score for found in MATCHER.decide(text).candidates if found.entry == f"app/{entry}"), 0.0)


@pytest.mark.parametrize(("entry", "plainly", "learner", "slip"), CASES)
def test_a_learner_finds_the_entry(entry: str, plainly: str, learner: str, slip: str) -> None:
    found = [MATCHER.decide(text) for text in (plainly, learner, slip)]
    assert {decision.candidates[0].entry for decision in found} == {f"app/{entry}"}
    assert found[1].kind is Kind.ANSWER
    assert chance(learner, entry) > chance(plainly, entry) - 0.15


def test_their_grammar_costs_no_more_than_a_slip() -> None:
    lost = [chance(plainly, entry) - chance(learner, entry) for entry, plainly, learner, _ in CASES]
    by_slips = [chance(plainly, entry) - chance(slip, entry) for entry, plainly, _, slip in CASES]
    assert sum(lost) <= sum(by_slips)


OTHERS = ["how i can cook one soup", "how to make the cake", "who is drive the bus", "how i can to plant one tree"]


@pytest.mark.parametrize("text", OTHERS)
def test_the_same_grammar_about_something_else_is_not_answered(text: str) -> None:
    assert MATCHER.decide(text).kind is not Kind.ANSWER
