"""What keeps a change from being saved, each problem at the field of the form that it is about."""

from typing import Final

from bot.discord_app.editing import texts
from bot.discord_app.editing.change_lines import name_of
from bot.discord_app.ui.embeds import topic_of
from bot.discord_app.ui.markdown import inline
from bot.editing.change import EntryEdit
from bot.editing.impact import Proposal
from bot.editing.problem_places import PlacedProblem, place_in, placed, quotes_what_was_typed
from bot.editing.wording import LISTS
from bot.knowledge import messages
from bot.knowledge.model import Entry, KnowledgeBase
from bot.knowledge.problems import Problem
from bot.knowledge.text_rules import comparable
from bot.texts import editing

MOST: Final = 6
MESSAGE: Final = 300


def problem_lines(proposal: Proposal, knowledge: KnowledgeBase) -> list[str]:
    """One line a problem: the field in bold, then what is wrong and what to do."""
    lines = [_line(problem, proposal, knowledge) for problem in proposal.problems[:MOST]]
    if len(proposal.problems) > MOST:
        lines.append(texts.more_problems(len(proposal.problems) - MOST))
    return lines


def _line(problem: Problem, proposal: Proposal, knowledge: KnowledgeBase) -> str:
    if (found := placed(problem, proposal.edits, knowledge)) is not None:
        message = inline(_message(found, knowledge), MESSAGE)
        if not found.field:  # the entry as a whole is meant
            return message
        name = editing.field_name(found.field, found.item, name_of(found.field, found.edit, knowledge))
        return f"**{inline(name, MESSAGE)}**: {message}"
    if not proposal.change.files and (other := _other(problem, proposal, knowledge)) is not None:
        field, line = place_in(problem)
        name = editing.field_name(
            field or "title", line, subject=name_of(field, EntryEdit("", other, other), knowledge)
        )
        named = f"{other.title}, {name}"
        return (
            f"**{inline(named, MESSAGE)}**: {inline(_in_form_words(problem.message, field, other, knowledge), MESSAGE)}"
        )
    return inline(problem.message if not problem.line else str(problem), MESSAGE)


def _message(found: PlacedProblem, knowledge: KnowledgeBase) -> str:
    if found.shared is not None:
        phrase, title = found.shared
        same = found.field == "title" and comparable(phrase) == comparable(title)
        return texts.title_taken(title) if same else texts.already_of(phrase, title)
    entry = found.edit.after
    return found.message if entry is None else _in_form_words(found.message, found.field, entry, knowledge)


def _other(problem: Problem, proposal: Proposal, knowledge: KnowledgeBase) -> Entry | None:
    """The entry that the problem is about, where the change does not touch it."""
    topics = dict.fromkeys(edit.key.partition("/")[0] for edit in proposal.edits)
    found = (knowledge.entries.get(f"{topic}/{problem.entry}") for topic in topics if problem.entry is not None)
    return next(filter(None, found), None)


def _in_form_words(message: str, field: str, entry: Entry, knowledge: KnowledgeBase) -> str:
    """The message with the form's names of fields, subjects and entries in place of the file's keys."""
    topic = topic_of(knowledge, entry)
    subjects = [subject.id for subject in topic.subjects]
    if message == messages.no_text(entry.id, subjects):
        return texts.no_text([subject.name for subject in topic.subjects])
    if quotes_what_was_typed(message, entry):
        return message
    names = {key: f"“{editing.field_name(key)}”" for key in ("title", "both", "answer", *LISTS)} | texts.OF_LINKS
    entries = {one.id: f"“{one.title}”" for one in topic.entries}
    sides = {subject.id: subject.name for subject in topic.subjects}
    # An entry may be called like a subject: only what is to be seen also names other entries.
    names |= sides | entries if field == "see_also" else entries | sides
    names[entry.id] = f"“{entry.title}”" if entry.title else texts.THIS_ENTRY
    for key, name in names.items():
        message = message.replace(f"'{key}'", name)
    return message
