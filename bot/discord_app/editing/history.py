"""``/knowledge history``: what was changed, opened as a difference, and taken back."""

from discord import app_commands

from bot import limits
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import defer
from bot.discord_app.editing import texts
from bot.discord_app.editing.authorisation import (
    Editing,
    NotAllowedError,
    editing_moderator,
    editing_there,
    hold,
    moderating,
)
from bot.discord_app.editing.group import add_to_group, complete_entry
from bot.discord_app.editing.history_reply import (
    PER_PAGE,
    Opened,
    OpenRevision,
    Page,
    TakeBackRevision,
    history_reply,
    revision_reply,
)
from bot.discord_app.editing.undo import show_taking_back
from bot.discord_app.lookup import chosen
from bot.discord_app.ui import sender
from bot.discord_app.ui.converters import number_in
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.reply import Reply
from bot.editing.history import gone


def setup(client: VersusClient) -> None:
    """Add the command and its components."""
    add_to_group(client, history_command)
    client.add_dynamic_items(turn, open_revision, take_back_revision)


@app_commands.command(name="history", description=texts.HISTORY_DESCRIPTION)
@app_commands.describe(entry=texts.HISTORY_ENTRY)
async def history_command(interaction: Interaction, entry: app_commands.Range[str, 1, 100] | None = None) -> None:
    """Show the newest changes: of everything that the server's moderators edit, or of one entry."""
    editing = await editing_moderator(interaction)
    await hold(interaction)
    history = editing.moderation.editor.history
    key = await history.key_named(editing.scope, await editing.knowledge(), entry) if entry is not None else None
    is_known = entry is None or key is not None
    reply = await _list(editing, Page(editing.scope is None, 0, key)) if is_known else Reply(texts.NO_HISTORY_OF_ENTRY)
    await sender.replace_deferred(interaction, reply)


@history_command.autocomplete("entry")
async def complete(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Entries as everywhere, then those that only the history knows, as far as they were read already."""
    choices = await complete_entry(interaction, current)
    try:
        editing = await editing_moderator(interaction)
    except NotAllowedError:
        return []
    interaction.client.reading.begin(editing.moderation.editor.history, editing.scope)
    known = gone(editing.moderation.editor.history.changed_as_read(editing.scope), await editing.knowledge())
    named = [key for key in known if current.casefold().strip() in key]
    choices += [app_commands.Choice(name=texts.removed_entry(key.partition("/")[2]), value=key) for key in named]
    return choices[: limits.AUTOCOMPLETE_CHOICES]


@pressed(Page)
async def turn(interaction: Interaction, place: Page) -> None:
    """Another page, in place of this one."""
    editing = await editing_there(interaction, shared=place.shared)
    await defer(interaction)
    await sender.replace_deferred(interaction, await _list(editing, place))


@pressed(OpenRevision)
async def open_revision(interaction: Interaction, state: OpenRevision) -> None:
    """One change, in place of the list."""
    editing = await editing_there(interaction, shared=state.place.shared)
    await defer(interaction)
    editor, number = editing.moderation.editor, _number(interaction)
    revision = await editor.history.get(editing.scope, number)
    edits = await editor.history.states(editing.scope, number)
    is_last = await editor.undo_rule.why_not_theirs(revision, editing.author.member) is None
    opened = Opened(revision, edits, await editing.knowledge(), state.place, is_last)
    # What an import did is much to put into words.
    reply = await editing.off_the_loop(revision_reply, opened)
    await sender.replace_deferred(interaction, reply)


@pressed(TakeBackRevision)
async def take_back_revision(interaction: Interaction, state: TakeBackRevision) -> None:
    """What taking it back would do, beside the list."""
    moderating(interaction)
    await defer(interaction, beside=True)
    editing = await editing_there(interaction, shared=state.shared)
    await show_taking_back(interaction, editing, _number(interaction))


async def _list(editing: Editing, place: Page) -> Reply:
    history = editing.moderation.editor.history
    revisions = await history.page(editing.scope, place.entry, place.before or None, PER_PAGE + 1)
    known = await editing.knowledge()
    entry = known.entries.get(place.entry) if place.entry is not None else None
    removed = texts.removed_entry(place.entry.partition("/")[2]) if place.entry else None
    title = entry.title if entry is not None else removed
    return history_reply(revisions, place, editing.scope, known, title)


def _number(interaction: Interaction) -> int:
    """The number of the revision that was chosen in a select."""
    return number_in(chosen(interaction))
