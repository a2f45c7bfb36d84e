"""Changes under way: kept from the first form on, so that neither a restart nor a slip loses what was typed."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, replace
from typing import Final

from bot.discord_app.editing.gate import Editing, NotAllowedError, hold
from bot.discord_app.errors import AnyInteraction
from bot.discord_app.inbox import texts as inbox_texts
from bot.editing.change import Change
from bot.editing.pending_changes import StoredProposal
from bot.errors import VersusError
from bot.texts import editing as texts

LARGE: Final = 50_000
"""Characters of a stored change from which it is read beside the event loop."""
FEW: Final = 10
"""Entries up to which a change is written down at once."""


class DraftGoneError(VersusError):
    """The change was saved, cancelled or purged."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A moderator's change, not yet saved."""

    id: int
    change: Change


async def keep_draft(editing: Editing, change: Change, draft_id: int | None = None) -> Draft:
    """Keep a change, in place of the one of that id. Nobody waits for the database: it is stored afterwards."""
    number = secrets.randbits(63) if draft_id is None else draft_id
    is_small = not change.files and len(change.edits) <= FEW
    text = change.to_json() if is_small else await asyncio.to_thread(change.to_json)
    kept = StoredProposal(number, change.scope, editing.server, editing.member, editing.services.clock(), text)
    editing.moderation.pending.keep(kept, lasting=not editing.services.privacy.is_refused(editing.member))
    return Draft(number, change)


async def open_draft(interaction: AnyInteraction, editing: Editing, draft_id: int) -> Draft:
    """The change of that id, for the moderator who made it.

    It is in memory as a rule; where it has to be read first, the interaction is held.

    Raises:
        DraftGoneError: it is no longer there.
        NotAllowedError: it is somebody else's, or the server no longer edits that.
        StoreError: it is not in memory, and the database can't be read.
    """
    pending = editing.moderation.pending
    kept = pending.at_hand(draft_id)
    if kept is None and pending.exists(draft_id):
        await hold(interaction)
        kept = await pending.find(draft_id)
    if kept is None or kept.server != editing.server:
        raise DraftGoneError(texts.GONE)
    if kept.moderator != editing.member:
        raise NotAllowedError(texts.NOT_YOURS)
    if kept.scope != editing.scope:
        raise NotAllowedError(texts.SCOPE_CHANGED)
    is_small = len(kept.change) < LARGE
    change = Change.from_json(kept.change) if is_small else await asyncio.to_thread(Change.from_json, kept.change)
    return Draft(draft_id, _without_thanks(change))


def _without_thanks(change: Change) -> Change:
    """The change as it is kept now: earlier ones held the thanks for a suggestion, which are added when it is saved."""
    is_thanks = change.suggestion is not None and change.why.startswith(inbox_texts.suggested_by(""))
    return replace(change, why="") if is_thanks else change
