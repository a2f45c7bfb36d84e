""" "Keep this answer": what somebody answered in a message becomes an entry."""

import asyncio
import contextlib
from typing import Final

import discord
from discord import app_commands

from bot.control_characters import one_line
from bot.discord_app.asking.incoming import question_of
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.delivery import NOT_SENT
from bot.discord_app.editing.add import begin_entry
from bot.discord_app.editing.authorisation import Editing, editing_moderator
from bot.discord_app.editing.proposals import show_step
from bot.discord_app.editing.states import Kind
from bot.discord_app.learning import texts
from bot.discord_app.learning.message_text import answer_text
from bot.discord_app.ui import posting
from bot.discord_app.ui.markdown import clip
from bot.discord_app.ui.reply import Reply
from bot.editing.revision import Kept
from bot.inbox.human_answers import kept_from
from bot.usage.stores import StoreError

FETCH: Final = 1.5
"""Seconds for reading the question's message: a form has to open within three."""
NAME: Final = 32


def setup(client: VersusClient) -> None:
    """Add the entry in a message's menu."""
    client.add_commands(keep_this_command)


@app_commands.context_menu(name=texts.KEEP_THIS)
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.guild_only()
async def keep_this_command(interaction: Interaction, message: discord.Message) -> None:
    """Open the form of a new entry: the message is its answer, and the message that it replies to its question."""
    editing = await editing_moderator(interaction)
    text = answer_text(message, mine=message.author.id == interaction.client.my_id)
    if not text:
        await show_step(interaction, Reply(texts.NOTHING_TO_KEEP))
        return
    question = await _asked(interaction.client, editing, message)
    questions = [question] if question else []
    kept = _kept(editing, message)
    await begin_entry(interaction, questions, kind=Kind.ANSWER, text=text, question=question, kept=kept)


async def _asked(client: VersusClient, editing: Editing, message: discord.Message) -> str:
    """The text of the message that this one replies to; empty where there is none, or it can't be had in time.

    Without the message-content intent it comes without its text, unless it mentions the bot. What was asked of the bot
    itself may still be stored.
    """
    reference = message.reference
    if reference is None or reference.message_id is None:
        return ""
    finding = asyncio.create_task(_found(client, editing, message, reference))
    done, _ = await asyncio.wait([finding], timeout=FETCH)
    return finding.result() if done else ""


async def _found(
    client: VersusClient, editing: Editing, message: discord.Message, reference: discord.MessageReference
) -> str:
    with contextlib.suppress(StoreError, *NOT_SENT):
        number = reference.message_id or 0
        waiting = await editing.moderation.awaiting.replied_to(editing.server, number)
        if waiting is not None:
            return waiting.text
        found = reference.resolved
        if not isinstance(found, discord.Message):
            found = await posting.fetch_message(client, message.channel.id, number)
        return one_line(question_of(found))
    return ""


def _kept(editing: Editing, message: discord.Message) -> Kept | None:
    """Whose message it is, unless nothing may be stored of them."""
    user, privacy = editing.services.pseudonyms.of(message.author.id), editing.services.privacy
    if privacy.is_refused(user):
        return None
    credit = kept_from(clip(one_line(message.author.display_name), NAME), message.jump_url)
    return Kept(user, credit, editing.server, message.reference.message_id if message.reference is not None else None)
