"""What the bot is about to show: plain values, and the one length check that everything sent passes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import discord

from bot import limits

Style = Literal["primary", "secondary", "success", "danger"]


@dataclass(frozen=True, slots=True)
class Button:
    """A button that acts (``custom_id``) or one that opens an address (``url``)."""

    label: str | None = None
    custom_id: str | None = None
    emoji: str | None = None
    style: Style = "secondary"
    url: str | None = None
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a select."""

    label: str
    value: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Select:
    """A menu of which one option is chosen, or up to ``most``. It fills a row of its own."""

    custom_id: str
    placeholder: str
    options: tuple[Option, ...]
    most: int = 1


@dataclass(frozen=True, slots=True)
class Chooser:
    """A menu of the server's text channels or roles, of which any number up to ``most`` is chosen. It fills a row."""

    custom_id: str
    placeholder: str
    kind: Literal["channel", "role"]
    chosen: tuple[int, ...] = ()
    most: int = limits.SELECT_OPTIONS


Row = tuple[Button, ...] | tuple[Select] | tuple[Chooser]


@dataclass(frozen=True, slots=True)
class Reply:
    """One message: text, embeds, and rows of buttons or a select."""

    content: str | None = None
    embeds: tuple[discord.Embed, ...] = ()
    rows: tuple[Row, ...] = ()
    full: tuple[Button, ...] = ()
    """What opens all of it for whoever presses; it stands there only where the text leaves something out."""

    def with_content(self, content: str | None) -> "Reply":
        """The same message with this above it."""
        return replace(self, content=content)

    def without_rows(self) -> "Reply":
        """The same message with nothing to press."""
        return replace(self, rows=(), full=())


def message_url(server: int, channel: int, message: int) -> str:
    """The address of a server's message, for a link to it."""
    return f"https://discord.com/channels/{server}/{channel}/{message}"


class TooLongError(ValueError):
    """A message that Discord would refuse. A defect of the code that made it: renderers clip what people write."""


def check(reply: Reply) -> Reply:
    """``reply`` itself, once nothing in it is beyond Discord's limits.

    Raises:
        TooLongError: something is; it names all of it.
    """
    problems = [f"{what}: {size} > {limit}" for what, size, limit in _measures(reply) if size > limit]
    ids = [item.custom_id for row in reply.rows for item in row if item.custom_id is not None]
    problems += [f"custom_id twice: {one}" for one in {one for one in ids if ids.count(one) > 1}]
    if not (reply.content or reply.embeds or reply.rows):
        problems.append("nothing to show")
    if problems:
        raise TooLongError("; ".join(sorted(problems)))
    return reply


def _measures(reply: Reply) -> Iterator[tuple[str, int, int]]:
    yield "content", len(reply.content or ""), limits.MESSAGE_CONTENT
    yield "embeds", len(reply.embeds), limits.EMBEDS_PER_MESSAGE
    yield "characters in embeds", sum(map(len, reply.embeds)), limits.EMBEDS_TOTAL
    yield "rows", len(reply.rows), limits.COMPONENT_ROWS
    for embed in reply.embeds:
        yield from _embed_measures(embed)
    for row in reply.rows:
        yield "buttons in a row", len(row), limits.BUTTONS_PER_ROW
        for item in row:
            yield from _item_measures(item)


def _embed_measures(embed: discord.Embed) -> Iterator[tuple[str, int, int]]:
    yield "title", len(embed.title or ""), limits.EMBED_TITLE
    yield "description", len(embed.description or ""), limits.EMBED_DESCRIPTION
    yield "footer", len(embed.footer.text or ""), limits.EMBED_FOOTER
    yield "fields", len(embed.fields), limits.EMBED_FIELDS
    for one in embed.fields:
        yield "field name", len(one.name or ""), limits.EMBED_FIELD_NAME
        yield "field value", len(one.value or ""), limits.EMBED_FIELD_VALUE


def _item_measures(item: Button | Select | Chooser) -> Iterator[tuple[str, int, int]]:
    if isinstance(item, Button):
        yield from _button_measures(item)
    elif isinstance(item, Select):
        yield from _select_measures(item)
    else:
        yield "custom_id", len(item.custom_id), limits.CUSTOM_ID
        yield "placeholder", len(item.placeholder), limits.SELECT_PLACEHOLDER
        yield "chosen", len(item.chosen), item.most


def _button_measures(button: Button) -> Iterator[tuple[str, int, int]]:
    yield "label", len(button.label or ""), limits.BUTTON_LABEL
    yield "custom_id", len(button.custom_id or ""), limits.CUSTOM_ID
    yield "url", len(button.url or ""), limits.BUTTON_URL


def _select_measures(select: Select) -> Iterator[tuple[str, int, int]]:
    yield "custom_id", len(select.custom_id), limits.CUSTOM_ID
    yield "placeholder", len(select.placeholder), limits.SELECT_PLACEHOLDER
    yield "options", len(select.options), limits.SELECT_OPTIONS
    for one in select.options:
        for text in (one.label, one.value, one.description or ""):
            yield "option", len(text), limits.SELECT_TEXT
