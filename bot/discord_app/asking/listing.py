"""Everything the bot can answer, as pages: pure functions from the knowledge base to a ``Reply``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import discord

from bot import limits
from bot.discord_app.asking import texts
from bot.discord_app.ui.converters import Id
from bot.discord_app.ui.custom_id import CustomId
from bot.discord_app.ui.embeds import ACCENT
from bot.discord_app.ui.markdown import ZERO_WIDTH_SPACE, clip, escape
from bot.discord_app.ui.pages import longest_fitting, page_of, page_text, turning
from bot.discord_app.ui.reply import Button, Option, Reply, Row, Select
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.texts import answers
from bot.texts.counting import listed

PER_PAGE: Final = 20
"""Lines a page: two columns of ten, and fewer than the 25 options of a select."""
ONE_COLUMN: Final = 5
"""As many lines stand in one column, more in two."""
TOPIC_TITLE: Final = 70
"""Characters, so that twenty topics fit into a description however much of them is escaped."""
TITLE_LENGTHS: Final = (limits.BUTTON_LABEL, 60, 30)
"""A column whose titles are too long for a field shows them shorter; ten of the last always fit."""


class Page(CustomId, form="l:{number}:{topic}"):
    """A page to turn to: of a topic, or of the list of topics where there is no ``topic``."""

    number: int
    topic: Id | None = None


class OpenChosen(CustomId, form="l:open"):
    """The select whose option is an entry to open privately."""


class ChooseTopic(CustomId, form="l:topic"):
    """The select whose option is a topic to turn to."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Entries under one heading of one page; ``first`` is the number of the first one in the whole list."""

    heading: str
    first: int
    entries: tuple[Entry, ...]

    def numbered(self) -> Iterator[tuple[int, Entry]]:
        """Each entry with its number."""
        return enumerate(self.entries, self.first)


def list_reply(knowledge: KnowledgeBase, place: Page | None = None) -> Reply:
    """The page at ``place``; without one the only topic, or the list of topics, as for a topic that is gone."""
    if not knowledge.topics:
        return Reply(answers.NOTHING_YET)
    if place is None:
        place = Page(0, knowledge.topics[0].id if len(knowledge.topics) == 1 else None)
    topic = knowledge.topic(place.topic) if place.topic is not None else None
    return _topics_reply(knowledge, place.number) if topic is None else _topic_reply(knowledge, topic, place.number)


def pages_of(topic: Topic) -> tuple[tuple[Chunk, ...], ...]:
    """The topic's entries by heading, in pages of twenty. A heading that fits on one page is not torn apart."""
    pages: list[list[Chunk]] = [[]]
    first = 1
    for heading, entries in groups_of(topic):
        rest = iter(entries)
        room = PER_PAGE - _lines(pages[-1])
        if pages[-1] and len(entries) > room:
            pages.append([])
        while part := tuple(islice(rest, PER_PAGE - _lines(pages[-1]))):
            pages[-1].append(Chunk(heading, first, part))
            first += len(part)
            if _lines(pages[-1]) == PER_PAGE:
                pages.append([])
    return tuple(tuple(page) for page in pages if page)


def groups_of(topic: Topic) -> list[tuple[str, tuple[Entry, ...]]]:
    """The headings of a topic with their entries; those without any are left out."""
    plain = texts.DEFINITIONS if topic.subjects else texts.ANSWERS
    groups = {texts.COMPARISONS: list[Entry](), plain: list[Entry](), texts.RESOURCES: list[Entry]()}
    for entry in topic.entries:
        heading = texts.COMPARISONS if entry.is_dimension else texts.RESOURCES if entry.is_resource else plain
        groups[heading].append(entry)
    return [(heading, tuple(entries)) for heading, entries in groups.items() if entries]


def counts_of(topic: Topic) -> str:
    """What a topic holds: "20 comparisons, 2 definitions and 4 resources"."""
    return listed([texts.number_of(len(entries), heading) for heading, entries in groups_of(topic)])


def _lines(page: Sequence[Chunk]) -> int:
    return sum(len(chunk.entries) for chunk in page)


def _topic_reply(knowledge: KnowledgeBase, topic: Topic, page: int) -> Reply:
    pages = pages_of(topic)
    page = min(page, len(pages) - 1)
    chunks = pages[page] if pages else ()
    embed = discord.Embed(colour=ACCENT, title=clip(topic.title, limits.EMBED_TITLE))
    embed.description = f"{counts_of(topic)}. {texts.HINT}" if chunks else answers.NOTHING_YET
    _add_columns(embed, chunks)
    _set_footer(embed, page, len(pages), topic.source.name if topic.source else None)
    options = tuple(
        Option(clip(f"{number}. {entry.title}", limits.SELECT_TEXT), entry.key)
        for chunk in chunks
        for number, entry in chunk.numbered()
    )
    rows: list[Row] = [(Select(OpenChosen().encode(), texts.OPEN_ONE, options),)] if options else []
    back = (Button(texts.ALL_TOPICS, Page(0).encode()),) if len(knowledge.topics) > 1 else ()
    rows.append((*turning(page, len(pages), lambda number: Page(number, topic.id)), *back))
    return Reply(embeds=(embed,), rows=tuple(row for row in rows if row))


def _topics_reply(knowledge: KnowledgeBase, page: int) -> Reply:
    topics = knowledge.topics
    shown, page, pages = page_of(topics, page, PER_PAGE)
    embed = discord.Embed(colour=ACCENT, title=texts.TOPICS_TITLE)
    lines = [f"**{escape(clip(topic.title, TOPIC_TITLE))}**: {counts_of(topic)}" for topic in shown]
    embed.description = "\n".join([*lines, "", texts.TOPICS_HINT])
    _set_footer(embed, page, pages, None)
    options = tuple(Option(clip(topic.title, limits.SELECT_TEXT), topic.id, counts_of(topic)) for topic in shown)
    rows: list[Row] = [(Select(ChooseTopic().encode(), texts.CHOOSE_TOPIC, options),)]
    rows.append(turning(page, pages, Page))
    return Reply(embeds=(embed,), rows=tuple(row for row in rows if row))


def _set_footer(embed: discord.Embed, page: int, pages: int, source: str | None) -> None:
    if text := texts.page_footer(page_text(page, pages), source):
        embed.set_footer(text=clip(text, limits.EMBED_FOOTER))


def _add_columns(embed: discord.Embed, chunks: Sequence[Chunk]) -> None:
    """Headings with their numbered titles: long ones in two columns, short ones beside each other."""
    wide = any(len(chunk.entries) > ONE_COLUMN for chunk in chunks)
    for chunk in chunks:
        lines = tuple(chunk.numbered())
        if len(lines) <= ONE_COLUMN:
            embed.add_field(name=chunk.heading, value=_column(lines), inline=not wide)
            continue
        half = -(-len(lines) // 2)
        embed.add_field(name=chunk.heading, value=_column(lines[:half]), inline=True)
        embed.add_field(name=ZERO_WIDTH_SPACE, value=_column(lines[half:]), inline=True)
        if chunk is not chunks[-1]:
            # Discord sets three inline fields in a row: an empty third one ends it before the next heading.
            embed.add_field(name=ZERO_WIDTH_SPACE, value=ZERO_WIDTH_SPACE, inline=True)


def _column(lines: Sequence[tuple[int, Entry]]) -> str:
    # The dot is escaped: as a list of Discord's own the second column would not begin at its number everywhere.
    return longest_fitting(
        lambda length: "\n".join(f"{number}\\. {escape(clip(entry.title, length))}" for number, entry in lines),
        TITLE_LENGTHS,
        limits.EMBED_FIELD_VALUE,
    )
