"""Changes under way: stored from the first form on, so that neither a restart nor a slip loses what was typed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.discord_app.moderation.gate import Editing, NotAllowedError
from bot.editing.change import Change
from bot.errors import VersusError
from bot.moderation.proposal import StoredProposal
from bot.texts import editing as texts

KEPT: Final = timedelta(days=7)
"""How long a change waits for "Save"."""


class DraftGoneError(VersusError):
    """The change was saved, cancelled or purged."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A moderator's change, not yet saved."""

    id: int
    change: Change


async def keep_draft(editing: Editing, change: Change, draft_id: int | None = None) -> Draft:
    """Store a change, in place of the one of that id; the oldest ones are purged on the way.

    Raises:
        StoreError: the database can't be written.
    """
    number = secrets.randbits(63) if draft_id is None else draft_id
    proposals, now = editing.moderation.proposals, editing.services.clock()
    stored = StoredProposal(number, change.scope, editing.server, editing.author.member, now, change.to_json())
    await proposals.purge(now - KEPT)
    await proposals.put(stored)
    return Draft(number, change)


async def open_draft(editing: Editing, draft_id: int) -> Draft:
    """The change of that id, for the moderator who made it.

    Raises:
        DraftGoneError: it is no longer there.
        NotAllowedError: it is somebody else's, or the server no longer edits that.
        StoreError: the database can't be read.
    """
    stored = await editing.moderation.proposals.get(draft_id)
    if stored is None or stored.server != editing.server:
        raise DraftGoneError(texts.GONE)
    if stored.moderator != editing.author.member:
        raise NotAllowedError(texts.NOT_YOURS)
    if stored.scope != editing.scope:
        raise NotAllowedError(texts.SCOPE_CHANGED)
    return Draft(draft_id, Change.from_json(stored.change))
