"""Two people at the same moment, over a slow Discord: nothing is sent twice, and nobody's text is lost."""

import pytest

from bot.discord_app.handoff import texts
from bot.discord_app.inbox.states import InboxMenu, Menu, token
from tests.discord_app.handoff.asked import QUESTION, answer, ask, now, posted, replies, said, send, waiting
from tests.discord_app.handoff.handing_on import field, hand_on, name_channel, said_in, told
from tests.discord_app.handoff.mishaps import at_once
from tests.discord_app.moderators import ModWorld, answer_to, fields_of, press, text_of, values_of

OPEN = InboxMenu(Menu.QUESTION).encode()


async def test_two_send_their_answers(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    forms = [(who, await who.click(post, label="Answer")) for who in (world.mo, world.max)]
    async with at_once(world):
        first, second = [await send(who, form, f"Says {who.name}.") for who, form in forms]
    (reply,) = replies(world, message)
    assert reply.content.startswith("Says mo.")
    assert reply.jump_url in text_of(said(first))
    late = said(second).content
    assert "answered already" in late
    assert "> Says mo." in late
    assert "```\nSays max.\n```" in late
    assert field(now(world, post), f"{texts.ANSWERED} by mo")


@pytest.mark.parametrize("label", ["Reply and teach", "Only reply"])
@pytest.mark.parametrize("other", ["ops/cost", "ops/glossary"])
async def test_two_confirm_an_entry(world: ModWorld, other: str, label: str) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    shown = [
        (who, await who.select(said(await who.click(post, label="It's this entry…")), [key]))
        for who, key in ((world.mo, "ops/cost"), (world.max, other))
    ]
    async with at_once(world):
        done = [await press(who, proposal, label) for who, proposal in shown]
    (reply,) = replies(world, message)
    told_so = [text_of(one) for one in done]
    assert sum(reply.jump_url in one and "I've replied" in one for one in told_so) == 1, told_so
    assert sum("answered already" in one for one in told_so) == 1, told_so
    learned = sum(QUESTION in entry.questions for entry in world.base.entries.values())
    assert learned == (label == "Reply and teach")


async def test_two_press_its_this_entry(world: ModWorld) -> None:
    _, question = await ask(world)
    post = await posted(world, question)
    async with at_once(world):
        both = [await who.click(post, label="It's this entry…") for who in (world.mo, world.max)]
    assert all(QUESTION in text_of(one) for one in both)


@pytest.mark.parametrize("dismisses_first", [False, True])
async def test_one_answers_while_another_dismisses_in_the_post(world: ModWorld, *, dismisses_first: bool) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    form = await world.mo.click(post, label="Answer")
    async with at_once(world):
        early = await world.max.click(post, label="Dismiss") if dismisses_first else None
        answered = await send(world.mo, form, "Luigi's.")
        dismissed = early or await world.max.click(post, label="Dismiss")
    sent = len(replies(world, message))
    shown = text_of(now(world, post))
    assert ("I've replied" in text_of(said(answered))) is bool(sent)
    assert ("Answered by mo" in shown) is bool(sent)
    assert ("Dismissed by max" in shown) is not bool(sent)
    if sent:
        assert text_of(dismissed).startswith((texts.BEING_ANSWERED, texts.CLOSED))
    else:
        assert "Luigi's." in text_of(said(answered)), "the text comes back"
    assert await waiting(world) == []


async def test_one_answers_while_another_dismisses_in_the_inbox(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    form = await world.mo.click(post, label="Answer")
    inbox = await world.max.slash(world.channel, "knowledge inbox")
    opened = await world.max.select(answer_to(inbox), [token(QUESTION)], custom_id=OPEN)
    async with at_once(world):
        answered = await send(world.mo, form, "Luigi's.")
        await press(world.max, opened, "Dismiss")
    sent = len(replies(world, message))
    assert ("I've replied" in text_of(said(answered))) is bool(sent)
    assert sent or "Luigi's." in text_of(said(answered))
    assert await waiting(world) == []


async def test_one_answers_while_the_asker_deletes(world: ModWorld) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    form = await world.mo.click(post, label="Answer")
    async with at_once(world):
        answered = await send(world.mo, form, "Luigi's.")
        await world.alice.delete(message)
    shown = text_of(said(answered))
    assert "I've replied" in shown or "Luigi's." in shown
    assert await waiting(world) == []
    assert await world.services.moderation.awaiting.claimed() == []


async def test_two_tell_those_who_asked(world: ModWorld) -> None:
    asked = [await ask(world), await ask(world, QUESTION, world.max)]
    await posted(world, *(question for _, question in asked))
    teach = await world.mo.slash(world.channel, "knowledge teach", entry="Cost", question=QUESTION)
    saved = await press(world.mo, teach, "Save")
    async with at_once(world):
        both = [await press(world.mo, saved, "Tell the 2 who asked") for _ in range(2)]
    assert [len(replies(world, message)) for message, _ in asked] == [1, 1]
    assert sorted("I've told 2 members" in text_of(said(one)) for one in both) == [False, True]


@pytest.mark.parametrize("tells_first", [False, True])
async def test_one_answers_while_another_tells(world: ModWorld, *, tells_first: bool) -> None:
    message, question = await ask(world)
    post = await posted(world, question)
    form = await world.mo.click(post, label="Answer")
    teach = await world.mo.slash(world.channel, "knowledge teach", entry="Cost", question=QUESTION)
    saved = await press(world.mo, teach, "Save")
    async with at_once(world):
        early = await press(world.mo, saved, "Tell the one who asked") if tells_first else None
        answered = await send(world.mo, form, "Luigi's.")
        tell = early or await press(world.mo, saved, "Tell the one who asked")
    (reply,) = replies(world, message)
    shown = text_of(said(answered))
    assert reply.jump_url in shown
    assert "Luigi's." in shown or "I've replied" in shown
    assert ("I've replied" in shown) is not ("I've told 1 member" in text_of(said(tell)))


async def test_two_keep_the_answer_as_an_entry(world: ModWorld) -> None:
    _, question = await ask(world)
    post = await posted(world, question)
    await answer(world, post, "Luigi's.")
    before = len(world.base.entries)
    async with at_once(world):
        forms = [await who.click(now(world, post), label="Keep as an entry") for who in (world.mo, world.max)]
    ready = [
        (who, await who.submit_modal(form, {name: values_of(form)[name] for name in fields_of(form)}))
        for who, form in zip((world.mo, world.max), forms, strict=True)
    ]
    async with at_once(world):
        done = [await press(who, proposal, "Save") for who, proposal in ready]
    assert len(world.base.entries) == before + 1, [text_of(one) for one in done]


async def test_a_member_presses_ask_them_twice(world: ModWorld) -> None:
    mods = await name_channel(world)
    message, _ = await ask(world)
    unknown = said_in(world, world.channel)[-1]
    async with at_once(world):
        consents = [await world.alice.click(unknown, label="Ask the moderators") for _ in range(2)]
    async with at_once(world):
        both = [await world.alice.click(answer_to(one), label="Ask them") for one in consents]
    assert len(said_in(world, mods)) == 1
    assert sorted(told(one) for one in both) == sorted([texts.ASKED_THEM, texts.HAVE_IT])
    assert message.jump_url in text_of(said_in(world, mods)[0])


async def test_two_members_hand_on_the_same_question(world: ModWorld) -> None:
    mods = await name_channel(world)
    unknown = []
    carl = world.guild.add_member(world.env.create_user("carl"))
    for who in (world.alice, carl):
        await ask(world, QUESTION, who)
        unknown.append((who, said_in(world, world.channel)[-1]))
    consents = [(who, await who.click(one, label="Ask the moderators")) for who, one in unknown]
    async with at_once(world):
        for who, one in consents:
            await who.click(answer_to(one), label="Ask them")
    (post,) = said_in(world, mods)
    assert field(post, texts.ALIKE) == texts.alike(1)
    await answer(world, post, "Luigi's.")
    assert await waiting(world) == []


async def test_one_hands_on_while_the_same_question_is_answered(world: ModWorld) -> None:
    """Whoever came too late for the answer is not left behind in a post that is closed."""
    mods = await name_channel(world)
    await ask(world)
    await hand_on(world.alice, said_in(world, world.channel)[-1])
    carl = world.guild.add_member(world.env.create_user("carl"))
    message, _ = await ask(world, QUESTION, carl)
    consent = await carl.click(said_in(world, world.channel)[-1], label="Ask the moderators")
    (post,) = said_in(world, mods)
    form = await world.mo.click(post, label="Answer")
    async with at_once(world):
        await carl.click(answer_to(consent), label="Ask them")
        await send(world.mo, form, "Luigi's.")
    got = len(replies(world, message))
    assert got == 1 or (len(await waiting(world)) == 1 and len(said_in(world, mods)) == 2)
