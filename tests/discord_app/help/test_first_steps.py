"""``/help`` takes a moderator to the first three steps."""

from pathlib import Path

import pytest

from bot.discord_app.editing import texts as editing
from tests.discord_app.moderators import ModWorld, press, text_of
from tests.discord_app.worlds import labels

BUTTONS = ["Choose channels", "Open the inbox", "Add an entry"]


@pytest.fixture
def world(mod_world: ModWorld) -> ModWorld:
    """Two servers with moderators."""
    return mod_world


async def test_a_moderator_is_led_to_each_step_also_after_a_restart(world: ModWorld) -> None:
    shown = await world.mo.slash(world.channel, "help")
    assert shown.response is not None
    assert labels(shown.response)[1:] == BUTTONS
    await world.restart()
    assert "Settings of this server" in text_of(await press(world.mo, shown, "Choose channels"))
    assert "Inbox · 0 open" in text_of(await press(world.mo, shown, "Open the inbox"))
    assert editing.WHICH_KIND in text_of(await press(world.mo, shown, "Add an entry"))


async def test_members_are_not_shown_them_and_the_steps_refuse_who_lost_the_role(world: ModWorld) -> None:
    members = await world.alice.slash(world.channel, "help")
    assert members.response is not None
    assert not set(labels(members.response)) & set(BUTTONS)
    shown = await world.mo.slash(world.channel, "help")
    await world.take_role(world.mo)
    for label in BUTTONS:
        assert "That is for this server's moderators" in text_of(await press(world.mo, shown, label))


async def test_a_servers_own_problems_are_shown_there_alone(world: ModWorld, tmp_path: Path) -> None:
    shown = await world.nell.slash(world.next_channel, "knowledge teach", entry="Cost", question="how many dollars")
    await press(world.nell, shown, "Save")
    overlay = tmp_path / "data" / "servers" / f"{world.next_door.id}.yaml"
    overlay.write_text(overlay.read_text() + "entires: {}\n")
    world.services.snapshots.forget(world.next_door.id)
    assert "entires" in text_of(await world.nell.slash(world.next_channel, "help"))
    assert "entires" not in text_of(await world.mo.slash(world.channel, "help"))
