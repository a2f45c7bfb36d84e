"""Why a decision came out as it did: the question is decided again without each of its words, and each wording.

What leaving something out does to the probability is what it did there: nothing is told that was not tried. That is
the occlusion of Li, Monroe and Jurafsky 2016, "Understanding neural networks through representation erasure".
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from string import punctuation
from time import monotonic
from typing import Final, NamedTuple

from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.confidence.calibration import ConfidenceLevel
from bot.matching.confidence.coverage import lacked
from bot.matching.decider import Decider
from bot.matching.decision import Context, Decision, Kind
from bot.matching.index import Index
from bot.matching.language.languages import Language
from bot.matching.language.normalize import normalise
from bot.matching.language.phrases import Phrase, phrases_of

MOST_WORDS: Final = 24
"""Words that are left out, one after the other; those that only frame a question come last."""
MOST_NAMES: Final = 6
"""Titles, other names and example questions of the entry that are: the nearest."""
MOST_SENTENCES: Final = 2
"""Sentences of its answer that are."""
INDEXES: Final = MOST_NAMES + MOST_SENTENCES + 1
"""Indexes that are built at most: one for each of these, and one with the question taught."""
SECONDS: Final = 5.0
"""After which no further index is begun. One takes 0.04 s for the bundled knowledge, and a second for 2,000 phrases."""
NOTICEABLE: Final = 0.05
"""The change of a probability below which something made no difference."""
SHARE: Final = 0.25
"""The same as a share of the probability, where that is low."""
_MARKS: Final = punctuation + "“”‘’„«»…¿¡–—"  # noqa: RUF001 - marks that people type
"""What may stand around a word, and stays when it is left out: sentences end where they did."""


def chance_of(decision: Decision, entry: str) -> float:
    """The probability that the entry of that key answers the question; 0 where it is none of the candidates."""
    return next((one.score for one in decision.candidates if one.entry == entry), 0.0)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was left out, and what was decided then."""

    text: str
    """The word as it is typed, or the wording as the knowledge base has it."""
    decision: Decision

    def raised(self, by: "Explanation", entry: str) -> float:
        """How much it raised the probability of the entry; negative where it spoke against it."""
        return chance_of(by.decision, entry) - chance_of(self.decision, entry)

    def changes(self, by: "Explanation") -> bool:
        """Whether something else is said without it."""
        return _said(self.decision) != _said(by.decision)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What decided a question, for the people who keep the knowledge base up."""

    decision: Decision
    words: tuple[LeftOut, ...] = ()
    """The question without each of its words, as they follow each other."""
    wordings: tuple[LeftOut, ...] = ()
    """The knowledge base without each wording of the first entry that is near the question, the nearest first.

    Sentences of its answer come after what it is called and asked by.
    """
    is_exact: bool = False
    """Whether the first of them is the question itself, word for word: then it decides, whatever else there is."""
    unknown: tuple[str, ...] = ()
    """The words of the question that no entry has."""
    missing: tuple[str, ...] = ()
    """Those that only other entries have."""
    taught_to: str | None = None
    """The key of the entry to which the question was taught for a try: the closest that is not answered with."""
    taught: Decision | None = None
    """What would be decided then."""

    @property
    def entry(self) -> str | None:
        """The key of the entry that is answered first, or else comes closest."""
        keys = self.decision.entries or tuple(one.entry for one in self.decision.candidates)
        return keys[0] if keys else None

    def speaking_for(self, entry: str) -> list[LeftOut]:
        """The words that raised an entry's probability, the most first; none that no entry has."""
        known = [word for word in self.words if word.text.casefold() not in self._not_known]
        return self._most(known, entry, lambda word: word.raised(self, entry))

    def speaking_against(self, entry: str) -> list[LeftOut]:
        """The words that lowered it, the most first; before them those that no entry has, and that decide."""
        unknown = [word for word in self.words if word.text.casefold() in self._not_known and word.changes(self)]
        lowering = self._most(self.words, entry, lambda word: -word.raised(self, entry))
        return [*unknown, *(word for word in lowering if word not in unknown)]

    @property
    def _not_known(self) -> Sequence[str]:
        return (*self.unknown, *(name.casefold() for name in self.decision.reason.unknown_names))

    def by_wording(self, entry: str) -> list[LeftOut]:
        """The wordings that raised it, the most first."""
        return self._most(self.wordings, entry, lambda wording: wording.raised(self, entry))

    def _most(self, parts: Sequence[LeftOut], entry: str, effect: Callable[[LeftOut], float]) -> list[LeftOut]:
        """Those with an effect that is noticeable, or changes what is said; the greatest first."""
        least = min(NOTICEABLE, SHARE * chance_of(self.decision, entry))
        felt = (part for part in parts if effect(part) > (0 if part.changes(self) else least))
        return sorted(felt, key=lambda part: -effect(part))


def explain(
    knowledge: KnowledgeBase,
    index: Index,
    level: ConfidenceLevel,
    text: str,
    context: Context | None = None,
    clock: Callable[[], float] = monotonic,
) -> Explanation:
    """Decide a question and explain it: CPU work of up to ``INDEXES`` indexes, to be done off the event loop.

    Args:
        knowledge: what is decided from.
        index: its index.
        level: sets the thresholds.
        text: the question.
        context: what it follows up on.
        clock: seconds, by which the time is limited.
    """
    end = clock() + SECONDS
    decider = Decider(knowledge, index, level)
    found = Explanation(decider.decide(text, context))
    if found.decision.reason.small_talk is not None or found.entry is None:
        return found

    def decided(entry: Entry) -> Decision:
        """What is decided with ``entry`` in place of the one of its key."""
        changed = _with(knowledge, entry)
        return Decider(changed, index.updated(changed), level).decide(text, context)

    entry = knowledge.entries[found.entry]
    scored = index.score(index.framing.without(index.language.words_of(normalise(text))))
    number = index.corpus.entries.index(entry)
    unknown, missing = lacked(index.space, scored.parsed, number)
    others = (one.entry for one in found.decision.candidates if one.entry not in found.decision.entries)
    pupil = knowledge.entries.get(next(others, "") if found.decision.kind is Kind.ANSWER else entry.key)
    return replace(
        found,
        words=tuple(LeftOut(word, decider.decide(rest, context)) for word, rest in _without_each(text, index.language)),
        wordings=tuple(
            LeftOut(wording, decided(_without_wording(entry, wording)))
            for wording in _nearest(index.wordings(number, scored))
            if clock() < end
        ),
        is_exact=number in index.exact_matches(scored),
        unknown=tuple(unknown),
        missing=tuple(missing),
        taught_to=pupil.key if pupil else None,
        taught=decided(replace(pupil, questions=(*pupil.questions, text))) if pupil else None,
    )


def _nearest(wordings: Sequence[Phrase]) -> list[str]:
    """The wordings that are left out, of all of an entry's with the nearest first."""
    names = list(dict.fromkeys(phrase.text for phrase in wordings if phrase.is_name))
    sentences = list(dict.fromkeys(phrase.text for phrase in wordings if not phrase.is_name))
    return [*names[:MOST_NAMES], *sentences[:MOST_SENTENCES]]


def _said(decision: Decision) -> object:
    """What tells one decision from another: whether anything is known, and what."""
    return decision.kind, decision.entries, decision.reason.small_talk is None


class _Word(NamedTuple):
    """A word of a question: what is typed from ``start`` up to ``end``."""

    start: int
    end: int


def _without_each(text: str, language: Language) -> Iterator[tuple[str, str]]:
    """Each word of a text with the text that is left without it, wherever it stands; at most ``MOST_WORDS``."""
    places: dict[tuple[str, ...], list[_Word]] = {}
    for place in _words_in(text):
        places.setdefault(tuple(language.words_of(normalise(text[place.start : place.end]))), []).append(place)
    places.pop((), None)
    by_weight = sorted(places, key=lambda words: all(language.is_stop_word(language.stem(word)) for word in words))
    tried = set(by_weight[:MOST_WORDS])
    for words, standing in places.items():
        if words in tried:
            yield text[standing[0].start : standing[0].end], _cut(text, standing)


def _words_in(text: str) -> Iterator[_Word]:
    """What stands between white space, without the marks around it."""
    end = 0
    for piece in text.split():
        start = text.index(piece, end)
        end = start + len(piece)
        yield _Word(end - len(piece.lstrip(_MARKS)), start + len(piece.rstrip(_MARKS)))


def _cut(text: str, places: Sequence[_Word]) -> str:
    """The text without what stands at these places, which follow each other."""
    starts = [0, *(place.end for place in places)]
    ends = [*(place.start for place in places), len(text)]
    return "".join(text[start:end] for start, end in zip(starts, ends, strict=True))


def _with(knowledge: KnowledgeBase, entry: Entry) -> KnowledgeBase:
    topics = (
        replace(topic, entries=tuple(entry if one.key == entry.key else one for one in topic.entries))
        for topic in knowledge.topics
    )
    return replace(knowledge, topics=tuple(topics))


def _without_wording(entry: Entry, wording: str) -> Entry:
    """The entry without one of its phrases: a name, a question, or a sentence of its texts."""
    names = [phrase.text for phrase in phrases_of(entry) if phrase.is_name]
    if wording in names:
        return replace(
            entry,
            title="" if entry.title == wording else entry.title,
            aliases=tuple(alias for alias in entry.aliases if alias != wording),
            questions=tuple(question for question in entry.questions if question != wording),
        )

    def cut(text: str | None) -> str | None:
        return text.replace(wording, "") if text is not None else None

    sides = {subject: text.replace(wording, "") for subject, text in entry.sides.items()}
    return replace(entry, sides=sides, both=cut(entry.both), answer=cut(entry.answer))
