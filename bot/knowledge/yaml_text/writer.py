"""Adds, replaces, removes and hides entries in the text of a knowledge file, and leaves every other byte as it is.

An entry's lines run from its id to its last value, comments among them, and over comments right below that are indented
deeper. Of an entry that is replaced, only the values that differ are written anew. Empty lines right above an entry's
id belong to it; comments above it, and those not indented deeper than the id with what follows them, stand by
themselves and stay.
"""

from collections.abc import Collection, Mapping, Sequence

from bot.errors import VersusError
from bot.knowledge import messages
from bot.knowledge.languages import DEFAULT
from bot.knowledge.model import Entry, Topic
from bot.knowledge.yaml_text.emitter import Value, pair
from bot.knowledge.yaml_text.entries import Splicer, Wanted, put_anew, put_in_place
from bot.knowledge.yaml_text.nodes import Document, MappingNode, Plain, ScalarNode, SequenceNode, release
from bot.knowledge.yaml_text.parser import MAX_BYTES, forbidden_in, read_text
from bot.knowledge.yaml_text.splicing import UnusualFormError, apply_splices, cleaned
from bot.process_memory import gc_paused

_BOM = "\ufeff"


class CannotWriteError(VersusError):
    """An edit can't be written into the file; the file is as it was."""


def with_entries(name: str, text: str, entries: Mapping[str, Entry | None]) -> str:
    """The text of a file with ``entries`` in it, each in the place of the one of its id, or else as the last.

    Args:
        name: the file's name, for sentences.
        text: the file's text.
        entries: by their id; ``None`` takes an entry out. Their topics are not looked at, and spaces around their texts
            are dropped.

    Raises:
        CannotWriteError: the file has problems of its own, or an entry holds what YAML can't.
    """
    return _edited(name, text, {entry_id: fields_of(entry) if entry else None for entry_id, entry in entries.items()})


def hidden_in(name: str, text: str) -> tuple[str, ...]:
    """The ids of the entries of the shared base that an overlay's file hides.

    Raises:
        VersusError: the file can't be read.
    """
    return hidden_by(_root(name, text))


def hidden_by(root: MappingNode) -> tuple[str, ...]:
    """The same of a file that has been read."""
    hide = root.get("hide")
    return (
        tuple(one.value for one in hide.items if isinstance(one, ScalarNode)) if isinstance(hide, SequenceNode) else ()
    )


def with_hidden(name: str, text: str, ids: Sequence[str]) -> str:
    """The text of an overlay's file that hides these entries and no others; every other line stays.

    Raises:
        VersusError: the file can't be read.
    """
    if text.startswith("\ufeff"):  # the tree's offsets do not count it
        return text[0] + with_hidden(name, text[1:], ids)
    root = _root(name, text)
    newline = "\r\n" if "\r\n" in text else "\n"
    line = f"hide: [{', '.join(ids)}]{newline}" if ids else ""
    if (pair := root.pairs.get("hide")) is not None:
        start, end = pair[0].start, _line_end(text, pair[1].end)
        return text[:start] + line + text[end:]
    place = _line_end(text, root.pairs["topic"][1].end)
    head = text[:place] if text[:place].endswith("\n") else text[:place] + newline
    return head + line + text[place:]


def without_fallback(name: str, text: str, ids: Collection[str]) -> str:
    """The text of a file that names none of the entries ``ids`` as its topic's fallback; every other line stays.

    Raises:
        CannotWriteError: it is written in a form in which that line can't be taken out.
        VersusError: the file can't be read.
    """
    if text.startswith(_BOM):  # the tree's offsets do not count it
        return _BOM + without_fallback(name, text[1:], ids)
    before = _root(name, text)
    key, value = before.pairs.get("fallback", (None, None))
    if key is None or not isinstance(value, ScalarNode) or value.value not in ids:
        return text
    new = text[: key.start] + text[_line_end(text, value.end) :]
    wanted = {key: cleaned(node) for key, (_, node) in before.pairs.items() if key != "fallback"}
    after = read_text(name, new.encode()).root
    if after is None or cleaned(after) != wanted:
        raise CannotWriteError(messages.unusual_form(name, "fallback"))
    return new


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


def topic_text(topic: Topic) -> str:
    """A topic as one file in the canonical form.

    Raises:
        CannotWriteError: a text holds a character that no file may hold.
    """
    header = {"topic": topic.id, **header_of(topic)}
    lines = [line for key, value in header.items() for line in pair(key, value, 0)]
    for number, entry in enumerate(topic.entries):
        lines += ["" if number else "entries:", *pair(entry.id, fields_of(entry), 2)]
    return "\n".join(lines) + "\n"


def header_of(topic: Topic) -> dict[str, Plain]:
    """What a file says of the topic itself, as keys and values in their order, without what is empty."""
    header: dict[str, Plain] = {"title": topic.title}
    if topic.language != DEFAULT:
        header["language"] = topic.language
    if topic.source is not None:
        header["source"] = _filled(name=topic.source.name, url=topic.source.url)
    if topic.fallback is not None:
        header["fallback"] = topic.fallback
    if topic.subjects:
        header["subjects"] = {one.id: _filled(name=one.name, aliases=[*one.aliases]) for one in topic.subjects}
    if topic.synonyms:
        header["synonyms"] = [[*group] for group in topic.synonyms]
    return header


def _filled(**values: Plain | None) -> dict[str, Plain]:
    return {key: value for key, value in values.items() if value}


def _sound(value: Value, key: str) -> Value:
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").strip()
        if bad := forbidden_in(text):
            raise CannotWriteError(messages.cannot_write_text(key, bad))
        return text
    if isinstance(value, Mapping):
        return {name: _sound(part, key) for name, part in value.items()}
    return [_sound(part, key) for part in value]


def _edited(name: str, text: str, wanted: Wanted) -> str:
    body = text.removeprefix(_BOM)
    newline = "\r\n" if "\r\n" in body else "\n"
    with gc_paused:
        document, root = _read(name, body if body.endswith("\n") else body + newline)
        try:
            new = _written(document, root, wanted)
        finally:
            release(root)
    if new is None:
        return text
    return text[: len(text) - len(body)] + (new if body.endswith("\n") else new.removesuffix(newline))


def _written(document: Document, root: MappingNode, wanted: Wanted) -> str | None:
    wanted = {entry_id: fields for entry_id, fields in wanted.items() if fields != _entry(root, entry_id)}
    if not wanted:
        return None
    first, *others = wanted
    for splicer in (put_in_place,) if others or wanted[first] is None else (put_in_place, put_anew):
        new = _changed(splicer, document, root, wanted)
        if new is not None and len(new.encode("utf-8", "surrogatepass")) > MAX_BYTES:
            raise CannotWriteError(messages.would_be_too_large(document.name, MAX_BYTES))
        if new is not None and _reads_as_asked(new, root, wanted):
            return new
    if not others:
        raise CannotWriteError(messages.unusual_form(document.name, first))
    # One of them stands in an unusual form. Which one shows when they are written half by half.
    asked = list(wanted.items())
    half = _edited(document.name, document.text, dict(asked[: len(asked) // 2]))
    return _edited(document.name, half, dict(asked[len(asked) // 2 :]))


def _changed(splicer: Splicer, document: Document, root: MappingNode, wanted: Wanted) -> str | None:
    try:
        return apply_splices(document.text, splicer(document.text, root, wanted))
    except UnusualFormError:
        return None


def _read(name: str, text: str) -> tuple[Document, MappingNode]:
    document = read_text(name, text.encode("utf-8", "surrogatepass"))
    if document.problems or document.root is None:
        raise CannotWriteError(messages.file_has_problems(str(document.problems[0])))
    if not isinstance(document.root.get("entries"), MappingNode | None):
        reason = messages.needs_keys("'entries'")
        raise CannotWriteError(messages.file_has_problems(f"{name}: {reason}"))
    return document, document.root


def _ids(root: MappingNode) -> list[str]:
    entries = root.get("entries")
    return list(entries.pairs) if isinstance(entries, MappingNode) else []


def _entry(root: MappingNode, entry_id: str) -> Value | None:
    """The entry as it stands in the file, without empty lists; ``None`` where there is none."""
    entries = root.get("entries")
    node = entries.get(entry_id) if isinstance(entries, MappingNode) else None
    value = cleaned(node) if node else None
    return {key: part for key, part in value.items() if part != []} if isinstance(value, Mapping) else value


def _reads_as_asked(text: str, before: MappingNode, wanted: Wanted) -> bool:
    """Whether the text has the entries as asked for, and everything else as before."""
    try:
        _, after = _read("", text)
    except CannotWriteError:
        return False
    others = [known for known in _ids(before) if known not in wanted]
    same = (
        _header(after) == _header(before)
        and [known for known in _ids(after) if known not in wanted] == others
        and all(_entry(after, entry_id) == fields for entry_id, fields in wanted.items())
        and all(_entry(after, known) == _entry(before, known) for known in others)
    )
    release(after)
    return same


def _header(root: MappingNode) -> dict[str, Value]:
    return {key: cleaned(value) for key, (_, value) in root.pairs.items() if key != "entries"}


def _root(name: str, text: str) -> MappingNode:
    document = read_text(name, text.encode())
    if document.root is None or "topic" not in document.root.pairs:
        raise VersusError(f"{name} can't be read; mend it first.")
    return document.root


def _line_end(text: str, offset: int) -> int:
    """The offset behind the line on which ``offset`` stands; a list in lines of its own ends at its last line."""
    if offset and text[offset - 1] == "\n":
        return offset
    found = text.find("\n", offset)
    return len(text) if found < 0 else found + 1
