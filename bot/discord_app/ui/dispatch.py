"""Buttons, menus and forms that work after a restart: a function for each kind of state that a custom_id carries."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Self, TypeVar

import discord

from bot.discord_app.client import Interaction
from bot.discord_app.ui.custom_id import CustomId
from bot.discord_app.ui.error_tree import answer_error, ours

StateT = TypeVar("StateT", bound=CustomId)
Handler = Callable[[Interaction, StateT], Awaitable[None]]
AnyButton = discord.ui.Button[Any]


def pressed(state_type: type[StateT]) -> Callable[[Handler[StateT]], type[Any]]:
    """Make the decorated function the callback of every button and menu that carries a ``state_type``.

    The result is a ``DynamicItem`` class for ``Client.add_dynamic_items``.
    """

    def make(press: Handler[StateT]) -> type[Any]:
        class Pressed(discord.ui.DynamicItem[AnyButton], template=state_type.pattern):
            """A button whose custom_id says it all."""

            def __init__(self, item: AnyButton, match: re.Match[str]) -> None:
                super().__init__(item)
                self._match = match

            @classmethod
            async def from_custom_id(
                cls, _interaction: discord.Interaction[discord.Client], item: Any, match: re.Match[str], /
            ) -> Self:
                return cls(item, match)

            async def interaction_check(self, interaction: discord.Interaction[discord.Client], /) -> bool:
                # Not for what a resumed connection brings a second time, nor for what comes while the bot is leaving.
                return ours(interaction).client.takes(interaction.id)

            async def callback(self, interaction: discord.Interaction[discord.Client]) -> None:
                pressing = ours(interaction)
                try:
                    await press(pressing, state_type.decode(self._match[0]))  # which may refuse what was forged
                except Exception as error:  # noqa: BLE001 - the root of the error tree: discord.py would only log it
                    await answer_error(pressing, error)

        Pressed.__name__ = Pressed.__qualname__ = f"{state_type.__name__}Button"
        return Pressed

    return make


@dataclass(frozen=True, slots=True)
class Submitted:
    """Takes the forms that carry one kind of state, whether they were opened before the last restart or after."""

    state_type: type[CustomId]
    handler: Handler[Any]

    @property
    def pattern(self) -> re.Pattern[str]:
        """Matches the custom_ids of these forms."""
        return self.state_type.pattern

    async def take(self, interaction: Interaction, custom_id: str) -> None:
        """Do what the form was sent off for, and answer whatever that raises."""
        try:
            await self.handler(interaction, self.state_type.decode(custom_id))
        except Exception as error:  # noqa: BLE001 - the root of the error tree
            await answer_error(interaction, error)


def submitted(state_type: type[StateT]) -> Callable[[Handler[StateT]], Submitted]:
    """Make the decorated function the taker of every form that carries a ``state_type``.

    The result is for ``VersusClient.add_forms``; ``modal.typed_into`` reads what was typed.
    """
    return lambda handler: Submitted(state_type, handler)
