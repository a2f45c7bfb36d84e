"""What somebody probably meant who typed a name that is none."""

from collections.abc import Iterable
from typing import Final

SLIP: Final = 65
"""Of 100, by rapidfuzz's ratio: how similar a name must be to count as what was meant."""
LONGEST: Final = 100
"""Characters of what was typed that are compared; no name is longer."""


def meant(typed: str, names: Iterable[str]) -> str | None:
    """The name that ``typed`` is most probably a slip of, or ``None``."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(typed[:LONGEST], list(names), scorer=fuzz.ratio, processor=str.lower, score_cutoff=SLIP)
    return found[0] if found else None


def nearest(typed: str, names: Iterable[str], at_least: float = 0, most: int = 3) -> list[str]:
    """The names most like ``typed``, best first, also those of which it is a part.

    Args:
        typed: what was typed.
        names: the names there are.
        at_least: how similar a name must be, of 100 by rapidfuzz's WRatio.
        most: so many names at the most.
    """
    from rapidfuzz import process

    return [name for name, _, _ in process.extract(typed[:LONGEST], list(names), limit=most, score_cutoff=at_least)]
