"""Characters that are no text: they drive a terminal, turn the direction of writing, or hide.

Of Unicode's categories: Cc (controls, such as escape), Cf (format: bidirectional overrides, zero-width characters),
Cs (lone surrogates), Zl and Zp (line and paragraph separators).
"""

import unicodedata
from typing import Final

from bot.composed_characters import filtered

_CATEGORIES: Final = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def shown(text: str) -> str:
    r"""``text`` for a terminal, with such characters written out, ``\x1b`` or ``\u202e``; line breaks stay."""
    if text.isprintable():
        return text
    return "".join(_escaped(one) if one != "\n" and _is_control(one) else one for one in text)


def shown_line(text: str) -> str:
    """``text`` for one line of a terminal: a line break in it is written out as well."""
    return shown(text).replace("\n", "\\n")


def dropped(text: str) -> str:
    """``text`` without such characters; those that stand for white space become spaces, and emoji stay whole."""
    if text.isprintable():
        return text
    spaced = "".join(" " if one.isspace() else one for one in text)
    return filtered(spaced, lambda one: not _is_control(one))


def one_line(text: str) -> str:
    """``text`` on one line without such characters, and with single spaces between its words."""
    return " ".join(dropped(text).split())


def _is_control(one: str) -> bool:
    return unicodedata.category(one) in _CATEGORIES


def _escaped(one: str) -> str:
    return one.encode("unicode_escape").decode("ascii")
