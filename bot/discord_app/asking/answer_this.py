""" "Answer this": a helper has the bot reply to somebody's message."""

from dataclasses import replace

import discord
from discord import app_commands

from bot.discord_app.asking import texts
from bot.discord_app.asking.answering import Asker, asker_of, decide, frame_of, recorded, take_back_if_gone, track
from bot.discord_app.asking.ask import may_ask
from bot.discord_app.asking.incoming import question_of
from bot.discord_app.asking.render import decision_reply, suggestions_reply
from bot.discord_app.asking.states import Then
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import defer, is_only_theirs, snapshot_in_time
from bot.discord_app.ui.posting import may_reply_here, post_for
from bot.discord_app.ui.reply import Reply
from bot.discord_app.ui.sender import replace_deferred, respond
from bot.matching.decision import Context, Kind
from bot.serving.answering import Answered
from bot.usage.events import Way


def setup(client: VersusClient) -> None:
    """Add the entry in a message's menu."""
    client.add_commands(answer_this_command)


@app_commands.context_menu(name=texts.ANSWER_THIS)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def answer_this_command(interaction: Interaction, message: discord.Message) -> None:
    """Reply to the message where the answer is clear; otherwise let the helper pick, privately."""
    refusal, helper = _refusal(message), asker_of(interaction)
    if refusal is not None:
        await respond(interaction, Reply(refusal), private=True)
    elif await may_ask(interaction, helper.settings):
        # In somebody's own app nobody else asked to be remembered: neither who wrote the message nor what it says is.
        own = is_only_theirs(interaction)
        asker = helper if own else replace(helper, user=message.author.id)
        await snapshot_in_time(interaction)
        answered = await decide(interaction.client.services, question_of(message), asker.server)
        try:
            with recorded(interaction.client.services, answered, Way.MENU, asker, keep_text=not own):
                await _show(interaction, message, answered, asker)
        finally:  # after the row is there, or it would stay
            await take_back_if_gone(interaction.client, message.id, answered.id)


async def _show(interaction: Interaction, message: discord.Message, answered: Answered, asker: Asker) -> None:
    decision, knowledge = answered.decision, answered.snapshot.knowledge
    frame = frame_of(interaction.client.services, answered, asker, owner=interaction.user.id)
    closest = decision.entries or tuple(one.entry for one in decision.candidates)
    if decision.kind is Kind.ANSWER:
        await _reply(interaction, message, answered, decision_reply(answered, frame))
    elif closest and not decision.reason.small_talk:
        then = Then.REPLY if may_reply_here(interaction) else Then.REPLACE
        whose = message.id if then is Then.REPLY else interaction.user.id
        await respond(interaction, suggestions_reply(knowledge, closest, frame, then, whose), private=True)
    else:
        await respond(interaction, decision_reply(answered, frame), private=True)


async def _reply(interaction: Interaction, message: discord.Message, answered: Answered, reply: Reply) -> None:
    """Reply to the message; where the bot may not, show the helper the answer."""
    if not may_reply_here(interaction):
        note = None if is_only_theirs(interaction) else texts.CANNOT_POST
        await respond(interaction, reply.with_content(note), private=True)
        return
    await defer(interaction)  # the reply is a request of its own, maybe slow
    posted = await post_for(interaction, reply, message.id, reader=message.author.id)
    if posted is None:
        await replace_deferred(interaction, reply.with_content(texts.CANNOT_POST))
        return
    services = interaction.client.services
    track(services, message, posted, answered.id)
    interaction.client.memory.note_text(message.id, answered.question.text)
    shown = Context(answered.decision.entries, answered.decision.subjects)
    interaction.client.memory.note_answer(interaction.channel_id, message.author.id, shown)
    await replace_deferred(interaction, Reply(texts.REPLIED))


def _refusal(message: discord.Message) -> str | None:
    """Why a message can't be answered, or ``None``."""
    if message.author.bot or message.webhook_id is not None:
        return texts.NOT_A_PERSON
    return None if question_of(message) else texts.NO_TEXT
