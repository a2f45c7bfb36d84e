"""An entry as an embed: the sides next to each other, what they share across, links and the source."""

from collections.abc import Sequence
from typing import Final

import discord

from bot import limits
from bot.discord_app import texts
from bot.discord_app.ui.markdown import clip, escape
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.knowledge.text_rules import markdown_link
from bot.texts import answers

ACCENT: Final = discord.Colour(0x5865F2)


def topic_of(knowledge: KnowledgeBase, entry: Entry) -> Topic:
    """The topic that ``entry`` belongs to."""
    topic = knowledge.topic(entry.topic)
    return topic if topic is not None else Topic(entry.topic, entry.topic)


def shown_sides(entry: Entry, subjects: Sequence[str]) -> tuple[str, ...]:
    """The ids of the sides to show: those asked for, or all when that is none or all of them."""
    asked = tuple(side for side in entry.sides if side in subjects)
    return asked or tuple(entry.sides)


def missing_sides(entry: Entry, subjects: Sequence[str]) -> tuple[str, ...]:
    """The ids of the sides that are left out when these subjects are asked for."""
    shown = shown_sides(entry, subjects)
    return tuple(side for side in entry.sides if side not in shown)


def subject_name(topic: Topic, subject_id: str) -> str:
    """What people call the subject."""
    subject = topic.subject(subject_id)
    return subject.name if subject is not None else subject_id


def entry_embed(knowledge: KnowledgeBase, entry: Entry, subjects: Sequence[str] = ()) -> discord.Embed:
    """``entry``, or only its sides for ``subjects``, within Discord's limits for a message of one embed."""
    topic = topic_of(knowledge, entry)
    sides = shown_sides(entry, subjects)
    partial = len(sides) < len(entry.sides)
    names = [subject_name(topic, side) for side in sides]
    embed = discord.Embed(colour=ACCENT)
    embed.title = clip(answers.in_subjects(entry.title, names) if partial else entry.title, limits.EMBED_TITLE)
    if partial and len(sides) == 1:
        embed.description = clip(entry.sides[sides[0]], limits.EMBED_DESCRIPTION)
    else:
        shared = None if partial else entry.both or entry.answer
        embed.description = clip(shared, limits.EMBED_DESCRIPTION) if shared else None
        for side, name in zip(sides, names, strict=True):
            embed.add_field(name=clip(name, limits.EMBED_FIELD_NAME), value=_field(entry.sides[side]), inline=True)
    if entry.links:
        embed.add_field(name=texts.LINKS, value=_links(entry), inline=False)
    source = topic.source.name if topic.source is not None else None
    embed.set_footer(text=clip(answers.footer(topic.title, source), limits.EMBED_FOOTER))
    return shortened(embed, limits.EMBEDS_TOTAL)


def _field(text: str) -> str:
    return clip(text, limits.EMBED_FIELD_VALUE)


def _links(entry: Entry) -> str:
    """The links, one a line; those beyond a field's room are left out."""
    lines: list[str] = []
    for link in entry.links:
        line = markdown_link(escape(link.label), link.url)
        if sum(map(len, lines)) + len(lines) + len(line) > limits.EMBED_FIELD_VALUE:
            break
        lines.append(line)
    return "\n".join(lines) or "…"


def shortened(embed: discord.Embed, room: int) -> discord.Embed:
    """Shorten the longest text of ``embed`` until all of it takes ``room`` characters."""
    while (over := len(embed) - room) > 0:
        longest = max(range(len(embed.fields)), key=lambda at: len(embed.fields[at].value or ""), default=None)
        size = 0 if longest is None else len(embed.fields[longest].value or "")
        if longest is None or len(embed.description or "") >= size:
            embed.description = clip(embed.description or "", max(1, len(embed.description or "") - over))
        else:
            field = embed.fields[longest]
            value = clip(field.value or "", max(1, size - over))
            embed.set_field_at(longest, name=field.name, value=value, inline=field.inline)
    return embed
