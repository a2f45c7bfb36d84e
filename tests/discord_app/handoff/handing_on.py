"""A server whose moderators can be asked, and the steps by which a member does so."""

from dataclasses import replace
from typing import Any

import discord
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from tests.discord_app.moderators import ModWorld, answer_to

QUESTION = "where is the best pizza in town"
HIDDEN = discord.PermissionOverwrite(view_channel=False)
OPEN = discord.PermissionOverwrite(view_channel=True, send_messages=True, embed_links=True, read_message_history=True)


async def name_channel(world: ModWorld) -> simcord.ChannelHandle:
    """The server has its moderators asked in a channel that members can't read."""
    assert world.bot.user is not None
    allowed = {world.guild.default_role: HIDDEN, world.bot.user: OPEN, world.mo: OPEN, world.max: OPEN}
    channel = world.guild.create_text_channel("mods-only", overwrites=allowed)
    await world.env.settle()
    await world.services.moderation.settings.change(
        world.guild.id, lambda chosen: replace(chosen, moderators_channel=channel.id)
    )
    return channel


async def ask(
    world: ModWorld, text: str = QUESTION, who: simcord.MemberActor | None = None
) -> tuple[discord.Message, discord.Message]:
    """A member mentions the bot: their message, and what the bot said to it."""
    message = await (who or world.alice).send(world.channel, f"<@{world.bot.my_id}> {text}")
    return message, said_in(world, world.channel)[-1]


async def hand_on(
    who: simcord.MemberActor, unknown: Any, *, label: str = "Ask the moderators"
) -> simcord.InteractionResult:
    """The asker has the moderators asked: two presses."""
    consent = await who.click(unknown, label=label)
    return await who.click(answer_to(consent), label="Ask them")


def said_in(world: ModWorld, channel: simcord.ChannelHandle) -> list[discord.Message]:
    """What the bot said there for everybody, oldest first."""
    return [one for one in channel.history() if one.author.id == world.bot.my_id and not one.flags.ephemeral]


def told(result: simcord.InteractionResult) -> str:
    """What the person was told in private at last."""
    message: Any = result.followups[-1] if result.followups else result.response
    assert message is not None
    assert message.flags.ephemeral
    return message.content


def field(message: discord.Message, name: str) -> str | None:
    """What a field of the post says."""
    return next((one.value for one in message.embeds[0].fields if one.name == name), None)


async def allow(world: ModWorld, channel: simcord.ChannelHandle, role: int, **permissions: bool) -> None:
    """The channel's permissions for a role become these alone."""
    allow, deny = discord.PermissionOverwrite(**permissions).pair()
    overwrite = Overwrite(role, OverwriteType.ROLE, allow=allow.value, deny=deny.value)
    world.env.backend.set_overwrite(channel.id, overwrite)
    await world.env.settle()
