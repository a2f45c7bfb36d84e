"""Which answer follows which question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.discord_app.asking.answering import erase
from bot.discord_app.services import Services
from bot.discord_app.ui.sender import delete
from bot.usage.events import Tracked

if TYPE_CHECKING:
    from bot.discord_app.client import VersusClient


def track(services: Services, question: discord.Message, answer: discord.Message | None, question_id: int) -> None:
    """Let ``answer`` follow the edits and the deletion of its question's message.

    Without an answer, because it could not be sent, what was stored of the question still follows.
    """
    services.tracked.remember(
        Tracked(
            question_message=question.id,
            answers=(answer.id,) if answer is not None else (),
            asker=services.pseudonyms.of(question.author.id),
            question=services.pseudonyms.of_question(question_id),
            channel=question.channel.id,
            server=question.guild.id if question.guild is not None else None,
            at=services.clock(),
        )
    )


async def take_back_if_gone(client: VersusClient, message: int, question_id: int) -> None:
    """Take back an answer to a message that was deleted while the answer was on its way."""
    if client.memory.is_gone(message):
        erase(client.services, client.services.pseudonyms.of_question(question_id))
        tracked = client.services.tracked.find(message)
        if tracked is not None:
            await take_back(client, tracked)


async def take_back(client: VersusClient, tracked: Tracked) -> None:
    """Delete an answer, and what was stored of its question's text."""
    erase(client.services, tracked.question)
    client.services.tracked.forget(tracked.question_message)
    for answer in tracked.answers:
        await delete(client, tracked.channel, answer)
