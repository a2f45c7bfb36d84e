"""The texts that a change rewords, comes with or takes away: what each was, and what it is now."""

from collections.abc import Iterator, Sequence
from typing import Final

import discord

from bot import limits
from bot.discord_app.editing import texts
from bot.discord_app.editing.change_lines import name_of
from bot.discord_app.ui.markdown import clip, escape, fitting, was_and_now
from bot.editing.change import EntryEdit, FieldChange, field_diff
from bot.editing.wording import is_text
from bot.knowledge.model import KnowledgeBase

TOTAL: Final = limits.EMBEDS_TOTAL - 200
"""Characters of an embed, so that nothing of its foot is lost."""
LEAST: Final = limits.EMBED_FIELD_VALUE // 4
"""Characters of room from which on another text is begun."""
OF_A_PHONE: Final = 500
"""Characters of texts that a proposal shows itself: a dozen lines of a phone, on which the card has to fit too."""


def add_texts(embed: discord.Embed, edits: Sequence[EntryEdit], knowledge: KnowledgeBase) -> None:
    """Add the texts that come, go or read differently to an embed, a field each, as far as there is room."""
    for change, name in _texts(edits, knowledge):
        for heading, value in _fields(change, name):
            room = TOTAL - len(embed) - len(heading)
            if room < min(LEAST, len(value)) or len(embed.fields) == limits.EMBED_FIELDS:
                return
            embed.add_field(name=heading, value=_cut(value, room), inline=False)


def reworded_lines(edits: Sequence[EntryEdit], knowledge: KnowledgeBase) -> list[str] | None:
    """What reads differently or goes, a few lines a text; ``None`` where that would not fit on a phone."""
    lines: list[str] = []
    for change, name in _texts(edits, knowledge):
        if change.before is None:
            continue  # the finished card shows it
        lines.append(f"**{name}**\n{_in_one(*_both(change))}")
        if sum(map(len, lines)) > OF_A_PHONE:
            return None
    return lines


def _texts(edits: Sequence[EntryEdit], knowledge: KnowledgeBase) -> Iterator[tuple[FieldChange, str]]:
    """Each text of an entry that stays, with its name."""
    for edit in edits:
        if edit.after is not None:
            changes = (change for change in field_diff(edit.before, edit.after) if is_text(change.field))
            yield from ((change, clip(escape(name_of(change.field, edit, knowledge)), 200)) for change in changes)


def _fields(change: FieldChange, name: str) -> Iterator[tuple[str, str]]:
    """A heading with a value; two of them where both texts have no room in one."""
    if change.before is None:
        yield name, fitting(change.after or "", limits.EMBED_FIELD_VALUE)
        return
    was, now = _both(change)
    if len(both := _in_one(was, now)) <= limits.EMBED_FIELD_VALUE:
        yield name, both
    else:
        yield f"{name}, {texts.WAS}", was
        yield f"{name}, {texts.NOW}", now


def _both(change: FieldChange) -> tuple[str, str]:
    if change.after is None:
        return fitting(change.before or "", limits.EMBED_FIELD_VALUE), texts.NO_TEXT
    return was_and_now(change.before or "", change.after, limits.EMBED_FIELD_VALUE)


def _in_one(was: str, now: str) -> str:
    return f"{texts.WAS}: {was}\n{texts.NOW}: {now}"


def _cut(value: str, room: int) -> str:
    """At most ``room`` characters, cut at a word: half of a mark-up would be shown as it is."""
    return value if len(value) <= room else f"{value[: room - 2].rpartition(' ')[0]} …"
