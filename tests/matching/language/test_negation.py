"""What a text denies."""

import pytest

from bot.matching.language.negation import denial_in
from bot.matching.language.normalize import normalise, words_of

DENIED = [
    ("it doesn't work", {"work"}),
    ("It does not work!", {"work"}),
    ("i never got my refund", {"refund"}),
    ("my refund hasn't arrived", {"refund", "arriv"}),
    ("why can't i log in?", {"log"}),
    ("can't log in", {"log"}),
    ("i'm unable to log in", {"log"}),
    ("how do i not get banned", {"ban"}),
    ("how can i avoid fees", {"fee"}),
    ("my login is broken", {"login"}),
    ("it stopped working", {"work"}),
    ("how do i stop getting emails", {"email"}),
    ("is not working", {"work"}),
    ("not really working", {"work"}),
    ("nothing works", {"work"}),
    ("nobody answers", {"answer"}),
    ("how do I deploy without docker", {"docker"}),
    ("why is there no sound", {"sound"}),
    ("no refunds?", {"refund"}),
    ("i don't have an order yet", {"order"}),
    ("what happens if i don't pay", {"pay"}),
    ("login doesn't work can i reset it", {"login", "work"}),
    ("what is the core focus of devops i could not answer", {"answer"}),
    ("we have a lot of data and nobody owns it", {"own"}),
]
NOTHING = [
    "how does it work?", "isn't it free?", "can't i log in with google?", "isn't devops just automation",
    "why don't you use kubernetes", "devops is better, isn't it", "i don't know how monitoring works",
    "i don't really understand how the refund works", "not sure how to pay", "no idea how to reset my password",
    "i can't find the brochure", "i can't figure out how to pay", "whether or not i need it", "why not docker",
    "not only mlops", "how do i stop my subscription", "no, how do i pay", "no problem", "", "not", "no",
]  # fmt: skip


@pytest.mark.parametrize(("text", "stems"), [*DENIED, *((text, set[str]()) for text in NOTHING)])
def test_what_does_not_happen_is_denied(text: str, stems: set[str]) -> None:
    assert denial_in(words_of(normalise(text))).scope == stems


COMPLAINTS = ["it doesn't work", "my order is lost", "there is a problem with my order", "the game crashes"]
PLAIN = ["how does it work", "can i deploy without docker", "where is my order"]


@pytest.mark.parametrize(
    ("text", "is_one"), [*((text, True) for text in COMPLAINTS), *((text, False) for text in PLAIN)]
)
def test_a_complaint_is_told_from_what_is_only_absent(text: str, is_one: bool) -> None:
    assert denial_in(words_of(normalise(text))).is_complaint == is_one
