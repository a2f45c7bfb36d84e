"""Which messages are questions to the bot, and by which way they came. Plain values in, a decision out."""

import re
from dataclasses import dataclass
from typing import Final

from bot.discord_app.context import ChannelMode
from bot.usage.events import Way

_TOKENS: Final = re.compile(
    r"<(?:@[!&]?|#)\d+>|<a?:\w+:\d+>|<t:-?\d+(?::\w)?>|<id:\w+>|</[^:<>]+:\d+>|(?<!\w)@(?:everyone|here)\b"
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """What matters about a message."""

    text: str
    """As typed, without mentions and the like."""
    from_person: bool = True
    """Neither a bot, a webhook nor Discord itself wrote it."""
    direct: bool = False
    mentions_me: bool = False
    mentions_others: bool = False
    replies_to_me: bool = False
    replies_to_others: bool = False
    unreadable: bool = False
    """It replies to me, and Discord keeps its text from me."""
    follows_answer: bool = False
    """It replies to an answer of mine whose buttons say what it was about."""
    mode: ChannelMode | None = None
    """The mode of its channel, of its thread's channel for a thread."""


def way_of(message: Incoming) -> Way | None:
    """The way by which a message asks the bot, or ``None`` for one that the bot leaves alone.

    In this order:
    1. Bots, webhooks, system messages and the bot itself are never answered.
    2. A reply to one of the bot's answers follows up on it.
    3. A reply whose text the bot can't read asks nothing.
    4. A direct message, a mention or another reply to the bot asks, with or without text.
    5. In an ``ask`` channel every message with text asks.
    6. In a ``listen`` channel a message with text is overheard, unless it replies to others or mentions them.
    """
    if not message.from_person:
        return None
    if message.follows_answer and message.text:
        return Way.FOLLOW_UP
    if message.unreadable:
        return None
    if message.direct:
        return Way.DIRECT
    if message.mentions_me or message.replies_to_me:
        return Way.MENTION
    if not message.text:
        return None
    if message.mode == "ask":
        return Way.ASK_CHANNEL
    if message.mode == "listen" and not (message.replies_to_others or message.mentions_others):
        return Way.LISTEN_CHANNEL
    return None


def typed_text(content: str) -> str:
    """What a person typed, without mentions, custom emoji, timestamps and command links."""
    return " ".join(_TOKENS.sub(" ", content).split())
