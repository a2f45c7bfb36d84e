"""Menus of more things than Discord shows: the last option opens a form that finds the others by words.

What was found takes the place of the menu's options, in the same message, with everything else in it as it was.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase
from typing import Annotated, Any, Final, TypeVar, cast

import discord

from bot import limits
from bot.control_characters import one_line
from bot.discord_app import texts
from bot.discord_app.client import Interaction
from bot.discord_app.context import defer
from bot.discord_app.ui.converters import Converter, UnreadableError
from bot.discord_app.ui.custom_id import CustomId
from bot.discord_app.ui.dispatch import Handler, submitted
from bot.discord_app.ui.markdown import inline
from bot.discord_app.ui.modal import Field, modal_of, typed_into
from bot.discord_app.ui.reply import Button, Option, Reply, Row, Select
from bot.discord_app.ui.sender import open_form, replace_deferred

StateT = TypeVar("StateT", bound=CustomId)
ANOTHER: Final = "?"
"""The value of the last option; no entry, topic or number is called so."""
WORDS: Final = 100
"""Characters that may be typed to find something."""
MenuId = Annotated[str, Converter("[a-z]:[!-~]{1,96}", limits.CUSTOM_ID - len("f:"), start=ascii_lowercase)]
"""The custom_id of the menu."""


class Find(CustomId, form="f:{menu}"):
    """The form that finds what a menu has no room for; it carries the menu's custom_id, so it outlives a restart."""

    menu: MenuId


@dataclass(frozen=True, slots=True)
class Things:
    """What a long menu is of."""

    another: str
    """Its last option: "Another entry…"."""
    title: str
    """Of the form."""
    hint: str
    """What can be typed into it."""
    search: Callable[[Interaction, Any, str], Awaitable[Sequence[Option]]]
    """Everything that fits some words, best first, for whoever is allowed to see it.

    Takes the interaction, the state that the menu carries, and the words.
    """


_MENUS: dict[type[CustomId], Things] = {}


def long_menu(custom_id: str, placeholder: str, options: Sequence[Option], things: Things) -> Select:
    """The menu with the options, best first; with the last one that finds the others where there are more than fit."""
    if len(options) > limits.SELECT_OPTIONS:
        options = _with_another(options, things)
    return Select(custom_id, placeholder, tuple(options))


def findable(state_type: type[StateT], things: Things) -> Callable[[Handler[StateT]], Handler[StateT]]:
    """Have the last option of a long menu open its form; what the decorated function gets is any other choice.

    It stands below ``pressed``, and takes the same kind of state.
    """
    _MENUS[state_type] = things

    def wrap(handler: Handler[StateT]) -> Handler[StateT]:
        async def press(interaction: Interaction, state: StateT) -> None:
            if ANOTHER not in (interaction.data or {}).get("values", ()):
                await handler(interaction, state)
                return
            words = Field("w", texts.FIND_WORDS, things.hint, "", WORDS, long=False, required=True)
            await open_form(interaction, modal_of(things.title, Find(state.encode()).encode(), [words]))

        return press

    return wrap


@submitted(Find)
async def find(interaction: Interaction, form: Find) -> None:
    """Offer what was found in the menu from which the form was opened."""
    things, state = _menu(form.menu)
    words, message = one_line(typed_into(interaction).get("w", "")), interaction.message
    is_theirs = message is not None and message.flags.ephemeral
    await defer(interaction, beside=not is_theirs)
    found = await things.search(interaction, state, words)
    note = texts.found(f"“{inline(words, WORDS)}”", len(found), limits.SELECT_OPTIONS - 1)
    if message is None or not is_theirs:
        menu = Select(form.menu, texts.CHOOSE, _with_another(found, things))
        await replace_deferred(interaction, Reply(note, rows=((menu,),)))
        return
    shown = tuple(_rows(message, form.menu, _with_another(found, things) if found else ()))
    content = [line for line in message.content.split("\n") if line and not texts.is_found_note(line)]
    at = len(content) - (bool(content) and content[-1].startswith("-# "))  # above a last line in small letters
    content = [*content[:at], note, *content[at:]]
    await replace_deferred(interaction, Reply("\n".join(content), tuple(message.embeds), shown))


def _menu(custom_id: str) -> tuple[Things, CustomId]:
    for state_type, things in _MENUS.items():
        if state_type.pattern.fullmatch(custom_id):
            return things, state_type.decode(custom_id)
    raise UnreadableError(texts.UNREADABLE)


def _with_another(options: Sequence[Option], things: Things) -> tuple[Option, ...]:
    return (*options[: limits.SELECT_OPTIONS - 1], Option(things.another, ANOTHER))


def _rows(message: discord.Message, custom_id: str, options: tuple[Option, ...]) -> Iterator[Row]:
    """The rows of a message of ours; the menu of that custom_id with other options, where there are any."""
    for row in message.components:
        items = [_item(one) for one in row.children] if isinstance(row, discord.ActionRow) else []
        if items and isinstance(first := items[0], Select):
            is_it = bool(options) and first.custom_id == custom_id
            yield (replace(first, options=options) if is_it else first,)
        elif items:
            yield tuple(cast("list[Button]", items))


def _item(item: object) -> Button | Select:
    if isinstance(item, discord.SelectMenu):
        options = tuple(Option(one.label, one.value, one.description) for one in item.options)
        return Select(str(item.custom_id), item.placeholder or "", options, item.max_values)
    button = cast("discord.Button", item)
    emoji = str(button.emoji) if button.emoji is not None else None
    style = cast("Any", button.style.name if button.style is not discord.ButtonStyle.link else "secondary")
    return Button(button.label, button.custom_id, emoji, style, button.url, button.disabled)
