"""What members and moderators read about a question that is handed on to humans."""

from typing import Final

from bot.texts.counting import count

# The moderators' post

TITLE: Final = "A member asked, I did not know"
ASKED: Final = "Asked"
CLOSEST: Final = "Closest entries"
NOTHING_CLOSE: Final = "Nothing comes close."
ALIKE: Final = "Also asked"
ON_IT_HEADING: Final = "On it"
TEXT_GONE: Final = "A question that I no longer keep"
WHY_GONE: Final = "It was deleted or answered, or the days are over for which I keep it."

ON_IT: Final = "I'm on it"
LET_GO: Final = "Let go"
ANSWER: Final = "Answer"
THIS_ENTRY: Final = "It's this entry…"
DISMISS: Final = "Dismiss"
PAUSE: Final = "Pause for 8 hours"
GO_ON: Final = "Go on now"

ANSWERED: Final = "Answered"
TAUGHT: Final = "I know an answer to it now"
DISMISSED: Final = "Dismissed"
IN_INBOX: Final = "In the inbox."
SEE_ANSWER: Final = "See the answer"


def asked(who: str | None, channel: int, at: int, link: str | None) -> str:
    """Who asked, where and when; ``at`` in seconds since 1970."""
    parts = [f"**{who}** in <#{channel}>" if who else f"<#{channel}>", f"<t:{at}:f>"]
    return " · ".join([*parts, *([f"[The message]({link})"] if link else [])])


def alike(others: int) -> str:
    """How many more questions are in the post."""
    return f"{count(others, 'other', 'others')} asked alike"


def by(name: str | None, what: str) -> str:
    """What became of it, and by whom."""
    return f"{what} by {name}" if name else what
