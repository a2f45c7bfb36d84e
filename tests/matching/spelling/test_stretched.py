"""Words with repeated letters and words with spaces between their letters are read as they are meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.index import Index
from bot.matching.language.normalize import normalise, words_of
from bot.matching.spelling.stretched import divided, readings
from tests.matching.bases import base, plain

CORRECTOR = Index.of(
    base(
        plain("a", "monitoring", "Monitoring", "How do you monitor a server?"),
        plain("a", "cost", "What it costs", "Is it expensive?", "How much is the access?"),
        plain("a", "security", "Security", "Is it safe?"),
        plain("a", "battery", "AA battery", "Which battery fits?"),
        plain("a", "faq", "FAQ", "Where is the FAQ?"),
    )
).corrector

STRETCHED = [
    ("monitoringgggg", "monitoring"),
    ("costttt", "cost"),
    ("cooooost", "cost"),
    ("sooo expensiiive", "so expensive"),
    ("acccesssss", "access"),
    ("is it saaaafe???", "is it safe"),
    ("pleeeease", "please"),
    ("hellllllp", "help"),
    ("whaaat", "what"),
    ("baaatteryyy", "battery"),
    ("seeeecuriiiityyyy", "security"),
]


@pytest.mark.parametrize(("typed", "read"), STRETCHED)
def test_a_stretched_word_is_read_as_it_is(typed: str, read: str) -> None:
    assert CORRECTOR.respaced(words_of(normalise(typed))) == read.split()


@pytest.mark.parametrize(("typed", "read"), [("monitrinnnng", "monitoring"), ("secruityyyyy", "security")])
def test_a_slip_in_a_stretched_word_is_corrected(typed: str, read: str) -> None:
    assert CORRECTOR.corrected(CORRECTOR.respaced([typed])) == [read]


SPACED = [
    ("m o n i t o r i n g", "monitoring"),
    ("M O N I T O R I N G", "monitoring"),
    ("m.o.n.i.t.o.r", "monitor"),
    ("m-o-n-i-t-o-r", "monitor"),
    ("c o s t s", "costs"),
    ("what is the c o s t of it", "what is the cost of it"),
    ("s e c u r i t y", "security"),
    ("h o w  m u c h  i s  i t", "how much is it"),
    ("i s  i t  e x p e n s i v e", "is it expensive"),
    ("h o w  m u c h  d o e s  i t  c o s t", "how much does it cost"),
    ("f a q", "faq"),
]


@pytest.mark.parametrize(("typed", "read"), SPACED)
def test_a_word_that_is_spaced_out_is_read_as_one(typed: str, read: str) -> None:
    assert CORRECTOR.respaced(words_of(normalise(typed))) == read.split()


LEFT_ALONE = [
    "c",
    "vitamin a b c",
    "plan a or b",
    "i o",
    "www",
    "aaa battery",
    "xxx",
    "iii viii",
    "1000 20000",
    "e e cummings",
    "a b c d",
    "x y z",
    "bookkeeper committee",
    "zzzz",
    "kubernetes",
]


@pytest.mark.parametrize("typed", LEFT_ALONE)
def test_what_is_neither_is_left_as_it_is(typed: str) -> None:
    assert CORRECTOR.respaced(words_of(normalise(typed))) == typed.split()


def test_a_stretched_word_that_is_there_is_left_as_it_is() -> None:
    corrector = Index.of(
        base(plain("a", "brr", "Brrr", "What is brrr?"), plain("a", "br", "Br", "What is br?"))
    ).corrector
    assert corrector.respaced(["brrr"]) == ["brrr"]


@pytest.mark.parametrize("word", ["", "a", "cost", "aaa", "mmm", "xviii", "1112"])
def test_a_word_that_is_not_stretched_has_no_readings(word: str) -> None:
    assert list(readings(word)) == []


def test_letters_of_no_words_are_not_divided() -> None:
    assert divided("abcd", {"ab", "cd"}.__contains__) == ["ab", "cd"]
    assert divided("abcde", {"ab", "cd"}.__contains__) == []


@given(st.text(alphabet="abc \u00e9", max_size=200))
def test_any_letters_are_read(text: str) -> None:
    words = text.split()
    assert sum(map(len, CORRECTOR.respaced(words))) <= sum(map(len, words))
