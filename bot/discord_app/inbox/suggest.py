"""``/suggest``: a member proposes an entry or a correction, which waits in the moderators' inbox."""

import secrets
from dataclasses import replace
from typing import Final

import discord
from discord import app_commands

from bot.composed_characters import cut
from bot.control_characters import one_line
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import answered_with, defer, server_of, snapshot_here, snapshot_in_time
from bot.discord_app.editing.add import begin_entry
from bot.discord_app.editing.authorisation import Editing, Moderating
from bot.discord_app.editing.form_flow import open_main_form
from bot.discord_app.editing.group import entry_meant
from bot.discord_app.editing.pending_changes import keep_pending
from bot.discord_app.inbox import texts
from bot.discord_app.lookup import completions
from bot.discord_app.services import Services
from bot.discord_app.ui import sender
from bot.discord_app.ui.converters import EntryKey, id_in
from bot.discord_app.ui.custom_id import CustomId
from bot.discord_app.ui.dispatch import submitted
from bot.discord_app.ui.markdown import clip, visible
from bot.discord_app.ui.modal import Field, modal_of, typed_into
from bot.discord_app.ui.reply import Reply
from bot.discord_app.ui.returned import given_back
from bot.editing import operations
from bot.errors import VersusError
from bot.inbox.suggestions import Suggestion, SuggestionStatus
from bot.knowledge import bounds
from bot.knowledge.model import Entry
from bot.texts import editing as editing_texts

PAUSE: Final = 30.0
"""Seconds between two suggestions of a member."""
OPEN_OF_ONE: Final = 5
OPEN_OF_ALL: Final = 200
"""Suggestions that may wait: of one member, and in one server."""
TEXT: Final = 1000
NAME: Final = 32


class SuggestForm(CustomId, form="j:{entry}"):
    """The form's custom_id: the entry to correct, or none. So one open during a restart is taken all the same."""

    entry: EntryKey | None = None


def setup(client: VersusClient) -> None:
    """Add the command and its form."""
    client.add_commands(suggest_command)
    client.add_forms(take_suggestion)


@app_commands.command(name="suggest", description=texts.SUGGEST_DESCRIPTION)
@app_commands.rename(entry=texts.SUGGEST_OPTION)
@app_commands.describe(entry=texts.SUGGEST_ENTRY)
@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
async def suggest_command(interaction: Interaction, entry: app_commands.Range[str, 1, 100] | None = None) -> None:
    """Open the form.

    Raises:
        VersusError: the member opted out of storing, or the entry took too long to be found for a form.
    """
    services, server = _place(interaction)
    if services.privacy.is_opted_out(interaction.user.id):
        raise VersusError(texts.OPTED_OUT)
    _refuse_too_many(services, server, interaction.user.id)
    # A server's own entries may have to be read first: too slow for a form.
    snapshot = await snapshot_in_time(interaction)
    found = entry_meant(snapshot, entry) if entry is not None and len(snapshot.knowledge) else None
    if answered_with(interaction) is not None:
        raise VersusError(texts.ONCE_MORE)
    await sender.open_form(interaction, suggest_form(found, interaction.user.display_name))


@suggest_command.autocomplete("entry")
async def complete(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """The titles of the entries that match what was typed so far."""
    return completions(await snapshot_here(interaction), current)


def suggest_form(entry: Entry | None, name: str) -> discord.ui.Modal:
    """The form for a correction of ``entry``, or for a new one; ``name`` is what the member is called."""
    credit = Field("c", texts.CREDIT, texts.CREDIT_HINT, clip(name, NAME), NAME, long=False)
    if entry is not None:
        correction = Field("q", texts.CORRECTION, texts.CORRECTION_HINT, "", TEXT, required=True)
        return modal_of(texts.suggest_title(entry.title), SuggestForm(entry.key).encode(), [correction, credit])
    question = Field("q", texts.QUESTION, texts.QUESTION_HINT, "", bounds.QUESTION, long=False, required=True)
    answer = Field("a", texts.ANSWER, texts.ANSWER_HINT, "", TEXT)
    return modal_of(texts.SUGGEST_TITLE, SuggestForm().encode(), [question, answer, credit])


@submitted(SuggestForm)
async def take_suggestion(interaction: Interaction, form: SuggestForm) -> None:
    """Keep what was typed for the moderators; where that can't be, give it back."""
    typed = typed_into(interaction)
    text = "\n\n".join(part for part in (visible(typed.get(code, "")).strip() for code in "qa") if part)
    async with given_back(interaction, text):
        await _keep(interaction, form, text, cut(one_line(typed.get("c", "")), NAME))


async def _keep(interaction: Interaction, form: SuggestForm, text: str, credit: str) -> None:
    """Keep a suggestion, and thank for it.

    Raises:
        VersusError: the member opted out of storing, typed nothing, or suggests too fast.
    """
    services, server = _place(interaction)
    member = interaction.user.id
    if services.privacy.is_opted_out(member):
        raise VersusError(texts.OPTED_OUT)
    if not text:
        raise VersusError(texts.EMPTY)
    await defer(interaction)
    _refuse_too_many(services, server, member)
    if (wait := interaction.client.suggesting.ask(member, PAUSE).wait) > 0:
        raise VersusError(texts.slow_down(wait))
    suggestion = Suggestion(
        id=secrets.randbits(63),
        server=server,
        at=services.clock(),
        member=services.pseudonyms.of(member),
        credit=credit or None,
        entry=form.entry,
        text=text[: 2 * TEXT],
    )
    await services.moderation.suggestions.add(suggestion)
    await sender.replace_deferred(interaction, Reply(texts.THANKS))


def _place(interaction: Interaction) -> tuple[Services, int]:
    server = server_of(interaction)
    if server is None:
        raise VersusError(texts.SERVER_ONLY)
    return interaction.client.services, server


def _refuse_too_many(services: Services, server: int, member: int) -> None:
    waiting = services.moderation.suggestions.count(server)
    if waiting.total() >= OPEN_OF_ALL:
        raise VersusError(texts.TOO_MANY_OF_ALL)
    if waiting[services.pseudonyms.of(member)] >= OPEN_OF_ONE:
        raise VersusError(texts.TOO_MANY)


async def find_suggestion(moderator: Moderating, item: str) -> Suggestion | None:
    """The open suggestion of that id in hexadecimal, of this server."""
    found = await moderator.moderation.suggestions.get(moderator.server, id_in(item)) if item else None
    return found if found is not None and found.status is SuggestionStatus.OPEN else None


async def take_up(interaction: Interaction, editing: Editing, suggestion: Suggestion) -> None:
    """Open the form of the entry to correct, or of a new one; the change names the suggestion, also after a restart.

    Raises:
        VersusError: the entry to correct is gone.
    """
    if suggestion.entry is None:
        await begin_entry(
            interaction,
            [suggestion.question],
            text=suggestion.answer,
            about=suggestion.text,
            suggestion=suggestion.id,
        )
        return
    known = await editing.knowledge()
    entry = known.entries.get(suggestion.entry)
    if entry is None:
        raise VersusError(editing_texts.NO_SUCH_ENTRY)
    change = operations.edition(known, entry, editing.scope)
    change = replace(change, about=suggestion.text, suggestion=suggestion.id)
    await open_main_form(interaction, editing, await keep_pending(editing, change))
