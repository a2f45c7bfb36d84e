"""Misspelt words are read as the words of the knowledge base that may be meant; right ones are left alone."""

import pytest

from bot.matching.index import Index
from bot.matching.spelling.corrector import Corrector
from tests.matching.bases import base, plain


@pytest.fixture(scope="module")
def corrector() -> Corrector:
    """The corrector of a small knowledge base."""
    knowledge = base(
        plain("work", "monitoring", "Monitoring", "How is the server watched at night?", "Who gets alerts?"),
        plain("work", "security", "Security", "How are passwords kept?", "Is personal data encrypted?"),
        plain("work", "delivery", "Continuous delivery", "How often is software released?"),
        plain("work", "data", "Data management", "Where does the training data come from?"),
    )
    return Index.of(knowledge).corrector


CORRECTED = [
    ("monitoring", "monitoring"),
    ("montioring", "monitoring"),
    ("monitorng", "monitoring"),
    ("monitorinng", "monitoring"),
    ("mmonitoring", "monitoring"),
    ("nonitoring", "monitoring"),
    ("securty", "security"),
    ("seucrity", "security"),
    ("secuirty", "security"),
    ("pasword", "password"),
    ("encrpyted", "encrypted"),
    ("continous delivry", "continuous delivery"),
    ("realeased sofware", "released software"),
    ("wich servr", "which server"),
]


@pytest.mark.parametrize(("typed", "meant"), CORRECTED)
def test_the_best_guess_is_what_was_meant(typed: str, meant: str, corrector: Corrector) -> None:
    found = corrector.corrected(typed.split())
    assert [word.removesuffix("s") for word in found] == [word.removesuffix("s") for word in meant.split()]


FAR = ["kafka", "pasta", "zzz", "xylophone", "the", "who", "42", "a", "机器学习", "guinea"]


@pytest.mark.parametrize("word", FAR)
def test_what_is_far_from_every_word_is_read_as_none_of_them(word: str, corrector: Corrector) -> None:
    (read,) = corrector.corrected([word])
    assert read == word or not corrector.knows(read)


def test_a_number_is_no_slip_for_another() -> None:
    prices = Index.of(base(plain("shop", "price", "Price", "Does it cost 500 or 1200?"))).corrector
    assert prices.corrected(["50", "5000", "1201", "500"]) == ["50", "5000", "1201", "500"]


@pytest.mark.parametrize(
    ("typed", "meant"), [("unmonitor", "monitor"), ("rerelease", "release"), ("unencrypted", "encrypted")]
)
def test_a_word_with_a_prefix_may_mean_the_one_without(typed: str, meant: str, corrector: Corrector) -> None:
    (guesses,) = corrector.guesses([typed])
    assert meant in {guess.word for guess in guesses}
    assert all(guess.certainty < 1 for guess in guesses)


@pytest.mark.parametrize("typed", ["unat", "unkafka", "rereading", "unanimity"])
def test_a_prefix_before_what_is_not_known_is_a_part_of_the_word(typed: str, corrector: Corrector) -> None:
    (guesses,) = corrector.guesses([typed])
    assert typed[2:] not in {guess.word for guess in guesses}


FORMS = ["monitoring", "monitored", "monitors", "passwords", "password", "releases", "encrypting"]


@pytest.mark.parametrize("word", FORMS)
def test_other_forms_of_a_word_are_known(word: str, corrector: Corrector) -> None:
    assert corrector.knows(word)


LONGER = [("munich", "much"), ("thessaly", "these"), ("wheaton", "when"), ("thenar", "then")]


@pytest.mark.parametrize(("typed", "filler"), LONGER)
def test_a_name_is_no_slip_for_a_much_shorter_filler(typed: str, filler: str, corrector: Corrector) -> None:
    assert filler not in {guess.word for (guesses,) in [corrector.guesses([typed])] for guess in guesses}


@pytest.mark.parametrize(
    ("typed", "filler"), [("mucch", "much"), ("theese", "these"), ("whenn", "when"), ("wehn", "when")]
)
def test_a_slip_for_a_filler_is_mended(typed: str, filler: str, corrector: Corrector) -> None:
    assert corrector.corrected([typed]) == [filler]


RESPACED = [
    ("datamanagement", "data management"),
    ("continuousdelivery", "continuous delivery"),
    ("moni toring", "monitoring"),
    ("secur ity", "security"),
    ("data management", "data management"),
    ("atnight", "at night"),
    ("isoften", "isoften"),
    ("nightat", "nightat"),
    ("kafkarabbit", "kafkarabbit"),
]


@pytest.mark.parametrize(("typed", "meant"), RESPACED)
def test_missing_and_surplus_spaces_are_mended(typed: str, meant: str, corrector: Corrector) -> None:
    assert corrector.respaced(typed.split()) == meant.split()


@pytest.mark.parametrize("text", ["montioring securty", "pasword monitorng", "kafka montioring", "wich zzz"])
def test_the_guesses_for_a_word_share_it_out(text: str, corrector: Corrector) -> None:
    for guesses in corrector.guesses(text.split()):
        weights = [guess.weight for guess in guesses]
        assert weights == sorted(weights, reverse=True)
        assert not weights or sum(weights) == pytest.approx(1)


@pytest.mark.parametrize("length", [1, 31, 32, 33, 41, 42, 60, 4000])
def test_words_of_any_length_are_read(length: int, corrector: Corrector) -> None:
    assert len(corrector.corrected(["q" * length])) == 1
