"""The page "Moderators" of ``/settings``: where moderators are asked, whom the bot learns from, and the pause."""

from datetime import UTC, datetime
from typing import Any

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.discord_app.context import settings_for
from bot.discord_app.moderators_channel import Unusable, moderators_channel_of, usable_channel
from bot.discord_app.settings.states import SettingsStep, Step
from bot.servers.settings import ServerSettings
from tests.discord_app.moderators import ModWorld, answer_to, press, text_of

HIDDEN = discord.PermissionOverwrite(view_channel=False)
LATER = datetime(2026, 1, 1, 8, tzinfo=UTC)


@pytest.fixture
def world(mod_world: ModWorld) -> ModWorld:
    """Two servers with moderators."""
    return mod_world


async def closed_channel(world: ModWorld) -> simcord.ChannelHandle:
    """A channel that @everyone can't read, but Mo and the bot."""
    assert world.bot.user is not None
    allowed = discord.PermissionOverwrite(view_channel=True, send_messages=True, send_messages_in_threads=True)
    return await channel_for(world, {world.guild.default_role: HIDDEN, world.mo: allowed, world.bot.user: allowed})


async def channel_for(world: ModWorld, overwrites: dict[Any, discord.PermissionOverwrite]) -> simcord.ChannelHandle:
    channel = world.guild.create_text_channel("mods", overwrites=overwrites)
    await world.env.settle()
    return channel


async def pick(world: ModWorld, step: Step, *handles: Any) -> str:
    """What the page says once something is chosen there."""
    shown = await press(world.mo, await world.mo.slash(world.channel, "settings"), "Moderators")
    custom_id = SettingsStep(step).encode()
    return text_of(await world.mo.select(answer_to(shown), handles, custom_id=custom_id))


def chosen(world: ModWorld) -> ServerSettings:
    return world.services.moderation.settings.of(world.guild.id)


def posts_go_to(world: ModWorld) -> int | Unusable:
    """The id of the channel in which moderators are asked, or why nowhere."""
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    found = moderators_channel_of(world.services, guild)
    return found if isinstance(found, Unusable) else found.id


async def test_moderators_are_asked_in_a_channel_that_members_cannot_read(world: ModWorld) -> None:
    assert posts_go_to(world) is Unusable.OFF
    refused = await pick(world, Step.POSTS, world.channel)
    assert f"Everyone can read <#{world.channel.id}>, so I post no questions there. Deny @everyone" in refused
    assert posts_go_to(world) is Unusable.OFF
    mods = await closed_channel(world)
    said = await pick(world, Step.POSTS, mods)
    assert "Everyone who can read that channel reads the questions" in said
    assert "Ask the moderators\nIn **#mods**." in said
    assert posts_go_to(world) == mods.id
    await world.restart()
    assert posts_go_to(world) == mods.id
    assert "Ask the moderators\nOff." in await pick(world, Step.POSTS)
    assert posts_go_to(world) is Unusable.OFF


async def test_a_channel_that_is_opened_later_is_noticed(world: ModWorld) -> None:
    mods = await closed_channel(world)
    await pick(world, Step.POSTS, mods)
    world.env.backend.delete_overwrite(mods.id, world.guild.id)
    await world.env.settle()
    assert posts_go_to(world) is Unusable.OPEN
    shown = await press(world.mo, await world.mo.slash(world.channel, "settings"), "Moderators")
    assert "Everyone can read **#mods**, so I post no questions there." in text_of(shown)


async def test_a_channel_in_which_i_cannot_post_is_refused(world: ModWorld) -> None:
    seen = discord.PermissionOverwrite(view_channel=True)
    lone = await channel_for(world, {world.guild.default_role: HIDDEN, world.mo: seen})
    assert f"I can't post in <#{lone.id}>." in await pick(world, Step.POSTS, lone)
    forum = world.guild.create_forum_channel("posts")
    denied = Overwrite(world.guild.id, OverwriteType.ROLE, deny=discord.Permissions(view_channel=True).value)
    world.env.backend.set_overwrite(forum.id, denied)
    await world.env.settle()
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    assert usable_channel(guild, forum.id) is Unusable.CLOSED
    assert posts_go_to(world) is Unusable.OFF


async def test_a_channel_that_is_deleted_is_noticed(world: ModWorld) -> None:
    mods = await closed_channel(world)
    await pick(world, Step.POSTS, mods)
    world.env.backend.delete_channel(mods.id)
    await world.env.settle()
    assert posts_go_to(world) is Unusable.GONE


async def test_a_thread_is_refused(world: ModWorld) -> None:
    """Discord closes one that was quiet for days, and members' questions would go nowhere."""
    mods = await closed_channel(world)
    thread = world.env.backend.create_thread(mods.id, "aside", world.mo.id)
    await world.env.settle()
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    assert usable_channel(guild, thread.id) is Unusable.CLOSED


async def test_trusted_roles_are_named_by_those_who_manage_the_server(world: ModWorld) -> None:
    helpers = world.guild.create_role("helpers")
    await world.env.settle()
    said = await pick(world, Step.TRUSTED, helpers)
    assert "Trusted to answer\n**@helpers**" in said
    assert "Its members gain nothing else" in said
    assert settings_for(world.services, world.guild.id).trusted_roles == (helpers.id,)
    assert "Not everyone can be trusted" in await pick(world, Step.TRUSTED, world.guild.default_role)
    assert chosen(world).trusted_roles == (helpers.id,)


async def test_paused_posts_go_on_when_a_moderator_wants_it(world: ModWorld) -> None:
    """Who may pause them may end it: a moderator's role is enough."""
    await world.services.moderation.settings.change(world.guild.id, lambda _: ServerSettings(paused_until=LATER))
    shown = await press(world.max, await world.max.slash(world.channel, "settings"), "Moderators")
    assert f"Paused until <t:{int(LATER.timestamp())}:t>." in text_of(shown)
    shown = await press(world.max, shown, "Go on now")
    assert "I post questions for the moderators again." in text_of(shown)
    assert "Paused" not in text_of(shown)
    assert chosen(world).paused_until is None


async def test_a_pause_that_is_over_is_not_shown(world: ModWorld) -> None:
    await world.services.moderation.settings.change(world.guild.id, lambda _: ServerSettings(paused_until=LATER))
    await world.env.advance_time(9 * 3600)
    shown = await press(world.mo, await world.mo.slash(world.channel, "settings"), "Moderators")
    assert "Paused" not in text_of(shown)
