"""``/settings``, as moderators read it."""

from collections.abc import Sequence
from typing import Final

DESCRIPTION: Final = "What this server chooses: channels, moderators, answers, the daily digest"

TITLE: Final = "Settings of this server"
CHANNELS_HEADING: Final = "Channels"
ASK_HEADING: Final = "Channels where every message is a question"
LISTEN_HEADING: Final = "Channels where I speak only when I'm sure"
MODERATORS_HEADING: Final = "Moderators"
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

CHOOSE_ASK: Final = "Every message is a question in…"
CHOOSE_LISTEN: Final = "I speak only when I'm sure in…"
CHOOSE_ROLES: Final = "Roles that moderate me…"
CHOOSE_DIGEST: Final = "A channel for the daily digest…"
MAKE_PRIVATE: Final = "Answer privately"
MAKE_PUBLIC: Final = "Answer for everyone"
ADD_BUTTONS: Final = "Buttons on"
DROP_BUTTONS: Final = "Buttons off"
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
    "Who moderates me, where the digest goes, and the way back to the defaults are for members with Manage Server."
)
NOT_EVERYONE: Final = "Not everyone can moderate me. Choose roles that only moderators have."
WAS_RESET: Final = "Done. I follow the configuration again."
DIGEST_SEEN: Final = "Everyone who can read that channel reads the digest."


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


def more(count: int) -> str:
    """For the channels or roles that have no room."""
    return f"and {count:,} more"
