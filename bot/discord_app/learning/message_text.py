"""The text of a message that may become an answer."""

import re
from collections.abc import Iterator
from typing import Final

import discord

from bot.control_characters import dropped
from bot.knowledge import bounds
from bot.mentions import EVERYONE, PERSON

_PEOPLE: Final = re.compile(rf" ?(?:{PERSON}|{EVERYONE}\b)")
_BLANK: Final = re.compile(r"\n{3,}")
_SMALL: Final = "-# "


def answer_text(message: discord.Message, *, mine: bool = False) -> str:
    """What the message says, as Markdown; empty when that is nothing.

    Other bots say it in embeds, which are written out; the previews of links are left out. Nobody is mentioned in an
    entry, so people's and roles' mentions go. It ends at the last paragraph, line or word that an answer has room for.

    Args:
        message: anybody's.
        mine: whether the bot wrote it. Who answered stands in its last line then, in small letters, and goes, too.
    """
    text = "\n".join(
        dropped(_PEOPLE.sub("", line)).rstrip() for line in "\n\n".join(_parts(message, mine=mine)).split("\n")
    )
    return _cut(_BLANK.sub("\n\n", text).strip(), bounds.ANSWER)


def _parts(message: discord.Message, *, mine: bool) -> Iterator[str]:
    rest, _, last = message.content.rpartition("\n")
    if content := rest if mine and last.startswith(_SMALL) else message.content:
        yield content
    for embed in message.embeds:
        if embed.type == "rich":
            yield from (part for part in (embed.title and f"**{embed.title}**", embed.description) if part)
            yield from (f"**{field.name}**\n{field.value}" for field in embed.fields)


def _cut(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    ends = (text.rfind(end, room // 2, room) for end in ("\n\n", "\n", " "))
    return text[: next((end for end in ends if end > 0), room)].rstrip()
