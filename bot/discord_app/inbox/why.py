""" "Why this answer?": a moderator is shown the reason of a decision, worked out again from the question."""

from collections.abc import Callable, Sequence
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
from bot.discord_app.ui.markdown import clip, inline
from bot.discord_app.ui.reply import Reply
from bot.errors import VersusError
from bot.knowledge.model import KnowledgeBase
from bot.matching.decision import Context, Decision, Kind
from bot.matching.explanation import Explanation, chance_of
from bot.serving.answering import Answered
from bot.serving.explaining import Style, explained, explained_from, sections, weight_of
from bot.texts import answers
from bot.texts.closeness import CLOSEST_HEADING, NOTHING_CLOSE, NOTHING_ELSE, comes_near, named

QUOTED: Final = 300
QUOTED_PART: Final = 100
"""Characters of a word or a wording."""
TITLE: Final = 60
"""Characters of a title: several stand in one line."""
REASONS: Final = 3500
"""Characters of all reasons: the titles and the question need some of an embed's as well."""


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
    reply = why_reply(text, await _explained(moderator, answered), answered.snapshot.knowledge, same=same)
    await sender.replace_deferred(interaction, reply)


async def _explained(moderator: Moderating, answered: Answered) -> Explanation:
    """Why it was decided so, worked out off the event loop.

    Raises:
        WorkRefusedError: it takes too long, or too many others wait.
    """
    workers, snapshot, question = moderator.moderation.workers, answered.snapshot, answered.question
    weight = weight_of(snapshot.knowledge)
    if not workers.is_heavy(weight):
        return await workers.run(moderator.server, weight, explained, snapshot, question)
    base, knowledge = moderator.services.snapshots.snapshot(), snapshot.knowledge
    return await workers.run(moderator.server, weight, explained_from, base, knowledge, question, common=base.parts)


def why_reply(text: str, found: Explanation, knowledge: KnowledgeBase, *, same: bool = True) -> Reply:
    """What decided a question; ``same`` is whether it was answered like that."""

    def title(key: str) -> str:
        entry = knowledge.entries.get(key)
        return inline(key if entry is None else entry.title, TITLE)

    decision, reason = found.decision, found.decision.reason
    embed = discord.Embed(colour=ACCENT, title=texts.WHY_NAME, description=f"“{inline(text, QUOTED)}”")
    titles = [title(key) for key in decision.entries]
    embed.add_field(name=texts.DECISION_HEADING, value=_decided(decision, titles), inline=False)
    style = Style(lambda key: f"**{title(key)}**", lambda quoted: f"“{inline(quoted, QUOTED_PART)}”")
    reasons = sections(found, knowledge, style, texts.TEACH_BY)
    room = min(limits.EMBED_FIELD_VALUE, REASONS // max(1, len(reasons)))
    for section in reasons:
        heading = clip(section.heading, limits.EMBED_FIELD_NAME)
        embed.add_field(name=heading, value=_bullets(section.lines, room), inline=False)
    embed.add_field(name=CLOSEST_HEADING, value="\n".join(_closest(decision, title)), inline=False)
    footer = [texts.DECIDED_NOW if same else texts.DECIDED_OTHERWISE]
    if decision.candidates and reason.small_talk is None:
        second = knowledge.entries.get(reason.runner_up or "")
        is_near = second is not None and comes_near(chance_of(decision, second.key), reason.score)
        runner_up = clip(second.title, TITLE) if second is not None and is_near else None
        footer.append(texts.numbers(reason.score, reason.margin, runner_up, decision.answerable))
    return Reply(embeds=(embed.set_footer(text="\n".join(footer)),))


def _closest(decision: Decision, title: Callable[[str], str]) -> list[str]:
    """The entries answered, and what else comes near; that nothing else does is said."""
    best = max((one.score for one in decision.candidates), default=0.0)
    near = [one for one in decision.candidates if one.entry in decision.entries or comes_near(one.score, best)]
    if not near:
        return [NOTHING_CLOSE]
    return [*(named(title(one.entry), one.score) for one in near), *([NOTHING_ELSE] if len(near) == 1 else [])]


def _bullets(lines: Sequence[str], room: int) -> str:
    """The lines as a list, without the last ones that do not fit into ``room`` characters."""
    shown = list(lines)
    while len(text := "\n".join(f"- {line}" for line in shown)) > room:
        shown.pop()
    return text


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
