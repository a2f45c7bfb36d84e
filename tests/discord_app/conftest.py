"""The simulated Discords that the tests of this room work in."""

from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest

from tests.discord_app.moderators import ModWorld, open_mod_world
from tests.discord_app.wired import Wired, open_wired
from tests.discord_app.worlds import World, open_world


@pytest.fixture
async def world(tmp_path: Path, world_options: dict[str, Any]) -> AsyncGenerator[World]:
    """One server with a channel in each mode; the matcher follows a script. No cooldown."""
    async with open_world(tmp_path, **world_options) as opened:
        yield opened


@pytest.fixture
async def mod_world(tmp_path: Path, world_options: dict[str, Any]) -> AsyncGenerator[ModWorld]:
    """Two servers with moderators, over the whole application with a small knowledge folder."""
    async with open_mod_world(tmp_path, **world_options) as opened:
        yield opened


@pytest.fixture
async def wired(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[Wired]:
    """The bot and a Discord of real sockets."""
    async with open_wired(tmp_path, monkeypatch) as opened:
        yield opened
