"""A moderator's change that is not saved yet: kept under an id, and found again by it, also after a restart."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, replace
from typing import Final

from bot.discord_app.client import Interaction
from bot.discord_app.editing import texts
from bot.discord_app.editing.authorisation import Editing, Moderating, NotAllowedError, hold
from bot.editing.change import Change
from bot.editing.pending_changes import StoredProposal
from bot.errors import VersusError
from bot.inbox import suggestions

LARGE: Final = 50_000
"""Characters of a stored change from which it is read beside the event loop."""
FEW: Final = 10
"""Entries up to which a change is written down at once."""


@dataclass(frozen=True, slots=True)
class PendingChange:
    """A moderator's change, not yet saved."""

    id: int
    change: Change


async def keep_pending(editing: Moderating, change: Change, pending_id: int | None = None) -> PendingChange:
    """Keep a change, in place of the one of that id. Nobody waits for the database: it is stored afterwards."""
    number = secrets.randbits(63) if pending_id is None else pending_id
    is_small = not change.files and len(change.edits) <= FEW
    text = change.to_json() if is_small else await asyncio.to_thread(change.to_json)
    kept = StoredProposal(number, change.scope, editing.server, editing.member, editing.services.clock(), text)
    editing.moderation.pending.keep(kept, lasting=not editing.services.privacy.is_refused(editing.member))
    return PendingChange(number, change)


async def open_pending(interaction: Interaction, editing: Editing, pending_id: int) -> PendingChange:
    """The change of that id, for the moderator who made it.

    It is in memory as a rule; where it has to be read first, the interaction is held.

    Raises:
        VersusError: it is no longer there.
        NotAllowedError: it is somebody else's, or the server no longer edits that.
        StoreError: it is not in memory, and the database can't be read.
    """
    pending = editing.moderation.pending
    kept = pending.at_hand(pending_id)
    if kept is None and pending.exists(pending_id):
        await hold(interaction)
        kept = await pending.find(pending_id)
    if kept is None or kept.server != editing.server:
        raise VersusError(texts.GONE)
    if kept.moderator != editing.member:
        raise NotAllowedError(texts.NOT_YOURS)
    if kept.scope != editing.scope:
        raise NotAllowedError(texts.SCOPE_CHANGED)
    is_small = len(kept.change) < LARGE
    change = Change.from_json(kept.change) if is_small else await asyncio.to_thread(Change.from_json, kept.change)
    return PendingChange(pending_id, _without_thanks(change))


async def own_pending(author: Moderating, pending_id: int) -> PendingChange | None:
    """The change of that id, if it is that person's, made in that server; the interaction must be held.

    Raises:
        StoreError: it is not in memory, and the database can't be read.
    """
    kept = await author.moderation.pending.find(pending_id)
    if kept is None or kept.server != author.server or kept.moderator != author.member:
        return None
    return PendingChange(pending_id, _without_thanks(await asyncio.to_thread(Change.from_json, kept.change)))


def _without_thanks(change: Change) -> Change:
    """The change as it is kept now: earlier ones held the thanks for a suggestion, which are added when it is saved."""
    is_thanks = change.suggestion is not None and change.why.startswith(suggestions.suggested_by(""))
    return replace(change, why="") if is_thanks else change
