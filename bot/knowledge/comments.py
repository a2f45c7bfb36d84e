"""Finds the comments of a YAML text, which no parser hands on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.yaml_text.nodes import Mapping, Node, Text

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*")
_HEADER_OF_BLOCK_TEXT = re.compile(r"[|>][-+\d]*")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, from ``#`` to the end of its line."""

    start: int
    text: str
    alone: bool
    """Whether nothing else stands on its line."""
    apart: bool
    """Whether an empty line stands above it."""


def comments_of(text: str, root: Node) -> list[Comment]:
    """Every comment of ``text``, whose tree is ``root``, in order."""
    found: list[Comment] = []
    position = 0
    for node in _scalars(root):
        found += _in_gap(text, position, node.start)
        position = node.end
        if node.style in ("|", ">"):
            # A comment may stand behind the sign that begins the text, and nowhere else in it.
            header = _HEADER_OF_BLOCK_TEXT.match(text, node.start)
            begin = header.end() if header else node.start
            found += _in_gap(text, begin, text.find("\n", begin))
    return found + _in_gap(text, position, len(text))


def stands_apart(text: str, offset: int) -> bool:
    """Whether an empty line stands above the line of ``offset``."""
    start = text.rfind("\n", 0, offset) + 1
    return start > 0 and not text[text.rfind("\n", 0, start - 1) + 1 : start].strip()


def _in_gap(text: str, start: int, end: int) -> list[Comment]:
    matches = _COMMENT.finditer(text, start, end)
    return [
        Comment(m.start(), m.group().rstrip(), _is_alone(text, m.start()), stands_apart(text, m.start()))
        for m in matches
    ]


def _is_alone(text: str, offset: int) -> bool:
    return not text[text.rfind("\n", 0, offset) + 1 : offset].strip()


def _scalars(node: Node) -> Iterator[Text]:
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.pairs.values():
            yield key
            yield from _scalars(value)
    else:
        for part in node.items:
            yield from _scalars(part)
