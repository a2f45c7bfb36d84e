"""One open question as a message, with what can be done about it; and what stands there once it is dismissed."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

import discord

from bot import limits
from bot.control_characters import one_line
from bot.discord_app.editing import texts as editing_texts
from bot.discord_app.editing.add import BUTTONS
from bot.discord_app.editing.menus import ENTRIES
from bot.discord_app.editing.states import Kind, NextQuestion
from bot.discord_app.inbox import texts
from bot.discord_app.inbox.pieces import milliseconds, plain_title, quoted, replied_at, title_of, to_list, where_asked
from bot.discord_app.inbox.states import InboxStep, MakeEntry, Page, Step, TeachClosest, UndoDismissal, token
from bot.discord_app.ui.embeds import ACCENT
from bot.discord_app.ui.long_menu import long_menu
from bot.discord_app.ui.markdown import clip, fitting
from bot.discord_app.ui.pages import longest_fitting
from bot.discord_app.ui.reply import Button, Option, Reply, Row
from bot.inbox.human_answers import LearnedAnswer
from bot.inbox.open_groups import OpenGroup
from bot.knowledge.model import KnowledgeBase
from bot.texts.closeness import CLOSE, CLOSEST_HEADING, NEAR, NOTHING_CLOSE, named
from bot.texts.counting import and_more

WORDINGS: Final = 8
LENGTHS: Final = (140, 70, 40)
"""Characters of a wording, before it is escaped; the first with which all of them fit."""
DISMISSED: Final = 5
"""Dismissed questions that are named."""
QUOTED: Final = 100
"""Characters of each, before they are escaped."""
REPLIES: Final = 3
"""What people replied, of which so much is shown."""
REPLY: Final = 600
"""Characters of each."""
TITLE: Final = 38
"""Characters of a button that names an entry: more are cut on a phone."""


def question_reply(
    group: OpenGroup,
    back: Page,
    server: int,
    knowledge: KnowledgeBase,
    entries: Sequence[Option],
    learned: Sequence[LearnedAnswer] = (),
    note: str | None = None,
) -> Reply:
    """One group of questions.

    Args:
        group: the questions.
        back: the page of the list on which they stand.
        server: where they were asked.
        knowledge: what the server's members see.
        entries: what they can be taught to, the closest first.
        learned: what people replied to them, newest first.
        note: a sentence about what was just done.
    """
    asked = group.group
    embed = discord.Embed(colour=ACCENT, description=texts.times(asked.times, quoted(asked.text, 500)))
    why = [texts.MISSED[reason] for reason in group.missed]
    if group.unhelpful:
        why = [one for one in why if one != texts.MISSED["unhelpful"]]
        why.append(f"{texts.did_not_help([title_of(key, knowledge, 60) for key in group.unhelpful[:3]])}.")
    embed.add_field(name=texts.WHY_HEADING, value="\n".join(why), inline=False)
    embed.add_field(name=texts.ASKED_LAST_HEADING, value=where_asked(group.newest, server, "f"), inline=False)
    near = [one for one in group.closest if one.score >= NEAR]
    close = [named(title_of(one.entry, knowledge, 60), one.score) for one in near]
    embed.add_field(name=CLOSEST_HEADING, value="\n".join(close) or NOTHING_CLOSE, inline=False)
    if others := _wordings(asked.texts[1:]):
        embed.add_field(name=texts.WORDINGS_HEADING, value=others, inline=False)
    learned = learned[:REPLIES]
    for one in learned:
        value = f"{fitting(one.text, REPLY)}\n{replied_at(one)}"
        embed.add_field(name=texts.REPLY_HEADING, value=value, inline=False)
    return Reply(note, (embed,), tuple(_rows(group, back, knowledge, entries, learned)))


def _rows(
    group: OpenGroup,
    back: Page,
    knowledge: KnowledgeBase,
    entries: Sequence[Option],
    learned: Sequence[LearnedAnswer],
) -> Iterator[Row]:
    item = token(group.group.text)
    if learned:
        numbered = enumerate(learned, 1)
        yield tuple(
            Button(texts.make_entry(number, len(learned)), MakeEntry(item, one.message).encode(), style="primary")
            for number, one in numbered
        )
    first = [Button(BUTTONS[Kind.ANSWER], InboxStep(Step.NEW_ANSWER, item).encode())]
    if any(topic.subjects for topic in knowledge.topics):
        first.append(Button(BUTTONS[Kind.COMPARISON], InboxStep(Step.NEW_COMPARISON, item).encode()))
    # To teach it to what did not help would change nothing.
    likely = (one for one in group.closest if one.score >= NEAR and one.entry not in group.unhelpful)
    if (best := next(likely, None)) is not None and best.entry in knowledge.entries:
        label = clip(texts.teach(one_line(plain_title(best.entry, knowledge))), TITLE)
        style = "primary" if best.score >= CLOSE else "secondary"
        first.append(Button(label, TeachClosest(item, best.entry).encode(), style=style))
    yield tuple(first)
    if entries:
        yield (long_menu(InboxStep(Step.TEACH, item).encode(), texts.TEACH_TO, entries, ENTRIES),)
    yield (
        Button(texts.DISMISS, InboxStep(Step.DISMISS, item).encode()),
        Button(editing_texts.NEXT_QUESTION, NextQuestion(beside=False).encode()),
        Button(texts.BACK, back.encode()),
    )


def dismissed_reply(dismissed: Sequence[str], at: datetime) -> Reply:
    """What was dismissed at that time, with the way back and the way on."""
    more = [and_more(len(dismissed) - DISMISSED)] if len(dismissed) > DISMISSED else []
    named = [*(quoted(text, QUOTED) for text in dismissed[:DISMISSED]), *more]
    item = token(dismissed[0]) if len(dismissed) == 1 else None
    undo = UndoDismissal(milliseconds(at), item)
    buttons = (
        Button(editing_texts.NEXT_QUESTION, NextQuestion(beside=False).encode(), style="primary"),
        to_list(texts.BACK),
        Button(editing_texts.UNDO, undo.encode()),
    )
    return Reply("\n".join([texts.dismissed(len(dismissed)), *map(texts.small, named)]), rows=(buttons,))


def _wordings(others: Sequence[str]) -> str:
    """The other wordings of a question, as long as there is room for them in one field."""
    more = [and_more(len(others) - WORDINGS)] if len(others) > WORDINGS else []
    return longest_fitting(
        lambda length: "\n".join([*(quoted(text, length) for text in others[:WORDINGS]), *more]),
        LENGTHS,
        limits.EMBED_FIELD_VALUE,
    )
