"""Ask the moderators: who is offered it, what the asker reads, and what the moderators see."""

from dataclasses import replace

from bot.discord_app.asking.followup import custom_ids_of
from bot.discord_app.asking.states import AskModerators
from bot.discord_app.asking.texts import ASK_MODERATORS, ON_THE_LIST
from bot.discord_app.handoff import texts
from bot.discord_app.ui.posting import delete
from tests.discord_app.handoff.asked import waiting
from tests.discord_app.handoff.handing_on import QUESTION, allow, ask, field, hand_on, name_channel, said_in, told
from tests.discord_app.moderators import ModWorld, answer_to
from tests.discord_app.worlds import labels

THINGS = (
    "wooden boats",
    "blue cheese",
    "lunar eclipses",
    "violin strings",
    "granite quarries",
    "river otters",
    "black pepper",
    "melting glaciers",
    "straw hats",
    "barn owls",
    "squid ink",
)


async def test_two_presses_put_a_question_before_the_moderators(world: ModWorld) -> None:
    """The first says who will see it, the second does it; the post pings nobody."""
    mods = await name_channel(world)
    message, unknown = await ask(world)
    assert ASK_MODERATORS in labels(unknown)
    assert ON_THE_LIST not in unknown.content
    consent = await world.alice.click(unknown, label=ASK_MODERATORS)
    assert told(consent) == texts.THEY_SEE
    done = await world.alice.click(answer_to(consent), label="Ask them")
    assert told(done) == texts.ASKED_THEM
    (post,) = said_in(world, mods)
    assert post.embeds[0].description == f"“{QUESTION}”"
    asked = field(post, texts.ASKED) or ""
    assert asked.startswith(f"**alice** in <#{world.channel.id}>")
    assert message.jump_url in asked
    assert labels(post) == ["I'm on it", "Answer", "It's this entry…", "Dismiss", "Pause for 8 hours"]
    assert not world.env.backend.get_message(mods.id, post.id).ping_user_ids


async def test_who_reads_plain_text_is_told_in_a_new_message(world: ModWorld) -> None:
    """A screen reader does not read out what a message is changed to."""
    mods = await name_channel(world)
    _, unknown = await ask(world)
    await world.services.preferences.set_plain(world.alice.id, on=True)
    consent = answer_to(await world.alice.click(unknown, label=ASK_MODERATORS))
    done = await world.alice.click(consent, label="Ask them")
    (message,) = done.followups
    assert (message.ephemeral, message.content, consent.content) == (True, texts.ASKED_THEM, texts.THEY_SEE)
    assert len(said_in(world, mods)) == 1
    again = await world.alice.click(consent, label="Ask them")
    assert [one.content for one in again.followups] == [texts.HAVE_IT]


async def test_once_they_are_asked_the_button_is_gone(world: ModWorld) -> None:
    """The rest of the message stays, and so does the button where nobody was asked."""
    mods = await name_channel(world)
    _, unknown = await ask(world)
    consent = await world.alice.click(unknown, label=ASK_MODERATORS)
    await allow(world, mods, world.guild.default_role.id, view_channel=True)
    await world.alice.click(answer_to(consent), label="Ask them")
    assert labels(said_in(world, world.channel)[-1]) == labels(unknown)
    await allow(world, mods, world.guild.default_role.id, view_channel=False)
    await hand_on(world.alice, unknown)
    asked = said_in(world, world.channel)[-1]
    assert labels(asked) == [one for one in labels(unknown) if one != ASK_MODERATORS]
    assert asked.content == unknown.content


async def test_where_the_message_was_deleted_meanwhile_they_are_asked_all_the_same(world: ModWorld) -> None:
    mods = await name_channel(world)
    _, unknown = await ask(world)
    consent = await world.alice.click(unknown, label=ASK_MODERATORS)
    await delete(world.bot, world.channel.id, unknown.id)
    assert told(await world.alice.click(answer_to(consent), label="Ask them")) == texts.ASKED_THEM
    assert len(said_in(world, mods)) == 1


async def test_without_a_channel_it_is_on_the_list_as_ever(world: ModWorld) -> None:
    _, unknown = await ask(world)
    assert ASK_MODERATORS not in labels(unknown)
    assert ON_THE_LIST in unknown.content


async def test_a_channel_that_everyone_can_read_is_not_posted_in(world: ModWorld) -> None:
    """It may have become so after it was named, and after the button was shown."""
    mods = await name_channel(world)
    _, unknown = await ask(world)
    consent = await world.alice.click(unknown, label=ASK_MODERATORS)
    await allow(world, mods, world.guild.default_role.id, view_channel=True)
    assert told(await world.alice.click(answer_to(consent), label="Ask them")) == texts.NO_CHANNEL
    assert said_in(world, mods) == []
    _, unknown = await ask(world)
    assert ON_THE_LIST in unknown.content


async def test_only_the_asker_may(world: ModWorld) -> None:
    mods = await name_channel(world)
    _, unknown = await ask(world)
    assert told(await world.max.click(unknown, label=ASK_MODERATORS)) == texts.NOT_YOURS
    assert said_in(world, mods) == []


async def test_alike_questions_join_one_post(world: ModWorld) -> None:
    """Also after a restart; each asker's question keeps its own message."""
    mods = await name_channel(world)
    await hand_on(world.alice, (await ask(world))[1])
    await world.restart()
    carl = world.guild.add_member(world.env.create_user("carl"))
    again = await hand_on(carl, (await ask(world, "where's the best pizza in town?", carl))[1])
    assert told(again) == texts.ASKED_THEM
    (post,) = said_in(world, mods)
    assert field(post, texts.ALIKE) == "by 1 other, alike"
    assert field(post, texts.ASKED)
    await hand_on(carl, (await ask(world, "who painted the town hall green", carl))[1])
    assert len(said_in(world, mods)) == 2


async def test_a_second_press_posts_nothing_twice(world: ModWorld) -> None:
    mods = await name_channel(world)
    _, unknown = await ask(world)
    consent = await world.alice.click(unknown, label=ASK_MODERATORS)
    await hand_on(world.alice, unknown)
    assert told(await world.alice.click(answer_to(consent), label="Ask them")) == texts.HAVE_IT
    (button,) = AskModerators.among(custom_ids_of(unknown))
    assert told(await world.forge(world.alice, world.channel, button.encode())) == texts.HAVE_IT
    assert len(said_in(world, mods)) == 1


async def test_a_restart_between_the_two_presses_changes_nothing(world: ModWorld) -> None:
    mods = await name_channel(world)
    _, unknown = await ask(world)
    await world.restart()
    consent = await world.alice.click(unknown, label=ASK_MODERATORS)
    await world.restart()
    assert told(await world.alice.click(answer_to(consent), label="Ask them")) == texts.ASKED_THEM
    assert len(said_in(world, mods)) == 1


async def test_whoever_wants_nothing_stored_is_not_offered_it(world: ModWorld) -> None:
    await name_channel(world)
    _, unknown = await ask(world)
    await world.services.privacy.set_storing(world.alice.id, on=False)
    assert told(await world.alice.click(unknown, label=ASK_MODERATORS)) == texts.OPTED_OUT
    _, unknown = await ask(world)
    assert ASK_MODERATORS not in labels(unknown)


async def test_a_question_that_is_gone_is_put_before_nobody(world: ModWorld) -> None:
    mods = await name_channel(world)
    message, unknown = await ask(world)
    consent = await world.alice.click(unknown, label=ASK_MODERATORS)
    await world.alice.delete(message)
    assert told(await world.alice.click(answer_to(consent), label="Ask them")) == texts.WAITS_NO_LONGER
    assert said_in(world, mods) == []


async def test_small_talk_nonsense_and_other_languages_are_no_questions_for_them(world: ModWorld) -> None:
    await name_channel(world)
    for text in ("hello", "asdfghjkl qwertz", "wie lange dauert das und warum ist es so"):
        _, reply = await ask(world, text)
        assert ASK_MODERATORS not in labels(reply), text


async def test_three_posts_an_hour_for_a_member_and_ten_for_a_server(world: ModWorld) -> None:
    mods = await name_channel(world)
    for thing in THINGS[:3]:
        await hand_on(world.alice, (await ask(world, f"tell me of {thing}"))[1])
    said = told(await hand_on(world.alice, (await ask(world, "tell me of soap bubbles"))[1]))
    assert said == texts.YOU_ASKED_MANY
    assert len(said_in(world, mods)) == 3
    who = world.alice
    for number, thing in enumerate(THINGS[3:10]):
        who = world.guild.add_member(world.env.create_user(f"m{number}"))
        assert told(await hand_on(who, (await ask(world, f"tell me of {thing}", who))[1])) == texts.ASKED_THEM
    assert told(await hand_on(who, (await ask(world, f"tell me of {THINGS[10]}", who))[1])) == texts.MANY_ASKED
    await world.env.advance_time(3601)
    assert told(await hand_on(who, (await ask(world, f"tell me of {THINGS[10]}", who))[1])) == texts.ASKED_THEM
    assert len(said_in(world, mods)) == 11


async def test_how_long_answers_took_is_said_once_it_is_known(world: ModWorld) -> None:
    await name_channel(world)
    _, unknown = await ask(world)
    await world.services.recorder.flush()
    (waiting,) = await world.services.moderation.awaiting.waiting(
        world.guild.id, world.services.moderation.handoff.since
    )
    await world.env.advance_time(2 * 3600)
    await world.services.moderation.handoff.note_answer(waiting)
    assert told(await world.alice.click(unknown, label=ASK_MODERATORS)).endswith(
        " Lately an answer took about 2 hours."
    )


async def test_none_of_these_offers_it_too(world: ModWorld) -> None:
    mods = await name_channel(world)
    _, suggestions = await ask(world, "cost or security")
    assert "None of these" in labels(suggestions)
    await world.alice.click(suggestions, label="None of these")
    unknown = said_in(world, world.channel)[-1]
    assert told(await hand_on(world.alice, unknown)) == texts.ASKED_THEM
    assert len(said_in(world, mods)) == 1


async def test_none_of_these_lets_nothing_wait_of_who_opted_out_meanwhile(world: ModWorld) -> None:
    await name_channel(world)
    _, suggestions = await ask(world, "cost or security")
    await world.services.privacy.set_storing(world.alice.id, on=False)
    await world.alice.click(suggestions, label="None of these")
    assert ASK_MODERATORS not in labels(said_in(world, world.channel)[-1])
    assert await waiting(world) == []


async def test_after_the_command_the_question_is_posted_under_the_askers_name(world: ModWorld) -> None:
    """On consent; the message is what an answer replies to, and its asker can delete it."""
    mods = await name_channel(world)
    unknown = await world.alice.slash(world.channel, "ask", question=f"{QUESTION} @everyone")
    consent = await world.alice.click(answer_to(unknown), label=ASK_MODERATORS)
    assert told(consent) == f"{texts.THEY_SEE} {texts.STANDS_HERE}"
    assert said_in(world, world.channel) == []
    assert told(await world.alice.click(answer_to(consent), label="Ask them")) == texts.ASKED_THEM
    (stands,) = said_in(world, world.channel)
    assert stands.content == f"**alice** asks the moderators:\n>>> {QUESTION}"
    assert not stands.mentions
    (post,) = said_in(world, mods)
    assert stands.jump_url in (field(post, texts.ASKED) or "")
    moderation = world.services.moderation
    (waiting,) = await moderation.awaiting.waiting(world.guild.id, moderation.handoff.since)
    assert waiting.message == stands.id
    await world.alice.click(stands, label="Delete")
    await world.services.recorder.flush()
    assert await moderation.awaiting.waiting(world.guild.id, moderation.handoff.since) == []


async def test_what_was_asked_privately_stays_private(world: ModWorld) -> None:
    await name_channel(world)
    unknown = await world.alice.slash(world.channel, "ask", question=QUESTION, private=True)
    assert ASK_MODERATORS not in labels(answer_to(unknown))
    suggestions = await world.alice.slash(world.channel, "ask", question="cost or security", private=True)
    await world.alice.click(answer_to(suggestions), label="None of these")
    assert ASK_MODERATORS not in labels(answer_to(suggestions))


async def test_where_the_server_has_answers_private_a_member_may_still_ask_them(world: ModWorld) -> None:
    """The consent says that everybody will read it; after a restart, too. Who wants it private is not asked."""
    mods = await name_channel(world)
    await world.services.moderation.settings.change(world.guild.id, lambda chosen: replace(chosen, private=True))
    for private, question in (({}, QUESTION), ({}, "cost or security"), ({"private": True}, "cost or security")):
        shown = answer_to(await world.alice.slash(world.channel, "ask", question=question, **private))
        assert shown.flags.ephemeral
        await world.restart()
        if question != QUESTION:
            await world.alice.click(shown, label="None of these")
        assert (ASK_MODERATORS in labels(shown)) is not private
        if private:
            continue
        before = len(said_in(world, world.channel))
        consent = await world.alice.click(shown, label=ASK_MODERATORS)
        assert told(consent) == f"{texts.THEY_SEE} {texts.STANDS_HERE}"
        assert len(said_in(world, world.channel)) == before
        assert told(await world.alice.click(answer_to(consent), label="Ask them")) == texts.ASKED_THEM
        assert said_in(world, world.channel)[-1].content == f"**alice** asks the moderators:\n>>> {question}"
    assert len(said_in(world, mods)) == 2


async def test_a_suggestion_chosen_where_answers_are_private_stays_private(world: ModWorld) -> None:
    await name_channel(world)
    await world.services.moderation.settings.change(world.guild.id, lambda chosen: replace(chosen, private=True))
    shown = answer_to(await world.alice.slash(world.channel, "ask", question="cost or security"))
    await world.alice.click(shown, label="Cost")
    assert (shown.flags.ephemeral, shown.embeds[0].title, said_in(world, world.channel)) == (True, "Cost", [])


async def test_a_channel_closed_to_the_bot_has_nothing_to_reply_to(world: ModWorld) -> None:
    mods = await name_channel(world)
    unknown = await world.alice.slash(world.channel, "ask", question=QUESTION)
    await allow(world, world.channel, world.guild.default_role.id, send_messages=False)
    assert told(await world.alice.click(answer_to(unknown), label=ASK_MODERATORS)) == texts.CANNOT_POST
    assert said_in(world, mods) == []


async def test_a_pause_sends_it_to_the_list(world: ModWorld) -> None:
    mods = await name_channel(world)
    _, unknown = await ask(world)
    until = world.env.now().replace(year=2027)
    await world.services.moderation.settings.change(world.guild.id, lambda chosen: replace(chosen, paused_until=until))
    assert told(await world.alice.click(unknown, label=ASK_MODERATORS)) == texts.PAUSED
    _, unknown = await ask(world)
    assert ON_THE_LIST in unknown.content
    assert said_in(world, mods) == []
