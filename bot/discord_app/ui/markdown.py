"""What people typed, made harmless before it is shown: no markup, no mention, no link, no hidden characters.

``discord.utils.escape_markdown`` leaves raw links, numbered lists and mentions as they are, so it is not used.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from rapidfuzz.distance import Indel

from bot.composed_characters import cut, filtered

ZERO_WIDTH_SPACE = "\u200b"

_MARKUP = re.compile(r"[\\*_~|`<>\[\]()]")
# Only blanks of the line itself: with its line breaks a run of empty lines would be read anew from each of them.
_LINE_START = re.compile(r"^([^\S\n]*)(?:(\d+)([.)])|([-+#]))", re.MULTILINE)
_INVITE = re.compile(r"(discord(?:app)?\.(?:gg|com)(?:/invite)?)/", re.IGNORECASE)
_BACKTICK_BEFORE_ANOTHER = re.compile(r"`(?=`)")
CONTEXT: Final = 4
"""Words that are shown around a change; longer runs that stay are shortened."""
MOST_WORDS: Final = 2000
"""Of either text: as many as the longest has. They are compared in 20 ms at the most, as ``rapidfuzz`` looks at 64
words at a time."""


def visible(text: str) -> str:
    """``text`` without control and format characters (zero-width, right-to-left overrides).

    Line breaks stay, and what holds composed emoji together.
    """
    return filtered(text.replace("\t", " "), lambda one: one == "\n" or unicodedata.category(one) not in {"Cc", "Cf"})


def escape(text: str) -> str:
    """``text`` so that Discord shows it letter by letter. At most three times as long."""
    escaped = _MARKUP.sub(r"\\\g<0>", visible(text))
    escaped = _LINE_START.sub(_escape_line_start, escaped)
    escaped = escaped.replace("://", "\\://")
    escaped = _INVITE.sub(r"\1\\/", escaped)
    return escaped.replace("@", "@" + ZERO_WIDTH_SPACE)


def inline(text: str, limit: int) -> str:
    """``text`` on one line, cut to ``limit`` characters before it is escaped."""
    line = " ".join(visible(text).split())
    return escape(line if len(line) <= limit else cut(line, limit - 1).rstrip() + "…")


def code_block(text: str, language: str = "") -> str:
    """``text`` as a code block that it cannot close by itself: runs of backticks are broken."""
    broken = _BACKTICK_BEFORE_ANOTHER.sub("`" + ZERO_WIDTH_SPACE, visible(text))
    fence_safe = broken + ZERO_WIDTH_SPACE if broken.endswith("`") else broken
    return f"```{language}\n{fence_safe}\n```"


def _escape_line_start(match: re.Match[str]) -> str:
    indent, number, point, mark = match.groups()
    return f"{indent}{number}\\{point}" if number else f"{indent}\\{mark}"


def clip(text: str, room: int) -> str:
    """``text`` in at most ``room`` characters, cut at a word where one is near, with an ellipsis for the rest."""
    if len(text) <= room:
        return text
    kept = cut(text, room - 1)
    space = kept.rfind(" ")
    return (kept[:space] if space >= room * 3 // 4 else kept).rstrip() + "…"


def was_and_now(before: str, after: str, room: int) -> tuple[str, str]:
    """Both texts, escaped for Discord, each in at most ``room`` characters.

    The words that differ are bold, as long as some do not; of long runs that are the same in both only the ends stand.
    """
    old, new = before.split(), after.split()
    if max(len(old), len(new)) > MOST_WORDS:
        return fitting(before, room), fitting(after, room)
    parts = list(_parts(old, new))
    return _joined((was for was, _ in parts), room), _joined((now for _, now in parts), room)


def fitting(text: str, room: int) -> str:
    """``text`` escaped and cut, in at most ``room`` characters."""
    length = room
    while len(escaped := escape(clip(text, length))) > room:
        length = length * room // len(escaped) - 1
    return escaped


def _joined(parts: Iterable[str], room: int) -> str:
    shown, length = list[str](), 0
    for part in filter(None, parts):
        if length + len(part) + 3 > room:
            shown.append("…")
            break
        shown.append(part)
        length += len(part) + 1
    return " ".join(shown)


def _parts(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What stands at each place in the one text and in the other."""
    # The words that go and those that come at one place are told apart: here the ones become the others.
    runs = [(stays, list(group)) for stays, group in groupby(Indel.opcodes(old, new), lambda code: code.tag == "equal")]
    mark = "**" if any(stays for stays, _ in runs) else ""
    for stays, codes in runs:
        gone, come = old[codes[0].src_start : codes[-1].src_end], new[codes[0].dest_start : codes[-1].dest_end]
        if stays:
            head = CONTEXT if codes[0].src_start or codes[0].dest_start else 0
            tail = CONTEXT if (codes[-1].src_end, codes[-1].dest_end) != (len(old), len(new)) else 0
            same = escape(" ".join(_shortened(gone, head, tail)))
            yield same, same
        else:
            was, now = (f"{mark}{escape(' '.join(words))}{mark}" if words else "" for words in (gone, come))
            yield was, now


def _shortened(words: Sequence[str], head: int, tail: int) -> list[str]:
    """The first ``head`` and the last ``tail`` words, where leaving the others out saves something."""
    if len(words) <= head + tail + 1:
        return list(words)
    return [*words[:head], "…", *words[len(words) - tail :]]
