"""New entries: ``/knowledge add``, and from a question that no entry answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, count
from typing import Final, Literal

from bot import limits
from bot.discord_app.editing.forms import edited_entry
from bot.editing.change import Change, EntryEdit
from bot.editing.revision import RevisionKind, Scope
from bot.knowledge.model import Entry, KnowledgeBase, Topic

NAMELESS: Final = "entry"
"""For a title without a letter or digit of the Latin alphabet."""

_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


def new_entry_id(title: str, knowledge: KnowledgeBase, topic_id: str) -> str:
    """An id that no entry and no subject of the topic has: the title in lower case with hyphens, perhaps a number.

    Long titles are cut at a word. At most 32 characters.
    """
    topic = knowledge.topic(topic_id)
    taken = {entry.id for entry in topic.entries} | {one.id for one in topic.subjects} if topic else set[str]()
    slug = _slug(title)
    numbered = (_numbered(slug, number) for number in count(2))
    return next(one for one in chain([slug], numbered) if one not in taken)


def _numbered(slug: str, number: int) -> str:
    ending = f"-{number}"
    return slug[: limits.ID_LENGTH - len(ending)].rstrip("-") + ending


def _slug(title: str) -> str:
    ascii_text = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = _NOT_IN_IDS.sub("-", ascii_text.replace("'", "")).strip("-")
    if len(slug) > limits.ID_LENGTH:
        cut = slug[: limits.ID_LENGTH + 1]
        slug = cut.rpartition("-")[0] or cut[: limits.ID_LENGTH]
    return slug or NAMELESS


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
