"""Buttons find their function by the state in their custom_id."""

import pytest

from bot.discord_app.asking.states import Helped
from bot.discord_app.ui.dispatch import pressed


async def test_a_handler_needs_a_state_that_matches() -> None:
    """discord.py checks the template when the item is made."""

    async def press(_interaction: object, _state: Helped) -> None:
        return

    item = pressed(Helped)(press)
    with pytest.raises(TypeError):
        item()
