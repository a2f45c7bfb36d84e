"""A message as the library takes it: what is sent of it, and the parts that can be pressed or chosen from."""

from collections.abc import Iterable
from typing import Any, Final, cast

import discord

from bot.discord_app.ui.custom_id import CustomId
from bot.discord_app.ui.reply import Button, Chooser, Reply, Row, Select, Style, check

QUIET: Final = discord.AllowedMentions.none()
READ: Final = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.public_thread,
    discord.ChannelType.voice,
]
"""The channels in which people write."""


def new_message(reply: Reply) -> dict[str, Any]:
    """The arguments that send a message, which pings nobody; what is empty is left out."""
    check(reply)
    sent: dict[str, Any] = {"allowed_mentions": QUIET}
    if reply.content:
        sent["content"] = reply.content
    if reply.embeds:
        sent["embeds"] = list(reply.embeds)
    if reply.rows:
        sent["view"] = view_of(reply.rows)
    return sent


def whole_message(reply: Reply) -> dict[str, Any]:
    """The arguments that replace all of a message, so that nothing of the former one stays; nobody is pinged."""
    check(reply)
    embeds, view = list(reply.embeds), view_of(reply.rows)
    return {"content": reply.content, "embeds": embeds, "view": view, "allowed_mentions": QUIET}


def view_of(rows: Iterable[Row]) -> discord.ui.View | None:
    """The components of ``rows``, or ``None`` without any.

    The view is stopped before it is sent, so the library keeps nothing in memory for it: presses reach the
    registered DynamicItems by the state in their custom_id, before and after a restart alike.
    """
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(rows):
        for item in row:
            view.add_item(_ui_item(item, number))
    view.stop()
    return view if view.children else None


def rows_without(message: discord.Message, kind: type[CustomId]) -> tuple[Row, ...]:
    """The buttons of one of the bot's messages, but for those of a kind."""
    rows = (
        tuple(
            _button_of(item)
            for item in row.children
            if isinstance(item, discord.Button) and next(kind.among([item.custom_id or ""]), None) is None
        )
        for row in message.components
        if isinstance(row, discord.ActionRow)
    )
    return tuple(row for row in rows if row)


def _button_of(item: discord.Button) -> Button:
    emoji = str(item.emoji) if item.emoji is not None else None
    style = "secondary" if item.url else cast("Style", item.style.name)
    return Button(item.label, item.custom_id, emoji, style, item.url, item.disabled)


def _ui_item(item: Button | Select | Chooser, row: int) -> discord.ui.Item[discord.ui.View]:
    if isinstance(item, Button):
        return _ui_button(item, row)
    return _ui_select(item, row) if isinstance(item, Select) else _ui_chooser(item, row)


def _ui_button(button: Button, row: int) -> discord.ui.Button[discord.ui.View]:
    style = discord.ButtonStyle.link if button.url else discord.ButtonStyle[button.style]
    return discord.ui.Button(
        style=style,
        label=button.label,
        custom_id=button.custom_id,
        emoji=button.emoji,
        url=button.url,
        disabled=button.disabled,
        row=row,
    )


def _ui_select(select: Select, row: int) -> discord.ui.Select[discord.ui.View]:
    options = [
        discord.SelectOption(label=one.label, value=one.value, description=one.description) for one in select.options
    ]
    return discord.ui.Select(
        custom_id=select.custom_id,
        placeholder=select.placeholder,
        options=options,
        max_values=min(select.most, len(options)),
        row=row,
    )


def _ui_chooser(chooser: Chooser, row: int) -> discord.ui.Item[discord.ui.View]:
    kind = discord.SelectDefaultValueType[chooser.kind]
    options: dict[str, Any] = {
        "custom_id": chooser.custom_id,
        "placeholder": chooser.placeholder,
        "min_values": 0,
        "max_values": chooser.most,
        "default_values": [discord.SelectDefaultValue(id=one, type=kind) for one in chooser.chosen],
        "row": row,
    }
    if chooser.kind == "role":
        return discord.ui.RoleSelect[discord.ui.View](**options)
    return discord.ui.ChannelSelect[discord.ui.View](channel_types=READ, **options)
