"""“Why this answer?”, as moderators read it."""

from collections.abc import Sequence
from typing import Final

NAME: Final = "Why this answer?"
NO_TEXT: Final = (
    "I no longer have the text of that question, so I can't say. I can as long as I see the message it was asked in, "
    "or as long as I keep the text of questions."
)
NOT_STORED_YET: Final = "I couldn't store that question yet, so I can't say. Please try again in a minute."
NOT_MINE: Final = "That message is from another app. Choose a member's question, or one of my answers."
DECISION: Final = "What I decide"
SCORE: Final = "How sure I am"
PHRASE: Final = "Closest wording I know"
WORDS: Final = "Words that matched"
CLOSEST: Final = "Closest entries"
NONE: Final = "None."
UNKNOWN: Final = "That I don't know."
SMALL_TALK: Final = "That it is a greeting or the like."
NOW: Final = "Decided with what I know now."
OTHERWISE: Final = (
    "This comes out differently than it was answered: my knowledge has changed since, or the question went on from an "
    "earlier answer."
)


def answers(titles: Sequence[str]) -> str:
    """Entries that are answered."""
    return f"To answer with {' and '.join(f'**{title}**' for title in titles)}."


def suggests(titles: Sequence[str]) -> str:
    """Entries that are suggested."""
    return f"To suggest {', '.join(f'**{title}**' for title in titles)}."


def score(best: float, margin: float, runner_up: str | None, answerable: float) -> str:
    """The numbers; probabilities from 0 to 1."""
    ahead = f", `{margin:.2f}` ahead of {runner_up}" if runner_up else ""
    return f"`{best:.2f}` of 1{ahead}; `{answerable:.2f}` all together"
