"""``/suggest``, as members read it."""

from typing import Final

DESCRIPTION: Final = "Propose a new entry, or a correction of one, to this server's moderators"
ENTRY: Final = "The entry to correct; leave it out to propose a new one"
TITLE_NEW: Final = "Suggest an entry"
QUESTION: Final = "The question"
QUESTION_HINT: Final = "What should I be able to answer?"
ANSWER: Final = "The answer"
ANSWER_HINT: Final = "As far as you know it; may be empty"
CORRECTION: Final = "What should change?"
CORRECTION_HINT: Final = "What is wrong or missing, and how it should read"
CREDIT: Final = "Thank me as"
CREDIT_HINT: Final = "Moderators and the history see it; leave it empty to stay unnamed"

THANKS: Final = "Thank you. It waits for this server's moderators; nothing changes before they have looked at it."
ONCE_MORE: Final = "I had to look up this server's entries first. Please use `/suggest` once more."
EMPTY: Final = "There was no text in that. Use `/suggest` again and write a sentence."
TOO_MANY: Final = (
    "Your last suggestions still wait for the moderators. Please suggest more once they have looked at them."
)
FULL: Final = "The moderators have a lot of suggestions to look at. Please try again in a few days."
OPTED_OUT: Final = (
    "Storing is switched off for you, so I can't keep a suggestion of yours. `/privacy` switches it on again."
)
SERVER_ONLY: Final = "Suggestions go to a server's moderators: use `/suggest` in a server that has me."


def title_of(entry: str) -> str:
    """The form's title for a correction."""
    return f"Suggest for {entry}"


def slow_down(seconds: float) -> str:
    """The cooldown."""
    return f"One suggestion at a time, please. I can take your next one in {max(1, round(seconds))} seconds."
