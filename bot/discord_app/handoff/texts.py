"""What members and moderators read about a question that is handed on to humans."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.texts.counting import and_more, count

# The moderators' post

TITLE: Final = "A member asked, I did not know"
ASKED: Final = "Asked"
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
OFF_THE_INBOX: Final = "It is off the inbox, too."
WAS_TAUGHT: Final = "A moderator has taught it to me."
WAS_ANSWERED: Final = "The answer stands where the question was asked."
SEE_ANSWER: Final = "See the answer"
_LINKED: Final = 8
"""Replies that a sentence links to."""


def asked(who: str | None, channel: int, at: int, link: str | None) -> str:
    """Who asked, where and when; ``at`` in seconds since 1970."""
    parts = [f"**{who}** in <#{channel}>" if who else f"<#{channel}>", f"<t:{at}:f>"]
    return " · ".join([*parts, *([f"[The message]({link})"] if link else [])])


def alike(others: int) -> str:
    """How many more questions are in the post."""
    return f"by {count(others, 'other', 'others')}, alike"


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


# A moderator's answer

ANSWER_TITLE: Final = "Answer"
YOUR_ANSWER: Final = "Your answer"
ANSWER_HINT: Final = "I reply with it to the asker and name you below. Markdown works."
ADD_HINT: Final = "I reply with it below the first answer and name you. It pings nobody."
NOTHING_TYPED: Final = "There was no text in that, so I haven't sent anything."
NO_LONGER: Final = (
    "That question no longer waits: it was deleted, perhaps with its channel, its author wants nothing kept, it was "
    "dismissed or answered elsewhere, or it is too old. I haven't sent anything."
)
BEING_ANSWERED: Final = (
    "That question is being answered right now, or I was interrupted while I replied. I see whether my reply arrived, "
    "and show it in the post within a few minutes. I haven't sent anything."
)
INTERRUPTED: Final = (
    "I was interrupted while I replied, and no reply of mine stands there. The question still waits: please answer it "
    "once more."
)
FIRST_GONE: Final = "The first answer is no longer there, so I can't add to it. I haven't sent anything."
ASKER_LEFT: Final = "The member who asked has left this server; my reply stands there for everybody else."
ADD_MORE: Final = "Add to the answer"

KEEP_IT: Final = "Should I know this from now on?"
KEEP_NEW: Final = "Keep as an entry"
KEEP_IN: Final = "Add to an entry…"
ONLY_ONCE: Final = "Only this once"
LEFT_AT_THAT: Final = "Only this once, then. What I know has not changed."
NO_QUESTION: Final = (
    "I no longer have the text of that question, so no entry can learn it. “Keep as an entry” still works."
)
TOO_OLD: Final = "That is too long ago: I no longer know what was answered. Use “Teach this” in the message's menu."

WHICH_ENTRY: Final = "Which entry answers this? I reply with it and learn the question."
NO_ENTRIES: Final = "There is no entry yet that could be the answer. Press Answer, and keep what you write as one."
NOT_REPLIED: Final = "I haven't replied: I can't get at the question or the entry right now."
ANSWERED_MEANWHILE: Final = "Somebody else answered that question meanwhile, so I haven't replied again."
FAILED: Final = "Not sent"
KNOWN_NOW: Final = "You asked me this earlier. I have an answer now:"


def answered_by(name: str) -> str:
    """The line below an answer; ``name`` is escaped."""
    return f"Answered by **{name}**"


def added_by(name: str) -> str:
    """The line below what was added to an answer."""
    return f"Added by **{name}**"


def answered_already(url: str, text: str) -> str:
    """Who comes second is shown the first answer; ``text`` is escaped."""
    quoted = "".join(f"\n> {line}" for line in text.split("\n")) if text else ""
    return f"That has been [answered already]({url}):{quoted}" if text else f"That has been [answered already]({url})."


def replied(urls: Sequence[str]) -> str:
    """Where the answer stands."""
    if len(urls) == 1:
        return f"I've replied to the member who asked: [{SEE_ANSWER.lower()}]({urls[0]})."
    links = [f"[{number}]({url})" for number, url in enumerate(urls[:_LINKED], 1)]
    more = [and_more(len(urls) - _LINKED)] if len(urls) > _LINKED else []
    return f"I've replied to the {len(urls)} members who asked: {', '.join([*links, *more])}."


def added(url: str) -> str:
    """Where the addition stands."""
    return f"I've added it below the first answer: [see it]({url})."


def message_gone(number: int) -> str:
    """Questions whose message was deleted."""
    if number == 1:
        return "The message that asked was deleted, so there was nothing to reply to."
    return f"{number} messages that asked were deleted, so there was nothing to reply to."


def cannot_reply(channel: int) -> str:
    """A question that the answer could not be sent to."""
    return (
        f"I couldn't reply in <#{channel}>, so the question still waits. Please see that I may view the channel, send "
        "messages and read its history there, and try again."
    )


def maybe_sent(channel: int) -> str:
    """Discord did not say whether it has the answer."""
    return (
        f"The connection failed while I replied in <#{channel}>, so I can't say yet whether my reply arrived. I see "
        "whether it stands there, and show it in the post within a few minutes; please send nothing until then."
    )


def cannot_look(channel: int) -> str:
    """The bot was interrupted while it replied, and may not read whether the reply arrived."""
    return (
        f"I was interrupted while I replied in <#{channel}>, and can't see whether my reply arrived. Please see that I "
        "may view the channel and read its history there; then I go on by myself."
    )


def cannot_add(channel: int) -> str:
    """What was to be added could not be sent."""
    return (
        f"I couldn't reply in <#{channel}>. Please see that I may view the channel, send messages and read its history "
        "there, and try again."
    )


def told(sent: int, gone: int, refused: Sequence[int], unsure: Sequence[int]) -> str:
    """How many were told; ``refused`` are the channels in which that was not possible, ``unsure`` those where it is
    not known yet."""
    if not sent and not gone and not refused and not unsure:
        return (
            "Nobody waits for that any longer: they were told already, or are being told right now, or their questions "
            "are gone."
        )
    lines = [f"I've told {count(sent, 'member', 'members')} who asked." if sent else "I've told nobody."]
    lines += [message_gone(gone)] if gone else []
    lines += [cannot_reply(channel) for channel in dict.fromkeys(refused)]
    lines += [maybe_told(channel) for channel in dict.fromkeys(unsure)]
    return "\n".join(lines)


def maybe_told(channel: int) -> str:
    """Discord did not say whether it has what was told."""
    return (
        f"The connection failed while I replied in <#{channel}>, so I can't say yet whether it arrived. Press that "
        "again in a few minutes: whoever was told is not told twice."
    )
