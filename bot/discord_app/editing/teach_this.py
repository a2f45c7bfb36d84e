""" "Teach this": a message's text becomes a question of the entry that answers it, or of a new one."""

from dataclasses import replace

import discord
from discord import app_commands

from bot.control_characters import one_line
from bot.discord_app.asking.incoming import question_of
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.editing import texts
from bot.discord_app.editing.about import step_text
from bot.discord_app.editing.add import begin_entry, kind_buttons, new_entry
from bot.discord_app.editing.authorisation import Editing, editing_moderator
from bot.discord_app.editing.commands import propose_teaching
from bot.discord_app.editing.forms import edited_entry
from bot.discord_app.editing.menus import ENTRIES, closest_options
from bot.discord_app.editing.pending_changes import PendingChange, keep_pending, open_pending
from bot.discord_app.editing.proposals import show_step
from bot.discord_app.editing.states import Cancel, ChooseEntry, Kind, MakeNew
from bot.discord_app.lookup import chosen
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.long_menu import find, findable, long_menu
from bot.discord_app.ui.reply import Button, Option, Reply
from bot.editing.change import Change


def setup(client: VersusClient) -> None:
    """Add the entry in a message's menu, the select and the button."""
    client.add_commands(teach_this_command)
    client.add_dynamic_items(choose_entry, make_new)
    client.add_forms(find)


@app_commands.context_menu(name=texts.TEACH_THIS)
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.guild_only()
async def teach_this_command(interaction: Interaction, message: discord.Message) -> None:
    """Offer the closest entries."""
    editing = await editing_moderator(interaction)
    question = one_line(question_of(message))
    if not question:
        await show_step(interaction, Reply(texts.NOTHING_TO_TEACH))
        return
    change = replace(new_entry(editing.scope, None, Kind.COMPARISON, [question]), about=question)
    await offer_entries(interaction, editing, change)


async def offer_entries(interaction: Interaction, editing: Editing, change: Change) -> None:
    """Ask which entry answers what a change is made for, a new one among them; the change has the question."""
    pending = await keep_pending(editing, change)
    options = await closest_options(await editing.snapshot(), change.made_for)
    await show_step(interaction, _which_reply(pending, options))


@pressed(ChooseEntry)
@findable(ChooseEntry, ENTRIES)
async def choose_entry(interaction: Interaction, state: ChooseEntry) -> None:
    """Show what the question would do as one of the entry's."""
    editing = await editing_moderator(interaction)
    pending = await open_pending(interaction, editing, state.proposal)
    made, key = pending.change, chosen(interaction)
    await propose_teaching(
        interaction,
        key,
        _questions(pending),
        pending.id,
        question=made.question,
        about=made.about,
        answer=made.answer,
        post=made.post,
    )


@pressed(MakeNew)
async def make_new(interaction: Interaction, state: MakeNew) -> None:
    """Make a new entry of the question."""
    editing = await editing_moderator(interaction)
    pending = await open_pending(interaction, editing, state.proposal)
    await begin_entry(interaction, _questions(pending), about=pending.change.about)


def _questions(pending: PendingChange) -> tuple[str, ...]:
    entry = edited_entry(pending.change).after
    return entry.questions if entry is not None else ()


def _which_reply(pending: PendingChange, options: tuple[Option, ...]) -> Reply:
    select = long_menu(ChooseEntry(pending.id).encode(), texts.CHOOSE_ENTRY, options, ENTRIES)
    buttons = (*kind_buttons(pending.id), Button(texts.CANCEL, Cancel(pending.id).encode()))
    content = step_text(pending.change, texts.TEACH_WHICH)
    return Reply(content, rows=((select,), buttons) if options else (buttons,))
