"""What stands in the database joins to nothing in Discord without the key."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import discord
import pytest

from bot import app
from bot.app import DATABASE
from bot.discord_app.asking.states import Carried, Helped, NoneOfThese, Pick, Then
from bot.usage.identity import Pseudonyms
from tests.discord_app.script import key
from tests.discord_app.worlds import World, button, open_world

TABLES = ("asked", "rated", "chosen", "tracked")
SAMPLE = Path(__file__).parent.parent / "storage" / "databases" / "0002.sql"
FIRST = 2**62
"""The question id in the first buttons of the sample; alice's next ones follow it."""


async def numbers(world: World) -> set[int]:
    """Every number in the tables of the usage log."""
    found = set[int]()
    for table in TABLES:
        for row in await world.rows(table):
            found |= {value for value in row.values() if isinstance(value, int)}
    return found


async def test_no_row_holds_the_id_that_a_button_carries(world: World) -> None:
    """Beside it stands who asked: asking, rating, choosing, declining, following and editing all keep it out."""
    answered = await world.ask("what does it cost?")
    await world.bob.click(answered, custom_id=button(answered, Helped))
    offered = await world.ask("which is nicer?")
    await world.alice.click(offered, label="Price")
    declined = await world.ask("which is best of all?")
    await world.alice.click(declined, label="None of these")
    asked = await world.alice.send(world.channel, f"{world.mention} rabbits?")
    await world.alice.edit(asked, f"{world.mention} hot water?")
    assert not {carried_in(message).question for message in world.replies()} & await numbers(world)
    stored = {row["id"] for row in await world.rows("asked")}
    assert len(stored) == 5
    for table in ("rated", "chosen", "tracked"):
        assert {row["question"] for row in await world.rows(table)} <= stored


def carried_in(message: Any) -> Carried:
    return Carried.decode(button(message, Carried))


async def test_deleting_a_question_finds_its_row_also_after_a_restart(world: World) -> None:
    sent = await world.alice.send(world.channel, f"{world.mention} what does it cost?")
    await world.restart_all()
    await world.alice.delete(sent)
    (asked,) = await world.rows("asked")
    assert asked["text"] is None


async def test_buttons_of_before_the_update_find_their_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample is a database of an older version; its buttons carry what its rows were stored under."""
    monkeypatch.setattr(app, "open_pseudonyms", lambda _: Pseudonyms(b"a key"))  # with which the sample was made
    (tmp_path / "data").mkdir()
    with closing(sqlite3.connect(tmp_path / "data" / DATABASE)) as connection:
        connection.executescript(SAMPLE.read_text("utf-8"))
    async with open_world(tmp_path) as world:
        alice, bob = world.alice.id, world.bob.id
        message = await old_message(
            world,
            Helped(FIRST).encode(),
            Pick(Then.REPLACE, FIRST + 1, alice, key("price")).encode(),
            NoneOfThese(FIRST + 3, bob).encode(),
        )
        await world.alice.click(message, custom_id=Helped(FIRST).encode())
        await world.bob.click(message, custom_id=NoneOfThese(FIRST + 3, bob).encode())
        message = await old_message(world, Pick(Then.REPLACE, FIRST + 1, alice, key("price")).encode())
        await world.alice.click(message, custom_id=Pick(Then.REPLACE, FIRST + 1, alice, key("price")).encode())
        texts = {row["id"]: row["text"] for row in await world.rows("asked")}
        assert {texts[row["question"]] for row in await world.rows("rated")} == {"what does it cost?"}
        chosen = {texts[row["question"]]: row["entry"] for row in await world.rows("chosen")}
        assert chosen == {"which is best of all?": None, "which is nicer?": key("price")}
        names = world.services.pseudonyms
        assert {row["user"] for row in await world.rows("rated")} == {names.of(alice), names.of(bob)}
        why = await world.services.moderation.asked.text_of(world.guild.id, names.of_question(FIRST + 2))
        assert why == "rabbits?"
        since = world.env.now().replace(year=2025)
        waiting = await world.services.moderation.asked.open_questions(world.guild.id, since)
        assert "rabbits?" not in {one.text for one in waiting}, "it was dismissed before the update"


async def old_message(world: World, *custom_ids: str) -> discord.Message:
    """A message of the bot's with these buttons."""
    view = discord.ui.View(timeout=None)
    for custom_id in custom_ids:
        view.add_item(discord.ui.Button[discord.ui.View](label="x", custom_id=custom_id))
    view.stop()
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.send("from before", view=view)
    return world.reply()
