"""The real bot in a local web page: simcord's simulated Discord, with a channel that one can type in.

Everything is made for one session and thrown away after it: the server, the copies of the knowledge and the database.
"""

import asyncio
import shutil
import signal
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, cast

import discord
import simcord

from bot.app import open_bot
from bot.config import Channel, Config, ConfigError, DataConfig, DiscordConfig
from bot.knowledge.model import KnowledgeBase
from bot.semantic.files import MODELS, folder_of
from bot.texts import counting, terminal

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class World:
    """A server with a channel for questions, a member and a moderator."""

    env: simcord.Env
    channel: simcord.ChannelHandle
    member: simcord.MemberActor
    moderator: simcord.MemberActor


class RunningClock:
    """simcord's clock, but running: it starts at the time it is made and goes as fast as the wall's."""

    def __init__(self) -> None:
        """Start at the present time."""
        self._epoch = datetime.now(UTC)
        self._start = perf_counter()
        self._skipped = 0.0

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return perf_counter() - self._start + self._skipped

    def now(self) -> datetime:
        """The time now, aware, in UTC."""
        return self._epoch + timedelta(seconds=self.elapsed)

    def advance(self, seconds: float) -> None:
        """Skip some time, as simcord does up to a timer that is due."""
        self._skipped += seconds


async def show(config: Config, knowledge: Path, port: int, ready: Callable[[str], None]) -> None:
    """Serve the page on this machine until it is closed there, or by Ctrl-C or SIGTERM; ``ready`` gets its address.

    Raises:
        ConfigError: the page can't be served.
        KnowledgeError: the knowledge can't be served.
    """
    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(open_world(config, knowledge))
        viewers = [world.member, world.moderator]
        page = world.env.preview(world.channel, viewers=viewers, layout="channel", timezone=_timezone(), port=port)
        try:
            preview = await stack.enter_async_context(page)
        except simcord.SetupError as error:
            raise ConfigError(terminal.PREVIEW_FAILED.format(reason=error)) from error
        ready(preview.url)
        await _until_signal_or(preview.wait_closed())


@asynccontextmanager
async def open_world(config: Config, knowledge: Path) -> AsyncGenerator[World]:
    """The bot in a fresh server, with copies of the knowledge and an empty database, all gone at the end."""
    with TemporaryDirectory(prefix="versus-preview-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        copy = shutil.copytree(knowledge, folder / "knowledge")
        # The bot is made with a configuration that names the channel. So the server comes first, around a client that
        # does nothing; the bot takes its seat, and gives it back before what it works with is closed.
        async with simcord.run(_idle_client(), shard_count=1, check_errors=False) as env:
            cast("Any", env.backend).clock = RunningClock()
            world = _furnish(env)
            async with open_bot(_temporary_config(config, copy, folder / "data", world.channel.id)) as bot:
                await env.restart_bot(bot)
                await _greet(env, world, bot.services.snapshots.snapshot().knowledge)
                yield world
                await env.restart_bot(_idle_client())


def _idle_client() -> discord.AutoShardedClient:
    return discord.AutoShardedClient(intents=discord.Intents(guilds=True))


def _furnish(env: simcord.Env) -> World:
    guild = env.create_guild(terminal.PREVIEW_SERVER)
    channel = guild.create_text_channel(terminal.PREVIEW_CHANNEL, topic=terminal.PREVIEW_TOPIC)
    moderators = guild.create_role(terminal.PREVIEW_MODERATORS, permissions=discord.Permissions(manage_guild=True))
    member = guild.add_member(env.create_user(terminal.PREVIEW_MEMBER))
    moderator = guild.add_member(env.create_user(terminal.PREVIEW_MODERATOR), roles=[moderators])
    return World(env, channel, member, moderator)


def _temporary_config(config: Config, knowledge: Path, data: Path, channel: int) -> Config:
    """The operator's way of answering, on copies, in the channel made for it, and as fast as one can type."""
    here = DiscordConfig(message_content=True, channels=(Channel(id=channel, mode="ask"),), cooldown_seconds=0)
    return config.model_copy(
        update={
            "discord": here,
            "knowledge": config.knowledge.model_copy(update={"folder": knowledge, "editors": ()}),
            "data": DataConfig(folder=data),
            "answers": config.answers.model_copy(update={"model": _model_of(config)}),
        }
    )


def _model_of(config: Config) -> str:
    """The configured model of meaning; one that was fetched by its folder, as the data folder will be another one."""
    folder = folder_of(config.answers.model, config.data.folder / MODELS)
    return str(folder) if config.answers.model and folder.is_dir() else config.answers.model


async def _greet(env: simcord.Env, world: World, knowledge: KnowledgeBase) -> None:
    channel = env.bot.get_channel(world.channel.id)
    if env.bot.user is not None:
        await env.bot.user.edit(username=terminal.PREVIEW_BOT)
    if isinstance(channel, discord.TextChannel):
        topics = counting.listed([topic.title for topic in knowledge.topics])
        examples = "\n".join(f"- {question}" for question in _examples(knowledge))
        await channel.send(terminal.WELCOME.format(topics=topics, examples=examples))
    await env.settle()


def _examples(knowledge: KnowledgeBase) -> list[str]:
    """A few example questions from all over the knowledge base, of entries that compare before others."""
    entries = sorted((entry for entry in knowledge if entry.questions), key=lambda entry: not entry.is_dimension)
    step = max(1, len(entries) // _EXAMPLES)
    return [entry.questions[0] for entry in entries[::step]][:_EXAMPLES]


def _timezone() -> str:
    """This machine's offset as a zone that every system knows; UTC where it is not in whole hours."""
    offset = datetime.now().astimezone().utcoffset() or timedelta()
    hours, rest = divmod(offset, timedelta(hours=1))
    return "UTC" if rest or not hours else f"Etc/GMT{-hours:+d}"  # there the sign is the other way round


async def _until_signal_or(closed: Coroutine[Any, Any, None]) -> None:
    """Wait for ``closed``, or for SIGTERM or Ctrl-C where the loop can be told of them."""
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(closed)
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C cancels the main task instead
            loop.add_signal_handler(number, task.cancel)
    with suppress(asyncio.CancelledError):
        await task
