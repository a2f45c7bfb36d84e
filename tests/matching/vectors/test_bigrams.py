"""Which words follow each other tells apart what the words alone do not."""

from itertools import pairwise

import numpy as np
import pytest

from bot.matching.matcher import Matcher
from bot.matching.vectors.bigrams import BOUNDARY, Neighbours
from bot.matching.vectors.sparse import Rows
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
PHRASES = Rows.of([3, 3, 1, 0], np.array([0, 1, 2, 0, 1, 3, 2], np.int32))
STEMS = np.arange(4, dtype=np.int32)


def test_pairs_are_counted_with_the_beginning_and_the_end() -> None:
    neighbours = Neighbours(PHRASES, STEMS)
    assert neighbours.count(0, 1) == 2
    assert neighbours.count(1, 2) == neighbours.count(1, 3) == 1
    assert neighbours.count(BOUNDARY, 0) == neighbours.count(2, BOUNDARY) == 2
    assert neighbours.count(1, 0) == neighbours.count(7, 9) == 0
    assert neighbours.recurrence == pytest.approx(11 / 8)


def test_only_pairs_that_come_again_have_a_number() -> None:
    neighbours = Neighbours(PHRASES, STEMS)
    assert neighbours.size == 3
    assert sorted(neighbours.number(*pair) for pair in [(BOUNDARY, 0), (0, 1), (2, BOUNDARY)]) == [0, 1, 2]
    assert neighbours.number(1, 2) == neighbours.number(1, 3) == neighbours.number(3, 0) == -1
    assert neighbours.number(0, None) == neighbours.number(None, 1) == -1


def test_a_question_has_the_pairs_that_the_same_phrase_has() -> None:
    neighbours = Neighbours(PHRASES, STEMS)
    found = neighbours.numbers_in(PHRASES, STEMS)
    for number, stems in enumerate([[0, 1, 2], [0, 1, 3], [2]]):
        numbers = [neighbours.number(*pair) for pair in pairwise([BOUNDARY, *stems, BOUNDARY])]
        assert found.columns[found.start[number] : found.start[number + 1]].tolist() == numbers


def test_without_phrases_there_are_no_pairs() -> None:
    neighbours = Neighbours(Rows.of([], np.zeros(0, np.int32)), np.zeros(0, np.int32))
    assert (neighbours.size, neighbours.recurrence, neighbours.count(0, 0)) == (0, 1.0, 0)
    assert neighbours.number(0, 1) == -1
