"""A server takes the shared base where the application's owner is a member, at its first save, and says so before."""

import asyncio
from pathlib import Path
from typing import Any, cast

import discord
import pytest
import simcord

from bot.discord_app.client import VersusClient
from bot.discord_app.editing import texts
from bot.servers.base_editors import BaseEditors
from bot.storage.database import Database
from tests.discord_app.moderators import BASE, ModWorld, press, text_of, values_of

APPLICATION = "/oauth2/applications/@me"
MEMBER = "/guilds/*/members/*"
NOBODY = 4711
"""A person who is in no server."""


@pytest.fixture
def world(mod_world: ModWorld) -> ModWorld:
    """Two servers with moderators."""
    return mod_world


def owned_by(world: ModWorld, owner: int, *team: tuple[int, int]) -> None:
    """Have Discord say whose the application is; ``team`` are its members' ids, with 2 where they accepted."""
    client = world.bot
    ask = client.http.application_info
    user = {"username": "owner", "discriminator": "0", "avatar": None}
    members = [{"user": {**user, "id": str(one)}, "membership_state": state, "role": "admin"} for one, state in team]
    named = {"id": "9", "icon": None, "name": "team", "owner_user_id": str(owner), "members": members}

    async def application_info() -> Any:
        return {**await ask(), "owner": {**user, "id": str(owner)}, "team": named if team else None}

    client.http.application_info = application_info  # pyright: ignore[reportAttributeAccessIssue]


async def teach(world: ModWorld, who: simcord.MemberActor, question: str = "how many dollars") -> Any:
    channel = world.next_channel if who is world.nell else world.channel
    return await who.slash(channel, "knowledge teach", entry="cost", question=question)


def asked(world: ModWorld) -> int:
    """How often Discord was asked whose the application is."""
    return sum(one.path == APPLICATION for one in world.env.http_requests)


async def editor(world: ModWorld) -> int | None:
    return await world.services.moderation.base_editors.stored()


@pytest.mark.world(editors=())
async def test_the_owners_server_takes_the_base_at_its_first_save_and_says_so_before(world: ModWorld) -> None:
    owned_by(world, world.alice.id)
    shown = await teach(world, world.mo)
    assert text_of(shown).startswith(f"**{texts.WILL_CLAIM}** once you save this")
    assert f"{texts.WHO_EDITS['CLAIMABLE']}\nSaved for: all servers\n" in text_of(shown)
    await press(world.mo, shown, "Cancel")
    assert await editor(world) is None
    assert text_of(await press(world.mo, await teach(world, world.mo), "Save")).startswith("Saved as #2.")
    assert await editor(world) == world.guild.id
    await world.restart()
    owned_by(world, NOBODY)  # what was claimed stays
    shown = await teach(world, world.mo, "what is the bill")
    assert texts.WILL_CLAIM not in text_of(shown)
    assert texts.WHO_EDITS["HERE"] in text_of(shown)
    assert text_of(await press(world.mo, shown, "Save")).startswith("Saved as #3.")


@pytest.mark.parametrize(
    "world_options", [{"editors": ()}, {"editors": (), "alone": True}], ids=["one of two", "alone"]
)
async def test_a_strangers_server_changes_its_own_entries_alone(world: ModWorld) -> None:
    """Also where it was the first to invite the bot, and the only one."""
    owned_by(world, NOBODY)
    shown = await teach(world, world.mo)
    assert "Saved for: this server only\n" in text_of(shown)
    assert texts.WHO_EDITS["NOBODY"] in text_of(shown)
    assert f"knowledge editor ID (this server's ID is {world.guild.id})" in text_of(shown)
    assert text_of(await press(world.mo, shown, "Save")).startswith("Saved as #1.\n-# Saved for: this server only")
    assert await editor(world) is None
    assert world.base_text == BASE


@pytest.mark.world(editors=())
@pytest.mark.parametrize(("state", "scope"), [(2, "all servers"), (1, "this server only")])
async def test_a_member_of_the_owning_team_counts_once_they_accepted(world: ModWorld, state: int, scope: str) -> None:
    owned_by(world, NOBODY, (NOBODY, 2), (world.alice.id, state))
    assert f"Saved for: {scope}\n" in text_of(await teach(world, world.mo))


@pytest.mark.world(editors=())
@pytest.mark.parametrize("path", [APPLICATION, MEMBER])
@pytest.mark.parametrize("status", [403, 503])
async def test_where_discord_cannot_be_asked_nothing_is_claimed_until_it_can(
    world: ModWorld, path: str, status: int
) -> None:
    owned_by(world, world.alice.id)
    world.env.inject_error("GET", path, status=status, times=None)
    shown = await teach(world, world.mo)
    assert texts.WHO_EDITS["UNASKED"] in text_of(shown)
    assert "Saved for: this server only\n" in text_of(shown)
    before = asked(world)
    await teach(world, world.mo, "what is the bill")
    assert asked(world) == before  # it is left alone for a minute
    world.env.backend.faults.clear()
    await world.env.advance_time(61)
    assert "Saved for: all servers\n" in text_of(await teach(world, world.mo))
    assert await editor(world) is None


@pytest.mark.world(editors=())
async def test_at_the_save_discord_is_asked_anew(world: ModWorld) -> None:
    owned_by(world, world.alice.id)
    shown = await teach(world, world.mo)
    world.env.inject_error("GET", MEMBER, status=503, times=1)
    assert text_of(await press(world.mo, shown, "Save")) == texts.CANNOT_ASK
    await world.env.advance_time(61)
    world.env.backend.remove_member(world.guild.id, world.alice.id)
    await world.env.advance_time(0)
    said = text_of(await press(world.mo, shown, "Save"))
    assert said == texts.SCOPE_CHANGED
    assert await editor(world) is None
    assert world.base_text == BASE


@pytest.mark.world(editors=())
async def test_a_screen_that_did_not_say_it_is_shown_anew_instead_of_claiming(world: ModWorld, tmp_path: Path) -> None:
    """The server edited the base when it was shown; then the operator took that away."""
    owned_by(world, world.alice.id)
    await world.services.moderation.base_editors.store(world.guild.id)
    shown = await teach(world, world.mo)
    async with Database.open(tmp_path / "data" / "versus.sqlite3") as database:
        await BaseEditors((), database.state).store(None)
    again = await press(world.mo, shown, "Save")
    assert text_of(again).startswith(f"**{texts.WILL_CLAIM}**")
    assert await editor(world) is None
    assert text_of(await press(world.mo, again, "Save")).startswith("Saved as #2.")
    assert await editor(world) == world.guild.id


@pytest.mark.world(editors=())
async def test_of_two_servers_of_the_owner_the_first_to_save_gets_it(world: ModWorld) -> None:
    owner = world.env.create_user("owner")
    for guild in (world.guild, world.next_door):
        guild.add_member(owner)
    await world.env.advance_time(0)
    owned_by(world, owner.id)
    mine, theirs = await teach(world, world.mo), await teach(world, world.nell, "what is the bill")
    assert text_of(theirs).startswith(f"**{texts.WILL_CLAIM}**")
    await press(world.mo, mine, "Save")
    text = world.base_text
    assert text_of(await press(world.nell, theirs, "Save")) == texts.SCOPE_CHANGED
    assert world.base_text == text
    after = await teach(world, world.nell, "what is the bill")
    assert texts.WHO_EDITS["ELSEWHERE"] in text_of(after)
    assert str(world.guild.id) not in text_of(after)


@pytest.mark.world(editors=())
async def test_a_form_waits_for_the_answer_behind_a_button(world: ModWorld) -> None:
    """Nothing is known yet: Discord is asked first, and no form can follow that."""
    owned_by(world, world.alice.id)
    step = await world.mo.slash(world.channel, "knowledge edit", entry="cost")
    assert text_of(step) == f"{texts.FORM_READY}\n-# Saved for: all servers"
    form = await press(world.mo, step, texts.OPEN_FORM)
    assert form.modal is not None
    assert form.modal["title"] == "Edit Cost · all servers"
    assert (await world.mo.slash(world.channel, "knowledge edit", entry="cost")).modal is not None
    shown = await world.mo.submit_modal(form, values_of(form) | {"0": "A lot."})
    assert text_of(shown).startswith(f"**{texts.WILL_CLAIM}**")


@pytest.mark.world(editors=())
async def test_completions_ask_ahead_and_wait_for_nothing(world: ModWorld) -> None:
    owned_by(world, world.alice.id)
    await world.mo.autocomplete(world.channel, "knowledge edit", "entry", "c")
    assert (await world.mo.slash(world.channel, "knowledge edit", entry="cost")).modal is not None


@pytest.mark.world(editors=())
async def test_help_says_who_edits_the_base_to_moderators_alone(world: ModWorld) -> None:
    owned_by(world, NOBODY)
    await world.services.moderation.base_editors.store(world.guild.id)
    assert texts.WHO_EDITS["HERE"] in text_of(await world.mo.slash(world.channel, "help"))
    assert texts.WHO_EDITS["ELSEWHERE"] in text_of(await world.nell.slash(world.next_channel, "help"))
    assert "all servers see" not in text_of(await world.alice.slash(world.channel, "help"))


@pytest.mark.world(editors=())
async def test_many_who_ask_at_once_ask_discord_once(world: ModWorld) -> None:
    owned_by(world, world.alice.id)
    client = cast("VersusClient", world.bot)
    guild = cast("discord.Guild", client.get_guild(world.guild.id))
    before = asked(world)
    assert await asyncio.gather(*(client.owners.are_in(guild) for _ in range(5))) == [True] * 5
    assert asked(world) == before + 1
