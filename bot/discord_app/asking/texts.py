"""What members read around answers and suggestions, and the way on from every dead end."""

from typing import Final

from bot.texts.answers import NOTHING_YET, try_this
from bot.texts.counting import count

ALL_SIDES: Final = "All sides"
HELPED: Final = "Helped"
DID_NOT_HELP: Final = "Didn't help"
DELETE: Final = "Delete"
NONE_OF_THESE: Final = "None of these"
YES: Final = "Yes"
NO: Final = "No"
QUIET_HERE: Final = "Quiet here for an hour"
SEE_WHAT: Final = "See what I can answer"
ASK_MODERATORS: Final = "Ask the moderators"
ON_THE_LIST: Final = "I've put it on the moderators' list."
REPLIED: Final = "I've replied to that message."
CANNOT_POST: Final = (
    "I can't reply in this channel, so here is the answer for you alone. "
    "Please ask a moderator to let me send messages, embed links and read the history here."
)
NOTED: Final = "Thanks, noted."
NOT_NOTED: Final = "Thanks. I keep nothing about you, as you asked, so I haven't noted it."
ENTRY_GONE: Final = "I no longer have that answer."
NOT_YOURS: Final = "Only the person who asked or a moderator can remove this."
CANNOT_READ: Final = "I can't read that reply. Please mention me in it, or use /ask."
NO_TEXT: Final = "There is no text in that message that I could answer."
NOT_A_PERSON: Final = "I only answer what people write; that message is from an app."

ASK_DESCRIPTION: Final = "Ask me something"
ASK_QUESTION: Final = "Your question, in your own words"
ASK_PRIVATE: Final = "Show the answer to you alone"
ANSWER_THIS: Final = "Answer this"

TOPICS_TITLE: Final = "What I can answer"
TOPICS_HINT: Final = "Choose a topic below, or just ask me in your own words."
HINT: Final = "Open one below, or just ask me in your own words."
COMPARISONS: Final = "Comparisons"
DEFINITIONS: Final = "Definitions"
ANSWERS: Final = "Answers"
RESOURCES: Final = "Resources"
OPEN_ONE: Final = "Open one…"
CHOOSE_TOPIC: Final = "Choose a topic…"
ALL_TOPICS: Final = "All topics"


def open_all(title: str) -> str:
    """The label of the button that opens what has no room in a message."""
    return f"Open {title}"


def and_in(subject: str) -> str:
    """The label of the button that adds the one side that is missing."""
    return f"And in {subject}?"


def not_sure(did_you_mean: str, number: int) -> str:
    """What a helper reads who wanted a message answered, before so many suggestions."""
    return (
        f"I'm not sure about that one. {did_you_mean} {'If so,' if number == 1 else 'Pick one and'} I'll reply with it."
    )


def small_talk(subject: str, example: str | None) -> str:
    """The short help text; ``subject`` is what ``known`` says, empty for nothing yet."""
    return f"{try_this(subject, example)}, or use /help to see everything I can do." if subject else NOTHING_YET


def slow_down(seconds: float) -> str:
    """The polite notice of the cooldown."""
    return f"One question at a time, please. I can take your next one in {_seconds(seconds)}."


def capped(seconds: float) -> str:
    """The notice where there were too many answers in a channel."""
    return (
        "There have been very many questions in this channel just now. "
        f"Please ask me again in {_seconds(seconds)}, or use /ask."
    )


def _seconds(seconds: float) -> str:
    return count(max(1, round(seconds)), "second", "seconds")


def number_of(number: int, heading: str) -> str:
    """How many there are of a heading: "20 comparisons"."""
    word = heading.lower()
    return f"{number} {word if number != 1 else word.removesuffix('s')}"


def page_footer(page: str, source: str | None) -> str:
    """The page and the source, as far as there are any."""
    return " · ".join(part for part in (page, f"source: {source}" if source else "") if part)
