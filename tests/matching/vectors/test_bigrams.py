"""Which words follow each other tells apart what the words alone do not."""

from itertools import pairwise

import numpy as np
import pytest

from bot.matching.matcher import Matcher
from bot.matching.vectors.bigrams import BOUNDARY, Bigrams
from bot.matching.vectors.sparse import CsrMatrix
from tests.matching.bases import base, plain

ORDERED = base(
    plain(
        "bank",
        "deposit",
        "Savings to checking",
        "move savings to checking",
        "transfer savings to checking please",
        "can i send savings to checking",
    ),
    plain(
        "bank",
        "saving",
        "Checking to savings",
        "move checking to savings",
        "transfer checking to savings please",
        "can i send checking to savings",
    ),
)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("please wire savings to checking", "bank/deposit"),
        ("please wire checking to savings", "bank/saving"),
        ("how to put savings to checking", "bank/deposit"),
        ("how to put checking to savings", "bank/saving"),
    ],
)
def test_the_order_of_words_decides_where_the_words_are_the_same(text: str, entry: str) -> None:
    assert Matcher.build(ORDERED).rank(text, 1)[0].entry == entry


# Words 0 to 3, each its own stem: "0 1 2", "0 1 3", "2" and a phrase without words.
PHRASES = CsrMatrix.of([3, 3, 1, 0], np.array([0, 1, 2, 0, 1, 3, 2], np.int32))
STEMS = np.arange(4, dtype=np.int32)


def test_pairs_are_counted_with_the_beginning_and_the_end() -> None:
    bigrams = Bigrams(PHRASES, STEMS)
    assert bigrams.count(0, 1) == 2
    assert bigrams.count(1, 2) == bigrams.count(1, 3) == 1
    assert bigrams.count(BOUNDARY, 0) == bigrams.count(2, BOUNDARY) == 2
    assert bigrams.count(1, 0) == bigrams.count(7, 9) == 0
    assert bigrams.recurrence == pytest.approx(11 / 8)


def test_only_pairs_that_come_again_have_a_number() -> None:
    bigrams = Bigrams(PHRASES, STEMS)
    assert bigrams.size == 3
    assert sorted(bigrams.number(*pair) for pair in [(BOUNDARY, 0), (0, 1), (2, BOUNDARY)]) == [0, 1, 2]
    assert bigrams.number(1, 2) == bigrams.number(1, 3) == bigrams.number(3, 0) == -1
    assert bigrams.number(0, None) == bigrams.number(None, 1) == -1


def test_a_question_has_the_pairs_that_the_same_phrase_has() -> None:
    bigrams = Bigrams(PHRASES, STEMS)
    found = bigrams.numbers_in(PHRASES, STEMS)
    for number, stems in enumerate([[0, 1, 2], [0, 1, 3], [2]]):
        numbers = [bigrams.number(*pair) for pair in pairwise([BOUNDARY, *stems, BOUNDARY])]
        assert found.indices[found.indptr[number] : found.indptr[number + 1]].tolist() == numbers


def test_without_phrases_there_are_no_pairs() -> None:
    bigrams = Bigrams(CsrMatrix.of([], np.zeros(0, np.int32)), np.zeros(0, np.int32))
    assert (bigrams.size, bigrams.recurrence, bigrams.count(0, 0)) == (0, 1.0, 0)
    assert bigrams.number(0, 1) == -1
