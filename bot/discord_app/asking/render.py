"""From a decision to a message: pure functions from the knowledge base and plain values to a ``Reply``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import discord

from bot import limits
from bot.discord_app import texts as shared_texts
from bot.discord_app.asking import texts
from bot.discord_app.asking.listing import Page, list_reply
from bot.discord_app.asking.states import (
    AllSides,
    AskModerators,
    Browse,
    Carried,
    DidNotHelp,
    Helped,
    NoneOfThese,
    Open,
    Pick,
    QuietHere,
    Then,
)
from bot.discord_app.ui.embeds import entry_embed, missing_sides, subject_name, topic_of
from bot.discord_app.ui.markdown import clip, escape
from bot.discord_app.ui.reply import Button, Reply, Row, Style
from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.decision import Decision, Kind, SmallTalk
from bot.serving.answering import Answered, fallback_of
from bot.texts import answers

SEE_ALSO: Final = 2
"""See-also buttons under an answer; one fewer beside "And in …?"."""
SEE_ALSO_LABEL: Final = 38
"""Characters: Discord's own advice for a label that reads well."""
NEXT_BEST: Final = 4
"""Entries offered when an answer did not help."""
UNKNOWN_NAME: Final = 40
"""Characters of a name that I don't know."""
ROW: Final = limits.BUTTONS_PER_ROW


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds an answer: whose it is, and what can be pressed."""

    question: int
    asker: int
    """The id of the member who may delete it."""
    buttons: bool = True
    """Whether see-also and feedback buttons stand under answers."""
    next_best: tuple[str, ...] = ()
    """The entries offered when an answer did not help."""
    listed: bool = False
    """Whether the moderators get to see the question when it has no answer."""
    asks_moderators: bool = False
    """Whether the asker may put a question without an answer before the moderators."""
    is_overheard: bool = False
    """Whether nobody asked the bot: moderators can then ask it to be quiet."""


def decision_reply(answered: Answered, frame: Frame, then: Then = Then.REPLACE, whose: int | None = None) -> Reply:
    """The message for a decision. ``then`` and ``whose`` say what choosing a suggestion does (see ``Pick``)."""
    knowledge, decision = answered.snapshot.knowledge, answered.decision
    if decision.kind is Kind.ANSWER:
        return answer_reply(knowledge, decision.entries, decision.subjects, frame)
    if decision.kind is Kind.SUGGESTIONS:
        return suggestions_reply(knowledge, decision.entries, frame, then, whose)
    match decision.reason.small_talk:
        case None:
            return unknown_reply(knowledge, frame, fallback_of(knowledge, decision), decision)
        case SmallTalk.THANKS:
            return Reply(answers.THANKED, rows=((delete_button(Carried(frame.question, frame.asker)),),))
        case SmallTalk.LIST:
            place = Page(0, decision.reason.topic) if decision.reason.topic is not None else None
            return with_delete_button(list_reply(knowledge, place), Carried(frame.question, frame.asker))
        case SmallTalk.OTHER:
            return small_talk_reply(knowledge, frame)


def next_best(knowledge: KnowledgeBase, decision: Decision) -> tuple[str, ...]:
    """The keys of the entries that came next after those answered; resources are never offered unasked."""
    others = (one.entry for one in decision.candidates if one.entry not in decision.entries)
    return tuple(entry.key for entry in _found(knowledge, others) if not entry.is_resource)[:NEXT_BEST]


def answer_reply(knowledge: KnowledgeBase, keys: Sequence[str], subjects: Sequence[str], frame: Frame) -> Reply:
    """One embed for each entry; what does not fit beside the others waits behind an "Open" button."""
    entries = _found(knowledge, keys)
    if not entries:
        return gone_reply()
    embeds: list[discord.Embed] = []
    waiting: list[Entry] = []
    for entry in entries:
        embed = entry_embed(knowledge, entry, subjects)
        fits = sum(map(len, embeds)) + len(embed) <= limits.EMBEDS_TOTAL and not waiting
        embeds.append(embed) if fits else waiting.append(entry)
    carried = Carried(frame.question, frame.asker, tuple(one.key for one in entries), tuple(subjects))
    reading_on = _reading_on(knowledge, entries, subjects, frame)
    rows: list[Row] = [*((reading_on,) if reading_on else ()), _rating(frame, carried)]
    if waiting:
        rows.append(tuple(open_button(entry, texts.open_all(entry.title)) for entry in waiting[:ROW]))
    if frame.is_overheard:
        rows.append((Button(texts.QUIET_HERE, QuietHere().encode()),))
    full = tuple(open_button(entry, texts.open_all(entry.title), subjects) for entry in entries[: len(embeds)])
    return Reply(embeds=tuple(embeds), rows=tuple(rows), full=full[:ROW])


def entry_reply(knowledge: KnowledgeBase, entry: Entry, subjects: Sequence[str] = ()) -> Reply:
    """An entry that somebody opened for themselves: nothing to rate, and more to open."""
    buttons = tuple(open_button(one) for one in see_also(knowledge, [entry])[:SEE_ALSO])
    return Reply(embeds=(entry_embed(knowledge, entry, subjects),), rows=(buttons,) if buttons else ())


def suggestions_reply(
    knowledge: KnowledgeBase, keys: Sequence[str], frame: Frame, then: Then, whose: int | None = None
) -> Reply:
    """The closest entries as buttons, and a way out; of a single one, whether it was meant."""
    entries = _found(knowledge, keys)
    if not entries:
        return unknown_reply(knowledge, frame, knowledge.fallback(next(iter(keys), None)))
    owner = frame.asker if whose is None else whose
    titles = _labels(knowledge, entries)
    states = [Pick(then, frame.question, owner, entry.key) for entry in entries[:ROW]]
    picks, none = _choices(states, titles, NoneOfThese(frame.question, frame.asker), style="primary")
    ways_out = (none, delete_button(Carried(frame.question, frame.asker)))
    together = len(picks) + len(ways_out) <= ROW
    meant = answers.did_you_mean(titles, _bold)
    content = texts.not_sure(meant, len(picks)) if then is Then.REPLY else meant
    return Reply(content, rows=((*picks, *ways_out),) if together else (picks, ways_out))


def unknown_reply(
    knowledge: KnowledgeBase, frame: Frame, fallback: Entry | None, decision: Decision | None = None
) -> Reply:
    """Out of scope: what I know instead, what to open all the same, and where to look.

    Of a ``decision`` also which name I don't know, and what I know of the rest.
    """
    names = [escape(clip(name, UNKNOWN_NAME)) for name in decision.reason.unknown_names] if decision else []
    sentences = [answers.unknown(names) if names else answers.NO_ANSWER, answers.scope(*_comparisons(knowledge))]
    content = " ".join([*sentences, texts.ON_THE_LIST] if frame.listed and not frame.asks_moderators else sentences)
    known = _instead_button(knowledge, decision) if decision else None
    instead = known or (open_button(fallback) if fallback is not None else None)
    ask = (Button(texts.ASK_MODERATORS, AskModerators(frame.question).encode()),) if frame.asks_moderators else ()
    row = (*((instead,) if instead else ()), *ask, *_ways_on(frame))
    return Reply(clip(content, limits.MESSAGE_CONTENT), rows=(row,))


def _instead_button(knowledge: KnowledgeBase, decision: Decision) -> Button | None:
    """Opens what is known of a question that names something unknown, for the subjects that it names besides."""
    entry = knowledge.find(decision.instead) if decision.instead is not None else None
    if entry is None:
        return None
    names = [subject_name(topic_of(knowledge, entry), side) for side in decision.subjects]
    label = answers.in_subjects(entry.title, names) if names else entry.title
    return Button(clip(label, limits.BUTTON_LABEL), Open(entry.key, decision.subjects).encode(), style="primary")


def small_talk_reply(knowledge: KnowledgeBase, frame: Frame) -> Reply:
    """The short help text."""
    content = texts.small_talk(answers.known(*_comparisons(knowledge)), knowledge.example_question)
    return Reply(clip(content, limits.MESSAGE_CONTENT), rows=(_ways_on(frame),))


def gone_reply() -> Reply:
    """For a button that outlived its entry."""
    return Reply(texts.ENTRY_GONE, rows=((browse_button(),),))


def did_not_help_reply(knowledge: KnowledgeBase, pressed: DidNotHelp, noted: str) -> Reply:
    """Thanks for the thumb down, and what may have been meant."""
    entries = _found(knowledge, pressed.next_best)
    if not entries:
        return Reply(noted, rows=((browse_button(),),))
    titles = _labels(knowledge, entries)
    states = [Pick(Then.REPLACE, pressed.question, pressed.asker, entry.key) for entry in entries[:NEXT_BEST]]
    picks, none = _choices(states, titles, NoneOfThese(pressed.question, pressed.asker))
    return Reply(f"{noted} {answers.was_it(titles, _bold)}", rows=((*picks, none),))


def see_also(knowledge: KnowledgeBase, entries: Sequence[Entry]) -> list[Entry]:
    """What the entries lead on to, without themselves; resources are offered to those who asked for one."""
    keys = dict.fromkeys(f"{entry.topic}/{short}" for entry in entries for short in entry.see_also)
    shown = {entry.key for entry in entries}
    wanted = any(entry.is_resource for entry in entries)
    return [one for one in _found(knowledge, keys) if one.key not in shown and (wanted or not one.is_resource)]


def open_button(entry: Entry, label: str | None = None, subjects: Sequence[str] = ()) -> Button:
    """Opens ``entry``, or its sides for ``subjects``, privately."""
    return Button(clip(label or entry.title, SEE_ALSO_LABEL), Open(entry.key, tuple(subjects)).encode())


def delete_button(carried: Carried) -> Button:
    """Deletes the message, for its asker and for moderators; it also carries what the message is about."""
    return Button(texts.DELETE, carried.encode())


def with_delete_button(reply: Reply, carried: Carried) -> Reply:
    """``reply`` with the delete button in its last row of buttons."""
    *rows, last = reply.rows or ((),)
    buttons = tuple(item for item in last if isinstance(item, Button))
    if len(buttons) == len(last) < ROW:
        return replace(reply, rows=(*rows, (*buttons, delete_button(carried))))
    return replace(reply, rows=(*reply.rows, (delete_button(carried),)))


def browse_button() -> Button:
    """Opens the list of everything, privately."""
    return Button(texts.SEE_WHAT, Browse().encode())


def _comparisons(knowledge: KnowledgeBase) -> tuple[list[list[str]], list[str]]:
    """What the topics are about, in their own names: subjects compared, and titles of topics that compare none."""
    subjects = [[one.name for one in topic.subjects] for topic in knowledge.topics if topic.subjects]
    return subjects, [topic.title for topic in knowledge.topics if not topic.subjects]


def _ways_on(frame: Frame) -> tuple[Button, ...]:
    return browse_button(), delete_button(Carried(frame.question, frame.asker))


def _choices(
    states: Sequence[Pick], titles: Sequence[str], none: NoneOfThese, style: Style = "secondary"
) -> tuple[tuple[Button, ...], Button]:
    """A button for each suggested entry, and one for none of them; "Yes" and "No" where there is a single one."""
    is_one = len(titles) == 1
    labels = [texts.YES] if is_one else titles
    picks = tuple(Button(label, state.encode(), style=style) for label, state in zip(labels, states, strict=False))
    return picks, Button(texts.NO if is_one else texts.NONE_OF_THESE, none.encode())


def _reading_on(
    knowledge: KnowledgeBase, entries: Sequence[Entry], subjects: Sequence[str], frame: Frame
) -> tuple[Button, ...]:
    """The other sides, and what to read next."""
    rest = _rest_button(knowledge, entries, subjects)
    row = [rest] if rest is not None else []
    if frame.buttons:
        row += [open_button(entry) for entry in see_also(knowledge, entries)[: SEE_ALSO - len(row)]]
    return tuple(row)


def _rating(frame: Frame, carried: Carried) -> tuple[Button, ...]:
    """Whether it helped, and away with it: a row of its own, which stays on one line of a phone."""
    delete = delete_button(carried)
    if not frame.buttons:
        return (delete,)
    did_not = DidNotHelp(frame.question, frame.asker, frame.next_best)
    return Button(texts.HELPED, Helped(frame.question).encode()), Button(texts.DID_NOT_HELP, did_not.encode()), delete


def _rest_button(knowledge: KnowledgeBase, entries: Iterable[Entry], subjects: Sequence[str]) -> Button | None:
    """The button that adds the sides left out, named after the side where it is one."""
    names = {
        subject_name(topic_of(knowledge, entry), side) for entry in entries for side in missing_sides(entry, subjects)
    }
    if not names:
        return None
    label = texts.and_in(names.pop()) if len(names) == 1 else texts.ALL_SIDES
    return Button(clip(label, limits.BUTTON_LABEL), AllSides().encode(), style="primary")


def _bold(title: str) -> str:
    return f"**{escape(title)}**"


def _labels(knowledge: KnowledgeBase, entries: Sequence[Entry]) -> list[str]:
    """Titles, with their topics where two are alike."""
    titles = [entry.title for entry in entries]
    return [
        clip(
            entry.title
            if titles.count(entry.title) == 1
            else shared_texts.with_topic(entry.title, topic_of(knowledge, entry).title),
            limits.BUTTON_LABEL,
        )
        for entry in entries
    ]


def _found(knowledge: KnowledgeBase, keys: Iterable[str]) -> list[Entry]:
    """The entries of these keys that are still there."""
    return [entry for key in keys if (entry := knowledge.find(key)) is not None]
