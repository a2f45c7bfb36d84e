"""Once ready, the bot says how to invite it, where it is, and what it may not do where."""

from dataclasses import replace

import discord
import pytest
import simcord

from bot.config import Channel, DiscordConfig
from bot.discord_app.ready_report import ChannelFacts, Facts, ServerFacts, gather, invite_url, report
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.servers.base_editors import BaseEditors
from bot.texts import running

KNOWLEDGE = KnowledgeBase(
    (Topic("tea-coffee", "Tea vs Coffee", entries=(Entry("tea-coffee", "taste", "Taste", answer="Good."),)),)
)
FACTS = Facts(
    name="Versus",
    application_id=42,
    servers=(ServerFacts("Home", (ChannelFacts(1, "general"), ChannelFacts(2, "ask"))), ServerFacts("Work")),
    entries=26,
    topics=("MLOps vs DevOps", "Tea vs Coffee"),
    intents=("guilds", "dm messages"),
    message_content=False,
    configured={},
)


def test_the_invite_asks_for_the_six_permissions_and_both_scopes() -> None:
    url = invite_url(42)
    assert "client_id=42" in url
    assert "permissions=274878024704" in url
    assert "scope=bot+applications.commands" in url


def test_a_bot_that_lacks_nothing_reports_seven_facts() -> None:
    lines = report(FACTS).splitlines()
    assert lines == [
        "Ready as Versus.",
        f"Invite me: {invite_url(42)}",
        "Servers: Home, Work",
        "Entries: 26 in MLOps vs DevOps, Tea vs Coffee",
        running.NO_EDITOR,
        "Intents: guilds, dm messages",
        "Message content: off, I read what mentions me, direct messages and commands",
    ]


def test_a_bot_in_no_server_is_told_what_to_do() -> None:
    assert "Servers: none yet. Open the invite link to add me to one." in report(replace(FACTS, servers=()))


def test_channels_that_lack_the_same_share_a_line() -> None:
    channels = tuple(ChannelFacts(n, f"c{n}", ("embed_links",)) for n in range(8))
    shown = report(replace(FACTS, servers=(ServerFacts("Home", (*channels, ChannelFacts(9, "fine"))),)))
    assert "In Home, #c0, #c1, #c2, #c3, #c4 and 3 more channels, I lack: Embed Links." in shown
    everywhere = report(replace(FACTS, servers=(ServerFacts("Home", channels),)))
    assert "In Home, every channel, I lack: Embed Links." in everywhere


def test_ids_of_the_configuration_that_are_nowhere_are_named() -> None:
    shown = report(replace(FACTS, configured={2: "ask", 77: "listen"}, missing_roles=(88,)))
    assert "Channel 77 of your configuration (listen)" in shown
    assert "Channel 2 " not in shown
    assert "Role 88" in shown


def test_who_edits_the_base_is_named_and_how_to_change_it() -> None:
    shown = report(replace(FACTS, editors=("Home (ID 5)",)))
    assert "Shared base: edited by Home (ID 5). Another server: python -m bot knowledge editor ID" in shown


class NoState:
    """Where nothing is stored."""

    async def get(self, name: str) -> str | None:
        """Nothing."""
        raise AssertionError(name)

    async def put(self, name: str, value: str) -> None:
        """Refused."""
        raise AssertionError(name, value)

    async def claim(self, name: str, value: str) -> str:
        """Refused."""
        raise AssertionError(name, value)


@pytest.fixture
def simcord_bot() -> discord.AutoShardedClient:
    return discord.AutoShardedClient(
        intents=discord.Intents(guilds=True, guild_messages=True),
        shard_count=1,
        member_cache_flags=discord.MemberCacheFlags.none(),
        chunk_guilds_at_startup=False,
    )


async def test_a_real_client_knows_what_it_lacks_in_which_channel(simcord_env: simcord.Env) -> None:
    guild = simcord_env.create_guild("Home\x1b[31m")
    guild.create_text_channel("general")
    everyone = guild.default_role
    silent = guild.create_text_channel(
        "silent", overwrites={everyone: discord.PermissionOverwrite(send_messages=False)}
    )
    hidden = guild.create_text_channel("hidden", overwrites={everyone: discord.PermissionOverwrite(view_channel=False)})
    guild.create_text_channel("private", overwrites={everyone: discord.PermissionOverwrite(view_channel=False)})
    channels = (Channel(id=silent.id, mode="ask"), Channel(id=hidden.id, mode="listen"))
    config = DiscordConfig(message_content=True, channels=channels, moderator_roles=(everyone.id, 5))

    editors = BaseEditors((guild.id, 5), NoState())
    facts = gather(simcord_env.bot, config, KNOWLEDGE, editors)
    shown = report(facts)

    assert "Servers: Home[31m" in shown
    assert "In Home[31m, #silent, I lack: Send Messages." in shown
    assert "#hidden, I lack: View Channel." in shown
    assert "private" not in shown
    assert "general" not in shown
    assert "Role 5 " in shown
    both = f"a server that I am not in (ID 5), Home[31m (ID {guild.id})"
    assert f"Shared base: edited by {both}, as editors under [knowledge] in the configuration says." in shown
    assert "Entries: 1 in Tea vs Coffee" in shown
    assert "Intents: guilds, guild messages" in shown
