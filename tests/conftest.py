"""The world that tests of several folders work in.

``@pytest.mark.world(...)`` above a test opens its world with these arguments in place of the defaults; with
``parametrize("world_options", [...])`` a test runs in several.
"""

import os
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest

from tests.editing.worlds import Session, open_session


def pytest_xdist_auto_num_workers() -> int:
    """How many processes ``-n auto`` means: one more than processors, as a test often waits for disk or a process."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture
def world_options(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What the test's world is opened with: the arguments of its ``@pytest.mark.world``."""
    mark = request.node.get_closest_marker("world")
    return mark.kwargs if mark else {}


@pytest.fixture
async def session(tmp_path: Path, world_options: dict[str, Any]) -> AsyncGenerator[Session]:
    """A knowledge folder, its overlays, history and editor, without Discord."""
    async with open_session(tmp_path, **world_options) as opened:
        yield opened
