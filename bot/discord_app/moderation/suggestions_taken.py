"""A member's suggestion taken up by a moderator: the form it leads to, and the thanks when it is saved."""

from __future__ import annotations

from bot.discord_app.asking.states import id_in
from bot.discord_app.editing.add import begin_entry
from bot.discord_app.editing.commands import one_line
from bot.discord_app.editing.form_flow import open_main_form
from bot.discord_app.editing.gate import Editing, Moderating
from bot.discord_app.editing.group import NoSuchEntryError
from bot.discord_app.editing.proposals import after_saving
from bot.discord_app.errors import AnyInteraction
from bot.discord_app.moderation.drafts import Draft, keep_draft
from bot.editing.change import Change, EntryEdit
from bot.editing.revision import Revision, RevisionKind
from bot.inbox.suggestions import Suggestion, SuggestionStatus
from bot.knowledge import bounds
from bot.texts import editing as editing_texts


async def find_suggestion(who: Moderating, item: str) -> Suggestion | None:
    """The open suggestion of that id in hexadecimal, of this server."""
    found = await who.moderation.suggestions.get(who.server, id_in(item)) if item else None
    return found if found is not None and found.status is SuggestionStatus.OPEN else None


async def take_up(interaction: AnyInteraction, editing: Editing, suggestion: Suggestion) -> None:
    """Open the form of the entry to correct, or of a new one; the change names the suggestion, also after a restart.

    Raises:
        NoSuchEntryError: the entry to correct is gone.
    """
    if suggestion.entry is None:
        question = one_line(suggestion.text.partition("\n")[0])[: bounds.QUESTION]
        await begin_entry(interaction, [question], suggestion.id)
        return
    entry = (await editing.knowledge()).entries.get(suggestion.entry)
    if entry is None:
        raise NoSuchEntryError(editing_texts.NO_SUCH_ENTRY)
    edits = (EntryEdit(entry.key, entry, entry),)
    change = Change(editing.scope, RevisionKind.EDIT, edits, suggestion=suggestion.id)
    await open_main_form(interaction, editing, await keep_draft(editing, change))


@after_saving
async def settle(editing: Editing, draft: Draft, revision: Revision) -> None:
    """A change that came from a suggestion was saved: it waits no longer."""
    taken = draft.change.suggestion
    if taken is not None:
        await editing.moderation.suggestions.settle(editing.server, taken, SuggestionStatus.ACCEPTED, revision.number)
