"""An entry as the operator writes it in an editor; its file stays until the change is saved."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp
from typing import Final

import typer

from bot.cli.knowledge import texts
from bot.cli.say import agrees, say, say_line
from bot.editing.change import Change
from bot.editing.errors import EditError
from bot.errors import VersusError
from bot.knowledge.forms import ENTRY_KEYS
from bot.knowledge.model import Entry, Link, Topic
from bot.knowledge.yaml_text.emitter import Value, pair
from bot.knowledge.yaml_text.parser import read_text
from bot.knowledge.yaml_text.splicing import cleaned
from bot.knowledge.yaml_text.writer import fields_of
from bot.texts import editing, terminal

_LISTS: Final = ("aliases", "questions", "see_also")


class Draft:
    """An entry in a file that the operator writes. Whatever happens, what was written stays there until it is saved."""

    def __init__(
        self, before: Entry, topic: Topic, change: Callable[[Entry], Change], file: Path | None = None
    ) -> None:
        """Prepare to write.

        Args:
            before: the entry as it is, or an empty one.
            topic: what it belongs to.
            change: makes a change of what was written.
            file: where it is written already; by default a new file in the folder for temporary files.
        """
        self._before = before
        self._offered = as_yaml(before, topic)
        self._change = change
        self._file = file
        self._is_own = file is None

    def read(self) -> Change:
        """The change that the file says.

        Raises:
            VersusError: it can't be read.
        """
        return self._change(from_yaml(self._text(), self._before))

    def write(self) -> Change:
        """The change that the operator writes, in as many turns of the editor as it takes to be read.

        Raises:
            BadParameter: there is no terminal to open an editor in.
            VersusError: the operator cancels, the editor can't be opened, or it can't be read.
        """
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise typer.BadParameter(texts.NOTHING_GIVEN)
        while True:
            self._edit()
            text = self._text()
            if not text.strip() or (text == self._offered and not self._before.title):
                self.discard()
                raise VersusError(editing.CANCELLED)
            try:
                return self.read()
            except VersusError as error:
                say(str(error), err=True)
                if not agrees(texts.EDIT_AGAIN, default=True):
                    raise VersusError(editing.CANCELLED) from error

    @contextmanager
    def kept(self) -> Generator[None]:
        """At the end of the block, say where what was written is kept, unless it was saved or there is nothing."""
        try:
            yield
        finally:
            if (file := self._written()) is not None:
                say_line(texts.KEPT.format(file=file), err=True)

    def discard(self) -> None:
        """The file is no longer needed; one that was there before the command stays."""
        if self._is_own and self._file is not None:
            self._file.unlink(missing_ok=True)
        self._file = None

    def _written(self) -> Path | None:
        """The file with something of the operator's in it."""
        file = self._file
        if file is None or not file.exists():
            return None
        if self._is_own and file.read_bytes() == self._offered.encode():
            self.discard()
            return None
        return file

    def _edit(self) -> None:
        fallback = "notepad" if sys.platform == "win32" else "vi"
        command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or fallback
        try:
            if self._file is None:
                handle, name = mkstemp(prefix=f"versus-{self._before.id}-", suffix=".yaml")
                os.close(handle)
                self._file = Path(name)
                self._file.write_bytes(self._offered.encode())
            # The operator's own choice of a program, as with git.
            subprocess.run([*shlex.split(command), str(self._file)], check=True)  # noqa: S603
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            raise VersusError(texts.EDITOR_FAILED.format(reason=error)) from error

    def _text(self) -> str:
        try:
            return self._file.read_text("utf-8") if self._file is not None else ""
        except OSError as error:
            raise VersusError(terminal.FILE_UNREADABLE.format(file=self._file, error=error.strerror)) from error
        except UnicodeDecodeError as error:
            raise VersusError(terminal.FILE_UNREADABLE.format(file=self._file, error=terminal.NOT_UTF8)) from error


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
        lines = (texts.EDITOR_LINE.format(line=one.line, message=one.message) for one in sorted(document.problems))
        raise EditError("\n".join(lines))
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
