"""A decision as plain text, for the terminal and for JSON."""

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.knowledge.text_rules import shown_url
from bot.matching.decision import Decision, Kind, SmallTalk
from bot.matching.explanation import Explanation
from bot.serving.answering import fallback_of
from bot.serving.explaining import Style, outcome, sections
from bot.texts import answers, terminal

_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


def _unstyled(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How the text is laid out, and how bold is shown."""

    width: int = 100
    """Columns at which lines are broken; 0 to leave them whole."""
    bold: Callable[[str], str] = _unstyled
    """Sets a text in bold where that can be shown."""


def decision_text(
    decision: Decision, knowledge: KnowledgeBase, style: TextStyle = TextStyle(width=0), way_on: str = ""
) -> str:
    """What the bot says to a question, without its reason; ``way_on`` follows where it has no answer."""
    match decision.kind:
        case Kind.ANSWER:
            answered = (knowledge.entries[key] for key in decision.entries)
            return "\n\n".join(entry_text(entry, knowledge, decision.subjects, style) for entry in answered)
        case Kind.SUGGESTIONS:
            entries = [knowledge.entries[key] for key in decision.entries]
            meant = answers.did_you_mean([entry.title for entry in entries], style.bold)
            return "\n".join([meant, *(_numbered(entries) if len(entries) > 1 else ())])
        case Kind.UNKNOWN if decision.reason.small_talk is SmallTalk.THANKS:
            return answers.THANKED
        case Kind.UNKNOWN if decision.reason.small_talk is SmallTalk.LIST:
            return list_text(knowledge, decision.reason.topic, style)
        case Kind.UNKNOWN:
            opening = _opening(decision, knowledge)
            if (fallback := fallback_of(knowledge, decision)) is None:
                return _wrapped(f"{opening} {way_on}", style)
            blocks = [_wrapped(opening, style), answers.PERHAPS, *_numbered([fallback]), _wrapped(way_on, style)]
            return "\n".join(filter(None, blocks))


def offered(decision: Decision, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The keys of the entries that ``decision_text`` numbers."""
    if decision.kind is Kind.SUGGESTIONS:
        return decision.entries
    fallback = fallback_of(knowledge, decision)
    return (fallback.key,) if fallback is not None else ()


def list_text(knowledge: KnowledgeBase, topic: str | None = None, style: TextStyle = TextStyle(width=0)) -> str:
    """The titles of everything that can be answered, or of one topic's entries."""
    shown = [one for one in knowledge.topics if topic in (None, one.id)]
    blocks = ("\n".join([style.bold(one.title), *(f"  {entry.title}" for entry in one.entries)]) for one in shown)
    return "\n\n".join(blocks) or answers.NOTHING_YET


def entry_text(
    entry: Entry, knowledge: KnowledgeBase, subjects: tuple[str, ...] = (), style: TextStyle = TextStyle(width=0)
) -> str:
    """One entry; the sides of ``subjects`` come first."""
    topic = _topic(entry, knowledge)
    blocks = [style.bold(entry.title)]
    blocks += [_wrapped(text, style) for text in (entry.answer, entry.both) if text]
    for subject, text in _sides(entry, topic, subjects):
        blocks.append(f"{style.bold(subject)}\n{_wrapped(text, style, indent='  ')}")
    if entry.links:
        blocks.append("\n".join(f"{link.label}: {shown_url(link.url)}" for link in entry.links))
    blocks.append("\n".join(_footer(entry, topic, knowledge)))
    return "\n\n".join(blocks)


def _numbered(entries: Iterable[Entry]) -> Iterator[str]:
    return (f"  {number}. {entry.title}" for number, entry in enumerate(entries, start=1))


def _topic(entry: Entry, knowledge: KnowledgeBase) -> Topic:
    return next(topic for topic in knowledge.topics if topic.id == entry.topic)


def _sides(entry: Entry, topic: Topic, first: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each side with its subject's name, those asked for before the others."""
    order = [subject.id for subject in topic.subjects]
    for subject_id in sorted(entry.sides, key=lambda side: (side not in first, order.index(side))):
        subject = topic.subject(subject_id)
        yield subject.name if subject else subject_id, entry.sides[subject_id]


def _footer(entry: Entry, topic: Topic, knowledge: KnowledgeBase) -> Iterator[str]:
    related = [knowledge.entries[f"{entry.topic}/{other}"].title for other in entry.see_also]
    if related:
        yield terminal.SEE_ALSO.format(titles=", ".join(related))
    source = topic.source
    address = f" ({shown_url(source.url)})" if source and source.url else ""
    yield answers.footer(topic.title, source.name if source else None) + address


def reason_text(found: Explanation, knowledge: KnowledgeBase, text_style: TextStyle = TextStyle(width=0)) -> str:
    """Why a decision came out as it did, for the person who keeps the knowledge base up."""
    decision, reason = found.decision, found.decision.reason
    style = Style(lambda key: f'"{knowledge.entries[key].title}"', lambda quoted: f'"{quoted}"')
    if reason.small_talk is not None:
        return terminal.SMALL_TALK
    lines = [
        terminal.REASON.format(
            outcome=outcome(decision, style),
            score=reason.score,
            margin=reason.margin,
            answerable=decision.answerable,
        )
    ]
    if reason.unknown_names:
        lines.append(answers.unknown(reason.unknown_names))
    for section in sections(found, knowledge, style, terminal.TEACH_BY):
        lines += [text_style.bold(section.heading), *(f"  {line}" for line in section.lines)]
    return "\n".join(lines)


def _opening(decision: Decision, knowledge: KnowledgeBase) -> str:
    """What is said where there is no answer: to small talk what to ask, to all else what I know."""
    comparisons = [[subject.name for subject in topic.subjects] for topic in knowledge.topics if topic.subjects]
    others = [topic.title for topic in knowledge.topics if not topic.subjects]
    known = answers.known(comparisons, others)
    if decision.reason.small_talk and known:
        return f"{answers.try_this(known, knowledge.example_question)}."
    names = decision.reason.unknown_names
    sentences = [answers.unknown(names) if names else answers.NO_ANSWER, answers.scope(comparisons, others)]
    if decision.instead is not None:
        entry = knowledge.entries[decision.instead]
        subjects = [one.name for one in _topic(entry, knowledge).subjects if one.id in decision.subjects]
        title = answers.in_subjects(entry.title, subjects) if subjects else entry.title
        sentences.append(terminal.INSTEAD.format(title=title if title.endswith("?") else f"{title}."))
    return " ".join(sentences)


def _wrapped(text: str, style: TextStyle, indent: str = "") -> str:
    """Paragraphs broken to the width, then what is marked bold set in bold: its codes take up no room."""
    lines = text.strip().splitlines()
    if style.width:
        wrapper = textwrap.TextWrapper(style.width - len(indent), break_long_words=False, break_on_hyphens=False)
        lines = [wrapper.fill(line) for line in lines]
    return textwrap.indent(_BOLD.sub(lambda found: style.bold(found[1]), "\n".join(lines)), indent)
