"""The history as messages: pure functions from revisions to a ``Reply``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import discord
from discord.utils import format_dt

from bot import limits
from bot.discord_app.editing import texts
from bot.discord_app.editing.change_lines import change_lines
from bot.discord_app.editing.states import Shared, TakeBack, Undo
from bot.discord_app.editing.text_diffs import add_texts
from bot.discord_app.ui.converters import EntryKey
from bot.discord_app.ui.custom_id import CustomId
from bot.discord_app.ui.embeds import ACCENT
from bot.discord_app.ui.markdown import clip, code_block, inline, visible
from bot.discord_app.ui.pages import longest_fitting
from bot.discord_app.ui.reply import Button, Option, Reply, Row, Select
from bot.editing import wording
from bot.editing.change import EntryEdit
from bot.editing.merge import lines_of
from bot.editing.revision import Revision, RevisionKind, Scope
from bot.knowledge.model import KnowledgeBase
from bot.texts import editing as shared_texts

PER_PAGE: Final = 8
"""Revisions on one page: their lines fit however much of them is escaped."""
LENGTHS: Final = (120, 60, 30)
"""Characters of a revision's short description and of its reason; the first with which the page fits."""
NAME: Final = 32
_MESSAGE: Final = re.compile(r"https://discord\.com/channels/\d{1,20}/\d{1,20}/\d{1,20}")
RAW: Final = 900
"""Characters of raw lines that are shown where no entry differs."""


class Page(CustomId, form="h:{shared}:{before}:{entry}"):
    """A page of the list to turn to: the revisions below a number; 0 stands for the newest."""

    shared: Shared
    before: int = 0
    entry: EntryKey | None = None


class OpenRevision(CustomId, form="h:open:{place}"):
    """The select whose option is the number of a revision to open; the list can be gone back to."""

    place: Page


class TakeBackRevision(CustomId, form="h:revert:{shared}"):
    """The select whose option is the number of a revision to take back."""

    shared: Shared


def history_reply(
    revisions: Sequence[Revision], place: Page, scope: Scope, knowledge: KnowledgeBase, title: str | None = None
) -> Reply:
    """One page of the list.

    Args:
        revisions: those from there on, newest first; more than fit, where there are more.
        place: where the page begins, and of which entry.
        scope: whose history it is.
        knowledge: as it is now, for the titles of its entries.
        title: of the entry that the list is about.
    """
    shown = revisions[:PER_PAGE]
    if not shown:
        said = texts.NO_OLDER if place.before else texts.NO_HISTORY_OF_ENTRY if place.entry else shared_texts.NO_HISTORY
        return Reply(said, rows=_turning(place, shown, more=False))
    embed = discord.Embed(
        colour=ACCENT, title=texts.history_title(clip(visible(title), limits.EMBED_TITLE - 20) if title else None)
    )
    named = {one.number: wording.what(one, None if place.entry else knowledge) for one in shown}
    embed.description = _lines(shown, named)
    embed.set_footer(text=texts.saved_for(shared=scope is None))
    options = tuple(
        Option(clip(texts.revision_option(number, what), limits.SELECT_TEXT), str(number))
        for number, what in named.items()
    )
    rows: tuple[Row, ...] = (
        (Select(OpenRevision(place).encode(), texts.OPEN_REVISION, options),),
        (Select(TakeBackRevision(scope is None).encode(), texts.TAKE_BACK_ONE, options),),
    )
    return Reply(embeds=(embed,), rows=(*rows, *_turning(place, shown, more=len(revisions) > PER_PAGE)))


@dataclass(frozen=True, slots=True)
class Opened:
    """One change of the list, opened."""

    revision: Revision
    edits: tuple[EntryEdit, ...]
    """What it did to each entry."""
    knowledge: KnowledgeBase
    """As it is now."""
    place: Page
    """The page to go back to."""
    is_last: bool = False
    """Whether it is the last save, of a moment ago, of the moderator who looks."""


def revision_reply(opened: Opened) -> Reply:
    """One revision: who, when, why, and what it did in plain words; raw lines where no entry differs."""
    revision, edits, knowledge = opened.revision, opened.edits, opened.knowledge
    # What an edit did stands below, a line each; in the title it would be a second wall of the same words.
    is_edit = edits and revision.kind in (RevisionKind.EDIT, RevisionKind.TEACH)
    what = ", ".join(wording.titles(revision.entries, knowledge)) if is_edit else wording.what(revision, knowledge)
    title = clip(visible(texts.revision_title(revision.number, what)), limits.EMBED_TITLE)
    embed = discord.Embed(colour=ACCENT, title=title)
    embed.set_footer(text=texts.saved_for(shared=revision.scope is None))
    head = f"{format_dt(revision.at, 'f')} · {who(revision)}"
    lines = change_lines(edits, knowledge) if edits else [texts.REVISION_AROUND]
    embed.description = clip("\n".join([head, "", *lines]), limits.EMBED_DESCRIPTION)
    if revision.why:
        embed.add_field(name=texts.WHY, value=_why(revision.why, limits.EMBED_FIELD_VALUE // 3), inline=False)
    if edits:
        add_texts(embed, edits, knowledge)
    elif raw := _raw_lines(revision):
        embed.add_field(name=texts.LINES, value=code_block(raw, "diff"), inline=False)
    number, shared = revision.number, revision.scope is None
    undo, take_back = Undo(number, shared).encode(), TakeBack(number, shared).encode()
    back = Button(texts.UNDO, undo) if opened.is_last else Button(texts.TAKE_BACK, take_back)
    return Reply(embeds=(embed,), rows=((back, Button(texts.LIST, opened.place.encode())),))


def who(revision: Revision) -> str:
    """Who made the change, escaped."""
    return inline(wording.who(revision, texts.BY_FILE, shared_texts.NO_NAME), NAME)


def _why(why: str, room: int) -> str:
    """The reason, escaped; a message that it names is linked to, as its bare address would fill a phone."""
    link = _MESSAGE.search(why)
    if link is None:
        return inline(why, room)
    words = inline(why.replace(link[0], "").rstrip(" :"), room)
    return f"{words} · [{texts.MESSAGE}]({link[0]})"


def _lines(revisions: Sequence[Revision], named: Mapping[int, str]) -> str:
    def line(one: Revision, length: int) -> str:
        what, why = inline(named[one.number], length), _why(one.why, length)
        return texts.revision_line(one.number, format_dt(one.at, "f"), who(one), what, why)

    return longest_fitting(
        lambda length: "\n\n".join(line(one, length) for one in revisions), LENGTHS, limits.EMBED_DESCRIPTION
    )


def _turning(place: Page, shown: Sequence[Revision], *, more: bool) -> tuple[Row, ...]:
    buttons: list[Button] = []
    if place.before:
        buttons.append(Button(texts.NEWEST, Page(place.shared, 0, place.entry).encode()))
    if more:
        buttons.append(Button(texts.OLDER, Page(place.shared, shown[-1].number, place.entry).encode()))
    return (tuple(buttons),) if buttons else ()


def _raw_lines(revision: Revision) -> str:
    every = [line for change in revision.files for line in _diff(change.removed, change.added)]
    kept, length = list[str](), 0
    for line in every:
        length += len(line) + 1
        if length > RAW:
            return "\n".join([*kept, texts.more_lines(len(every) - len(kept))])
        kept.append(line)
    return "\n".join(kept)


def _diff(removed: str, added: str) -> Iterator[str]:
    yield from (f"- {visible(line.rstrip())}" for line in lines_of(removed))
    yield from (f"+ {visible(line.rstrip())}" for line in lines_of(added))
