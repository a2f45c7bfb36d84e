"""What members and moderators read about a question that is handed on to humans."""

from datetime import datetime, timedelta
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


# What the asker reads

THEY_SEE: Final = "The moderators see your name, your question and where you asked it."
STANDS_HERE: Final = (
    "So that they can reply to it, I post it in this channel under your name, for everybody here to read. You can "
    "delete it again."
)
ASK_THEM: Final = "Ask them"
ASKED_THEM: Final = "The moderators have your question. An answer comes as a reply to it."
NOT_YOURS: Final = "Only the person who asked can put this before the moderators."
SERVER_ONLY: Final = "There are moderators to ask in servers alone."
WAITS_NO_LONGER: Final = (
    "That question no longer waits for an answer: it was answered or deleted, or asked too long ago. You can ask it "
    "anew."
)
NOT_STORED_YET: Final = "I couldn't write your question down yet. Please press that again in a minute."
HAVE_IT: Final = "The moderators have your question already. An answer comes as a reply to it."
OPTED_OUT: Final = (
    "Storing is switched off for you, so I can't keep your question for the moderators. `/privacy` switches it on "
    "again."
)
NO_CHANNEL: Final = "I can't reach the moderators' channel right now, so your question is on their list instead."
PAUSED: Final = "The moderators take no questions one by one at the moment, so yours is on their list instead."
MANY_ASKED: Final = "The moderators were asked a lot within the last hour, so your question is on their list instead."
YOU_ASKED_MANY: Final = (
    "You have asked the moderators three times within the last hour, so this question is on their list instead."
)
CANNOT_POST: Final = (
    "I can't post in this channel, so there would be nothing to reply to. Your question is on the moderators' list; or "
    "mention me with it in a channel where I can write."
)


def asks(name: str, quoted: str) -> str:
    """The message by which a question of ``/ask`` stands in the channel."""
    return f"**{name}** asks the moderators:\n>>> {quoted}"


def lately(took: timedelta) -> str:
    """How long answers took, in words that promise nothing."""
    return f"Lately an answer took about {_about(took)}."


def _about(took: timedelta) -> str:
    minutes = max(1, round(took.total_seconds() / 60))
    if minutes < 90:
        return "a minute" if minutes == 1 else f"{minutes} minutes"
    hours = round(minutes / 60)
    return f"{hours} hours" if hours < 36 else f"{round(hours / 24)} days"


# What moderators read after a button of the post

NO_POST: Final = "That question is no longer kept: it was answered or deleted, or asked too long ago."
CLOSED: Final = "That question is no longer open."
ON_IT_ALREADY: Final = "You are on it already."
ENOUGH: Final = "Four moderators are on it already."
NOT_ON_IT: Final = "You aren't on it."
GOES_ON: Final = "I post questions of members here again."


def paused(name: str, until: datetime) -> str:
    """Who paused the posts; everybody in the moderators' channel reads it."""
    return (
        f"**{name}** has paused the questions of members here until <t:{int(until.timestamp())}:t>. What they want to "
        "ask meanwhile goes to the inbox."
    )


def paused_already(until: datetime) -> str:
    """There is a pause."""
    return f"They are paused until <t:{int(until.timestamp())}:t> already."
