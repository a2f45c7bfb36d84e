"""Topics as they stand in the files, before it is known whether they are right."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from bot.knowledge import bounds, messages
from bot.knowledge.forms import ENTRY_KEYS
from bot.knowledge.yaml_text.nodes import Document, MappingNode, Node, ScalarNode, SequenceNode, plain

SUBJECTS: Final = 4 * bounds.MAX_SUBJECTS
"""That are looked at: every entry is compared with each of them, and more than are allowed are a problem anyway."""
HEADER = ("title", "source", "subjects", "synonyms")


@dataclass(slots=True)
class EntryDraft:
    """An entry of a file. What is missing or of the wrong kind is simply not found here."""

    document: Document
    key: ScalarNode
    node: MappingNode

    @property
    def id(self) -> str:
        """The entry's id, right or wrong."""
        return self.key.value

    def texts(self, key: str) -> list[ScalarNode]:
        """The texts of the list ``key``."""
        return texts_of(self.node.get(key))

    def text(self, key: str) -> ScalarNode | None:
        """The text ``key``."""
        value = self.node.get(key)
        return value if isinstance(value, ScalarNode) else None

    def report(self, at: Node, message: str, *path: str | int) -> None:
        """Note a problem of this entry at a node of it."""
        self.document.report(at.start, message, ("entries", self.id, *path))


@dataclass(slots=True)
class TopicDraft:
    """A topic with the files it is made of."""

    id: str
    parts: list[tuple[Document, MappingNode]] = field(default_factory=list[tuple[Document, MappingNode]])
    entries: dict[str, EntryDraft] = field(default_factory=dict[str, EntryDraft])

    def header(self, key: str) -> tuple[Document, Node] | None:
        """The first file that has the header ``key``, and its value."""
        for document, root in self.parts:
            if (value := root.get(key)) is not None:
                return document, value
        return None

    def subjects(self) -> dict[str, tuple[ScalarNode, Node]]:
        """Key and value of each subject, by id; without those whose id entries use for something else, and at most
        ``SUBJECTS``."""
        found = self.header("subjects")
        pairs = found[1].pairs if found and isinstance(found[1], MappingNode) else {}
        return {subject: pair for subject, pair in islice(pairs.items(), SUBJECTS) if subject not in ENTRY_KEYS}


def texts_of(node: Node | None) -> list[ScalarNode]:
    """The texts in a list; nothing for anything else."""
    items = node.items[: bounds.LIST_ITEMS] if isinstance(node, SequenceNode) else []
    return [item for item in items if isinstance(item, ScalarNode)]


def gather(documents: Iterable[Document]) -> list[TopicDraft]:
    """Topics in the order of the files, reporting where files of one topic contradict each other."""
    topics: dict[str, TopicDraft] = {}
    for document in documents:
        if (root := document.root) is None:
            continue
        found = root.get("topic")
        # Without an id the file is a topic by itself, so that the rest of it is still checked.
        topic_id = found.value if isinstance(found, ScalarNode) else f"\0{document.name}"
        topic = topics.setdefault(topic_id, TopicDraft(topic_id))
        topic.parts.append((document, root))
        compare_headers(topic, document, root)
        if hide := root.pairs.get("hide"):
            document.report(hide[0].start, messages.HIDE_IN_BASE, ("hide",))
        _add_entries(topic, document, root)
    return list(topics.values())


def compare_headers(topic: TopicDraft, document: Document, root: MappingNode) -> None:
    """Report what the file says of the topic otherwise than a file before it."""
    for key in HEADER:
        first, own = topic.header(key), root.pairs.get(key)
        if first and own and first[0] is not document and plain(first[1]) != plain(own[1]):
            document.report(own[0].start, messages.different_header(key, first[0].place(first[1].start)), (key,))


def entry_nodes(root: MappingNode) -> list[tuple[ScalarNode, MappingNode]]:
    """Key and value of each entry of a file."""
    entries = root.get("entries")
    pairs = entries.pairs.values() if isinstance(entries, MappingNode) else ()
    return [(key, node) for key, node in pairs if isinstance(node, MappingNode)]


def _add_entries(topic: TopicDraft, document: Document, root: MappingNode) -> None:
    for key, node in entry_nodes(root):
        if earlier := topic.entries.get(key.value):
            place = earlier.document.place(earlier.key.start)
            document.report(key.start, messages.duplicate_entry(key.value, place), ("entries", key.value))
        else:
            topic.entries[key.value] = EntryDraft(document, key, node)
