"""What a change does to an entry, one line a thing, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from bot.discord_app.ui.embeds import subject_name, topic_of
from bot.discord_app.ui.markdown import inline
from bot.editing.change import EntryEdit, FieldChange, difference
from bot.knowledge.model import Entry, KnowledgeBase
from bot.texts import editing as texts

LINES: Final = 14
"""Changes that are put into words; the texts themselves follow in full."""
QUOTED: Final = 100
"""Characters of a question or a link that are shown."""
LISTS: Final = ("aliases", "questions", "links", "see_also")


def is_text(field: str) -> bool:
    """Whether a field holds one long text: a side, what they share, or the answer."""
    return field not in LISTS and field != "title"


def change_lines(
    edits: Sequence[EntryEdit],
    knowledge: KnowledgeBase,
    shown: Callable[[str], str] | None = None,
    most: int = LINES,
) -> list[str]:
    """The changes of the edits, a line each, and how many more there are; with several edits a line names its entry.

    Args:
        edits: what changes.
        knowledge: as it is without the change.
        shown: how what people typed is made fit to show; by default escaped for Discord, on one line.
        most: so many changes are put into words.
    """
    safe = shown or _escaped
    changes = [(edit, change) for edit in edits for change in _changes(edit)]
    lines: list[str] = []
    for edit, change in changes[:most]:
        named = f"{safe(_title(edit))}: " if len(edits) > 1 else ""
        lines.append(named + _line(change, edit, knowledge, safe))
    if len(changes) > most:
        lines.append(texts.more_changes(len(changes) - most))
    return lines


def name_of(field: str, edit: EntryEdit, knowledge: KnowledgeBase) -> str:
    """What moderators call a field: a subject's name for its side."""
    entry = edit.after or edit.before
    subject = subject_name(topic_of(knowledge, entry), field) if entry is not None and is_side(field, entry) else None
    return texts.field_name(field, subject=subject)


def is_side(field: str, entry: Entry) -> bool:
    """Whether the field is the text of a subject."""
    return field not in ("title", "both", "answer", *LISTS) or field in entry.sides


def _changes(edit: EntryEdit) -> Sequence[FieldChange | None]:
    """What differs; ``None`` alone for an entry that goes as a whole."""
    if edit.after is None:
        return [None] if edit.before is not None else []
    changes = difference(edit.before, edit.after)
    return [one for one in changes if edit.before is not None or one.field != "title"]


def _line(change: FieldChange | None, edit: EntryEdit, knowledge: KnowledgeBase, safe: Callable[[str], str]) -> str:
    if change is None:
        return texts.removed_with(len(edit.before.questions) if edit.before is not None else 0)
    before, after = change.before, change.after
    if change.field == "title":
        return texts.retitled(safe(before or ""), safe(after or ""))
    if is_text(change.field):
        name = safe(name_of(change.field, edit, knowledge))
        return texts.text_changed(name, added=before is None, removed=after is None)
    if before is not None and after is not None:
        return texts.order_changed(change.field)
    item = before if after is None else after
    return texts.item_changed(
        change.field, added=before is None, quoted=_quoted(change.field, item, edit, knowledge, safe)
    )


def _quoted(field: str, item: str | None, edit: EntryEdit, knowledge: KnowledgeBase, safe: Callable[[str], str]) -> str:
    if field == "see_also":
        other = knowledge.entries.get(f"{edit.key.partition('/')[0]}/{item}")
        return safe(other.title if other is not None else item or "")
    return f"“{safe(item or '')}”"


def _title(edit: EntryEdit) -> str:
    entry = edit.before or edit.after
    return edit.key if entry is None else entry.title


def _escaped(text: str) -> str:
    return inline(text, QUOTED)
