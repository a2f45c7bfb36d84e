"""``fmt``: a whole knowledge file in the canonical form, with every comment kept."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.knowledge import messages
from bot.knowledge.yaml_text.emitter import WIDTH, block_value, scalar
from bot.knowledge.yaml_text.nodes import MappingNode, Node, ScalarNode, SequenceNode
from bot.knowledge.yaml_text.parser import read_text
from bot.knowledge.yaml_text.splicing import cleaned
from bot.knowledge.yaml_text.writer import CannotWriteError
from bot.process_memory import gc_paused

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*")
_HEADER_OF_BLOCK_TEXT = re.compile(r"[|>][-+\d]*")
_STEP = 2


def format_text(name: str, text: str) -> str:
    """The text of a file in the canonical form: the same values in the same order, one style, every comment.

    Comments inside a value that becomes one line move above it. Several empty lines become one.

    Args:
        name: the file's name, for sentences.
        text: the file's text; what is no readable YAML is refused.

    Raises:
        CannotWriteError: the file can't be read, or a comment would be lost.
    """
    with gc_paused:
        return _formatted(name, text)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, from ``#`` to the end of its line."""

    start: int
    text: str
    alone: bool
    """Whether nothing else stands on its line."""
    apart: bool
    """Whether an empty line stands above it."""


@dataclass(slots=True)
class _Block:
    """Lines that belong together: a key with its value, a key above its own blocks, or an item of a list."""

    start: int
    """Where it stands in the source, and where its value ends."""
    end: int
    indent: int
    lines: list[str]
    begins_line: bool
    above: list[tuple[Comment, int]] = field(default_factory=list[tuple[Comment, int]])
    """Comments with their indentation."""
    behind: Comment | None = None


def _formatted(name: str, text: str) -> str:
    source, root = _read(name, text)
    comments = comments_of(source, root)
    blocks = [block for key, value in root.pairs.values() for block in _blocks(source, key, value, 0)]
    last = _place(source, blocks, comments)
    newline = "\r\n" if "\r\n" in source else "\n"
    new = "".join(line + newline for line in _lines(source, blocks, last))
    again, tree = _read(name, new)
    kept = sorted(comment.text for comment in comments_of(again, tree))
    if cleaned(tree) != cleaned(root) or kept != sorted(comment.text for comment in comments):
        raise CannotWriteError(messages.cannot_format(name))
    return new


def _read(name: str, text: str) -> tuple[str, MappingNode]:
    document = read_text(name, text.encode("utf-8", "surrogatepass"))
    if document.problems or document.root is None:
        raise CannotWriteError(messages.file_has_problems(str(document.problems[0])))
    return document.text, document.root


def _blocks(source: str, key: ScalarNode, value: Node, indent: int) -> Iterator[_Block]:
    head = f"{' ' * indent}{scalar(key.value)}:"
    inline, body = block_value(key.value, cleaned(value), indent, _STEP)
    begins_line = _begins_line(source, key.start)
    if isinstance(value, MappingNode) and body:
        yield _Block(key.start, key.end, indent, [head], begins_line)
        for inner_key, inner in value.pairs.values():
            yield from _blocks(source, inner_key, inner, indent + _STEP)
    elif isinstance(value, SequenceNode) and body and body[0].lstrip().startswith("- "):
        yield _Block(key.start, key.end, indent, [head], begins_line)
        for node, line in zip(value.items, body, strict=True):
            yield _Block(node.start, node.end, indent + _STEP, [line], _begins_line(source, node.start))
    else:
        yield _Block(key.start, value.end, indent, [f"{head} {inline}" if inline else head, *body], begins_line)


def _begins_line(source: str, offset: int) -> bool:
    return not source[source.rfind("\n", 0, offset) + 1 : offset].strip(" -")


def _place(source: str, blocks: Sequence[_Block], comments: Sequence[Comment]) -> list[tuple[Comment, int]]:
    """Give each comment to a block; returns those behind the last block, with their indentation."""
    last: list[tuple[Comment, int]] = []
    following = 0
    for comment in comments:
        while following < len(blocks) and blocks[following].start < comment.start:
            following += 1
        before = blocks[following - 1] if following else None
        if before and not comment.alone and before.behind is None and _same_line(source, before, comment):
            before.behind = comment
        elif before and (comment.start < before.end or _behind(source, before, comment)):
            before.above.append((comment, before.indent))
        else:
            rest = blocks[following].above if following < len(blocks) else last
            rest.append((comment, _indent(source, blocks, following, comment)))
    return last


def _indent(source: str, blocks: Sequence[_Block], following: int, comment: Comment) -> int:
    """That of the block below, or of the deepest block above that the comment is indented like."""
    below = blocks[following].indent if following < len(blocks) else 0
    column = _column(source, comment.start)
    level = WIDTH
    for block in reversed(blocks[:following]):
        if block.indent < level:
            level = block.indent
            if level <= below or _column(source, block.start) <= column:
                break
    return max(below, level) if following else 0


def _behind(source: str, block: _Block, comment: Comment) -> bool:
    return not comment.alone and "\n" not in source[block.end : comment.start]


def _same_line(source: str, block: _Block, comment: Comment) -> bool:
    return "\n" not in source[block.start : comment.start]


def _column(source: str, offset: int) -> int:
    """Of a comment or a block; that of an item is its dash's."""
    line = source[source.rfind("\n", 0, offset) + 1 : offset]
    return line.index("-") if "-" in line and not line.strip(" -") else len(line)


def _lines(source: str, blocks: Sequence[_Block], last: Sequence[tuple[Comment, int]]) -> Iterator[str]:
    begun = False
    for block in blocks:
        for comment, indent in block.above:
            yield from [""] if comment.apart and begun else []
            yield " " * indent + comment.text
            begun = True
        yield from [""] if begun and block.begins_line and _stands_apart(source, block.start) else []
        first, *rest = block.lines
        yield f"{first}  {block.behind.text}" if block.behind else first
        yield from rest
        begun = True
    for comment, indent in last:
        yield from [""] if comment.apart else []
        yield " " * indent + comment.text


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


def _stands_apart(text: str, offset: int) -> bool:
    """Whether an empty line stands above the line of ``offset``."""
    start = text.rfind("\n", 0, offset) + 1
    return start > 0 and not text[text.rfind("\n", 0, start - 1) + 1 : start].strip()


def _in_gap(text: str, start: int, end: int) -> list[Comment]:
    matches = _COMMENT.finditer(text, start, end)
    return [
        Comment(m.start(), m.group().rstrip(), _is_alone(text, m.start()), _stands_apart(text, m.start()))
        for m in matches
    ]


def _is_alone(text: str, offset: int) -> bool:
    return not text[text.rfind("\n", 0, offset) + 1 : offset].strip()


def _scalars(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, MappingNode):
        for key, value in node.pairs.values():
            yield key
            yield from _scalars(value)
    else:
        for part in node.items:
            yield from _scalars(part)
