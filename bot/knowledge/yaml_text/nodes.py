"""A YAML file as a tree of texts, lists and mappings that know where they stand."""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Final

from bot.knowledge.problems import Problem


@dataclass(slots=True)
class ScalarNode:
    """A scalar. ``start`` and ``end`` are offsets in characters into the document's text, as in every node."""

    value: str
    start: int
    end: int
    style: str = ""
    """How it is quoted: ``""`` for plain, or one of ``' " | >``."""


@dataclass(slots=True)
class SequenceNode:
    """A list."""

    items: "list[Node]"
    start: int
    end: int
    flow: bool = False


@dataclass(slots=True)
class MappingNode:
    """Keys and values in the order of the file. Of a key that stands twice, the first one counts."""

    pairs: "dict[str, tuple[ScalarNode, Node]]"
    start: int
    end: int
    flow: bool = False

    def get(self, key: str) -> "Node | None":
        """The value of ``key``, or ``None``."""
        pair = self.pairs.get(key)
        return pair[1] if pair else None


def release(root: MappingNode | None) -> None:
    """Free a tree that is no longer needed, entry by entry.

    Freed in one go, that of a file of 5,000 entries holds the interpreter's lock for 20 ms.
    """
    entries = root.get("entries") if root else None
    for _, entry in entries.pairs.values() if isinstance(entries, MappingNode) else ():
        if isinstance(entry, MappingNode):
            entry.pairs.clear()


MAX_PROBLEMS: Final = 1000
"""Of one file, so that a hostile one can't fill the memory with them."""

Path = tuple[str | int, ...]
"""The keys and indices that lead to a value."""
Node = ScalarNode | SequenceNode | MappingNode
Plain = str | list["Plain"] | dict[str, "Plain"]


def plain(node: Node, most: int | None = None) -> Plain:
    """The node as nested Python values; of each list and mapping at most the first ``most`` items."""
    if isinstance(node, ScalarNode):
        return node.value
    if isinstance(node, SequenceNode):
        return [plain(item, most) for item in node.items[:most]]
    return {key: plain(value, most) for key, (_, value) in islice(node.pairs.items(), most)}


@dataclass
class Document:
    """One file: its text without the byte order mark, the tree, and the problems met on the way."""

    name: str
    text: str = ""
    root: MappingNode | None = None
    problems: list[Problem] = field(default_factory=list[Problem])
    checked: bool = False
    """Stands for knowledge that has been checked before, and has no text of its own."""
    most_problems: int = MAX_PROBLEMS
    """After so many no more is noted."""

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        while (found := self.text.find("\n", starts[-1])) >= 0:
            starts.append(found + 1)
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset into the text."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def offset(self, path: Path, *, of_key: bool = False) -> int:
        """Where the value at ``path`` (or its key) begins.

        Of what is missing, where the nearest thing around it does.
        """
        node: Node | None = self.root
        offset = node.start if node else 0
        for step in path:
            if isinstance(node, MappingNode) and isinstance(step, str) and step in node.pairs:
                key, node = node.pairs[step]
                offset = key.start if of_key else node.start
            elif isinstance(node, SequenceNode) and isinstance(step, int):
                node = node.items[step]
                offset = node.start
        return offset

    def report_at(self, path: Path, message: str, *, of_key: bool = False) -> None:
        """Note a problem with the value at ``path``, or with its key."""
        self.report(self.offset(path, of_key=of_key), message, path)

    def report(self, offset: int, message: str, path: Path = ()) -> None:
        """Note a problem at ``offset``, unless what stands there could not even be read."""
        if offset not in self._unread and not self.is_full:
            self.problems.append(Problem(self.name, *self.position(offset), message, path))

    @property
    def is_full(self) -> bool:
        """Whether so much is wrong that no more is noted."""
        return len(self.problems) >= self.most_problems

    def report_unread(self, offset: int, message: str) -> None:
        """Note that the value at ``offset`` can't be read as text, so that nothing more is said about it."""
        self.report(offset, message)
        self._unread.add(offset)

    @cached_property
    def _unread(self) -> set[int]:
        return set()

    def place(self, path: Path, *, of_key: bool = False) -> str:
        """``file:line:column`` of the value at ``path``, or of its key, for a sentence about another place."""
        if self.checked:
            return self.name
        line, column = self.position(self.offset(path, of_key=of_key))
        return f"{self.name}:{line}:{column}"
