"""Signs that belong to a word: "C++", "C#", ".NET", "Node.js", "A/B", "24/7", "Q&A", "+1", and the names of money."""

import re
from typing import Final

from bot.matching.language.scripts import MARKS

_LETTER = rf"[\w{MARKS}]"
_WORD = re.compile(rf"{_LETTER}+(?:'{_LETTER}+)*")
_SIGN = re.compile(r"[+#&/$€£¥₹]|\.\w")
"""What a text has in which a sign may belong to a word; few have."""
_SUFFIXES: Final = "js|jsx|ts|tsx|net|io|ai|py|rs|gg|com|org|tv|fm"
"""What stands after the dot of a name that is one word. After any other dot a new sentence begins."""
_PAIRS: Final = "tcp/ip|ac/dc|pl/sql"
"""Names of several letters on both sides of a slash; in all else ("mac/pc", "and/or") it stands between two words."""
_SIGNED = re.compile(
    rf"""(?<!\w)[^\W\d](?:\.[^\W\d])+(?!\w)        # u.s., e.g.
    | (?<![\w.])\.net\b
    | \w+\.(?:{_SUFFIXES})\b
    | (?<![\w/&])(?:[^\W\d][/&][^\W\d]|[^\W\d]{{2}}&[^\W\d]|{_PAIRS})(?![\w/&+\#])
    | (?<![\w/])\d+/\d+(?![\w/])                   # 24/7, but no date
    | (?<!\w)[^\W\d](?:\+(?!\+)|\#)(?![\w+\#])     # c#, a+
    | \w+\+\+(?![^\W\d]|\+)                        # c++, c++17
    | (?<![\w+])\+\d+
    | [$](?![^\W\d]|[$])|[€£¥₹]
    | {_WORD.pattern}""",
    re.VERBOSE,
)
_SPOKEN = re.compile(r"\b(?:(?P<letter>[cf]) sharp|c plus plus|dot net)\b")
_LEFT_OUT = str.maketrans("", "", "./&")
_MONEY: Final = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee"}


def has_word(text: str) -> bool:
    """Whether a normalised text has any letter or digit."""
    return _WORD.search(text) is not None


def spelt_words(text: str) -> list[str]:
    """The words of a normalised text as they are spelt, those with signs in one form.

    A sign that tells names apart stays ("c#", ".net", "24/7"); one that many leave out goes ("nodejs", "ab", "us").
    """
    text = _SPOKEN.sub(_sign, text.replace("_", " "))
    if not _SIGN.search(text):
        return _WORD.findall(text)
    return [found if found.isalnum() else _one_form(found) for found in _SIGNED.findall(text)]


def _sign(spoken: re.Match[str]) -> str:
    """A name as it is written whose sign is spelt out."""
    letter = spoken["letter"]
    return f"{letter}#" if letter else ("c++" if spoken[0][0] == "c" else ".net")


def _one_form(word: str) -> str:
    if word in _MONEY:
        return _MONEY[word]
    return word if word[0] in ".'" or (word[-1].isdecimal() and "/" in word) else word.translate(_LEFT_OUT)
