"""Forms: what a modal asks, made into the library's, and what was typed into it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import discord

from bot import limits
from bot.composed_characters import cut
from bot.discord_app.client import Interaction
from bot.discord_app.ui.markdown import clip, visible


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form."""

    code: str
    """Its custom_id, under which what was typed comes back."""
    label: str
    hint: str
    value: str
    """What stands in it at first."""
    room: int
    """Characters that it takes."""
    long: bool = True
    required: bool = False


def modal_of(title: str, custom_id: str, fields: Iterable[Field], above: str = "") -> discord.ui.Modal:
    """The modal with these fields, one below the other, and a text ``above`` them, where there is one.

    The text counts as one of the five things that a modal has room for. It may hold markup: escape what people wrote.
    It is stopped before it is sent, so the library keeps nothing in memory for it: what was typed reaches the function
    that ``submitted`` made for its custom_id, before and after a restart alike.
    """
    modal = discord.ui.Modal(title=clip(visible(title), limits.MODAL_TITLE), custom_id=custom_id)
    if above:
        modal.add_item(discord.ui.TextDisplay[Any](above))
    for field in fields:
        style = discord.TextStyle.paragraph if field.long else discord.TextStyle.short
        text_input = discord.ui.TextInput[discord.ui.Modal](
            custom_id=field.code,
            style=style,
            default=cut(field.value, field.room) or None,
            required=field.required,
            max_length=field.room,
        )
        modal.add_item(discord.ui.Label(text=field.label, description=field.hint, component=text_input))
    modal.stop()
    return modal


def typed_into(interaction: Interaction) -> dict[str, str]:
    """What was typed into the modal that was sent off, by the fields' codes."""
    labels = cast("Sequence[dict[str, Any]]", (interaction.data or {}).get("components", ()))
    inputs = [label["component"] for label in labels if "component" in label]
    return {str(one.get("custom_id", "")): str(one.get("value") or "").replace("\r\n", "\n") for one in inputs}
