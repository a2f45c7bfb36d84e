"""An entry from the options of a command, or as YAML in the operator's editor."""

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import typer

from bot.cli.knowledge import texts
from bot.cli.say import say
from bot.editing.errors import EditError
from bot.errors import VersusError
from bot.knowledge.forms import ENTRY_KEYS
from bot.knowledge.model import Entry, Link, Topic
from bot.knowledge.yaml_text.emitter import Value, pair
from bot.knowledge.yaml_text.parser import read_text
from bot.knowledge.yaml_text.splicing import cleaned
from bot.knowledge.yaml_text.writer import fields_of

_LISTS: Final = ("aliases", "questions", "see_also")


@dataclass(frozen=True, slots=True)
class Given:
    """What the options say; ``None`` where one was not given. A list takes the place of the entry's; "" empties."""

    title: str | None = None
    sides: Sequence[str] | None = None
    both: str | None = None
    answer: str | None = None
    questions: Sequence[str] | None = None
    aliases: Sequence[str] | None = None
    see_also: Sequence[str] | None = None
    links: Sequence[str] | None = None

    @property
    def nothing(self) -> bool:
        """Whether no option was given at all."""
        return self == Given()

    def on(self, entry: Entry) -> Entry:
        """The entry with what was given.

        Raises:
            BadParameter: a side or a link is not written as ``NAME=VALUE``.
        """
        return replace(
            entry,
            title=entry.title if self.title is None else self.title,
            sides={**entry.sides, **dict(map(_side, self.sides or ()))},
            both=entry.both if self.both is None else self.both,
            answer=entry.answer if self.answer is None else self.answer or None,
            questions=entry.questions if self.questions is None else tuple(self.questions),
            aliases=entry.aliases if self.aliases is None else tuple(self.aliases),
            see_also=entry.see_also if self.see_also is None else tuple(self.see_also),
            links=entry.links if self.links is None else tuple(_link(text) for text in self.links if text),
        )


def _side(text: str) -> tuple[str, str]:
    subject, equals, value = text.partition("=")
    if not equals or not subject or subject in ENTRY_KEYS:
        raise typer.BadParameter(texts.BAD_SIDE)
    return subject.strip(), value


def _link(text: str) -> Link:
    label, equals, url = text.partition("=")
    if not equals:
        raise typer.BadParameter(texts.BAD_LINK)
    return Link(label, url)


def written(before: Entry, topic: Topic, given: Given) -> Entry | None:
    """The entry as the options want it, or without any as the operator writes it; ``None`` when that was cancelled.

    Raises:
        BadParameter: no option was given, and there is no terminal to open an editor in.
        VersusError: the editor can't be opened, or what was written can't be read and is not written again.
    """
    if not given.nothing:
        return given.on(before)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise typer.BadParameter(texts.NOTHING_GIVEN)
    text = as_yaml(before, topic)
    while True:
        typed = edited_by_hand(text, f"{before.id}.yaml")
        if typed is None:
            say(texts.CANCELLED)
            return None
        try:
            return from_yaml(typed, before)
        except VersusError as error:
            say(str(error), err=True)
            if not typer.confirm(texts.EDIT_AGAIN, default=True):
                raise
            text = typed


def as_yaml(entry: Entry, topic: Topic) -> str:
    """The entry to be edited by a person; what a new one may have is there, empty."""
    subjects = [subject.id for subject in topic.subjects]
    fields: dict[str, Value] = dict(fields_of(entry))
    if not entry.title:
        fields = {"title": "", "questions": [], **(dict.fromkeys(subjects, "") or {"answer": ""})}
    head = texts.EDITOR_HEAD.format(subjects="".join(f"{name}, " for name in subjects))
    return head + "\n".join(pair(entry.id, fields, 0)) + "\n"


def from_yaml(text: str, before: Entry) -> Entry:
    """The entry that a person has edited.

    Raises:
        EditError: it can't be read; says what is wrong and where.
    """
    document = read_text("entry", text.encode("utf-8", "surrogatepass"))
    if document.problems or document.root is None:
        raise EditError("\n".join(str(problem) for problem in sorted(document.problems)))
    node = document.root.get(before.id)
    value = cleaned(node) if node is not None and len(document.root.pairs) == 1 else None
    if not isinstance(value, Mapping):
        raise EditError(texts.EDITOR_ID.format(entry=before.id))
    return Entry(
        topic=before.topic,
        id=before.id,
        # A key that is none stays a side: the validation names it, and what was probably meant.
        sides={key: text for key in value if key not in ENTRY_KEYS and (text := _text(value, key))},
        title=_text(value, "title"),
        both=_text(value, "both") or None,
        answer=_text(value, "answer") or None,
        links=_links(value.get("links", [])),
        **{key: _texts(value, key) for key in _LISTS},
    )


def _text(fields: Mapping[str, Value], key: str) -> str:
    value = fields.get(key, "")
    if not isinstance(value, str):
        raise EditError(texts.EDITOR_TEXT.format(key=key))
    return value


def _texts(fields: Mapping[str, Value], key: str) -> tuple[str, ...]:
    value = fields.get(key, [])
    if isinstance(value, str | Mapping):
        raise EditError(texts.EDITOR_LIST.format(key=key))
    found = [item for item in value if isinstance(item, str)]
    if len(found) != len(value):
        raise EditError(texts.EDITOR_LIST.format(key=key))
    return tuple(item for item in found if item)


def _links(value: Value) -> tuple[Link, ...]:
    items = () if isinstance(value, str | Mapping) else value
    found = [item for item in items if isinstance(item, Mapping) and set(item) == {"label", "url"}]
    if len(found) != len(value):
        raise EditError(texts.EDITOR_LINKS)
    return tuple(Link(str(item["label"]), str(item["url"])) for item in found)


def edited_by_hand(text: str, name: str) -> str | None:
    """The text as it was saved in ``$VISUAL`` or ``$EDITOR``; ``None`` when it was emptied.

    Raises:
        VersusError: the editor can't be started, or ended with an error.
    """
    fallback = "notepad" if sys.platform == "win32" else "vi"
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or fallback
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, "utf-8")
        try:
            # The operator's own choice of a program, as with git.
            subprocess.run([*shlex.split(command), str(path)], check=True)  # noqa: S603
            new = path.read_text("utf-8")
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            raise VersusError(texts.EDITOR_FAILED.format(reason=error)) from error
    return new if new.strip() else None
