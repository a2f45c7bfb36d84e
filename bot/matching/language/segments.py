"""The parts of a message that may each be a question."""

import re
from typing import Final

from bot.matching.language.languages import ENGLISH, Language
from bot.matching.language.normalize import sentences_of

# A sign between single letters belongs to a name ("Q&A", "C++").
_JOINTS = re.compile(r",|(?<=\w\w)\s*[&+]\s*(?=\w\w)|\b(?:and|plus|as well as|also)\b")
_CLAUSES = re.compile(
    r"[,:()]|\s-+\s|\.\.+|[\u2600-\u27bf\U0001f000-\U0001faff]"
    r"|\b(?:but|because|so|since|though|anyway|also|lo+l|lma+o+|ha(?:ha)+h?|pls|please|and(?= i\b))\b"
    r"|\b(?=(?:how|what|why|where|when) (?:do|does|is|are|can|should|would|will)\b)"
)
_LONG: Final = 18
"""Words of a message from which its parts are looked at."""
_SHORT_ENUMERATION: Final = 14
"""Words up to which "and" is taken to join two things asked for."""
_PARTS: Final = 6
_SHORTEST_CLAUSE: Final = 3


def enumerated(text: str, length: int, language: Language = ENGLISH) -> list[list[str]]:
    """The words of each question of several ("What does it cost? Is it secure?"), or of an enumeration ("cost and
    security?"); empty where there is but one. ``length`` is the number of words in all."""
    parts = [language.words_of(sentence) for sentence in sentences_of(text) if sentence.endswith("?")]
    if len(parts) < 2 and length <= _SHORT_ENUMERATION:
        parts = [language.words_of(part) for part in _JOINTS.split(text)]
    parts = [part for part in parts if part]
    return parts if 1 < len(parts) <= _PARTS else []


def passages(text: str, length: int, language: Language = ENGLISH) -> list[list[str]]:
    """The words of the sentences and clauses within a message of ``length`` words; empty for a short one."""
    if length < _LONG:
        return []
    whole, asking = language.words_of(text), language.asking_words
    parts = (part for part in clauses(text, language) if part != whole)
    found = [part for part in parts if not asking or not asking.isdisjoint(part)]
    # The question tends to stand at the end.
    return found[-_PARTS:]


def clauses(text: str, language: Language = ENGLISH) -> list[list[str]]:
    """The words of each sentence of a message, and of its clauses that have a few."""
    found: list[list[str]] = []
    for sentence in sentences_of(text):
        parts = [language.words_of(clause) for clause in _CLAUSES.split(sentence)]
        whole = language.words_of(sentence)
        found += [whole, *(part for part in parts if _SHORTEST_CLAUSE <= len(part) < len(whole))]
    return found
