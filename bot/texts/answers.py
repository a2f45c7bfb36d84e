"""What members read: answers' surroundings, suggestions, and the ways on from every dead end."""

from collections.abc import Sequence
from typing import Final

ALL_SIDES: Final = "All sides"
LINKS: Final = "Links"
DID_YOU_MEAN: Final = "Did you mean one of these?"
NONE_OF_THESE: Final = "None of these"
SEE_WHAT: Final = "See what I can answer"
CLOSEST: Final = "I'm not sure about that one. These come closest; pick one and I'll reply with it."
NO_ANSWER: Final = "I don't have an answer to that."
ON_THE_LIST: Final = "I've put it on the moderators' list."
NOTHING_YET: Final = "My knowledge base is empty at the moment."
POSTED: Final = "I've posted the answer."
MAYBE_POSTED: Final = (
    "My connection broke while I posted the answer, so it may not stand in the channel. Here it is for you alone."
)
REPLIED: Final = "I've replied to that message."
TARGET_GONE: Final = "That message is no longer there, so I haven't replied."
CANNOT_POST: Final = (
    "I can't reply in this channel, so here is the answer for you alone. "
    "Please ask a moderator to let me send messages, embed links and read the history here."
)
NOTED: Final = "Thanks, noted."
NOT_NOTED: Final = "Thanks. I keep nothing about you, as you asked, so I haven't noted it."
WAS_IT_ONE_OF_THESE: Final = "Was it one of these?"
ENTRY_GONE: Final = "That is no longer in my knowledge base."
NOT_YOURS: Final = "Only the person who asked or a moderator can remove this."
CANNOT_READ: Final = "I can't read that reply. Please mention me in it, or use /ask."
NO_TEXT: Final = "There is no text in that message that I could answer."
NOT_A_PERSON: Final = "I only answer what people write; that message is from an app."

ASK_DESCRIPTION: Final = "Ask me something"
ASK_QUESTION: Final = "Your question, in your own words"
ASK_PRIVATE: Final = "Show the answer to you alone"
ANSWER_THIS: Final = "Answer this"


def in_subjects(title: str, subjects: Sequence[str]) -> str:
    """The title of an answer that shows these sides only."""
    return f"{title} in {_and(subjects)}"


def and_in(subject: str) -> str:
    """The label of the button that adds the one side that is missing."""
    return f"And in {subject}?"


def footer(topic: str, source: str | None) -> str:
    """Where an answer comes from."""
    return topic if source is None else f"{topic} · source: {source}"


def known(comparisons: Sequence[Sequence[str]], others: Sequence[str]) -> str:
    """What I know, to go on from "I know": subjects that I compare, and titles of topics that compare none."""
    parts = [f"how {_and(_bold(names))} compare" for names in comparisons]
    if others:
        parts.append(f"about {_and(_bold(others))}")
    return _and(parts)


def scope(comparisons: Sequence[Sequence[str]], others: Sequence[str]) -> str:
    """The same as a sentence, for a question that was about something else."""
    return f"I only know {known(comparisons, others)}." if comparisons or others else NOTHING_YET


def small_talk(subject: str, example: str | None) -> str:
    """The short help text; ``subject`` is what ``known`` says, empty for nothing yet."""
    return f"{try_this(subject, example)}, or use /help to see everything I can do." if subject else NOTHING_YET


def try_this(subject: str, example: str | None) -> str:
    """What I know and what to ask; a sentence that may go on."""
    hint = f"Ask me something like “{example}”" if example else "Ask me a question"
    return f"I know {subject}. {hint}"


def slow_down(seconds: float) -> str:
    """The polite notice of the cooldown."""
    return f"One question at a time, please. I can take your next one in {_seconds(seconds)}."


def capped(seconds: float) -> str:
    """The notice where there were too many answers in a channel."""
    return (
        "There have been very many questions in this channel just now. "
        f"Please ask me again in {_seconds(seconds)}, or use /ask."
    )


def with_topic(title: str, topic: str) -> str:
    """An entry's title where another topic has one of the same name."""
    return f"{title} ({topic})"


def _seconds(seconds: float) -> str:
    whole = max(1, round(seconds))
    return f"{whole} second{'s' if whole > 1 else ''}"


def _and(words: Sequence[str]) -> str:
    return "".join(words) if len(words) <= 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _bold(words: Sequence[str]) -> list[str]:
    return [f"**{word}**" for word in words]
