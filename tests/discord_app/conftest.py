"""The small Discord that the tests of this room share."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.discord_app.worlds import World, open_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncGenerator[World]:
    """The small Discord with the default configuration, a channel in each mode, and no cooldown."""
    async with open_world(tmp_path) as opened:
        yield opened
