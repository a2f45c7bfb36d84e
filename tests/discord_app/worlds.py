"""A small Discord with the real bot in it, its files and its database; only the matcher follows a script.

Every request of every test is held against Discord's limits and, where it is at hand, its description of the API.
"""

import sqlite3
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, cast

import discord
import simcord
from simcord.backend import serializers

from bot.app import DATABASE, open_bot
from bot.config import AnswersConfig, Channel, Config, DataConfig, DiscordConfig, KnowledgeConfig, UsageConfig
from bot.discord_app.client import VersusClient
from bot.discord_app.context import ChannelMode
from bot.discord_app.features import Bot
from bot.discord_app.services import Services
from bot.editing.import_export import topic_text
from bot.matching.matcher import Matcher
from bot.serving.snapshot import Snapshot
from tests.discord_app import openapi
from tests.discord_app.script import KNOWLEDGE, ScriptedMatcher
from tests.editing.worlds import lay_empty_database


class Ids:
    """Question ids that are counted rather than random."""

    def __init__(self) -> None:
        self._numbers = count(2**62)

    def __call__(self) -> int:
        return next(self._numbers)


@dataclass
class World:
    """A server with a channel in each mode, members, a moderator and the bot."""

    env: simcord.Env
    matcher: ScriptedMatcher
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    """Where the bot answers when it is mentioned."""
    ask_channel: simcord.ChannelHandle
    listen_channel: simcord.ChannelHandle
    forum: simcord.ChannelHandle
    alice: simcord.MemberActor
    bob: simcord.MemberActor
    moderator: simcord.MemberActor
    config: Config
    _app: AsyncExitStack
    """Closes the application."""
    services: Services = field(init=False)
    ids: Ids = field(default_factory=Ids)

    @property
    def bot(self) -> VersusClient:
        """The bot that runs now."""
        return cast("VersusClient", self.env.bot)

    @property
    def database(self) -> Path:
        """The file of the database."""
        return self.config.data.folder / DATABASE

    @property
    def mention(self) -> str:
        """How members mention the bot."""
        return f"<@{self.bot.my_id}>"

    async def ask(self, text: str, who: simcord.MemberActor | None = None) -> discord.Message:
        """Mention the bot with a question, and return its reply."""
        await (who or self.alice).send(self.channel, f"{self.mention} {text}")
        return self.reply()

    def replies(self, channel: simcord.ChannelHandle | None = None) -> list[discord.Message]:
        """Everything the bot said in a channel for everybody, oldest first."""
        history = (channel or self.channel).history()
        return [one for one in history if one.author.id == self.bot.my_id and not one.flags.ephemeral]

    def reply(self, channel: simcord.ChannelHandle | None = None) -> discord.Message:
        """The last thing the bot said in a channel for everybody."""
        return self.replies(channel)[-1]

    async def open_thread(self, parent: simcord.ChannelHandle) -> simcord.ChannelHandle:
        """A thread that Alice opens."""
        thread = self.env.backend.create_thread(parent.id, "aside", self.alice.id)
        await self.wait(0)
        return simcord.ChannelHandle(self.env, self.guild, thread)

    async def open_post(self, title: str, text: str) -> tuple[simcord.ChannelHandle, discord.Message]:
        """A forum post by Alice. As with Discord, its opening message has the id of the post."""
        backend = self.env.backend
        post = backend.create_thread(self.forum.id, title, self.alice.id, broadcast=False)
        backend.announce_thread_create(post)
        opening = backend.prepare_message(post.id, self.alice.id, text)
        opening.id = post.id
        backend.commit_message(opening)
        await self.wait(0)
        handle = simcord.ChannelHandle(self.env, self.guild, post)
        return handle, handle.history()[0]

    async def restart(self) -> None:
        """Start the bot anew: nothing is left of its memory but what is in the database."""
        await self.services.recorder.flush()
        await self.env.restart_bot(Bot(self.services))

    async def restart_all(self) -> None:
        """Start the whole process anew: nothing is left but what is on disk."""
        await self._app.aclose()
        await self.start()

    async def start(self) -> None:
        """Open the application, and have its bot run in the simulated Discord."""
        bot = await self._app.enter_async_context(open_scripted(self.config, self.env.now, self.matcher, self.ids))
        self.services = bot.services
        await self.env.restart_bot(bot)

    def preview_link(self, message: discord.Message) -> None:
        """What Discord sends when it has looked up a link: an update without an edit's time."""
        backend = self.env.backend
        stored = backend.get_message(message.channel.id, message.id)
        stored.embeds = [{"type": "link", "url": "https://tea.example"}]
        backend.emit("MESSAGE_UPDATE", dict(serializers.message_payload(backend, stored)))

    async def rows(self, table: str, order: str = "rowid") -> list[dict[str, Any]]:
        """What is stored."""
        assert await self.services.recorder.flush()
        with closing(sqlite3.connect(self.database)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY {order}")]  # noqa: S608

    async def wait(self, seconds: float) -> None:
        """Let time pass."""
        await self.env.advance_time(seconds)


@asynccontextmanager
async def _simulation(*, check_errors: bool) -> AsyncGenerator[simcord.Env]:
    """``simcord.run`` without its context variable, which a fixture's teardown may not reset."""
    env = simcord.Env(discord.AutoShardedClient(intents=discord.Intents(guilds=True)), shard_count=1)
    await env.start()
    try:
        yield env
    finally:
        await env.shutdown()
    if check_errors:
        env.raise_errors()


@asynccontextmanager
async def open_world(folder: Path, **options: Any) -> AsyncGenerator[World]:
    """The world. Options: ``answers``, ``usage``, ``discord`` (parts of the configuration) and ``check_errors``."""
    async with _simulation(check_errors=options.get("check_errors", True)) as env, AsyncExitStack() as app:
        world = _furnish(env, app, folder, options)
        await world.start()
        yield world
        openapi.check(env.http_requests)


def _furnish(env: simcord.Env, app: AsyncExitStack, folder: Path, options: dict[str, Any]) -> World:
    guild = env.create_guild("Tea house")
    channel, ask_channel, listen_channel = map(guild.create_text_channel, ("general", "ask-me", "chat"))
    forum = guild.create_forum_channel("posts")
    named = {ask_channel: "ask", listen_channel: "listen", forum: "ask"}
    channels = tuple(Channel(id=one.id, mode=cast("ChannelMode", mode)) for one, mode in named.items())
    config = scripted_config(
        folder,
        discord=DiscordConfig(
            **{"message_content": True, "channels": channels, "cooldown_seconds": 0} | options.get("discord", {})
        ),
        answers=options.get("answers", AnswersConfig()),
        usage=options.get("usage", UsageConfig()),
    )
    moderators = guild.create_role("mods", permissions=discord.Permissions(manage_guild=True, manage_messages=True))
    alice, bob = (guild.add_member(env.create_user(name)) for name in ("alice", "bob"))
    return World(
        env=env,
        matcher=ScriptedMatcher(),
        guild=guild,
        channel=channel,
        ask_channel=ask_channel,
        listen_channel=listen_channel,
        forum=forum,
        alice=alice,
        bob=bob,
        moderator=guild.add_member(env.create_user("mo"), roles=[moderators]),
        config=config,
        _app=app,
    )


def scripted_config(folder: Path, **parts: Any) -> Config:
    """A configuration with its folders in ``folder``, where the small Discord's knowledge is written down."""
    knowledge = folder / "knowledge"
    knowledge.mkdir(exist_ok=True)
    for topic in KNOWLEDGE.topics:
        (knowledge / f"{topic.id}.yaml").write_text(topic_text(topic))
    return Config(knowledge=KnowledgeConfig(folder=knowledge), data=DataConfig(folder=folder / "data"), **parts)


@asynccontextmanager
async def open_scripted(
    config: Config, clock: Callable[[], datetime], matcher: ScriptedMatcher, new_id: Callable[[], int]
) -> AsyncGenerator[VersusClient]:
    """The application as it is, but for the matcher."""
    config.data.folder.mkdir(exist_ok=True)
    lay_empty_database(config.data.folder / DATABASE)
    async with open_bot(config, clock, new_id) as bot:
        bot.services.snapshots.swap(Snapshot(KNOWLEDGE, cast("Matcher", matcher)))
        yield bot


def button(message: Any, state: Any) -> str:
    """The custom_id of the button that carries such a state."""
    ids = (item.custom_id for row in message.components for item in row.children)
    return next(one for one in ids if one and state.pattern.fullmatch(one))


def labels(message: Any) -> list[str]:
    """What stands on the message's buttons, row by row, emoji for those without a label."""
    buttons = (
        item for row in message.components for item in (row["components"] if isinstance(row, dict) else row.children)
    )
    return [_label(item) for item in buttons]


def _label(button: Any) -> str:
    if isinstance(button, dict):
        return str(button.get("label") or button["emoji"]["name"])
    return str(button.label or button.emoji)
