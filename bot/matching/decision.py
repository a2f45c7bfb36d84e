"""What the bot decides about a question, and why."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The three things a question can come to."""

    ANSWER = "answer"
    SUGGESTIONS = "suggestions"
    UNKNOWN = "unknown"


class SmallTalk(StrEnum):
    """What asks for nothing that the knowledge base holds, and so is nobody's unanswered question."""

    THANKS = "thanks"
    LIST = "list"
    """It asks what there is to ask."""
    OTHER = "other"
    """A greeting, laughter, a message without content: it gets the short help text."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that might be meant."""

    entry: str
    """The entry's ``topic/entry`` key."""
    score: float
    """The probability (0 to 1) that this entry answers the question."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a decision came out as it did, for moderators, the terminal and the log."""

    score: float = 0.0
    """The best candidate's probability."""
    margin: float = 0.0
    """How far the best candidate stands above the next one, in probability."""
    phrase: str | None = None
    """The title, alias or example question that decided."""
    words: tuple[str, ...] = ()
    """The question's words that matched the phrase or the entry, as the knowledge base spells them."""
    runner_up: str | None = None
    """The next entry's key."""
    unknown_names: tuple[str, ...] = ()
    """What the question compares with a subject, or puts in one's place, and nobody has told me about; as typed."""
    small_talk: SmallTalk | None = None
    """What the text is in place of a question; ``None`` for a question."""
    topic: str | None = None
    """The id of the topic whose list is asked for, by ``SmallTalk.LIST``; ``None`` for the list of everything."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a follow-up refers to: the entries and subjects of the answer it replies to."""

    entries: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome for one question. The same knowledge base, question and context always give the same decision."""

    kind: Kind
    entries: tuple[str, ...] = ()
    """Keys, best first: for an answer the entries answered (one to three), for suggestions those offered (at most
    five), for unknown none."""
    candidates: tuple[Candidate, ...] = ()
    """Best first, at most five, whatever was decided."""
    subjects: tuple[str, ...] = ()
    """The subject ids of the sides asked for, in the order they were named; empty when no side was singled out."""
    reason: Reason = Reason()
    instead: str | None = None
    """The key of the entry that answers the rest of a question with ``unknown_names``: its ``subjects`` are known."""

    @property
    def answerable(self) -> float:
        """The probability (0 to 1) that any of the candidates answers the question, whichever it is."""
        return min(1.0, sum(candidate.score for candidate in self.candidates))
