"""A small Discord over the whole application: real files, matcher, editor and database, as an operator has them."""

import sqlite3
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

import discord
import simcord
from simcord.actors import _component_interaction  # pyright: ignore[reportPrivateUsage]

from bot.app import DATABASE, open_bot
from bot.config import Config, DataConfig, DiscordConfig, KnowledgeConfig, UsageConfig
from bot.discord_app.client import VersusClient
from bot.discord_app.features import Bot
from bot.discord_app.services import Services
from bot.discord_app.ui.components import view_of
from bot.discord_app.ui.reply import Button
from bot.errors import VersusError
from bot.knowledge.model import KnowledgeBase
from tests.discord_app import openapi
from tests.discord_app.worlds import Ids
from tests.editing import worlds

PATIENCE = 30.0
"""Seconds: the largest hostile files take some where other programs keep the machine busy."""
BASE = (
    worlds.BASE
    + """\
  glossary:
    title: Glossary
    questions: [What do the words mean?]
    answer: Words mean things.
"""
)
MANY = """\
topic: clouds
title: Four clouds
subjects:
  red: {name: Red}
  green: {name: Green}
  blue: {name: Blue}
  grey: {name: Grey}
entries:
  rain:
    title: Rain
    questions: [Does it rain?]
    red: Never.
    green: Often.
    blue: Seldom.
    grey: Always.
"""


@dataclass
class ModWorld:
    """Two servers with the bot; Mo and Max moderate the first, Nell the second. Alice and Bob are members."""

    env: simcord.Env
    services: Services
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    next_door: simcord.GuildHandle
    next_channel: simcord.ChannelHandle
    role: simcord.RoleHandle
    """The configured moderator role, without any permission of its own."""
    mo: simcord.MemberActor
    """With Manage Server."""
    max: simcord.MemberActor
    """With the configured role alone."""
    nell: simcord.MemberActor
    alice: simcord.MemberActor
    bob: simcord.MemberActor
    folder: Path

    @property
    def bot(self) -> VersusClient:
        """The bot that runs now."""
        return cast("VersusClient", self.env.bot)

    @property
    def base_text(self) -> str:
        """The file of the shared base, as it is on disk."""
        return (self.folder / "knowledge" / "ops.yaml").read_text()

    @property
    def base(self) -> KnowledgeBase:
        """The shared base being served."""
        return self.services.snapshots.snapshot().knowledge

    async def here(self) -> KnowledgeBase:
        """What the members of the first server see."""
        return (await self.services.snapshots.of(self.guild.id)).knowledge

    async def asked(self, *questions: str) -> None:
        """Alice asks these, and everything about it is stored."""
        for question in questions:
            await self.alice.slash(self.channel, "ask", question=question)
        assert await self.services.recorder.flush()

    async def show_commands_to(self, *targets: simcord.RoleHandle | simcord.MemberActor) -> None:
        """What is set under Server Settings, Integrations: who is shown the commands beside Manage Server."""
        for command in await self.bot.tree.fetch_commands():
            self.guild.set_command_permissions(command, dict.fromkeys(targets, True))

    async def take_role(self, who: simcord.MemberActor) -> None:
        """The member no longer moderates."""
        for role in list(self.env.backend.get_guild(self.guild.id).members[who.id].role_ids):
            self.env.backend.remove_member_role(self.guild.id, who.id, role)
        await self.env.advance_time(0)

    async def drafts(self) -> list[int]:
        """The ids of the stored changes that wait for "Save", newest last."""
        assert await self.services.moderation.pending.flush()
        with closing(sqlite3.connect(self.folder / "data" / "versus.sqlite3")) as connection:
            return [row[0] for row in connection.execute("SELECT id FROM proposal ORDER BY rowid")]

    async def forge(
        self, who: simcord.MemberActor, channel: simcord.ChannelHandle, custom_id: str
    ) -> simcord.InteractionResult:
        """Somebody presses a button that they were never shown: Discord's clients can be made to send anything."""
        target = cast("discord.TextChannel", self.bot.get_channel(channel.id))
        view = view_of([(Button("forged", custom_id),)])
        assert view is not None
        message = await target.send("forged", view=view)
        return await who.click(message, label="forged")

    async def forge_choice(
        self, who: simcord.MemberActor, result: simcord.InteractionResult, custom_id: str, *values: str
    ) -> simcord.InteractionResult:
        """Somebody chooses in a select what Discord's clients would not offer them."""
        shown = answer_to(result).message
        stored = self.env.backend.get_message(shown.channel.id, shown.id)
        data = {"component_type": discord.ComponentType.channel_select.value, "custom_id": custom_id, "values": values}
        return await _component_interaction(who, stored, data)

    async def restart(self) -> None:
        """Start the bot anew: nothing is left of its memory but what is on disk."""
        moderation = self.services.moderation
        await self.services.recorder.flush()
        await moderation.pending.flush()
        for kept in (moderation.settings, moderation.base_editors, moderation.pending, moderation.suggestions):
            await kept.load()
        await self.env.restart_bot(Bot(self.services))


@asynccontextmanager
async def open_mod_world(
    root: Path,
    *,
    editors: Sequence[str] = ("first",),
    alone: bool = False,
    files: dict[str, str] | None = None,
    message_content: bool = False,
    new_id: Callable[[], int] | None = None,
    model: str = "",
    edits: Literal["save", "propose"] = "save",
) -> AsyncGenerator[ModWorld]:
    """The world.

    Args:
        root: an empty folder, or one with a knowledge folder and a data folder to work on.
        editors: "first" and "second": the servers that are configured to edit the shared base.
        alone: there is no second server; next door is the first.
        files: the knowledge folder's files, in place of ``ops.yaml``.
        message_content: whether messages arrive with their content.
        new_id: makes the questions' ids.
        model: the folder of a model of meaning.
        edits: whether saving takes effect at once, or waits for review.
    """
    folder = root / "knowledge"
    if not folder.exists():
        folder.mkdir()
        for name, text in (files or {"ops.yaml": BASE}).items():
            (folder / name).write_text(text)
    async with AsyncExitStack() as stack:
        bare = discord.AutoShardedClient(intents=discord.Intents(guilds=True))
        env = simcord.Env(bare, shard_count=1, settle_timeout=PATIENCE)
        await env.start()
        stack.push_async_callback(env.shutdown)
        guild = env.create_guild("Tea house")
        role = guild.create_role("curators")
        next_door = guild if alone else env.create_guild("Next door")
        config = _config(root, folder, {"first": guild.id, "second": next_door.id}, editors, role.id)
        content = config.discord.model_copy(update={"message_content": message_content})
        answers = config.answers.model_copy(update={"model": model})
        knowledge = config.knowledge.model_copy(update={"edits": edits})
        config = config.model_copy(update={"discord": content, "answers": answers, "knowledge": knowledge})
        config.data.folder.mkdir(exist_ok=True)
        worlds.lay_empty_database(config.data.folder / DATABASE)
        bot = await stack.enter_async_context(open_bot(config, env.now, new_id or Ids()))
        world = _furnish(env, bot.services, guild, next_door, role, root)
        await env.restart_bot(bot)
        await world.show_commands_to(role)
        yield world
        defects = [error for error in env.errors if not _is_answered(error)]
        assert not defects, defects
        openapi.check(env.http_requests)


def _is_answered(error: BaseException) -> bool:
    """Whether it is a sentence that the person was told; anything else is a defect."""
    return isinstance(getattr(error, "original", error), VersusError)


def _config(root: Path, folder: Path, ids: dict[str, int], editors: Sequence[str], role: int) -> Config:
    return Config(
        discord=DiscordConfig(moderator_roles=(role,), cooldown_seconds=0),
        knowledge=KnowledgeConfig(folder=folder, editors=tuple(ids[one] for one in editors)),
        usage=UsageConfig(store_questions=True),
        data=DataConfig(folder=root / "data"),
    )


def _furnish(
    env: simcord.Env,
    services: Services,
    guild: simcord.GuildHandle,
    next_door: simcord.GuildHandle,
    role: simcord.RoleHandle,
    root: Path,
) -> ModWorld:
    manage = discord.Permissions(manage_guild=True)
    managers, next_managers = (
        guild.create_role("mods", permissions=manage),
        next_door.create_role("m", permissions=manage),
    )
    return ModWorld(
        env=env,
        services=services,
        guild=guild,
        channel=guild.create_text_channel("general"),
        next_door=next_door,
        next_channel=next_door.create_text_channel("general"),
        role=role,
        mo=guild.add_member(env.create_user("mo"), roles=[managers]),
        max=guild.add_member(env.create_user("max"), roles=[role]),
        nell=next_door.add_member(env.create_user("nell"), roles=[next_managers]),
        alice=guild.add_member(env.create_user("alice")),
        bob=next_door.add_member(env.create_user("bob")),
        folder=root,
    )


def answer_to(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """The message that answered, which there must be."""
    assert result.response is not None
    return result.response


async def press(who: simcord.MemberActor, result: simcord.InteractionResult, label: str) -> simcord.InteractionResult:
    """Press a button of the message that answered."""
    return await who.click(answer_to(result), label=label)


async def confirm(who: simcord.MemberActor, result: simcord.InteractionResult) -> simcord.InteractionResult:
    """Press the button that saves the change shown, whatever stands on it."""
    buttons = [item for row in answer_to(result).components for item in row["components"]]
    return await press(who, result, next(one["label"] for one in buttons if one["custom_id"].startswith("k:save:")))


async def choose(
    who: simcord.MemberActor, result: simcord.InteractionResult, *values: str
) -> simcord.InteractionResult:
    """Choose in the select of the message that answered."""
    return await who.select(answer_to(result), values)


def buttons_of(result: simcord.InteractionResult) -> list[str]:
    """The labels of the buttons of the message that answered."""
    rows = answer_to(result).message.components
    items = [item for row in rows if isinstance(row, discord.ActionRow) for item in row.children]
    return [item.label or "" for item in items if isinstance(item, discord.Button)]


def options(result: simcord.InteractionResult) -> list[discord.SelectOption]:
    """What the select of the message that answered offers."""
    row = answer_to(result).message.components[0]
    assert isinstance(row, discord.ActionRow)
    assert isinstance(row.children[0], discord.SelectMenu)
    return row.children[0].options


def text_of(message: Any) -> str:
    """Everything that a message says, its embeds written out; of an interaction, the message that answered last."""
    if isinstance(message, simcord.InteractionResult):
        message = message.followups[-1] if message.followups else answer_to(message)
    parts = [message.content or ""]
    for embed in message.embeds:
        parts += [embed.title or "", embed.description or ""]
        parts += [f"{one.name}\n{one.value}" for one in embed.fields]
        parts += [embed.footer.text or ""]
    return "\n".join(part for part in parts if part)


def fields_of(result: simcord.InteractionResult) -> dict[str, dict[str, Any]]:
    """The text inputs of the form that was opened, by custom_id."""
    assert result.modal is not None
    inputs = [label["component"] for label in result.modal["components"] if "component" in label]
    return {one["custom_id"]: one for one in inputs}


def values_of(result: simcord.InteractionResult) -> dict[str, str]:
    """What stands in the form, as it would be sent off untouched."""
    return {custom_id: one.get("value") or "" for custom_id, one in fields_of(result).items()}
