"""The buttons under answers and "did you mean": open, show every side, delete, rate, choose what was meant."""

import dataclasses
from collections.abc import Sequence

import discord

from bot.discord_app import texts as shared_texts
from bot.discord_app.asking import texts
from bot.discord_app.asking.answering import asker_of, is_listed, take_back_if_gone, track
from bot.discord_app.asking.followup import carried_by, custom_ids_of, next_best_of, replied_to
from bot.discord_app.asking.render import (
    Frame,
    answer_reply,
    did_not_help_reply,
    entry_reply,
    gone_reply,
    unknown_reply,
)
from bot.discord_app.asking.states import (
    AllSides,
    Carried,
    DidNotHelp,
    Helped,
    NoneOfThese,
    Open,
    Pick,
    QuietHere,
    Then,
)
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import defer, knowledge_in_time, may_delete, server_of, settings_here, snapshot_here
from bot.discord_app.moderators_channel import takes_questions
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.posting import delete, post, post_for
from bot.discord_app.ui.reading import is_plain_here, reads_plain
from bot.discord_app.ui.reply import Reply
from bot.discord_app.ui.sender import replace, replace_deferred, respond, take_away
from bot.knowledge.model import Entry
from bot.matching.decision import Context
from bot.usage.events import Awaited, Chosen, Rated


def setup(client: VersusClient) -> None:
    """Register the buttons."""
    client.add_dynamic_items(open_entry, show_all_sides, delete_answer, thumb_up, thumb_down, pick, none_of_these)


async def show_privately(interaction: Interaction, key: str, subjects: Sequence[str] = ()) -> None:
    """Show an entry, or its sides for ``subjects``, to the person behind ``interaction`` alone."""
    knowledge = await knowledge_in_time(interaction)
    entry = knowledge.find(key)
    await respond(interaction, entry_reply(knowledge, entry, subjects) if entry else gone_reply(), private=True)


@pressed(Open)
async def open_entry(interaction: Interaction, state: Open) -> None:
    """See also, or what is known of a question's rest."""
    await show_privately(interaction, state.entry, state.subjects)


@pressed(AllSides)
async def show_all_sides(interaction: Interaction, _state: AllSides) -> None:
    """Add the sides that the answer left out: to the same message, or for who reads plain text in one of their own."""
    carried = carried_by(interaction.message) if interaction.message is not None else None
    if interaction.message is None or carried is None:
        await respond(interaction, gone_reply(), private=True)
        return
    if interaction.user.id == carried.asker:
        interaction.client.memory.note_answer(interaction.channel_id, carried.asker, Context(carried.entries))
    frame = Frame(
        question=carried.question,
        asker=carried.asker,
        buttons=settings_here(interaction).buttons,
        next_best=next_best_of(interaction.message),
        is_overheard=any(QuietHere.among(custom_ids_of(interaction.message))),
    )
    whole = answer_reply(await knowledge_in_time(interaction), carried.entries, (), frame)
    if reads_plain(interaction, private=_is_private(interaction)):
        await respond(interaction, whole, private=True)
    else:
        await replace(interaction, whole, reader=carried.asker)


@pressed(Carried)
async def delete_answer(interaction: Interaction, carried: Carried) -> None:
    """Delete the message for the member who asked, the author of the message it replies to, or a moderator."""
    target = replied_to(interaction.message) if interaction.message is not None else None
    owners = {carried.asker} | ({target.author.id} if target is not None else set[int]())
    if interaction.user.id not in owners and not may_delete(interaction):
        await respond(interaction, Reply(texts.NOT_YOURS), private=True)
        return
    await take_away(interaction)


@pressed(Helped)
async def thumb_up(interaction: Interaction, state: Helped) -> None:
    """It helped."""
    noted = _rate(interaction, state.question, helpful=True)
    await respond(interaction, Reply(noted), private=True)


@pressed(DidNotHelp)
async def thumb_down(interaction: Interaction, state: DidNotHelp) -> None:
    """It did not: offer what came next."""
    noted = _rate(interaction, state.question, helpful=False)
    knowledge = await knowledge_in_time(interaction)
    await respond(interaction, did_not_help_reply(knowledge, state, noted), private=True)


def _rate(interaction: Interaction, question: int, *, helpful: bool) -> str:
    """Record the thumb, and return the thanks for it."""
    services = interaction.client.services
    user, names = interaction.user.id, services.pseudonyms
    services.recorder.record(Rated(names.of_question(question), services.clock(), names.of(user), helpful))
    return texts.NOT_NOTED if services.privacy.is_opted_out(user) else texts.NOTED


@pressed(Pick)
async def pick(interaction: Interaction, state: Pick) -> None:
    """Answer with the chosen entry, where the suggestions say."""
    knowledge = await knowledge_in_time(interaction)
    entry = knowledge.find(state.entry)
    if entry is None:
        await respond(interaction, gone_reply(), private=True)
    elif not _may_choose(interaction, state):
        await respond(interaction, entry_reply(knowledge, entry), private=True)
    else:
        await _choose(interaction, state, entry)


@pressed(NoneOfThese)
async def none_of_these(interaction: Interaction, state: NoneOfThese) -> None:
    """Own up to not knowing."""
    knowledge = await knowledge_in_time(interaction)
    mine = interaction.user.id == state.asker
    listed = mine and is_listed(interaction.client.services, asker_of(interaction))
    rejected = _suggested(interaction)
    fallback = knowledge.fallback(next(iter(rejected), None))
    if fallback is not None and fallback.key in rejected:
        fallback = None
    asks = False
    if mine:
        _record(interaction, state.question, None)
        _await(interaction, state.question)
        asks = await _may_ask_moderators(interaction, state.question)
    frame = Frame(state.question, state.asker, listed=listed, asks_moderators=asks)
    reply = unknown_reply(knowledge, frame, fallback)
    if mine or _is_private(interaction):
        await _answer_with(interaction, reply)
    else:
        await respond(interaction, reply.without_rows(), private=True)


def _may_choose(interaction: Interaction, state: Pick) -> bool:
    """Whether the choice changes the message. What was shown privately is seen by its owner alone."""
    return _is_private(interaction) or interaction.user.id == state.whose


def _is_private(interaction: Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral


def _record(interaction: Interaction, question: int, entry: str | None) -> None:
    services = interaction.client.services
    names, user = services.pseudonyms, interaction.user.id
    services.recorder.record(Chosen(names.of_question(question), services.clock(), names.of(user), entry))


def _await(interaction: Interaction, question: int) -> None:
    """Let the question wait for a human's answer, to the message that the suggestions replied to if there was one."""
    services = interaction.client.services
    reference = interaction.message.reference if interaction.message is not None else None
    message = reference.message_id if reference is not None else None
    services.recorder.record(Awaited(services.pseudonyms.of_question(question), message))


async def _may_ask_moderators(interaction: Interaction, question: int) -> bool:
    """Whether the asker is offered to have the moderators asked: for what waits, unless they wanted it private."""
    client, server = interaction.client, server_of(interaction)
    asked_privately = _is_private(interaction) and any(
        state.then not in (Then.POST, Then.AS_SET) for state in Pick.among(_custom_ids(interaction))
    )
    if server is None or asked_privately or not takes_questions(client.services, client.get_guild(server)):
        return False
    await defer(interaction)  # the disk may be slow
    await client.services.recorder.flush()
    store, names = client.services.moderation.awaiting, client.services.pseudonyms
    waiting = await store.find(server, names.of_question(question))
    return waiting is not None and (await snapshot_here(interaction)).matcher.reads(waiting.text)


async def _choose(interaction: Interaction, state: Pick, entry: Entry) -> None:
    frame = Frame(
        question=state.question,
        asker=interaction.user.id,
        buttons=settings_here(interaction).buttons,
        next_best=_others(interaction, entry),
    )
    reply = answer_reply(await knowledge_in_time(interaction), [entry.key], (), frame)
    if state.then is Then.REPLY or interaction.user.id == state.whose:
        _record(interaction, state.question, entry.key)
    if state.then in (Then.REPLACE, Then.AS_SET):
        await _answer_with(interaction, reply)
    elif state.then is Then.POST:
        await replace(interaction, Reply(shared_texts.POSTED))
        await respond(interaction, reply, private=False)
    else:
        await _reply_to(interaction, state, reply)
    if not (state.then in (Then.REPLACE, Then.AS_SET) and _is_private(interaction)):
        interaction.client.memory.note_answer(interaction.channel_id, interaction.user.id, Context((entry.key,)))


async def _answer_with(interaction: Interaction, reply: Reply) -> None:
    """Put ``reply`` in place of the suggestions, as a new message where it is plain text."""
    if is_plain_here(interaction, private=_is_private(interaction)):
        await _answer_anew(interaction, reply)
    else:
        await replace(interaction, reply)


async def _answer_anew(interaction: Interaction, reply: Reply) -> None:
    """Answer with a new message, which a screen reader reads out, as it does not what an old one is changed to.

    Suggestions that others see too go then, so that the question still has one answer.
    """
    message, channel, client = interaction.message, interaction.channel, interaction.client
    if message is None or message.flags.ephemeral:
        await respond(interaction, reply, private=True)
        return
    if client.memory.is_gone(message.id):  # pressed twice
        await defer(interaction)
        return
    client.memory.note_gone(message.id)
    await defer(interaction)
    question = message.reference.message_id if message.reference is not None else None
    posted = None
    if isinstance(channel, discord.abc.Messageable):
        posted = await post(client, channel, reply, question, reader=interaction.user.id)
    if posted is None:
        await replace_deferred(interaction, reply)
        return
    await take_away(interaction)
    tracked = client.services.tracked.find(question) if question is not None else None
    if tracked is not None:
        client.services.tracked.remember(dataclasses.replace(tracked, answers=(posted.id,)))
    elif question is not None and client.memory.is_gone(question):  # deleted while the answer was on its way
        await delete(client, posted.channel.id, posted.id)


async def _reply_to(interaction: Interaction, state: Pick, reply: Reply) -> None:
    """Reply to the message that a helper wanted answered; where the bot may not, show the helper the answer."""
    await defer(interaction)
    posted = await post_for(interaction, reply, state.whose)
    if posted is None:
        await replace_deferred(interaction, reply.with_content(texts.CANNOT_POST))
        return
    target = replied_to(posted)
    if target is not None:
        track(interaction.client.services, target, posted, state.question)
    await take_back_if_gone(interaction.client, state.whose, state.question)
    await replace_deferred(interaction, Reply(texts.REPLIED))


def _others(interaction: Interaction, entry: Entry) -> tuple[str, ...]:
    """The suggestions that were not chosen: next best, should the chosen one not help either."""
    return tuple(key for key in _suggested(interaction) if key != entry.key)


def _suggested(interaction: Interaction) -> tuple[str, ...]:
    """The entries that the message suggests, best first."""
    return tuple(state.entry for state in Pick.among(_custom_ids(interaction)))


def _custom_ids(interaction: Interaction) -> tuple[str, ...]:
    """Those of the message whose button was pressed."""
    return () if interaction.message is None else tuple(custom_ids_of(interaction.message))
