"""What differs between two states of an entry, field by field; the words for it are in ``bot.texts``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.model import Entry


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


def difference(before: Entry | None, after: Entry | None) -> tuple[FieldChange, ...]:
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
