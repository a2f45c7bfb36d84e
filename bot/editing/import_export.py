"""Knowledge as files that leave and come back: what an export holds, and the change that an import makes.

A topic that lives whole in one file of the scope leaves and returns as that very text. One that is spread over
several files, or that a server sees through its overlay, leaves as one file made from what is seen, and is compared
entry by entry when it returns: an entry that the file lacks is removed. So a file with any problem makes no change:
an entry that can't be read is not one that the file lacks.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.editing.change import Change, EntryEdit, FileEdit
from bot.editing.patch import Texts, digest
from bot.editing.revision import RevisionKind, Scope
from bot.knowledge import messages
from bot.knowledge.build import build
from bot.knowledge.model import Entry, KnowledgeBase, Link, Topic
from bot.knowledge.overlay import read_topic
from bot.knowledge.problems import Problem
from bot.knowledge.text_rules import markdown_link
from bot.knowledge.yaml_text.emitter import pair
from bot.knowledge.yaml_text.nodes import Document, ScalarNode
from bot.knowledge.yaml_text.parser import MAX_BYTES, read_text
from bot.knowledge.yaml_text.writer import fields_of, header_of

MAX_UPLOAD: Final = MAX_BYTES
"""Bytes of a file to import; larger ones need not even be fetched."""


@dataclass(frozen=True, slots=True)
class ScopeContents:
    """What one scope holds now."""

    scope: Scope
    texts: Texts
    """The scope's own files, by name."""
    seen: KnowledgeBase
    """What its members are answered from."""
    shared: Collection[str] = field(default_factory=frozenset[str])
    """For an overlay, the topics of the shared base, which it changes entry by entry."""
    problems: tuple[Problem, ...] = ()
    """Of an overlay's entries that its members do not see."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file to import."""

    change: Change | None = None
    """``None`` while there are problems, and where the file changes nothing."""
    problems: tuple[Problem, ...] = ()


def exported(holding: ScopeContents) -> dict[str, str]:
    """The text of each topic that is seen, by a file name that its id makes. CPU work."""
    homes = _homes(holding.texts)
    return {
        f"{topic.id}.yaml": holding.texts[home] if (home := _home(holding, homes, topic.id)) else topic_text(topic)
        for topic in holding.seen.topics
    }


def left_out(holding: ScopeContents) -> tuple[str, ...]:
    """The ids of the entries that are in no file of ``exported``, because something is wrong with them."""
    homes = _homes(holding.texts)
    whole = {home for topic in homes if (home := _home(holding, homes, topic))}
    ids = dict.fromkeys(problem.entry for problem in holding.problems if problem.file not in whole)
    return tuple(entry_id for entry_id in ids if entry_id is not None)


def imported(holding: ScopeContents, name: str, data: bytes) -> Imported:
    """The change that makes a topic what the file says. CPU work; nothing of the file is believed.

    Args:
        holding: what the scope holds now.
        name: what problems call the file; it decides nothing.
        data: the file's bytes.
    """
    document = read_text(name, data, MAX_UPLOAD)
    root = document.root
    topic = root.get("topic") if root is not None else None
    if document.problems or not isinstance(topic, ScalarNode):
        return Imported(problems=build([document]).problems)
    home = _home(holding, _homes(holding.texts), topic.value)
    is_new = holding.seen.topic(topic.value) is None and topic.value not in holding.shared
    if home is not None or is_new:
        return _whole(holding, home, topic.value, document, data)
    return _by_entry(holding, topic.value, document)


def topic_text(topic: Topic) -> str:
    """A topic as one file in the canonical form."""
    header = {"topic": topic.id, **header_of(topic)}
    lines = [line for key, value in header.items() for line in pair(key, value, 0)]
    for number, entry in enumerate(topic.entries):
        lines += ["" if number else "entries:", *pair(entry.id, fields_of(entry), 2)]
    return "\n".join(lines) + "\n"


def comparison(knowledge: KnowledgeBase) -> str:
    """Everything as Markdown for people to read: a table for what is compared, and the plain entries below it."""
    return "\n".join(line for topic in knowledge.topics for line in _topic_lines(topic))


def _whole(holding: ScopeContents, home: str | None, topic: str, document: Document, data: bytes) -> Imported:
    """The file's whole text in the place of the one that the topic lives in, or as a new file."""
    if problems := build([document]).problems:
        return Imported(problems=problems)
    text = data.decode()
    before = holding.texts.get(home) if home else None
    if before == text:
        return Imported()
    edit = FileEdit(home or _new_name(holding, topic), None if before is None else digest(before), text)
    return Imported(Change(holding.scope, RevisionKind.IMPORT, files=(edit,)))


def _by_entry(holding: ScopeContents, topic: str, document: Document) -> Imported:
    head = holding.seen.topic(topic) or Topic(topic, "")
    if holding.scope is None and document.root is not None and "hide" in document.root.pairs:
        document.report_at(("hide",), messages.HIDE_IN_BASE, of_key=True)
    loaded = read_topic(head, document)
    if loaded.knowledge is None:
        return Imported(problems=loaded.problems)
    before, after = _entries_of(holding.seen, topic), _entries_of(loaded.knowledge, topic)
    edits = tuple(
        EntryEdit(key, before.get(key), after.get(key))
        for key in dict.fromkeys([*before, *after])
        if before.get(key) != after.get(key)
    )
    return Imported(Change(holding.scope, RevisionKind.IMPORT, edits)) if edits else Imported()


def _entries_of(knowledge: KnowledgeBase, topic: str) -> dict[str, Entry]:
    return {key: entry for key, entry in knowledge.entries.items() if entry.topic == topic}


def _homes(texts: Texts) -> Mapping[str, list[str]]:
    """The files of each topic."""
    homes: dict[str, list[str]] = {}
    for name, text in sorted(texts.items()):
        root = read_text(name, text.encode()).root
        topic = root.get("topic") if root is not None else None
        if isinstance(topic, ScalarNode):
            homes.setdefault(topic.value, []).append(name)
    return homes


def _home(holding: ScopeContents, homes: Mapping[str, list[str]], topic: str) -> str | None:
    """The one file in which the whole topic lives, or ``None``."""
    names = homes.get(topic, [])
    return names[0] if len(names) == 1 and topic not in holding.shared else None


def _new_name(holding: ScopeContents, topic: str) -> str:
    """A name for a new topic's file. The topic's id has been checked: it is no path."""
    stem = topic if holding.scope is None else f"{holding.scope}.{topic}"
    name, number = f"{stem}.yaml", 1
    while name in holding.texts:
        number += 1
        name = f"{stem}-{number}.yaml"
    return name


def _topic_lines(topic: Topic) -> Iterator[str]:
    yield f"# {_cell(topic.title)}"
    yield ""
    if topic.source is not None:
        name = _cell(topic.source.name)
        yield f"Source: {_link(topic.source.name, topic.source.url) if topic.source.url else name}"
        yield ""
    yield from _table(topic)
    for entry in topic.entries:
        if entry.answer is not None:
            yield f"## {_cell(entry.title)}"
            yield from ("", entry.answer, *(["", *_link_lines(entry.links)] if entry.links else []), "")


def _table(topic: Topic) -> Iterator[str]:
    compared = [entry for entry in topic.entries if entry.is_dimension]
    if not compared:
        return
    shares = any(entry.both for entry in compared)
    heads = ["", *(_cell(subject.name) for subject in topic.subjects), *(["Both"] if shares else [])]
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for entry in compared:
        texts = [entry.sides.get(subject.id, "") for subject in topic.subjects] + ([entry.both or ""] if shares else [])
        links = "".join(f"<br>{line[2:]}" for line in _link_lines(entry.links))
        yield f"| **{_cell(entry.title)}**{links} | {' | '.join(map(_cell, texts))} |"
    yield ""


def _link_lines(links: Collection[Link]) -> list[str]:
    return [f"- {_link(link.label, link.url)}" for link in links]


def _link(label: str, url: str) -> str:
    return markdown_link(_cell(label.replace("\\", "\\\\")), url)


def _cell(text: str) -> str:
    """A text within one cell: its Markdown stays, what would end the cell or begin HTML does not."""
    return text.replace("<", "&lt;").replace("|", "\\|").replace("\n", "<br>")
