"""Where an entry goes in a file: into an empty mapping, behind the last one, between brackets, or away."""

from collections.abc import Callable
from collections.abc import Mapping as Lookup

from bot.knowledge.canonical import Value, in_brackets, pair
from bot.knowledge.document import Mapping, Text
from bot.knowledge.edits import Edit, Sheet, cleaned

Fields = Lookup[str, Value]
Change = Callable[[str, Mapping, str, Fields], list[Edit]]
"""From a text, its tree, the entry's id and its fields to edits. Raises ``UnusualFormError``."""

_STEP = 2


def put_in_place(text: str, root: Mapping, entry_id: str, fields: Fields) -> list[Edit]:
    """The entry changed where it differs, or added as the last one."""
    entries = root.get("entries")
    sheet = Sheet(text, _step(text, entries if isinstance(entries, Mapping) and entries.pairs else root))
    if not isinstance(entries, Mapping):
        return sheet.mapping(root, {**_as_it_is(root), "entries": {entry_id: fields}})
    found = entries.pairs.get(entry_id)
    if found and isinstance(found[1], Mapping):
        return sheet.mapping(found[1], fields)
    if entries.pairs and not entries.flow:
        return [_appended(sheet, entries, entry_id, fields)]
    if entries.pairs or root.flow:
        return sheet.mapping(entries, {**_as_it_is(entries), entry_id: fields})
    return _first(sheet, root.pairs["entries"][0], entries, entry_id, fields)


def put_anew(text: str, root: Mapping, entry_id: str, fields: Fields) -> list[Edit]:
    """The entry written anew as a whole, where changing it in place did not work."""
    entries = root.get("entries")
    if not isinstance(entries, Mapping) or entry_id not in entries.pairs:
        return []
    key, value = entries.pairs[entry_id]
    if entries.flow:
        return [Edit(value.start, value.end, in_brackets(fields))]
    return [Sheet(text, _step(text, entries)).rewriting(key, value, fields)]


def taken_out(text: str, root: Mapping, entry_id: str, _: Fields) -> list[Edit]:
    """The entry's lines away; with the last entry, ``{}`` says that there is none."""
    entries = root.get("entries")
    if not isinstance(entries, Mapping):
        return []
    sheet = Sheet(text)
    if entries.flow:
        left = _as_it_is(entries)
        del left[entry_id]
        return sheet.mapping(entries, left)
    removal = sheet.removal(*entries.pairs[entry_id])
    if len(entries.pairs) == 1:
        colon = text.index(":", root.pairs["entries"][0].end) + 1
        return [Edit(colon, colon, " {}"), removal]
    if entry_id == next(iter(entries.pairs)):
        return [removal]
    return [Edit(_empty_lines_above(text, removal.start), removal.end, "")]


def _appended(sheet: Sheet, entries: Mapping, entry_id: str, fields: Fields) -> Edit:
    key, value = list(entries.pairs.values())[-1]
    start, end = sheet.extent(key, value)
    lines = pair(entry_id, fields, key.start - start, sheet.step)
    return sheet.insertion(end, ["", *lines] if _stands_apart(sheet.text, entries, start) else lines)


def _first(sheet: Sheet, key: Text, entries: Mapping, entry_id: str, fields: Fields) -> list[Edit]:
    colon = sheet.text.index(":", key.end) + 1
    indent = key.start - sheet.line_start(key.start) + _STEP
    lines = pair(entry_id, fields, indent)
    return [Edit(colon, entries.end, ""), sheet.insertion(sheet.line_end(entries.end), lines)]


def _as_it_is(node: Mapping) -> dict[str, Value]:
    return {key: cleaned(value) for key, (_, value) in node.pairs.items()}


def _stands_apart(text: str, entries: Mapping, start: int) -> bool:
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


def _step(text: str, root: Mapping) -> int:
    """By how much the file indents what belongs to a key; told by the first mapping in another."""
    for key, value in root.pairs.values():
        if isinstance(value, Mapping) and value.pairs and not value.flow:
            column = key.start - (text.rfind("\n", 0, key.start) + 1)
            return max(value.start - (text.rfind("\n", 0, value.start) + 1) - column, 1)
    return _STEP
