"""``/settings`` and ``/privacy``, as people read them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.discord_app.moderators_channel import Unusable
from bot.discord_app.settings.states import Step
from bot.texts.counting import count

DESCRIPTION: Final = "What this server chooses: channels, moderators, answers, the daily digest"

TITLE: Final = "Settings of this server"
TABS: Final = {Step.CHANNELS: "Channels", Step.MODERATORS: "Moderators", Step.ANSWERS: "Answers"}
CHANNELS_HEADING: Final = "Channels"
ASK_HEADING: Final = "Channels where every message is a question"
LISTEN_HEADING: Final = "Channels where I answer questions only when I'm sure"
LEARN_HEADING: Final = "Channels where I learn in passing"
MODERATORS_HEADING: Final = "Moderators"
TRUSTED_HEADING: Final = "Trusted to answer"
POSTS_HEADING: Final = "Ask the moderators"
ANSWERS_HEADING: Final = "Answers"
DIGEST_HEADING: Final = "Daily digest"
NONE: Final = "None."
NO_DIGEST: Final = "Off."
DEFAULTS: Final = "(default): as the person who runs me configured it"
MANAGERS: Final = "Everyone with Manage Server"
PUBLIC: Final = "`/ask` answers for everyone, unless the member says otherwise."
PRIVATE: Final = "`/ask` answers the member alone, unless they say otherwise."
WITH_BUTTONS: Final = "Answers carry buttons: what to read next, and whether it helped."
WITHOUT_BUTTONS: Final = "Answers carry no buttons but the one that deletes them."

PLAIN: Final = "Answers are plain text, one line after the other; what is chosen comes as a new message."
CARDS: Final = "Answers are cards, with what is compared side by side."

CHOOSE_ASK: Final = "Every message is a question in…"
CHOOSE_LISTEN: Final = "I speak only when I'm sure in…"
CHOOSE_LEARN: Final = "I learn from replies in…"
CHOOSE_ROLES: Final = "Roles that moderate me…"
CHOOSE_TRUSTED: Final = "Roles trusted to answer…"
CHOOSE_POSTS: Final = "“Ask the moderators” goes to…"
CHOOSE_DIGEST: Final = "The daily digest goes to…"
MAKE_PRIVATE: Final = "Answer privately"
MAKE_PUBLIC: Final = "Answer for everyone"
ADD_BUTTONS: Final = "Buttons on"
DROP_BUTTONS: Final = "Buttons off"
MAKE_PLAIN: Final = "Use plain text"
MAKE_CARDS: Final = "Use cards"
GO_ON: Final = "Go on now"
SPEAK_AGAIN: Final = "Speak again"
RESET: Final = "Back to the defaults"
CONFIRM_RESET: Final = "Give up everything chosen here, and follow the configuration of the person who runs me again?"
DO_RESET: Final = "Give it up"
KEEP: Final = "Keep it"

NO_CONTENT: Final = (
    "I can't read whole channels: message content is switched off where I run. The person who runs me can change that "
    "with `message_content = true` and the Message Content Intent. Mentions, direct messages and `/ask` work anyway."
)
ALLOW_ROLE: Final = "Also allow this role under Server Settings → Integrations, or its members won't see the commands."
MANAGERS_ONLY: Final = (
    "Who moderates me, whose answers I learn and where, where questions and the digest go, and the way back to the "
    "defaults are for members with Manage Server."
)
NOT_EVERYONE: Final = "Not everyone can moderate me. Choose roles that only moderators have."
NOT_EVERYONE_TRUSTED: Final = "Not everyone can be trusted to answer. Choose roles that I may learn from."
NO_TEXTS: Final = (
    "I keep no texts of questions where I run, so moderators can't be shown any. The person who runs me can change "
    "that with `store_questions = true`."
)
UNUSABLE: Final = {
    Unusable.OFF: "Off. What I don't know goes to the inbox (`/knowledge inbox`).",
    Unusable.NO_TEXTS: NO_TEXTS,
    Unusable.GONE: "The channel for it is gone, or hidden from me, so I post nothing. Choose another one.",
    Unusable.OPEN: (
        "Everyone can read {channel}, so I post no questions there. Deny @everyone View Channel in it, or choose "
        "another channel."
    ),
    Unusable.CLOSED: (
        "I can't post in {channel}. Allow me to view it and to send messages there, or choose another channel; a forum "
        "or a thread won't do."
    ),
}
"""Why moderators can't be asked there, for those who choose the channel."""
AFTER_CHOOSING: Final = {
    Step.LEARN: (
        "I keep what a moderator or a trusted member replies there to a question that I couldn't answer, for the inbox "
        "alone; `/privacy` says so. Nothing changes by itself."
    ),
    Step.TRUSTED: "Its members gain nothing else: I learn from their replies in the channels where I learn in passing.",
    Step.POSTS: "Everyone who can read that channel reads the questions, and who asked them.",
    Step.DIGEST: "Everyone who can read that channel reads the digest.",
}
DONE: Final = {
    Step.CONFIRM: "Done. I follow the configuration again.",
    Step.SPEAK: "I speak up again wherever I listen.",
    Step.GO_ON: "I post questions for the moderators again.",
}
"""What is said after a button."""


def is_quiet(until: datetime) -> str:
    """What a moderator is told who wants the bot to be quiet."""
    return (
        f"I won't speak up here by myself until {_time(until)}. Whoever mentions me, replies to me or uses `/ask` is "
        "answered as before. To end it sooner, press “Speak again”, here or in `/settings`."
    )


def quiet_in(channel: str, until: datetime) -> str:
    """Where the bot is quiet."""
    return f"Quiet in {channel} until {_time(until)}."


def _time(at: datetime) -> str:
    """A time of day, as Discord shows it to each reader in their own time zone."""
    return f"<t:{int(at.timestamp())}:t>"


def learns(channels: str, *, keeps_texts: bool) -> str:
    """Where answers are learned in passing; ``channels`` is empty for nowhere."""
    if not keeps_texts:
        return f"{NO_DIGEST} {NO_TEXTS}"
    how = "When I don't know and a moderator replies within an hour, I offer the two in the inbox."
    return f"{channels}\n{how}" if channels else f"{NO_DIGEST} {how}"


def not_learned_in(channels: Sequence[str]) -> str:
    """Something else was chosen than a channel in which every message is a question."""
    return (
        f"I learn only where every message is a question, and {', '.join(channels)} is no such channel. "
        "Choose it in the first menu before."
    )


def trusted(roles: str) -> str:
    """Whose answers are learned besides the moderators'; ``roles`` is empty for nobody's."""
    return roles or "Nobody but moderators."


def posts_in(channel: str) -> str:
    """Where moderators are asked."""
    return f"In {channel}. Members can have a question that I couldn't answer put there."


def paused(until: datetime) -> str:
    """Until when that is paused."""
    return f"Paused until {_time(until)}. Until then such questions go to the inbox."


def saved_channels(unreadable: Sequence[str]) -> str | None:
    """What is in the way in the channels chosen."""
    if not unreadable:
        return None
    return f"I can't write in {', '.join(unreadable)} yet. Allow me to view the channel and to send messages there."


def not_seen(channels: Sequence[str]) -> str:
    """A moderator chose channels that are closed to them."""
    return (
        f"You can't see {', '.join(channels)}, so you can't have me read along there. Somebody with Manage Server can."
    )


def digest_refused(channel: str) -> str:
    """The bot may not write there."""
    return (
        f"I can't write in {channel}. Allow me to view it, send messages and embed links there; then choose it again."
    )


def sends_digest(channel: str) -> str:
    """Where it goes."""
    return f"Once a day, in {channel}."


def defaulted(text: str) -> str:
    """For what the server left open."""
    return f"{text.removesuffix('.')} (default)"


# /privacy, as everyone reads it. Every sentence must hold for the configuration it is shown under.

PRIVACY_DESCRIPTION: Final = "See what I store about you, delete it, or switch storing off"

PRIVACY_TITLE: Final = "What I store about you"
NOTED: Final = (
    "When you ask me something, I note when and where you asked, what I answered, and whether you said that it "
    "helped. I note it under a code that only I can make from your id. Your name and your id are not stored."
)
WORDS_HEADING: Final = "Your words"
WORDS_NOT_KEPT: Final = "I don't keep the text of questions."
OVERHEARD: Final = "In channels where I only listen, I keep the text of what I answered and of nothing else."
LEARNED: Final = (
    "When I had no answer and a moderator, or somebody whom they trust, replies within an hour, the moderators see "
    "your question and that reply for seven days. Each of you takes it away by deleting it or your data."
)
LONG_HEADING: Final = "For how long"
REMEMBERED: Final = (
    "For five minutes I remember what I answered you last, so that you can ask on; that is stored nowhere."
)
ERASED: Final = (
    "When you delete a question in its channel within fifteen minutes, my answer and its stored text go with it."
)
HANDED_ON: Final = (
    "A question that I couldn't answer waits for a human for seven days at most, together with its message. When you "
    "press “Ask the moderators”, they see your name beside it until then."
)
USE_HEADING: Final = "What for"
USE: Final = (
    "To answer you, and to show moderators what I couldn't answer, without saying who asked. It is given to nobody "
    "else, and no model is trained on it."
)
WRITTEN_HEADING: Final = "What you write for it"
WRITTEN: Final = (
    "When you change what I know, its history keeps your name, for the moderators of that knowledge to see; while "
    "storing is off for you it says “a moderator”. A suggestion of yours is kept with the name you gave, and a message "
    "of yours that a moderator kept as an answer with your name and the link to it. Deleting your data here takes them "
    "off; the words stay, and the moderators hear of it."
)
READING_HEADING: Final = "How you read me"
READS_CARDS: Final = (
    "What only you see comes as cards, with what is compared side by side. It can be plain text instead: better for "
    "screen readers, and where link previews are off."
)
READS_PLAIN: Final = (
    "What only you see is plain text, one line after the other; of my answers to you that everyone sees, the first "
    "words are text too. What you choose or open comes as a new message; lists turn their pages in place. This choice "
    "I keep under that code, until you change it or delete your data."
)
NOW_HEADING: Final = "Right now"
STORING: Final = "Storing is on for you."
NOT_STORING: Final = (
    "Storing is off for you: I answer as before and note nothing. What I noted earlier stays until you delete it; your "
    "choice itself I keep under that code."
)

DELETE: Final = "Delete my data"
STOP: Final = "Stop storing"
STORE: Final = "Store again"
CONFIRM: Final = (
    "Delete everything I have stored about you, in every server? That can't be undone. If you chose plain text, you "
    "get cards again. Your choice whether I may store anything stays."
)
CONFIRM_DELETE: Final = "Delete everything"
NOTHING_STORED: Final = "There was nothing stored about you."


def words_kept(days: int) -> str:
    """How the text of a question is kept."""
    return f"I keep the text of your question for {_span(days)}, without the mentions in it. Then I erase it."


def notes_kept(days: int) -> str:
    """How the notes without the text are kept."""
    return (
        "The notes without your words stay until you delete them here. "
        f"After {_span(days)} the channel is taken off, and of the time only the day stays."
    )


def _span(days: int) -> str:
    return "one day" if days == 1 else f"{days} days"


def deleted(notes: int) -> str:
    """What was deleted."""
    return f"Done. I deleted {count(notes, 'note', 'notes')} about you."
