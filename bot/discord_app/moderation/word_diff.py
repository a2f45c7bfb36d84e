"""A text and the one it becomes, as one: what goes is struck out, what comes is bold."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from rapidfuzz.distance import Indel

from bot.discord_app.ui.markdown import escape
from bot.discord_app.ui.reply import clip

CONTEXT: Final = 4
"""Words that are shown around a change; longer runs that stay are shortened."""
MOST_WORDS: Final = 2000
"""Of either text: as many as the longest has. They are compared in 20 ms at the most, as ``rapidfuzz`` looks at 64
words at a time."""


def word_diff(before: str, after: str, room: int) -> str:
    """Both texts in one of at most ``room`` characters, escaped for Discord."""
    old, new = before.split(), after.split()
    if max(len(old), len(new)) > MOST_WORDS:
        return fitting(after, room)
    shown, length = list[str](), 0
    for part in _parts(old, new):
        if length + len(part) + 3 > room:
            shown.append("…")
            break
        shown.append(part)
        length += len(part) + 1
    return " ".join(shown)


def fitting(text: str, room: int) -> str:
    """``text`` escaped and cut, in at most ``room`` characters."""
    length = room
    while len(escaped := escape(clip(text, length))) > room:
        length = length * room // len(escaped) - 1
    return escaped


def _parts(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    # The words that go and those that come at one place are told apart: here the ones become the others.
    for stays, group in groupby(Indel.opcodes(old, new), lambda code: code.tag == "equal"):
        codes = list(group)
        gone, come = old[codes[0].src_start : codes[-1].src_end], new[codes[0].dest_start : codes[-1].dest_end]
        if stays:
            head = CONTEXT if codes[0].src_start or codes[0].dest_start else 0
            tail = CONTEXT if (codes[-1].src_end, codes[-1].dest_end) != (len(old), len(new)) else 0
            yield escape(" ".join(_shortened(gone, head, tail)))
            continue
        if gone:
            yield f"~~{escape(' '.join(gone))}~~"
        if come:
            yield f"**{escape(' '.join(come))}**"


def _shortened(words: Sequence[str], head: int, tail: int) -> list[str]:
    """The first ``head`` and the last ``tail`` words, where leaving the others out saves something."""
    if len(words) <= head + tail + 1:
        return list(words)
    return [*words[:head], "…", *words[len(words) - tail :]]
