"""A tiny model that the tests of this folder share."""

from pathlib import Path

import pytest

from tests.semantic.tiny import make_model


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model, not to be changed."""
    return make_model(tmp_path_factory.mktemp("models") / "tiny")
