"""Did this help? A thumb from anybody, answered privately, and changed by pressing the other one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_app.asking.render import did_not_help_reply
from bot.discord_app.asking.states import DidNotHelp, Helped
from bot.discord_app.context import knowledge_in_time
from bot.discord_app.errors import AnyInteraction
from bot.discord_app.services import Services
from bot.discord_app.ui.components import pressed
from bot.discord_app.ui.reply import Reply
from bot.discord_app.ui.sender import respond
from bot.texts import answers as texts
from bot.usage.events import Rated

if TYPE_CHECKING:
    from bot.discord_app.client import VersusClient


def setup(client: VersusClient) -> None:
    """Register the buttons."""
    client.add_dynamic_items(thumb_up, thumb_down)


@pressed(Helped)
async def thumb_up(interaction: AnyInteraction, state: Helped) -> None:
    """It helped."""
    noted = _rate(interaction, state.question, helpful=True)
    await respond(interaction, Reply(noted), private=True)


@pressed(DidNotHelp)
async def thumb_down(interaction: AnyInteraction, state: DidNotHelp) -> None:
    """It did not: offer what came next."""
    noted = _rate(interaction, state.question, helpful=False)
    knowledge = await knowledge_in_time(interaction)
    await respond(interaction, did_not_help_reply(knowledge, state, noted), private=True)


def _rate(interaction: AnyInteraction, question: int, *, helpful: bool) -> str:
    """Record the thumb, and return the thanks for it."""
    services: Services = interaction.client.services
    user, names = interaction.user.id, services.pseudonyms
    services.recorder.record(Rated(names.of_question(question), services.clock(), names.of(user), helpful))
    return texts.NOT_NOTED if services.privacy.is_opted_out(user) else texts.NOTED
