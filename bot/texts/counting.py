"""Counting and listing, in words."""

from collections.abc import Sequence


def count(number: int, singular: str, plural: str) -> str:
    """``number`` with the word that goes with it."""
    return f"{number:,} {singular if number == 1 else plural}"


def and_more(number: int) -> str:
    """For what has no room in a list."""
    return f"and {number:,} more"


def listed(names: Sequence[str], last: str = "and") -> str:
    """Names in a sentence: "a, b and c"."""
    return f" {last} ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
