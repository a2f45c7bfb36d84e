"""What the terminal says once the bot is ready: how to invite it, where it is, what it knows and what it may not do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import discord

from bot.config import DiscordConfig
from bot.discord_app.ui.markdown import visible
from bot.knowledge.model import KnowledgeBase
from bot.servers.base_editors import BaseEditors
from bot.texts import running as texts

SCOPES = ("bot", "applications.commands")
NEEDED = discord.Permissions(**dict.fromkeys(texts.PERMISSIONS, True))
"""274878024704: view, send, send in threads, embed links, attach files, read history (which a reply needs)."""

FOLLOW_FROM_SENDING = ("embed_links", "attach_files")

NAMED_CHANNELS = 5
"""More channels than this that lack the same are counted rather than named."""


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """A channel and the names of the permissions that the bot lacks there."""

    id: int
    name: str
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """A server as the bot sees it."""

    name: str
    channels: tuple[ChannelFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the report tells."""

    name: str
    application_id: int
    servers: tuple[ServerFacts, ...]
    entries: int
    topics: tuple[str, ...]
    intents: tuple[str, ...]
    message_content: bool
    configured: Mapping[int, str]
    """The mode of each configured channel, by its id."""
    missing_roles: tuple[int, ...] = ()
    editors: tuple[str, ...] = ()
    """The servers that edit the shared base."""
    editors_configured: bool = False


def invite_url(application_id: int) -> str:
    """The address that adds the bot to a server with the permissions it needs and no others."""
    return discord.utils.oauth_url(application_id, permissions=NEEDED, scopes=SCOPES)


def report(facts: Facts) -> str:
    """The report, a fact a line and then a warning a line."""
    servers = ", ".join(server.name for server in facts.servers)
    lines = [
        texts.READY.format(name=facts.name),
        texts.INVITE.format(url=invite_url(facts.application_id)),
        texts.SERVERS.format(names=servers) if servers else texts.NO_SERVERS,
        texts.ENTRIES.format(count=facts.entries, topics=", ".join(facts.topics)),
        _editors(facts),
        texts.INTENTS.format(names=", ".join(facts.intents)),
        texts.MESSAGE_CONTENT.format(state=texts.CONTENT_ON if facts.message_content else texts.CONTENT_OFF),
        *_warnings(facts),
    ]
    return "\n".join(lines)


def gather(client: discord.Client, config: DiscordConfig, knowledge: KnowledgeBase, editors: BaseEditors) -> Facts:
    """What a client that is ready knows about itself."""
    configured = {channel.id: channel.mode for channel in config.channels}
    roles = (role for role in config.moderator_roles if not any(guild.get_role(role) for guild in client.guilds))
    return Facts(
        name=_plain(str(client.user)),
        application_id=client.application_id or 0,
        servers=tuple(_server(guild, configured) for guild in client.guilds),
        entries=len(knowledge),
        topics=tuple(topic.title for topic in knowledge.topics),
        intents=tuple(name.replace("_", " ") for name, on in client.intents if on),
        message_content=config.message_content,
        configured=configured,
        missing_roles=tuple(roles),
        editors=tuple(_named_server(client, server) for server in sorted(editors.servers)),
        editors_configured=bool(editors.configured),
    )


def missing_permissions(allowed: discord.Permissions) -> tuple[str, ...]:
    """The names of the permissions to ask for, without those that are only missing because of another one."""
    if not allowed.view_channel:
        return ("view_channel",)
    missing = tuple(name for name in texts.PERMISSIONS if not getattr(allowed, name))
    # Without Send Messages the library counts these two as missing as well, whatever the settings say.
    return missing if allowed.send_messages else tuple(name for name in missing if name not in FOLLOW_FROM_SENDING)


def _editors(facts: Facts) -> str:
    if not facts.editors:
        return texts.NO_EDITOR
    said = texts.EDITORS_CONFIGURED if facts.editors_configured else texts.EDITOR_STORED
    return said.format(servers=", ".join(facts.editors))


def _named_server(client: discord.Client, server: int) -> str:
    guild = client.get_guild(server)
    if guild is None:
        return texts.UNKNOWN_SERVER.format(id=server)
    return texts.SERVER.format(name=_plain(guild.name), id=server)


def _server(guild: discord.Guild, configured: Mapping[int, str]) -> ServerFacts:
    # A channel that the bot can't view is most servers' normal case, and worth a word only when it is configured.
    channels = [
        ChannelFacts(channel.id, _plain(channel.name), _lacks(channel))
        for channel in guild.channels
        if isinstance(channel, discord.TextChannel | discord.ForumChannel | discord.VoiceChannel)
        and (channel.id in configured or channel.permissions_for(guild.me).view_channel)
    ]
    threads = [
        ChannelFacts(thread.id, _plain(thread.name), _lacks(thread))
        for thread in guild.threads
        if thread.id in configured
    ]
    return ServerFacts(_plain(guild.name), (*channels, *threads))


def _lacks(channel: discord.abc.GuildChannel | discord.Thread) -> tuple[str, ...]:
    return missing_permissions(channel.permissions_for(channel.guild.me))


def _warnings(facts: Facts) -> Iterator[str]:
    seen = {channel.id for server in facts.servers for channel in server.channels}
    for channel_id, mode in facts.configured.items():
        if channel_id not in seen:
            yield texts.UNKNOWN_CHANNEL.format(id=channel_id, mode=mode)
    for role in facts.missing_roles:
        yield texts.UNKNOWN_ROLE.format(id=role)
    for server in facts.servers:
        yield from _lacking(server)


def _lacking(server: ServerFacts) -> Iterator[str]:
    """One line for each set of permissions that the same channels lack."""
    together: dict[tuple[str, ...], list[str]] = {}
    for channel in server.channels:
        if channel.lacks:
            together.setdefault(channel.lacks, []).append(f"#{channel.name}")
    for lacks, names in together.items():
        where = texts.EVERYWHERE if len(names) == len(server.channels) > 1 else _named(names)
        permissions = ", ".join(texts.PERMISSIONS[name] for name in lacks)
        yield texts.LACKS.format(server=server.name, where=where, permissions=permissions)


def _named(names: Sequence[str]) -> str:
    if len(names) <= NAMED_CHANNELS:
        return ", ".join(names)
    return texts.MANY.format(names=", ".join(names[:NAMED_CHANNELS]), more=len(names) - NAMED_CHANNELS)


def _plain(name: str) -> str:
    """A name from Discord without characters that would steer a terminal."""
    return " ".join(visible(name).split())
