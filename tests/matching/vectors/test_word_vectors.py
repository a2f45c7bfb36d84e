"""Words of like meaning are near in the table that comes with the bot, unrelated ones not; unknown ones say nothing."""

from itertools import product

import numpy as np
import pytest

from bot.matching.language.normalize import normalise, stem, words_of
from bot.matching.vectors.sparse import CsrMatrix, Floats
from bot.matching.vectors.word_vectors import WordVectors, word_vectors

_ALIKE = [
    ("refund", "money back"),
    ("price", "cost"),
    ("how pricey is it", "is it expensive"),
    ("get my money back", "request a refund"),
    ("noob", "beginner"),
    ("reset my password", "forgot my login"),
    ("parcel", "package delivery"),
    ("hire", "recruit staff"),
    ("javascript", "programming language"),
    ("kubernetes", "container cluster"),
    ("my laptop", "a portable computer"),
    ("tuition", "school fees"),
    ("teacher", "instructor"),
    ("server rules", "community guidelines"),
    ("cancel my subscription", "end my membership"),
    ("wifi is slow", "internet connection problem"),
    ("job", "employment"),
    ("rent a car", "hire a vehicle"),
    ("physician", "doctor"),
    ("holiday", "vacation"),
]
_UNLIKE = ["banana bread recipe", "volcano", "violin", "penguins in antarctica", "knitting a scarf"]


def _vector(text: str) -> Floats:
    return word_vectors().of_words(dict.fromkeys(map(stem, words_of(normalise(text))), 1.0))


def _likeness(left: str, right: str) -> float:
    return float(_vector(left) @ _vector(right))


@pytest.mark.parametrize(("left", "right"), _ALIKE)
def test_texts_of_like_meaning_are_nearer_than_unrelated_ones(left: str, right: str) -> None:
    assert _likeness(left, right) > 0.3
    assert _likeness(left, right) > max(_likeness(text, other) for text in (left, right) for other in _UNLIKE)


def test_unrelated_texts_are_at_right_angles_on_average() -> None:
    pairs = [(left, other) for (left, _), other in product(_ALIKE, _UNLIKE)]
    assert abs(np.mean([_likeness(*pair) for pair in pairs])) < 0.1


@pytest.mark.parametrize("words", [{}, {"qzxv": 1.0}, {"a" * 40: 2.0}, {"": 1.0}, {"名前": 1.0}, {"refund": 0.0}])
def test_what_the_table_does_not_have_tells_nothing(words: dict[str, float]) -> None:
    assert not word_vectors().of_words(words).any()


def test_an_unknown_word_changes_nothing() -> None:
    known = {stem("refund"): 1.0, stem("policy"): 0.7}
    assert (word_vectors().of_words(known) == word_vectors().of_words({**known, "qzxv": 3.0})).all()


def test_a_word_of_more_weight_draws_the_text_nearer() -> None:
    vectors = word_vectors()
    refund, shipping = _vector("refund"), _vector("shipping")
    near = [
        float(vectors.of_words({stem("refund"): weight, stem("shipping"): 1.0}) @ (refund - shipping))
        for weight in (0.2, 1.0, 5.0)
    ]
    assert near == sorted(near)


def test_texts_in_rows_have_the_vectors_they_have_alone() -> None:
    stems = [stem(word) for word in ("refund", "qzxv", "shipping", "internationalisation", "naïve")]
    rows = [[0, 1, 2], [], [1], [2, 2, 0], [3, 4]]
    texts = CsrMatrix.of([len(row) for row in rows], np.array([number for row in rows for number in row]))
    texts.data[:] = np.linspace(0.5, 2, len(texts.data))
    found = word_vectors().of_rows(stems, texts)
    place = 0
    for row, vector in zip(rows, found, strict=True):
        words: dict[str, float] = {}
        for number in row:
            words[stems[number]] = words.get(stems[number], 0.0) + float(texts.data[place])
            place += 1
        assert vector == pytest.approx(word_vectors().of_words(words), abs=1e-5)


def test_no_texts_have_no_vectors() -> None:
    none = CsrMatrix.of([], np.zeros(0, np.int32))
    assert word_vectors().of_rows([], none).shape == (0, word_vectors().dimensions)


def test_it_is_read_once() -> None:
    assert word_vectors() is word_vectors()


def test_it_is_small_and_stays_small_whatever_is_asked() -> None:
    vectors = word_vectors()
    held = vectors._vectors.nbytes + vectors._stems.nbytes
    assert held < 3 * 2**20
    fresh = WordVectors(np.zeros(1, [("stem", "S16"), ("vector", "i1", 8)]))
    for number in range(10_000):
        fresh.of_words({f"w{number}": 1.0})
    assert len(fresh._rows) <= 4000


@pytest.mark.parametrize(
    "word", ["discord", "javascript", "kubernetes", "login", "screenshot", "wifi", "emoji", "github"]
)
def test_words_of_our_time_are_known(word: str) -> None:
    assert stem(word) in word_vectors()
