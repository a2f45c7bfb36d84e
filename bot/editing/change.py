"""A change of the knowledge as plain values, which are stored as JSON, and the comparison of entries."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from pydantic import TypeAdapter

from bot.editing.revision import Kept, RevisionKind, Scope
from bot.knowledge.model import Entry, KnowledgeBase

T = TypeVar("T")
FEW: Final = 3
"""Entries that may go without a word of warning: a moderator sees them all at a glance."""


@dataclass(frozen=True, slots=True)
class EntryEdit:
    """One entry's new state, and the state that it was made against."""

    key: str
    """``topic/entry``."""
    before: Entry | None
    """``None``: the entry is new."""
    after: Entry | None
    """``None``: the entry is removed, or hidden in one server's overlay."""


@dataclass(frozen=True, slots=True)
class FileEdit:
    """A whole file's new text, and the digest of the text that it was made against."""

    name: str
    before: str | None
    """SHA-256 in hexadecimal; ``None`` where the file is new."""
    text: str


@dataclass(frozen=True, slots=True)
class WaitingQuestion:
    """A member's question that is answered with the entry as soon as the change is saved."""

    question: int
    """The id under which it is stored."""
    post: int
    """The message that shows it to the moderators; 0 for none."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a moderator or an operator wants to save in one scope.

    Exactly one of ``edits``, ``files`` and ``undoes`` is given; but ``edits`` beside ``undoes`` where they take the
    revision back, as later ones touched the same lines.
    """

    scope: Scope
    kind: RevisionKind
    edits: tuple[EntryEdit, ...] = ()
    files: tuple[FileEdit, ...] = ()
    """Whole files: the import of a topic that lives in one file."""
    undoes: int | None = None
    """The number of the revision to take back."""
    why: str = ""
    suggestion: int | None = None
    """The id of the member's suggestion that it takes up."""
    question: str = ""
    """The question of the inbox that it is made for, as it was asked; empty for none."""
    about: str = ""
    """What else somebody wrote that it is made for: a message, or the text of that suggestion."""
    kept: Kept | None = None
    """Whose message it was made of, until they have their name taken out."""
    answer: str = ""
    """What a human answered to the question, which the entry's text may take in (see ``operations.extension``)."""
    post: int | None = None
    """The message of the moderators' post whose answer the entry keeps."""
    waiting: WaitingQuestion | None = None
    """The question of a member who gets the entry as an answer."""

    @property
    def made_for(self) -> str:
        """What stands above every step of it: the question, or what else somebody wrote; empty for neither."""
        return self.question or self.about

    @property
    def size(self) -> int:
        """How many characters of text the change contains."""
        edited = sum(edit.after.size for edit in self.edits if edit.after is not None)
        return edited + sum(len(file.text) for file in self.files)

    def to_json(self) -> str:
        """The change as JSON, for storing."""
        return _ADAPTER.dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str) -> "Change":
        """Read what ``to_json`` wrote."""
        return _ADAPTER.validate_json(text)


_ADAPTER = TypeAdapter(Change)


def differing(before: KnowledgeBase, after: KnowledgeBase) -> tuple[EntryEdit, ...]:
    """Every entry that differs between two knowledge bases, in their order."""
    keys = dict.fromkeys([*before.entries, *after.entries])
    pairs = ((key, before.entries.get(key), after.entries.get(key)) for key in keys)
    return tuple(EntryEdit(key, old, new) for key, old, new in pairs if old != new)


def removed_entries(edits: Iterable[EntryEdit]) -> list[Entry]:
    """The entries that the edits remove."""
    return [edit.before for edit in edits if edit.after is None and edit.before is not None]


def many_removed(edits: Iterable[EntryEdit]) -> int:
    """How many entries the edits remove; 0 where those are only a few."""
    removed = len(removed_entries(edits))
    return removed if removed > FEW else 0


def rebased(edit: EntryEdit, current: Entry | None) -> EntryEdit:
    """``edit`` applied to ``current``, the entry as others have saved it: what the edit did not touch stays.

    Of the lists, what the edit added is added and what it took away is taken away; of the texts, the edit's word
    counts where it changed them.
    """
    before, after = edit.before, edit.after
    if before is None or after is None or current is None:
        return replace(edit, before=current)
    merged = replace(
        after,
        title=_newer(before.title, after.title, current.title),
        aliases=_merged(before.aliases, after.aliases, current.aliases),
        questions=_merged(before.questions, after.questions, current.questions),
        sides={
            subject: text
            for subject in dict.fromkeys([*current.sides, *after.sides])
            if (text := _newer(before.sides.get(subject), after.sides.get(subject), current.sides.get(subject)))
        },
        both=_newer(before.both, after.both, current.both),
        answer=_newer(before.answer, after.answer, current.answer),
        links=_merged(before.links, after.links, current.links),
        see_also=_merged(before.see_also, after.see_also, current.see_also),
    )
    return EntryEdit(edit.key, current, merged)


def _newer(before: T, after: T, current: T) -> T:
    return current if after == before else after


def _merged(before: tuple[T, ...], after: tuple[T, ...], current: tuple[T, ...]) -> tuple[T, ...]:
    if current == before:
        return after
    old, new, theirs = set(before), set(after), set(current)
    kept = [item for item in current if item in new or item not in old]
    return (*kept, *(item for item in after if item not in old and item not in theirs))


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that came, went or was reworded."""

    field: str
    """The YAML key: ``title``, ``aliases``, ``questions``, a subject id, ``both``, ``answer``, ``links``,
    ``see_also``."""
    before: str | None
    """``None`` where the value is new."""
    after: str | None
    """``None`` where the value is gone."""


def field_diff(before: Entry | None, after: Entry | None) -> tuple[FieldChange, ...]:
    """Every change from ``before`` to ``after``, in the order of the file's keys; ``None`` is "no such entry"."""
    old, new = _fields(before), _fields(after)
    return tuple(change for name in dict.fromkeys([*old, *new]) for change in _changes(name, old, new))


def _fields(entry: Entry | None) -> dict[str, str | tuple[str, ...] | None]:
    if entry is None:
        return {}
    return {
        "title": entry.title,
        "aliases": entry.aliases,
        "questions": entry.questions,
        **entry.sides,
        "both": entry.both,
        "answer": entry.answer,
        "links": tuple(f"{link.label}: {link.url}" for link in entry.links),
        "see_also": entry.see_also,
    }


def _changes(
    name: str, old: dict[str, str | tuple[str, ...] | None], new: dict[str, str | tuple[str, ...] | None]
) -> Iterator[FieldChange]:
    before, after = old.get(name), new.get(name)
    if isinstance(before, tuple) or isinstance(after, tuple):
        yield from _list_changes(name, _items(before), _items(after))
    elif before != after:
        yield FieldChange(name, before, after)


def _items(value: str | tuple[str, ...] | None) -> Sequence[str]:
    return value if isinstance(value, tuple) else ()


def _list_changes(name: str, before: Sequence[str], after: Sequence[str]) -> Iterator[FieldChange]:
    old, new = set(before), set(after)
    gone = [item for item in before if item not in new]
    came = [item for item in after if item not in old]
    yield from (FieldChange(name, item, None) for item in gone)
    yield from (FieldChange(name, None, item) for item in came)
    if not gone and not came and before != after:
        yield FieldChange(name, ", ".join(before), ", ".join(after))
