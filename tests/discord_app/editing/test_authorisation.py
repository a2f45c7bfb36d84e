"""Only moderators edit: asked of every command, button, select and form at the moment it acts."""

import re
from typing import Any, cast

import discord
import pytest
from simcord import InteractionResult, MemberActor

from bot.discord_app.inbox.states import Goal, Menu, Step, token
from bot.discord_app.settings.states import Step as SettingsStep
from tests.discord_app.moderators import (
    BASE,
    MANY,
    ModWorld,
    answer_to,
    choose,
    press,
    text_of,
    values_of,
)

REFUSED = "That is for this server's moderators"
COMMANDS = {
    "add": {},
    "edit": {"entry": "cost"},
    "teach": {"entry": "cost", "question": "how many dollars"},
    "remove": {"entry": "cost"},
}


async def teach(world: ModWorld, who: MemberActor) -> InteractionResult:
    return await who.slash(world.channel, "knowledge teach", entry="cost", question="how many dollars")


async def teach_this(world: ModWorld, who: MemberActor) -> InteractionResult:
    message = await world.alice.send(world.channel, "how many dollars")
    return await who.context_menu(world.channel, "Teach this", message)


def assert_refused(result: InteractionResult) -> None:
    assert result.modal is None
    said = result.followups[-1] if result.followups else answer_to(result)
    assert said.ephemeral
    assert said.content.startswith(REFUSED)


@pytest.mark.parametrize("command", COMMANDS)
async def test_commands_refuse_members_whatever_discord_shows_them(world: ModWorld, command: str) -> None:
    with pytest.raises(Exception, match="default member permissions"):
        await world.alice.slash(world.channel, f"knowledge {command}", **COMMANDS[command])
    await world.show_commands_to(world.alice, world.role)
    assert_refused(await world.alice.slash(world.channel, f"knowledge {command}", **COMMANDS[command]))
    assert_refused(await teach_this(world, world.alice))
    allowed = await world.max.slash(world.channel, f"knowledge {command}", **COMMANDS[command])
    assert allowed.modal or "Saved for: all servers" in text_of(allowed)


async def test_manage_messages_edits_nothing(world: ModWorld) -> None:
    helpers = world.guild.create_role("helpers", permissions=discord.Permissions(manage_messages=True))
    helper = world.guild.add_member(world.env.create_user("helper"), roles=[helpers])
    await world.show_commands_to(helpers)
    assert_refused(await teach(world, helper))


async def test_completions_name_nothing_to_members(world: ModWorld) -> None:
    await world.show_commands_to(world.alice)
    for command in ("edit", "teach", "remove"):
        assert await world.alice.autocomplete(world.channel, f"knowledge {command}", "entry", "c") == []
        found = await world.mo.autocomplete(world.channel, f"knowledge {command}", "entry", "secu")
        assert [one["name"] for one in found][:1] == ["Security"]
    assert await world.alice.autocomplete(world.channel, "knowledge add", "topic", "") == []
    found = await world.mo.autocomplete(world.channel, "knowledge add", "topic", "dev")
    assert found == [{"name": "MLOps vs DevOps", "value": "ops"}]


@pytest.mark.parametrize("label", ["Save", "Edit again", "More…", "Cancel"])
async def test_the_buttons_of_a_proposal_refuse_who_lost_the_role(world: ModWorld, label: str) -> None:
    shown = await teach(world, world.max)
    await world.take_role(world.max)
    assert_refused(await press(world.max, shown, label))
    assert world.base_text == BASE


async def test_undo_refuses_who_lost_the_role(world: ModWorld) -> None:
    saved = await press(world.max, await teach(world, world.max), "Save")
    text = world.base_text
    await world.take_role(world.max)
    assert_refused(await press(world.max, saved, "Undo"))
    assert world.base_text == text


async def test_a_form_sent_off_after_the_role_was_lost_is_refused(world: ModWorld) -> None:
    form = await world.max.slash(world.channel, "knowledge edit", entry="cost")
    await world.take_role(world.max)
    assert_refused(await world.max.submit_modal(form, values_of(form) | {"t": "Mine"}))
    assert world.base_text == BASE


@pytest.mark.world(files={"ops.yaml": BASE, "clouds.yaml": MANY})
async def test_the_selects_refuse_who_lost_the_role(world: ModWorld) -> None:
    kinds = await world.max.slash(world.channel, "knowledge add")
    topics = await world.max.slash(world.channel, "knowledge add", kind="answer")
    sides = await world.max.slash(world.channel, "knowledge edit", entry="rain")
    entries = await teach_this(world, world.max)
    await world.take_role(world.max)
    assert_refused(await choose(world.max, topics, "ops"))
    assert_refused(await press(world.max, kinds, "New comparison"))
    assert_refused(await choose(world.max, sides, "0"))
    assert_refused(await choose(world.max, entries, "ops/cost"))
    assert_refused(await press(world.max, entries, "New answer"))


async def test_a_moderator_next_door_saves_nothing_here(world: ModWorld) -> None:
    shown = await teach(world, world.mo)
    (draft,) = await world.drafts()
    for name in ("save", "again", "more", "cancel", "sides", "kind", "entry", "new"):
        forged = await world.forge(world.nell, world.next_channel, f"k:{name}:{draft:016x}")
        said = forged.followups[-1] if forged.followups else answer_to(forged)
        assert said.content.startswith("That change was saved or cancelled already")
    forged = await world.forge(world.nell, world.next_channel, "k:undo:b1")
    assert "What this server's moderators edit has changed" in text_of(forged)
    assert world.base_text == BASE
    assert text_of(await press(world.mo, shown, "Save")).startswith("Saved")


async def test_every_component_that_there_is_refuses_members(world: ModWorld) -> None:
    await teach(world, world.mo)
    (draft,) = await world.drafts()
    await world.asked("where is the best pizza in town")
    names = ("save", "again", "more", "cancel", "sides", "kind", "entry", "new", "make:answer", "topic:answer", "words")
    names += ("both", "reply", "text")
    known = [f"k:{name}:{draft:016x}" for name in names]
    known += [f"k:{name}:b1" for name in ("undo", "redo", "back", "tell")]
    known += [f"w:{name}:{draft:016x}" for name in ("answer", "entry", "more", "keep", "teach", "once")]
    known += [f"w:this:{draft:016x}{draft:016x}", "w:on:", "w:off", "w:dismiss", "w:pause", "w:go-on"]
    known += ["h:b:0:", "h:open:h:b:0:", "h:revert:b", "i:turn:open:0", "i:turn:stale:0"]
    known += ["k:withdraw:b1", "i:turn:odd:0", "i:next:n", "i:next:h", "i:this", "i:tell"]
    known += [
        f"i:near:{draft:016x}ops/cost",
        f"i:undo:{draft:016x}",
        f"i:clear:{draft:016x}",
        f"i:reply:{draft:016x}{draft:016x}",
    ]
    known += [f"i:menu:{menu}" for menu in Menu] + [f"i:go:{goal}" for goal in Goal]
    known += [f"i:{step}:{token('where is the best pizza in town')}" for step in Step]
    known += [f"g:{step}" for step in SettingsStep]
    for pattern in _patterns(world):
        assert any(pattern.fullmatch(one) for one in known), f"{pattern.pattern} is not tried here"
    before = await _everything(world)
    for custom_id in known:
        assert_refused(await world.forge(world.alice, world.channel, custom_id))
    assert await _everything(world) == before


def _patterns(world: ModWorld) -> list[re.Pattern[str]]:
    """What the custom_ids of the moderators' components look like: all but those that every member has."""
    store = cast("Any", world.bot)._connection._view_store
    of_members = ("w:ask:", "w:put:")
    return [
        pattern
        for pattern in store._dynamic_items
        if pattern.pattern.startswith(("k:", "h:", "i:", "g:", "w:")) and not pattern.pattern.startswith(of_members)
    ]


async def _everything(world: ModWorld) -> object:
    moderation = world.services.moderation
    inbox = await moderation.worklist.inbox(world.guild.id)
    return world.base_text, await world.drafts(), inbox, moderation.settings.of(world.guild.id)


async def test_another_moderators_change_is_theirs(world: ModWorld) -> None:
    await teach(world, world.mo)
    (draft,) = await world.drafts()
    forged = await world.forge(world.max, world.channel, f"k:save:{draft:016x}")
    assert text_of(forged) == "That change is another moderator's."
    assert world.base_text == BASE
