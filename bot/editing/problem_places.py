"""What keeps a change from being saved, at the field that was typed into rather than at a line of a file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.editing.change import EntryEdit
from bot.editing.wording import LISTS
from bot.knowledge import messages
from bot.knowledge.forms import ENTRY_KEYS
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.knowledge.problems import Problem
from bot.knowledge.text_rules import comparable
from bot.knowledge.yaml_text.parser import forbidden_in

Name = Callable[[str, int | None], str]
"""What people call a field, by its YAML key, and an item of a list, by its number from 1."""


@dataclass(frozen=True, slots=True)
class PlacedProblem:
    """A problem with an entry that is being added or changed."""

    edit: EntryEdit
    field: str
    """The YAML key; empty where the entry as a whole is meant."""
    item: int | None
    """Which item of a list, from 1."""
    message: str
    """What is wrong and what to do, in the names of the YAML file."""
    shared: tuple[str, str] | None = None
    """A name or question that another entry has too, and the title of that entry; the message says the same."""
    subjects: tuple[str, ...] = ()
    """The ids of the topic's subjects, which are keys of an entry too."""
    missing: tuple[str, ...] = ()
    """Those of them that lack a text, where others have one."""

    def named(self, name: Name) -> str:
        """The message in the names that people know the fields by."""
        message, entry = self.message, self.edit.after
        if entry is not None and quotes_what_was_typed(message, entry):
            return message
        if self.item is not None:
            item = name(self.field, self.item)
            return message.replace(f"item {self.item} of '{self.field}'", item).replace(f"'{self.field}'", item)
        for key in dict.fromkeys([*ENTRY_KEYS, *self.subjects, *(entry.sides if entry is not None else ())]):
            message = message.replace(f"'{key}'", name(key, None))
        return message


def placed(problem: Problem, edits: Iterable[EntryEdit], knowledge: KnowledgeBase) -> PlacedProblem | None:
    """The problem at its field, where it is about one of the ``edits``.

    Args:
        problem: of the knowledge base as it would be.
        edits: what would change.
        knowledge: as it is without them.
    """
    return next((found for edit in edits if (found := _placed(problem, edit, knowledge)) is not None), None)


def place_in(problem: Problem) -> tuple[str, int | None]:
    """The YAML key of the field that a problem is about, and which item of a list, from 1."""
    field = str(problem.path[2]) if len(problem.path) > 2 else ""
    index = problem.path[3] if len(problem.path) > 3 else None
    return field, index + 1 if isinstance(index, int) and field in LISTS else None


def quotes_what_was_typed(message: str, entry: Entry) -> bool:
    """Whether what a problem's message has in quotes is a text of the entry rather than a key of the file."""
    return any(message == messages.twice_in_list(text.strip()) for _, _, text in _phrases(entry))


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


def _placed(problem: Problem, edit: EntryEdit, knowledge: KnowledgeBase) -> PlacedProblem | None:
    if edit.after is None or problem.entry is None:
        return None
    field, item = place_in(problem)
    if problem.entry == edit.after.id:
        topic = knowledge.topic(edit.after.topic)
        subjects = tuple(one.id for one in topic.subjects) if topic is not None else ()
        absent = tuple(one for one in subjects if one not in edit.after.sides)
        missing = absent if absent and problem.message == messages.missing_sides(edit.after.id, absent) else ()
        shared = _shared_with(problem, edit.after, topic)
        return PlacedProblem(edit, field, item, problem.message, shared, subjects, missing)
    other = knowledge.entries.get(f"{edit.after.topic}/{problem.entry}")
    phrase = _phrase(other, field, item) if other is not None else None
    if other is None or phrase is None:
        return None
    for own_field, own_item, text in _phrases(edit.after):
        if comparable(text) == comparable(phrase):
            return PlacedProblem(edit, own_field, own_item, problem.message, (phrase, other.title))
    return None


def _shared_with(problem: Problem, entry: Entry, topic: Topic | None) -> tuple[str, str] | None:
    """The phrase that another entry has too, and its title: the message names its line in the file."""
    said = problem.message.partition(" (")[0]
    for other in topic.entries if topic is not None else ():
        if said.endswith(f"'{other.id}'"):
            for _, _, phrase in _phrases(entry):
                if said == messages.shared_phrase(phrase, other.id, "").partition(" (")[0]:
                    return phrase, other.title
    return None


def _phrase(entry: Entry, field: str, item: int | None) -> str | None:
    found = (text for own_field, own_item, text in _phrases(entry) if (own_field, own_item) == (field, item))
    return next(found, None)


def _phrases(entry: Entry) -> Iterator[tuple[str, int | None, str]]:
    yield "title", None, entry.title
    yield from (("aliases", item, text) for item, text in enumerate(entry.aliases, 1))
    yield from (("questions", item, text) for item, text in enumerate(entry.questions, 1))
