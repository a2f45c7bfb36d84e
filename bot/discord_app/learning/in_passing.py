"""Learned in passing: what a moderator or a trusted member replies to a question that the bot had no answer to."""

from __future__ import annotations

import discord

from bot.discord_app.client import VersusClient
from bot.discord_app.context import is_trusted, settings_for
from bot.discord_app.learning.message_text import answer_text
from bot.inbox.human_answers import LEARNED_WITHIN
from bot.usage.events import Learned, Reworded


def overhear(client: VersusClient, message: discord.Message) -> None:
    """Keep the reply for the moderators, who may make an entry of it.

    Whether the question still waits and was asked a moment ago is seen to where it is stored.
    """
    services, guild, reference = client.services, message.guild, message.reference
    if guild is None or reference is None or reference.message_id is None or message.author.bot:
        return
    if not services.moderation.settings.of(guild.id).learn_channels:
        return  # as nearly everywhere: what else holds there need not be looked up
    settings, channel = settings_for(services, guild.id), message.channel
    parent = channel.parent_id if isinstance(channel, discord.Thread) else None
    if not settings.learns_in(channel.id, parent) or not is_trusted(message.author, settings):
        return
    if text := answer_text(message):
        services.recorder.record(
            Learned(
                message=message.id,
                at=message.created_at,
                since=message.created_at - LEARNED_WITHIN,
                server=guild.id,
                channel=channel.id,
                asked_in=reference.message_id,
                user=services.pseudonyms.of(message.author.id),
                text=text,
            )
        )


def on_edit(client: VersusClient, message: discord.Message) -> None:
    """Keep what was learned of a reply as it reads now. The preview of a link comes as an edit without its time."""
    if message.guild is None or message.reference is None or message.edited_at is None or message.author.bot:
        return
    if text := answer_text(message):
        client.services.recorder.record(Reworded(message.id, text))
