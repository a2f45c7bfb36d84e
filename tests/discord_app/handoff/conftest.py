"""Tests of this folder work in the moderators' world."""

import pytest

from tests.discord_app.moderators import ModWorld


@pytest.fixture
def world(mod_world: ModWorld) -> ModWorld:
    """Two servers with moderators."""
    return mod_world
