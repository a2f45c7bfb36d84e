"""Logging in, being refused and leaving, over real sockets."""

import asyncio
import logging
import os
import signal
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.config import Config, ConfigError, DataConfig, Token
from bot.discord_app.heartbeat import Signs, beat
from bot.discord_app.run import serve
from bot.discord_app.services import Services
from bot.errors import VersusError
from bot.health import judge
from bot.knowledge.model import KnowledgeBase
from bot.runtime import background
from tests.discord_app.wire import Wire, wire

TOKEN = "MTAwMA.GsecretX.the-rest-of-a-token"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    """As much of the services as serving touches."""
    snapshots = SimpleNamespace(snapshot=lambda: SimpleNamespace(knowledge=KnowledgeBase()))
    config = Config(data=DataConfig(folder=tmp_path))
    moderation = SimpleNamespace(base_editors=SimpleNamespace(servers=frozenset({5}), configured=frozenset()))
    return cast(
        "Services",
        SimpleNamespace(config=config, snapshots=snapshots, moderation=moderation, clock=lambda: datetime.now(UTC)),
    )


def client() -> discord.AutoShardedClient:
    intents = discord.Intents(guilds=True, dm_messages=True)
    return discord.AutoShardedClient(intents=intents, guild_ready_timeout=0.01)


def point_at(server: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Route, "BASE", server.base)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(server.gateway))


async def test_a_bad_token_is_one_sentence_without_the_token(
    services: Services, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with wire("another token") as server:
        point_at(server, monkeypatch)
        with pytest.raises(ConfigError, match="refuses the bot token") as refused:
            await serve(client(), services, Token(TOKEN), print)
    assert refused.value.__suppress_context__
    assert TOKEN not in str(refused.value) + caplog.text
    assert [path for _, path, _ in server.requests] == ["/users/@me"]


@pytest.mark.parametrize(
    ("code", "error", "sentence"),
    [
        (4014, ConfigError, 'switch on "Message Content Intent"'),
        (4004, ConfigError, "refuses the bot token"),
        (4012, VersusError, "close code 4012"),
    ],
)
async def test_a_refusal_at_the_gateway_is_one_sentence(
    services: Services, monkeypatch: pytest.MonkeyPatch, code: int, error: type[VersusError], sentence: str
) -> None:
    async with wire(TOKEN, close_code=code) as server:
        point_at(server, monkeypatch)
        with pytest.raises(VersusError, match=sentence) as refused:
            await serve(client(), services, Token(TOKEN), print)
    assert type(refused.value) is error
    assert TOKEN not in str(refused.value)


async def test_no_network_is_one_sentence(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    async with wire(TOKEN) as server:
        point_at(server, monkeypatch)
    with pytest.raises(VersusError, match=r"can't reach Discord \(Connection refused\)"):
        await serve(client(), services, Token(TOKEN), print)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_closes_the_connection_cleanly(
    services: Services, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    said: list[str] = []
    ready = asyncio.Event()

    def say(text: str) -> None:
        said.append(text)
        ready.set()

    async with wire(TOKEN) as server:
        point_at(server, monkeypatch)
        serving = asyncio.create_task(serve(client(), services, Token(TOKEN), say))
        await asyncio.wait_for(ready.wait(), 10)
        os.kill(os.getpid(), number)
        await asyncio.wait_for(serving, 10)
    assert said[0].startswith("Ready as Versus.\n")
    assert server.closed_with == 1000


async def test_the_heartbeat_follows_the_connection(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    file = services.config.data.folder / "health.json"
    async with wire(TOKEN) as server, client() as bot:
        point_at(server, monkeypatch)
        beating = beat(bot, file, services.clock, lambda: Signs(7, doubled=False), every=0.01)
        async with background(beating, "heartbeat"):
            await _beat(file, connected=False)
            async with background(bot.start(TOKEN), "discord"):
                await _beat(file, connected=True)
                assert "7 rows" in judge(file.parent, datetime.now(UTC)).sentence
                # As on a full disk: no room beside the file, and it is written all the same.
                file.with_suffix(".new").mkdir()
                await bot.close()
                await _beat(file, connected=False)


async def _beat(file: Path, *, connected: bool) -> None:
    """Wait for a beat that says so, as ``python -m bot health`` judges it."""
    async with asyncio.timeout(10):
        # Polled, as the process that looks at the file does.
        while judge(file.parent, datetime.now(UTC)).healthy is not connected or not _exists(file):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def _exists(file: Path) -> bool:
    return file.exists()
