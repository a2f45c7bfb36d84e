"""Values as YAML in the canonical form: what a moderator's edit and ``fmt`` write.

Short texts stand on one line, plain where YAML takes them for text and in quotes elsewhere; long ones are folded
(``>-``), and texts of several lines are kept line by line (``|-``). Lists of words stand in brackets, questions one a
line. Everything reads back as it was.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import yaml
from yaml.resolver import Resolver

WIDTH: Final = 120
"""Columns that a line takes at most, where its words allow it."""

Value = str | Sequence["Value"] | Mapping[str, "Value"]

_NAMED = frozenset({"name", "url", "label"})
_ONE_A_LINE = ("questions",)
_LINKED = ("links",)
_SPACE_BETWEEN_WORDS = re.compile(r"(?<! ) (?! )")
_NEVER_PLAIN = re.compile(r": |:$| #|[\n\t]")
_NEVER_PLAIN_IN_BRACKETS = re.compile(r"[,\[\]{}?]")
_LIKE_A_NUMBER = re.compile(r"[-+.xobe_:]*\d[-+.xobe_:\d]*|[yn]", re.IGNORECASE)
_resolver: Any = Resolver()


def pair(key: str, value: Value, indent: int, step: int = 2) -> list[str]:
    """The lines of ``key: value`` in block form, without line ends.

    Args:
        key: the key, written in quotes where it must be.
        value: a text, a list or a mapping; not empty.
        indent: the column of the key, from 0.
        step: by how much what belongs to the key is indented further.
    """
    head = f"{' ' * indent}{scalar(key)}:"
    inline, body = block_value(key, value, indent, step)
    return [f"{head} {inline}" if inline else head, *body]


def block_value(key: str, value: Value, indent: int, step: int = 2) -> tuple[str, list[str]]:
    """What stands on the line of ``key``, and the lines below it."""
    inside = indent + step
    room = WIDTH - indent - len(scalar(key)) - len(": ")
    if isinstance(value, str):
        return _text(value, room, inside)
    if key not in _ONE_A_LINE and _fits_in_brackets(value) and len(in_brackets(value)) <= room:
        return in_brackets(value), []
    if isinstance(value, Mapping):
        return "", [line for name, part in value.items() for line in pair(name, part, inside, step)]
    if key not in _ONE_A_LINE and key not in _LINKED and all(isinstance(part, str) for part in value):
        return "", _filled([in_brackets(part) for part in value], inside)
    return "", [f"{' ' * inside}{item(part)}" for part in value]


def item(value: Value) -> str:
    """An item of a list with one item a line, without its indentation."""
    return f"- {scalar(value) if isinstance(value, str) else in_brackets(value)}"


def in_brackets(value: Value) -> str:
    """A value on one line, as it stands within ``[]`` or ``{}``."""
    if isinstance(value, str):
        return scalar(value, in_brackets=True)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{in_brackets(key)}: {in_brackets(part)}' for key, part in value.items())}}}"
    return f"[{', '.join(map(in_brackets, value))}]"


def scalar(text: str, in_brackets: bool = False) -> str:
    """A text on one line: plain, or in the quotes that need fewer escapes."""
    if _may_be_plain(text) and not (in_brackets and _NEVER_PLAIN_IN_BRACKETS.search(text)):
        return text
    if ('"' in text or "\\" in text) and "\n" not in text and "\t" not in text:
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)


def _may_be_plain(text: str) -> bool:
    if not text or not (text[0].isalnum() or text[0] == "(") or text[-1].isspace() or _NEVER_PLAIN.search(text):
        return False
    tag: str = _resolver.resolve(yaml.ScalarNode, text, (True, False))
    return tag.endswith(":str") and not _LIKE_A_NUMBER.fullmatch(text)


def _text(text: str, room: int, indent: int) -> tuple[str, list[str]]:
    margin = " " * indent
    if "\n" in text:
        return "|-", [f"{margin}{line}" if line else "" for line in text.split("\n")]
    if len(scalar(text)) <= room or "\t" in text or " " not in text:
        return scalar(text), []
    return ">-", [f"{margin}{line}" for line in _lines(_SPACE_BETWEEN_WORDS.split(text), " ", WIDTH - indent)]


def _filled(parts: list[str], indent: int) -> list[str]:
    """A list in brackets over several lines."""
    lines = _lines([f"{part}," for part in parts[:-1]] + parts[-1:], " ", WIDTH - indent - len("[]"))
    margin = " " * indent
    first, *rest = [f"{margin}{'[' if number == 0 else ' '}{line}" for number, line in enumerate(lines)]
    return [first, *rest[:-1], f"{rest[-1]}]"] if rest else [f"{first}]"]


def _lines(words: Sequence[str], glue: str, width: int) -> list[str]:
    """The words on as few lines of at most ``width`` characters as they fill in order."""
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + len(glue) + len(word) <= width:
            lines[-1] += glue + word
        else:
            lines.append(word)
    return lines


def _fits_in_brackets(value: Value) -> bool:
    """Lists of texts, lists of links, a source, and a subject that has only a name."""
    if isinstance(value, str):
        return True
    if isinstance(value, Mapping):
        return _NAMED.issuperset(value)
    return all(isinstance(part, str) or (isinstance(part, Mapping) and _fits_in_brackets(part)) for part in value)
