"""Buttons that work after a restart: a function for each kind of state that a custom_id carries."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, Self, TypeVar

import discord

from bot.discord_app.client import Interaction
from bot.discord_app.ui.custom_id import CustomId
from bot.discord_app.ui.error_tree import Guarded

StateT = TypeVar("StateT", bound=CustomId)
AnyButton = discord.ui.Button[Any]


def pressed(state_type: type[StateT]) -> Callable[[Callable[[Interaction, StateT], Awaitable[None]]], type[Any]]:
    """Make the decorated function the callback of every button that carries a ``state_type``.

    The result is a ``DynamicItem`` class for ``Client.add_dynamic_items``.
    """

    def make(press: Callable[[Interaction, StateT], Awaitable[None]]) -> type[Any]:
        class Pressed(Guarded, discord.ui.DynamicItem[AnyButton], template=state_type.pattern):
            """A button whose custom_id says it all."""

            def __init__(self, item: AnyButton, match: re.Match[str]) -> None:
                super().__init__(item)
                self._match = match

            @classmethod
            async def from_custom_id(
                cls, _interaction: discord.Interaction[discord.Client], item: Any, match: re.Match[str], /
            ) -> Self:
                return cls(item, match)

            async def act(self, interaction: Interaction) -> None:
                await press(interaction, state_type.decode(self._match[0]))  # which may refuse what was forged

        Pressed.__name__ = Pressed.__qualname__ = f"{state_type.__name__}Button"
        return Pressed

    return make
