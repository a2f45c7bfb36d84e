"""``/settings``: what this server chooses for itself, shown and changed on one screen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Final

import discord
from discord import app_commands

from bot import limits
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import Settings, can_see, defer, manages_server, settings_for
from bot.discord_app.editing.authorisation import Moderating, NotAllowedError, moderating
from bot.discord_app.lookup import all_chosen
from bot.discord_app.settings import texts
from bot.discord_app.ui import sender
from bot.discord_app.ui.converters import number_in
from bot.discord_app.ui.custom_id import CustomId
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.embeds import ACCENT
from bot.discord_app.ui.markdown import inline
from bot.discord_app.ui.pages import longest_fitting
from bot.discord_app.ui.reply import Button, Chooser, Reply
from bot.servers.settings import Mode, ServerSettings
from bot.texts.counting import and_more

NAME: Final = 32
ROOM: Final = limits.EMBED_FIELD_VALUE - 300
"""Characters of a list of names."""
QUIET_SHOWN: Final = 3
"""Channels of which it is shown until when they are left in peace."""


class Step(StrEnum):
    """What a component of the screen does."""

    OPEN = "open"
    """Opens the screen, from somewhere else."""
    BACK = "back"
    ASK = "ask"
    LISTEN = "listen"
    ROLES = "roles"
    DIGEST = "digest"
    PRIVATE = "private"
    PUBLIC = "public"
    WITH = "with"
    WITHOUT = "without"
    SPEAK = "speak"
    """Ends every "Quiet here for an hour" of the server."""
    RESET = "reset"
    """Asks whether to go back to the configuration."""
    CONFIRM = "confirm"


MANAGERS_STEPS: Final = frozenset({Step.ROLES, Step.DIGEST, Step.RESET, Step.CONFIRM})
"""What a moderator role alone does not allow: it would outlast the role, or show members' questions anywhere. Giving
up what was chosen here brings back the configured roles, and so belongs to them."""


class SettingsStep(CustomId, form="g:{step}"):
    """A button or menu of ``/settings``. It changes the server in which it is used."""

    step: Step


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
    await defer(interaction)  # the disk may be slow
    note = None if state.step is Step.BACK else await _change(interaction, moderator, state.step)
    await sender.replace_deferred(interaction, _screen(interaction, moderator, note))


def settings_reply(
    now: Settings,
    chosen: ServerSettings,
    *,
    content: bool,
    manages: bool = True,
    note: str | None = None,
    names: Mapping[int, str] | None = None,
) -> Reply:
    """The screen.

    Args:
        now: what is in force.
        chosen: what the server chose of it.
        content: whether messages arrive with their content.
        manages: whether the person may choose what only members with Manage Server may.
        note: a sentence about the last change.
        names: what channels and roles are called, as far as it is known: not everything that shows a message knows it.
    """

    def listed(mention: str, ids: Iterable[int], *before: str) -> str:
        return _named(mention, ids, names or {}, before)

    embed = discord.Embed(colour=ACCENT, title=texts.TITLE)
    for mode, heading in ((Mode.ASK, texts.ASK_HEADING), (Mode.LISTEN, texts.LISTEN_HEADING)) if content else ():
        value = _marked(listed("#", _of_mode(now.channels, mode)) or texts.NONE, chosen.channels is None)
        quiet = now.quiet[:QUIET_SHOWN] if mode is Mode.LISTEN else ()
        lines = [value, *(texts.quiet_in(listed("#", [channel]), until) for channel, until in quiet)]
        embed.add_field(name=heading, value="\n".join(lines), inline=False)
    if not content:
        embed.add_field(name=texts.CHANNELS_HEADING, value=texts.NO_CONTENT, inline=False)
    roles = listed("@&", now.moderator_roles, texts.MANAGERS)
    embed.add_field(
        name=texts.MODERATORS_HEADING,
        value=_marked(roles, chosen.moderator_roles is None),
        inline=False,
    )
    answers = [
        _marked(texts.PRIVATE if now.private else texts.PUBLIC, chosen.private is None),
        _marked(texts.WITH_BUTTONS if now.buttons else texts.WITHOUT_BUTTONS, chosen.buttons is None),
    ]
    embed.add_field(name=texts.ANSWERS_HEADING, value="\n".join(answers), inline=False)
    digest = chosen.digest_channel
    sent = texts.NO_DIGEST if digest is None else texts.sends_digest(listed("#", [digest]))
    embed.add_field(name=texts.DIGEST_HEADING, value=sent, inline=False)
    embed.set_footer(text=texts.DEFAULTS if manages else f"{texts.DEFAULTS}\n{texts.MANAGERS_ONLY}")
    return Reply(note, (embed,), _rows(now, digest, manages=manages))


def confirm_reply() -> Reply:
    """The question before everything chosen here is given up."""
    return Reply(
        texts.CONFIRM_RESET,
        rows=(
            (
                Button(texts.KEEP, SettingsStep(Step.BACK).encode()),
                Button(texts.DO_RESET, SettingsStep(Step.CONFIRM).encode(), style="danger"),
            ),
        ),
    )


def _rows(now: Settings, digest: int | None, *, manages: bool) -> tuple[tuple[Chooser] | tuple[Button, ...], ...]:
    """The menus and buttons; without those that the person may not use."""

    def chooser(step: Step, placeholder: str, chosen: Iterable[int], most: int = limits.SELECT_OPTIONS) -> Chooser:
        kind = "role" if step is Step.ROLES else "channel"
        return Chooser(SettingsStep(step).encode(), placeholder, kind, tuple(chosen)[:most], most)

    def button(label: str, step: Step) -> Button:
        return Button(label, SettingsStep(step).encode())

    channels = (
        (chooser(Step.ASK, texts.CHOOSE_ASK, _of_mode(now.channels, Mode.ASK)),),
        (chooser(Step.LISTEN, texts.CHOOSE_LISTEN, _of_mode(now.channels, Mode.LISTEN)),),
    )
    answers = (
        button(texts.MAKE_PUBLIC, Step.PUBLIC) if now.private else button(texts.MAKE_PRIVATE, Step.PRIVATE),
        button(texts.DROP_BUTTONS, Step.WITHOUT) if now.buttons else button(texts.ADD_BUTTONS, Step.WITH),
        *((button(texts.SPEAK_AGAIN, Step.SPEAK),) if now.quiet else ()),
    )
    if not manages:
        return (*channels, answers)
    managers = (
        (chooser(Step.ROLES, texts.CHOOSE_ROLES, now.moderator_roles),),
        (chooser(Step.DIGEST, texts.CHOOSE_DIGEST, () if digest is None else (digest,), 1),),
    )
    return (*channels, *managers, (*answers, button(texts.RESET, Step.RESET)))


async def _open(interaction: Interaction) -> None:
    moderator = moderating(interaction)
    await sender.respond(interaction, _screen(interaction, moderator), private=True)


def _screen(interaction: Interaction, moderator: Moderating, note: str | None = None) -> Reply:
    """The screen with what is still there: Discord refuses to show a deleted channel as chosen."""
    guild = interaction.guild
    now, chosen = settings_for(moderator.services, moderator.server), moderator.moderation.settings.of(moderator.server)
    if guild is not None:
        now = replace(
            now,
            channels=tuple(pair for pair in now.channels if guild.get_channel_or_thread(pair[0]) is not None),
            moderator_roles=tuple(role for role in now.moderator_roles if guild.get_role(role) is not None),
            quiet=tuple(
                (channel, until)
                for channel, until in now.quiet
                if until > moderator.services.clock() and guild.get_channel_or_thread(channel) is not None
            ),
        )
        if chosen.digest_channel is not None and guild.get_channel_or_thread(chosen.digest_channel) is None:
            chosen = replace(chosen, digest_channel=None)
    content = moderator.services.config.discord.message_content
    manages = manages_server(interaction)
    return settings_reply(now, chosen, content=content, manages=manages, note=note, names=_names_in(guild))


async def _change(interaction: Interaction, moderator: Moderating, step: Step) -> str | None:
    """Make the change; a sentence about it, or why it was refused."""
    ids, now = _chosen_ids(interaction), settings_for(moderator.services, moderator.server)
    note: str | None = None
    if step in (Step.ASK, Step.LISTEN):
        if not moderator.services.config.discord.message_content:
            return texts.NO_CONTENT
        # What is asked there comes up in the inbox: nobody reads a closed channel that way.
        added = [one for one in ids if (one, Mode(step)) not in now.channels]
        if closed := [one for one in added if not manages_server(interaction) and not _sees(interaction, one)]:
            return texts.not_seen([f"<#{one}>" for one in closed])
        note = texts.saved_channels([f"<#{one}>" for one in ids if not _may_write(interaction, one)])
    elif step is Step.ROLES:
        if moderator.server in ids:  # the id of the role that everybody has
            return texts.NOT_EVERYONE
        note = texts.ALLOW_ROLE if set(ids) - set(now.moderator_roles) else None
    elif step is Step.DIGEST and ids:
        if not (_may_write(interaction, ids[0]) and _takes_messages(interaction, ids[0])):
            return texts.digest_refused(f"<#{ids[0]}>")
        note = texts.DIGEST_SEEN
    elif step is Step.CONFIRM:
        note = texts.WAS_RESET
    elif step is Step.SPEAK:
        note = texts.SPEAKS_AGAIN
    await moderator.moderation.settings.change(
        moderator.server, lambda before: _edited(before, step, ids, now.channels)
    )
    return note


def _edited(
    before: ServerSettings, step: Step, ids: tuple[int, ...], channels: Sequence[tuple[int, str]]
) -> ServerSettings:
    """A server's settings after a step; ``channels`` are those of the configuration, where it has none of its own."""
    match step:
        case Step.ASK | Step.LISTEN:
            own = channels if before.channels is None else before.channels
            return replace(before, channels=_with_mode(own, Mode(step), ids))
        case Step.ROLES:
            return replace(before, moderator_roles=ids)
        case Step.DIGEST:
            return replace(before, digest_channel=ids[0] if ids else None)
        case Step.CONFIRM:
            return ServerSettings()
        case Step.SPEAK:
            return replace(before, quiet=())
        case Step.PRIVATE | Step.PUBLIC:
            return replace(before, private=step is Step.PRIVATE)
        case _:
            return replace(before, buttons=step is Step.WITH)


def _with_mode(channels: Sequence[tuple[int, str]], mode: Mode, ids: Sequence[int]) -> tuple[tuple[int, Mode], ...]:
    """The channels with ``ids``, and no others, in that mode."""
    others = ((one, Mode(its)) for one, its in channels if its != mode and one not in ids)
    return (*others, *((one, mode) for one in ids))


def _names_in(guild: discord.Guild | None) -> dict[int, str]:
    """The names of roles, and of the channels that the bot can see: of others it may not be told the name."""
    if guild is None:
        return {}
    channels = [one for one in guild.channels if one.permissions_for(guild.me).view_channel]
    named = {one.id: f"**#{inline(one.name, NAME)}**" for one in channels}
    return named | {one.id: f"**@{inline(one.name, NAME)}**" for one in guild.roles}


def _named(mention: str, ids: Iterable[int], names: Mapping[int, str], before: Sequence[str]) -> str:
    """Channels or roles by name, as mentions where names have no room."""
    every = [*ids]
    listed, left = every[: limits.SELECT_OPTIONS], every[limits.SELECT_OPTIONS :]
    more = [and_more(len(left))] if left else []
    mentions = [f"<{mention}{one}>" for one in listed]
    named = [names.get(one, said) for one, said in zip(listed, mentions, strict=True)]
    return longest_fitting(lambda shown: ", ".join([*before, *shown, *more]), (named, mentions), ROOM)


def _of_mode(channels: Iterable[tuple[int, str]], mode: Mode) -> list[int]:
    return [one for one, its in channels if its == mode]


def _marked(text: str, is_default: bool) -> str:
    return texts.defaulted(text) if is_default else text


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
    return sender.may_send(channel, allowed) and allowed.embed_links
