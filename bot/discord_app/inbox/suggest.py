"""``/suggest``: a member proposes an entry or a correction, which waits in the moderators' inbox."""

from __future__ import annotations

import secrets
from typing import Any, Final, cast

import discord
from discord import app_commands

from bot import limits
from bot.control_characters import one_line
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import answered_with, defer, server_of, snapshot_here, snapshot_in_time
from bot.discord_app.editing.add import begin_entry
from bot.discord_app.editing.authorisation import Editing, Moderating
from bot.discord_app.editing.form_flow import open_main_form
from bot.discord_app.editing.group import entry_meant
from bot.discord_app.editing.proposals import keep_draft
from bot.discord_app.inbox import suggest_texts as texts
from bot.discord_app.lookup import completions
from bot.discord_app.services import Services
from bot.discord_app.ui import sender
from bot.discord_app.ui.custom_id import CustomId, EntryKey, id_in
from bot.discord_app.ui.error_tree import Modal, answer_error
from bot.discord_app.ui.markdown import clip, visible
from bot.discord_app.ui.reply import Reply
from bot.editing.change import Change, EntryEdit
from bot.editing.revision import RevisionKind
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
    """Add the command."""
    client.tree.add_command(suggest_command)  # pyright: ignore[reportUnknownArgumentType]


@app_commands.command(name="suggest", description=texts.DESCRIPTION)
@app_commands.describe(entry=texts.ENTRY)
@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
async def suggest_command(interaction: Interaction, entry: app_commands.Range[str, 1, 100] | None = None) -> None:
    """Open the form."""
    services, server = _place(interaction)
    if services.privacy.is_opted_out(interaction.user.id):
        raise VersusError(texts.OPTED_OUT)
    _refuse_too_many(services, server, interaction.user.id)
    # A server's own entries may have to be read first: too slow for a form.
    found = entry_meant(await snapshot_in_time(interaction), entry) if entry is not None else None
    if answered_with(interaction) is not None:
        raise VersusError(texts.ONCE_MORE)
    await sender.open_form(interaction, suggest_form(found, interaction.user.display_name))


@suggest_command.autocomplete("entry")
async def complete(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """The titles of the entries that match what was typed so far."""
    return completions(await snapshot_here(interaction), current)


async def on_interaction(interaction: Interaction) -> None:
    """Take a form that was sent off, whether it was opened before the last restart or after."""
    match = SuggestForm.pattern.fullmatch(str((interaction.data or {}).get("custom_id", "")))
    if match is None:
        return
    try:
        await _take(interaction, SuggestForm.decode(match[0]))
    except Exception as error:  # noqa: BLE001 - the root of the error tree
        await answer_error(interaction, error)


def suggest_form(entry: Entry | None, name: str) -> Modal:
    """The form for a correction of ``entry``, or for a new one; ``name`` is what the member is called."""
    title = texts.TITLE_NEW if entry is None else texts.title_of(entry.title)
    custom_id = SuggestForm(None if entry is None else entry.key).encode()
    form = Modal(title=clip(visible(title), limits.MODAL_TITLE), custom_id=custom_id)
    if entry is None:
        form.add_item(_field("q", texts.QUESTION, texts.QUESTION_HINT, bounds.QUESTION))
        form.add_item(_field("a", texts.ANSWER, texts.ANSWER_HINT, TEXT, required=False, long=True))
    else:
        form.add_item(_field("q", texts.CORRECTION, texts.CORRECTION_HINT, TEXT, long=True))
    form.add_item(_field("c", texts.CREDIT, texts.CREDIT_HINT, NAME, required=False, value=clip(name, NAME)))
    form.stop()
    return form


async def _take(interaction: Interaction, form: SuggestForm) -> None:
    services, server = _place(interaction)
    member = interaction.user.id
    if services.privacy.is_opted_out(member):
        raise VersusError(texts.OPTED_OUT)
    typed = _typed(interaction)
    text = "\n\n".join(part for part in (visible(typed.get(code, "")).strip() for code in "qa") if part)
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
        credit=one_line(typed.get("c", ""))[:NAME] or None,
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
        raise VersusError(texts.FULL)
    if waiting[services.pseudonyms.of(member)] >= OPEN_OF_ONE:
        raise VersusError(texts.TOO_MANY)


def _typed(interaction: Interaction) -> dict[str, str]:
    data = cast("dict[str, Any]", interaction.data or {})
    labels = cast("list[dict[str, dict[str, Any]]]", data.get("components", ()))
    inputs = [label["component"] for label in labels if "component" in label]
    return {str(one.get("custom_id", "")): str(one.get("value") or "") for one in inputs}


def _field(
    code: str, label: str, hint: str, room: int, *, required: bool = True, long: bool = False, value: str = ""
) -> discord.ui.Label[Modal]:
    style = discord.TextStyle.paragraph if long else discord.TextStyle.short
    text_input = discord.ui.TextInput[Modal](
        custom_id=code, style=style, required=required, max_length=room, default=value or None
    )
    return discord.ui.Label(text=label, description=hint, component=text_input)


async def find_suggestion(who: Moderating, item: str) -> Suggestion | None:
    """The open suggestion of that id in hexadecimal, of this server."""
    found = await who.moderation.suggestions.get(who.server, id_in(item)) if item else None
    return found if found is not None and found.status is SuggestionStatus.OPEN else None


async def take_up(interaction: Interaction, editing: Editing, suggestion: Suggestion) -> None:
    """Open the form of the entry to correct, or of a new one; the change names the suggestion, also after a restart.

    Raises:
        VersusError: the entry to correct is gone.
    """
    if suggestion.entry is None:
        question = one_line(suggestion.text.partition("\n")[0])[: bounds.QUESTION]
        await begin_entry(interaction, [question], suggestion.id)
        return
    entry = (await editing.knowledge()).entries.get(suggestion.entry)
    if entry is None:
        raise VersusError(editing_texts.NO_SUCH_ENTRY)
    edits = (EntryEdit(entry.key, entry, entry),)
    change = Change(editing.scope, RevisionKind.EDIT, edits, suggestion=suggestion.id)
    await open_main_form(interaction, editing, await keep_draft(editing, change))
