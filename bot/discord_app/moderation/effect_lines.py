"""The effect of a change on questions, in numbers and then in the questions themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bot import limits
from bot.discord_app.ui.markdown import inline
from bot.editing.change import EntryEdit
from bot.editing.impact import Effect, Impact, Shift
from bot.knowledge.model import Entry, KnowledgeBase
from bot.texts import editing as texts

QUESTIONS: Final = 3
"""Questions quoted of each group."""
GROUPS: Final = 6
ROOM: Final = limits.EMBED_FIELD_VALUE - 200
"""Characters, so that the numbers of those that stay, and of those that were not tried, fit in below."""
INDENT: Final = "\u2003"
"""An em space: Discord drops ordinary ones at the beginning of a line."""
TITLE: Final = 40
QUESTION: Final = 70
"""Characters of a question."""


def effect_lines(
    impact: Impact, knowledge: KnowledgeBase, edits: Sequence[EntryEdit]
) -> Iterator[tuple[str, list[str]]]:
    """A heading and its lines for the questions asked, and for the example questions where there are any."""
    titles = _Titles(knowledge, edits)
    if impact.asked or impact.long:
        lines = [*_lines(impact.shifts, titles), texts.stay(impact.unchanged)]
        lines += texts.not_tried(impact.asked, impact.late, impact.long)
        yield texts.EFFECT.format(count=impact.asked), lines
    else:
        yield texts.EFFECT_NONE, [texts.NEVER_ASKED]
    if impact.examples:
        same = impact.examples - len(impact.example_shifts)
        lines = [*_lines(impact.example_shifts, titles), *([texts.stay(same)] if same else [])]
        heading = texts.EXAMPLES if impact.examples == impact.nearby else texts.EXAMPLES_NEAREST
        yield heading.format(count=impact.examples, nearby=impact.nearby), lines


class _Titles:
    """The titles of entries, those that the change makes or renames included."""

    def __init__(self, knowledge: KnowledgeBase, edits: Sequence[EntryEdit]) -> None:
        self._before = knowledge.entries
        self._after = {edit.key: edit.after for edit in edits}

    def before(self, keys: Sequence[str]) -> str:
        return ", ".join(_title(self._before.get(key) or self._after.get(key), key) for key in keys)

    def after(self, keys: Sequence[str]) -> str:
        return ", ".join(_title(self._after.get(key) or self._before.get(key), key) for key in keys)


def _title(entry: Entry | None, key: str) -> str:
    return inline(entry.title if entry is not None else key, TITLE)


def _lines(shifts: Sequence[Shift], titles: _Titles) -> list[str]:
    """The largest groups; without the questions themselves where those have no room."""
    lines = _group_lines(shifts, titles)
    if sum(map(len, lines)) > ROOM:
        lines = [line for line in lines if not line.startswith(INDENT)]
    return lines


def _group_lines(shifts: Sequence[Shift], titles: _Titles) -> list[str]:
    groups: dict[tuple[Effect, str], list[Shift]] = {}
    for shift in shifts:
        groups.setdefault((shift.effect, _headline(shift, 0, titles)), []).append(shift)
    lines: list[str] = []
    for group in list(groups.values())[:GROUPS]:
        lines.append(_headline(group[0], sum(shift.times for shift in group), titles))
        lines.append(INDENT + _questions(group))
    rest = list(groups.values())[GROUPS:]
    if rest:
        lines.append(texts.more_questions(sum(shift.times for group in rest for shift in group)))
    return lines


def _headline(shift: Shift, times: int, titles: _Titles) -> str:
    before, after = titles.before(shift.before.entries), titles.after(shift.after.entries)
    match shift.effect:
        case Effect.ANSWERED:
            return texts.answered(times, after)
        case Effect.LOST:
            return texts.lost(times, before)
        case Effect.CHANGED:
            return texts.moved(times, before, after)
        case Effect.SUGGESTED:
            return texts.suggested(times)
        case Effect.SILENCED:
            return texts.silenced(times)


def _questions(group: Sequence[Shift]) -> str:
    quoted = [texts.asked_times(f"“{inline(shift.question, QUESTION)}”", shift.times) for shift in group[:QUESTIONS]]
    if len(group) > QUESTIONS:
        quoted.append(texts.more_questions(len(group) - QUESTIONS))
    return " · ".join(quoted)
