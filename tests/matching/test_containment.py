"""How much of a phrase's words a question has, and what that does for its confidence."""

import numpy as np
import pytest

from bot.matching.containment import Containment
from bot.matching.matcher import Matcher
from bot.matching.rows import Rows
from bot.matching.text import stem
from bot.matching.vocabulary import Vocabulary
from tests.matching.bases import base, plain

WORDS = ("roof", "tiles", "loose", "cheap", "the")
VOCABULARY = Vocabulary.of(WORDS)
PHRASES = Rows.of([2, 3, 1, 0, 2], np.array([0, 1, 0, 1, 2, 3, 4, 0], np.int32))
"""Roof tiles; roof tiles loose; cheap; nothing; the roof."""


def shares(*words: str) -> list[float]:
    weights = np.ones(len(VOCABULARY.stems), np.float32)
    found = Containment.of(PHRASES, VOCABULARY, weights)
    stems = [stem(word) for word in words]
    everyone = found.shares(np.arange(5), stems)
    assert found.shares(np.array([4, 1]), stems) == pytest.approx(everyone[[4, 1]])
    return everyone.tolist()


def test_the_share_of_each_phrase_that_a_question_has() -> None:
    assert shares("roof", "tiles", "unheard") == pytest.approx([1, 2 / 3, 0, 0, 1 / 1.4])


def test_words_of_like_meaning_count_in_part() -> None:
    assert shares("inexpensive") == pytest.approx([0, 0, 0.7, 0, 0])
    assert shares("inexpensive", "cheap")[2] == pytest.approx(1)


def test_words_that_only_frame_a_question_count_little() -> None:
    assert shares("the")[4] == pytest.approx(0.4 / 1.4)


def test_no_words_have_nothing() -> None:
    assert shares() == [0] * 5


def test_more_phrases_are_numbered_on() -> None:
    vocabulary = VOCABULARY.extended(["slates", "affordable"])
    weights = np.ones(len(vocabulary.stems), np.float32)
    first = Containment.of(PHRASES, VOCABULARY, weights[: len(VOCABULARY.stems)])
    found = first.extended(Rows.of([2, 1], np.array([0, 5, 6], np.int32)), vocabulary, weights)
    assert found.shares(np.arange(7), ["slate", "roof"])[[0, 5, 6]] == pytest.approx([0.5, 1, 0])
    assert found.shares(np.array([2, 6]), ["cheap"]) == pytest.approx([1, 0.7])


def test_what_lacks_a_part_of_the_phrase_is_less_sure() -> None:
    """The matter is the same but for what the phrase is about besides: its owner, or its colour."""
    matcher = Matcher.build(
        base(
            plain("house", "paint", "Painting the garage door", "which colour for the garage door"),
            plain("house", "roof", "Roof", "is the roof tight"),
            plain("house", "heat", "Heating", "when is the heating on"),
        )
    )
    whole, half = (matcher.decide(text).known for text in ("painting garage doors", "garage"))
    assert whole > half
