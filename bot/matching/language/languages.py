"""The languages of a knowledge base: what its words have for stems, and which of them are stop words."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Final, cast

import Stemmer

from bot.knowledge.languages import DEFAULT, LANGUAGES
from bot.knowledge.model import KnowledgeBase, Topic
from bot.matching.language import english
from bot.matching.language.normalize import SHORT_FORMS, normalise, words_of
from bot.matching.language.normalize import stem as english_stem
from bot.matching.language.phrases import phrases_of
from bot.matching.language.scripts import is_hiragana, without_optional_marks

_FOLDER: Final = Path(__file__).parent
_WITHOUT_STEMMER: Final = frozenset({"ja", "ko", "zh"})
"""Their words are runs of signs."""
_NO_SHORT_FORMS: Final[Mapping[str, str]] = {}
_ACCENTED: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "es": (("cion", "ción"), ("sion", "sión")),
    "fr": (("ee", "ée"), ("ees", "ées")),
    "pt": (("cao", "ção"), ("coes", "ção"), ("sao", "são"), ("soes", "são")),
}
"""Endings as they are read, without accents, and those that the stemmer of the language knows for them."""


class Language:
    """How the words of a knowledge base are read.

    With topics in several languages, a word takes its stem from the first of them in which that is the stem of a word
    that some topic has; else from the topic that it stands in.
    """

    def __init__(self, codes: tuple[str, ...], stems: Mapping[str, str] | None = None) -> None:
        """Take the ``codes`` of the languages, and the ``stems`` of the base's words where there are several."""
        self.codes = codes
        """The languages in use, in the order of the topics."""
        self.is_english = "en" in codes
        self.asking_words = frozenset(chain.from_iterable(map(_asking_words, codes)))
        """The words of which a question has at least one; empty where they are not known."""
        self._stemmers = [_stemmer(code) for code in codes]
        self._stems = stems or {}
        self._known = frozenset(self._stems.values())
        self._stop_words = frozenset[str]().union(*map(_stop_words, codes))
        self.stem: Callable[[str], str] = self._stemmers[0] if len(codes) == 1 else lru_cache(16384)(self._stem)
        """The form under which a word's plural, verb forms and spellings are one."""

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> "Language":
        """The languages of a knowledge base's topics."""
        codes = tuple(dict.fromkeys(topic.language for topic in knowledge.topics)) or (DEFAULT,)
        return language_of(codes[0]) if len(codes) == 1 else cls(codes, _stems_in(knowledge, codes))

    def words_of(self, text: str) -> list[str]:
        """The words of a normalised text; English short forms are written out only where there is English."""
        return words_of(text, _short_forms(self.codes))

    def is_stop_word(self, each: str) -> bool:
        """Whether a stem is that of a word that only frames a question; in Japanese those are written in hiragana."""
        return each in self._stop_words or (not each.isascii() and is_hiragana(each))

    def is_ordinary(self, each: str) -> bool:
        """Whether a stem is one that people use everywhere, whatever the topic."""
        return self.is_stop_word(each) or (self.is_english and english.is_ordinary(each))

    def everyday_words(self) -> tuple[str, ...]:
        """Words that need no knowledge base to be understood, as they are spelt."""
        listed = (english.everyday_words() if code == "en" else _listed(code) for code in self.codes)
        return tuple(dict.fromkeys(chain.from_iterable(listed)))

    def common_word_weight(self, each: str) -> float:
        """The share of its weight that a stem keeps, as words that are common at large tell less."""
        return english.common_word_weights().get(each, 1.0) if self.is_english else 1.0

    def meanings(self, each: str) -> tuple[int, ...]:
        """The numbers of a stem's groups of like meaning."""
        return english.meanings(each) if self.is_english else ()

    def _stem(self, word: str) -> str:
        known = self._stems.get(word)
        if known is None:
            found = [stem(word) for stem in self._stemmers]
            known = next((each for each in found if each in self._known), found[0])
        return known


@cache
def language_of(code: str) -> Language:
    """One language by itself."""
    return Language((code,))


def _short_forms(codes: tuple[str, ...]) -> Mapping[str, str]:
    return SHORT_FORMS if "en" in codes else _NO_SHORT_FORMS


def _stems_in(knowledge: KnowledgeBase, codes: tuple[str, ...]) -> dict[str, str]:
    short_forms = _short_forms(codes)
    stems: dict[str, str] = {}
    stemmers: list[Callable[[str], str]] = []
    for topic in knowledge.topics:
        stem, known = _stemmer(topic.language), frozenset(stems.values())
        for text in _texts(topic):
            for word in words_of(normalise(text), short_forms):
                if word not in stems:
                    earlier = (each for other in stemmers if (each := other(word)) in known)
                    stems[word] = next(earlier, None) or stem(word)
        if stem not in stemmers:
            stemmers.append(stem)
    return stems


def _texts(topic: Topic) -> chain[str]:
    subjects = (name for subject in topic.subjects for name in (subject.name, *subject.aliases, subject.id))
    return chain((phrase.text for entry in topic.entries for phrase in phrases_of(entry)), subjects, *topic.synonyms)


@cache
def _stemmer(code: str) -> Callable[[str], str]:
    """The stemmer of a language, for words without accents."""
    if code == "en":
        return english_stem
    if code in _WITHOUT_STEMMER:
        return str
    name = LANGUAGES[code].lower()
    # PyStemmer ships no types.
    stem = cast("Callable[[str], str]", Stemmer.Stemmer(name, 0).stemWord)  # pyright: ignore[reportUnknownMemberType]
    accented = _ACCENTED.get(code, ())

    @lru_cache(16384)
    def stemmed(word: str) -> str:
        for plain, ending in accented:
            if word.endswith(plain):
                word = word.removesuffix(plain) + ending
                break
        return without_optional_marks(stem(word))

    return stemmed


@cache
def _stop_words(code: str) -> frozenset[str]:
    return english.stop_words() if code == "en" else frozenset(map(_stemmer(code), _listed(code)))


@cache
def _listed(code: str) -> tuple[str, ...]:
    """The stop words of a language other than English, as they are typed."""
    text = (_FOLDER / "stop_words.txt").read_text(encoding="utf-8")
    words = text.partition(f"\n[{code}]\n")[2].partition("\n[")[0].split()
    return (*map(normalise, words), *_asking_words(code))


@cache
def _asking_words(code: str) -> frozenset[str]:
    if code == "en":
        return english.asking_words()
    for line in (_FOLDER / "asking_words.txt").read_text(encoding="utf-8").splitlines():
        language, _, words = line.partition(": ")
        if language == code:
            return frozenset(map(normalise, words.split()))
    return frozenset()


ENGLISH: Final = language_of(DEFAULT)
