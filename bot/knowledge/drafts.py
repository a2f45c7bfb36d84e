"""Topics as they stand in the files, read as far as they can be, before it is known whether they are right."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from bot.knowledge import bounds, messages
from bot.knowledge.forms import ENTRY_KEYS
from bot.knowledge.languages import DEFAULT
from bot.knowledge.model import Entry, Link, Source, Subject, Topic
from bot.knowledge.yaml_text.nodes import Document, MappingNode, Plain, ScalarNode, plain

SUBJECTS: Final = 4 * bounds.MAX_SUBJECTS
"""That are looked at: every entry is compared with each of them, and more than are allowed are a problem anyway."""
ENOUGH: Final = 2 * bounds.LIST_ITEMS
"""Items of a collection that are looked at: it is too long then, and each of 200,000 wrong ones would be a problem."""
HEADER: Final = ("title", "language", "source", "fallback", "subjects", "synonyms")


@dataclass(slots=True)
class EntryDraft:
    """An entry of a file, or of the shared base."""

    document: Document
    entry: Entry
    """As far as it can be read: what is of the wrong kind is empty, and ``sides`` holds every key that is no other."""

    @property
    def id(self) -> str:
        """The entry's id, right or wrong."""
        return self.entry.id

    def report(self, message: str, *path: str | int, of_key: bool = False) -> None:
        """Note a problem with the value at ``path`` within the entry, or with its key."""
        self.document.report_at(("entries", self.id, *path), message, of_key=of_key)

    def place(self, *path: str | int, of_key: bool = False) -> str:
        """``file:line:column`` of that value."""
        return self.document.place(("entries", self.id, *path), of_key=of_key)


@dataclass(slots=True)
class TopicDraft:
    """A topic with the files it is made of."""

    id: str
    parts: list[tuple[Document, dict[str, Plain]]] = field(default_factory=list[tuple[Document, dict[str, Plain]]])
    """Each file with what it says of the topic itself."""
    entries: dict[str, EntryDraft] = field(default_factory=dict[str, EntryDraft])

    def header(self, key: str) -> tuple[Document, Plain] | None:
        """The first file that has the header ``key``, and its value."""
        return next(((document, header[key]) for document, header in self.parts if key in header), None)

    def topic(self) -> Topic:
        """The topic with its entries, as far as it can be read; without subjects whose id entries use for something
        else, and with at most ``SUBJECTS``."""
        header = {key: found[1] for key in HEADER if (found := self.header(key))}
        source, subjects = header.get("source"), header.get("subjects")
        known = islice(subjects.items(), SUBJECTS) if isinstance(subjects, dict) else ()
        return Topic(
            id=self.id,
            title=_text(header.get("title")),
            subjects=tuple(
                Subject(one, _text(_get(value, "name")), _texts(_get(value, "aliases")))
                for one, value in known
                if one not in ENTRY_KEYS
            ),
            entries=tuple(draft.entry for draft in self.entries.values()),
            source=Source(_text(_get(source, "name")), _text(_get(source, "url")) or None) if source else None,
            synonyms=tuple(_texts(group) for group in _items(header.get("synonyms"))),
            language=_text(header.get("language")) or DEFAULT,
            fallback=_text(header.get("fallback")) or None,
        )


def gather(documents: Iterable[Document]) -> list[TopicDraft]:
    """Topics in the order of the files, reporting where files of one topic contradict each other."""
    topics: dict[str, TopicDraft] = {}
    for document in documents:
        topic = add_part(topics, document)
        if topic is None or document.root is None:
            continue
        if "hide" in document.root.pairs:
            document.report_at(("hide",), messages.HIDE_IN_BASE, of_key=True)
        for draft in entries_of(topic.id, document):
            add_entry(topic, draft)
    return list(topics.values())


def add_part(topics: dict[str, TopicDraft], document: Document) -> TopicDraft | None:
    """Add the file to its topic but for its entries, and report what it says otherwise than a file before it."""
    if (root := document.root) is None:
        return None
    header = {key: plain(value) for key, (_, value) in root.pairs.items() if key in ("topic", *HEADER)}
    found = header.pop("topic", None)
    # Without an id the file is a topic by itself, so that the rest of it is still checked.
    topic_id = found if isinstance(found, str) else f"\0{document.name}"
    topic = topics.setdefault(topic_id, TopicDraft(topic_id))
    for key, value in header.items():
        if (first := topic.header(key)) and first[1] != value:
            message = messages.different_header(key, first[0].place((key,)))
            document.report_at((key,), message, of_key=True)
    topic.parts.append((document, header))
    return topic


def add_entry(topic: TopicDraft, draft: EntryDraft) -> None:
    """Add the entry, in the place of the shared base's; report it where another file has one of that id."""
    earlier = topic.entries.get(draft.id)
    if earlier is None or earlier.document.checked:
        topic.entries[draft.id] = draft
    else:
        draft.report(messages.duplicate_entry(draft.id, earlier.place(of_key=True)), of_key=True)


def entries_of(topic: str, document: Document) -> Iterator[EntryDraft]:
    """Each entry of the file."""
    for key, node in entry_nodes(document.root):
        yield EntryDraft(document, _entry(topic, key.value, plain(node, ENOUGH)))


def entry_nodes(root: MappingNode | None) -> list[tuple[ScalarNode, MappingNode]]:
    """Key and value of each entry of a file."""
    entries = root.get("entries") if root else None
    pairs = entries.pairs.values() if isinstance(entries, MappingNode) else ()
    return [(key, node) for key, node in pairs if isinstance(node, MappingNode)]


def _entry(topic: str, entry_id: str, values: Plain) -> Entry:
    keys = values if isinstance(values, dict) else {}
    return Entry(
        topic=topic,
        id=entry_id,
        title=_text(keys.get("title")),
        aliases=_texts(keys.get("aliases")),
        questions=_texts(keys.get("questions")),
        # Interned, the ids of the subjects take no memory in each entry.
        sides={sys.intern(key): _text(value) for key, value in keys.items() if key not in ENTRY_KEYS},
        both=_text(keys["both"]) if "both" in keys else None,
        answer=_text(keys["answer"]) if "answer" in keys else None,
        links=tuple(
            Link(_text(link.get("label")), _text(link.get("url")))
            for link in _items(keys.get("links"))
            if isinstance(link, dict)
        ),
        see_also=tuple(one if isinstance(one, str) else "" for one in _items(keys.get("see_also"))),
    )


def _get(value: Plain | None, key: str) -> Plain | None:
    return value.get(key) if isinstance(value, dict) else None


def _text(value: Plain | None) -> str:
    return value.strip() if isinstance(value, str) else ""


def _texts(value: Plain | None) -> tuple[str, ...]:
    return tuple(_text(item) for item in _items(value))


def _items(value: Plain | None) -> list[Plain]:
    return value[: bounds.LIST_ITEMS] if isinstance(value, list) else []
