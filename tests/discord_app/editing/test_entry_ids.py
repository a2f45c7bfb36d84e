"""The ids of new entries."""

import pytest

from bot.discord_app.editing.new_entries import new_entry_id
from bot.knowledge.model import Entry, KnowledgeBase, Subject, Topic
from bot.knowledge.validation import is_id

TOPIC = Topic("ops", "Ops", (Subject("mlops", "MLOps"), Subject("devops", "DevOps")), (Entry("ops", "cost", "Cost"),))
KNOWLEDGE = KnowledgeBase((TOPIC,))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Data drift", "data-drift"),
        ("  What's new?  ", "whats-new"),
        ("Café & crème", "cafe-creme"),
        ("Cost", "cost-2"),
        ("MLOps", "mlops-2"),
        ("日本", "entry"),
        ("../../etc/passwd", "etc-passwd"),
        ("No", "no"),
        ("12", "12"),
        ("one two three four five six seven eight", "one-two-three-four-five-six"),
        ("x" * 80, "x" * 32),
    ],
)
def test_made_from_the_title(title: str, expected: str) -> None:
    made = new_entry_id(title, KNOWLEDGE, "ops")
    assert made == expected
    assert is_id(made)


def test_a_long_one_keeps_room_for_its_number() -> None:
    taken = Topic("ops", "Ops", entries=tuple(Entry("ops", one, one) for one in ("x" * 32, "x" * 30 + "-2")))
    assert new_entry_id("x" * 80, KnowledgeBase((taken,)), "ops") == "x" * 30 + "-3"
