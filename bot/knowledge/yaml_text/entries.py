"""Where an entry goes in a file: into an empty mapping, behind the last one, between brackets, or away."""

from collections.abc import Callable, Collection, Iterator, Mapping

from bot.knowledge.yaml_text.emitter import Value, in_brackets, pair
from bot.knowledge.yaml_text.nodes import MappingNode, Node, ScalarNode
from bot.knowledge.yaml_text.splicing import Splice, TextEditor, cleaned

Fields = Mapping[str, Value]
Wanted = Mapping[str, Fields | None]
"""The fields that entries should have, by id; ``None``: the entry goes."""
Splicer = Callable[[str, MappingNode, Wanted], list[Splice]]
"""Makes the splices from a text, its tree and what is wanted; may raise ``UnusualFormError``."""

_STEP = 2


def put_in_place(text: str, root: MappingNode, wanted: Wanted) -> list[Splice]:
    """The entries changed where they differ, those that are new added as the last ones, and lines taken away."""
    entries = root.get("entries")
    known = entries.pairs if isinstance(entries, MappingNode) else {}
    asked = {entry_id: fields for entry_id, fields in wanted.items() if fields is not None}
    new = {entry_id: fields for entry_id, fields in asked.items() if entry_id not in known}
    gone = {entry_id for entry_id in known if entry_id in wanted and entry_id not in asked}
    editor = TextEditor(text, _step(text, entries if isinstance(entries, MappingNode) and known else root))
    if not isinstance(entries, MappingNode):
        return _with_entries_key(editor, root, new) if new else []
    if entries.flow and (new or gone) and (known or root.flow):
        left = {entry_id: value for entry_id, value in _as_it_is(entries).items() if entry_id not in gone}
        return editor.changes(entries, {**left, **asked})
    if not known:
        return _first(editor, root.pairs["entries"][0], entries, new) if new else []
    splices = [
        splice
        for entry_id in known
        if entry_id in asked
        for splice in _changed(editor, *known[entry_id], asked[entry_id])
    ]
    splices += _taken_out(editor, entries, gone)
    nothing_left = len(gone) == len(known)
    if new:
        splices.append(_appended(editor, entries, new, alone=nothing_left))
    elif nothing_left:
        colon = text.index(":", root.pairs["entries"][0].end) + 1
        splices.append(Splice(colon, colon, " {}"))
    return splices


def put_anew(text: str, root: MappingNode, wanted: Wanted) -> list[Splice]:
    """Entries written anew as a whole, where changing them in place did not work."""
    entries = root.get("entries")
    if not isinstance(entries, MappingNode):
        return []
    editor = TextEditor(text, _step(text, entries))
    found = [
        (*entries.pairs[entry_id], fields)
        for entry_id, fields in wanted.items()
        if fields and entry_id in entries.pairs
    ]
    if entries.flow:
        return [Splice(value.start, value.end, in_brackets(fields)) for _, value, fields in found]
    return [editor.rewriting(key, value, fields) for key, value, fields in found]


def _changed(editor: TextEditor, key: ScalarNode, value: Node, fields: Fields) -> list[Splice]:
    return editor.changes(value, fields) if isinstance(value, MappingNode) else [editor.rewriting(key, value, fields)]


def _taken_out(editor: TextEditor, entries: MappingNode, gone: Collection[str]) -> Iterator[Splice]:
    """The entries' lines away, with the empty ones above; those above the first entry stay."""
    first = next(iter(entries.pairs))
    for entry_id in gone:
        removal = editor.removal(*entries.pairs[entry_id])
        start = removal.start if entry_id == first else _empty_lines_above(editor.text, removal.start)
        yield Splice(start, removal.end, "")


def _appended(editor: TextEditor, entries: MappingNode, new: Mapping[str, Fields], *, alone: bool) -> Splice:
    """The new entries behind the last one; ``alone``: no other stays."""
    key, value = list(entries.pairs.values())[-1]
    start, end = editor.extent(key, value)
    apart = [""] if alone or _stands_apart(editor.text, entries, start) else []
    lines = [
        line
        for entry_id, fields in new.items()
        for line in (*apart, *pair(entry_id, fields, key.start - start, editor.step))
    ]
    return editor.insertion(end, lines[len(apart) :] if alone else lines)


def _with_entries_key(editor: TextEditor, root: MappingNode, new: Mapping[str, Fields]) -> list[Splice]:
    if root.flow:
        return editor.changes(root, {**_as_it_is(root), "entries": new})
    first, *others = new
    (head,) = editor.changes(root, {**_as_it_is(root), "entries": {first: new[first]}})
    indent = next(iter(root.pairs.values()))[0].start - editor.line_start(root.start) + editor.step
    lines = [line for entry_id in others for line in ("", *pair(entry_id, new[entry_id], indent))]
    return [head, editor.insertion(head.end, lines)]


def _first(editor: TextEditor, key: ScalarNode, entries: MappingNode, new: Mapping[str, Fields]) -> list[Splice]:
    colon = editor.text.index(":", key.end) + 1
    indent = key.start - editor.line_start(key.start) + _STEP
    lines = [line for entry_id, fields in new.items() for line in ("", *pair(entry_id, fields, indent))][1:]
    return [Splice(colon, entries.end, ""), editor.insertion(editor.line_end(entries.end), lines)]


def _as_it_is(node: MappingNode) -> dict[str, Value]:
    return {key: cleaned(value) for key, (_, value) in node.pairs.items()}


def _stands_apart(text: str, entries: MappingNode, start: int) -> bool:
    """Whether the file keeps an empty line between entries; told by the last one, beginning at ``start``."""
    if len(entries.pairs) == 1:
        return True
    above = text[:start].splitlines()
    while above and above[-1].lstrip().startswith("#"):
        above.pop()
    return bool(above) and not above[-1].strip()


def _empty_lines_above(text: str, start: int) -> int:
    while start > 0 and not text[text.rfind("\n", 0, start - 1) + 1 : start].strip():
        start = text.rfind("\n", 0, start - 1) + 1
    return start


def _step(text: str, root: MappingNode) -> int:
    """By how much the file indents what belongs to a key; told by the first mapping in another."""
    for key, value in root.pairs.values():
        if isinstance(value, MappingNode) and value.pairs and not value.flow:
            column = key.start - (text.rfind("\n", 0, key.start) + 1)
            return max(value.start - (text.rfind("\n", 0, value.start) + 1) - column, 1)
    return _STEP
