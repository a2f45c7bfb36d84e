"""What several of the Discord room's features say: of an answer, and when something did not work."""

from typing import Final

LINKS: Final = "Links"
POSTED: Final = "I've posted the answer."
MAYBE_POSTED: Final = (
    "My connection broke while I posted the answer, so it may not stand in the channel. Here it is for you alone."
)
TARGET_GONE: Final = "That message is no longer there, so I haven't replied."

MISSING_PERMISSION: Final = (
    "I'm missing a permission in this channel, so I can't do that here. "
    "Please ask a moderator to let me view it, send messages and embed links."
)
NO_NOTES: Final = (
    "I can't get at my notes at the moment, so that is not done. Please try again in a few minutes; "
    "if it stays, tell a moderator."
)
GONE: Final = "That message is no longer there, so there is nothing left to change."
CHANGED_COMMAND: Final = "I was just updated and that command has changed. Please wait a minute and try again."
UNREADABLE: Final = (
    "I can't read what came with that. It may be of another version of me: please start anew with the command."
)
YOUR_TEXT: Final = "Here is what you wrote:"
NOT_ALLOWED: Final = "That is for this server's moderators."


FIND_WORDS: Final = "Words"
CHOOSE: Final = "Choose…"
_NOTHING_FOUND: Final = "Nothing found for "
_FOUND: Final = "Found for "


def found(words: str, number: int, most: int) -> str:
    """What a search found, of which ``most`` have room in a menu; ``words`` are quoted."""
    if not number:
        return f"{_NOTHING_FOUND}{words}. Try other words, or fewer."
    if number > most:
        return f"{_FOUND}{words}: {number:,}, of which the first {most} are in the menu. More words narrow it down."
    return f"{_FOUND}{words}: {number:,}, now in the menu."


def is_found_note(line: str) -> bool:
    """Whether a line says what an earlier search found."""
    return line.startswith((f"{_FOUND}“", f"{_NOTHING_FOUND}“"))


def with_topic(title: str, topic: str) -> str:
    """An entry's title where another topic has one of the same name."""
    return f"{title} ({topic})"


def unexpected(reference: str) -> str:
    """The sentence for a defect; the log names the same ``reference``."""
    return f"Something went wrong on my side. Please try again; if it stays, tell a moderator (id {reference})."
