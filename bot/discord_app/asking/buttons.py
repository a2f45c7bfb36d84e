"""The buttons under an answer: open another entry, show every side, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_app.asking.followup import carried_by, next_best_of, replied_to
from bot.discord_app.asking.render import Frame, answer_reply, entry_reply, gone_reply
from bot.discord_app.asking.states import AllSides, Carried, Open
from bot.discord_app.context import knowledge_in_time
from bot.discord_app.errors import AnyInteraction
from bot.discord_app.installs import server_of
from bot.discord_app.moderators import may_delete
from bot.discord_app.server_settings import settings_for
from bot.discord_app.services import Services
from bot.discord_app.ui.components import pressed
from bot.discord_app.ui.reply import Reply
from bot.discord_app.ui.sender import replace, respond, take_away
from bot.texts import answers as texts

if TYPE_CHECKING:
    from bot.discord_app.client import VersusClient


def setup(client: VersusClient) -> None:
    """Register the buttons."""
    client.add_dynamic_items(open_entry, show_all_sides, delete_answer)


async def show_privately(interaction: AnyInteraction, key: str) -> None:
    """Show an entry to the person behind ``interaction`` alone."""
    knowledge = await knowledge_in_time(interaction)
    entry = knowledge.find(key)
    await respond(interaction, entry_reply(knowledge, entry) if entry else gone_reply(), private=True)


@pressed(Open)
async def open_entry(interaction: AnyInteraction, state: Open) -> None:
    """See also."""
    await show_privately(interaction, state.entry)


@pressed(AllSides)
async def show_all_sides(interaction: AnyInteraction, _state: AllSides) -> None:
    """Add the sides that the answer left out, to the same message."""
    carried = carried_by(interaction.message) if interaction.message is not None else None
    if interaction.message is None or carried is None:
        await respond(interaction, gone_reply(), private=True)
        return
    services: Services = interaction.client.services
    frame = Frame(
        question=carried.question,
        asker=carried.asker,
        buttons=settings_for(services, server_of(interaction)).buttons,
        next_best=next_best_of(interaction.message),
    )
    await replace(interaction, answer_reply(await knowledge_in_time(interaction), carried.entries, (), frame))


@pressed(Carried)
async def delete_answer(interaction: AnyInteraction, carried: Carried) -> None:
    """Delete the message for the member who asked, the author of the message it replies to, or a moderator."""
    target = replied_to(interaction.message) if interaction.message is not None else None
    owners = {carried.asker} | ({target.author.id} if target is not None else set[int]())
    if interaction.user.id not in owners and not may_delete(interaction.client.services, interaction):
        await respond(interaction, Reply(texts.NOT_YOURS), private=True)
        return
    await take_away(interaction)
