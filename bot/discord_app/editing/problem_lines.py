"""What keeps a change from being saved, each problem at the field of the form that it is about."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.discord_app.editing import texts
from bot.discord_app.editing.change_lines import name_of
from bot.discord_app.ui.embeds import topic_of
from bot.discord_app.ui.markdown import inline
from bot.editing.change import EntryEdit
from bot.editing.impact import Proposal
from bot.editing.wording import LISTS
from bot.knowledge import messages
from bot.knowledge.model import Entry, KnowledgeBase
from bot.knowledge.problems import Problem
from bot.knowledge.text_rules import comparable
from bot.knowledge.yaml_text.parser import forbidden_in
from bot.texts import editing

MOST: Final = 6
MESSAGE: Final = 300


def problem_lines(proposal: Proposal, knowledge: KnowledgeBase) -> list[str]:
    """One line a problem: the field in bold, then what is wrong and what to do."""
    lines = [_line(problem, proposal, knowledge) for problem in proposal.problems[:MOST]]
    if len(proposal.problems) > MOST:
        lines.append(texts.more_problems(len(proposal.problems) - MOST))
    return lines


def unwritable(edits: Sequence[EntryEdit]) -> tuple[Problem, ...]:
    """The texts with a character that no file may hold, at their fields."""
    return tuple(
        Problem("", 0, 0, messages.forbidden_character(character), ("entries", edit.after.id, field, *index))
        for edit in edits
        if edit.after is not None
        for field, index, text in _texts(edit.after)
        if (character := forbidden_in(text))
    )


def _texts(entry: Entry) -> Iterator[tuple[str, tuple[int, ...], str]]:
    single = {"title": entry.title, **entry.sides, "both": entry.both, "answer": entry.answer}
    yield from ((field, (), text) for field, text in single.items() if text)
    links = [f"{link.label} {link.url}" for link in entry.links]
    listed = {"aliases": entry.aliases, "questions": entry.questions, "links": links, "see_also": entry.see_also}
    yield from ((field, (index,), text) for field, items in listed.items() for index, text in enumerate(items))


def _line(problem: Problem, proposal: Proposal, knowledge: KnowledgeBase) -> str:
    for edit in proposal.edits:
        if (found := _place(problem, edit, knowledge)) is not None:
            field, line, message = found
            name = editing.field_name(field, line, subject=name_of(field, edit, knowledge))
            return f"**{inline(name, MESSAGE)}**: {inline(message, MESSAGE)}"
    if not proposal.change.files and (other := _other(problem, proposal, knowledge)) is not None:
        field, line = _field(problem)
        name = editing.field_name(
            field or "title", line, subject=name_of(field, EntryEdit("", other, other), knowledge)
        )
        named = f"{other.title}, {name}"
        return f"**{inline(named, MESSAGE)}**: {inline(_in_form_words(problem.message, other, knowledge), MESSAGE)}"
    return inline(problem.message if not problem.line else str(problem), MESSAGE)


def _other(problem: Problem, proposal: Proposal, knowledge: KnowledgeBase) -> Entry | None:
    """The entry that the problem is about, where the change does not touch it."""
    topics = dict.fromkeys(edit.key.partition("/")[0] for edit in proposal.edits)
    found = (knowledge.entries.get(f"{topic}/{problem.entry}") for topic in topics if problem.entry is not None)
    return next(filter(None, found), None)


def _place(problem: Problem, edit: EntryEdit, knowledge: KnowledgeBase) -> tuple[str, int | None, str] | None:
    """The field, its line from 1, and the message, where the problem is about that edit."""
    if edit.after is None or problem.path[:1] != ("entries",) or len(problem.path) < 2:
        return None
    field, line = _field(problem)
    if problem.path[1] == edit.after.id:
        return field or "title", line, _without_place(problem, edit.after, knowledge)
    other = knowledge.entries.get(f"{edit.after.topic}/{problem.path[1]}")
    phrase = _phrase(other, field, line) if other is not None else None
    if other is None or phrase is None:
        return None
    for own_field, own_line, text in _phrases(edit.after):
        if comparable(text) == comparable(phrase):
            return own_field, own_line, texts.already_of(phrase, other.title)
    return None


def _without_place(problem: Problem, entry: Entry, knowledge: KnowledgeBase) -> str:
    """The message; of a phrase that another entry has, with that one's title in place of its line in the file."""
    said = problem.message.partition(" (")[0]
    topic = knowledge.topic(entry.topic)
    named = (one for one in (topic.entries if topic is not None else ()) if said.endswith(f"'{one.id}'"))
    for other in named:
        for _, _, phrase in _phrases(entry):
            if said == messages.shared_phrase(phrase, other.id, "").partition(" (")[0]:
                return texts.already_of(phrase, other.title)
    return _in_form_words(problem.message, entry, knowledge)


def _in_form_words(message: str, entry: Entry, knowledge: KnowledgeBase) -> str:
    """The message with the form's names of fields, subjects and entries in place of the file's keys."""
    topic = topic_of(knowledge, entry)
    subjects = [subject.id for subject in topic.subjects]
    if message == messages.no_text(entry.id, subjects):
        return texts.no_text([subject.name for subject in topic.subjects])
    if message in (messages.twice_in_list(text.strip()) for _, _, text in _phrases(entry)):
        return message  # which quotes what was typed, and no key
    names = {key: f"“{editing.field_name(key)}”" for key in ("title", "both", "answer", *LISTS)} | texts.OF_LINKS
    names |= {subject.id: subject.name for subject in topic.subjects}
    names |= {one.id: f"“{one.title}”" for one in topic.entries}
    names[entry.id] = f"“{entry.title}”" if entry.title else texts.THIS_ENTRY
    for key, name in names.items():
        message = message.replace(f"'{key}'", name)
    return message


def _field(problem: Problem) -> tuple[str, int | None]:
    field = str(problem.path[2]) if len(problem.path) > 2 else ""
    index = problem.path[3] if len(problem.path) > 3 else None
    return field, index + 1 if isinstance(index, int) and field in LISTS else None


def _phrase(entry: Entry, field: str, line: int | None) -> str | None:
    found = (text for own_field, own_line, text in _phrases(entry) if (own_field, own_line) == (field, line))
    return next(found, None)


def _phrases(entry: Entry) -> Iterator[tuple[str, int | None, str]]:
    yield "title", None, entry.title
    yield from (("aliases", line, text) for line, text in enumerate(entry.aliases, 1))
    yield from (("questions", line, text) for line, text in enumerate(entry.questions, 1))
