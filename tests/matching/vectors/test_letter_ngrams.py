"""Words spelt alike are found by the letter n-grams that tell words apart, however many words there are."""

from collections.abc import Callable
from itertools import islice, product

import numpy as np
import pytest

from bot.matching.vectors.letter_ngrams import LetterNgrams
from bot.matching.vectors.vocabulary import Vocabulary

LETTERS = "abcdefghijklmnop"


def begin_alike(count: int) -> list[str]:
    """Words that all begin, and all end, in the same way."""
    return [f"prefix{''.join(middle)}ation" for middle in islice(product(LETTERS, repeat=4), count)]


def of_one_kind(count: int) -> list[str]:
    """Numbered names, as a generated file has them."""
    return [f"item{number:05d}" for number in range(count)]


@pytest.mark.parametrize("words", [begin_alike, of_one_kind])
def test_twice_the_words_are_about_twice_the_pairs(words: Callable[[int], list[str]]) -> None:
    pairs = [len(LetterNgrams.of(words(count)).similarity.indices) for count in (2000, 4000)]
    # All of them would be 4 and 16 million.
    assert pairs[1] < 3 * pairs[0] < 3_000_000


def test_a_word_is_like_itself_however_common_its_beginning_and_end_are() -> None:
    words = begin_alike(1000)
    letters = LetterNgrams.of(words)
    whole = letters.similarity.to_dense(len(words))
    np.testing.assert_allclose(np.diagonal(whole), 1, rtol=1e-6)
    np.testing.assert_allclose(whole, whole.T, rtol=1e-6)
    assert letters.sizes.tolist() == [letters.size(word) for word in words]


def test_a_word_of_nothing_but_common_ngrams_is_like_no_word() -> None:
    letters = LetterNgrams.of([*(f"abc{number:03d}xyz" for number in range(600)), "abc"])
    assert not letters.similar("ab")
    assert letters.size("q") == 1


def test_words_that_come_with_an_edit_count_common_ngrams_no_more_than_those_before() -> None:
    words = of_one_kind(900)
    whole, first = Vocabulary().extended(words), Vocabulary().extended(words[:700])
    for typed in ("item00007", "itme00612", "item"):
        first.letters.similar(typed)  # what is remembered is taken over
    later = first.extended(words[700:])
    assert later.letters.sizes.tolist() == whole.letters.sizes.tolist()
    for typed in ("item00007", "itme00612", "item"):
        found, expected = (one.letters.similar(typed) for one in (later, whole))
        assert found == pytest.approx(expected)
