"""An example question that is like no other: its own words answer it, and near variants find it."""

from functools import cache
from typing import Final

import pytest

from bot.knowledge.model import Entry
from bot.matching.decision import Kind
from bot.matching.matcher import Matcher
from tests.matching.bases import base, plain

THINGS: Final = (
    "lamp door heater window oven fridge radio clock mirror carpet sofa table garage fence gate pump boiler tap"
)
ROOMS: Final = "kitchen attic cellar bedroom office"
FRAMES: Final = (
    "How do I clean the {}?",
    "where can I buy a {}",
    "my {} is broken",
    "What does a {} cost?",
    "who repairs the {}",
    "Is the {} under warranty?",
    "{} spare parts",
    "paint the {} red",
    "{} manual please",
)
LONELY: Final = "office sofa"


def _entry(thing: str) -> Entry:
    """The lonely one has fewer questions than all others, so what is like nothing leans away from it."""
    questions = [frame.format(thing) for frame in (FRAMES[:6] if thing == LONELY else FRAMES)]
    return plain("home", thing.replace(" ", "-"), thing.title(), *questions, *(["undo"] if thing == LONELY else []))


@cache
def matcher() -> Matcher:
    """Ninety entries, and one example that has nothing to do with its own."""
    return Matcher.build(base(*(_entry(f"{room} {thing}") for room in ROOMS.split() for thing in THINGS.split())))


def test_its_own_words_are_answered() -> None:
    decision = matcher().decide("undo")
    assert decision.kind is Kind.ANSWER
    assert decision.entries == ("home/office-sofa",)


@pytest.mark.parametrize("text", ["undo it", "please undo that", "undo this now", "udno"])
def test_near_variants_find_it(text: str) -> None:
    best = matcher().rank(text, 1)[0]
    assert best.entry == "home/office-sofa"
    assert best.score > 0.5
