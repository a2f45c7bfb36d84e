"""Messages: read (see ``incoming``), decided, and replied to."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import discord

from bot.discord_app.asking import texts
from bot.discord_app.asking.answering import (
    Asker,
    decide,
    frame_of,
    may_ask_moderators,
    record,
    recorded,
    take_back,
    track,
)
from bot.discord_app.asking.incoming import Incoming, is_unasked, is_worth_a_reply, read, way_of
from bot.discord_app.asking.render import decision_reply
from bot.discord_app.client import VersusClient
from bot.discord_app.delivery import NOT_SENT
from bot.discord_app.errors import describe, log_defect
from bot.discord_app.recent import Verdict
from bot.discord_app.texts import unexpected
from bot.discord_app.ui.posting import may_send, permissions_in, post
from bot.discord_app.ui.reply import Reply
from bot.matching.decision import Context, Decision, Kind
from bot.serving.answering import Answered
from bot.usage.events import Outcome, Way

log = logging.getLogger(__name__)

NOTICE_SECONDS: Final = 10.0


async def on_message(client: VersusClient, message: discord.Message) -> None:
    """Reply to a message that asks the bot."""
    incoming = read(client, message)
    way = way_of(incoming)
    if incoming.unreadable and incoming.from_person:
        await _ask_for_a_mention(client, message, incoming.asker)
    if way is None or not may_send(message.channel, permissions_in(message.channel)):
        return
    if is_unasked(incoming, way):
        await _answer(client, message, incoming, way)
    elif await _may_ask(client, message, incoming.asker):
        try:
            await _answer(client, message, incoming, way)
        except Exception as error:  # noqa: BLE001 - the root of the error tree for messages
            await _own_up(client, message, error)


async def _answer(client: VersusClient, message: discord.Message, incoming: Incoming, way: Way) -> None:
    services, asker = client.services, incoming.asker
    answered = await decide(services, incoming.text, asker.server, incoming.goes_on_from)
    if way is Way.LISTEN_CHANNEL:
        answered = _without_repetition(client, message, answered)
    decision, unasked = answered.decision, is_unasked(incoming, way)
    if unasked and not _speaks_up(client, message, incoming, way, decision):
        record(services, answered, way, asker, Outcome.SILENT)
        return
    full = client.cap.take(message.channel.id, None if unasked else message.author.id)
    if unasked and full.wait:
        record(services, answered, way, asker, Outcome.SILENT)
        return
    posted = None
    try:
        with recorded(services, answered, way, asker, message.id) as sending:
            if full.wait:
                sending.outcome = Outcome.CAPPED
                await _tell(client, message, full, texts.capped)
            else:
                overheard, offers = way is Way.LISTEN_CHANNEL, may_ask_moderators(client, answered, way, asker)
                frame = frame_of(services, answered, asker, is_overheard=overheard, asks_moderators=offers)
                reply = decision_reply(answered, frame)
                posted = await post(client, message.channel, reply, message.id, reader=asker.user)
                if posted is None:
                    sending.outcome = Outcome.REFUSED
    finally:
        track(services, message, posted, answered.id)
    client.memory.note_text(message.id, incoming.text)
    tracked = services.tracked.find(message.id)
    if tracked is not None and client.memory.is_gone(message.id):
        await take_back(client, tracked)  # deleted while the answer was on its way
    elif posted is not None and decision.kind is Kind.ANSWER:
        shown = Context(decision.entries, decision.subjects)
        client.memory.note_answer(message.channel.id, message.author.id, shown)


async def _ask_for_a_mention(client: VersusClient, message: discord.Message, asker: Asker) -> None:
    """Say how a reply can be read, to who meant the bot; without a ping they may be talking among themselves."""
    pinged = any(user.id == client.my_id for user in message.mentions)
    if pinged and may_send(message.channel, permissions_in(message.channel)) and await _may_ask(client, message, asker):
        await post(client, message.channel, Reply(texts.CANNOT_READ), message.id)


async def _own_up(client: VersusClient, message: discord.Message, error: Exception) -> None:
    """Log a defect, and tell the member the id under which."""
    sentence = unexpected(log_defect(error, message.id, "The reply to a message"))
    try:
        await post(client, message.channel, Reply(sentence), message.id)
    except NOT_SENT as failed:
        log.warning("The member could not be told about it: %s", describe(failed))


def _without_repetition(client: VersusClient, message: discord.Message, answered: Answered) -> Answered:
    """Of an answer with several entries, what was not answered there lately; where nothing is new, all of it."""
    decision = answered.decision
    new = client.memory.not_answered(message.channel.id, decision.entries)
    if decision.kind is not Kind.ANSWER or not new:
        return answered
    return replace(answered, decision=replace(decision, entries=new))


def _speaks_up(
    client: VersusClient, message: discord.Message, incoming: Incoming, way: Way, decision: Decision
) -> bool:
    """Whether an unasked message gets a reply; where the bot listens, only with what was not answered there lately."""
    if not is_worth_a_reply(incoming, way, decision):
        return False
    if way is Way.LISTEN_CHANNEL and not client.memory.not_answered(message.channel.id, decision.entries):
        return False
    asker = incoming.asker
    return client.cooldown.ask(asker.user, asker.settings.cooldown_seconds).wait <= 0


async def _may_ask(client: VersusClient, message: discord.Message, asker: Asker) -> bool:
    """Whether the member's cooldown is over; if not, say so now and then."""
    verdict = client.cooldown.ask(asker.user, asker.settings.cooldown_seconds)
    await _tell(client, message, verdict, texts.slow_down)
    return verdict.wait <= 0


async def _tell(
    client: VersusClient, message: discord.Message, verdict: Verdict, sentence: Callable[[float], str]
) -> None:
    """Say how long to wait, where the verdict says so; the notice goes after a few seconds."""
    if verdict.tell:
        notice = Reply(sentence(verdict.wait))
        await post(client, message.channel, notice, message.id, delete_after=NOTICE_SECONDS)
