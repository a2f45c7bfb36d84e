"""``/help``, as members read it."""

from collections.abc import Sequence
from typing import Final

from bot.texts.counting import listed

DESCRIPTION: Final = "How to ask me, and what I know"

TITLE: Final = "How I can help"
ASK_HEADING: Final = "How to ask"
WRITE: Final = "Write to me in a direct message, or use `/ask`."
IN_DIRECT: Final = "Just write your question here, or use `/ask`."
IN_OWN_APP: Final = "Use `/ask`; here, the answer is for you alone."
ANSWER_THIS: Final = "To have somebody's message answered, open its menu, then Apps, then “Answer this”."
KNOW_HEADING: Final = "What I know"
LOOK: Final = "`/dimensions` lists it all, `/dimension` opens one."
PRIVACY_HEADING: Final = "Privacy"
PRIVACY: Final = "`/privacy` says what I store about you, deletes it, and switches storing off."


def introduction(topics: Sequence[str], more: int) -> str:
    """What this is about."""
    named = [f"**{title}**" for title in topics] + ([more_topics(more)] if more else [])
    return f"I answer questions about {listed(named)}. When I don't know something, I say so."


def mention(me: str, example: str | None) -> str:
    """How to ask in a channel."""
    return f"Mention me: **@{me}** {example}" if example else f"Mention me (**@{me}**) with your question."


def follow_up(subject: str | None) -> str:
    """How to ask on."""
    example = f"“and {subject}?”" if subject else "“and what about cost?”"
    return f"Reply to an answer to ask on: {example}"


def ask_channels(channels: Sequence[str]) -> str:
    """Where every message is a question."""
    return f"In {_channels(channels)} you need not even mention me."


def listen_channels(channels: Sequence[str]) -> str:
    """Where the bot speaks up by itself."""
    return f"In {_channels(channels)} I speak up by myself when I'm sure of an answer."


def topic(title: str, counts: str, source: str | None) -> str:
    """What a topic holds and where it is from."""
    return f"**{title}**: {counts}" + (f". Source: {source}" if source else "")


def more_topics(count: int) -> str:
    """For the topics that have no room."""
    return f"{count} more topic{'' if count == 1 else 's'}"


def footer(version: str) -> str:
    """Which release this is."""
    return f"Versus {version}"


def _channels(names: Sequence[str]) -> str:
    return listed([f"**#{name}**" for name in names])
