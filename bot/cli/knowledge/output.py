"""Changes, problems, effects and revisions as lines for the terminal, and as values for JSON."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import shorten
from typing import Any, Final

from bot.cli.knowledge import texts
from bot.cli.knowledge.options import key_name
from bot.editing import wording
from bot.editing.change import EntryEdit, FieldChange, field_diff, many_removed
from bot.editing.impact import ChangeKind, DecisionChange, Impact
from bot.editing.merge import lines_of
from bot.editing.problem_places import Name, PlacedProblem
from bot.editing.revision import Revision
from bot.editing.wording import change_words
from bot.knowledge import messages
from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.twins import Twins
from bot.texts import editing
from bot.texts.counting import and_more, listed

_SHOWN: Final = 10
"""Questions shown of one effect."""
_WIDTH: Final = 80


def warning_lines(edits: Sequence[EntryEdit]) -> Iterator[str]:
    """What stands on top of a change that removes more than a few entries."""
    if removed := many_removed(edits):
        yield editing.removes_many(removed)


def change_lines(edits: Sequence[EntryEdit], knowledge: KnowledgeBase | None = None) -> Iterator[str]:
    """What differs, entry by entry and field by field; ``knowledge`` is as it is before, for a change still to come."""
    for edit in edits:
        head = texts.NEW if edit.before is None else texts.REMOVED if edit.after is None else texts.CHANGED
        yield head.format(entry=edit.key)
        if edit.after is None and edit.before is not None:
            is_fallback = knowledge is not None and knowledge.is_fallback(edit.before)
            yield f"  {editing.removed_with(len(edit.before.questions), is_fallback=is_fallback)}"
            continue
        for field, changes in groupby(field_diff(edit.before, edit.after), key=lambda change: change.field):
            yield f"  {editing.field_name(field)}"
            for change in changes:
                yield from _prefixed("    - ", change.before)
                yield from _prefixed("    + ", change.after)
    if not edits:
        yield texts.AROUND


def in_few_words(edits: Sequence[EntryEdit]) -> str:
    """The change of one entry or several, for the history."""
    parts = [_few_words(edit) for edit in edits]
    return shorten("; ".join(parts), 200, placeholder="...")


def _few_words(edit: EntryEdit) -> str:
    entry = edit.after or edit.before
    title = entry.title if entry else edit.key
    if edit.before is None or edit.after is None:
        return editing.done("add" if edit.before is None else "remove", [title], [])
    return texts.edited(title, [_field_words(change) for change in field_diff(edit.before, edit.after)])


def _field_words(change: FieldChange) -> str:
    return change_words(change, editing.field_name(change.field), str, lambda item: _quoted(item, 60))


def _quoted(text: str, width: int) -> str:
    return f'"{shorten(text, width, placeholder="...")}"'


def _prefixed(prefix: str, text: str | None) -> Iterator[str]:
    return (prefix + line for line in (text or "").split("\n") if text is not None)


def problem_line(problem: PlacedProblem, name: Name, knowledge: KnowledgeBase) -> str:
    """What is wrong with what was typed, and what to do; ``name`` says where it was typed."""
    field = name(problem.field, problem.item) if problem.field else ""
    if problem.missing and name is not key_name:
        topic = knowledge.topic(problem.edit.key.partition("/")[0])
        subjects = [one.name for one in (topic.subjects if topic else ()) if one.id in problem.missing]
        return texts.SIDE_MISSING.format(subjects=listed(subjects))
    if problem.shared:
        phrase, title = problem.shared
        known = texts.KNOWN_QUESTION if problem.field == "questions" else texts.KNOWN_NAME
        return known.format(title=title, phrase=_quoted(phrase, _WIDTH))
    said = problem.named(name)
    if name is not key_name:
        said = said.replace(messages.NEITHER, texts.NO_SUBJECT)
    if field and field not in said:
        return f"{field}: {said}"
    return said if said.startswith(("-", "'")) else said[:1].upper() + said[1:]


def impact_lines(impact: Impact) -> Iterator[str]:
    """The effect on what people asked, and on the example questions near the change."""
    if impact.asked or impact.long:
        yield texts.EFFECT.format(asked=f"{impact.asked:,}")
        yield from _shift_lines(impact.shifts)
        yield from (f"  {line}" for line in editing.stay(impact.unchanged))
        yield from (f"  {line}" for line in editing.not_tried(impact.asked, impact.late, impact.long))
    else:
        yield texts.NEVER_ASKED
    if impact.examples:
        heading = texts.EXAMPLES if impact.examples == impact.nearby else texts.EXAMPLES_NEAREST
        yield heading.format(count=impact.examples, nearby=impact.nearby)
        yield from _shift_lines(impact.example_shifts)
        yield from (f"  {line}" for line in editing.stay(impact.examples - len(impact.example_shifts)))
    yield from (twins_line(twins) for twins in impact.twins)


def twins_line(twins: Twins) -> str:
    """Two entries that look alike."""
    first, second, *phrases = (
        _quoted(text, _WIDTH) for text in (twins.first.title, twins.second.title, *twins.phrases)
    )
    return editing.twins(first, second, phrases)


def _shift_lines(shifts: Sequence[DecisionChange]) -> Iterator[str]:
    for effect, group in groupby(shifts, key=lambda shift: shift.effect):
        found = list(group)
        yield "  " + editing.effect(effect, sum(shift.times for shift in found), '""')
        for shift in found[:_SHOWN]:
            yield f"    {_shift(shift)}"
        if len(found) > _SHOWN:
            yield f"    {and_more(len(found) - _SHOWN)}"


def _shift(shift: DecisionChange) -> str:
    question = _quoted(shift.question, _WIDTH)
    before, after = ", ".join(shift.before.entries), ", ".join(shift.after.entries)
    moved = {ChangeKind.ANSWERED: after, ChangeKind.LOST: before, ChangeKind.CHANGED: f"{before} -> {after}"}.get(
        shift.effect
    )
    return f"{question}: {moved}" if moved else question


def revision_line(revision: Revision, knowledge: KnowledgeBase) -> str:
    """One line of the history: who, when, which entry, what and why; ``knowledge`` gives today's titles."""
    return _head(revision, knowledge) + (f" ({revision.why})" if revision.why else "")


def _head(revision: Revision, knowledge: KnowledgeBase) -> str:
    when = revision.at.astimezone().strftime("%Y-%m-%d %H:%M")
    return f"#{revision.number:<5} {when}  {who(revision):<16} {wording.what(revision, knowledge)}".rstrip()


def revision_lines(revision: Revision, edits: Sequence[EntryEdit], knowledge: KnowledgeBase) -> Iterator[str]:
    """A revision as a diff: of the entries in words, and of the lines of its files."""
    yield _head(revision, knowledge)
    if revision.why:
        yield f"{editing.WHY}: {revision.why}"
    yield from change_lines(edits)
    for change in revision.files:
        yield ""
        yield f"{change.file}:{change.start + 1}"
        yield from (f"-{line.rstrip()}" for line in lines_of(change.removed))
        yield from (f"+{line.rstrip()}" for line in lines_of(change.added))


def who(revision: Revision) -> str:
    """Who made it."""
    return wording.who(revision, texts.BY_HAND, texts.TERMINAL)


def row_of(entry: Entry, knowledge: KnowledgeBase) -> Sequence[str]:
    """An entry as a row of ``knowledge list``."""
    return knowledge.short_id(entry.key), entry.title, entry.topic, _kind(entry), f"{len(entry.questions):,}"


def entry_lines(entry: Entry) -> Iterator[str]:
    """How an entry is asked for: its other names and its example questions."""
    for name, items in ((editing.ALIASES, entry.aliases), (editing.QUESTIONS, entry.questions)):
        yield ""
        yield f"{name}: {len(items):,}"
        yield from (f"  {item}" for item in items)


def entry_json(entry: Entry) -> dict[str, Any]:
    """An entry with all that it holds, under the keys of the YAML file."""
    return {
        "entry": entry.key,
        "topic": entry.topic,
        "kind": _kind(entry),
        "title": entry.title,
        "aliases": list(entry.aliases),
        "questions": list(entry.questions),
        "sides": dict(entry.sides),
        "both": entry.both,
        "answer": entry.answer,
        "links": [{"label": link.label, "url": link.url} for link in entry.links],
        "see_also": list(entry.see_also),
    }


def _kind(entry: Entry) -> str:
    return editing.COMPARISON if entry.is_dimension else editing.SINGLE_ANSWER


def edits_json(edits: Sequence[EntryEdit]) -> list[dict[str, Any]]:
    """Every field that differs."""
    return [
        {"entry": edit.key, "field": change.field, "before": change.before, "after": change.after}
        for edit in edits
        for change in field_diff(edit.before, edit.after)
    ]


def impact_json(impact: Impact) -> dict[str, Any]:
    """The effect, every question of it."""
    return {
        "asked": impact.asked,
        "unchanged": impact.unchanged,
        "shifts": [_shift_json(shift) for shift in impact.shifts],
        "no_time_for": impact.late,
        "too_long": impact.long,
        "examples": impact.examples,
        "examples_nearby": impact.nearby,
        "example_shifts": [_shift_json(shift) for shift in impact.example_shifts],
        "twins": [[twins.first.key, twins.second.key] for twins in impact.twins],
    }


def _shift_json(shift: DecisionChange) -> dict[str, Any]:
    return {
        "question": shift.question,
        "times": shift.times,
        "effect": shift.effect,
        "before": list(shift.before.entries),
        "after": list(shift.after.entries),
    }


def revision_json(revision: Revision, knowledge: KnowledgeBase) -> dict[str, Any]:
    """A revision of the history."""
    return {
        "number": revision.number,
        "at": revision.at.isoformat(),
        "who": who(revision),
        "kind": revision.kind,
        "what": wording.what(revision),
        "why": revision.why,
        "entries": list(revision.entries),
        "titles": wording.titles(revision.entries, knowledge),
        "files": list(revision.file_names),
    }
