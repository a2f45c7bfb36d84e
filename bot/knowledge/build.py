"""From files to a knowledge base: reads, checks and builds, and reports every problem of every file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.knowledge.checks import check_topic
from bot.knowledge.drafts import EntryDraft, TopicDraft, gather, texts_of
from bot.knowledge.model import Entry, KnowledgeBase, Link, Source, Subject, Topic
from bot.knowledge.problems import Problem, at_most
from bot.knowledge.validation import check_form
from bot.knowledge.yaml_text.nodes import Document, MappingNode, Node, ScalarNode, SequenceNode
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
    """The knowledge base that the documents make together."""
    with gc_paused:
        read = list(documents)
        return finish(read, gather(read))


def finish(read: list[Document], topics: list[TopicDraft]) -> Loaded:
    """Check the topics drafted from the documents ``read`` and build them. The drafts are used up."""
    with gc_paused:
        try:
            check(topics)
            problems = [problem for document in read for problem in at_most(sorted(document.problems), SHOWN_PROBLEMS)]
            return Loaded(None, tuple(problems)) if problems else Loaded(built(topics))
        finally:
            release(topics)


def check(topics: Iterable[TopicDraft]) -> None:
    """Report everything that is wrong with the topics in their documents."""
    for topic in topics:
        for document, root in topic.parts:
            if not document.checked:
                check_form(document, root, topic.subjects())
        check_topic(topic)


def built(topics: Iterable[TopicDraft]) -> KnowledgeBase:
    """The knowledge base that the topics make, of which nothing may be wrong."""
    return KnowledgeBase(tuple(_topic(topic) for topic in topics))


def release(topics: Iterable[TopicDraft]) -> None:
    """Free the trees entry by entry: freed in one go, those of a large file hold the interpreter's lock for 20 ms."""
    for topic in topics:
        for entry in topic.entries.values():
            entry.node.pairs.clear()


def _topic(draft: TopicDraft) -> Topic:
    title, source, synonyms = draft.header("title"), draft.header("source"), draft.header("synonyms")
    subjects = tuple(_subject(subject, node) for subject, (_, node) in draft.subjects().items())
    return Topic(
        id=draft.id,
        title=_text(title[1]) if title else "",
        subjects=subjects,
        entries=tuple(_entry(draft.id, entry, subjects) for entry in draft.entries.values()),
        source=_source(source[1]) if source else None,
        synonyms=tuple(_texts(group) for group in _items(synonyms[1])) if synonyms else (),
    )


def _entry(topic: str, draft: EntryDraft, subjects: Iterable[Subject]) -> Entry:
    texts = {key: value.value.strip() for key, (_, value) in draft.node.pairs.items() if isinstance(value, ScalarNode)}
    return Entry(
        topic=topic,
        id=draft.id,
        title=texts["title"],
        aliases=_texts(draft.node.get("aliases")),
        questions=_texts(draft.node.get("questions")),
        sides={subject.id: texts[subject.id] for subject in subjects if subject.id in texts},
        both=texts.get("both"),
        answer=texts.get("answer"),
        links=tuple(Link(_value(link, "label"), _value(link, "url")) for link in _items(draft.node.get("links"))),
        see_also=_texts(draft.node.get("see_also")),
    )


def _subject(subject_id: str, node: Node) -> Subject:
    return Subject(
        subject_id, _value(node, "name"), _texts(node.get("aliases")) if isinstance(node, MappingNode) else ()
    )


def _source(node: Node) -> Source:
    return Source(_value(node, "name"), _value(node, "url") or None)


def _value(node: Node, key: str) -> str:
    return _text(node.get(key)) if isinstance(node, MappingNode) else ""


def _text(node: Node | None) -> str:
    return node.value.strip() if isinstance(node, ScalarNode) else ""


def _texts(node: Node | None) -> tuple[str, ...]:
    return tuple(text.value.strip() for text in texts_of(node))


def _items(node: Node | None) -> list[Node]:
    return node.items if isinstance(node, SequenceNode) else []
