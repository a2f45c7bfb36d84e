"""Where an entry goes in a file: into an empty mapping, behind the last one, between brackets, or away."""

from collections.abc import Callable, Collection, Iterator, Mapping

from bot.knowledge.yaml_text.emitter import Value, in_brackets, pair
from bot.knowledge.yaml_text.nodes import MappingNode, Node, ScalarNode
from bot.knowledge.yaml_text.splicing import Edit, Sheet, cleaned

Fields = Mapping[str, Value]
Wanted = Mapping[str, Fields | None]
"""The fields that entries should have, by id; ``None``: the entry goes."""
Change = Callable[[str, MappingNode, Wanted], list[Edit]]
"""From a text, its tree and what is wanted to edits. Raises ``UnusualFormError``."""

_STEP = 2


def put_in_place(text: str, root: MappingNode, wanted: Wanted) -> list[Edit]:
    """The entries changed where they differ, those that are new added as the last ones, and lines taken away."""
    entries = root.get("entries")
    known = entries.pairs if isinstance(entries, MappingNode) else {}
    asked = {entry_id: fields for entry_id, fields in wanted.items() if fields is not None}
    new = {entry_id: fields for entry_id, fields in asked.items() if entry_id not in known}
    gone = {entry_id for entry_id in known if entry_id in wanted and entry_id not in asked}
    sheet = Sheet(text, _step(text, entries if isinstance(entries, MappingNode) and known else root))
    if not isinstance(entries, MappingNode):
        return _with_entries_key(sheet, root, new) if new else []
    if entries.flow and (new or gone) and (known or root.flow):
        left = {entry_id: value for entry_id, value in _as_it_is(entries).items() if entry_id not in gone}
        return sheet.mapping(entries, {**left, **asked})
    if not known:
        return _first(sheet, root.pairs["entries"][0], entries, new) if new else []
    edits = [
        edit for entry_id in known if entry_id in asked for edit in _changed(sheet, *known[entry_id], asked[entry_id])
    ]
    edits += _taken_out(sheet, entries, gone)
    nothing_left = len(gone) == len(known)
    if new:
        edits.append(_appended(sheet, entries, new, alone=nothing_left))
    elif nothing_left:
        colon = text.index(":", root.pairs["entries"][0].end) + 1
        edits.append(Edit(colon, colon, " {}"))
    return edits


def put_anew(text: str, root: MappingNode, wanted: Wanted) -> list[Edit]:
    """Entries written anew as a whole, where changing them in place did not work."""
    entries = root.get("entries")
    if not isinstance(entries, MappingNode):
        return []
    sheet = Sheet(text, _step(text, entries))
    found = [
        (*entries.pairs[entry_id], fields)
        for entry_id, fields in wanted.items()
        if fields and entry_id in entries.pairs
    ]
    if entries.flow:
        return [Edit(value.start, value.end, in_brackets(fields)) for _, value, fields in found]
    return [sheet.rewriting(key, value, fields) for key, value, fields in found]


def _changed(sheet: Sheet, key: ScalarNode, value: Node, fields: Fields) -> list[Edit]:
    return sheet.mapping(value, fields) if isinstance(value, MappingNode) else [sheet.rewriting(key, value, fields)]


def _taken_out(sheet: Sheet, entries: MappingNode, gone: Collection[str]) -> Iterator[Edit]:
    """The entries' lines away, with the empty ones above; those above the first entry stay."""
    first = next(iter(entries.pairs))
    for entry_id in gone:
        removal = sheet.removal(*entries.pairs[entry_id])
        start = removal.start if entry_id == first else _empty_lines_above(sheet.text, removal.start)
        yield Edit(start, removal.end, "")


def _appended(sheet: Sheet, entries: MappingNode, new: Mapping[str, Fields], *, alone: bool) -> Edit:
    """The new entries behind the last one; ``alone``: no other stays."""
    key, value = list(entries.pairs.values())[-1]
    start, end = sheet.extent(key, value)
    apart = [""] if alone or _stands_apart(sheet.text, entries, start) else []
    lines = [
        line
        for entry_id, fields in new.items()
        for line in (*apart, *pair(entry_id, fields, key.start - start, sheet.step))
    ]
    return sheet.insertion(end, lines[len(apart) :] if alone else lines)


def _with_entries_key(sheet: Sheet, root: MappingNode, new: Mapping[str, Fields]) -> list[Edit]:
    if root.flow:
        return sheet.mapping(root, {**_as_it_is(root), "entries": new})
    first, *others = new
    (head,) = sheet.mapping(root, {**_as_it_is(root), "entries": {first: new[first]}})
    indent = next(iter(root.pairs.values()))[0].start - sheet.line_start(root.start) + sheet.step
    lines = [line for entry_id in others for line in ("", *pair(entry_id, new[entry_id], indent))]
    return [head, sheet.insertion(head.end, lines)]


def _first(sheet: Sheet, key: ScalarNode, entries: MappingNode, new: Mapping[str, Fields]) -> list[Edit]:
    colon = sheet.text.index(":", key.end) + 1
    indent = key.start - sheet.line_start(key.start) + _STEP
    lines = [line for entry_id, fields in new.items() for line in ("", *pair(entry_id, fields, indent))][1:]
    return [Edit(colon, entries.end, ""), sheet.insertion(sheet.line_end(entries.end), lines)]


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
