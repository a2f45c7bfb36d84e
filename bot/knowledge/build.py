"""From files to a knowledge base: reads, checks and builds, and reports every problem of every file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.knowledge.checks import check_topic
from bot.knowledge.drafts import TopicDraft, gather
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.knowledge.problems import Problem, at_most
from bot.knowledge.validation import check_form
from bot.knowledge.yaml_text.nodes import Document, release
from bot.knowledge.yaml_text.parser import read_text
from bot.process_memory import gc_paused

SHOWN_PROBLEMS: Final = 200


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a folder (or a set of files) gave: a knowledge base, or the problems that keep it from being one."""

    knowledge: KnowledgeBase | None
    problems: tuple[Problem, ...] = ()
    """Sorted by file and position; at most ``SHOWN_PROBLEMS`` a file, but of an overlay every one of its entries."""


def read_files(files: Mapping[str, bytes]) -> Loaded:
    """The knowledge base that ``files`` (contents by name, in the order wanted) make together."""
    return build(read_text(name, data) for name, data in files.items())


def build(documents: Iterable[Document]) -> Loaded:
    """The knowledge base that the documents make together. Their trees are used up."""
    with gc_paused:
        read = list(documents)
        return finish(read, gather(read))


def finish(read: list[Document], topics: list[TopicDraft]) -> Loaded:
    """Check the topics drafted from the documents ``read`` and build them. The documents' trees are used up."""
    with gc_paused:
        try:
            check(topics)
            problems = [problem for document in read for problem in at_most(sorted(document.problems), SHOWN_PROBLEMS)]
            return Loaded(None, tuple(problems)) if problems else Loaded(KnowledgeBase(built(topics)))
        finally:
            for document in read:
                release(document.root)


def check(topics: Iterable[TopicDraft]) -> None:
    """Report everything that is wrong with the topics in their documents."""
    for draft in topics:
        topic = draft.topic()
        subjects = [subject.id for subject in topic.subjects]
        for document, _ in draft.parts:
            if not document.checked:
                check_form(document, subjects)
        check_topic(draft, topic)


def built(topics: Iterable[TopicDraft]) -> tuple[Topic, ...]:
    """The topics, of which nothing may be wrong."""
    return tuple(_with_sides_in_order(draft.topic()) for draft in topics)


def _with_sides_in_order(topic: Topic) -> Topic:
    order = [subject.id for subject in topic.subjects]
    return replace(topic, entries=tuple(_in_order(entry, order) for entry in topic.entries))


def _in_order(entry: Entry, subjects: list[str]) -> Entry:
    sides = {subject: entry.sides[subject] for subject in subjects if subject in entry.sides}
    return entry if list(sides) == list(entry.sides) else replace(entry, sides=sides)
