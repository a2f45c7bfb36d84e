"""The bot and a Discord of real sockets: for what simcord has not, broken connections and things at the same time."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.app import DATABASE, utc_now
from bot.config import DiscordConfig
from bot.discord_app.client import VersusClient
from bot.runtime import background
from tests.discord_app.script import ScriptedMatcher
from tests.discord_app.wire import ALICE, USER, Wire, interaction, message, wire
from tests.discord_app.worlds import Ids, open_scripted, scripted_config

TOKEN = "MTAwMA.GsecretX.the-rest-of-a-token"


@dataclass
class Wired:
    """The bot at one end of the sockets, Discord at the other; Alice writes to the bot."""

    server: Wire
    bot: VersusClient
    database: Path
    seen: asyncio.Queue[str] = field(default_factory=asyncio.Queue[str])
    """The names of the events that have come."""

    async def on_socket_event_type(self, name: str) -> None:
        """An event has come; discord.py has started what hears of it."""
        self.seen.put_nowait(name)

    async def send(self, text: str, number: int = 55) -> None:
        """Alice sends a message, and the bot is done with it."""
        await self.event("MESSAGE_CREATE", message(id=str(number), author=ALICE, content=text))

    async def slash(self, name: str, number: int = 900, **options: str) -> None:
        """Alice uses a command, and the bot is done with it."""
        given = [{"name": one, "type": 3, "value": value} for one, value in options.items()]
        data = {"id": "1", "name": name, "type": 1, "options": given}
        await self.event("INTERACTION_CREATE", interaction(number, ALICE, data))

    async def press(self, custom_id: str, number: int = 900) -> None:
        """Alice presses a button below a message of the bot's, and the bot is done with it."""
        data = {"custom_id": custom_id, "component_type": 2}
        row = {"type": 1, "components": [{"type": 2, "style": 2, "label": "Press", "custom_id": custom_id}]}
        below = message(id="77", author=USER, content="", components=[row])
        await self.event("INTERACTION_CREATE", interaction(number, ALICE, data, kind=3) | {"message": below})

    def requests(self, method: str, path: str) -> list[Any]:
        """What the bot asked of Discord."""
        return [body for one, its, body in self.server.requests if one == method and fnmatch(its, path)]

    async def event(self, name: str, data: dict[str, Any]) -> None:
        """Something happens, and the bot is done with it."""
        await self.begin(name, data)
        await self.idle()

    async def begin(self, name: str, data: dict[str, Any]) -> None:
        """Something happens, and the bot has begun with it."""
        self.server.events.put_nowait((name, data))
        async with asyncio.timeout(20):
            while await self.seen.get() != name:
                pass

    async def idle(self) -> None:
        """The bot has nothing more to do."""
        async with asyncio.timeout(20):
            while at_work := _tasks_of_the_bot():
                await asyncio.wait(at_work)

    async def rows(self, table: str) -> list[dict[str, Any]]:
        """What is stored."""
        assert await self.bot.services.recorder.flush()
        with closing(sqlite3.connect(self.database)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY rowid")]  # noqa: S608


def _tasks_of_the_bot() -> set[asyncio.Task[None]]:
    """What discord.py started for an event, a command or a button."""
    names = ("discord.py: on_", "CommandTree-invoker", "discord-ui-dynamic-item")
    return {task for task in asyncio.all_tasks() if task.get_name().startswith(names)}


@asynccontextmanager
async def open_wired(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[Wired]:
    """Connecting; Discord sends the events once it is connected."""
    config = scripted_config(folder, discord=DiscordConfig(cooldown_seconds=0))
    async with wire(TOKEN) as server, open_scripted(config, utc_now, ScriptedMatcher(), Ids()) as bot:
        monkeypatch.setattr(Route, "BASE", server.base)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(server.gateway))
        async with bot, background(bot.start(TOKEN), "discord"):
            wired = Wired(server, bot, config.data.folder / DATABASE)
            bot.event(wired.on_socket_event_type)
            yield wired
