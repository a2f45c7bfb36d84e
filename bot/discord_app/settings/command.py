"""``/settings``: what this server chooses for itself, shown and changed on three pages of one private message."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import discord
from discord import app_commands

from bot import limits
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import can_see, defer, manages_server, settings_for
from bot.discord_app.editing.authorisation import Moderating, NotAllowedError, moderating
from bot.discord_app.lookup import all_chosen
from bot.discord_app.moderators_channel import Unusable, moderators_channel_of, usable_channel
from bot.discord_app.settings import texts
from bot.discord_app.settings.reply import Screen, confirm_reply, of_mode, settings_reply
from bot.discord_app.settings.states import MANAGERS_STEPS, TABS, SettingsStep, Step, tab_of
from bot.discord_app.ui import posting, sender
from bot.discord_app.ui.converters import number_in
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.markdown import inline
from bot.discord_app.ui.reply import Reply
from bot.servers.settings import Mode, ServerSettings

NAME: Final = 32
"""Characters of the name of a channel or role."""


def setup(client: VersusClient) -> None:
    """Add the command and its components."""
    client.add_commands(settings_command)
    client.add_dynamic_items(take_step)


@app_commands.command(name="settings", description=texts.DESCRIPTION)
@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
async def settings_command(interaction: Interaction) -> None:
    """Show the screen, to the moderator alone."""
    await _open(interaction)


@pressed(SettingsStep)
async def take_step(interaction: Interaction, state: SettingsStep) -> None:
    """Change what the step says, and show how things stand then.

    Raises:
        NotAllowedError: the step is for those alone who manage the server.
    """
    if state.step is Step.OPEN:
        await _open(interaction)
        return
    moderator = moderating(interaction)
    if state.step in MANAGERS_STEPS and not manages_server(interaction):
        raise NotAllowedError(texts.MANAGERS_ONLY)
    if state.step is Step.RESET:
        await sender.replace(interaction, confirm_reply())
        return
    if state.step in (*TABS, Step.BACK):
        await sender.replace(interaction, _screen(interaction, moderator, state.step))
        return
    await defer(interaction)  # the disk may be slow
    note = await _change(interaction, moderator, state.step)
    await sender.replace_deferred(interaction, _screen(interaction, moderator, state.step, note))


async def _open(interaction: Interaction) -> None:
    moderator = moderating(interaction)
    await sender.respond(interaction, _screen(interaction, moderator, Step.OPEN), private=True)


def _screen(interaction: Interaction, moderator: Moderating, step: Step, note: str | None = None) -> Reply:
    """The page of a step, with what is still there: Discord refuses to show a deleted channel as chosen."""
    services, guild = moderator.services, interaction.guild
    now, chosen = settings_for(services, moderator.server), moderator.moderation.settings.of(moderator.server)
    unusable: Unusable | None = None
    if guild is not None:
        now = replace(
            now,
            channels=tuple(pair for pair in now.channels if _is_there(guild, pair[0])),
            learn_channels=tuple(channel for channel in now.learn_channels if _is_there(guild, channel)),
            moderator_roles=_roles_there(guild, now.moderator_roles),
            trusted_roles=_roles_there(guild, now.trusted_roles),
            quiet=tuple(
                (channel, until)
                for channel, until in now.quiet
                if until > services.clock() and _is_there(guild, channel)
            ),
        )
        found = moderators_channel_of(services, guild)
        unusable = found if isinstance(found, Unusable) else None
        chosen = replace(
            chosen,
            digest_channel=_channel_there(guild, chosen.digest_channel),
            moderators_channel=_channel_there(guild, chosen.moderators_channel),
        )
    screen = Screen(
        now,
        chosen,
        content=services.config.discord.message_content,
        manages=manages_server(interaction),
        unusable=unusable,
        paused_until=chosen.pause(services.clock()),
        names=_names_in(guild),
    )
    return settings_reply(screen, tab_of(step), note)


async def _change(interaction: Interaction, moderator: Moderating, step: Step) -> str | None:
    """Make the change; a sentence about it, or why it was refused."""
    ids, now = _chosen_ids(interaction), settings_for(moderator.services, moderator.server)
    refusal = _refusal(interaction, moderator, step, ids)
    if refusal is not None:
        return refusal
    await moderator.moderation.settings.change(
        moderator.server, lambda before: _edited(before, step, ids, now.channels)
    )
    match step:
        case Step.ASK | Step.LISTEN:
            return texts.saved_channels([f"<#{one}>" for one in ids if not _may_write(interaction, one)])
        case Step.ROLES:
            return texts.ALLOW_ROLE if set(ids) - set(now.moderator_roles) else None
        case Step.LEARN | Step.TRUSTED | Step.POSTS | Step.DIGEST:
            return texts.AFTER_CHOOSING[step] if ids else None
        case _:
            return texts.DONE.get(step)


def _refusal(interaction: Interaction, moderator: Moderating, step: Step, ids: Sequence[int]) -> str | None:
    """Why what was chosen can't be, or ``None``."""
    config, now = moderator.services.config, settings_for(moderator.services, moderator.server)
    match step:
        case Step.ASK | Step.LISTEN | Step.LEARN if not config.discord.message_content:
            return texts.NO_CONTENT
        case Step.ASK | Step.LISTEN:
            # What is asked there comes up in the inbox: nobody reads a closed channel that way.
            added = [one for one in ids if (one, Mode(step)) not in now.channels]
            closed = [one for one in added if not manages_server(interaction) and not _sees(interaction, one)]
            return texts.not_seen([f"<#{one}>" for one in closed]) if closed else None
        case Step.LEARN:
            asked_in = of_mode(now.channels, Mode.ASK)
            others = [f"<#{one}>" for one in ids if one not in asked_in]
            if others:
                return texts.not_learned_in(others)
            return texts.NO_TEXTS if ids and not now.store_questions else None
        case Step.ROLES | Step.TRUSTED if moderator.server in ids:  # the id of the role that everybody has
            return texts.NOT_EVERYONE if step is Step.ROLES else texts.NOT_EVERYONE_TRUSTED
        case Step.POSTS if ids and interaction.guild is not None:
            found = usable_channel(interaction.guild, ids[0]) if now.store_questions else Unusable.NO_TEXTS
            return texts.UNUSABLE[found].format(channel=f"<#{ids[0]}>") if isinstance(found, Unusable) else None
        case Step.DIGEST if ids and not (_may_write(interaction, ids[0]) and _takes_messages(interaction, ids[0])):
            return texts.digest_refused(f"<#{ids[0]}>")
        case _:
            return None


def _edited(
    before: ServerSettings, step: Step, ids: tuple[int, ...], channels: Sequence[tuple[int, str]]
) -> ServerSettings:
    """A server's settings after a step; ``channels`` are those of the configuration, where it has none of its own."""
    own = channels if before.channels is None else before.channels
    only = ids[0] if ids else None
    match step:
        case Step.ASK | Step.LISTEN:
            changed = _with_mode(own, Mode(step), ids)
            return replace(before, channels=changed, learn_channels=_asked_in(changed, before.learn_channels))
        case Step.LEARN:
            return replace(before, learn_channels=_asked_in(own, ids))
        case Step.ROLES:
            return replace(before, moderator_roles=ids)
        case Step.TRUSTED:
            return replace(before, trusted_roles=ids)
        case Step.POSTS:
            return replace(before, moderators_channel=only)
        case Step.DIGEST:
            return replace(before, digest_channel=only)
        case _:
            return SWITCHED[step](before)


SWITCHED: Final[Mapping[Step, Callable[[ServerSettings], ServerSettings]]] = {
    Step.PRIVATE: lambda before: replace(before, private=True),
    Step.PUBLIC: lambda before: replace(before, private=False),
    Step.WITH: lambda before: replace(before, buttons=True),
    Step.WITHOUT: lambda before: replace(before, buttons=False),
    Step.PLAIN: lambda before: replace(before, plain=True),
    Step.CARDS: lambda before: replace(before, plain=False),
    Step.SPEAK: lambda before: replace(before, quiet=()),
    Step.GO_ON: lambda before: replace(before, paused_until=None),
    Step.CONFIRM: lambda _before: ServerSettings(),
}
"""What each button makes of a server's settings."""


def _with_mode(channels: Sequence[tuple[int, str]], mode: Mode, ids: Sequence[int]) -> tuple[tuple[int, Mode], ...]:
    """The channels with ``ids``, and no others, in that mode."""
    others = ((one, Mode(its)) for one, its in channels if its != mode and one not in ids)
    return (*others, *((one, mode) for one in ids))


def _asked_in(channels: Sequence[tuple[int, str]], ids: Sequence[int]) -> tuple[int, ...]:
    """Of these channels those in which every message is a question: nowhere else answers are learned in passing."""
    return tuple(one for one in ids if (one, Mode.ASK) in channels)


def _is_there(guild: discord.Guild, channel: int) -> bool:
    return guild.get_channel_or_thread(channel) is not None


def _channel_there(guild: discord.Guild, channel: int | None) -> int | None:
    return channel if channel is not None and _is_there(guild, channel) else None


def _roles_there(guild: discord.Guild, roles: Sequence[int]) -> tuple[int, ...]:
    return tuple(role for role in roles if guild.get_role(role) is not None)


def _names_in(guild: discord.Guild | None) -> dict[int, str]:
    """The names of roles, and of the channels that the bot can see: of others it may not be told the name."""
    if guild is None:
        return {}
    channels = [one for one in guild.channels if one.permissions_for(guild.me).view_channel]
    named = {one.id: f"**#{inline(one.name, NAME)}**" for one in channels}
    return named | {one.id: f"**@{inline(one.name, NAME)}**" for one in guild.roles}


def _chosen_ids(interaction: Interaction) -> tuple[int, ...]:
    return tuple(number_in(value, limits.SNOWFLAKE) for value in all_chosen(interaction))


def _takes_messages(interaction: Interaction, channel_id: int) -> bool:
    """A forum takes posts alone."""
    channel = interaction.guild.get_channel(channel_id) if interaction.guild is not None else None
    return not isinstance(channel, discord.ForumChannel)


def _sees(interaction: Interaction, channel_id: int) -> bool:
    """Whether the person can view the channel, as far as the bot knows it."""
    guild, member = interaction.guild, interaction.user
    channel = guild.get_channel_or_thread(channel_id) if guild is not None else None
    return channel is not None and isinstance(member, discord.Member) and can_see(channel, member)


def _may_write(interaction: Interaction, channel_id: int) -> bool:
    """Whether the bot may send an embed there, as far as it knows."""
    guild = interaction.guild
    channel = guild.get_channel_or_thread(channel_id) if guild is not None else None
    if guild is None or channel is None:
        return False
    parent = channel.parent if isinstance(channel, discord.Thread) else channel
    if parent is None:
        return True
    allowed = parent.permissions_for(guild.me)
    return posting.may_send(channel, allowed) and allowed.embed_links
