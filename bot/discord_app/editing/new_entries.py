"""New entries: ``/knowledge add``, and from a question that no entry answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from bot.discord_app.editing.forms import edited_entry
from bot.discord_app.moderation.entry_ids import new_entry_id
from bot.editing.change import Change, EntryEdit
from bot.editing.revision import RevisionKind, Scope
from bot.knowledge.model import Entry, KnowledgeBase, Topic

Kind = Literal["comparison", "answer"]
KINDS: tuple[Kind, ...] = ("comparison", "answer")


def new_entry(scope: Scope, topic: Topic | None, kind: Kind, questions: Sequence[str] = ()) -> Change:
    """An entry that is yet to be written; without a topic where that is yet to be chosen."""
    entry = Entry(
        topic.id if topic else "", "", "", questions=tuple(questions), answer="" if kind == "answer" else None
    )
    return Change(scope, RevisionKind.ADD, (EntryEdit(entry.key, None, entry),))


def placed(change: Change, topic: Topic, kind: Kind) -> Change:
    """The same entry in another topic, or of the other kind."""
    edit = edited_entry(change)
    questions = edit.after.questions if edit.after is not None else ()
    return replace(change, edits=new_entry(change.scope, topic, kind, questions).edits)


def with_fresh_id(change: Change, knowledge: KnowledgeBase) -> Change:
    """The change of an entry; one that is new gets the id of its title, which may have been typed anew."""
    edit = edited_entry(change)
    if edit.before is not None or edit.after is None:
        return change
    entry = replace(edit.after, id=new_entry_id(edit.after.title, knowledge, edit.after.topic))
    return replace(change, edits=(EntryEdit(entry.key, None, entry),))


def kinds_of(topic: Topic) -> tuple[Kind, ...]:
    """The kinds of entry that a topic takes: only one that compares something has comparisons."""
    return KINDS if topic.subjects else ("answer",)
