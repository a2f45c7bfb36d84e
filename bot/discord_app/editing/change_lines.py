"""What a change does to an entry, one line a thing, in plain words."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from bot import limits
from bot.discord_app.editing import texts
from bot.discord_app.ui.embeds import subject_name, topic_of
from bot.discord_app.ui.markdown import inline
from bot.editing.change import EntryEdit, FieldChange, field_diff
from bot.editing.impact import ChangeKind, DecisionChange, Impact
from bot.editing.wording import LISTS, change_words, is_text
from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.twins import Twins
from bot.texts import editing
from bot.texts.counting import and_more

LINES: Final = 14
"""Changes that are put into words; the texts themselves follow in full."""
QUOTED: Final = 100
"""Characters of a question or a link that are shown."""


def change_lines(
    edits: Sequence[EntryEdit],
    knowledge: KnowledgeBase,
    shown: Callable[[str], str] | None = None,
    most: int = LINES,
    *,
    with_texts: bool = True,
) -> list[str]:
    """The changes of the edits, a line each, and how many more there are; with several edits a line names its entry.

    Args:
        edits: what changes.
        knowledge: as it is without the change.
        shown: how what people typed is made fit to show; by default escaped for Discord, on one line.
        most: so many changes are put into words.
        with_texts: whether the texts are named that come, go or read differently.
    """
    safe = shown or _escaped
    changes = [(edit, change) for edit in edits for change in _changes(edit) if with_texts or not _is_text(change)]
    lines: list[str] = []
    for edit, change in changes[:most]:
        named = f"{safe(_title(edit))}: " if len(edits) > 1 else ""
        lines.append(named + _line(change, edit, knowledge, safe))
    if len(changes) > most:
        lines.append(editing.more_changes(len(changes) - most))
    return lines


def _is_text(change: FieldChange | None) -> bool:
    return change is not None and is_text(change.field)


def heading_of_many(edits: Sequence[EntryEdit]) -> str:
    """The title of a change of several entries, or of none."""
    added, removed = sum(edit.before is None for edit in edits), sum(edit.after is None for edit in edits)
    return texts.heading_many(len(edits), added, removed)


def name_of(field: str, edit: EntryEdit, knowledge: KnowledgeBase) -> str:
    """What moderators call a field: a subject's name for its side."""
    entry = edit.after or edit.before
    subject = subject_name(topic_of(knowledge, entry), field) if entry is not None and is_side(field, entry) else None
    return editing.field_name(field, subject=subject)


def is_side(field: str, entry: Entry) -> bool:
    """Whether the field is the text of a subject."""
    return field not in ("title", "both", "answer", *LISTS) or field in entry.sides


def _changes(edit: EntryEdit) -> Sequence[FieldChange | None]:
    """What differs; ``None`` alone for an entry that goes as a whole."""
    if edit.after is None:
        return [None] if edit.before is not None else []
    changes = field_diff(edit.before, edit.after)
    return [one for one in changes if edit.before is not None or one.field != "title"]


def _line(change: FieldChange | None, edit: EntryEdit, knowledge: KnowledgeBase, safe: Callable[[str], str]) -> str:
    if change is None:
        gone = edit.before
        return editing.removed_with(len(gone.questions), is_fallback=knowledge.is_fallback(gone)) if gone else ""
    name = safe(name_of(change.field, edit, knowledge))
    return change_words(change, name, safe, lambda item: _quoted(change.field, item, edit, knowledge, safe))


def _quoted(field: str, item: str, edit: EntryEdit, knowledge: KnowledgeBase, safe: Callable[[str], str]) -> str:
    if field == "see_also":
        other = knowledge.entries.get(f"{edit.key.partition('/')[0]}/{item}")
        return safe(other.title if other is not None else item)
    return f"“{safe(item)}”"


def _title(edit: EntryEdit) -> str:
    entry = edit.before or edit.after
    return edit.key if entry is None else entry.title


def _escaped(text: str) -> str:
    return inline(text, QUOTED)


QUESTIONS: Final = 3
"""Questions quoted of each group."""
GROUPS: Final = 6
ROOM: Final = limits.EMBED_FIELD_VALUE - 200
"""Characters, so that the numbers of those that stay, and of those that were not tried, fit in below."""
INDENT: Final = "\u2003"
"""An em space: Discord drops ordinary ones at the beginning of a line."""
TITLE: Final = 40
_TWINS: Final = 3
"""Pairs of entries that look alike and are named."""
QUESTION: Final = 70
"""Characters of a question."""


def effect_lines(
    impact: Impact, knowledge: KnowledgeBase, edits: Sequence[EntryEdit]
) -> Iterator[tuple[str, list[str]]]:
    """A heading and its lines for the questions asked, and for the example questions where there are any."""
    titles = _Titles(knowledge, edits)
    if impact.asked or impact.long:
        lines = [*_lines(impact.shifts, titles), *editing.stay(impact.unchanged, "**")]
        lines += editing.not_tried(impact.asked, impact.late, impact.long)
        yield texts.EFFECT.format(count=impact.asked) if impact.asked else texts.EFFECT_NONE, lines
    else:
        yield texts.EFFECT_NONE, [texts.NEVER_ASKED]
    if impact.examples:
        same = impact.examples - len(impact.example_shifts)
        lines = [*_lines(impact.example_shifts, titles), *editing.stay(same, "**")]
        heading = texts.EXAMPLES if impact.examples == impact.nearby else texts.EXAMPLES_NEAREST
        yield heading.format(count=impact.examples, nearby=impact.nearby), lines
    if impact.twins:
        yield editing.TWINS, [_twins(twins) for twins in impact.twins[:_TWINS]]


def _twins(twins: Twins) -> str:
    first, second = (f"“{inline(entry.title, TITLE)}”" for entry in (twins.first, twins.second))
    return editing.twins(first, second, (f"“{inline(phrase, QUESTION)}”" for phrase in twins.phrases))


class _Titles:
    """The titles of entries, those that the change makes or renames included."""

    def __init__(self, knowledge: KnowledgeBase, edits: Sequence[EntryEdit]) -> None:
        self._before = knowledge.entries
        self._after = {edit.key: edit.after for edit in edits}

    def before(self, keys: Sequence[str]) -> str:
        return ", ".join(_title_of(self._before.get(key) or self._after.get(key), key) for key in keys)

    def after(self, keys: Sequence[str]) -> str:
        return ", ".join(_title_of(self._after.get(key) or self._before.get(key), key) for key in keys)


def _title_of(entry: Entry | None, key: str) -> str:
    return inline(entry.title if entry is not None else key, TITLE)


def _lines(shifts: Sequence[DecisionChange], titles: _Titles) -> list[str]:
    """The largest groups; without the questions themselves where those have no room."""
    lines = _group_lines(shifts, titles)
    if sum(map(len, lines)) > ROOM:
        lines = [line for line in lines if not line.startswith(INDENT)]
    return lines


def _group_lines(shifts: Sequence[DecisionChange], titles: _Titles) -> list[str]:
    groups: dict[tuple[ChangeKind, str], list[DecisionChange]] = {}
    for shift in shifts:
        groups.setdefault((shift.effect, _headline(shift, 0, titles)), []).append(shift)
    lines: list[str] = []
    for group in list(groups.values())[:GROUPS]:
        lines.append(_headline(group[0], sum(shift.times for shift in group), titles))
        lines.append(INDENT + _questions(group))
    rest = list(groups.values())[GROUPS:]
    if rest:
        lines.append(and_more(sum(shift.times for group in rest for shift in group)))
    return lines


def _headline(shift: DecisionChange, times: int, titles: _Titles) -> str:
    before, after = titles.before(shift.before.entries), titles.after(shift.after.entries)
    return editing.effect(shift.effect, times, "“”", "**", before, after)


def _questions(group: Sequence[DecisionChange]) -> str:
    quoted = [texts.asked_times(f"“{inline(shift.question, QUESTION)}”", shift.times) for shift in group[:QUESTIONS]]
    if len(group) > QUESTIONS:
        quoted.append(and_more(len(group) - QUESTIONS))
    return " · ".join(quoted)
