"""The bot as an app that a person installed for themselves: everywhere, and for that person alone.

simcord leaves the owners of an integration empty, so these interactions carry Discord's own payload for them:
``authorizing_integration_owners`` names the server ("0") and the person ("1") that installed the app.
"""

from typing import Any

import pytest
from simcord import InteractionResult
from simcord.actors import _dispatch_actor_interaction  # pyright: ignore[reportPrivateUsage]
from simcord.backend import serializers
from simcord.enums import AppCommandType, InteractionType

from tests.discord_app.script import key
from tests.discord_app.worlds import World, labels

SERVER, BOT_DM, PRIVATE_CHANNEL = 0, 1, 2
STRING = 3
ADMINISTRATOR = "8"


async def slash(
    world: World,
    owners: dict[str, str],
    command: str,
    *,
    who: Any = None,
    where: Any = None,
    context: int = SERVER,
    **options: str,
) -> InteractionResult:
    """A slash command, in the server's channel unless told otherwise, by the install that ``owners`` names."""
    data = {
        "id": "1",
        "name": command,
        "type": AppCommandType.CHAT_INPUT,
        "options": [{"name": option, "type": STRING, "value": value} for option, value in options.items()],
    }
    extra = {"authorizing_integration_owners": owners, "context": context}
    kind = InteractionType.APPLICATION_COMMAND
    return await _dispatch_actor_interaction(who or world.alice, kind, where or world.channel, data, extra=extra)


def mine(world: World) -> dict[str, str]:
    return {"1": str(world.alice.id)}


def both(world: World) -> dict[str, str]:
    return {"0": str(world.guild.id), **mine(world)}


def server(world: World) -> dict[str, str]:
    return {"0": str(world.guild.id)}


async def test_every_command_of_members_can_be_installed_and_used_everywhere(world: World) -> None:
    upload = next(one.json for one in world.env.http_requests if one.path.endswith("/commands") and one.method == "PUT")
    assert upload is not None
    everywhere = {"ask", "dimensions", "dimension", "help", "privacy", "Answer this"}
    assert {command["name"] for command in upload} > everywhere
    for command in upload:
        if command["name"] in everywhere:
            assert sorted(command["integration_types"]) == [0, 1], command["name"]
            assert sorted(command["contexts"]) == [SERVER, BOT_DM, PRIVATE_CHANNEL], command["name"]
        else:
            assert command["integration_types"] == [0], command["name"]
            assert command["contexts"] == [SERVER] or command["dm_permission"] is False, command["name"]


@pytest.mark.parametrize(("owners", "private"), [(mine, True), (both, False), (server, False)])
async def test_answers_are_private_only_where_the_install_is_the_persons_alone(
    world: World, owners: Any, private: bool
) -> None:
    asked = await slash(world, owners(world), "ask", question="how much caffeine?")
    opened = await slash(world, owners(world), "dimension", name=key("price"))
    assert (asked.ephemeral, opened.ephemeral) == (private, private)
    assert asked.response is not None
    assert asked.response.embeds[0].title == "Caffeine"


async def test_browsing_works_from_the_shared_knowledge(world: World) -> None:
    listed = await slash(world, mine(world), "dimensions")
    assert listed.response is not None
    assert listed.response.embeds[0].title == "Tea vs coffee"
    helped = await slash(world, mine(world), "help")
    assert helped.response is not None
    assert "the answer is for you alone" in (helped.response.embeds[0].fields[0].value or "")
    assert labels(helped.response) == ["See what I can answer"]


async def test_nobody_moderates_a_server_that_has_only_their_own_app(world: World) -> None:
    owners = {"1": str(world.moderator.id)}
    own = await slash(world, owners, "help", who=world.moderator)
    assert own.response is not None
    assert [embed.title for embed in own.response.embeds] == ["How I can help"]
    shared = await slash(world, server(world), "help", who=world.moderator)
    assert shared.response is not None
    assert [embed.title for embed in shared.response.embeds] == ["How I can help", "For moderators"]


async def test_a_question_by_ones_own_app_belongs_to_no_server(world: World) -> None:
    await slash(world, mine(world), "ask", question="how much caffeine?")
    await slash(world, server(world), "ask", question="how much caffeine?")
    assert [row["server"] for row in await world.rows("asked")] == [None, world.guild.id]


async def test_in_direct_messages_with_me_there_is_nobody_to_hide_from(world: World) -> None:
    user = world.alice.user
    owners = {"0": "0", **mine(world)}
    asked = {"who": user, "where": user.dm_channel, "question": "how much caffeine?"}
    assert not (await slash(world, owners, "ask", context=BOT_DM, **asked)).ephemeral
    assert (await slash(world, mine(world), "ask", context=PRIVATE_CHANNEL, **asked)).ephemeral


@pytest.mark.parametrize(("owners", "kept"), [(mine, (None, True)), (server, ("rabbits?", False))])
async def test_nothing_of_somebody_elses_message_is_stored_in_ones_own_app(
    world: World, owners: Any, kept: tuple[str | None, bool]
) -> None:
    """Neither its text nor who wrote it: they did not ask the bot anything."""
    message, backend = await world.bob.send(world.channel, "rabbits?"), world.env.backend
    payload = dict(serializers.message_payload(backend, backend.get_message(world.channel.id, message.id)))
    data = {
        "id": "1",
        "name": "Answer this",
        "type": AppCommandType.MESSAGE,
        "target_id": str(message.id),
        "resolved": {"messages": {str(message.id): payload}},
    }
    extra = {"authorizing_integration_owners": owners(world), "context": SERVER}
    kind = InteractionType.APPLICATION_COMMAND
    await _dispatch_actor_interaction(world.alice, kind, world.channel, data, extra=extra)
    (row,) = await world.rows("asked")
    text, is_alice = kept
    assert (row["text"], row["user"] == world.services.pseudonyms.of(world.alice.id)) == (text, is_alice)
