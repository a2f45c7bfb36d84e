"""Memory is given back where the C library can, and nothing fails where it cannot."""

import ctypes
from collections.abc import Iterator

import pytest

from bot.matching import memory


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """What was found out about this machine's C library holds for no other test."""
    memory._trim.cache_clear()
    yield
    memory._trim.cache_clear()


def test_the_c_library_is_asked_to_trim_all_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Library:
        malloc_trim = asked.append

    monkeypatch.setattr(ctypes, "CDLL", lambda _: Library)
    memory.give_back()
    assert asked == [0]


@pytest.mark.parametrize("failure", [OSError, AttributeError, TypeError])
def test_another_c_library_is_left_alone(failure: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: None) -> None:
        raise failure

    monkeypatch.setattr(ctypes, "CDLL", missing)
    memory.give_back()


def test_giving_back_may_be_done_at_any_time() -> None:
    memory.give_back()
    memory.give_back()
