"""What people read while they look through everything the bot knows."""

from typing import Final

DIMENSIONS_DESCRIPTION: Final = "See everything I can answer"
DIMENSIONS_TOPIC: Final = "The topic to look through"
DIMENSION_DESCRIPTION: Final = "Show one entry"
DIMENSION_NAME: Final = "The entry's name, or a few words of it"
DIMENSION_PRIVATE: Final = "Show it to you alone"

TOPICS_TITLE: Final = "What I can answer"
TOPICS_HINT: Final = "Choose a topic below, or just ask me in your own words."
HINT: Final = "Open one below, or just ask me in your own words."
DIMENSIONS: Final = "Dimensions"
DEFINITIONS: Final = "Definitions"
ENTRIES: Final = "Entries"
RESOURCES: Final = "Resources"
OPEN_ONE: Final = "Open one…"
CHOOSE_TOPIC: Final = "Choose a topic…"
ALL_TOPICS: Final = "All topics"
NO_SUCH_TOPIC: Final = "I don't know a topic of that name. These are the ones I know."
NO_SUCH_ENTRY: Final = "I have nothing under that name."
CLOSE_ENTRIES: Final = "I have nothing under exactly that name. These come closest."


def count(number: int, heading: str) -> str:
    """How many there are of a heading: "20 dimensions"."""
    word = heading.lower()
    singular = word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
    return f"{number} {word if number != 1 else singular}"


def footer(page: str, source: str | None) -> str:
    """The page and the source, as far as there are any."""
    return " · ".join(part for part in (page, f"source: {source}" if source else "") if part)
