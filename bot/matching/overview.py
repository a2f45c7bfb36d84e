"""Questions that ask for nothing but the subjects ("rust or go?", "compare them"), and the entries that answer them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.language.lexicon import Lexicon, Token
from bot.matching.language.normalize import normalise, stem
from bot.matching.sides import named_subjects


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


_COMPARING: Final = _stems(
    "difference differ different compare comparison versus against better overview summary summarise"
)
"""Words that ask how subjects compare."""
_DEFINING: Final = _stems(
    "what why wtf mean meaning define definition explain describe about overview summary summarise"
    " simple simply nutshell gist tldr deal fuss plain layman beginner newbie noob child kid"
)
"""Words that ask what a subject is, or say to whom it is to be explained."""
_POINTING: Final = _stems("it they them these those")
"""Words in the place of subjects."""
_CHOOSING: Final = _stems("should would use choose pick take prefer recommend go learn")
"""Words that ask which of several subjects is the right one: of a single one they ask something else."""
_POLITE: Final = _stems("please so well then hi hello hey a an the and or")
"""Words that may stand around a subject that is only named."""
_FRAME: Final = (
    _COMPARING
    | _DEFINING
    | _POINTING
    | _POLITE
    | _stems("is are was do does of in to on with from than between each other both two which one best tell me us give")
    | _stems("show quick short brief term really exactly main key basic actually even general own itself")
    | _stems(
        "can could you how any just know i we not understand no idea clue someone heck hell whole thing english word"
    )
)
"""Words that a question may have which asks for nothing but subjects."""


@dataclass(frozen=True, slots=True)
class Bare:
    """What a question asks about that asks for nothing but subjects."""

    topic: str | None
    """The topic that compares them; ``None`` where several may be meant."""
    subjects: tuple[str, ...] = ()
    """The ids of those asked about; empty for all of the topic."""


@dataclass(frozen=True, slots=True)
class _Overviews:
    """The entries of a topic that only say what its subjects are."""

    summaries: dict[frozenset[str], str] = field(default_factory=dict[frozenset[str], str])
    """Keys of those about several subjects, by the ids of these; no ids for all of the topic."""
    definitions: dict[str, str] = field(default_factory=dict[str, str])
    """Keys of those about one, by its id."""

    def about(self, subjects: Sequence[str]) -> tuple[str, ...]:
        """The entries about these subjects: one that sums up, or a definition of each; none if one is missing."""
        if len(subjects) > 1:
            wanted = frozenset(subjects)
            fitting = (key for named, key in self.summaries.items() if not named or named >= wanted)
            if (summary := self.summaries.get(wanted) or next(fitting, None)) is not None:
                return (summary,)
        found = [self.definitions.get(one) for one in subjects]
        return tuple(dict.fromkeys(key for key in found if key)) if all(found) else ()


class OverviewFinder:
    """Finds what answers a question that asks for nothing but the subjects."""

    def __init__(self, knowledge: KnowledgeBase, lexicon: Lexicon) -> None:
        """Take the topics of ``knowledge`` that compare subjects, whose names ``lexicon`` has."""
        self._topics = {topic.id: topic for topic in knowledge.topics if topic.subjects}
        self._lexicon = lexicon
        self._found: dict[str, _Overviews] = {}

    def asked(self, tokens: Sequence[Token]) -> list[Bare]:
        """What may be asked about the subjects alone, the likeliest first; empty where anything else is asked."""
        rest = {token.stem for token in tokens if not token.subjects}
        words = {token.subjects for token in tokens if token.subjects}
        if not self._topics or not rest <= (_FRAME | _CHOOSING if len(words) > 1 else _FRAME):
            return []
        comparing = not rest.isdisjoint(_COMPARING)
        if not words:
            return [Bare(next(iter(self._topics)) if len(self._topics) == 1 else None)] if comparing else []
        named = [Bare(topic, subjects) for topic in self._topics if (subjects := named_subjects(tokens, topic))]
        named.sort(key=lambda bare: -len(bare.subjects))
        if len(words) > 1:
            return [bare for bare in named if len(bare.subjects) == len(words)] or [Bare(None)]
        if comparing:
            return [Bare(bare.topic) for bare in named]
        is_defined = not rest.isdisjoint(_DEFINING) and rest.isdisjoint(_POINTING)
        return named if is_defined or rest <= _POLITE else []

    def entries(self, asked: Bare) -> tuple[str, ...]:
        """The keys of the entries that answer it; none where the topic has no such entries."""
        topic = self._topics.get(asked.topic or "")
        if topic is None:
            return ()
        known = self._found.get(topic.id) or self._found.setdefault(topic.id, self._overviews(topic))
        return known.about(asked.subjects or tuple(subject.id for subject in topic.subjects))

    def _overviews(self, topic: Topic) -> _Overviews:
        found = _Overviews()
        for entry, text in _names(topic):
            for bare in self.asked(self._lexicon.tokens(self._lexicon.language.words_of(normalise(text)))):
                if bare.topic not in (None, topic.id):
                    continue
                if len(bare.subjects) == 1:
                    found.definitions.setdefault(bare.subjects[0], entry.key)
                else:
                    found.summaries.setdefault(frozenset(bare.subjects), entry.key)
        return found


def _names(topic: Topic) -> Iterator[tuple[Entry, str]]:
    """Titles, then aliases, then questions: what an entry is called tells more than what it may be asked by."""
    yield from ((entry, entry.title) for entry in topic.entries)
    yield from ((entry, alias) for entry in topic.entries for alias in entry.aliases)
    yield from ((entry, question) for entry in topic.entries for question in entry.questions)
