"""``/help``, as members read it."""

from collections.abc import Sequence
from typing import Final

from bot.texts.counting import count, listed

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
PRIVACY: Final = (
    "`/privacy` says what I store about you, deletes it, and switches storing off. There you can also have plain text "
    "in place of cards."
)


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


def ask_on(subject: str | None) -> str:
    """How to ask on where the bot takes what comes next for a question."""
    example = f"“and {subject}?”" if subject else "“and what about cost?”"
    return f"To ask on within five minutes, just write {example}. To ask on later, reply to the answer."


def ask_channels(channels: Sequence[str]) -> str:
    """Where every message is a question."""
    return f"In {_channels(channels)} you need not even mention me."


def listen_channels(channels: Sequence[str]) -> str:
    """Where the bot speaks up by itself."""
    return f"In {_channels(channels)} I speak up by myself when somebody asks what I'm sure to know."


def topic(title: str, counts: str, source: str | None) -> str:
    """What a topic holds and where it is from."""
    return f"**{title}**: {counts}" + (f". Source: {source}" if source else "")


def more_topics(number: int) -> str:
    """For the topics that have no room."""
    return f"{count(number, 'more topic', 'more topics')}"


def footer(version: str) -> str:
    """Which release this is."""
    return f"Versus {version}"


def _channels(names: Sequence[str]) -> str:
    return listed([f"**#{name}**" for name in names])


HELP_TITLE: Final = "For moderators"
STATE_HEADING: Final = "State of my knowledge"
BROKEN: Final = (
    "The newest files have problems, so I still answer from the version before them. Once these are mended I take the "
    "files over by myself:"
)
EDITOR_HEADING: Final = "Who edits my knowledge"
MISSING_HEADING: Final = "In this channel"
RECORDING_HEADING: Final = "Recording"
MEANING_HEADING: Final = "Meaning"
WITHOUT_MODEL: Final = (
    "The model that compares questions by their meaning fails, so I answer by words alone. I keep trying it; the log "
    "of the person who runs me says more."
)
NEXT_HEADING: Final = "First steps"
MORE_HEADING: Final = "Also good to know"
NEXT_CHANNEL: Final = (
    "Choose channels (`/settings`): give questions a channel of their own, in which I answer without being mentioned."
)
NEXT_SETTINGS: Final = "Choose channels, moderators and how I answer in this server (`/settings`)."
NEXT_INBOX: Final = "Open the inbox (`/knowledge inbox`): what members asked and did not get."
NEXT_ADD: Final = (
    "Add an entry (`/knowledge add`), or use the menu of a member's message: “Teach this” for a question, “Keep this "
    "answer” for an answer. You see the effect before you save, and can take everything back."
)
NEXT_ANSWER: Final = "Try “Answer this” in the menu of a member's question."
NEXT_ASKING: Final = (
    "Members can put before you what I couldn't answer: name a channel for “Ask the moderators” in `/settings`, under "
    "Moderators."
)
NEXT_QUIET: Final = (
    "Where I listen, “Quiet here for an hour” stands under what I say unasked. `/settings` shows it and ends it sooner."
)
NEXT_EDIT: Final = (
    "The person who runs me can also change the YAML files of my knowledge folder. I take a change over within "
    "seconds, and say here what is wrong when I can't."
)
CHOOSE_CHANNELS: Final = "Choose channels"
OPEN_INBOX: Final = "Open the inbox"
ADD_ENTRY: Final = "Add an entry"


def serving(entries: int, topics: int) -> str:
    """All is well with the knowledge base."""
    return f"I serve what the files say: {count(entries, 'entry', 'entries')} in {count(topics, 'topic', 'topics')}."


def more_problems(number: int) -> str:
    """For the problems that have no room."""
    return f"and {count(number, 'more problem', 'more problems')}; the log names them all."


def missing(permissions: str) -> str:
    """What the bot may not do in the channel."""
    return f"I lack: {permissions}. Please allow it in the channel's settings, or I can't answer properly."


def lost(notes: int) -> str:
    """Not everything could be recorded."""
    return (
        f"{count(notes, 'note', 'notes')} about questions could not be stored since I started. Answers are not "
        "affected; the log of the person who runs me says why."
    )
