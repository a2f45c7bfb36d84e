"""Changes, effects and revisions in words, for Discord and the terminal alike; each hands in how it shows a text."""

from collections.abc import Callable, Iterable
from typing import Final

from bot.editing.change import FieldChange
from bot.editing.revision import Revision, RevisionKind
from bot.knowledge.model import KnowledgeBase
from bot.texts import editing as texts

LISTS: Final = ("aliases", "questions", "links", "see_also")
"""The fields of an entry that hold several items."""
NAMED: Final = 3
"""Entries that a line of the history names."""


def is_text(field: str) -> bool:
    """Whether a field holds one long text: a side, what they share, or the answer."""
    return field not in LISTS and field != "title"


def change_words(change: FieldChange, name: str, shown: Callable[[str], str], quote: Callable[[str], str]) -> str:
    """One change of an entry, for example ``other name removed: "observability"``.

    Args:
        change: what came, went or was reworded.
        name: what the field is called.
        shown: makes a title fit to show.
        quote: shows an item of a list, in quotation marks where it wants them.
    """
    before, after = change.before, change.after
    if change.field == "title":
        return texts.retitled(shown(before or ""), shown(after or ""))
    if is_text(change.field):
        return texts.text_changed(name, added=before is None, removed=after is None)
    if before is not None and after is not None:
        return texts.order_changed(change.field)
    return texts.item_changed(
        change.field, added=before is None, quoted=quote((before if after is None else after) or "")
    )


def what(revision: Revision, knowledge: KnowledgeBase | None = None) -> str:
    """What a revision did, in a few words as they were typed.

    Args:
        revision: the revision.
        knowledge: gives the titles of the entries, where the revision is about a few; those gone go by their id.
    """
    if not revision.what:
        return texts.of_files(revision.file_names, len(revision.entries), first=revision.number == 1)
    if knowledge is None or len(revision.entries) > NAMED:
        return revision.what
    missing = [title for title in titles(revision.entries, knowledge) if title not in revision.what]
    return f"{', '.join(missing)}: {revision.what}" if len(missing) == len(revision.entries) > 0 else revision.what


def titles(entries: Iterable[str], knowledge: KnowledgeBase) -> list[str]:
    """The titles of the entries of these keys; of those that are gone, the id."""
    found = ((key, knowledge.entries.get(key)) for key in entries)
    return [entry.title if entry is not None else key.partition("/")[2] for key, entry in found]


def who(revision: Revision, by_hand: str, nameless: str) -> str:
    """Who made a revision: a name, or what is said of an edit in the file itself, or where no name is kept."""
    return revision.author_name or (by_hand if revision.kind is RevisionKind.FILE else nameless)
