"""A message as the bot reads it, once: what it asks, who asks and where, and by which way it came."""

import re
from dataclasses import dataclass
from typing import Final

import discord

from bot.discord_app.asking.answering import Asker
from bot.discord_app.asking.followup import context_of, goes_on_from, replied_to
from bot.discord_app.client import VersusClient
from bot.discord_app.context import ChannelMode, settings_for
from bot.matching.confidence.calibration import UNASKED_AT
from bot.matching.decision import Context, Decision, Kind, SmallTalk
from bot.matching.language.asking import DialogueAct, act_of
from bot.mentions import COMMAND, EMOJI, EVERYONE, MENTION, TIME
from bot.usage.events import Way

_TOKENS: Final = re.compile(rf"{MENTION}|{EMOJI}|{TIME}|{COMMAND}|(?<!\w){EVERYONE}\b")
FROM_PEOPLE: Final = (discord.MessageType.default, discord.MessageType.reply)


@dataclass(frozen=True, slots=True)
class Incoming:
    """What matters about a message."""

    text: str
    """As typed, without mentions and the like; for the opening message of a forum post after its title."""
    asker: Asker
    context: Context | None = None
    """What the answer was about to which it replies, as that answer's buttons say."""
    from_person: bool = True
    """Neither a bot, a webhook nor Discord itself wrote it."""
    direct: bool = False
    mentions_me: bool = False
    mentions_others: bool = False
    replies_to_me: bool = False
    replies_to_others: bool = False
    unreadable: bool = False
    """It replies to me, and Discord keeps its text from me."""
    mode: ChannelMode | None = None
    """The mode of its channel, of its thread's channel for a thread."""
    quiet: bool = False
    """Moderators want the bot to leave its channel in peace just now."""
    act: DialogueAct = DialogueAct.ASKS
    """What its author does by it; looked at where the channel has a mode alone."""
    last: Context | None = None
    """What its author was answered in that channel a moment ago, where one may ask on without a reply."""

    @property
    def goes_on_from(self) -> Context | None:
        """The answer in whose context the message is to be understood."""
        return self.context or (goes_on_from(self.text, self.last) if self.last is not None else None)


def way_of(message: Incoming) -> Way | None:
    """The way by which a message asks the bot, or ``None`` for one that the bot leaves alone.

    In this order:
    1. Bots, webhooks, system messages and the bot itself are never answered.
    2. A reply to one of the bot's answers follows up on it.
    3. A reply whose text the bot can't read asks nothing.
    4. A direct message, a mention or another reply to the bot asks, with or without text.
    5. In an ``ask`` channel every message with text asks; one that replies to others or mentions them only if its
       wording does.
    6. In a ``listen`` channel a message whose wording asks is overheard, unless it replies to others or mentions them,
       or the bot is to be quiet there.
    """
    if not message.from_person:
        return None
    if message.context is not None and message.text:
        return Way.FOLLOW_UP
    if message.unreadable:
        return None
    if message.direct:
        return Way.DIRECT
    if message.mentions_me or message.replies_to_me:
        return Way.MENTION
    if not message.text:
        return None
    asks, to_others = message.act is DialogueAct.ASKS, message.replies_to_others or message.mentions_others
    if message.mode == "ask":
        return Way.ASK_CHANNEL if asks or not to_others else None
    if message.mode == "listen" and asks and not (to_others or message.quiet):
        return Way.LISTEN_CHANNEL
    return None


def is_unasked(message: Incoming, way: Way | None) -> bool:
    """Whether the message may not be meant for the bot: overheard, or talk in an ``ask`` channel."""
    talk = message.act in (DialogueAct.CALLS, DialogueAct.TELLS)
    return way is Way.LISTEN_CHANNEL or (way is Way.ASK_CHANNEL and talk)


def is_worth_a_reply(message: Incoming, way: Way | None, decision: Decision) -> bool:
    """Whether what was decided about an unasked message is worth a reply.

    An overheard question is answered where that is surely right, or left alone. In an ``ask`` channel people also say
    what they want without asking, ask after the bot itself, and thank it; talk that it knows nothing about is not its
    business.
    """
    if way is not Way.ASK_CHANNEL:
        return decision.kind is Kind.ANSWER and decision.reason.score >= UNASKED_AT
    match decision.reason.small_talk:
        case None:
            return decision.kind is not Kind.UNKNOWN
        case SmallTalk.THANKS | SmallTalk.LIST:
            return True
        case SmallTalk.OTHER:
            return message.act is DialogueAct.CALLS


def typed_text(content: str) -> str:
    """What a person typed, without mentions, custom emoji, timestamps and command links."""
    return " ".join(_TOKENS.sub(" ", content).split())


def read(client: VersusClient, message: discord.Message) -> Incoming:
    """What matters about a message. Its channel's settings are looked up here, and nowhere again for this message."""
    me, server = client.my_id, message.guild.id if message.guild is not None else None
    settings = settings_for(client.services, server)
    target = replied_to(message)
    replies = message.reference is not None and message.type is discord.MessageType.reply
    to_me = target is not None and target.author.id == me
    to_self = target is not None and target.author.id == message.author.id
    text, mode = question_of(message), settings.mode_of(message.channel.id, _parent_id(message))
    return Incoming(
        text=text,
        asker=Asker(message.author.id, server, message.channel.id, settings),
        context=context_of(message, me) if replies else None,
        from_person=_from_person(message, me),
        direct=server is None,
        mentions_me=f"<@{me}>" in message.content or f"<@!{me}>" in message.content,
        mentions_others=_mentions_others(message, me),
        replies_to_me=replies and to_me,
        replies_to_others=replies and not (to_me or to_self),
        unreadable=replies and to_me and _is_kept_back(client, message),
        mode=mode,
        quiet=settings.is_quiet(client.services.clock(), message.channel.id, _parent_id(message)),
        act=act_of(text) if mode is not None else DialogueAct.ASKS,
        last=client.memory.last_of(message.channel.id, message.author.id) if server is None or mode == "ask" else None,
    )


def question_of(message: discord.Message) -> str:
    """What the message asks; for the opening message of a forum post its title and its text."""
    text = typed_text(message.content)
    channel = message.channel
    # The opening message of a forum post has the id of the post; no other message in a thread has the thread's.
    if isinstance(channel, discord.Thread) and message.id == channel.id:
        return f"{channel.name}\n{text}".strip()
    return text


def _is_kept_back(client: VersusClient, message: discord.Message) -> bool:
    """Whether the message is empty because the bot may not read it.

    Without the message-content intent that is every reply in a server that does not ping the bot, and every one to an
    answer that came from a command.
    """
    return message.guild is not None and not message.content and not client.intents.message_content


def _mentions_others(message: discord.Message, me: int) -> bool:
    people = {user.id for user in message.mentions} - {me, message.author.id}
    return bool(people or message.raw_role_mentions or message.mention_everyone)


def _from_person(message: discord.Message, me: int) -> bool:
    author = message.author
    automatic = author.bot or author.system or author.id == me or message.webhook_id is not None
    return not automatic and message.type in FROM_PEOPLE


def _parent_id(message: discord.Message) -> int | None:
    return message.channel.parent_id if isinstance(message.channel, discord.Thread) else None
