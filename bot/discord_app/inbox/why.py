""" "Why this answer?": a moderator is shown the reason of a decision, worked out again from the question."""

from typing import Final

import discord
from discord import app_commands

from bot import limits
from bot.discord_app.asking.answering import decide
from bot.discord_app.asking.followup import carried_by, context_of, replied_to
from bot.discord_app.asking.incoming import question_of
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import defer
from bot.discord_app.editing.authorisation import Moderating, moderating
from bot.discord_app.inbox import texts
from bot.discord_app.ui import sender
from bot.discord_app.ui.embeds import ACCENT
from bot.discord_app.ui.markdown import inline
from bot.discord_app.ui.reply import Reply
from bot.errors import VersusError
from bot.knowledge.model import KnowledgeBase
from bot.matching.decision import Context, Decision, Kind
from bot.texts import answers
from bot.texts.closeness import named

QUOTED: Final = 300


def setup(client: VersusClient) -> None:
    """Add the entry in a message's menu."""
    client.add_commands(why_command)


@app_commands.context_menu(name=texts.WHY_NAME)
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.guild_only()
async def why_command(interaction: Interaction, message: discord.Message) -> None:
    """Explain an answer, or what would become of a member's message."""
    moderator = moderating(interaction)
    await defer(interaction)
    text, context = await _question(interaction, moderator, message)
    answered = await decide(moderator.services, text, moderator.server, context)
    shown = carried_by(message)
    same = shown is None or not shown.entries or set(shown.entries) >= set(answered.decision.entries)
    reply = why_reply(text, answered.decision, answered.snapshot.knowledge, same=same)
    await sender.replace_deferred(interaction, reply)


def why_reply(text: str, decision: Decision, knowledge: KnowledgeBase, *, same: bool = True) -> Reply:
    """The reason of a decision; ``same`` is whether it was answered like that."""

    def title(key: str) -> str:
        entry = knowledge.entries.get(key)
        return inline(key if entry is None else entry.title, limits.BUTTON_LABEL)

    reason = decision.reason
    embed = discord.Embed(colour=ACCENT, title=texts.WHY_NAME, description=f"“{inline(text, QUOTED)}”")
    runner_up = title(reason.runner_up) if reason.runner_up else None
    words = ", ".join(inline(word, 32) for word in reason.words[:10]) or texts.NONE
    close = [named(title(one.entry), one.score) for one in decision.candidates]
    embed.add_field(
        name=texts.DECISION_HEADING, value=_decided(decision, [title(key) for key in decision.entries]), inline=False
    )
    score = texts.score(reason.score, reason.margin, runner_up, decision.answerable)
    embed.add_field(name=texts.SCORE_HEADING, value=score, inline=False)
    if reason.phrase:
        embed.add_field(name=texts.PHRASE_HEADING, value=f"“{inline(reason.phrase, QUOTED)}”", inline=False)
    embed.add_field(name=texts.WORDS_HEADING, value=words, inline=False)
    embed.add_field(name=texts.CLOSEST_HEADING, value="\n".join(close) or texts.NONE, inline=False)
    return Reply(embeds=(embed.set_footer(text=texts.DECIDED_NOW if same else texts.DECIDED_OTHERWISE),))


def _decided(decision: Decision, titles: list[str]) -> str:
    if decision.reason.small_talk:
        return texts.TO_SAY_SMALL_TALK
    match decision.kind:
        case Kind.ANSWER:
            return texts.to_answer(titles)
        case Kind.SUGGESTIONS:
            return texts.to_suggest(titles)
        case Kind.UNKNOWN:
            names = [inline(name, QUOTED) for name in decision.reason.unknown_names]
            return f"That {answers.unknown(names)}" if names else texts.TO_SAY_UNKNOWN


async def _question(
    interaction: Interaction, moderator: Moderating, message: discord.Message
) -> tuple[str, Context | None]:
    """The question behind the message: it is one itself, or an answer of the bot's to one.

    Raises:
        VersusError: its text is not at hand.
    """
    me = interaction.client.my_id
    if message.author.id != me:
        if message.author.bot or message.webhook_id is not None:
            raise VersusError(texts.NOT_MINE)
        return _needed(question_of(message)), context_of(message, me)
    asked = replied_to(message)
    if asked is not None and (text := question_of(asked)):
        return text, context_of(asked, me)
    carried = carried_by(message)
    if carried is None:
        raise VersusError(texts.NO_TEXT)
    is_all = await moderator.services.recorder.flush()
    stored = moderator.services.pseudonyms.of_question(carried.question)
    text = await moderator.moderation.asked.text_of(moderator.server, stored)
    if text is None and not is_all:
        raise VersusError(texts.NOT_STORED_YET)
    return _needed(text), None


def _needed(text: str | None) -> str:
    if not text:
        raise VersusError(texts.NO_TEXT)
    return text
