"""Work, counted instead of timed: as the machine is loaded, times differ; calls and decisions do not."""

import asyncio
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

import pytest

from bot.matching.decision import Decision
from bot.matching.matcher import Matcher


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, Python's and C's, while ``work`` runs."""
    counted = 0

    def count(_frame: FrameType, event: str, _value: Any) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


@dataclass
class Busiest:
    """The step of the event loop in which most was called; a step goes from one wait to the next."""

    calls: int = 0
    step: str = ""


@contextmanager
def loop_watched() -> Generator[Busiest]:
    """Count the calls of every step of the event loop. What other threads do meanwhile does not count."""
    busiest = Busiest()
    run = asyncio.Handle._run  # pyright: ignore[reportPrivateUsage]

    def counted(self: asyncio.Handle) -> None:
        step = repr(self)
        made = calls(lambda: run(self))
        if made > busiest.calls:
            busiest.calls, busiest.step = made, step

    asyncio.Handle._run = counted  # pyright: ignore[reportPrivateUsage]
    try:
        yield busiest
    finally:
        asyncio.Handle._run = run  # pyright: ignore[reportPrivateUsage]


@contextmanager
def decided(monkeypatch: pytest.MonkeyPatch) -> Generator[list[str]]:
    """What any matcher decides meanwhile."""
    texts: list[str] = []
    decide_many = Matcher.decide_many

    def noted(matcher: Matcher, given: Iterable[str]) -> list[Decision]:
        new = list(given)
        texts.extend(new)
        return decide_many(matcher, new)

    with monkeypatch.context() as patch:
        patch.setattr(Matcher, "decide_many", noted)
        yield texts
