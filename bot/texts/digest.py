"""The daily digest in a channel for moderators."""

from typing import Final

TITLE: Final = "Daily digest"
OPEN: Final = "Open the inbox"


def waiting(votes: int, suggestions: int) -> str:
    """What waits beside the questions; empty for nothing."""
    parts = [
        _count(votes, "answer that members agree on", "answers that members agree on") if votes else "",
        _count(suggestions, "suggestion of a member", "suggestions of members") if suggestions else "",
    ]
    named = " and ".join(part for part in parts if part)
    return f"Also waiting: {named}." if named else ""


def _count(number: int, singular: str, plural: str) -> str:
    return f"{number:,} {singular if number == 1 else plural}"
