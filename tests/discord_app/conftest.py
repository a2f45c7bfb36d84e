"""The small Discord that the tests of this room share."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.discord_app.wired import Wired, open_wired
from tests.discord_app.worlds import World, open_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncGenerator[World]:
    """The small Discord with the default configuration, a channel in each mode, and no cooldown."""
    async with open_world(tmp_path) as opened:
        yield opened


@pytest.fixture
async def wired(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[Wired]:
    """The bot and a Discord of real sockets."""
    async with open_wired(tmp_path, monkeypatch) as opened:
        yield opened
