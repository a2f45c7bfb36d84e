"""Commands are sent to Discord when they changed, and not otherwise."""

import logging

import discord
import pytest
import simcord
from discord import app_commands

from bot.discord_app.sync import commands_hash, sync_commands
from bot.usage.stores import StoreError
from tests.discord_app import openapi


class MemoryState:
    """The state repository without a database."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    async def get(self, name: str) -> str | None:
        return self.values.get(name)

    async def put(self, name: str, value: str) -> None:
        self.values[name] = value


class Bot(discord.Client):
    """A client with the commands of one release."""

    def __init__(self, *names: str, description: str = "Ask me.") -> None:
        super().__init__(intents=discord.Intents.none())
        self.tree = app_commands.CommandTree(self)
        for name in names:
            self.add(name, description)

    def add(self, name: str, description: str = "More.") -> None:
        @self.tree.command(name=name, description=description)
        async def answer(interaction: discord.Interaction, text: str) -> None:  # pyright: ignore[reportUnusedFunction]
            await interaction.response.send_message(text)


def uploads(env: simcord.Env) -> int:
    return sum(request.method == "PUT" and request.path.endswith("/commands") for request in env.http_requests)


def test_the_hash_follows_what_discord_is_told_and_not_the_order() -> None:
    one = commands_hash(Bot("ask", "help").tree)
    assert one == commands_hash(Bot("help", "ask").tree)
    assert one != commands_hash(Bot("ask", "help", description="Ask.").tree)
    assert one != commands_hash(Bot("ask").tree)


async def test_unchanged_commands_are_sent_once_for_each_application() -> None:
    state = MemoryState()
    bot = Bot("ask")
    async with simcord.run(bot) as env:
        assert await sync_commands(bot.tree, state, 1)
        assert not await sync_commands(bot.tree, state, 1)
        assert uploads(env) == 1
        assert await sync_commands(bot.tree, state, 2)
        bot.add("more")
        assert await sync_commands(bot.tree, state, 1)
        assert uploads(env) == 3
        openapi.check(env.http_requests)


class FullState(MemoryState):
    """The state repository on a full disk."""

    async def put(self, name: str, value: str) -> None:
        raise StoreError(f"There is no room left for {name} ({len(value)} characters).")


async def test_a_full_disk_does_not_keep_the_bot_from_starting(caplog: pytest.LogCaptureFixture) -> None:
    bot = Bot("ask")
    async with simcord.run(bot) as env:
        assert not await sync_commands(bot.tree, FullState(), 1)
        assert uploads(env) == 1
    assert "do it at the next start. There is no room left for" in caplog.text


async def test_a_refused_upload_is_logged_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    state = MemoryState()
    bot = Bot("ask")
    async with simcord.run(bot) as env:
        env.inject_error("PUT", "/applications/*/commands", status=403, code=50001, times=1)
        with caplog.at_level(logging.WARNING):
            assert not await sync_commands(bot.tree, state, 1)
        assert "couldn't register my commands" in caplog.text
        assert state.values == {}
        assert await sync_commands(bot.tree, state, 1)
