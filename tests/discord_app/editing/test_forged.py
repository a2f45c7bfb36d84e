"""Discord's clients can be made to send anything: what was forged is refused in words, and is never a defect.

The world fails a test at its end when a defect was logged on the way.
"""

import logging
from collections.abc import Sequence
from typing import Any

import discord
import pytest
import simcord
from simcord.actors import _component_interaction, _dispatch_actor_interaction  # pyright: ignore[reportPrivateUsage]

from bot.discord_app import texts
from bot.discord_app.editing.history_reply import OpenRevision, Page, TakeBackRevision
from bot.discord_app.editing.states import ChooseSides, Form
from bot.discord_app.inbox.states import InboxMenu, Menu
from bot.discord_app.settings.states import SettingsStep, Step
from bot.discord_app.ui.components import view_of
from bot.discord_app.ui.reply import Option, Select
from tests.discord_app.moderators import MANY, ModWorld, press, text_of

OVER = "8000000000000000"
"""The first id of more than 63 bits."""
BUTTONS = [
    f"u:{OVER}",
    f"u:{'f' * 16}",
    f"d:{OVER}{'0' * 16}:",
    f"x:{OVER}{'0' * 16}:",
    f"x:{'0' * 16}{OVER}:ops/cost",
    f"p:{OVER}{'0' * 16}ops/cost",
    f"s:{'0' * 16}{OVER}ops/cost",
    f"r:{'0' * 16}{OVER}ops/cost",
    f"n:{OVER}{'0' * 16}",
    f"k:save:{OVER}",
    f"k:again:{OVER}",
    f"k:more:{OVER}",
    f"k:cancel:{OVER}",
    f"k:sides:{OVER}",
    f"k:kind:{OVER}",
    f"k:entry:{OVER}",
    f"k:new:{OVER}",
    "k:undo:b999999999999999999",
    "k:undo:b٣",
    "h:b:9999999999:",
    "h:b:٣:",
    f"i:accept:{OVER}",
    f"i:decline:{OVER}",
    "i:turn:open:٣",
    "l:٣:",
    "u:-000000000000001",
    "u:0000000000000٣٣٣",
    "k:undo:b-1",
    "z:nothing of mine",
    "m:0000000000000001:tq",
    "j:",
]
VALUES = ["-1", "٣", "²", "1_0", "zz", OVER, "99999999999999999999", "9" * 100]
SNOWFLAKES = ["-1", "٣", "²", "1_0", "zz", f"{2**63}", "99999999999999999999", "9" * 100]


async def test_forged_buttons_are_refused_in_words(world: ModWorld, caplog: pytest.LogCaptureFixture) -> None:
    for custom_id in BUTTONS:
        assert text_of(await world.forge(world.mo, world.channel, custom_id)) == texts.UNREADABLE, custom_id
    assert await world.services.recorder.flush()
    assert world.services.recorder.dropped == 0
    assert not errors_in(caplog)


@pytest.mark.world(message_content=True)
@pytest.mark.parametrize(
    "select",
    [
        OpenRevision(Page(True)).encode(),
        TakeBackRevision(True).encode(),
        InboxMenu(Menu.SUGGESTION).encode(),
        SettingsStep(Step.ROLES).encode(),
        SettingsStep(Step.ASK).encode(),
        SettingsStep(Step.DIGEST).encode(),
    ],
)
async def test_forged_choices_are_refused_in_words(
    world: ModWorld, select: str, caplog: pytest.LogCaptureFixture
) -> None:
    for value in VALUES if select.startswith(("h:", "i:")) else SNOWFLAKES:
        assert text_of(await choose_forged(world, select, value)) == texts.UNREADABLE, (select, value)
    assert not errors_in(caplog)


@pytest.mark.world(files={"clouds.yaml": MANY})
async def test_forged_sides_are_refused_in_words(world: ModWorld, caplog: pytest.LogCaptureFixture) -> None:
    """A number that is read well may still be that of no side."""
    await world.mo.slash(world.channel, "knowledge edit", entry="rain")
    (draft,) = await world.drafts()
    for values in (*([value] for value in VALUES), ["4"], ["0", "12"]):
        said = await choose_forged(world, ChooseSides(draft).encode(), *values)
        assert text_of(said) == texts.UNREADABLE, values
    assert not errors_in(caplog)


async def choose_forged(world: ModWorld, custom_id: str, *values: str) -> simcord.InteractionResult:
    """Mo chooses what the select does not offer."""
    channel = world.bot.get_channel(world.channel.id)
    view = view_of([(Select(custom_id, "forged", (Option("one", "one"),)),)])
    assert isinstance(channel, discord.TextChannel)
    assert view is not None
    message = await channel.send("forged", view=view)
    stored = world.env.backend.get_message(channel.id, message.id)
    return await _component_interaction(
        world.mo, stored, {"component_type": 3, "custom_id": custom_id, "values": [*values]}
    )


async def submit(
    world: ModWorld, custom_id: str, fields: Sequence[tuple[str, str]], who: simcord.MemberActor | None = None
) -> simcord.InteractionResult:
    """Mo, or somebody else, sends a form off, as their client made it up."""
    inputs = [{"type": 18, "component": {"type": 4, "custom_id": code, "value": value}} for code, value in fields]
    data: dict[str, Any] = {"custom_id": custom_id, "components": inputs}
    return await _dispatch_actor_interaction(who or world.mo, 5, world.channel, data)


async def test_forged_forms_are_refused_in_words(world: ModWorld, caplog: pytest.LogCaptureFixture) -> None:
    await world.mo.slash(world.channel, "knowledge edit", entry="cost")
    (draft,) = await world.drafts()
    for custom_id in (f"m:{OVER}:tq", "m:zz:tq", "j:" + "x" * 90, f"m:{'٣' * 16}:q", "l:browse"):
        assert text_of(await submit(world, custom_id, [("q", "x")])) == texts.UNREADABLE, custom_id
    for kept in ("-1", "٣", "²", "9" * 5000, "x"):
        said = await submit(world, Form(draft, "q").encode(), [(f"q:{kept}", "x")])
        assert text_of(said) == texts.UNREADABLE, kept
    assert not errors_in(caplog)


async def test_a_form_of_a_change_that_has_none_is_refused(world: ModWorld, caplog: pytest.LogCaptureFixture) -> None:
    """Taking a revision back is no edit of one entry, though its id is read well."""
    shown = await world.mo.slash(world.channel, "knowledge teach", entry="cost", question="how dear is all of it")
    await press(world.mo, shown, "Save")
    await world.forge(world.mo, world.channel, "k:undo:b1")
    draft = (await world.drafts())[-1]
    for custom_id in (f"k:again:{draft:016x}", f"k:more:{draft:016x}", f"k:new:{draft:016x}"):
        assert text_of(await world.forge(world.mo, world.channel, custom_id)) == texts.UNREADABLE, custom_id
    assert text_of(await submit(world, Form(draft, "tq").encode(), [("t", "x")])) == texts.UNREADABLE
    assert not errors_in(caplog)


def errors_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
