"""The answer that a post's question got first, found from the bot's own message: so it outlives a restart."""

from dataclasses import dataclass

import discord

from bot.discord_app.client import VersusClient
from bot.discord_app.delivery import UNKNOWN_CHANNEL, UNKNOWN_MESSAGE
from bot.discord_app.editing.authorisation import Moderating
from bot.discord_app.handoff.human_reply import text_in
from bot.discord_app.ui import posting
from bot.discord_app.ui.reply import message_url


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """The bot's reply to the asker."""

    channel: int
    url: str
    text: str
    """As the moderator typed it; an entry's title; empty where the message is gone."""
    replies_to: int | None
    """The message that asks; ``None`` where the reply is gone."""


async def first_answer(client: VersusClient, moderator: Moderating, post: int) -> FirstAnswer | None:
    """What a post of the moderator's server was answered with first; ``None`` for nothing.

    Raises:
        StoreError: the database can't be read.
        discord.NotFound: something else than the message is gone.
        discord.HTTPException: the bot may not read the channel any longer, or Discord failed.
    """
    found = await moderator.moderation.awaiting.post(moderator.server, post)
    if found is None or found.answer is None or found.answer_channel is None:
        return None
    url = message_url(moderator.server, found.answer_channel, found.answer)
    try:
        message = await posting.fetch_message(client, found.answer_channel, found.answer)
    except discord.NotFound as error:
        if error.code not in (UNKNOWN_MESSAGE, UNKNOWN_CHANNEL):
            raise
        return FirstAnswer(found.answer_channel, url, "", None)
    text = text_in(message.content) or next((embed.title for embed in message.embeds if embed.title), "")
    reference = message.reference
    return FirstAnswer(found.answer_channel, url, text, reference.message_id if reference is not None else None)
