"""The history of the knowledge base, as moderators read it."""

from typing import Final

from bot.texts.counting import count

DESCRIPTION: Final = "What was changed, when and by whom; open a change, or take it back"
ENTRY: Final = "Only the changes of this entry; type a part of its title"
NOTHING: Final = "Nothing has been changed yet."
NOTHING_OF_ENTRY: Final = "There is no such entry in the history. Pick one from the list while you type."
NO_OLDER: Final = "That is the whole history."
OPEN: Final = "Open a change…"
REVERT_ONE: Final = "Take a change back…"
REVERT: Final = "Revert"
NEWEST: Final = "Newest"
OLDER: Final = "Older"
LIST: Final = "Back to the list"
AROUND: Final = "No entry differs: what changed is the text around them, such as comments or the topic's header."
LINES: Final = "The lines of the file"
WHY: Final = "Why"
BY_FILE: Final = "by hand, in the file"
NOBODY: Final = "no name kept"
PLACE_CHANGED: Final = "What this server's moderators edit has changed since then. Look again with /knowledge history."


def title(entry: str | None) -> str:
    """Whose history it is."""
    return f"History of {entry}" if entry else "History"


def removed(entry: str) -> str:
    """An entry that only the history knows."""
    return f"{entry} (removed)"


def line(number: int, when: str, who: str, what: str, why: str) -> str:
    """One change in the list; its reason may be empty."""
    return f"**#{number}** · {when} · {who}\n{what}" + (f"\n{WHY}: {why}" if why else "")


def opened(number: int, what: str) -> str:
    """The title of one change."""
    return f"#{number} · {what}"


def option(number: int, what: str) -> str:
    """One change in a select."""
    return f"#{number} {what}"


def more(number: int) -> str:
    """For the lines that have no room."""
    return f"and {count(number, 'more line', 'more lines')}"
