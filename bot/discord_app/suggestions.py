"""Choosing among suggestions: the asker's choice counts and is recorded, anybody else only looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_app.asking.answering import Asker, is_listed
from bot.discord_app.asking.followup import custom_ids_of, replied_to
from bot.discord_app.asking.render import Frame, answer_reply, entry_reply, gone_reply, unknown_reply
from bot.discord_app.asking.states import NoneOfThese, Pick, Then
from bot.discord_app.context import knowledge_in_time
from bot.discord_app.errors import AnyInteraction
from bot.discord_app.installs import server_of
from bot.discord_app.server_settings import settings_for
from bot.discord_app.services import Services
from bot.discord_app.tracking import take_back_if_gone, track
from bot.discord_app.ui.components import pressed
from bot.discord_app.ui.reply import Reply
from bot.discord_app.ui.sender import defer, post_for, replace, replace_deferred, respond
from bot.knowledge.model import Entry
from bot.texts import answers as texts
from bot.usage.events import Chosen

if TYPE_CHECKING:
    from bot.discord_app.client import VersusClient


def setup(client: VersusClient) -> None:
    """Register the buttons."""
    client.add_dynamic_items(pick, none_of_these)


@pressed(Pick)
async def pick(interaction: AnyInteraction, state: Pick) -> None:
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
async def none_of_these(interaction: AnyInteraction, state: NoneOfThese) -> None:
    """Own up to not knowing."""
    knowledge = await knowledge_in_time(interaction)
    asker = Asker(interaction.user.id, server_of(interaction), interaction.channel_id)
    mine = interaction.user.id == state.asker
    listed = mine and is_listed(interaction.client.services, asker)
    reply = unknown_reply(knowledge, Frame(state.question, state.asker, listed=listed))
    if mine:
        _record(interaction, state.question, None)
    if mine or _is_private(interaction):
        await replace(interaction, reply)
    else:
        await respond(interaction, reply.without_rows(), private=True)


def _may_choose(interaction: AnyInteraction, state: Pick) -> bool:
    """Whether the choice changes the message. What was shown privately is seen by its owner alone."""
    return _is_private(interaction) or interaction.user.id == state.whose


def _is_private(interaction: AnyInteraction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral


def _record(interaction: AnyInteraction, question: int, entry: str | None) -> None:
    services: Services = interaction.client.services
    names, user = services.pseudonyms, interaction.user.id
    services.recorder.record(Chosen(names.of_question(question), services.clock(), names.of(user), entry))


async def _choose(interaction: AnyInteraction, state: Pick, entry: Entry) -> None:
    services: Services = interaction.client.services
    frame = Frame(
        question=state.question,
        asker=interaction.user.id,
        buttons=settings_for(services, server_of(interaction)).buttons,
        next_best=_others(interaction, entry),
    )
    reply = answer_reply(await knowledge_in_time(interaction), [entry.key], (), frame)
    if state.then is Then.REPLY or interaction.user.id == state.whose:
        _record(interaction, state.question, entry.key)
    if state.then is Then.REPLACE:
        await replace(interaction, reply)
    elif state.then is Then.POST:
        await replace(interaction, Reply(texts.POSTED))
        await respond(interaction, reply, private=False)
    else:
        await _reply_to(interaction, state, reply)
    if not (state.then is Then.REPLACE and _is_private(interaction)):
        interaction.client.memory.note_answer(interaction.channel_id, (entry.key,))


async def _reply_to(interaction: AnyInteraction, state: Pick, reply: Reply) -> None:
    """Reply to the message that a helper wanted answered; where the bot may not, show the helper the answer."""
    await defer(interaction)
    posted = await post_for(interaction, reply, state.whose)
    if posted is None:
        await replace_deferred(interaction, Reply(texts.CANNOT_POST, reply.embeds, reply.rows))
        return
    target = replied_to(posted)
    if target is not None:
        track(interaction.client.services, target, posted, state.question)
    await take_back_if_gone(interaction.client, state.whose, state.question)
    await replace_deferred(interaction, Reply(texts.REPLIED))


def _others(interaction: AnyInteraction, entry: Entry) -> tuple[str, ...]:
    """The suggestions that were not chosen: next best, should the chosen one not help either."""
    if interaction.message is None:
        return ()
    matches = (Pick.PATTERN.fullmatch(one) for one in custom_ids_of(interaction.message))
    picks = (Pick.decode(match).entry for match in matches if match is not None)
    return tuple(key for key in picks if key != entry.key)
