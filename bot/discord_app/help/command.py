"""``/help``: how to ask and what there is to know; for moderators also how things stand and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

import discord
from discord import app_commands

from bot import __version__, limits
from bot.discord_app.asking.listing import counts_of
from bot.discord_app.asking.render import browse_button
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import (
    ChannelMode,
    Settings,
    can_see,
    is_moderator,
    is_only_theirs,
    knowledge_in_time,
    server_of,
    settings_here,
)
from bot.discord_app.editing.authorisation import base_editing, who_edits
from bot.discord_app.help import texts
from bot.discord_app.inbox.states import Goal, GoTo
from bot.discord_app.moderators_channel import Unusable, moderators_channel_of
from bot.discord_app.ready_report import missing_permissions
from bot.discord_app.settings import texts as settings_texts
from bot.discord_app.settings.states import SettingsStep, Step
from bot.discord_app.ui.embeds import ACCENT
from bot.discord_app.ui.markdown import clip, escape, inline
from bot.discord_app.ui.reply import Button, Reply, Row
from bot.discord_app.ui.sender import respond
from bot.knowledge.model import KnowledgeBase, Topic
from bot.knowledge.text_rules import markdown_link
from bot.texts import answers, running

TOPICS: Final = 5
PROBLEMS: Final = 5
PROBLEM: Final = 150
"""Characters of a problem before it is escaped."""
CHANNELS: Final = 10
"""Channels of a mode that are named."""
BROKEN: Final = (Unusable.GONE, Unusable.OPEN, Unusable.CLOSED)
"""What became of a channel in which moderators could be asked when it was chosen."""


FIRST_STEPS: Final = (
    Button(texts.CHOOSE_CHANNELS, SettingsStep(Step.OPEN).encode()),
    Button(texts.OPEN_INBOX, GoTo(Goal.INBOX).encode()),
    Button(texts.ADD_ENTRY, GoTo(Goal.ADD).encode()),
)


class Place(Enum):
    """Where help is asked for: what can be done differs."""

    SERVER = auto()
    DIRECT = auto()
    OWN_APP = auto()
    """A conversation in which the bot is only the person's own installed app."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the help for members depends on beside the knowledge base."""

    place: Place
    me: str
    """What the bot is called here."""
    ask_channels: tuple[str, ...] = ()
    """The names of the channels in which every message is a question, as far as the member can see them."""
    listen_channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """How things stand, for moderators."""

    problems: tuple[str, ...] = ()
    """Why the newest knowledge files are not served."""
    missing: tuple[str, ...] = ()
    """The permissions the bot lacks in this channel."""
    lost: int = 0
    """What could not be recorded since the start."""
    is_model_failing: bool = False
    """Whether the model of meaning failed, so that answers are given without it."""
    has_channel: bool = False
    listens: bool = False
    """Whether there is a channel in which the bot only listens."""
    unusable: Unusable | None = None
    """Why moderators can't be asked in the channel chosen for it, or that none is."""
    posts: str = ""
    """That channel."""
    editor: str = ""
    """Who edits the shared base, and how that is changed."""


def setup(client: VersusClient) -> None:
    """Add the command."""
    client.add_commands(help_command)


@app_commands.command(name="help", description=texts.DESCRIPTION)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def help_command(interaction: Interaction) -> None:
    """Explain, to the person alone."""
    knowledge, settings = await knowledge_in_time(interaction), settings_here(interaction)
    here = _surroundings(interaction, settings)
    embeds = [member_embed(knowledge, here)]
    rows: list[Row] = [(browse_button(),)]
    if is_moderator(interaction, settings):
        embeds.append(moderator_embed(knowledge, await _condition(interaction, here)))
        rows.append(FIRST_STEPS)
    await respond(interaction, Reply(embeds=tuple(embeds), rows=tuple(rows)), private=True)


def member_embed(knowledge: KnowledgeBase, here: Surroundings) -> discord.Embed:
    """How to ask, what there is to know, the source, the release and privacy."""
    embed = discord.Embed(colour=ACCENT, title=texts.TITLE, description=_introduction(knowledge))
    embed.add_field(name=texts.ASK_HEADING, value=_bullets(_ways_to_ask(knowledge, here)), inline=False)
    known = [_topic_line(topic) for topic in knowledge.topics[:TOPICS]]
    if len(knowledge.topics) > TOPICS:
        known.append(texts.more_topics(len(knowledge.topics) - TOPICS))
    embed.add_field(name=texts.KNOW_HEADING, value=_bullets([*known, texts.LOOK]), inline=False)
    embed.add_field(name=texts.PRIVACY_HEADING, value=texts.PRIVACY, inline=False)
    return embed.set_footer(text=texts.footer(__version__))


def moderator_embed(knowledge: KnowledgeBase, now: Condition) -> discord.Embed:
    """The knowledge base's state, what is in the bot's way, and the next steps."""
    embed = discord.Embed(colour=ACCENT, title=texts.HELP_TITLE)
    embed.add_field(name=texts.STATE_HEADING, value=_state(knowledge, now.problems), inline=False)
    if now.editor:
        embed.add_field(name=texts.EDITOR_HEADING, value=now.editor, inline=False)
    if now.missing:
        names = ", ".join(running.PERMISSIONS[name] for name in now.missing)
        embed.add_field(name=texts.MISSING_HEADING, value=texts.missing(names), inline=False)
    if now.unusable in BROKEN:
        why_not = settings_texts.UNUSABLE[now.unusable].format(channel=now.posts)
        embed.add_field(name=settings_texts.POSTS_HEADING, value=why_not, inline=False)
    if now.lost:
        embed.add_field(name=texts.RECORDING_HEADING, value=texts.lost(now.lost), inline=False)
    if now.is_model_failing:
        embed.add_field(name=texts.MEANING_HEADING, value=texts.WITHOUT_MODEL, inline=False)
    first = texts.NEXT_SETTINGS if now.has_channel else texts.NEXT_CHANNEL
    steps = [first, texts.NEXT_INBOX, texts.NEXT_ADD]
    embed.add_field(name=texts.NEXT_HEADING, value=_numbered(steps), inline=False)
    asking = [texts.NEXT_ASKING] if now.unusable is Unusable.OFF else []
    more = [texts.NEXT_ANSWER, *asking, *([texts.NEXT_QUIET] if now.listens else []), texts.NEXT_EDIT]
    embed.add_field(name=texts.MORE_HEADING, value=_bullets(more), inline=False)
    return embed


def _introduction(knowledge: KnowledgeBase) -> str:
    if not knowledge.topics:
        return answers.NOTHING_YET
    titles = [escape(clip(topic.title, limits.BUTTON_LABEL)) for topic in knowledge.topics]
    return texts.introduction(titles[:TOPICS], len(titles[TOPICS:]))


def _ways_to_ask(knowledge: KnowledgeBase, here: Surroundings) -> list[str]:
    if here.place is Place.OWN_APP:
        return [texts.IN_OWN_APP, texts.ANSWER_THIS]
    if here.place is Place.DIRECT:
        return [texts.IN_DIRECT, texts.ask_on(_other_subject(knowledge))]
    ways = [texts.mention(here.me, knowledge.example_question), texts.WRITE]
    if here.ask_channels:
        ways.append(texts.ask_channels(here.ask_channels))
    if here.listen_channels:
        ways.append(texts.listen_channels(here.listen_channels))
    return [*ways, texts.ANSWER_THIS, texts.follow_up(_other_subject(knowledge))]


def _other_subject(knowledge: KnowledgeBase) -> str | None:
    """A subject to ask on about: the second one of the first topic that compares any."""
    return next((topic.subjects[1].name for topic in knowledge.topics if len(topic.subjects) > 1), None)


def _topic_line(topic: Topic) -> str:
    source = topic.source
    name = None if source is None else escape(source.name)
    linked = markdown_link(name, source.url) if source is not None and name and source.url else name
    return texts.topic(escape(clip(topic.title, limits.BUTTON_LABEL)), counts_of(topic), linked)


def _state(knowledge: KnowledgeBase, problems: Sequence[str]) -> str:
    if not problems:
        return texts.serving(len(knowledge), len(knowledge.topics))
    lines = [inline(problem, PROBLEM) for problem in problems[:PROBLEMS]]
    if len(problems) > PROBLEMS:
        lines.append(texts.more_problems(len(problems) - PROBLEMS))
    return f"{texts.BROKEN}\n{_bullets(lines, limits.EMBED_FIELD_VALUE - len(texts.BROKEN) - 1)}"


def _numbered(lines: Sequence[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def _bullets(lines: Sequence[str], room: int = limits.EMBED_FIELD_VALUE) -> str:
    """The lines as a list, without those that do not fit into ``room`` characters."""
    shown = ""
    for line in lines:
        longer = f"{shown}\n- {line}".lstrip("\n")
        if len(longer) <= room:
            shown = longer
    return shown


def _surroundings(interaction: Interaction, settings: Settings) -> Surroundings:
    guild, client = interaction.guild, interaction.client
    me = guild.get_member(client.my_id) if guild is not None else None
    name = escape((me.nick if me is not None else None) or client.my_name)
    if is_only_theirs(interaction):
        return Surroundings(Place.OWN_APP, name)
    if guild is None:
        return Surroundings(Place.DIRECT, name)
    ask, listen = _visible_channels(interaction, settings, "ask"), _visible_channels(interaction, settings, "listen")
    return Surroundings(Place.SERVER, name, ask, listen)


def _visible_channels(interaction: Interaction, settings: Settings, mode: ChannelMode) -> tuple[str, ...]:
    """The names of this server's channels of that mode which the member can see."""
    member = interaction.user
    if interaction.guild is None or not isinstance(member, discord.Member):
        return ()
    ids = (one for one, its in settings.channels if its == mode)
    channels = (interaction.guild.get_channel_or_thread(one) for one in ids)
    seen = [escape(channel.name) for channel in channels if channel is not None and can_see(channel, member)]
    return tuple(seen[:CHANNELS])


async def _condition(interaction: Interaction, here: Surroundings) -> Condition:
    services = interaction.client.services
    base = await base_editing(interaction, at_once=True)
    is_configured = bool(services.moderation.base_editors.configured)
    guild, chosen = interaction.guild, services.moderation.settings.of(server_of(interaction) or 0).moderators_channel
    found = Unusable.OFF if guild is None else moderators_channel_of(services, guild)
    return Condition(
        problems=services.snapshots.problems_of(server_of(interaction)),
        missing=missing_permissions(interaction.app_permissions),
        lost=services.recorder.dropped,
        is_model_failing=services.encoder is not None and services.encoder.is_failing,
        has_channel=bool(here.ask_channels),
        listens=bool(here.listen_channels),
        unusable=found if isinstance(found, Unusable) else None,
        posts=f"<#{chosen}>",
        editor=who_edits(base, server_of(interaction) or 0, is_configured),
    )
