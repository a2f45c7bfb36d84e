"""Which answer follows which question."""

import discord

from bot.discord_app.services import Services
from bot.usage.events import Tracked


def track(services: Services, question: discord.Message, answer: discord.Message, question_id: int) -> None:
    """Let ``answer`` follow the edits and the deletion of its question's message."""
    services.tracked.remember(
        Tracked(
            question_message=question.id,
            answers=(answer.id,),
            asker=services.pseudonyms.of(question.author.id),
            question=question_id,
            channel=answer.channel.id,
            server=answer.guild.id if answer.guild is not None else None,
            at=services.clock(),
        )
    )
