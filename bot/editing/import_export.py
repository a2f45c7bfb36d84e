"""Export and import: the files that an export consists of, and the change that an imported file makes.

A topic that lives whole in one file of the scope leaves and returns as that very text. One that is spread over
several files, or that a server sees through its overlay, leaves as one file made from what is seen, and is compared
entry by entry when it returns: an entry that the file lacks is removed. So a file with any problem makes no change:
an entry that can't be read is not one that the file lacks.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from bot.editing.change import Change, EntryEdit, FileEdit
from bot.editing.knowledge_files import Homes
from bot.editing.patch import Texts, digest
from bot.editing.revision import RevisionKind, Scope
from bot.knowledge import messages
from bot.knowledge.build import build
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.knowledge.overlay import read_topic
from bot.knowledge.problems import Problem
from bot.knowledge.yaml_text.nodes import Document, ScalarNode
from bot.knowledge.yaml_text.parser import MAX_BYTES, read_text
from bot.knowledge.yaml_text.writer import topic_text

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


def exported(contents: ScopeContents) -> dict[str, str]:
    """The text of each topic that is seen, by a file name that its id makes. CPU work."""
    homes = Homes(contents.texts)
    return {
        f"{topic.id}.yaml": contents.texts[home] if (home := _home(contents, homes, topic.id)) else topic_text(topic)
        for topic in contents.seen.topics
    }


def left_out(contents: ScopeContents) -> tuple[str, ...]:
    """The ids of the entries that are in no file of ``exported``, because something is wrong with them."""
    homes = Homes(contents.texts)
    whole = {home for topic in homes.of_topic if (home := _home(contents, homes, topic))}
    ids = dict.fromkeys(problem.entry for problem in contents.problems if problem.file not in whole)
    return tuple(entry_id for entry_id in ids if entry_id is not None)


def imported(contents: ScopeContents, name: str, data: bytes) -> Imported:
    """The change that makes a topic what the file says. CPU work; the file may hold anything.

    Args:
        contents: what the scope holds now.
        name: what problems call the file; it decides nothing.
        data: the file's bytes.
    """
    document = read_text(name, data, MAX_UPLOAD)
    root = document.root
    topic = root.get("topic") if root is not None else None
    if document.problems or not isinstance(topic, ScalarNode):
        return Imported(problems=build([document]).problems)
    home = _home(contents, Homes(contents.texts), topic.value)
    is_new = contents.seen.topic(topic.value) is None and topic.value not in contents.shared
    if home is not None or is_new:
        return _whole(contents, home, topic.value, document, data)
    return _by_entry(contents, topic.value, document)


def _whole(contents: ScopeContents, home: str | None, topic: str, document: Document, data: bytes) -> Imported:
    """The file's whole text in the place of the one that the topic lives in, or as a new file."""
    if problems := build([document]).problems:
        return Imported(problems=problems)
    text = data.decode()
    before = contents.texts.get(home) if home else None
    if before == text:
        return Imported()
    edit = FileEdit(home or _new_name(contents, topic), None if before is None else digest(before), text)
    return Imported(Change(contents.scope, RevisionKind.IMPORT, files=(edit,)))


def _by_entry(contents: ScopeContents, topic: str, document: Document) -> Imported:
    head = contents.seen.topic(topic) or Topic(topic, "")
    if contents.scope is None and document.root is not None and "hide" in document.root.pairs:
        document.report_at(("hide",), messages.HIDE_IN_BASE, of_key=True)
    loaded = read_topic(head, document)
    if loaded.knowledge is None:
        return Imported(problems=loaded.problems)
    before, after = _entries_of(contents.seen, topic), _entries_of(loaded.knowledge, topic)
    edits = tuple(
        EntryEdit(key, before.get(key), after.get(key))
        for key in dict.fromkeys([*before, *after])
        if before.get(key) != after.get(key)
    )
    return Imported(Change(contents.scope, RevisionKind.IMPORT, edits)) if edits else Imported()


def _entries_of(knowledge: KnowledgeBase, topic: str) -> dict[str, Entry]:
    return {key: entry for key, entry in knowledge.entries.items() if entry.topic == topic}


def _home(contents: ScopeContents, homes: Homes, topic: str) -> str | None:
    """The one file in which the whole topic lives, or ``None``."""
    names = homes.of_topic.get(topic, [])
    return names[0] if len(names) == 1 and topic not in contents.shared else None


def _new_name(contents: ScopeContents, topic: str) -> str:
    """A name for a new topic's file. The topic's id has been checked: it is no path."""
    stem = topic if contents.scope is None else f"{contents.scope}.{topic}"
    name, number = f"{stem}.yaml", 1
    while name in contents.texts:
        number += 1
        name = f"{stem}-{number}.yaml"
    return name
