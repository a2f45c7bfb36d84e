"""The inbox as messages: pure functions from the work list to a ``Reply``. Who asked is not known here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import discord
from discord.utils import format_dt

from bot import limits
from bot.control_characters import one_line
from bot.discord_app.editing.menus import ENTRIES
from bot.discord_app.inbox import texts
from bot.discord_app.inbox.states import InboxMenu, InboxStep, Menu, Page, Step, Tab, token
from bot.discord_app.ui.embeds import ACCENT
from bot.discord_app.ui.long_menu import long_menu
from bot.discord_app.ui.markdown import ZERO_WIDTH_SPACE, clip, fitting, inline, visible
from bot.discord_app.ui.pages import longest_fitting, page_of, page_text, turning
from bot.discord_app.ui.reply import Button, Option, Reply, Row, Select
from bot.inbox.open_groups import OpenGroup
from bot.inbox.staleness import StaleEntry
from bot.inbox.suggestions import Suggestion
from bot.inbox.worklist import Inbox, Vote
from bot.knowledge.model import KnowledgeBase
from bot.texts import editing as editing_texts
from bot.texts.closeness import NEAR, named
from bot.texts.counting import and_more

PER_PAGE: Final = 8
LENGTHS: Final = ((140, 60), (70, 40), (40, 20))
"""Characters of a question and of a title, before they are escaped; the first with which a page fits."""
WORDINGS: Final = 8
SUGGESTIONS: Final = 3
"""Suggestions that are shown in the list; the select has more."""
QUOTED: Final = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything that waits in one server."""

    inbox: Inbox
    suggestions: tuple[Suggestion, ...]
    knowledge: KnowledgeBase
    """What its members see."""
    stores: bool
    """Whether the text of questions is kept at all."""


def inbox_reply(waiting: Waiting, page: int = 0, note: str | None = None) -> Reply:
    """The first list; ``note`` is a sentence about what was just done."""
    groups = waiting.inbox.groups
    shown, page, pages = page_of(groups, page, PER_PAGE)
    embed = discord.Embed(colour=ACCENT, title=texts.title(len(groups)))
    head = [texts.week(waiting.inbox.week)]
    left_out = editing_texts.not_tried(waiting.inbox.tried, waiting.inbox.late, waiting.inbox.long)
    head += [f"-# {line}" for line in left_out]
    if not groups and not waiting.inbox.votes and not waiting.suggestions:
        head += ["", texts.NOTHING if waiting.stores else texts.NOT_STORING]
    embed.description = "\n".join([*head, "", group_lines(shown, waiting.knowledge)]).rstrip()
    rows: list[Row] = []
    if shown:
        options = [(token(one.group.text), texts.option(one.group.times, one.group.text)) for one in shown]
        rows.append((_menu(Menu.QUESTION, texts.CHOOSE_QUESTION, options),))
    if waiting.inbox.votes:
        embed.add_field(
            name=texts.VOTES_HEADING, value=_vote_lines(waiting.inbox.votes, waiting.knowledge), inline=False
        )
        rows.append(_vote_buttons(waiting.inbox.votes[0], waiting.knowledge))
    if waiting.suggestions:
        lines = _suggestion_lines(waiting.suggestions, waiting.knowledge)
        embed.add_field(name=texts.SUGGESTIONS_HEADING, value=lines, inline=False)
        options = [(f"{one.id:016x}", _titled(one.entry, waiting.knowledge, one.text)) for one in waiting.suggestions]
        rows.append((_menu(Menu.SUGGESTION, texts.CHOOSE_SUGGESTION, options),))
    if where := page_text(page, pages):
        embed.set_footer(text=where)
    rows.append(
        (*turning(page, pages, partial(Page, Tab.OPEN)), _turn(texts.REFRESH, page=page), _turn(texts.STALE, Tab.STALE))
    )
    return Reply(note, (embed,), tuple(rows))


def group_reply(group: OpenGroup, knowledge: KnowledgeBase, entries: Sequence[Option]) -> Reply:
    """One group of questions, with what can be done about it; ``entries`` come closest first."""
    asked, name = group.group, token(group.group.text)
    embed = discord.Embed(colour=ACCENT, description=texts.times(asked.times, _quoted(asked.text, 500)))
    why = ", ".join(texts.MISSED[reason] for reason in group.missed)
    if why:
        embed.add_field(name=texts.WHY_HEADING, value=why, inline=False)
    near = [one for one in group.closest if one.score >= NEAR]
    close = [named(_title(one.entry, knowledge, 60), one.score) for one in near]
    embed.add_field(name=texts.CLOSEST_HEADING, value="\n".join(close) or texts.NO_CLOSEST, inline=False)
    if others := _wordings(asked.texts[1:]):
        embed.add_field(name=texts.WORDINGS_HEADING, value=others, inline=False)
    rows: list[Row] = []
    if entries:
        rows.append((long_menu(InboxStep(Step.TEACH, name).encode(), texts.TEACH_TO, entries, ENTRIES),))
    rows.append(
        (
            Button(texts.NEW_ENTRY, InboxStep(Step.NEW, name).encode()),
            Button(texts.DISMISS, InboxStep(Step.DISMISS, name).encode()),
            _turn(texts.BACK),
        )
    )
    return Reply(embeds=(embed,), rows=tuple(rows))


def suggestion_reply(suggestion: Suggestion, knowledge: KnowledgeBase) -> Reply:
    """One member's suggestion."""
    about = suggestion.entry
    heading = texts.SUGGESTS_NEW if about is None else texts.suggests_change(_plain_title(about, knowledge))
    embed = discord.Embed(colour=ACCENT, title=clip(visible(heading), limits.EMBED_TITLE))
    embed.description = fitting(suggestion.text, limits.EMBED_DESCRIPTION)
    thanks = texts.NO_CREDIT if suggestion.credit is None else texts.credit(inline(suggestion.credit, 32))
    embed.add_field(
        name=ZERO_WIDTH_SPACE,
        value=f"{thanks}\n{texts.ACCEPT_HINT}\n{format_dt(suggestion.at, 'f')}",
        inline=False,
    )
    item = f"{suggestion.id:016x}"
    buttons = (
        Button(texts.ACCEPT, InboxStep(Step.ACCEPT, item).encode(), style="success"),
        Button(texts.DECLINE, InboxStep(Step.DECLINE, item).encode()),
        _turn(texts.BACK),
    )
    return Reply(embeds=(embed,), rows=(buttons,))


def stale_reply(stale: Sequence[StaleEntry], knowledge: KnowledgeBase, page: int = 0) -> Reply:
    """The second list."""
    on_page, page, pages = page_of(stale, page, PER_PAGE)
    shown = [one for one in on_page if one.entry in knowledge.entries]
    embed = discord.Embed(colour=ACCENT, title=texts.STALE, description=texts.NOTHING_STALE)
    rows: list[Row] = []
    if shown:
        lines = [
            texts.stale_line(
                _title(one.entry, knowledge, limits.BUTTON_LABEL), [texts.WHY_STALE[why] for why in one.why]
            )
            for one in shown
        ]
        embed.description = "\n".join(lines)
        options = [(one.entry, _plain_title(one.entry, knowledge)) for one in shown]
        rows.append((_menu(Menu.EDIT, texts.EDIT_ONE, options),))
    if where := page_text(page, pages):
        embed.set_footer(text=where)
    rows.append((*turning(page, pages, partial(Page, Tab.STALE)), _turn(texts.BACK)))
    return Reply(embeds=(embed,), rows=tuple(rows))


def group_lines(groups: Sequence[OpenGroup], knowledge: KnowledgeBase) -> str:
    """The groups with the entries that come closest, as long as there is room for them in one description."""
    return longest_fitting(
        lambda lengths: "\n".join(_group_line(one, knowledge, *lengths) for one in groups),
        LENGTHS,
        limits.EMBED_DESCRIPTION - limits.EMBED_FOOTER // 4,
    )


def _group_line(group: OpenGroup, knowledge: KnowledgeBase, question: int, title: int) -> str:
    line = texts.times(group.group.times, _quoted(group.group.text, question))
    if not group.closest or group.closest[0].score < NEAR:
        return line
    best = group.closest[0]
    return f"{line}\n{texts.closest(_title(best.entry, knowledge, title), best.score)}"


def _vote_lines(votes: Sequence[Vote], knowledge: KnowledgeBase) -> str:
    lines = [texts.vote(one.members, _title(one.entry, knowledge, 30), _quoted(one.text, 60)) for one in votes[:3]]
    return "\n".join([*lines, *([and_more(len(votes) - len(lines))] if len(votes) > len(lines) else [])])


def _vote_buttons(vote: Vote, knowledge: KnowledgeBase) -> tuple[Button, ...]:
    item = token(vote.text, vote.entry)
    label = clip(texts.accept_vote(_plain_title(vote.entry, knowledge)), limits.BUTTON_LABEL)
    return (
        Button(label, InboxStep(Step.ACCEPT_VOTE, item).encode(), style="success"),
        Button(texts.NOT_THAT, InboxStep(Step.REJECT_VOTE, item).encode()),
    )


def _suggestion_lines(suggestions: Sequence[Suggestion], knowledge: KnowledgeBase) -> str:
    lines = [
        texts.suggestion(None if one.entry is None else _title(one.entry, knowledge, 30), inline(one.text, 60))
        for one in suggestions[:SUGGESTIONS]
    ]
    if len(suggestions) > SUGGESTIONS:
        lines.append(and_more(len(suggestions) - SUGGESTIONS))
    return "\n".join(lines)


def _menu(menu: Menu, placeholder: str, options: Iterable[tuple[str, str]]) -> Select:
    shown = [Option(clip(one_line(label), limits.SELECT_TEXT), value) for value, label in options]
    return Select(InboxMenu(menu).encode(), placeholder, tuple(shown[: limits.SELECT_OPTIONS]))


def _turn(label: str, tab: Tab = Tab.OPEN, page: int = 0) -> Button:
    return Button(label, Page(tab, page).encode())


def _titled(entry: str | None, knowledge: KnowledgeBase, text: str) -> str:
    return text if entry is None else f"{_plain_title(entry, knowledge)}: {text}"


def _plain_title(key: str, knowledge: KnowledgeBase) -> str:
    entry = knowledge.entries.get(key)
    return key.partition("/")[2] if entry is None else entry.title


def _title(key: str, knowledge: KnowledgeBase, length: int) -> str:
    return inline(_plain_title(key, knowledge), length)


def _quoted(text: str, length: int) -> str:
    return f"“{inline(text, length)}”"


def _wordings(others: Sequence[str]) -> str:
    """The other wordings of a question, as long as there is room for them in one field."""
    more = [and_more(len(others) - WORDINGS)] if len(others) > WORDINGS else []
    return longest_fitting(
        lambda lengths: "\n".join([*(_quoted(text, lengths[0]) for text in others[:WORDINGS]), *more]),
        LENGTHS,
        limits.EMBED_FIELD_VALUE,
    )
