"""What happens to requests on their way: two people at the same moment, a lost connection, a process that is killed."""

import asyncio
import shutil
import sqlite3
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, cast

import aiohttp
from discord.http import Route

from bot.app import DATABASE, open_bot
from bot.discord_app.delivery import PATIENT, again
from bot.discord_app.features import Bot
from tests.discord_app.moderators import ModWorld
from tests.discord_app.worlds import Ids

SLOW = 0.02
"""Seconds that Discord takes for a request, so that what happens at once meets on the way."""

Request = Callable[..., Awaitable[Any]]


class KilledError(asyncio.CancelledError):
    """The process is no more. Like a cancellation it is said to nobody."""


@dataclass
class Killed:
    """A process that was killed."""

    data: Path
    """What was on its disk at that moment."""
    happened: bool = False


@asynccontextmanager
async def at_once(world: ModWorld) -> AsyncGenerator[None]:
    """What people do within reaches the bot at the same moment, and Discord is slow."""
    env = cast("Any", world.env)
    settle = env._settle_internal

    async def later(**_options: Any) -> None:
        pass

    with _requests(world, "*", "*", _slow):
        env._settle_internal = later
        try:
            yield
        finally:
            env._settle_internal = settle
        await world.env.settle()


@contextmanager
def lost(world: ModWorld, method: str, path: str, *, arrived: bool) -> Generator[None]:
    """The connection breaks at every such request, before or after Discord has it; it is tried again without pauses."""

    async def lose(request: Request, *args: Any, **options: Any) -> Any:
        if arrived:
            await request(*args, **options)
        raise aiohttp.ClientOSError

    defaults = cast("dict[str, Any]", again.__kwdefaults__)
    pauses, defaults["pauses"] = defaults["pauses"], (0.0,) * len(PATIENT)
    try:
        with _requests(world, method, path, lose):
            yield
    finally:
        defaults["pauses"] = pauses


@contextmanager
def kill(world: ModWorld, method: str, path: str, *, arrived: bool) -> Generator[Killed]:
    """The process is killed at such a request, before or after Discord has it: what is on its disk then is all that is
    left, whatever this process still does."""
    killed = Killed(world.folder / "killed")

    async def end(request: Request, *args: Any, **options: Any) -> Any:
        if arrived:
            await request(*args, **options)
        if not killed.happened:
            killed.happened = True
            _keep(world.folder / "data", killed.data)
        raise KilledError

    with _requests(world, method, path, end):
        yield killed
    assert killed.happened


@asynccontextmanager
async def started_again(world: ModWorld, killed: Killed) -> AsyncGenerator[ModWorld]:
    """A new process works on what the killed one left."""
    config = world.services.config
    config = config.model_copy(update={"data": config.data.model_copy(update={"folder": killed.data})})
    async with open_bot(config, world.env.now, Ids()) as bot:
        await world.env.restart_bot(bot)
        yield replace(world, services=bot.services)
        await world.env.restart_bot(Bot(world.services))


@contextmanager
def _requests(world: ModWorld, method: str, path: str, way: Callable[..., Awaitable[Any]]) -> Generator[None]:
    """Requests of the kind take another way."""
    http = cast("Any", world.bot.http)
    request: Request = http.request

    async def changed(route: Route, *args: Any, **options: Any) -> Any:
        url = route.url.removeprefix(Route.BASE)
        if fnmatch(route.method, method) and fnmatch(url, path):
            return await way(request, route, *args, **options)
        return await request(route, *args, **options)

    http.request = changed
    try:
        yield
    finally:
        http.request = request


async def _slow(request: Request, *args: Any, **options: Any) -> Any:
    await asyncio.to_thread(time.sleep, SLOW)  # the loop's own timers stand still
    return await request(*args, **options)


def _keep(data: Path, copy: Path) -> None:
    shutil.copytree(data, copy, ignore=shutil.ignore_patterns(f"{DATABASE}*", "*.lock"))
    with closing(sqlite3.connect(data / DATABASE)) as source, closing(sqlite3.connect(copy / DATABASE)) as target:
        source.backup(target)
