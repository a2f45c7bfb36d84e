"""What an edit means: the change that adding, rewriting, teaching or removing an entry makes, for every door alike.

Discord and the terminal read what a person wants and call these functions; nothing here waits, reads a file or saves.
Whether the knowledge base would be valid with the change is found out when it is proposed or saved.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, count
from textwrap import shorten
from typing import Final

from bot.control_characters import one_line
from bot.editing.change import Change, EntryEdit, rebased
from bot.editing.errors import EditError
from bot.editing.revision import RevisionKind, Scope
from bot.knowledge import bounds
from bot.knowledge.model import Entry, KnowledgeBase, Link, Topic
from bot.knowledge.text_rules import comparable
from bot.texts import editing as texts

NAMELESS: Final = "entry"
"""The id made from a title without a letter or digit of the Latin alphabet."""
QUOTED: Final = 80
"""Characters of a question that a sentence quotes."""

_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


def addition(knowledge: KnowledgeBase, entry: Entry, scope: Scope) -> Change:
    """The change that adds ``entry``; without an id it gets one made from its title."""
    topic = knowledge.topic(entry.topic) or Topic(entry.topic, "")
    new = replace(normalised(entry, topic), id=entry.id or new_entry_id(entry.title, topic))
    return Change(scope, RevisionKind.ADD, (EntryEdit(new.key, None, new),))


def edition(knowledge: KnowledgeBase, entry: Entry, scope: Scope) -> Change:
    """The change that makes the entry of that key read as ``entry`` does.

    Raises:
        EditError: there is none of that key any more.
    """
    before = _existing(knowledge, entry.key)
    topic = knowledge.topic(entry.topic) or Topic(entry.topic, "")
    return Change(scope, RevisionKind.EDIT, (EntryEdit(entry.key, before, normalised(entry, topic)),))


def rewritten(knowledge: KnowledgeBase, change: Change, entry: Entry, why: str) -> Change:
    """A change of one entry that is not saved yet, with another text of the entry and another reason.

    An entry that is new gets the id of its title, which may have been typed anew; else the id stays. What the entry
    was before the change stays as well, so that what others save meanwhile is noticed.
    """
    (edit,) = change.edits
    topic = knowledge.topic(entry.topic) or Topic(entry.topic, "")
    after = normalised(entry, topic)
    if edit.before is None:
        after = replace(after, id=new_entry_id(after.title, topic))
    return replace(change, edits=(EntryEdit(after.key, edit.before, after),), why=one_line(why))


def teaching(knowledge: KnowledgeBase, key: str, questions: Sequence[str], scope: Scope) -> Change:
    """The change that adds example questions to an entry: those, on one line each, that it does not have yet.

    Raises:
        EditError: the entry is gone, there is no word in the questions, or the entry has them all.
    """
    entry = _existing(knowledge, key)
    lines = [line for question in questions if comparable(line := one_line(question))]
    if not lines:
        raise EditError(texts.NOTHING_TYPED)
    known = {comparable(question) for question in entry.questions}
    new = [line for line in lines if comparable(line) not in known]
    if not new:
        quoted = f"“{shorten(lines[0], QUOTED, placeholder='…')}”"
        raise EditError(texts.knows_already(entry.title, quoted))
    after = replace(entry, questions=(*entry.questions, *new))
    return Change(scope, RevisionKind.TEACH, (EntryEdit(key, entry, after),))


def extension(knowledge: KnowledgeBase, change: Change) -> Change:
    """The teaching of one entry whose text takes in a human's answer as well, below what it says already.

    A comparison takes it in where both sides share a text.
    """
    (edit,) = change.edits
    entry = edit.after
    if entry is None or not change.answer:
        return change
    if entry.is_dimension:
        entry = replace(entry, both=_below(entry.both, change.answer))
    else:
        entry = replace(entry, answer=_below(entry.answer, change.answer))
    return replace(rewritten(knowledge, change, entry, change.why), kind=RevisionKind.EDIT, answer="")


def removal(knowledge: KnowledgeBase, base: KnowledgeBase, key: str, scope: Scope) -> Change:
    """The change that removes an entry, and the references to it from other entries of its topic.

    Args:
        knowledge: what the members of the scope see.
        base: the shared base in force. An overlay hides an entry of the base; the base's own entries that refer to it
            are left alone then, as a reference to what is hidden is not shown.
        key: of the entry that goes.
        scope: where it goes from.

    Raises:
        EditError: the entry is gone already.
    """
    gone = _existing(knowledge, key)
    edits = [EntryEdit(key, gone, None)]
    for entry in knowledge:
        if entry.topic != gone.topic or gone.id not in entry.see_also:
            continue
        if scope is not None and _is_of_base(entry, base, knowledge):
            continue
        kept = tuple(one for one in entry.see_also if one != gone.id)
        edits.append(EntryEdit(entry.key, entry, replace(entry, see_also=kept)))
    return Change(scope, RevisionKind.REMOVE, tuple(edits))


def on_top(knowledge: KnowledgeBase, change: Change) -> Change:
    """The change of entries made again on top of what others have saved meanwhile: see ``rebased``.

    An entry that is being added stays a new one: it gets another id where somebody else's has taken its own.
    """
    edits = [rebased(edit, knowledge.entries.get(edit.key)) for edit in change.edits]
    if change.kind is RevisionKind.ADD:
        edits = [_with_free_id(knowledge, edit) for edit in edits]
    return replace(change, edits=tuple(edits))


def normalised(entry: Entry, topic: Topic) -> Entry:
    """The entry as it is kept, however it was typed.

    Nothing stands around its texts, no text or item is empty, its sides are in the topic's order (those of no subject
    last, for a problem to name them), and what to see also are ids, where titles were typed.
    """
    sides = {subject: text for subject, side in entry.sides.items() if (text := _trimmed(side))}
    order = [one.id for one in topic.subjects]
    return replace(
        entry,
        title=_trimmed(entry.title),
        aliases=_items(entry.aliases),
        questions=_items(entry.questions),
        sides={subject: sides[subject] for subject in dict.fromkeys([*order, *sides]) if subject in sides},
        both=_trimmed(entry.both or "") or None,
        answer=None if entry.answer is None else _trimmed(entry.answer),
        links=tuple(Link(_trimmed(link.label), _trimmed(link.url)) for link in entry.links),
        see_also=_entry_ids(_items(entry.see_also), entry, topic),
    )


def new_entry_id(title: str, topic: Topic) -> str:
    """An id that no entry and no subject of the topic has: the title in lower case with hyphens, perhaps a number.

    Long titles are cut at a word. At most 32 characters.
    """
    taken = {entry.id for entry in topic.entries} | {subject.id for subject in topic.subjects}
    slug = _slug(title)
    numbered = (_numbered(slug, number) for number in count(2))
    return next(one for one in chain([slug], numbered) if one not in taken)


def _with_free_id(knowledge: KnowledgeBase, edit: EntryEdit) -> EntryEdit:
    entry, topic = edit.after, knowledge.topic(edit.key.partition("/")[0])
    if edit.before is None or entry is None or topic is None:
        return edit
    entry = replace(entry, id=new_entry_id(entry.title, topic))
    return EntryEdit(entry.key, None, entry)


def _existing(knowledge: KnowledgeBase, key: str) -> Entry:
    entry = knowledge.entries.get(key)
    if entry is None:
        raise EditError(texts.NO_SUCH_ENTRY)
    return entry


def _is_of_base(entry: Entry, base: KnowledgeBase, seen: KnowledgeBase) -> bool:
    """Whether an overlay shows the base's own entry, which is without its references to what the overlay hides."""
    shared = base.entries.get(entry.key)
    if shared is None:
        return False
    shown = tuple(one for one in shared.see_also if f"{entry.topic}/{one}" in seen.entries)
    return replace(shared, see_also=shown) == entry


def _below(text: str | None, answer: str) -> str:
    return f"{text}\n\n{answer}" if text else answer


def _trimmed(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _items(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(item for text in texts if (item := _trimmed(text)))


def _entry_ids(typed: Sequence[str], entry: Entry, topic: Topic) -> tuple[str, ...]:
    """The ids of the entries of those ids or titles; as typed where there is none, for a problem to name it."""
    others = [one for one in topic.entries if one.id != entry.id]
    by_title = {one.title.casefold(): one.id for one in reversed(others)}  # of equal titles the first counts
    named = by_title | {one.id: one.id for one in others}
    return tuple(named.get(one.casefold(), one) for one in typed)


def _numbered(slug: str, number: int) -> str:
    ending = f"-{number}"
    return slug[: bounds.ID - len(ending)].rstrip("-") + ending


def _slug(title: str) -> str:
    ascii_text = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = _NOT_IN_IDS.sub("-", ascii_text.replace("'", "")).strip("-")
    if len(slug) > bounds.ID:
        cut = slug[: bounds.ID + 1]
        slug = cut.rpartition("-")[0] or cut[: bounds.ID]
    return slug or NAMELESS
