"""The same knowledge base and question always give the same decision."""

import os
import subprocess
import sys
from pathlib import Path

from bot.knowledge.model import KnowledgeBase
from bot.matching.decision import Context
from bot.matching.matcher import Matcher
from tests.matching.bases import TOPIC, phrases_of
from tests.matching.questions import CHATTY, NEAR_MISSES, OFF_TOPIC, PLAIN, SLIPS

QUESTIONS = [*(text for text, _ in (*PLAIN, *SLIPS, *CHATTY)), *NEAR_MISSES, *OFF_TOPIC]
SCRIPT = """
from tests.matching.bases import GARDEN
from bot.matching.matcher import Matcher
matcher = Matcher.build(GARDEN)
for text in ["watering", "slugs in potz", "when do i feed plants", "seeds and frost", "compst", "kafka", "irrigate"]:
    print(repr(matcher.decide(text)), matcher.suggest(text))
"""


def test_two_builds_decide_alike(few: KnowledgeBase, few_matcher: Matcher) -> None:
    assert Matcher.build(few).decide_many(QUESTIONS) == few_matcher.decide_many(QUESTIONS)


def test_asking_again_and_in_another_order_changes_nothing(matcher: Matcher) -> None:
    forwards = matcher.decide_many(QUESTIONS)
    assert matcher.decide_many(reversed(QUESTIONS)) == forwards[::-1]


def test_deciding_many_is_deciding_each(knowledge: KnowledgeBase, matcher: Matcher) -> None:
    questions = [*QUESTIONS, "", "hi", "cost and security?", *(entry.questions[-1] for entry in knowledge)]
    assert matcher.decide_many(questions) == [matcher.decide(question) for question in questions]
    assert matcher.decide_many([]) == []


def test_it_takes_many_from_an_iterator(matcher: Matcher) -> None:
    assert matcher.decide_many(iter(["cost"])) == [matcher.decide("cost")]


def test_a_context_leaves_no_trace(few: KnowledgeBase, few_matcher: Matcher) -> None:
    before = few_matcher.decide_many(QUESTIONS)
    for entry in few:
        for text in (*phrases_of(entry)[:2], "and devops?"):
            few_matcher.decide(text, Context((f"{TOPIC}/cost",), ("mlops",)))
    assert few_matcher.decide_many(QUESTIONS) == before


def output_with_hash_seed(seed: str) -> str:
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_order_of_sets_does_not_matter() -> None:
    first, second = output_with_hash_seed("1"), output_with_hash_seed("2")
    assert first == second
    assert "garden/watering" in first
