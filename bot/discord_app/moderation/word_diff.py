"""A text and the one it becomes, as one: what goes is struck out, what comes is bold."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from bot.discord_app.escape import escape
from bot.discord_app.reply import clip

CONTEXT: Final = 4
"""Words that are shown around a change; longer runs that stay are shortened."""
MOST_WORDS: Final = 800
"""Of either text: for longer ones the comparison would take too long, and nobody would read it."""


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
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    codes = matcher.get_opcodes()
    for number, (kind, old_from, old_to, new_from, new_to) in enumerate(codes):
        if kind == "equal":
            head, tail = (0 if number == 0 else CONTEXT), (0 if number + 1 == len(codes) else CONTEXT)
            yield escape(" ".join(_shortened(old[old_from:old_to], head, tail)))
            continue
        if old_from < old_to:
            yield f"~~{escape(' '.join(old[old_from:old_to]))}~~"
        if new_from < new_to:
            yield f"**{escape(' '.join(new[new_from:new_to]))}**"


def _shortened(words: Sequence[str], head: int, tail: int) -> list[str]:
    """The first ``head`` and the last ``tail`` words, where leaving the others out saves something."""
    if len(words) <= head + tail + 1:
        return list(words)
    return [*words[:head], "…", *words[len(words) - tail :]]
