"""Whether a text says something in a language that is read here: not another language, not hands on a keyboard."""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import chain
from typing import Final

from bot.knowledge.languages import LANGUAGES
from bot.matching.language.english import common_words, everyday_words
from bot.matching.language.languages import Language, language_of
from bot.matching.language.normalize import normalise

_OTHER_SCRIPTS: Final = frozenset({"ar", "hi", "ja", "ko", "ru", "zh"})
_LATIN: Final = "\u024f"
"""The last Latin letter that languages of today write."""
_FRAME: Final = 2
"""Stop words of another language from which a text may be in it: one alone may be a name."""
_MASHED: Final = 8
"""Letters of the shortest text that is nonsense by its spelling: shorter ones may be abbreviations."""


def is_legible(text: str, language: Language, is_known: Callable[[str], bool]) -> bool:
    """Whether a text has words that somebody who reads ``language`` can make something of. In doubt it has.

    Of 8,580 English questions to other bots (CLINC150 and BANKING77, test parts) one is not, "10-4"; of 264 questions
    in German, French, Spanish, Italian, Portuguese and Dutch, of four words on average, every second is.

    Args:
        text: as it was typed.
        language: of the knowledge base.
        is_known: whether the knowledge base has a word.
    """
    words = [word for word in language.words_of(normalise(text)) if _is_word(word)]
    stems = [language.stem(word) for word in words]
    if any(is_known(word) and not language.is_stop_word(each) for word, each in zip(words, stems, strict=True)):
        return True
    letters = "".join(words)
    foreign = sum(letter > _LATIN for letter in letters)
    if _OTHER_SCRIPTS.isdisjoint(language.codes) and 2 * foreign > len(letters):
        return False
    ordinary = sum(map(language.is_ordinary, stems))
    others = (language_of(code) for code in LANGUAGES if code not in language.codes)
    if any(_frames(other, words) > ordinary for other in others):
        return False
    is_mashed = language.is_english and not ordinary and len(letters) >= _MASHED
    return bool(words) and not (is_mashed and 2 * sum(map(_is_spelt, words)) < len(words))


def _is_word(text: str) -> bool:
    """Whether it has letters, and not the same one all along ("aaaaaa")."""
    return any(map(str.isalpha, text)) and (len(text) < 3 or len(set(text)) > 1)


def _frames(other: Language, words: Sequence[str]) -> int:
    """How many stop words of that language there are, where they are enough to tell it."""
    number = sum(other.is_stop_word(other.stem(word)) for word in words)
    return number if number >= max(_FRAME, len(words) / 2) else 0


def _is_spelt(word: str) -> bool:
    """Whether at least half of a word's letters stand together as in English words."""
    parts = _trigrams(word)
    return 2 * sum(part in _english_trigrams() for part in parts) >= len(parts)


def _trigrams(word: str) -> list[str]:
    framed = f"^{word}$"
    return [framed[place : place + 3] for place in range(len(framed) - 2)]


@cache
def _english_trigrams() -> frozenset[str]:
    return frozenset(chain.from_iterable(map(_trigrams, (*everyday_words(), *common_words()))))
