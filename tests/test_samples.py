"""What earlier versions left on disk and in Discord is opened, shown and acted upon by this one."""

import json
import re
import shutil
import sqlite3
from collections.abc import AsyncGenerator, Mapping
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any, cast

import discord
import pytest
import simcord
from simcord.enums import InteractionType

from bot.discord_app import texts
from bot.serving.bundle import Bundle, news
from tests.discord_app.moderators import ModWorld, open_mod_world, press, text_of

SAMPLE = Path(__file__).parent / "samples" / "2026-11-30"
SENT = json.loads((SAMPLE / "discord.json").read_text("utf-8"))
COMPONENTS: Mapping[str, Mapping[str, Any]] = {one["custom_id"]: one for one in SENT["components"]}
DATABASE = (SAMPLE / "database.sql").read_text("utf-8")
LATER = 2**62 + 1000
"""The ids of the questions asked from now on; those of the sample are lower."""


@pytest.fixture
async def world(tmp_path: Path) -> AsyncGenerator[ModWorld]:
    """The moderators' world with the sample's files; its servers, channels and members have the sample's ids."""
    shutil.copytree(SAMPLE / "knowledge", tmp_path / "knowledge")
    shutil.copytree(SAMPLE / "data", tmp_path / "data")
    with closing(sqlite3.connect(tmp_path / "data" / "versus.sqlite3")) as connection:
        connection.executescript(DATABASE)
    async with open_mod_world(tmp_path, new_id=count(LATER).__next__) as opened:
        named = ("guild", "next_door", "channel", "next_channel", *SENT["members"])
        assert all(getattr(opened, name).id == {**SENT, **SENT["members"]}[name] for name in named)
        await opened.bot.tree.sync()  # the bot does so only for new commands, and this Discord has not heard of the old
        yield opened


def rows(world: ModWorld, table: str) -> list[dict[str, Any]]:
    """What is stored."""
    with closing(sqlite3.connect(world.folder / "data" / "versus.sqlite3")) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608


def sent(*starts: str) -> list[str]:
    """The custom_ids of the sample that begin with one of these."""
    found = [custom_id for custom_id in COMPONENTS if custom_id.startswith(starts)]
    assert found
    return found


async def use(world: ModWorld, custom_id: str, values: Any = ()) -> simcord.InteractionResult:
    """The person who got this component or form uses it, as it hangs in the channel since before the update.

    Args:
        world: where.
        custom_id: one of the sample's.
        values: what is chosen, or typed into the form's fields, rather than the sample's first option or default.
    """
    one = COMPONENTS[custom_id]
    who: simcord.MemberActor = getattr(world, one["who"])
    channel = world.next_channel if one["who"] in ("nell", "bob") else world.channel
    if one["kind"] == "form":
        typed = {**one["values"], **dict(values)}
        fields = [{"type": 18, "component": {"type": 4, "custom_id": name, "value": typed[name]}} for name in typed]
        data = {"custom_id": custom_id, "components": fields}
        return await who._dispatch_interaction(InteractionType.MODAL_SUBMIT, channel, data)
    view = discord.ui.View(timeout=None)
    view.add_item(component(one, values))
    view.stop()
    message = await cast("discord.TextChannel", world.bot.get_channel(channel.id)).send("from before", view=view)
    if one["kind"] == "button":
        return await who.click(message, custom_id=custom_id)
    return await who.select(message, values or one["values"], custom_id=custom_id)


def component(one: Mapping[str, Any], values: Any) -> discord.ui.Item[discord.ui.View]:
    """A component of the sample, as it was sent; a select offers at least what is chosen."""
    custom_id = one["custom_id"]
    match one["kind"]:
        case "button":
            return discord.ui.Button(label="from before", custom_id=custom_id)
        case "select":
            options = [discord.SelectOption(label=value, value=value) for value in values or one["values"]]
            return discord.ui.Select(custom_id=custom_id, options=options)
        case "roles":
            return discord.ui.RoleSelect(custom_id=custom_id)
        case _:
            return discord.ui.ChannelSelect(custom_id=custom_id)


async def test_every_table_is_carried_over(world: ModWorld) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(DATABASE)
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        before = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}  # noqa: S608
    assert all(before.values()), "a table without a row proves nothing"
    assert {table: len(rows(world, table)) for table in tables} == before


async def test_the_bundled_knowledge_is_known_to_have_been_copied(tmp_path: Path) -> None:
    """What was copied is no news; what differs from it is."""
    digests = json.loads((SAMPLE / "data" / "bundled-knowledge.json").read_text("utf-8"))
    assert news(Bundle(tmp_path, digests), SAMPLE / "data") is None
    assert news(Bundle(tmp_path, {"ops.yaml": "another"}), SAMPLE / "data") is not None


async def test_each_server_is_answered_from_what_it_had(world: ModWorld) -> None:
    ours = await world.alice.slash(world.channel, "ask", question="What does it cost?")
    assert "Less money now." in text_of(ours)
    for question, answer in (
        ("What are the house rules?", "Be kind."),
        ("What do the words mean?", "Ask Nell."),
        ("Where is the door?", "At the back."),
    ):
        theirs = await world.bob.slash(world.next_channel, "ask", question=question)
        assert answer in text_of(theirs)
        assert theirs.ephemeral, "Next door chose private answers"
    next_door = (await world.services.snapshots.of(world.next_door.id)).knowledge
    assert "ops/cost" not in next_door.entries, "it is hidden there"
    assert next_door.entries["ops/security"].see_also == ()


async def test_every_old_revision_is_shown(world: ModWorld) -> None:
    for who, channel, place, newest in (
        (world.mo, world.channel, "h:open:h:b:0:", 12),
        (world.nell, world.next_channel, "h:open:h:o:0:", 4),
    ):
        history = text_of(await who.slash(channel, "knowledge history"))
        assert f"**#{newest}**" in history
        assert text_of(await use(world, place)).startswith(f"#{newest} · ")
    older = text_of(await use(world, "h:b:5:"))
    for line in ("took #3 back", "example question added: “how many dollars”", "suggested by alice", "first version"):
        assert line in older
    history = world.services.moderation.editor.history
    for scope, newest in ((None, 12), (world.next_door.id, 4)):
        for number in range(1, newest + 1):
            assert (await history.get(scope, number)).files
            await history.states(scope, number)


async def test_old_changes_are_taken_back(world: ModWorld) -> None:
    """By the button below "Saved" and by the select beside the history; the lines around them stay."""
    before = world.base_text
    proposal = await use(world, "k:undo:b2")
    assert "now: Less **money.**" in text_of(proposal)
    assert text_of(await press(world.mo, proposal, "Take back")).startswith("Taken back as #13.")
    assert world.base_text == before.replace("Less money now.", "Less money.")
    proposal = await use(world, "h:revert:b")
    assert text_of(await press(world.mo, proposal, "Take back")).startswith("Taken back as #14.")
    assert "what do I work with" not in world.base_text
    proposal = await use(world, "k:undo:o3")
    assert text_of(await press(world.nell, proposal, "Take back")).startswith("Taken back as #5.")
    assert "ops/cost" in (await world.services.snapshots.of(world.next_door.id)).knowledge.entries


async def test_changes_that_waited_are_gone_on_with(world: ModWorld) -> None:
    """Shown and not saved, half typed, still without a kind, a set of sides or an entry."""
    waiting = {f"{row['id']:016x}": row for row in rows(world, "proposal")}
    (save, saved_next_door) = [one for one in sent("k:save:") if one.rpartition(":")[2] in waiting]
    assert text_of(await use(world, save)).startswith("Saved as #13.")
    assert "what is the jargon" in world.base_text
    assert text_of(await use(world, saved_next_door)).startswith("Saved as #5.")
    (half_typed, empty) = [one for one in sent("m:") if one.split(":")[1] in waiting]
    proposal = await use(world, half_typed, {"w": "Words mean a lot."})
    assert text_of(await press(world.max, proposal, "Save")).startswith("Saved as #14.")
    typed = {"t": "Speed", "0": "Slow.", "1": "Fast.", "q": "How fast is it?"}
    assert "New entry: Speed" in text_of(await use(world, empty, typed))
    for start, choice, title in (
        ("k:kind:", ["answer:ops"], "New entry · all servers"),
        ("k:sides:", ["0"], "Edit Rain · all servers"),
    ):
        (custom_id,) = sent(start)
        form = await use(world, custom_id, choice)
        assert form.modal is not None
        assert form.modal["title"] == title
    (custom_id,) = sent("k:entry:")
    assert "example question added: “how fast is it”" in text_of(await use(world, custom_id))


async def test_the_buttons_of_old_answers_act(world: ModWorld) -> None:
    rated = len(rows(world, "rated"))
    assert text_of(await use(world, "u:4000000000000003")) == "Thanks, noted."
    (not_helped, *_) = sent("d:4000000000000002")
    assert "Was it one of these?" in text_of(await use(world, not_helped))
    (picked, *_) = sent("s:4000000000000008")
    assert "Data is guarded well." in text_of(await use(world, picked))
    (none, *_) = sent("n:4000000000000009")
    assert "I don't have an answer to that." in text_of(await use(world, none))
    (deletes, *_) = sent("x:4000000000000003")
    said_before = len(world.channel.history())
    await use(world, deletes)
    assert len(world.channel.history()) == said_before
    assert "Less money now." in text_of(await use(world, "o:ops/cost"))
    assert await world.services.recorder.flush()
    assert len(rows(world, "rated")) == rated + 2
    names = world.services.pseudonyms
    chosen = {row["question"]: row["entry"] for row in rows(world, "chosen")}
    assert chosen[names.of_question(2**62 + 8)] == "ops/security"
    assert chosen[names.of_question(2**62 + 9)] is None


async def test_what_waited_in_the_inbox_waits_there(world: ModWorld) -> None:
    inbox = text_of(await use(world, "i:turn:open:0"))
    assert "**2×** “where is the best pizza in town" in inbox  # noqa: RUF001
    assert "What is a pod?" in inbox
    assert "**3** members chose **Security** for “cost guards”" in inbox
    assert "who painted the door blue" not in inbox, "it was dismissed"
    assert "It is cheaper now" not in inbox, "it was accepted"
    assert "Nobody chose one of my suggestions." in text_of(await use(world, "i:menu:question"))
    assert "A group of containers." in text_of(await use(world, "i:menu:suggestion"))
    (agree,) = sent("i:agree:")
    assert "example question added: “cost guards”" in text_of(await use(world, agree))
    thanks = await use(world, "j:ops/cost", {"q": "It is free now."})
    assert "It waits for this server's moderators" in text_of(thanks)


async def test_what_servers_and_members_chose_holds(world: ModWorld) -> None:
    opened = await world.nell.slash(world.next_channel, "settings")
    settings = "\n".join([text_of(await press(world.nell, opened, page)) for page in ("Moderators", "Answers")])
    assert "`/ask` answers the member alone" in settings
    assert "Answers carry no buttons but the one that deletes them." in settings
    assert "Once a day, in **#general**." in settings
    assert "helpers" not in settings, "that role is gone"
    shown = text_of(await use(world, "g:digest", [world.next_channel]))
    assert "Settings of this server" in shown
    stored = len(rows(world, "asked"))
    await world.bob.slash(world.next_channel, "ask", question="What are the house rules?")
    assert await world.services.recorder.flush()
    assert len(rows(world, "asked")) == stored, "he had opted out"
    tracked = rows(world, "tracked")
    assert all(world.services.tracked.find(row["question_message"]) for row in tracked)


async def test_one_of_each_kind_of_component_is_answered(world: ModWorld) -> None:
    """Whatever has become of what it was about; those that delete or give up things come last."""
    role = world.next_door.create_role("helpers")
    kinds = {re.sub("[0-9a-f]{16,}.*", "", custom_id): custom_id for custom_id in COMPONENTS}
    for custom_id in sorted(kinds.values(), key=lambda one: one.startswith(("k:cancel", "y:", "g:confirm", "x:"))):
        kind = COMPONENTS[custom_id]["kind"]
        chosen = [world.next_channel] if kind == "channels" else [role] if kind == "roles" else ()
        result = await use(world, custom_id, chosen)
        if custom_id.startswith("x:"):
            continue
        assert result.modal is not None or texts.UNREADABLE not in text_of(result), custom_id
