"""The operator's choice: a more careful bot never says more than a more helpful one."""

import re
from pathlib import Path

import pytest

from bot.knowledge.model import KnowledgeBase
from bot.matching.confidence.calibration import ConfidenceLevel
from bot.matching.decision import Kind
from bot.matching.matcher import Matcher
from tests.matching.questions import CHATTY, NEAR_MISSES, OFF_TOPIC, PLAIN, SLIPS

ORDER = [Kind.UNKNOWN, Kind.SUGGESTIONS, Kind.ANSWER]
PARAPHRASED = [
    "where do the models live once they are built", "who pays when traffic doubles", "what is watched at night",
    "is it one big team or many small ones", "how do we learn that a model went stale", "who teaches and what exactly",
    "where can I see it live before I sign up", "how do you keep old versions around",
]  # fmt: skip
QUESTIONS = [*(text for text, _ in (*PLAIN, *SLIPS, *CHATTY)), *PARAPHRASED, *NEAR_MISSES, *OFF_TOPIC]


def test_the_thresholds_fall_from_careful_to_helpful() -> None:
    for thresholds in ([level.answer_at for level in ConfidenceLevel], [level.suggest_at for level in ConfidenceLevel]):
        assert thresholds == sorted(set(thresholds), reverse=True)
        assert all(0 < threshold < 1 for threshold in thresholds)
    assert all(level.suggest_at < level.answer_at for level in ConfidenceLevel)


def test_the_names_are_those_of_the_configuration() -> None:
    assert [level.value for level in ConfidenceLevel] == ["careful", "balanced", "helpful"]
    with pytest.raises(ValueError, match="reckless"):
        ConfidenceLevel("reckless")


def test_the_example_configuration_says_how_sure_each_must_be() -> None:
    example = (Path(__file__).parents[3] / "config.example.toml").read_text(encoding="utf-8")
    (sentence,) = [line for line in example.splitlines() if "How sure the bot must be" in line]
    named = {name: int(percent) for name, percent in re.findall(r'"(\w+)" \((\d+)', sentence)}
    assert named == {level.value: round(100 * level.answer_at) for level in ConfidenceLevel}


def test_the_more_helpful_the_more_is_said(few: KnowledgeBase, few_matcher: Matcher) -> None:
    careful = Matcher.build(few, ConfidenceLevel.CAREFUL).decide_many(QUESTIONS)
    balanced = few_matcher.decide_many(QUESTIONS)
    helpful = Matcher.build(few, ConfidenceLevel.HELPFUL).decide_many(QUESTIONS)
    for text, *decisions in zip(QUESTIONS, careful, balanced, helpful, strict=True):
        steps = [ORDER.index(decision.kind) for decision in decisions]
        assert steps == sorted(steps), text
        assert len({decision.candidates[:1] for decision in decisions if len(decision.entries) < 2}) <= 1, text
    counts = [sum(decision.kind is Kind.ANSWER for decision in each) for each in (careful, balanced, helpful)]
    assert counts[0] < counts[1] < counts[2]


def test_the_level_is_kept_by_an_update(few: KnowledgeBase) -> None:
    careful = Matcher.build(few, ConfidenceLevel.CAREFUL)
    assert careful.updated(few).decide_many(QUESTIONS) == careful.decide_many(QUESTIONS)
