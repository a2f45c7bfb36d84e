"""The closest name: what was probably meant, and what comes near."""

import pytest

from bot.closest import meant, nearest

NAMES = ["cost", "performance-metrics", "security"]


@pytest.mark.parametrize(
    ("typed", "name"), [("costt", "cost"), ("Secruity", "security"), ("banana", None), ("", None), ("metrics", None)]
)
def test_a_slip_is_one_of_a_whole_name(typed: str, name: str | None) -> None:
    assert meant(typed, NAMES) == name


def test_the_nearest_are_also_those_of_which_a_part_was_typed() -> None:
    assert nearest("metrics", NAMES, at_least=80) == ["performance-metrics"]
    assert nearest("metrics", NAMES, most=2)[0] == "performance-metrics"
    assert nearest("x" * 100_000, NAMES, at_least=50) == []
    assert nearest("cost", []) == []
