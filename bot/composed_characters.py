"""What people see as one character and Unicode writes as several: families, flags, skin tones, keycaps, accents.

The standard library knows no such clusters. Of the libraries at hand rich tears flags apart, so the few rules that
matter for emoji and accents stand here.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

_JOINER: Final = "\u200d"
_PICTURE: Final = "\u2190-\u2bff\U0001f000-\U0001faff"
_TAG: Final = "\U000e0030-\U000e0039\U000e0061-\U000e007a"
_GLUE: Final = re.compile(
    f"((?<=[{_PICTURE}\ufe0f]){_JOINER}(?=[{_PICTURE}])|(?<=\U0001f3f4)[{_TAG}]{{3,6}}\U000e007f)"
)
"""Invisible characters that make one emoji of several: joiners in it, and the letters of a region's flag."""
_PART_OF_THE_LAST: Final = re.compile(f"[{_JOINER}\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""Joiners, skin tones and tags; accents, the sign of a keycap and the like are marks for Unicode as well."""


def filtered(text: str, keep: Callable[[str], bool]) -> str:
    """The characters of ``text`` that ``keep`` lets pass, and what holds composed emoji together."""
    parts = enumerate(_GLUE.split(text))
    return "".join(part if number % 2 else "".join(filter(keep, part)) for number, part in parts)


def cut(text: str, most: int) -> str:
    """The first ``most`` characters of ``text``, or some fewer where a composed one would be torn apart.

    Where a single one is longer than that, it is torn.
    """
    at = most
    while 0 < at < len(text) and _is_within(text, at):
        at -= 1
    return text[: at or most]


def _is_within(text: str, at: int) -> bool:
    """Whether the character ``at`` is no beginning of a composed one."""
    one, before = text[at], text[at - 1]
    if _is_regional(one) and _is_regional(before):  # a flag is two of them
        first = at
        while first and _is_regional(text[first - 1]):
            first -= 1
        return (at - first) % 2 == 1
    return before == _JOINER or bool(_PART_OF_THE_LAST.match(one)) or unicodedata.category(one)[0] == "M"


def _is_regional(one: str) -> bool:
    return "\U0001f1e6" <= one <= "\U0001f1ff"
