"""When a question is edited the answer follows; when it is deleted the answer goes, and its stored text too."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace

import discord

from bot.discord_app.asking.answering import decide, erase, frame_of, may_ask_moderators, record, recorded, take_back
from bot.discord_app.asking.incoming import Incoming, is_unasked, is_worth_a_reply, read, way_of
from bot.discord_app.asking.render import decision_reply
from bot.discord_app.client import VersusClient
from bot.discord_app.ui.posting import edit
from bot.matching.decision import Context, Kind
from bot.usage.events import MessageDeleted, Outcome, Tracked, Way


async def on_edit(client: VersusClient, message: discord.Message) -> None:
    """Answer a question again that was rewritten.

    Link previews arrive as edits without an edit's time, and an edit that takes the mention out arrives without
    content where the bot may not read every message: neither says that the question changed.
    """
    if message.edited_at is None or not message.content:
        return
    incoming, tracked = read(client, message), client.services.tracked.find(message.id)
    if not incoming.text:
        return
    if tracked is None:
        client.memory.note_edit(message)
        return
    if client.memory.is_known_text(message.id, incoming.text):
        return
    client.memory.note_text(message.id, incoming.text)
    await _answer_again(client, message.id, incoming, tracked)


@asynccontextmanager
async def catching_up(client: VersusClient, message_id: int) -> AsyncGenerator[None]:
    """Around the answer to a message: what it is edited to before that stands there is answered after it."""
    client.memory.begin(message_id)
    edited: discord.Message | None = None
    try:
        yield
    finally:
        edited = client.memory.finish(message_id)
    if edited is not None and client.services.tracked.find(message_id) is not None:
        await on_edit(client, edited)


async def on_delete(client: VersusClient, message_id: int, server: int | None) -> None:
    """Take back the answer to a question that was deleted; the moderators' post about it loses its text."""
    client.memory.note_gone(message_id)
    client.services.recorder.record(MessageDeleted(message_id))
    if server is not None and client.services.moderation.settings.of(server).moderators_channel is not None:
        client.services.moderation.handoff.changed.set()
    tracked = client.services.tracked.find(message_id)
    if tracked is not None:
        await take_back(client, tracked)


async def _answer_again(client: VersusClient, message: int, incoming: Incoming, tracked: Tracked) -> None:
    services, asker = client.services, incoming.asker
    asked_by = way_of(incoming)
    way = asked_by or Way.MENU
    erase(services, tracked.question)
    answered = await decide(services, incoming.text, asker.server, incoming.goes_on_from)
    if services.tracked.find(message) is None:
        return  # deleted meanwhile, and the answer with it
    unasked = is_unasked(incoming, asked_by) or (asked_by is None and incoming.mode is not None)
    if unasked and not is_worth_a_reply(incoming, asked_by, answered.decision):
        record(services, answered, way, asker, Outcome.SILENT)
        await take_back(client, tracked)
        return
    services.tracked.remember(replace(tracked, question=services.pseudonyms.of_question(answered.id)))
    overheard, offers = way is Way.LISTEN_CHANNEL, may_ask_moderators(client, answered, way, asker)
    frame = frame_of(services, answered, asker, is_overheard=overheard, asks_moderators=offers)
    reply = decision_reply(answered, frame)
    try:
        with recorded(services, answered, way, asker, message) as sending:
            changed = [
                await edit(client, tracked.channel, answer, reply, reader=asker.user) for answer in tracked.answers
            ]
            if not any(changed):
                sending.outcome = Outcome.REFUSED if client.memory.is_refused(tracked.channel) else Outcome.GONE
    finally:
        if services.tracked.find(message) is None:  # deleted meanwhile, when there was no row yet to erase
            erase(services, services.pseudonyms.of_question(answered.id))
    if answered.decision.kind is Kind.ANSWER and any(changed):
        shown = Context(answered.decision.entries, answered.decision.subjects)
        client.memory.note_answer(tracked.channel, asker.user, shown)
