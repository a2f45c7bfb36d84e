"""What the bot knows: topics that compare subjects, and their entries. Nothing here ever changes once it is made."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bot.knowledge.languages import DEFAULT


@dataclass(frozen=True, slots=True)
class Source:
    """Where a topic's facts come from; shown with every answer."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A labelled http(s) address of an entry."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Subject:
    """One of the things a topic compares, for example MLOps."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One answerable thing.

    A *dimension* has ``sides`` (a text for each subject id, in the topic's order) and perhaps ``both``, what the
    subjects share; ``both`` may also stand alone. A *plain entry* has ``answer`` instead.
    """

    topic: str
    id: str
    title: str
    aliases: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    sides: Mapping[str, str] = field(default_factory=dict[str, str])
    both: str | None = None
    answer: str | None = None
    links: tuple[Link, ...] = ()
    see_also: tuple[str, ...] = ()
    """Entry ids of the same topic."""

    @property
    def key(self) -> str:
        """``topic/entry``: unique in the whole knowledge base."""
        return f"{self.topic}/{self.id}"

    @property
    def size(self) -> int:
        """Characters of its texts."""
        texts = (self.title, *self.aliases, *self.questions, *self.sides.values(), self.both or "", self.answer or "")
        return sum(map(len, texts))

    @property
    def is_dimension(self) -> bool:
        """Whether the entry compares the subjects, rather than giving one answer."""
        return self.answer is None

    @property
    def is_resource(self) -> bool:
        """Whether it only leads elsewhere (a brochure, a course): shown when asked for, never offered unasked."""
        return not self.is_dimension and bool(self.links)


@dataclass(frozen=True, slots=True)
class Topic:
    """A comparison: its subjects and its entries, in the order of the files."""

    id: str
    title: str
    subjects: tuple[Subject, ...] = ()
    entries: tuple[Entry, ...] = ()
    source: Source | None = None
    synonyms: tuple[tuple[str, ...], ...] = ()
    language: str = DEFAULT
    """The code of the language that it is written in, one of ``LANGUAGES``."""
    fallback: str | None = None
    """The id of the entry to offer where nothing answers a question."""

    def subject(self, subject_id: str) -> Subject | None:
        """The subject of that id, or ``None``."""
        return next((subject for subject in self.subjects if subject.id == subject_id), None)


@dataclass(frozen=True)
class KnowledgeBase:
    """Every topic that is served. An edit makes a new one; readers keep the old one until the swap."""

    topics: tuple[Topic, ...] = ()

    @cached_property
    def _topics(self) -> Mapping[str, Topic]:
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """Every entry by its ``topic/entry`` key, in order."""
        return {entry.key: entry for topic in self.topics for entry in topic.entries}

    @cached_property
    def _keys_by_short_id(self) -> Mapping[str, tuple[str, ...]]:
        keys: dict[str, list[str]] = {}
        for entry in self.entries.values():
            keys.setdefault(entry.id, []).append(entry.key)
        return {short: tuple(found) for short, found in keys.items()}

    @cached_property
    def example_question(self) -> str | None:
        """A question that has an answer: the shortest one of the first dimension that has any."""
        for entry in self.entries.values():
            if entry.is_dimension and entry.questions:
                return min(entry.questions, key=len)
        return None

    def topic(self, topic_id: str) -> Topic | None:
        """The topic of that id, or ``None``."""
        return self._topics.get(topic_id)

    def fallback(self, closest: str | None = None) -> Entry | None:
        """The entry to offer where nothing answers: what the topic of the ``closest`` entry names, else the first."""
        near = closest.partition("/")[0] if closest else None
        topics = sorted(self.topics, key=lambda topic: topic.id != near)
        named = (self.entries.get(f"{topic.id}/{topic.fallback}") for topic in topics if topic.fallback)
        return next(filter(None, named), None)

    def is_fallback(self, entry: Entry) -> bool:
        """Whether its topic offers it where nothing answers."""
        topic = self.topic(entry.topic)
        return topic is not None and topic.fallback == entry.id

    def find(self, identity: str) -> Entry | None:
        """The entry of a ``topic/entry`` key, or of a short id where that is unique, or ``None``."""
        if identity in self.entries:
            return self.entries[identity]
        keys = self._keys_by_short_id.get(identity, ())
        return self.entries[keys[0]] if len(keys) == 1 else None

    def named(self, typed: str) -> Entry | None:
        """The entry that a person named: as ``find`` does, or as the only one of that title, or else of that alias."""
        wanted = typed.casefold().strip()
        if (entry := self.find(wanted)) is not None:
            return entry
        titled = [entry for entry in self if entry.title.casefold() == wanted]
        found = titled or [entry for entry in self if wanted in map(str.casefold, entry.aliases)]
        return found[0] if len(found) == 1 else None

    def topic_named(self, typed: str) -> Topic | None:
        """The topic that a person named, by its id or its title."""
        wanted = typed.casefold().strip()
        return next((one for one in self.topics if wanted in (one.id, one.title.casefold())), None)

    def short_id(self, key: str) -> str:
        """The entry id where it is unique, else the whole key."""
        short = key.partition("/")[2]
        return short if len(self._keys_by_short_id.get(short, ())) == 1 else key

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)
