"""What people typed, made harmless before it is shown: no markup, no mention, no link, no hidden characters.

``discord.utils.escape_markdown`` leaves raw links, numbered lists and mentions as they are, so it is not used.
"""

import re
import unicodedata

ZERO_WIDTH_SPACE = "\u200b"

_MARKUP = re.compile(r"[\\*_~|`<>\[\]()]")
# Only blanks of the line itself: with its line breaks a run of empty lines would be read anew from each of them.
_LINE_START = re.compile(r"^([^\S\n]*)(?:(\d+)([.)])|([-+#]))", re.MULTILINE)
_INVITE = re.compile(r"(discord(?:app)?\.(?:gg|com)(?:/invite)?)/", re.IGNORECASE)
_BACKTICK_BEFORE_ANOTHER = re.compile(r"`(?=`)")


def visible(text: str) -> str:
    """``text`` without control and format characters (zero-width, right-to-left overrides); line breaks stay."""
    spaced = text.replace("\t", " ")
    return "".join(one for one in spaced if one == "\n" or unicodedata.category(one) not in {"Cc", "Cf"})


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
    return escape(line if len(line) <= limit else line[: limit - 1].rstrip() + "…")


def code_block(text: str, language: str = "") -> str:
    """``text`` as a code block that it cannot close by itself: runs of backticks are broken."""
    broken = _BACKTICK_BEFORE_ANOTHER.sub("`" + ZERO_WIDTH_SPACE, visible(text))
    fence_safe = broken + ZERO_WIDTH_SPACE if broken.endswith("`") else broken
    return f"```{language}\n{fence_safe}\n```"


def _escape_line_start(match: re.Match[str]) -> str:
    indent, number, point, mark = match.groups()
    return f"{indent}{number}\\{point}" if number else f"{indent}\\{mark}"
