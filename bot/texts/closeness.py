"""How near an entry comes to a question, in words: whoever teaches a bot need not read probabilities."""

from typing import Final

NEAR: Final = 0.03
"""The least probability of an entry that is named: below it, it is close to nothing."""
CLOSE: Final = 0.15
"""From here an entry is close: the least at which ``confidence = "helpful"`` suggests one."""
VERY_CLOSE: Final = 0.45
"""From here it is very close: the least at which ``confidence = "helpful"`` answers with one."""
CLOSEST_HEADING: Final = "Closest entries"
NOTHING_CLOSE: Final = "Nothing comes close."
NOTHING_ELSE: Final = "Nothing else comes close."


def closeness(score: float) -> str:
    """The words for the probability (0 to 1) that an entry answers a question."""
    if score >= VERY_CLOSE:
        return "very close"
    return "close" if score >= CLOSE else "far"


def comes_near(score: float, best: float) -> bool:
    """Whether an entry explains anything beside the ``best`` one: what is far does only where nothing is close."""
    return score >= (NEAR if best < CLOSE else CLOSE)


def named(entry: str, score: float) -> str:
    """An entry with how near it comes."""
    return f"{entry} ({closeness(score)})"
