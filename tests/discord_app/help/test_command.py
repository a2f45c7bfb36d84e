"""``/help`` says how to ask here and what I know; moderators also see how things stand."""

import discord
import pytest
from simcord import InteractionResult
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot import __version__
from bot.discord_app.help.command import Condition, Place, Surroundings, member_embed, moderator_embed
from bot.discord_app.moderators_channel import Unusable
from bot.discord_app.ui.reply import Reply, check
from bot.knowledge.model import Entry, KnowledgeBase, Source, Topic
from bot.servers.settings import ServerSettings
from tests.discord_app.script import KNOWLEDGE
from tests.discord_app.worlds import World, labels


def embeds(result: InteractionResult) -> list[discord.Embed]:
    assert result.response is not None
    return result.response.embeds


def field(embed: discord.Embed, name: str) -> str:
    return next(one.value or "" for one in embed.fields if one.name == name)


async def test_a_member_reads_how_to_ask_what_i_know_the_source_the_release_and_privacy(world: World) -> None:
    result = await world.alice.slash(world.channel, "help")
    assert result.ephemeral
    (embed,) = embeds(result)
    ways = field(embed, "How to ask")
    assert "Mention me: **@TestBot** How much caffeine is in it?" in ways
    assert "In **#ask-me** and **#posts** you need not even mention me." in ways
    assert "In **#chat** I speak up" in ways
    assert "“and Coffee?”" in ways
    assert "**Tea vs coffee**: 4 comparisons and 1 resource. Source: The Book" in field(embed, "What I know")
    assert "/privacy" in field(embed, "Privacy")
    assert embed.footer.text == f"Versus {__version__}"
    assert result.response is not None
    listed = await world.alice.click(result.response.message, label=labels(result.response)[0])
    assert embeds(listed)[0].title == "Tea vs coffee"


async def test_channels_a_member_cannot_see_are_not_named(world: World) -> None:
    deny = discord.Permissions(view_channel=True).value
    hidden = Overwrite(target_id=world.alice.id, type=OverwriteType.MEMBER, allow=0, deny=deny)
    world.env.backend.set_overwrite(world.listen_channel.id, hidden)
    (mine,) = embeds(await world.alice.slash(world.channel, "help"))
    (others,) = embeds(await world.bob.slash(world.channel, "help"))
    assert "#chat" not in field(mine, "How to ask")
    assert "#chat" in field(others, "How to ask")


async def test_a_moderator_also_reads_the_state_and_the_next_steps(world: World) -> None:
    _, embed = embeds(await world.moderator.slash(world.channel, "help"))
    assert embed.title == "For moderators"
    assert field(embed, "State of my knowledge") == "I serve what the files say: 5 entries in 1 topic."
    assert "/knowledge inbox" in field(embed, "First steps")
    assert "knowledge folder" in field(embed, "Also good to know")
    assert "“Quiet here for an hour”" in field(embed, "Also good to know")
    assert "In this channel" not in [one.name for one in embed.fields]


async def test_a_broken_file_is_shown_to_moderators_alone(world: World) -> None:
    world.services.snapshots.refuse(("tea.yaml:3:1: `titel` is no key of an entry: write `title`.", *["more"] * 9))
    _, embed = embeds(await world.moderator.slash(world.channel, "help"))
    state = field(embed, "State of my knowledge")
    assert "I still answer from the version before" in state
    assert r"- tea.yaml:3:1: \`titel\` is no key of an entry: write \`title\`." in state
    assert "and 5 more problems" in state
    assert len(embeds(await world.alice.slash(world.channel, "help"))) == 1


async def test_a_moderator_reads_what_i_lack_here(world: World) -> None:
    quiet = discord.PermissionOverwrite(embed_links=False)
    channel = world.guild.create_text_channel("quiet", overwrites={world.guild.default_role: quiet})
    _, embed = embeds(await world.moderator.slash(channel, "help"))
    assert field(embed, "In this channel").startswith("I lack: Embed Links.")


async def test_a_moderator_reads_where_questions_could_go_and_why_they_do_not(world: World) -> None:
    """Named while it was closed to members, the channel was opened since."""
    _, embed = embeds(await world.moderator.slash(world.channel, "help"))
    assert "name a channel for “Ask the moderators”" in field(embed, "Also good to know")
    chosen = ServerSettings(moderators_channel=world.channel.id)
    await world.services.moderation.settings.change(world.guild.id, lambda _: chosen)
    _, embed = embeds(await world.moderator.slash(world.channel, "help"))
    assert field(embed, "Ask the moderators").startswith(f"Everyone can read <#{world.channel.id}>")
    assert "Ask the moderators" not in field(embed, "Also good to know")


async def test_direct_messages_have_their_own_way_of_asking(world: World) -> None:
    (embed,) = embeds(await world.alice.user.slash("help"))
    assert "Just write your question here" in field(embed, "How to ask")
    assert "Mention me" not in field(embed, "How to ask")
    assert "just write “and Coffee?”" in field(embed, "How to ask")


def test_what_was_lost_is_counted() -> None:
    embed = moderator_embed(KNOWLEDGE, Condition(lost=1, has_channel=True))
    assert field(embed, "Recording").startswith("1 note about questions could not be stored")
    assert "channel of their own" not in field(embed, "First steps")


@pytest.mark.parametrize("place", list(Place))
def test_nothing_outgrows_discords_limits(place: Place) -> None:
    many = tuple(
        Topic(f"t{n}", "*" * 100, entries=(Entry(f"t{n}", "e", "E", answer="A."),), source=Source("_" * 100))
        for n in range(40)
    )
    crowded = Surroundings(place, "*" * 32, ("w" * 100,) * 10, ("w" * 100,) * 10)
    broken = Condition(
        problems=("`" * 400,) * 40,
        missing=("view_channel",),
        lost=10**9,
        unusable=Unusable.OPEN,
        posts="<#1234567890123456789>",
    )
    for knowledge in (KnowledgeBase(), KNOWLEDGE, KnowledgeBase(many)):
        check(Reply(embeds=(member_embed(knowledge, crowded), moderator_embed(knowledge, broken))))
