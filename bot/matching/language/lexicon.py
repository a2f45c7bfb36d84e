"""The words a knowledge base declares: its subjects' names and its synonyms, each read as one word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.knowledge.model import KnowledgeBase, Topic
from bot.matching.language.languages import ENGLISH, Language
from bot.matching.language.normalize import normalise


@dataclass(frozen=True, slots=True)
class Replacement:
    """What stands in the place of a declared term."""

    words: tuple[str, ...]
    subjects: frozenset[str] = frozenset()
    """The ids of the subjects that the term names; empty for a synonym."""


_NONE: Final = frozenset[str]()


class Token(NamedTuple):
    """A word as the matcher reads it, and which of the original words it stands for."""

    word: str
    stem: str
    first: int
    """The place of the first original word."""
    last: int
    """The place of the last one."""
    subjects: frozenset[str] = frozenset()
    """The ids of the subjects that it names; empty for an ordinary word."""
    is_stop_word: bool = False
    """Whether it only frames a question."""


class Lexicon:
    """Declared terms by their stems. The longest term wins, then the one declared first."""

    def __init__(
        self, terms: dict[tuple[str, ...], Replacement], words: Iterable[str], language: Language = ENGLISH
    ) -> None:
        """Take the ``terms`` by the stems of their words; ``words`` are all of theirs as they are declared."""
        self.language = language
        self.terms = terms
        self.words = frozenset(words)
        """Every word of a term, as it is declared."""
        self._longest: dict[str, int] = {}
        for stems in terms:
            self._longest[stems[0]] = max(self._longest.get(stems[0], 0), len(stems))

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> "Lexicon":
        """The lexicon of every topic. Subjects come before synonyms, and earlier topics before later ones."""
        language = Language.of(knowledge)
        terms: dict[tuple[str, ...], Replacement] = {}
        words: set[str] = set()
        for topic in knowledge.topics:
            for name, named in _subject_terms(topic, language):
                words.update(name)
                stems = tuple(map(language.stem, name))
                known = terms.get(stems)
                terms[stems] = Replacement(known.words, known.subjects | named.subjects) if known else named
        for topic in knowledge.topics:
            for name, replacement in _synonym_terms(topic, language):
                words.update(name)
                terms.setdefault(tuple(map(language.stem, name)), replacement)
        return cls(terms, words, language)

    @property
    def subjects(self) -> frozenset[str]:
        """The stems of the words that stand for subjects."""
        return frozenset(
            self.language.stem(word) for term in self.terms.values() if term.subjects for word in term.words
        )

    def same_as(self, other: "Lexicon") -> bool:
        """Whether both replace the same terms by the same words, in the same languages."""
        return self.terms == other.terms and self.language.codes == other.language.codes

    def replaced(self, words: Sequence[str]) -> Sequence[str]:
        """``words`` with every declared term replaced."""
        if self._longest.keys().isdisjoint(map(self.language.stem, words)):
            return words
        return [token.word for token in self.tokens(words)]

    def tokens(self, words: Sequence[str]) -> list[Token]:
        """The tokens of ``words``: every declared term replaced by one."""
        stem, is_stop_word = self.language.stem, self.language.is_stop_word
        stems = [stem(word) for word in words]
        if self._longest.keys().isdisjoint(stems):
            return [
                Token(word, each, place, place, _NONE, is_stop_word(each))
                for place, (word, each) in enumerate(zip(words, stems, strict=True))
            ]
        found: list[Token] = []
        position = 0
        while position < len(words):
            length, replacement = self._term_at(stems, position)
            last = position + length - 1
            if replacement:
                own = replacement.subjects
                found += [
                    Token(word, each := stem(word), position, last, own, is_stop_word(each))
                    for word in replacement.words
                ]
            else:
                word, each = words[position], stems[position]
                found.append(Token(word, each, position, position, _NONE, is_stop_word(each)))
            position = last + 1
        return found

    def _term_at(self, stems: Sequence[str], position: int) -> tuple[int, Replacement | None]:
        for length in range(self._longest.get(stems[position], 0), 0, -1):
            replacement = self.terms.get(tuple(stems[position : position + length]))
            if replacement:
                return length, replacement
        return 1, None


def _words(text: str, language: Language) -> tuple[str, ...]:
    return tuple(language.words_of(normalise(text)))


def _subject_terms(topic: Topic, language: Language) -> Iterable[tuple[tuple[str, ...], Replacement]]:
    for subject in topic.subjects:
        # One word for the whole name, so that "machine learning operations" has nothing of "machine learning".
        word = "".join(_words(subject.name, language)) or subject.id
        replacement = Replacement((word,), frozenset([f"{topic.id}/{subject.id}"]))
        for name in (subject.name, *subject.aliases, subject.id):
            if words := _words(name, language):
                yield words, replacement


def _synonym_terms(topic: Topic, language: Language) -> Iterable[tuple[tuple[str, ...], Replacement]]:
    for group in topic.synonyms:
        words = _words(group[0], language) if group else ()
        for member in group:
            name = _words(member, language)
            if words and name:
                yield name, Replacement(words)
