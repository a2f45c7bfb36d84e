"""The knowledge base that ships and its matcher, built once for the whole room."""

from pathlib import Path

import pytest

from bot.knowledge.load import load_folder
from bot.knowledge.model import KnowledgeBase
from bot.matching.matcher import Matcher
from tests.matching.bases import FOLDER, shortened


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    """The knowledge base that ships."""
    loaded = load_folder(Path(FOLDER))
    assert loaded.knowledge is not None, loaded.problems
    return loaded.knowledge


@pytest.fixture(scope="session")
def matcher(knowledge: KnowledgeBase) -> Matcher:
    """Its matcher, at the default confidence level. Matchers never change, so every test may share it."""
    return Matcher.build(knowledge)


@pytest.fixture(scope="session")
def few(knowledge: KnowledgeBase) -> KnowledgeBase:
    """The same entries with two aliases and three questions each: quick to build, for tests that edit."""
    return shortened(knowledge, aliases=2, questions=3)


@pytest.fixture(scope="session")
def few_matcher(few: KnowledgeBase) -> Matcher:
    """The matcher of ``few``."""
    return Matcher.build(few)
