"""An explanation in words: the same lines in Discord and in the terminal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.decision import Decision, Kind
from bot.matching.explanation import INDEXES, Explanation, LeftOut, chance_of
from bot.process_memory import gc_paused
from bot.serving.answering import Question
from bot.serving.snapshot import Snapshot, built
from bot.texts import explaining as texts
from bot.texts.closeness import NEAR, comes_near, named

WORDS: Final = 3
"""Words that are named for an entry, and against it."""
TITLES: Final = 2
"""Titles that are named of what would be said otherwise."""
MUCH: Final = 0.25
"""The change of a probability from which something helped much."""
BESIDE: Final = 0.25
"""The share of the first entry's probability from which the next is a close second."""


def explained(snapshot: Snapshot, question: Question) -> Explanation:
    """Why ``snapshot`` decides ``question`` as it does: CPU work, to be done off the event loop."""
    with gc_paused:
        return snapshot.matcher.explain(question.text, question.context)


def explained_from(base: Snapshot, knowledge: KnowledgeBase, question: Question) -> Explanation:
    """The same in a process of its own, which has only the ``base`` that servers lay their own knowledge over."""
    return explained(base if base.knowledge == knowledge else built(base, base, knowledge), question)


def weight_of(knowledge: KnowledgeBase) -> int:
    """How many characters are indexed for an explanation: see ``bot.workers.pool.LIGHT``."""
    return INDEXES * sum(entry.size for entry in knowledge)


@dataclass(frozen=True, slots=True)
class Style:
    """How titles, words and wordings are shown."""

    title: Callable[[str], str]
    """Of an entry's key."""
    quoted: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines."""

    heading: str
    """Without markup."""
    lines: tuple[str, ...]


def sections(found: Explanation, knowledge: KnowledgeBase, style: Style, teach_by: str) -> list[Section]:
    """What spoke for the entries answered, or for the closest one; what spoke against it; what would change it.

    ``teach_by`` says how a question is taught. Small talk has no such reasons.
    """
    decision, first = found.decision, found.entry
    if decision.reason.small_talk is not None or first is None:
        return []
    answered = decision.entries if decision.kind is Kind.ANSWER else (first,)
    parts = [
        Section(texts.spoke_for(knowledge.entries[key].title), _for(found, key, knowledge, style)) for key in answered
    ]
    against = Section(texts.AGAINST, tuple(_against(found, answered, style)))
    change = Section(texts.CHANGE, tuple(_change(found, first, style, teach_by)))
    return [section for section in (*parts, against, change) if section.lines]


def outcome(decision: Decision, style: Style) -> str:
    """What is said, to go on from "I would"."""
    if decision.reason.small_talk is not None:
        return texts.SEE_NO_QUESTION
    titles = [style.title(key) for key in decision.entries[:TITLES]]
    match decision.kind:
        case Kind.ANSWER:
            return texts.to_answer(titles)
        case Kind.SUGGESTIONS:
            return texts.to_suggest(titles)
        case Kind.UNKNOWN:
            return texts.NOT_KNOW


def _otherwise(found: Explanation, part: LeftOut, style: Style) -> str | None:
    return outcome(part.decision, style) if part.changes(found) else None


def _for(found: Explanation, key: str, knowledge: KnowledgeBase, style: Style) -> tuple[str, ...]:
    """What raised the entry's probability; nothing where it is far from the question all the same."""
    lines: list[str] = []
    for word in found.speaking_for(key)[:WORDS]:
        other, quoted = _otherwise(found, word, style), style.quoted(word.text)
        helped = texts.helped(quoted, much=word.raised(found, key) >= MUCH)
        lines.append(texts.decided(quoted, other) if other else helped)
    if not lines and chance_of(found.decision, key) < NEAR:
        return ()
    wording = [_wording(found, knowledge.entries[key], style)] if key == found.entry and found.wordings else []
    return (*(lines or [texts.NO_WORD]), *wording)


def _wording(found: Explanation, entry: Entry, style: Style) -> str:
    nearest = found.wordings[0].text
    if found.is_exact:
        return texts.word_for_word(_kind(entry, nearest), style.quoted(nearest))
    most = next(iter(found.by_wording(entry.key)), None)
    if most is None:
        return texts.no_wording(_kind(entry, nearest), style.quoted(nearest))
    return texts.counted_most(_kind(entry, most.text), style.quoted(most.text), _otherwise(found, most, style))


def _kind(entry: Entry, wording: str) -> str:
    if wording == entry.title:
        return texts.TITLE
    if wording in entry.aliases:
        return texts.ALIAS
    return texts.QUESTION if wording in entry.questions else texts.SENTENCE


def _against(found: Explanation, answered: Sequence[str], style: Style) -> list[str]:
    """What spoke against the first of the entries, and not for another one of them."""
    first, lines = answered[0], list[str]()
    named_for = {word.text for key in answered for word in found.speaking_for(key)}
    lowering = [word for word in found.speaking_against(first) if word.text not in named_for][:WORDS]
    for word in lowering:
        typed = word.text.casefold()
        why = texts.UNKNOWN if typed in found.unknown else texts.MISSING if typed in found.missing else ""
        outcome = _otherwise(found, word, style)
        lines.append(texts.lowered(style.quoted(word.text), why, style.title(first), outcome))
    said = {text.casefold() for text in (*named_for, *(word.text for word in lowering))}
    for words, sentence in ((found.unknown, texts.unknown), (found.missing, texts.missing)):
        if rest := [style.quoted(word) for word in words if word not in said][:WORDS]:
            lines.append(sentence(rest))
    second = found.decision.reason.runner_up
    chance = chance_of(found.decision, second) if second is not None and second not in answered else 0.0
    best = chance_of(found.decision, first)
    if second is not None and comes_near(chance, best) and chance >= BESIDE * best:
        lines.append(texts.comes_next(named(style.title(second), chance)))
    return lines or [texts.NOTHING]


def _change(found: Explanation, first: str, style: Style, teach_by: str) -> list[str]:
    lines = [] if chance_of(found.decision, first) >= NEAR else [texts.NEW_ENTRY]
    if found.taught is not None and found.taught_to is not None:
        title, is_answered = style.title(found.taught_to), found.taught.kind is Kind.ANSWER
        if is_answered and found.taught.entries[0] == found.taught_to:
            lines.append(texts.taught(title, teach_by, is_another=found.taught_to != first))
        else:
            lines.append(texts.taught_in_vain(title, outcome(found.taught, style)))
    return lines
