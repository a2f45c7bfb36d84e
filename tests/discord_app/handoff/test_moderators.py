"""What moderators press under a post: who is on it, dismissing, a pause; and who may."""

from dataclasses import replace

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.discord_app.editing import texts as editing_texts
from bot.discord_app.handoff import texts
from bot.discord_app.handoff.states import Dismiss, GoOn, LetGo, OnIt, Pause
from bot.discord_app.handoff.upkeep import Upkeep
from tests.discord_app.handoff.asked import send
from tests.discord_app.handoff.handing_on import QUESTION, ask, field, hand_on, name_channel, said_in, told
from tests.discord_app.moderators import ModWorld, answer_to, choose, press, text_of
from tests.discord_app.worlds import button, labels


async def posted(world: ModWorld) -> tuple[simcord.ChannelHandle, discord.Message]:
    mods = await name_channel(world)
    await hand_on(world.alice, (await ask(world))[1])
    return mods, said_in(world, mods)[-1]


async def waits(world: ModWorld) -> int:
    moderation = world.services.moderation
    return len(await moderation.awaiting.waiting(world.guild.id, moderation.handoff.since))


async def test_who_is_on_it_stands_in_the_post(world: ModWorld) -> None:
    """One press each; also after a restart; whoever lets go is named no longer."""
    mods, post = await posted(world)
    await world.mo.click(post, label="I'm on it")
    (post,) = said_in(world, mods)
    assert field(post, texts.ON_IT_HEADING) == "mo"
    await world.restart()
    assert told(await world.mo.click(post, label="I'm on it")) == texts.ON_IT_ALREADY
    assert told(await world.max.click(post, label="Let go")) == texts.NOT_ON_IT
    await world.max.click(post, label="I'm on it")
    (post,) = said_in(world, mods)
    assert field(post, texts.ON_IT_HEADING) == "mo\nmax"
    await world.mo.click(post, label="Let go")
    (post,) = said_in(world, mods)
    assert field(post, texts.ON_IT_HEADING) == "max"
    await world.max.click(post, label="Let go")
    (post,) = said_in(world, mods)
    assert field(post, texts.ON_IT_HEADING) is None
    assert "Let go" not in labels(post)


async def test_a_press_on_an_old_view_of_the_post_loses_nobody(world: ModWorld) -> None:
    """Two press at once: the second sees the post without the first."""
    mods, post = await posted(world)
    await world.mo.click(post, label="I'm on it")
    await world.max.click(post, label="I'm on it")
    assert field(said_in(world, mods)[-1], texts.ON_IT_HEADING) == "mo\nmax"


@pytest.mark.parametrize("why", ["chosen", "no embeds"])
async def test_a_post_in_plain_text_says_and_keeps_the_same(world: ModWorld, why: str) -> None:
    mods = await name_channel(world)
    if why == "chosen":
        await world.services.moderation.settings.change(world.guild.id, lambda now: replace(now, plain=True))
    else:
        bot = world.guild.id if world.bot.user is None else world.bot.user.id
        allowed = discord.Permissions(view_channel=True, send_messages=True, read_message_history=True)
        none = discord.Permissions(embed_links=True)
        overwrite = Overwrite(bot, OverwriteType.MEMBER, allow=allowed.value, deny=none.value)
        world.env.backend.set_overwrite(mods.id, overwrite)
        await world.env.settle()
    message, unknown = await ask(world)
    await hand_on(world.alice, unknown)
    for who in (world.mo, world.max):
        await who.click(said_in(world, mods)[-1], label="I'm on it")
    (post,) = said_in(world, mods)
    assert post.embeds == []
    assert message.jump_url in post.content
    assert "**alice** in" in post.content
    assert "**On it**:\nmo\nmax" in post.content
    form = await world.mo.click(post, label="Answer")
    assert form.modal is not None
    assert form.modal["components"][0]["content"] == f"“{QUESTION}”"
    await send(world.mo, form, "Try Luigi's.")
    answered = said_in(world, mods)[-1].content
    assert "**Answered by mo**:\nTry Luigi's." in answered
    assert "On it" not in answered
    await world.mo.click(said_in(world, mods)[-1], label="Only this once")
    assert said_in(world, mods)[-1].content == answered
    assert labels(said_in(world, mods)[-1]) == []


@pytest.mark.parametrize("state", [OnIt, LetGo, Dismiss, Pause, GoOn])
async def test_they_are_for_this_servers_moderators(world: ModWorld, state: type) -> None:
    """A member, who may be in the channel all the same, and one who lost the role between."""
    mods, post = await posted(world)
    if state is LetGo:
        await world.max.click(post, label="I'm on it")
        (post,) = said_in(world, mods)
    if state is GoOn:
        await world.max.click(post, label="Pause for 8 hours")
        post = said_in(world, mods)[-1]
    await world.take_role(world.max)
    before = [text_of(one) for one in said_in(world, mods)]
    for who in (world.alice, world.max):
        refused = await world.forge(who, world.channel, button(post, state))
        assert told(refused) == editing_texts.MODERATORS_ONLY
    assert [text_of(one) for one in said_in(world, mods)] == before
    assert await waits(world) == 1


async def test_another_servers_moderator_reaches_nothing(world: ModWorld) -> None:
    _, post = await posted(world)
    for state in (OnIt, Dismiss):
        assert told(await world.forge(world.nell, world.next_channel, button(post, state))) == texts.NO_POST
    await world.forge(world.nell, world.next_channel, button(post, Pause))
    assert world.services.moderation.settings.of(world.guild.id).paused_until is None
    assert await waits(world) == 1


async def test_dismissing_takes_it_off_the_inbox(world: ModWorld) -> None:
    """In one press, with the questions that joined; nobody is told."""
    mods, _ = await posted(world)
    carl = world.guild.add_member(world.env.create_user("carl"))
    await hand_on(carl, (await ask(world, "where's the best pizza in town?", carl))[1])
    await world.mo.click(said_in(world, mods)[-1], label="Dismiss")
    (closed,) = said_in(world, mods)
    assert field(closed, f"{texts.DISMISSED} by mo") == texts.OFF_THE_INBOX
    assert closed.components == []
    assert await waits(world) == 0
    inbox = await world.mo.slash(world.channel, "knowledge inbox")
    assert QUESTION not in text_of(inbox)
    assert len(said_in(world, world.channel)) == 2


async def test_a_slip_is_undone_and_the_post_is_open_again(world: ModWorld) -> None:
    mods, post = await posted(world)
    dismissed = await world.mo.click(post, label="Dismiss")
    assert told(dismissed).startswith("Dismissed: it won't be on the list again.")
    await world.mo.click(dismissed.followups[-1], label="Undo")
    assert await waits(world) == 1
    await Upkeep(world.bot).catch_up()
    await world.env.settle()
    assert labels(said_in(world, mods)[-1]) == labels(post)


@pytest.mark.parametrize("from_inbox", [False, True])
async def test_a_slip_is_undone_after_a_restart_and_the_asker_can_be_told(world: ModWorld, from_inbox: bool) -> None:
    """What the post shows is enough; nothing else is stored of what was dismissed."""
    mods, post = await posted(world)
    if from_inbox:
        listed = await world.mo.slash(world.channel, "knowledge inbox")
        opened = await choose(world.mo, listed, *[one.value for one in _options(listed)][:1])
        dismissed = answer_to(await press(world.mo, opened, "Dismiss"))
    else:
        dismissed = (await world.mo.click(post, label="Dismiss")).followups[-1]
    await Upkeep(world.bot).catch_up()
    assert await waits(world) == 0
    await world.restart()
    back = await world.mo.click(dismissed, label="Undo")
    assert text_of(back).startswith("Back on the list.")
    assert "[message](" in text_of(back)
    assert await waits(world) == 1
    await Upkeep(world.bot).catch_up()
    await world.env.settle()
    assert labels(said_in(world, mods)[-1]) == labels(post)


async def test_what_is_dismissed_in_the_inbox_closes_the_post(world: ModWorld) -> None:
    mods, _ = await posted(world)
    listed = await world.mo.slash(world.channel, "knowledge inbox")
    opened = await choose(world.mo, listed, *[one.value for one in _options(listed)][:1])
    await press(world.mo, opened, "Dismiss")
    assert await waits(world) == 0
    await Upkeep(world.bot).catch_up()
    await world.env.settle()
    assert field(said_in(world, mods)[-1], texts.DISMISSED) == texts.OFF_THE_INBOX


async def test_a_pause_is_said_to_all_of_them_and_can_be_ended(world: ModWorld) -> None:
    mods, post = await posted(world)
    await world.mo.click(post, label="Pause for 8 hours")
    notice = said_in(world, mods)[-1]
    assert notice.content.startswith("**mo** has paused")
    assert told(await world.max.click(post, label="Pause for 8 hours")).startswith("They are paused until")
    await world.max.click(notice, label="Go on now")
    assert said_in(world, mods)[-1].content == texts.GOES_ON
    assert world.services.moderation.settings.of(world.guild.id).paused_until is None


async def test_a_pause_ends_by_itself(world: ModWorld) -> None:
    mods, post = await posted(world)
    await world.mo.click(post, label="Pause for 8 hours")
    await world.env.advance_time(8 * 3600 + 1)
    await hand_on(world.alice, (await ask(world, "who painted the town hall green"))[1])
    assert said_in(world, mods)[-1].embeds


async def test_a_post_whose_question_was_deleted_is_closed(world: ModWorld) -> None:
    mods = await name_channel(world)
    message, unknown = await ask(world)
    await hand_on(world.alice, unknown)
    (post,) = said_in(world, mods)
    await world.alice.delete(message)
    await world.services.recorder.flush()
    assert told(await world.mo.click(post, label="I'm on it")).startswith(texts.CLOSED)


def _options(result: simcord.InteractionResult) -> list[discord.SelectOption]:
    return [
        option
        for row in answer_to(result).message.components
        for item in getattr(row, "children", ())
        if isinstance(item, discord.SelectMenu)
        for option in item.options
    ]
