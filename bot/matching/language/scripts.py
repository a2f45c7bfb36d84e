"""What differs between scripts: marks that belong to a word, those that may be left out, and runs without spaces."""

import re
import unicodedata
from typing import Final

MARKS: Final = (
    "\u0483-\u0487\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u0f71-\u0f84\u102b-\u103e\u17b4-\u17d3"
)
"""Signs that stand within words but are no letters to ``re``: a piece of a character class.

Vowel signs of the scripts of India (whole blocks, but for their full stops), Thai, Lao, Tibetan, Burmese and Khmer.
"""
# Any accent of Latin and Greek; of Cyrillic only a stress mark and the dots of yo: a breve makes another letter. Then
# the points and vowels of Hebrew and Arabic, and the sign that only stretches a word.
_LEFT_OUT = re.compile(
    "(?<![\u0400-\u04ff])[\u0300-\u036f]|[\u0300\u0301]|(?<=\u0435)\u0308"
    "|[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]|[\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06ed]"
)
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
_HIRAGANA = "\u3041-\u309f"
_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_HANGUL = "\u1100-\u11ff\uac00-\ud7a3"
_GRAMMAR = re.compile(f"[{_HIRAGANA}]{{1,2}}")
_UNSPACED = re.compile(f"[{_HIRAGANA}{_KATAKANA}{_HAN}{_HANGUL}]")
_RUN = re.compile(
    f"(?P<pairs>[{_HAN}]+|[{_HANGUL}]+|[{_HIRAGANA}]+)|[{_KATAKANA}]+|(?!')[^{_HIRAGANA}{_KATAKANA}{_HAN}{_HANGUL}]+"
)


def without_optional_marks(text: str) -> str:
    """``text`` without the marks that people leave out when they type: accents, stress, vowels of Hebrew and Arabic."""
    return unicodedata.normalize("NFC", _LEFT_OUT.sub("", unicodedata.normalize("NFD", text)))


def is_unspaced(word: str) -> bool:
    """Whether a word has signs of Chinese, Japanese or Korean, where what is one word shows in no space."""
    return _UNSPACED.search(word) is not None


def runs_of(word: str) -> list[str]:
    """The parts of a word that ``is_unspaced``: pairs of neighbouring signs, words in katakana, and other letters.

    Overlapping pairs (bigrams) of signs are the usual index terms for such text: no dictionary is needed (Nie et al.
    1996, "On Chinese text retrieval"). A single sign stands alone.
    """
    parts: list[str] = []
    for match in _RUN.finditer(word):
        run = match[0]
        pairs = match["pairs"] and len(run) > 1
        parts += [run[place : place + 2] for place in range(len(run) - 1)] if pairs else [run]
    return parts


def is_hiragana(word: str) -> bool:
    """Whether a word is a run of hiragana or a pair of such signs: nearly always grammar."""
    return _GRAMMAR.fullmatch(word) is not None


def overlaps(left: str, right: str) -> bool:
    """Whether two words are neighbouring pairs of one run, which share a sign."""
    return len(left) == len(right) == 2 and left[1] == right[0] and _UNSPACED.match(left) is not None
