"""Messages as plain text: for who wants it, for servers that want it, and where the bot may not embed links."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import discord

from bot import limits
from bot.composed_characters import cut
from bot.discord_app.ui.markdown import clip, escape, visible
from bot.discord_app.ui.reply import Reply

ROOM: Final = limits.MESSAGE_CONTENT - 8
"""Characters of a piece of a text, beside a fence that is closed at its end and the ellipsis."""
FIRST_WORDS: Final = 300
"""Characters of an embed's first sentence."""
LONG: Final = 200
"""Characters of a block that is set off from the next one."""
NEW_LINE: Final = "\n"
_FENCE: Final = "```"
_CODE: Final = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
_ADDRESS: Final = re.compile(r"(?<!<)https?://[^\s<>]*[^\s<>.,:;\"'\]*_~|]", re.IGNORECASE)
"""As Discord makes links of them: without the punctuation and the markup behind."""
_WRITTEN_ADDRESS: Final = re.compile(r"<(https?://[^\s<>]+)>", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s")


def in_plain_text(reply: Reply) -> Reply:
    """``reply`` with its embeds written out in one message.

    What has no room is left out, which an ellipsis says, and ``reply.full`` opens all of it.
    """
    if not reply.embeds:
        return reply
    first, *rest = _pieces(_written_out(reply))
    written = replace(reply, content=f"{first}\n…" if rest else first, embeds=())
    return _with_full(written) if rest else written


def in_plain_parts(reply: Reply) -> list[Reply]:
    """``reply`` with its embeds written out in as many messages as it takes; the last one has what can be pressed."""
    if not reply.embeds:
        return [reply]
    *pieces, last = _pieces(_written_out(reply))
    return [*(Reply(piece) for piece in pieces), replace(reply, content=last, embeds=())]


def embed_of(message: discord.Message) -> discord.Embed | None:
    """The embed of one of the bot's messages, also where it was written out; ``None`` where there is none.

    It is for messages of a single embed that say nothing else, and that no footer ends. What was escaped in its title
    and the names of its fields stays so.
    """
    if message.embeds:
        return message.embeds[0]
    title, _, rest = message.content.partition("\n")
    if not (title.startswith("**") and title.endswith("**")):
        return None
    blocks: list[tuple[str, list[str]]] = [("", [])]
    for line in _WRITTEN_ADDRESS.sub(r"\1", rest).split("\n"):
        name, ends, value = line.partition("**:")
        if ends and name.startswith("**"):
            blocks.append((name.removeprefix("**"), [value]))
        else:
            blocks[-1][1].append(line)
    (_, description), *named = blocks
    embed = discord.Embed(title=title[2:-2], description="\n".join(description).strip() or None)
    for name, lines in named:
        embed.add_field(name=name, value="\n".join(lines).strip(), inline=False)
    return embed


def with_first_words(reply: Reply) -> Reply:
    """``reply`` with each embed's title and first sentence as text too, and a button that opens all of it.

    Members who switched link previews off see no embed, and some screen readers read none.
    """
    words = [one for one in map(_first_words, reply.embeds) if one]
    if not words:
        return reply
    content = "\n".join([*([reply.content] if reply.content else []), *words])
    return _with_full(replace(reply, content=clip(content, limits.MESSAGE_CONTENT)))


def _with_full(reply: Reply) -> Reply:
    """``reply`` with the buttons that open all of it, above the others."""
    fits = reply.full and len(reply.rows) < limits.COMPONENT_ROWS
    return replace(reply, rows=(reply.full, *reply.rows)) if fits else reply


def _written_out(reply: Reply) -> str:
    parts = [*([reply.content] if reply.content else []), *map(_embed_text, reply.embeds)]
    return _without_previews("\n\n".join(parts))


def _without_previews(text: str) -> str:
    """``text`` with its addresses in angle brackets, or Discord would put a preview of each below.

    The message's flag against previews would hide embeds as well, once the message has some again, and discord.py
    passes it with some kinds of edit only.
    """
    parts = enumerate(_CODE.split(text))
    return "".join(part if number % 2 else _ADDRESS.sub(_bracketed, part) for number, part in parts)


def _bracketed(match: re.Match[str]) -> str:
    """The address, without the closing brackets of what stands around it."""
    found = match[0]
    address = found.rstrip(")")
    own = min(len(found) - len(address), max(0, address.count("(") - address.count(")")))
    return f"<{address}{')' * own}>{found[len(address) + own :]}"


def _embed_text(embed: discord.Embed) -> str:
    """The embed's blocks, set off from each other where one is long or a list, which would take in the line below."""
    text, before = "", ""
    for block in _blocks(embed):
        is_apart = any("\n" in one or len(one) > LONG for one in (before, block))
        text += ("\n\n" if is_apart else "\n") + block if text else block
        before = block
    return text


def _blocks(embed: discord.Embed) -> Iterator[str]:
    """Titles, names and footers hold no markup in an embed, so it is escaped where they are written out."""
    if embed.title:
        yield f"**{escape(embed.title)}**"
    if embed.description:
        yield embed.description
    block = ""
    for one in embed.fields:
        name, value = visible(one.name or "").strip(), one.value or ""
        if name:
            yield from [block] if block else []
            block = f"**{escape(name)}**:{NEW_LINE if NEW_LINE in value else ' '}{value}"
        elif visible(value).strip():  # a second column of the field before
            block += f"{NEW_LINE}{value}"
    yield from [block] if block else []
    if embed.footer.text:
        yield f"-# {escape(embed.footer.text)}".replace("\n", "\n-# ")


def _first_words(embed: discord.Embed) -> str:
    field = next((one for one in embed.fields if visible(one.name or "").strip()), None)
    text = embed.description or (f"{escape(field.name or '')}: {field.value}" if field is not None else "")
    sentence = clip(_SENTENCE_END.split(text.strip(), maxsplit=1)[0], FIRST_WORDS)
    title = f"**{escape(embed.title)}**" if embed.title else ""
    return _without_previews(": ".join(part for part in (title, sentence) if part))


def _pieces(text: str) -> list[str]:
    """``text`` in pieces that fit into a message, torn apart at a line's end where one is near, else at a word's."""
    pieces: list[str] = []
    while len(text) > ROOM:
        place = _place_to_cut(text)
        piece, text = text[:place].rstrip(), text[place:].lstrip()
        if piece.count(_FENCE) % 2:  # a code block goes on in the next piece
            opened = piece[piece.rindex(_FENCE) :].partition("\n")[0]
            piece, text = f"{piece}\n{_FENCE}", f"{opened}\n{text}"
        pieces.append(piece)
    return [*pieces, text]


def _place_to_cut(text: str) -> int:
    for end in ("\n", ". ", " "):
        place = text.rfind(end, ROOM // 2, ROOM)
        if place >= 0:
            return place + len(end)
    return len(cut(text, ROOM))
