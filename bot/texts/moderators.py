"""What moderators read."""

from typing import Final

HELP_TITLE: Final = "For moderators"
STATE_HEADING: Final = "State of my knowledge"
BROKEN: Final = (
    "The newest files have problems, so I still answer from the version before them. Once these are mended I take the "
    "files over by myself:"
)
EDITOR_HEADING: Final = "Who edits my knowledge"
MISSING_HEADING: Final = "In this channel"
RECORDING_HEADING: Final = "Recording"
NEXT_HEADING: Final = "First steps"
MORE_HEADING: Final = "Also good to know"
NEXT_CHANNEL: Final = (
    "Choose channels (`/settings`): give questions a channel of their own, in which I answer without being mentioned."
)
NEXT_SETTINGS: Final = "Choose channels, moderators and how I answer in this server (`/settings`)."
NEXT_INBOX: Final = "Open the inbox (`/knowledge inbox`): what members asked and did not get."
NEXT_ADD: Final = (
    "Add an entry (`/knowledge add`), or teach me from the menu of a member's message (“Teach this”). You see the "
    "effect before you save, and can undo everything."
)
NEXT_ANSWER: Final = "Try “Answer this” in the menu of a member's question."
NEXT_EDIT: Final = (
    "The person who runs me can also change the YAML files of my knowledge folder. I take a change over within "
    "seconds, and say here what is wrong when I can't."
)
CHOOSE_CHANNELS: Final = "Choose channels"
OPEN_INBOX: Final = "Open the inbox"
ADD_ENTRY: Final = "Add an entry"


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
