"""``/settings``: what a server chooses, on three pages of one message, for that server alone."""

from datetime import UTC, datetime
from typing import Any

import discord
import pytest
import simcord

from bot.discord_app.context import ChannelMode, Settings, settings_for
from bot.discord_app.moderators_channel import Unusable
from bot.discord_app.settings import texts
from bot.discord_app.settings.reply import Screen, settings_reply
from bot.discord_app.settings.states import MANAGERS_STEPS, TABS, SettingsStep, Step, tab_of
from bot.discord_app.ui.reply import check
from bot.servers.settings import Mode, ServerSettings
from tests.discord_app.moderators import ModWorld, answer_to, press, text_of
from tests.discord_app.worlds import labels


@pytest.fixture
def world(mod_world: ModWorld) -> ModWorld:
    """Two servers with moderators."""
    return mod_world


LATER = datetime(2026, 1, 1, 12, tzinfo=UTC)


def page_with(step: Step) -> str:
    """What the tab is called on whose page a component stands."""
    return texts.TABS[tab_of(step)]


def custom_id(step: Step) -> str:
    return SettingsStep(step).encode()


async def pick(world: ModWorld, result: Any, step: Step, *handles: Any) -> Any:
    return await world.mo.select(answer_to(result), handles, custom_id=custom_id(step))


def components(result: Any) -> list[str]:
    """The custom_ids of what can be pressed and chosen."""
    return [item["custom_id"] for row in answer_to(result).components for item in row["components"]]


async def open_page(world: ModWorld, page: str, who: simcord.MemberActor | None = None) -> Any:
    """``/settings``, turned to a page."""
    who = who or world.mo
    shown = await who.slash(world.channel, "settings")
    return shown if page == "Channels" else await press(who, shown, page)


async def test_the_pages_say_what_holds_and_where_it_comes_from(world: ModWorld) -> None:
    shown = await world.mo.slash(world.channel, "settings")
    assert shown.ephemeral
    assert [texts.TABS[tab] for tab in TABS] == ["Channels", "Moderators", "Answers"]
    text = text_of(await press(world.mo, shown, "Moderators"))
    assert "Everyone with Manage Server, **@curators** (default)" in text
    assert "Trusted to answer\nNobody but moderators." in text
    assert "Ask the moderators\nOff." in text
    assert "Daily digest\nOff." in text
    text = text_of(await press(world.mo, shown, "Answers"))
    assert "`/ask` answers for everyone" in text
    assert "Answers are cards" in text
    text = text_of(await press(world.mo, shown, "Channels"))
    assert "message content is switched off" in text


async def test_answers_and_buttons_are_switched_for_this_server_alone(world: ModWorld) -> None:
    shown = await press(world.mo, await open_page(world, "Answers"), "Answer privately")
    assert "`/ask` answers the member alone" in text_of(shown)
    shown = await press(world.mo, shown, "Buttons off")
    assert "Answers carry no buttons but the one that deletes them." in text_of(shown)
    answer = await world.alice.slash(world.channel, "ask", question="What does it cost?")
    assert answer.ephemeral
    assert "Helped" not in labels(answer_to(answer))
    next_door = await world.bob.slash(world.next_channel, "ask", question="What does it cost?")
    assert not next_door.ephemeral
    assert "Helped" in labels(answer_to(next_door))


async def test_settings_outlive_a_restart_and_can_be_given_up(world: ModWorld) -> None:
    shown = await press(world.mo, await open_page(world, "Answers"), "Answer privately")
    await world.restart()
    shown = await press(world.mo, shown, "Back to the defaults")
    assert "Give up everything chosen here" in text_of(shown)
    shown = await press(world.mo, shown, "Keep it")
    assert "alone" in text_of(shown)
    shown = await press(world.mo, shown, "Back to the defaults")
    shown = await press(world.mo, shown, "Give it up")
    assert "I follow the configuration again." in text_of(shown)
    assert world.services.moderation.settings.of(world.guild.id) == ServerSettings()


async def test_a_role_becomes_a_moderators_role_at_once(world: ModWorld) -> None:
    helpers = world.guild.create_role("helpers")
    await world.env.settle()
    refused = await open_page(world, "Answers", world.max)
    assert "Settings of this server" in text_of(refused)
    shown = await open_page(world, "Moderators")
    shown = await pick(world, shown, Step.ROLES, helpers)
    assert "Also allow this role under Server Settings → Integrations" in text_of(shown)
    gone = await world.max.click(answer_to(refused), custom_id=custom_id(Step.PRIVATE))
    assert "That is for this server's moderators" in text_of(gone)
    shown = await pick(world, shown, Step.ROLES)
    assert "Also allow" not in text_of(shown)
    shown = await pick(world, shown, Step.ROLES, world.guild.default_role)
    assert "Not everyone can moderate me." in text_of(shown)
    assert settings_for(world.services, world.guild.id).moderator_roles == ()


@pytest.mark.parametrize("step", [Step.ASK, Step.LISTEN, Step.LEARN])
async def test_channels_are_refused_with_the_reason_while_content_is_off(world: ModWorld, step: Step) -> None:
    shown = await world.mo.slash(world.channel, "settings")
    assert "message content is switched off where I run" in text_of(shown)
    shown = await pick(world, shown, step, world.channel)
    assert answer_to(shown).content.startswith("I can't read whole channels")
    assert world.services.moderation.settings.of(world.guild.id).channels is None


@pytest.mark.world(message_content=True)
async def test_a_channel_has_one_mode_and_is_followed_at_once(world: ModWorld) -> None:
    shown = await world.mo.slash(world.channel, "settings")
    shown = await pick(world, shown, Step.ASK, world.channel)
    assert "every message is a question\n**#general**" in text_of(shown)
    await world.alice.send(world.channel, "What does it cost?")
    assert world.channel.history()[-1].author.id == world.bot.my_id
    shown = await pick(world, shown, Step.LISTEN, world.channel)
    assert settings_for(world.services, world.guild.id).channels == ((world.channel.id, "listen"),)
    await world.alice.send(world.channel, "asdf qwer")
    assert world.channel.history()[-1].author.id == world.alice.id


async def test_a_digest_channel_must_take_what_i_write(world: ModWorld) -> None:
    quiet = discord.PermissionOverwrite(send_messages=False)
    closed = world.guild.create_text_channel("closed", overwrites={world.guild.default_role: quiet})
    await world.env.settle()
    shown = await open_page(world, "Moderators")
    shown = await pick(world, shown, Step.DIGEST, closed)
    assert f"I can't write in <#{closed.id}>" in text_of(shown)
    shown = await pick(world, shown, Step.DIGEST, world.channel)
    assert "Once a day, in **#general**." in text_of(shown)
    assert world.services.moderation.settings.with_digest() == {world.guild.id: world.channel.id}


async def test_what_is_gone_is_not_shown_as_chosen(world: ModWorld) -> None:
    chosen = ServerSettings(moderator_roles=(1,), digest_channel=2, moderators_channel=2, trusted_roles=(1,))
    await world.services.moderation.settings.change(world.guild.id, lambda _: chosen)
    shown = await open_page(world, "Moderators")
    assert "<@&1>" not in text_of(shown)
    assert "<#2>" not in text_of(shown)
    assert "The channel for it is gone" in text_of(shown)
    assert all(not item.get("default_values") for row in answer_to(shown).components for item in row["components"])


MANAGERS = "are for members with Manage Server"


async def test_a_moderator_by_role_is_not_shown_what_needs_manage_server(world: ModWorld) -> None:
    tabs = ["g:channels", "g:moderators", "g:answers"]
    shown = await world.max.slash(world.channel, "settings")
    assert MANAGERS in text_of(shown)
    assert components(shown) == [*tabs, "g:ask", "g:listen"]
    assert components(await press(world.max, shown, "Moderators")) == tabs
    shown = await press(world.max, shown, "Answers")
    assert components(shown) == [*tabs, "g:private", "g:without", "g:plain"]
    assert "`/ask` answers the member alone" in text_of(await press(world.max, shown, "Answer privately"))
    full = await world.mo.slash(world.channel, "settings")
    assert MANAGERS not in text_of(full)
    assert components(full) == [*tabs, "g:ask", "g:listen", "g:learn"]
    full = await press(world.mo, full, "Moderators")
    assert components(full) == [*tabs, "g:roles", "g:trusted", "g:posts", "g:digest"]
    full = await press(world.mo, full, "Answers")
    assert components(full) == [*tabs, "g:public", "g:without", "g:plain", "g:reset"]


BY_MANAGERS = sorted(MANAGERS_STEPS)


@pytest.mark.parametrize("step", BY_MANAGERS)
async def test_who_lost_manage_server_and_kept_a_role_outlasts_nothing(world: ModWorld, step: Step) -> None:
    """The screen was opened before: what counts is what the person may now."""
    await world.services.moderation.settings.change(world.guild.id, lambda _: ServerSettings(private=True))
    shown = await open_page(world, page_with(step))
    shown = await press(world.mo, shown, "Back to the defaults") if step is Step.CONFIRM else shown
    await world.take_role(world.mo)
    world.env.backend.add_member_role(world.guild.id, world.mo.id, world.role.id)
    await world.env.advance_time(0)
    if step in (Step.RESET, Step.CONFIRM):
        result = await world.mo.click(answer_to(shown), custom_id=custom_id(step))
    else:
        what = world.role if step in (Step.ROLES, Step.TRUSTED) else world.channel
        result = await pick(world, shown, step, what)
    assert MANAGERS in text_of(result)
    assert world.services.moderation.settings.of(world.guild.id) == ServerSettings(private=True)


@pytest.mark.parametrize("step", BY_MANAGERS)
async def test_a_forged_button_is_refused_too(world: ModWorld, step: Step) -> None:
    assert MANAGERS in text_of(await world.forge(world.max, world.channel, custom_id(step)))
    assert world.services.moderation.settings.of(world.guild.id) == ServerSettings()


@pytest.mark.world(message_content=True)
async def test_nobody_reads_a_closed_channel_by_way_of_the_inbox(world: ModWorld) -> None:
    """What is asked in a channel with a mode comes up in the inbox: she must be able to see it herself."""
    hidden = discord.PermissionOverwrite(view_channel=False)
    closed = world.guild.create_text_channel("staff", overwrites={world.guild.default_role: hidden})
    await world.env.settle()
    shown = await world.max.slash(world.channel, "settings")
    result = await world.forge_choice(world.max, shown, custom_id(Step.LISTEN), str(closed.id))
    assert f"You can't see <#{closed.id}>" in text_of(result)
    assert world.services.moderation.settings.of(world.guild.id).channels is None
    await world.max.select(answer_to(result), [world.channel], custom_id=custom_id(Step.LISTEN))
    shown = await world.mo.slash(world.channel, "settings")
    await world.forge_choice(world.mo, shown, custom_id(Step.ASK), str(closed.id))
    chosen = world.services.moderation.settings.of(world.guild.id).channels
    assert chosen == ((world.channel.id, Mode.LISTEN), (closed.id, Mode.ASK))


@pytest.mark.world(message_content=True)
@pytest.mark.parametrize("is_private", [True, False])
async def test_nobody_reads_a_private_thread_that_way_either(world: ModWorld, is_private: bool) -> None:
    """Whoever sees its channel is in a thread that is open to all, and not in a private one."""
    thread = world.env.backend.create_thread(world.channel.id, "aside", world.mo.id)
    await world.env.settle()
    known = world.bot.get_guild(world.guild.id)
    assert known is not None
    found = known.get_thread(thread.id)
    assert found is not None
    found._type = discord.ChannelType.private_thread if is_private else discord.ChannelType.public_thread
    shown = await world.max.slash(world.channel, "settings")
    result = await world.forge_choice(world.max, shown, custom_id(Step.ASK), str(thread.id))
    assert ("You can't see" in text_of(result)) == is_private
    chosen = world.services.moderation.settings.of(world.guild.id).channels
    assert chosen == (None if is_private else ((thread.id, Mode.ASK),))


NOT_AT_FIRST = (Step.PUBLIC, Step.WITH, Step.CARDS, Step.SPEAK, Step.GO_ON)
"""Buttons that stand there only after others."""


@pytest.mark.parametrize("step", [step for step in Step if step not in NOT_AT_FIRST])
async def test_members_are_refused(world: ModWorld, step: Step) -> None:
    shown = await world.mo.slash(world.channel, "settings")
    turned = "Answers" if step is Step.CHANNELS else page_with(step)  # a tab is no button on its own page
    if (step not in TABS and turned != "Channels") or step is Step.CHANNELS:
        shown = await press(world.mo, shown, turned)
    if step in (Step.BACK, Step.CONFIRM):
        shown = await press(world.mo, shown, "Back to the defaults")
    await world.take_role(world.mo)
    if step is Step.OPEN:
        await world.show_commands_to(world.alice)
        result = await world.alice.slash(world.channel, "settings")
    elif step in (Step.ASK, Step.LISTEN, Step.LEARN, Step.ROLES, Step.TRUSTED, Step.POSTS, Step.DIGEST):
        result = await pick(world, shown, step)
    else:
        result = await world.mo.click(answer_to(shown), custom_id=custom_id(step))
    assert "That is for this server's moderators" in text_of(result)
    assert world.services.moderation.settings.of(world.guild.id) == ServerSettings()


@pytest.mark.parametrize("step", NOT_AT_FIRST)
async def test_members_are_refused_what_they_were_never_shown(world: ModWorld, step: Step) -> None:
    paused = ServerSettings(private=True, buttons=False, plain=True, paused_until=LATER)
    await world.services.moderation.settings.change(world.guild.id, lambda _: paused)
    assert "That is for this server's moderators" in text_of(
        await world.forge(world.alice, world.channel, custom_id(step))
    )
    assert world.services.moderation.settings.of(world.guild.id) == paused


@pytest.mark.parametrize("tab", TABS)
def test_the_fullest_screen_fits(tab: Step) -> None:
    """With more channels quiet than are shown."""
    modes: tuple[ChannelMode, ...] = ("ask", "listen")
    ids = tuple(range(10**18, 10**18 + 40))
    every: tuple[tuple[int, ChannelMode], ...] = tuple((one, mode) for mode in modes for one in ids)
    quiet = tuple((one, LATER) for one in ids)
    now = Settings(True, True, 0, ids, True, every, quiet, trusted_roles=ids, learn_channels=ids)
    chosen = ServerSettings(tuple((one, Mode(mode)) for one, mode in every), digest_channel=1, moderators_channel=2)
    names = dict.fromkeys(ids, f"**#{'*_' * 32}**")
    for unusable in (None, *Unusable):
        for screen in (
            Screen(now, chosen, content=True, unusable=unusable, paused_until=LATER),
            Screen(now, chosen, content=True, manages=False, paused_until=LATER),
            Screen(now, chosen, content=True, names=names),
            Screen(now, chosen, content=False, names=names),
        ):
            check(settings_reply(screen, tab, note="." * 500))
