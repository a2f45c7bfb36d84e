"""Quiet here for an hour: moderators have the bot leave a listen channel in peace; who asks it is answered anyway."""

from datetime import timedelta
from typing import Final

from bot.discord_app.asking.states import QuietHere
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import defer
from bot.discord_app.editing.authorisation import moderating
from bot.discord_app.settings import texts
from bot.discord_app.settings.states import SettingsStep, Step
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.reply import Button, Reply
from bot.discord_app.ui.sender import respond

HOW_LONG: Final = timedelta(hours=1)


def setup(client: VersusClient) -> None:
    """Register the button under overheard answers."""
    client.add_dynamic_items(quiet_here)


@pressed(QuietHere)
async def quiet_here(interaction: Interaction, _state: QuietHere) -> None:
    """Listen no more in the channel and its threads, or in the thread, for an hour; survives a restart."""
    moderator, channel = moderating(interaction), interaction.channel_id
    if channel is None:
        return
    await defer(interaction, beside=True)  # the disk may be slow
    now = moderator.services.clock()
    until = now + HOW_LONG
    await moderator.moderation.settings.change(moderator.server, lambda before: before.quieted(channel, now, until))
    end = Button(texts.SPEAK_AGAIN, SettingsStep(Step.SPEAK).encode())
    await respond(interaction, Reply(texts.is_quiet(until), rows=((end,),)), private=True)
