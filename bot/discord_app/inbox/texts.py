"""The moderators' inbox, as they read it."""

from collections.abc import Sequence
from typing import Final

from bot.texts.counting import count

DESCRIPTION: Final = "What members asked and did not get, what they suggest, and what has grown stale"
NOTHING: Final = "Nothing waiting. Questions I couldn't answer land here."
OLD_FIGURES: Final = (
    "I couldn't store what was asked in the last moments yet, so these figures leave it out. I try again by myself; "
    "look again in a minute."
)
NOT_STORING: Final = (
    "I don't keep the text of questions where I run, so none land here. The person who runs me can change that with "
    "`store_questions = true`."
)
CHOOSE_QUESTION: Final = "Choose a question…"
CHOOSE_SUGGESTION: Final = "Look at a suggestion…"
TEACH_TO: Final = "Teach to…"
NEW_ENTRY: Final = "New entry"
DISMISS: Final = "Dismiss"
DISMISSED: Final = "Dismissed: it won't be on the list again."
BACK: Final = "Back to the inbox"
REFRESH: Final = "Look again"
STALE: Final = "Stale entries"
GONE: Final = "That is no longer on the list: it was answered, dismissed, or somebody else took care of it."
NOT_THAT: Final = "Not that"
REJECTED: Final = "Noted: I won't propose that again."
VOTES_HEADING: Final = "Members agree"
SUGGESTIONS_HEADING: Final = "Suggested by members"
WORDINGS_HEADING: Final = "Also asked as"
CLOSEST_HEADING: Final = "Closest entries"
WHY_HEADING: Final = "Why it is here"
NO_CLOSEST: Final = "Nothing comes close."

SUGGESTS_NEW: Final = "Suggestion: a new entry"
ACCEPT: Final = "Accept"
DECLINE: Final = "Decline"
DECLINED: Final = "Declined."
NO_CREDIT: Final = "From somebody who wants no credit."
ACCEPT_HINT: Final = "Accept opens the entry's form; nothing is saved before you look at the effect."

STALE_TITLE: Final = "Stale entries"
NOTHING_STALE: Final = "No entry looks stale."
EDIT_ONE: Final = "Edit one…"

MISSED: Final = {
    "unknown": "I had no answer",
    "unchosen": "nobody chose one of my suggestions",
    "unhelpful": "my answer was marked 👎",
}
WHY_STALE: Final = {
    "unmatched": "answered nothing in 90 days",
    "unhelpful": "often marked 👎",
    "unchanged": "not changed in a year",
}


def title(number: int) -> str:
    """The heading."""
    return f"Inbox · {number:,} open"


def week(asked: int, answered: int, left: int) -> str:
    """The line on which it opens."""
    return f"This week: {asked:,} asked, {answered:,} answered, {left:,} open."


def times(number: int, quoted: str) -> str:
    """A group of questions."""
    return f"**{number:,}×** {quoted}"  # noqa: RUF001 - the sign for "times"


def closest(entry: str, score: float) -> str:
    """The entry that comes closest."""
    return f"↳ closest: {entry} {score:.2f}"


def candidate(entry: str, score: float) -> str:
    """One of the entries that come close."""
    return f"`{score:.2f}` {entry}"


def option(number: int, text: str) -> str:
    """A group in a select."""
    return f"{number:,}× {text}"  # noqa: RUF001


def vote(members: int, entry: str, quoted: str) -> str:
    """What several members chose."""
    return f"**{members:,}** members chose **{entry}** for {quoted}"


def accept_vote(entry: str) -> str:
    """The label of the button."""
    return f"Accept: {entry}"


def more(number: int) -> str:
    """For what has no room."""
    return f"and {number:,} more"


def suggestion(entry: str | None, text: str) -> str:
    """One suggestion in the list."""
    return f"- {f'For {entry}' if entry else 'New entry'}: {text}"


def suggests_change(entry: str) -> str:
    """The heading of a correction."""
    return f"Suggestion for {entry}"


def credit(name: str) -> str:
    """Who is thanked."""
    return f"From **{name}**. When you save, the history names them."


def stale_line(entry: str, why: Sequence[str]) -> str:
    """One stale entry."""
    return f"**{entry}**: {', '.join(why)}"


TITLE: Final = "Daily digest"
OPEN: Final = "Open the inbox"


def waiting(votes: int, suggestions: int) -> str:
    """What waits beside the questions; empty for nothing."""
    parts = [
        count(votes, "answer that members agree on", "answers that members agree on") if votes else "",
        count(suggestions, "suggestion of a member", "suggestions of members") if suggestions else "",
    ]
    named = " and ".join(part for part in parts if part)
    return f"Also waiting: {named}." if named else ""
