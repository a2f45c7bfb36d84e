"""What moderators read."""

from typing import Final

HELP_TITLE: Final = "For moderators"
STATE_HEADING: Final = "State of my knowledge"
BROKEN: Final = (
    "The newest files have problems, so I still answer from the version before them. Once these are mended I take the "
    "files over by myself:"
)
MISSING_HEADING: Final = "In this channel"
RECORDING_HEADING: Final = "Recording"
NEXT_HEADING: Final = "Next steps"
NEXT_CHANNEL: Final = (
    "Give questions a channel of their own: have the person who runs me name it in my configuration "
    "(`[[discord.channels]]`). I then answer there without being mentioned."
)
NEXT_ANSWER: Final = "Try “Answer this” in the menu of a member's question."
NEXT_EDIT: Final = (
    "Change what I know in the YAML files of my knowledge folder. I take a change over within seconds, and say here "
    "what is wrong when I can't."
)


def serving(entries: int, topics: int) -> str:
    """All is well with the knowledge base."""
    return f"I serve what the files say: {_count(entries, 'entry', 'entries')} in {_count(topics, 'topic', 'topics')}."


def more_problems(count: int) -> str:
    """For the problems that have no room."""
    return f"and {_count(count, 'more problem', 'more problems')}; the log names them all."


def missing(permissions: str) -> str:
    """What the bot may not do in the channel."""
    return f"I lack: {permissions}. Please allow it in the channel's settings, or I can't answer properly."


def lost(notes: int) -> str:
    """Not everything could be recorded."""
    return (
        f"{_count(notes, 'note', 'notes')} about questions could not be stored since I started. Answers are not "
        "affected; the log of the person who runs me says why."
    )


def _count(number: int, singular: str, plural: str) -> str:
    return f"{number:,} {singular if number == 1 else plural}"
