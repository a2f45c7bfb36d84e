"""The inbox as messages: pure functions from the work list to a ``Reply``. Who asked is not known here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import discord
from discord.utils import format_dt

from bot import limits
from bot.control_characters import one_line
from bot.discord_app.editing.states import TellAll
from bot.discord_app.editing.texts import tell_askers
from bot.discord_app.inbox import texts
from bot.discord_app.inbox.menus import SUGGESTED, suggestion_options
from bot.discord_app.inbox.pieces import milliseconds, plain_title, quoted, title_of, to_list, where_asked
from bot.discord_app.inbox.states import DismissIllegible, InboxMenu, InboxStep, Menu, Page, Step, Tab, token
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
from bot.texts.closeness import NEAR
from bot.texts.counting import and_more

PER_PAGE: Final = 8
LENGTHS: Final = ((140, 60), (70, 40), (40, 20))
"""Characters of a question and of a title, before they are escaped; the first with which a page fits."""
SUGGESTIONS: Final = 3
"""Suggestions that are shown in the list; the select has more."""
WITHDRAWN: Final = 5
"""Entries that are named as having lost their author's name."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything that waits in one server."""

    server: int
    inbox: Inbox
    suggestions: tuple[Suggestion, ...]
    knowledge: KnowledgeBase
    """What its members see."""
    stores: bool
    """Whether the text of questions is kept at all."""
    replied: tuple[str, ...] = ()
    """Open questions that somebody replied to, as they were typed."""
    withdrawn: tuple[str, ...] = ()
    """The keys of entries whose author had their name taken off them lately."""
    askers: int = 0
    """How many wait for an answer that they would get now."""


def inbox_reply(waiting: Waiting, page: int = 0, note: str | None = None) -> Reply:
    """The first list; ``note`` is a sentence about what was just done."""
    inbox, known = waiting.inbox, waiting.knowledge
    shown, page, pages = page_of(inbox.groups, page, PER_PAGE)
    embed = discord.Embed(colour=ACCENT, title=texts.title(sum(one.group.times for one in inbox.groups)))
    head = [texts.week(inbox.week)]
    head += editing_texts.not_tried(inbox.tried, inbox.late, inbox.long)
    if waiting.replied:
        head.append(texts.replied(quoted(waiting.replied[0], 60), len(waiting.replied) - 1))
    if waiting.withdrawn:
        head.append(texts.withdrawn([title_of(key, known, 40) for key in waiting.withdrawn[:WITHDRAWN]]))
    if not (inbox.groups or inbox.votes or inbox.illegible or waiting.suggestions):
        head += ["", texts.NOTHING if waiting.stores else texts.NOT_STORING]
    tail = ["", texts.illegible(len(inbox.illegible))] if inbox.illegible else []
    embed.description = "\n".join([*head, "", group_lines(shown, waiting.server, known), *tail]).rstrip()
    rows, buttons = _question_rows(shown), list[Button]()
    if inbox.votes:
        embed.add_field(name=texts.VOTES_HEADING, value=_vote_lines(inbox.votes, known), inline=False)
        buttons += _vote_buttons(inbox.votes[0], known)
    if waiting.askers:
        buttons.append(Button(tell_askers(waiting.askers), TellAll().encode()))
    rows += [tuple(buttons)] if buttons else []
    if waiting.suggestions:
        embed.add_field(
            name=texts.SUGGESTIONS_HEADING, value=_suggestion_lines(waiting.suggestions, known), inline=False
        )
        menu, options = InboxMenu(Menu.SUGGESTION).encode(), suggestion_options(waiting.suggestions, known)
        rows.append((long_menu(menu, texts.CHOOSE_SUGGESTION, options, SUGGESTED),))
    if where := page_text(page, pages):
        embed.set_footer(text=where)
    last = [*turning(page, pages, partial(Page, Tab.OPEN)), to_list(texts.REFRESH, page=page)]
    last.append(to_list(texts.STALE, Tab.STALE))
    last += [to_list(texts.ILLEGIBLE, Tab.ILLEGIBLE)] if inbox.illegible else []
    return Reply(note, (embed,), (*rows, tuple(last)))


def illegible_reply(waiting: Waiting, page: int = 0) -> Reply:
    """What is in other languages and what is nonsense, to be opened or dismissed together."""
    groups = waiting.inbox.illegible
    shown, page, pages = page_of(groups, page, PER_PAGE)
    embed = discord.Embed(colour=ACCENT, title=texts.ILLEGIBLE)
    embed.description = group_lines(shown, waiting.server, waiting.knowledge) or texts.NO_ILLEGIBLE
    if where := page_text(page, pages):
        embed.set_footer(text=where)
    buttons = [*turning(page, pages, partial(Page, Tab.ILLEGIBLE))]
    if groups:
        newest = milliseconds(max(one.newest.at for one in groups))
        label = texts.dismiss_all(len(groups))
        buttons.append(Button(label, DismissIllegible(newest).encode(), style="primary"))
    buttons.append(to_list(texts.BACK))
    return Reply(embeds=(embed,), rows=(*_question_rows(shown), tuple(buttons)))


def _question_rows(shown: Sequence[OpenGroup]) -> list[Row]:
    """The menus over the questions of a page: open one; dismiss any number of them."""
    options = [(token(one.group.text), texts.option(one.group.times, one.group.text)) for one in shown]
    rows: list[Row] = [(_menu(Menu.QUESTION, texts.CHOOSE_QUESTION, options),)] if shown else []
    if len(shown) > 1:
        rows.append((_menu(Menu.DISMISS, texts.DISMISS_SEVERAL, options, most=len(options)),))
    return rows


def suggestion_reply(suggestion: Suggestion, knowledge: KnowledgeBase) -> Reply:
    """One member's suggestion."""
    about = suggestion.entry
    heading = texts.SUGGESTS_NEW if about is None else texts.suggests_change(plain_title(about, knowledge))
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
        to_list(texts.BACK),
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
                title_of(one.entry, knowledge, limits.BUTTON_LABEL), [texts.WHY_STALE[why] for why in one.why]
            )
            for one in shown
        ]
        embed.description = "\n".join(lines)
        options = [(one.entry, plain_title(one.entry, knowledge)) for one in shown]
        rows.append((_menu(Menu.EDIT, texts.EDIT_ONE, options),))
    if where := page_text(page, pages):
        embed.set_footer(text=where)
    rows.append((*turning(page, pages, partial(Page, Tab.STALE)), to_list(texts.BACK)))
    return Reply(embeds=(embed,), rows=tuple(rows))


def group_lines(groups: Sequence[OpenGroup], server: int, knowledge: KnowledgeBase) -> str:
    """The groups with the entries that come closest, when and where they were asked, in the room of a description."""
    return longest_fitting(
        lambda lengths: "\n\n".join(_group_line(one, server, knowledge, *lengths) for one in groups),
        LENGTHS,
        limits.EMBED_DESCRIPTION - limits.EMBED_FOOTER // 4,
    )


def _group_line(group: OpenGroup, server: int, knowledge: KnowledgeBase, question: int, title: int) -> str:
    about: list[str] = []
    if group.unhelpful:
        about.append(texts.did_not_help([title_of(group.unhelpful[0], knowledge, title)]))
    elif group.closest and (best := group.closest[0]).score >= NEAR:
        about.append(texts.closest(title_of(best.entry, knowledge, title), best.score))
    about.append(where_asked(group.newest, server, "d"))
    return f"{texts.times(group.group.times, quoted(group.group.text, question))}\n↳ {' · '.join(about)}"


def _vote_lines(votes: Sequence[Vote], knowledge: KnowledgeBase) -> str:
    lines = [texts.vote(one.members, title_of(one.entry, knowledge, 30), quoted(one.text, 60)) for one in votes[:3]]
    return "\n".join([*lines, *([and_more(len(votes) - len(lines))] if len(votes) > len(lines) else [])])


def _vote_buttons(vote: Vote, knowledge: KnowledgeBase) -> tuple[Button, ...]:
    item = token(vote.text, vote.entry)
    label = clip(texts.accept_vote(plain_title(vote.entry, knowledge)), limits.BUTTON_LABEL)
    return (
        Button(label, InboxStep(Step.ACCEPT_VOTE, item).encode(), style="success"),
        Button(texts.NOT_THAT, InboxStep(Step.REJECT_VOTE, item).encode()),
    )


def _suggestion_lines(suggestions: Sequence[Suggestion], knowledge: KnowledgeBase) -> str:
    lines = [
        texts.suggestion(None if one.entry is None else title_of(one.entry, knowledge, 30), inline(one.text, 60))
        for one in suggestions[:SUGGESTIONS]
    ]
    if len(suggestions) > SUGGESTIONS:
        lines.append(and_more(len(suggestions) - SUGGESTIONS))
    return "\n".join(lines)


def _menu(menu: Menu, placeholder: str, options: Iterable[tuple[str, str]], most: int = 1) -> Select:
    shown = [Option(clip(one_line(label), limits.SELECT_TEXT), value) for value, label in options]
    return Select(InboxMenu(menu).encode(), placeholder, tuple(shown), most)
