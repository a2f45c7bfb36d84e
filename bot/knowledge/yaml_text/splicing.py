"""Changes a YAML text where its tree should read differently, and leaves every other byte as it is."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.knowledge.yaml_text.emitter import Value, block_value, in_brackets, item, pair, scalar
from bot.knowledge.yaml_text.nodes import MappingNode, Node, ScalarNode, SequenceNode, plain

_COMMENT_OF_BLOCK_TEXT = re.compile(r"[|>][-+\d]*[ \t]+(#.*)")
_DASH = re.compile(r" *- +")


class UnusualFormError(Exception):
    """The text is written in a way that is not edited in place, for example with ``? key``."""


@dataclass(frozen=True, slots=True)
class Splice:
    """Puts ``text`` in the place of the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def apply_splices(text: str, splices: Iterable[Splice]) -> str:
    """``text`` with the splices made. They may not overlap; insertions at one place keep their order."""
    pieces: list[str] = []
    position = 0
    for splice in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        pieces += [text[position : splice.start], splice.text]
        position = splice.end
    return "".join([*pieces, text[position:]])


def cleaned(node: Node) -> Value:
    """The node as plain values, texts without the space around them, as the knowledge base holds them."""
    return _stripped(plain(node))


def _stripped(value: Value) -> Value:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return {key: _stripped(part) for key, part in value.items()}
    return [_stripped(part) for part in value]


class TextEditor:
    """Makes the splices that change the mappings and lists of a text. Offsets are those of the text's tree."""

    def __init__(self, text: str, step: int = 2) -> None:
        """Prepare to edit ``text``, which ends with a line end and indents a nested mapping by ``step`` columns."""
        self.text = text
        self.step = step
        self._newline = "\r\n" if "\r\n" in text else "\n"

    def changes(self, node: MappingNode, wanted: Mapping[str, Value]) -> list[Splice]:
        """What makes ``node`` read as ``wanted``: keys are dropped, changed in place, or put behind their neighbours.

        A new key takes the place of those that are dropped behind its neighbour, so that comments between stay above.

        Raises:
            UnusualFormError: the mapping can't be edited in place.
        """
        if node.flow:
            return self._flow_mapping(node, wanted)
        splices: list[Splice] = []
        for name, (key, value) in node.pairs.items():
            if name not in wanted:
                splices += [] if cleaned(value) == [] else [self.removal(key, value)]
            elif cleaned(value) != wanted[name]:
                splices += self._value(key, value, wanted[name])
        return splices + self._insertions(node, wanted)

    def removal(self, key: ScalarNode, value: Node) -> Splice:
        """Takes the lines of a pair away."""
        return Splice(*self.extent(key, value), "")

    def rewriting(self, key: ScalarNode, value: Node, wanted: Value) -> Splice:
        """Writes a pair anew in the canonical form."""
        start, end = self.extent(key, value)
        return Splice(start, end, self.lines(pair(key.value, wanted, key.start - start, self.step)))

    def insertion(self, offset: int, lines: Iterable[str]) -> Splice:
        """Puts whole lines where a line begins."""
        return Splice(offset, offset, self.lines(lines))

    def lines(self, lines: Iterable[str]) -> str:
        """The lines with the line ends of this text."""
        return "".join(line + self._newline for line in lines)

    def extent(self, key: ScalarNode, value: Node) -> tuple[int, int]:
        """The lines of a pair: from its key's to the last that belongs to it.

        Comments indented deeper than the key belong to the pair, all others stand by themselves.

        Raises:
            UnusualFormError: something else stands before the key on its line.
        """
        start = self.line_start(key.start)
        if self.text[start : key.start].strip(" "):
            raise UnusualFormError
        return start, self._end_of_lines(value, key.start - start)

    def line_start(self, offset: int) -> int:
        """Where the line of ``offset`` begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Where the line behind that of ``offset`` begins."""
        return self.text.find("\n", offset) + 1 or len(self.text)

    def _end_of_lines(self, value: Node, indent: int) -> int:
        end = position = self.line_end(self._last_character(value))
        while position < len(self.text):
            following = self.line_end(position)
            line = self.text[position:following].strip("\r\n")
            is_comment = line.lstrip(" ").startswith("#") and len(line) - len(line.lstrip(" ")) > indent
            if line.strip() and not is_comment:
                break
            position = following
            end = following if is_comment else end
        return end

    def _last_character(self, value: Node) -> int:
        """A text of several lines ends behind the empty lines that follow it."""
        last = value.end - 1
        while last > value.start and self.text[last].isspace():
            last -= 1
        return last

    def _insertions(self, node: MappingNode, wanted: Mapping[str, Value]) -> list[Splice]:
        first_key, first_value = next(iter(node.pairs.values()))
        start, _ = self.extent(first_key, first_value)
        ends: dict[str | None, int] = {None: start}
        neighbour: str | None = None
        for name, (key, value) in node.pairs.items():
            neighbour = name if name in wanted else neighbour
            ends[neighbour] = self.extent(key, value)[1]
        splices: list[Splice] = []
        neighbour = None
        for name, value in wanted.items():
            if name in node.pairs:
                neighbour = name
            else:
                lines = pair(name, value, first_key.start - start, self.step)
                splices.append(self.insertion(ends[neighbour], lines))
        return splices

    def _value(self, key: ScalarNode, value: Node, wanted: Value) -> list[Splice]:
        if isinstance(value, MappingNode) and isinstance(wanted, Mapping) and value.pairs:
            return self.changes(value, wanted)
        if isinstance(value, SequenceNode) and isinstance(wanted, list | tuple) and value.items:
            return self._flow_list(value, wanted) if value.flow else self._block_list(value, wanted)
        return [self._replacement(key, value, wanted)]

    def _replacement(self, key: ScalarNode, value: Node, wanted: Value) -> Splice:
        """Writes a value anew and keeps the comments on its line, on its key's and between the two.

        Raises:
            UnusualFormError: something else stands before the key on its line.
        """
        start = self.line_start(key.start)
        if self.text[start : key.start].strip(" "):
            raise UnusualFormError
        inline, body = block_value(key.value, wanted, key.start - start, self.step)
        gap = self.text[key.end : value.start]
        comments = [self._comment(value)]
        if "\n" in gap and "#" not in gap[gap.index("\n") :]:  # the value moves up to its key
            comments.insert(0, gap.strip().removeprefix(":").strip())
            gap = ": "
        first = "  ".join([f"{gap}{inline}".rstrip(), *filter(None, comments)])
        end = self.line_end(self._last_character(value))
        return Splice(key.end, end, self.lines([first, *body]))

    def _comment(self, value: Node) -> str:
        if isinstance(value, ScalarNode) and value.style in ("|", ">"):
            found = _COMMENT_OF_BLOCK_TEXT.match(self.text, value.start)
            return found.group(1).rstrip() if found else ""
        last = self._last_character(value)
        rest = self.text[last + 1 : self.line_end(last)].strip()
        return rest if rest.startswith("#") else ""

    def _block_list(self, node: SequenceNode, wanted: Sequence[Value]) -> list[Splice]:
        splices: list[Splice] = []
        extents = [self._item_extent(part) for part in node.items]
        margin = " " * (self.text.index("-", extents[0][0]) - extents[0][0])
        for first, last, new in _differing_runs(node, wanted):
            for index in range(first, last):
                if index - first < len(new):
                    splices.append(self._item(node.items[index], new[index - first]))
                else:
                    splices.append(Splice(*extents[index], ""))
            more = [margin + item(value) for value in new[last - first :]]
            if more:
                splices.append(self.insertion(extents[last - 1][1] if last else extents[0][0], more))
        return splices

    def _item(self, node: Node, wanted: Value) -> Splice:
        new = scalar(wanted) if isinstance(wanted, str) else in_brackets(wanted)
        return Splice(node.start, self._last_character(node) + 1, new)

    def _item_extent(self, node: Node) -> tuple[int, int]:
        start = self.line_start(node.start)
        dash = _DASH.fullmatch(self.text, start, node.start)
        if not dash:
            raise UnusualFormError
        return start, self._end_of_lines(node, dash.group().index("-"))

    def _flow_list(self, node: SequenceNode, wanted: Sequence[Value]) -> list[Splice]:
        parts: list[tuple[int | None, str]] = []
        kept = 0
        for first, last, new in _differing_runs(node, wanted):
            parts += [(index, self._source(node.items[index])) for index in range(kept, first)]
            places = [*range(first, last), *[None] * len(new)]
            parts += [(place, in_brackets(value)) for place, value in zip(places, new, strict=False)]
            kept = last
        parts += [(index, self._source(node.items[index])) for index in range(kept, len(node.items))]
        return [self._joined(node, [(part.start, part.end) for part in node.items], parts)]

    def _flow_mapping(self, node: MappingNode, wanted: Mapping[str, Value]) -> list[Splice]:
        spans = [(key.start, value.end) for key, value in node.pairs.values()]
        places = {name: number for number, name in enumerate(node.pairs)}
        behind: dict[str | None, list[str]] = {None: []}
        neighbour: str | None = None
        for name in wanted:
            if name in places:
                neighbour = name
                behind[neighbour] = []
            else:
                behind[neighbour].append(name)
        known = [name for name in node.pairs if name in wanted]
        names = [*behind[None], *(one for name in known for one in (name, *behind[name]))]
        parts = [(places.get(name), self._flow_pair(node, name, wanted[name])) for name in names]
        return [self._joined(node, spans, parts)]

    def _flow_pair(self, node: MappingNode, name: str, wanted: Value) -> str:
        if name not in node.pairs:
            return f"{in_brackets(name)}: {in_brackets(wanted)}"
        key, value = node.pairs[name]
        if cleaned(value) == wanted:
            return self.text[key.start : value.end]
        return self.text[key.start : value.start] + in_brackets(wanted)

    def _joined(self, node: Node, spans: Sequence[tuple[int, int]], parts: Sequence[tuple[int | None, str]]) -> Splice:
        """The collection in brackets with other parts; those that stay keep what stands before them."""
        pieces: list[str] = []
        for number, (index, body) in enumerate(parts):
            before = self.text[spans[index - 1][1] : spans[index][0]] if index else ", "
            pieces += [before if number else "", body]
        opening = self.text[node.start : spans[0][0]] if spans else self.text[node.start]
        closing = self.text[spans[-1][1] : node.end] if spans else self.text[node.end - 1]
        return Splice(node.start, node.end, opening + "".join(pieces) + closing)

    def _source(self, node: Node) -> str:
        return self.text[node.start : node.end]


def _differing_runs(node: SequenceNode, wanted: Sequence[Value]) -> list[tuple[int, int, list[Value]]]:
    """The runs of items that differ: from, to, and what stands there instead."""
    old = [json.dumps(cleaned(part)) for part in node.items]
    new = [json.dumps(part) for part in wanted]
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(i1, i2, list(wanted[j1:j2])) for tag, i1, i2, j1, j2 in codes if tag != "equal"]
