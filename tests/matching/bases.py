"""Small knowledge bases, and what the tests of this room say about decisions."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from bot.knowledge.model import Entry, KnowledgeBase, Subject, Topic
from bot.matching.decision import Decision, Kind

FOLDER: Final = Path(__file__).parents[2] / "knowledge"
TOPIC: Final = "mlops-vs-devops"


def plain(topic: str, entry: str, title: str, *questions: str, aliases: tuple[str, ...] = ()) -> Entry:
    """An entry with one answer, which says nothing that a question could match."""
    return Entry(topic, entry, title, aliases, questions, answer="See above.")


def base(*entries: Entry) -> KnowledgeBase:
    """These entries, in topics by the ids that they name."""
    topics = dict.fromkeys(entry.topic for entry in entries)
    return KnowledgeBase(
        tuple(Topic(topic, topic.title(), entries=tuple(each for each in entries if each.topic == topic))
              for topic in topics)
    )  # fmt: skip


GARDEN: Final = KnowledgeBase(
    (
        Topic(
            "garden",
            "Beds vs pots",
            (Subject("beds", "Beds", ("raised beds",)), Subject("pots", "Pots", ("containers",))),
            (
                Entry("garden", "watering", "Watering", ("irrigation",), ("How often do I give water?",),
                      {"beds": "Twice a week.", "pots": "Every day."}),
                Entry("garden", "feeding", "Feeding", ("fertiliser",), ("When do plants need compost?",),
                      {"beds": "In spring.", "pots": "Every fortnight."}),
                Entry("garden", "frost", "Frost", (), ("What has to come indoors in winter?",), both="Cover them."),
                Entry("garden", "seeds", "Seed catalogue", (), ("Where can I order seeds?",), answer="By post."),
            ),
            synonyms=(("slug", "snail"),),
        ),
    )
)  # fmt: skip
"""A hand-made comparison of four entries."""


def shortened(knowledge: KnowledgeBase, aliases: int, questions: int) -> KnowledgeBase:
    """The same entries with only their first aliases and questions."""
    return KnowledgeBase(
        tuple(
            replace(
                topic,
                entries=tuple(
                    replace(entry, aliases=entry.aliases[:aliases], questions=entry.questions[:questions])
                    for entry in topic.entries
                ),
            )
            for topic in knowledge.topics
        )
    )


def with_entry(knowledge: KnowledgeBase, entry: Entry) -> KnowledgeBase:
    """The knowledge base with ``entry`` in the place of the one of its key, or at the end of its topic."""
    topics = [
        replace(topic, entries=tuple({**{old.id: old for old in topic.entries}, entry.id: entry}.values()))
        if topic.id == entry.topic
        else topic
        for topic in knowledge.topics
    ]
    return KnowledgeBase(tuple(topics))


def without_entry(knowledge: KnowledgeBase, key: str) -> KnowledgeBase:
    """The knowledge base less one entry."""
    return KnowledgeBase(
        tuple(
            replace(topic, entries=tuple(entry for entry in topic.entries if entry.key != key))
            for topic in knowledge.topics
        )
    )


def phrases_of(entry: Entry) -> tuple[str, ...]:
    """Everything that an entry is asked by."""
    return (entry.title, *entry.aliases, *entry.questions)


def answers(decision: Decision, *entries: str) -> bool:
    """Whether exactly these entries of the shipped topic are answered, in this order."""
    return decision.kind is Kind.ANSWER and decision.entries == tuple(f"{TOPIC}/{entry}" for entry in entries)
