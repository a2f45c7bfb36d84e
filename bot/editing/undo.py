"""When a saved change is taken back at once, and when its effect has to be looked at first."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.editing.change import EntryEdit, many_removed
from bot.editing.errors import EditError
from bot.editing.history import History
from bot.editing.planner import Plan
from bot.editing.revision import Revision, RevisionStore
from bot.texts import editing as texts

WITHIN: Final = timedelta(minutes=15)
"""After a save, in which its author takes it back at once."""


class NotAtOnceError(EditError):
    """The effect has to be looked at before the change is taken back; the sentence says why."""

    def __init__(self, why: str) -> None:
        """``why`` is the first half of the sentence."""
        super().__init__(texts.look_first(why))


class UndoRule:
    """Undo acts at once on one's own last save of a moment ago, as far as nothing but that is taken back by it."""

    def __init__(self, history: History, revisions: RevisionStore, clock: Callable[[], datetime]) -> None:
        """``clock`` tells the time now, aware, in UTC."""
        self._history = history
        self._revisions = revisions
        self._clock = clock

    async def why_not_theirs(self, revision: Revision, member: str | None) -> str | None:
        """Half a sentence on why the revision is not the member's own last save of a moment ago; ``None`` if it is.

        Args:
            revision: the saved change.
            member: the keyed hash of a moderator; ``None`` for one of whom nothing may be stored.
        """
        if member is None:
            return texts.NAMELESS_SAVE
        if revision.author != member:
            return texts.NOT_YOUR_SAVE
        if self._clock() - revision.at > WITHIN:
            return texts.saved_long_ago(WITHIN)
        newest = await self._revisions.newest_by(revision.scope, member)
        return texts.NOT_LAST_SAVE if revision.number != newest else None

    async def check(self, number: int, member: str | None, plan: Plan) -> None:
        """See that the member may have revision ``number`` back at once, which ``plan`` takes back.

        Raises:
            NotAtOnceError: they may not.
            EditError: there is no such revision, or its files don't fit with today's shared base.
        """
        if plan.after == plan.before:
            return
        revision = await self._history.get(plan.change.scope, number)
        if why := await self.why_not_theirs(revision, member):
            raise NotAtOnceError(why)
        if plan.loaded.knowledge is None:
            raise NotAtOnceError(texts.LEAVES_A_PROBLEM)
        did = await self._history.states(plan.change.scope, number)
        await asyncio.to_thread(_refuse_more, did, plan.edits)


def _refuse_more(did: Sequence[EntryEdit], undoing: Sequence[EntryEdit]) -> None:
    """See that taking the change back does its exact reverse, and takes only a few entries away.

    Raises:
        NotAtOnceError: it does not.
    """
    reverse = {edit.key: (edit.after, edit.before) for edit in did}
    if {edit.key: (edit.before, edit.after) for edit in undoing} != reverse:
        raise NotAtOnceError(texts.CHANGED_SINCE)
    if removed := many_removed(undoing):
        raise NotAtOnceError(texts.would_remove(removed))
