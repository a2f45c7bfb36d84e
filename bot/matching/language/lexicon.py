"""The words a knowledge base declares: its subjects' names and its synonyms, each read as one word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.knowledge.model import KnowledgeBase, Topic
from bot.matching.language.normalize import normalise, stem, words_of


@dataclass(frozen=True, slots=True)
class Replacement:
    """What stands in the place of a declared term."""

    words: tuple[str, ...]
    subjects: frozenset[str] = frozenset()
    """The ids of the subjects that the term names; empty for a synonym."""


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


class Lexicon:
    """Declared terms by their stems. The longest term wins, then the one declared first."""

    def __init__(self, terms: dict[tuple[str, ...], Replacement], words: Iterable[str]) -> None:
        """Take the ``terms`` by the stems of their words; ``words`` are all of theirs as they are declared."""
        self.terms = terms
        self.words = frozenset(words)
        """Every word of a term, as it is declared."""
        self._longest: dict[str, int] = {}
        for stems in terms:
            self._longest[stems[0]] = max(self._longest.get(stems[0], 0), len(stems))

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> "Lexicon":
        """The lexicon of every topic. Subjects come before synonyms, and earlier topics before later ones."""
        terms: dict[tuple[str, ...], Replacement] = {}
        words: set[str] = set()
        for topic in knowledge.topics:
            for name, named in _subject_terms(topic):
                words.update(name)
                stems = tuple(map(stem, name))
                known = terms.get(stems)
                terms[stems] = Replacement(known.words, known.subjects | named.subjects) if known else named
        for topic in knowledge.topics:
            for name, replacement in _synonym_terms(topic):
                words.update(name)
                terms.setdefault(tuple(map(stem, name)), replacement)
        return cls(terms, words)

    @property
    def subjects(self) -> frozenset[str]:
        """The stems of the words that stand for subjects."""
        return frozenset(stem(word) for term in self.terms.values() if term.subjects for word in term.words)

    def same_as(self, other: "Lexicon") -> bool:
        """Whether both replace the same terms by the same words."""
        return self.terms == other.terms

    def tokens(self, words: Sequence[str]) -> list[Token]:
        """The tokens of ``words``: every declared term replaced by one."""
        stems = [stem(word) for word in words]
        if self._longest.keys().isdisjoint(stems):
            return [
                Token(word, each, place, place) for place, (word, each) in enumerate(zip(words, stems, strict=True))
            ]
        found: list[Token] = []
        position = 0
        while position < len(words):
            length, replacement = self._term_at(stems, position)
            last = position + length - 1
            if replacement:
                own = replacement.subjects
                found += [Token(word, stem(word), position, last, own) for word in replacement.words]
            else:
                found.append(Token(words[position], stems[position], position, position))
            position = last + 1
        return found

    def _term_at(self, stems: Sequence[str], position: int) -> tuple[int, Replacement | None]:
        for length in range(self._longest.get(stems[position], 0), 0, -1):
            replacement = self.terms.get(tuple(stems[position : position + length]))
            if replacement:
                return length, replacement
        return 1, None


def _words(text: str) -> tuple[str, ...]:
    return tuple(words_of(normalise(text)))


def _subject_terms(topic: Topic) -> Iterable[tuple[tuple[str, ...], Replacement]]:
    for subject in topic.subjects:
        # One word for the whole name, so that "machine learning operations" has nothing of "machine learning".
        word = "".join(_words(subject.name)) or subject.id
        replacement = Replacement((word,), frozenset([f"{topic.id}/{subject.id}"]))
        for name in (subject.name, *subject.aliases, subject.id):
            if words := _words(name):
                yield words, replacement


def _synonym_terms(topic: Topic) -> Iterable[tuple[tuple[str, ...], Replacement]]:
    for group in topic.synonyms:
        words = _words(group[0]) if group else ()
        for member in group:
            name = _words(member)
            if words and name:
                yield name, Replacement(words)
