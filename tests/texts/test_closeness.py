"""Probabilities in words."""

import pytest

from bot.matching.confidence.calibration import ConfidenceLevel
from bot.texts.closeness import CLOSE, NEAR, VERY_CLOSE, closeness, named


@pytest.mark.parametrize(
    ("score", "words"),
    [(1.0, "very close"), (0.45, "very close"), (0.44, "close"), (0.15, "close"), (0.14, "far"), (0.0, "far")],
)
def test_a_probability_in_words(score: float, words: str) -> None:
    assert closeness(score) == words
    assert named("Skills", score) == f"Skills ({words})"


def test_the_words_change_where_the_bot_would_act() -> None:
    assert ConfidenceLevel.HELPFUL.answer_at == VERY_CLOSE
    assert ConfidenceLevel.HELPFUL.suggest_at == CLOSE
    assert NEAR < CLOSE
