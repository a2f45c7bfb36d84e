"""Memory is given back where the C library can, and nothing fails where it cannot."""

import ctypes
import tracemalloc
from collections.abc import Iterator

import pytest

from bot import process_memory
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.matcher import Matcher
from bot.serving.snapshot import Snapshot
from tests.matching.bases import GARDEN


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """What was found out about this machine's C library holds for no other test."""
    found = process_memory._trim
    found.cache_clear()
    yield
    found.cache_clear()


def test_the_c_library_is_asked_to_trim_all_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class SnapshotCache:
        malloc_trim = asked.append

    monkeypatch.setattr(ctypes, "CDLL", lambda _: SnapshotCache)
    process_memory.give_back()
    assert asked == [0]


@pytest.mark.parametrize("failure", [OSError, AttributeError, TypeError])
def test_with_another_c_library_there_is_nothing_to_ask(
    failure: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: None) -> None:
        raise failure

    monkeypatch.setattr(ctypes, "CDLL", missing)
    process_memory.give_back()
    assert process_memory._trim() is None


def test_a_build_gives_back_what_it_passed_through(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(process_memory, "_trim", lambda: asked.append)
    Matcher.build(GARDEN)
    assert asked == [0]


@pytest.mark.parametrize("entries", [500, 3000])
def test_the_footprint_is_about_what_is_allocated(entries: int) -> None:
    texts = [f"Word{number} about thing{number % 17} and number {number}" for number in range(entries)]
    entry = (Entry("t", f"e{number}", text) for number, text in enumerate(texts))
    knowledge = KnowledgeBase((Topic("t", "T", entries=tuple(entry)),))
    Matcher.build(knowledge)  # the word lists are every matcher's
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        matcher = Matcher.build(knowledge)
        taken = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert taken / 3 < process_memory.footprint(matcher) < 3 * taken


def test_the_footprint_counts_what_is_held_in_two_places_once() -> None:
    matcher = Matcher.build(GARDEN)
    assert process_memory.footprint(Snapshot(GARDEN, matcher)) == process_memory.footprint(matcher)
