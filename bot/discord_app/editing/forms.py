"""The forms of an entry: which fields they have, what stands in them, and what was typed.

A form's custom_id names the stored change and the fields, a letter each: so one that was open while the bot restarted
is taken all the same. The fields:

``t`` title, ``q`` example questions, ``a`` other names, ``w`` the answer of a plain entry, ``0`` to ``4`` the sides in
the topic's order, ``b`` what they share, ``l`` links, ``s`` see also, ``y`` why.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import discord

from bot import limits
from bot.discord_app import texts as shared_texts
from bot.discord_app.editing import texts
from bot.discord_app.editing.about import about_in_form
from bot.discord_app.editing.states import Form
from bot.discord_app.ui.converters import UnreadableError, number_in
from bot.discord_app.ui.markdown import clip
from bot.discord_app.ui.modal import Field, modal_of
from bot.editing import operations
from bot.editing.change import Change, EntryEdit
from bot.editing.revision import RevisionKind
from bot.knowledge import bounds
from bot.knowledge.model import Entry, KnowledgeBase, Link, Topic
from bot.texts import editing

MAIN_SIDES: Final = 2
"""So many sides stand in the first form without asking which."""


def edited_entry(change: Change) -> EntryEdit:
    """The edit of a change of one entry, which alone has forms.

    Raises:
        UnreadableError: it is of files or of several entries: its buttons led to no form.
    """
    if len(change.edits) != 1:
        raise UnreadableError(shared_texts.UNREADABLE)
    return change.edits[0]


def main_fields(change: Change, entry: Entry, topic: Topic, sides: Sequence[int] | None = None) -> str | None:
    """The fields of the first form; ``None`` when it must be asked first which ``sides`` it should have."""
    if change.kind is RevisionKind.TEACH:
        return "q"
    if not entry.is_dimension:
        return "twqa"
    most = most_sides(change)
    if change.question and change.kind is RevisionKind.ADD and len(topic.subjects) == most + 1:
        # The entry has the question already: without a field for more of them, there is room for every side.
        return "t" + "".join(map(str, range(most + 1)))
    if sides is None and len(topic.subjects) > MAIN_SIDES:
        return None
    chosen = sorted(sides if sides is not None else range(len(topic.subjects)))[:most]
    return "t" + "".join(map(str, chosen)) + "q" + ("a" if len(chosen) < most else "")


def more_fields(change: Change, entry: Entry, topic: Topic) -> str:
    """The fields of the further form.

    Below what a change is about there is room for one fewer. A new entry then goes without a reason, which that is;
    what there is already, without its other names.
    """
    if not entry.is_dimension:
        return "lsy"
    has_names = change.kind is RevisionKind.ADD if change.made_for else len(topic.subjects) > MAIN_SIDES
    return ("bls" + ("a" if has_names else "") + "y")[: _room(change)]


def most_sides(change: Change) -> int:
    """So many sides have room in one form, beside the title and the questions."""
    return _room(change) - len("tq")


def _room(change: Change) -> int:
    """The fields of a form: one fewer below what the change is about."""
    return limits.MODAL_COMPONENTS - bool(change.made_for)


def entry_form(pending_id: int, change: Change, knowledge: KnowledgeBase, codes: str) -> discord.ui.Modal:
    """The form of a stored change of one entry, filled with what it holds now."""
    edit = edited_entry(change)
    scope = texts.scope_name(shared=change.scope is None)
    named = edit.before.title if edit.before is not None else None
    title = texts.form_title(named, scope, limits.MODAL_TITLE)
    return modal_of(title, Form(pending_id, codes).encode(), _fields(change, knowledge, codes), about_in_form(change))


def typed_into(change: Change, knowledge: KnowledgeBase, codes: str, values: Mapping[str, str]) -> Change:
    """The change with what was typed into its form; ``values`` by the first letter of the field's custom_id.

    What the form has no field for stays as it is. Of a long list the lines before the number in ``values`` stay too.
    """
    entry = edited_entry(change).after
    if entry is None:
        return change
    topic = knowledge.topic(entry.topic) or Topic(entry.topic, entry.topic)
    for code in codes:
        entry = _typed(entry, topic, code, values.get(code, ""))
    return operations.rewritten(knowledge, change, entry, values.get("y", change.why) if "y" in codes else change.why)


def typed_values(typed: Mapping[str, str], change: Change) -> dict[str, str]:
    """What was typed, by the fields' letters; the hidden lines of long lists are put back in front.

    Raises:
        UnreadableError: the number of hidden lines was forged.
    """
    found: dict[str, str] = {}
    entry = edited_entry(change).after
    for field, text in typed.items():
        code, _, kept = field.partition(":")
        hidden = _lines_of(entry, code)[: number_in(kept)] if kept and entry is not None else ()
        found[code] = "\n".join([*hidden, text])
    return found


def _typed(entry: Entry, topic: Topic, code: str, text: str) -> Entry:
    if code.isdigit():
        known = int(code) < len(topic.subjects)
        return replace(entry, sides={**entry.sides, topic.subjects[int(code)].id: text}) if known else entry
    lines = tuple(text.split("\n"))
    match code:
        case "t":
            return replace(entry, title=text)
        case "q":
            return replace(entry, questions=lines)
        case "a":
            return replace(entry, aliases=lines)
        case "w":
            return replace(entry, answer=text)
        case "b":
            return replace(entry, both=text)
        case "l":
            return replace(entry, links=tuple(_link(line) for line in lines if line.strip()))
        case "s":
            return replace(entry, see_also=lines)
        case _:
            return entry


def _link(line: str) -> Link:
    """``label: https://…``; the address is the last word."""
    *label, url = line.split()
    return Link(" ".join(label).removesuffix(":").strip(), url)


def _fields(change: Change, knowledge: KnowledgeBase, codes: str) -> list[Field]:
    entry = edited_entry(change).after
    if entry is None:
        return []
    topic = knowledge.topic(entry.topic) or Topic(entry.topic, entry.topic)
    return [_field(entry, topic, code, change.why) for code in codes]


def _field(entry: Entry, topic: Topic, code: str, why: str) -> Field:
    if code.isdigit():
        subject = topic.subjects[int(code)]
        name = clip(subject.name, limits.MODAL_LABEL)
        return Field(code, name, texts.side_hint(name), entry.sides.get(subject.id, ""), bounds.SIDE)
    match code:
        case "t":
            return Field(code, editing.TITLE, texts.TITLE_HINT, entry.title, bounds.TITLE, long=False, required=True)
        case "w":
            return Field(code, editing.ANSWER, texts.ANSWER_HINT, entry.answer or "", bounds.ANSWER)
        case "b":
            return Field(code, editing.BOTH, texts.BOTH_HINT, entry.both or "", bounds.SIDE)
        case "y":
            return Field(code, editing.WHY, texts.WHY_HINT, why, limits.AUTOCOMPLETE_TEXT, long=False)
        case _:
            label, hint = _LISTS[code]
            return _list_field(code, label, hint, _lines_of(entry, code, topic))


_LISTS: Final = {
    "q": (editing.QUESTIONS, texts.QUESTIONS_HINT),
    "a": (editing.ALIASES, texts.ALIASES_HINT),
    "l": (editing.LINKS, texts.LINKS_HINT),
    "s": (editing.SEE_ALSO, texts.SEE_ALSO_HINT),
}


def _list_field(code: str, label: str, hint: str, lines: Sequence[str]) -> Field:
    """A list, one item a line. The last lines that fit are shown; how many come before stands in the custom_id."""
    shown, length = list[str](), 0
    for line in reversed(lines):
        length += len(line) + 1
        if shown and length > limits.TEXT_INPUT // 2:  # leaves room to type
            break
        shown.insert(0, line)
    kept = len(lines) - len(shown)
    return Field(
        f"{code}:{kept}" if kept else code,
        label,
        texts.lines_kept(kept) if kept else hint,
        "\n".join(shown),
        limits.TEXT_INPUT,
    )


def _lines_of(entry: Entry, code: str, topic: Topic | None = None) -> Sequence[str]:
    match code:
        case "q":
            return entry.questions
        case "a":
            return entry.aliases
        case "l":
            return [f"{link.label}: {link.url}" for link in entry.links]
        case "s":
            return _shown_titles(entry.see_also, topic)
        case _:
            return ()


def _shown_titles(entry_ids: Sequence[str], topic: Topic | None) -> list[str]:
    """The titles of entries, or their ids where a title does not tell them apart."""
    entries = topic.entries if topic is not None else ()
    titles = {one.id: one.title for one in entries}
    alike = Counter(one.title.casefold() for one in entries)
    shown = ((one, titles.get(one, one)) for one in entry_ids)
    return [title if alike[title.casefold()] == 1 else one for one, title in shown]
