"""A number stands for any other where nothing tells them apart."""

from pathlib import Path

import pytest

from bot.matching.language import english
from bot.matching.language.english import meanings
from bot.matching.matcher import Matcher
from tests.matching.bases import base, plain

SUMS = base(
    plain("maths", "product", "Multiply", "what is 3 times 4", "multiply 5 by 6"),
    plain("maths", "root", "Square roots", "what is the square root of 9"),
    plain("house", "bus", "Bus 7", "when does bus 7 leave"),
    plain("house", "tram", "Bus 9", "when does bus 9 leave"),
)


@pytest.mark.parametrize("text", ["multiply 42 by 17", "what is 12 times 12", "what is seven times twelve"])
def test_other_numbers_than_the_phrases_have_are_no_foreign_words(text: str) -> None:
    assert Matcher.build(SUMS).decide(text).entries == ("maths/product",)


def test_a_number_still_tells_entries_apart() -> None:
    matcher = Matcher.build(SUMS)
    assert matcher.decide("when does bus 7 go").candidates[0].entry == "house/bus"
    assert matcher.decide("when does bus 9 go").candidates[0].entry == "house/tram"


@pytest.mark.parametrize("word", ["7", "42", "1999", "2nd", "8pm", "seven"])
def test_digits_are_a_number_however_they_are_told(word: str) -> None:
    assert meanings(word) == meanings("3") != ()


@pytest.mark.parametrize("word", ["k8s", "f1", "2fa", "3d", "5g", "4ever", "one", "two", "zzz", ""])
def test_names_and_all_else_are_none(word: str) -> None:
    assert meanings(word) == ()


def test_every_group_of_the_thesaurus_has_words_to_bring_together() -> None:
    lines = Path(english.__file__).with_name("thesaurus.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        words = line.split()
        assert line.startswith("#") or len(words) == len(set(words)) > 1, line
