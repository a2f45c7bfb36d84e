"""A short name is no slip of another, and a slip of a longer word is still found."""

import pytest

from bot.matching.decision import Kind
from bot.matching.index import Index
from bot.matching.matcher import Matcher
from bot.matching.vectors.letter_ngrams import LetterNgrams
from tests.matching.bases import base, plain

KNOWLEDGE = base(
    plain("tech", "ai", "What is AI?", "What does AI mean?"),
    plain("tech", "pc", "PC requirements", "Which PC do I need?"),
    plain("tech", "rom", "ROM", "What is a ROM for?"),
    plain("tech", "ps5", "PS5", "Does it run on a PS5?"),
    plain("shop", "ip", "Server IP", "How do I get the IP?"),
    plain("shop", "us", "Delivery to the US", "Do you deliver to the US?"),
    plain("shop", "crash", "When the game crashes", "What if the world crashes?"),
    plain("shop", "enchant", "Enchants", "Who sells enchants?"),
    plain("shop", "cost", "Cost", "How much does it cost?"),
)
MATCHER = Matcher.build(KNOWLEDGE)
CORRECTOR = Index.of(KNOWLEDGE).corrector

OTHERS = [
    "api",
    "pr",
    "pdf",
    "ram",
    "uk",
    "vip",
    "ps4",
    "hr",
    "iot",
    "aws",
    "sre",
    "gcp",
    "usb",
    "np",
    "dom",
    "qi",
    "zp",
]


@pytest.mark.parametrize("word", OTHERS)
def test_another_short_name_is_read_as_none_that_is_there(word: str) -> None:
    (read,) = CORRECTOR.corrected([word])
    assert read == word or read not in {"ai", "pc", "rom", "ip", "us", "ps5"}


ASKED = [
    "what is an api",
    "what does api mean",
    "how do i get vip",
    "what is the vip",
    "what is a ram for",
    "which pr do i need",
]


@pytest.mark.parametrize("text", ASKED)
def test_a_question_about_another_short_name_is_not_answered(text: str) -> None:
    assert MATCHER.decide(text).kind is not Kind.ANSWER


SLIPS = [
    ("crahsing", "crash"),
    ("crahses", "crash"),
    ("crasshing", "crash"),
    ("the game kepes crahsing", "crash"),
    ("encahnting", "enchant"),
    ("enchnats", "enchant"),
    ("how mcuh does it csot", "cost"),
    ("hw much is the cst", "cost"),
    ("whcih pc do i need", "pc"),
    ("waht is ai", "ai"),
    ("what is aii", "ai"),
    ("who sells echants", "enchant"),
]


@pytest.mark.parametrize(("text", "entry"), SLIPS)
def test_a_slip_of_a_longer_word_still_finds_its_entry(text: str, entry: str) -> None:
    assert MATCHER.decide(text).candidates[0].entry.endswith(f"/{entry}")
    assert MATCHER.decide(text).kind is not Kind.UNKNOWN


@pytest.mark.parametrize(
    "pair", ["api ai", "pr pc", "pdf pc", "us uk", "ram rom", "vip ip", "ps4 ps5", "c c++", "c# c++"]
)
def test_short_names_have_no_letters_in_common(pair: str) -> None:
    one, other = pair.split()
    assert not LetterNgrams.of([other]).similar(one)


@pytest.mark.parametrize(("typed", "read"), [("passw0rd", "password"), ("windows11", "windows11"), ("gpt3", "gpt3")])
def test_a_number_is_no_slip_of_another_but_a_letter_may_be_typed_as_one(typed: str, read: str) -> None:
    corrector = Index.of(base(plain("a", "b", "Passwords", "My password on windows10 with gpt4"))).corrector
    assert corrector.corrected([typed]) == [read]
