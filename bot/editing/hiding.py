"""The list of the entries that a server's overlay hides, in the text of its file."""

from collections.abc import Sequence

from bot.errors import VersusError
from bot.knowledge.drafts import texts_of
from bot.knowledge.yaml_text.nodes import Mapping
from bot.knowledge.yaml_text.parser import read_text


class UnreadableOverlayError(VersusError):
    """The overlay's file has problems of its own."""


def hidden_in(name: str, text: str) -> tuple[str, ...]:
    """The ids of the entries that the file hides."""
    return tuple(node.value for node in texts_of(_root(name, text).get("hide")))


def with_hidden(name: str, text: str, ids: Sequence[str]) -> str:
    """The file's text with these entries hidden and no others; every other line stays.

    Raises:
        UnreadableOverlayError: the file can't be read.
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


def _root(name: str, text: str) -> Mapping:
    document = read_text(name, text.encode())
    if document.root is None or "topic" not in document.root.pairs:
        raise UnreadableOverlayError(f"{name} can't be read; mend it first.")
    return document.root


def _line_end(text: str, offset: int) -> int:
    """The offset behind the line on which ``offset`` stands; a list in lines of its own ends at its last line."""
    if offset and text[offset - 1] == "\n":
        return offset
    found = text.find("\n", offset)
    return len(text) if found < 0 else found + 1
