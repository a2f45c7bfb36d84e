"""Adds, replaces and removes entries in the text of a knowledge file, and leaves every other byte as it is.

An entry's lines run from its id to the last line indented deeper, comments among them. Of an entry that is replaced,
only the values that differ are written anew. Empty lines right above an entry's id belong to it; comments above it,
and those not indented deeper than the id, stand by themselves and stay.
"""

from collections.abc import Mapping as Lookup

from bot.errors import VersusError
from bot.knowledge import wording
from bot.knowledge.canonical import Value
from bot.knowledge.document import Document, Mapping
from bot.knowledge.edits import UnusualFormError, applied, cleaned
from bot.knowledge.entry_edits import Change, Fields, put_anew, put_in_place, taken_out
from bot.knowledge.model import Entry
from bot.knowledge.reader import forbidden_in, read_text

_BOM = "\ufeff"


class CannotWriteError(VersusError):
    """An edit can't be written into the file; the file is as it was."""


def with_entry(name: str, text: str, entry: Entry) -> str:
    """The text of a file with ``entry`` in it: in the place of the one of that id, or else as the last.

    Args:
        name: the file's name, for sentences.
        text: the file's text.
        entry: what to write; its topic is not looked at. Spaces around its texts are dropped.

    Raises:
        CannotWriteError: the file has problems of its own, or the entry holds what YAML can't.
    """
    return _edited(name, text, entry.id, fields_of(entry))


def without_entry(name: str, text: str, entry_id: str) -> str:
    """The text of a file without the entry of that id; the same text where there is none.

    Raises:
        CannotWriteError: the file has problems of its own.
    """
    return _edited(name, text, entry_id, None)


def fields_of(entry: Entry) -> dict[str, Value]:
    """The entry as the keys and values of a file, in their order, without what is empty.

    Raises:
        CannotWriteError: a text holds a character that no file may hold.
    """
    fields: dict[str, Value] = {
        "title": entry.title,
        "aliases": list(entry.aliases),
        "questions": list(entry.questions),
        **entry.sides,
        "both": entry.both or "",
        "answer": entry.answer or "",
        "links": [{"label": link.label, "url": link.url} for link in entry.links],
        "see_also": list(entry.see_also),
    }
    sound = {key: _sound(value, key) for key, value in fields.items()}
    return {key: value for key, value in sound.items() if value or key == "title"}


def _sound(value: Value, key: str) -> Value:
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").strip()
        if bad := forbidden_in(text):
            raise CannotWriteError(wording.cannot_write_text(key, bad))
        return text
    if isinstance(value, Lookup):
        return {name: _sound(part, key) for name, part in value.items()}
    return [_sound(part, key) for part in value]


def _edited(name: str, text: str, entry_id: str, fields: dict[str, Value] | None) -> str:
    body = text.removeprefix(_BOM)
    newline = "\r\n" if "\r\n" in body else "\n"
    document, root = _read(name, body if body.endswith("\n") else body + newline)
    old = _entries(root)
    if fields == old.get(entry_id):
        return text
    wanted = {key: value for key, value in old.items() if key != entry_id} | ({entry_id: fields} if fields else {})
    for change in (put_in_place, put_anew) if fields else (taken_out,):
        new = _changed(change, document, root, entry_id, fields or {})
        if new is not None and _reads_as(name, new, root, wanted):
            return text[: len(text) - len(body)] + (new if body.endswith("\n") else new.removesuffix(newline))
    raise CannotWriteError(wording.unusual_form(name, entry_id))


def _changed(change: Change, document: Document, root: Mapping, entry_id: str, fields: Fields) -> str | None:
    try:
        return applied(document.text, change(document.text, root, entry_id, fields))
    except UnusualFormError:
        return None


def _read(name: str, text: str) -> tuple[Document, Mapping]:
    document = read_text(name, text.encode("utf-8", "surrogatepass"))
    if document.problems or document.root is None:
        raise CannotWriteError(wording.file_has_problems(str(document.problems[0])))
    if not isinstance(document.root.get("entries"), Mapping | None):
        reason = wording.needs_keys("'entries'")
        raise CannotWriteError(wording.file_has_problems(f"{name}: {reason}"))
    return document, document.root


def _entries(root: Mapping) -> dict[str, Value]:
    entries = root.get("entries")
    pairs = entries.pairs if isinstance(entries, Mapping) else {}
    return {key: _without_empty_lists(cleaned(value)) for key, (_, value) in pairs.items()}


def _without_empty_lists(entry: Value) -> Value:
    if not isinstance(entry, Lookup):
        return entry
    return {key: value for key, value in entry.items() if value != []}


def _reads_as(name: str, text: str, before: Mapping, entries: Lookup[str, Value]) -> bool:
    """Whether the text has these entries, and everything else as before."""
    try:
        _, after = _read(name, text)
    except CannotWriteError:
        return False
    return _entries(after) == entries and _header(after) == _header(before)


def _header(root: Mapping) -> dict[str, Value]:
    return {key: cleaned(value) for key, (_, value) in root.pairs.items() if key != "entries"}
