"""Reads YAML safely: events in, tree out.

PyYAML's own loaders are never used. Its C loader overflows the stack on deep nesting and holds the interpreter's lock
while it composes, which stalls the event loop from a thread; going through the events does neither.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, Final

import yaml
from yaml.resolver import Resolver

from bot.knowledge import messages
from bot.knowledge.yaml_text.nodes import Document, MappingNode, Node, ScalarNode, SequenceNode

MAX_BYTES: Final = 4 * 1024 * 1024
"""Some six thousand entries."""
MAX_DEPTH: Final = 20
MAX_NODES: Final = 500_000

_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")
# Control characters, the line breaks that YAML knows but editors don't show, surrogates and non-characters.
_FORBIDDEN = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\u2028\u2029\\ud800-\\udfff\ufeff\ufffe\uffff]")
_RETURN_IN_FILE = re.compile(r"\r(?!\n)")
_RETURN_IN_TEXT = re.compile(r"\r")
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)
_SCANNED_AT_ONCE = 1 << 16  # characters: a longer search would hold the interpreter's lock for milliseconds
_LONGEST_NUMBER = 200
_ENOUGH = 200  # of forbidden characters: it is no text at all
_yaml: Any = yaml  # its type stubs leave most parameters unknown
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KINDS = {
    "bool": "true or false",
    "int": "a number",
    "float": "a number",
    "timestamp": "a date",
}


class _GiveUpError(Exception):
    """The rest of the file can't be read; the reason is already reported."""


def read_text(name: str, data: bytes, max_bytes: int = MAX_BYTES) -> Document:
    """Read one YAML document. Whatever is wrong is in ``problems``; ``root`` is missing where nothing can be read.

    Args:
        name: what problems call the file.
        data: its bytes; UTF-8, with or without a byte order mark.
        max_bytes: larger files are refused unread.
    """
    if len(data) > max_bytes:
        return _refused(name, messages.too_large(max_bytes))
    if data.startswith(_WIDE_BOMS):
        return _refused(name, messages.NOT_UTF8)
    try:
        document = Document(name, data.removeprefix(_BOM).decode("utf-8"))
    except UnicodeDecodeError as error:
        return _undecodable(name, error)
    if _report_forbidden(document) or _report_directive(document):
        return document
    builder = _Builder(document)
    try:
        builder.feed_all()
    except yaml.YAMLError as error:
        _report_syntax(document, error)
    except _GiveUpError:
        return document
    else:
        document.root = builder.root()
    return document


def forbidden_in(text: str) -> str | None:
    """The first character of a text that no knowledge file may hold, or ``None``."""
    found = _FORBIDDEN.search(text) or _RETURN_IN_TEXT.search(text)
    return found.group() if found else None


def _refused(name: str, message: str) -> Document:
    document = Document(name)
    document.report(0, message)
    return document


def _undecodable(name: str, error: UnicodeDecodeError) -> Document:
    document = Document(name, error.object[: error.start].decode("utf-8"))
    document.report(len(document.text), messages.NOT_UTF8)
    return document


def _report_forbidden(document: Document) -> bool:
    found = chain(_forbidden(document.text), _RETURN_IN_FILE.finditer(document.text))
    for match in islice(found, _ENOUGH):
        document.report(match.start(), messages.forbidden_character(match.group()))
    return bool(document.problems)


def _report_directive(document: Document) -> bool:
    """The parser compares each directive with all before it: thousands of them would hold it for hours."""
    if found := _DIRECTIVE.search(document.text):
        document.report(found.start(), messages.DIRECTIVE)
    return found is not None


def _forbidden(text: str) -> Iterator[re.Match[str]]:
    for start in range(0, len(text), _SCANNED_AT_ONCE):
        yield from _FORBIDDEN.finditer(text, start, start + _SCANNED_AT_ONCE)


def _report_syntax(document: Document, error: yaml.YAMLError) -> None:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    offset = min(mark.index, len(document.text)) if mark else 0
    document.report(offset, messages.syntax(str(getattr(error, "problem", None) or error)))


class _Builder:
    """Builds the tree from parser events, refusing what a knowledge file has no use for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._tops: list[Node] = []
        self._open: list[SequenceNode | MappingNode] = []
        self._keys: list[ScalarNode | None] = []
        self._nodes = 0
        self._resolver: Any = Resolver()

    def feed_all(self) -> None:
        documents = 0
        for event in self._events():
            if isinstance(event, yaml.ScalarEvent):
                self._check_node(event)
                self._scalar(event)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._check_node(event)
                self._start(event)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                self._end(event)
            elif isinstance(event, yaml.AliasEvent):
                self._count_node(event)
                self._document.report_unread(event.start_mark.index, messages.ALIAS)
                self._add(ScalarNode("", event.start_mark.index, event.end_mark.index))
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._give_up(event.start_mark.index, messages.SECOND_DOCUMENT)

    def _events(self) -> Iterator[Any]:
        return _yaml.parse(self._document.text, Loader=_LOADER)

    def root(self) -> MappingNode | None:
        top = self._tops[0] if self._tops else None
        if isinstance(top, MappingNode):
            return top
        empty = top is None or (isinstance(top, ScalarNode) and not top.value)
        self._document.report(top.start if top else 0, messages.EMPTY_FILE if empty else messages.NOT_A_MAPPING)
        return None

    def _count_node(self, event: Any) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._give_up(event.start_mark.index, messages.too_many_nodes(MAX_NODES))

    def _check_node(self, event: Any) -> None:
        self._count_node(event)
        if event.anchor is not None:
            self._document.report_unread(event.start_mark.index, messages.ANCHOR)
        if event.tag is not None:
            self._document.report_unread(event.start_mark.index, messages.TAG)

    def _scalar(self, event: Any) -> None:
        text = ScalarNode(event.value, event.start_mark.index, event.end_mark.index, event.style or "")
        is_key = self._waits_for_key()
        if event.implicit[0] and not text.style and self._open and len(text.value) <= _LONGEST_NUMBER:
            self._check_plain(text, is_key)
        elif bad := forbidden_in(text.value):
            self._document.report_unread(text.start, messages.forbidden_character(bad))
        self._add(text)

    def _check_plain(self, text: ScalarNode, is_key: bool) -> None:
        tag: str = self._resolver.resolve(yaml.ScalarNode, text.value, (True, False))
        kind = tag.rpartition(":")[2]
        if kind == "null":
            self._document.report_unread(text.start, messages.EMPTY_KEY if is_key else messages.null(text.value))
        elif kind == "merge":
            self._document.report_unread(text.start, messages.MERGE_KEY)
        elif kind in _KINDS:
            self._document.report_unread(text.start, messages.not_text(text.value, _KINDS[kind]))

    def _start(self, event: Any) -> None:
        if len(self._open) >= MAX_DEPTH:
            self._give_up(event.start_mark.index, messages.too_deep(MAX_DEPTH))
        if self._waits_for_key():
            self._give_up(event.start_mark.index, messages.KEY_NOT_TEXT)
        start, flow = event.start_mark.index, bool(event.flow_style)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self._open.append(MappingNode({}, start, start, flow) if is_mapping else SequenceNode([], start, start, flow))
        self._keys.append(None)

    def _end(self, event: Any) -> None:
        node = self._open.pop()
        self._keys.pop()
        if node.flow:
            node.end = event.end_mark.index
        self._add(node)

    def _waits_for_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1], MappingNode) and self._keys[-1] is None

    def _add(self, node: Node) -> None:
        if not self._open:
            self._tops.append(node)
            return
        parent = self._open[-1]
        if not parent.flow:
            # A block collection's own end mark stands behind the comments that follow it.
            parent.end = node.end
        if isinstance(parent, SequenceNode):
            parent.items.append(node)
        elif (key := self._keys[-1]) is None:
            self._keys[-1] = node if isinstance(node, ScalarNode) else None
        else:
            self._keys[-1] = None
            self._pair(parent, key, node)

    def _pair(self, mapping: MappingNode, key: ScalarNode, value: Node) -> None:
        if first := mapping.pairs.get(key.value):
            line, _ = self._document.position(first[0].start)
            self._document.report(key.start, messages.duplicate_key(key.value, line))
        else:
            mapping.pairs[key.value] = (key, value)

    def _give_up(self, offset: int, message: str) -> None:
        self._document.report_unread(offset, message)
        raise _GiveUpError
