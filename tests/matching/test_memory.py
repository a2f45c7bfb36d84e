"""Memory is given back where the C library can, and nothing fails where it cannot."""

import ctypes
from collections.abc import Iterator

import pytest

from bot.matching import memory
from bot.matching.matcher import Matcher
from tests.matching.bases import GARDEN


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """What was found out about this machine's C library holds for no other test."""
    found = memory._trim
    found.cache_clear()
    yield
    found.cache_clear()


def test_the_c_library_is_asked_to_trim_all_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Library:
        malloc_trim = asked.append

    monkeypatch.setattr(ctypes, "CDLL", lambda _: Library)
    memory.give_back()
    assert asked == [0]


@pytest.mark.parametrize("failure", [OSError, AttributeError, TypeError])
def test_with_another_c_library_there_is_nothing_to_ask(
    failure: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: None) -> None:
        raise failure

    monkeypatch.setattr(ctypes, "CDLL", missing)
    memory.give_back()
    assert memory._trim() is None


def test_a_build_gives_back_what_it_passed_through(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(memory, "_trim", lambda: asked.append)
    Matcher.build(GARDEN)
    assert asked == [0]
