"""Questions that moderators take off the list, and put back when they press "Undo"."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from cachetools import TTLCache

from bot.inbox.awaiting import Awaiting
from bot.inbox.handoff import Handoff
from bot.inbox.questions import InboxStore

MOMENT: Final = timedelta(milliseconds=1)
"""As exactly as times are stored."""
REMEMBERED: Final = timedelta(minutes=15)
"""How long it is known which questions waited for a human's answer, of those that no post shows: nothing is stored of
what was dismissed."""
MOST: Final = 500
"""Dismissals remembered at once."""


class Dismissals:
    """Dismisses questions by their wordings. What was dismissed at one time is known by that time."""

    def __init__(self, store: InboxStore, handoff: Handoff, clock: Callable[[], datetime]) -> None:
        """``clock`` gives the time now, aware, in UTC."""
        self._store = store
        self._handoff = handoff
        self._clock = clock
        self._last = datetime.min.replace(tzinfo=UTC)
        self._waited: TTLCache[tuple[int, datetime], list[Awaiting], datetime] = TTLCache(MOST, REMEMBERED, clock)

    async def dismiss(self, server: int, wordings: Iterable[str], questions: Collection[int] = ()) -> datetime:
        """Take wordings off the list; the ``questions`` of these ids wait for nobody any longer.

        Returns:
            The time by which ``restore`` knows them; no two dismissals have the same.

        Raises:
            StoreError: the database can't be written.
        """
        at, _ = await self._dismiss(server, wordings, questions)
        return at

    async def dismiss_waiting(self, server: int, questions: Collection[int]) -> tuple[datetime, Sequence[str]] | None:
        """Let questions wait for nobody any longer, and take their wordings off the list.

        Returns:
            The time by which ``restore`` knows them, and those wordings; ``None`` where none of them waited any more.

        Raises:
            StoreError: the database can't be written.
        """
        at, waited = await self._dismiss(server, (), questions)
        return (at, list(dict.fromkeys(one.text for one in waited))) if waited else None

    async def restore(self, server: int, at: datetime) -> int:
        """Put back what was dismissed at that time, and return how many wordings that were.

        Raises:
            StoreError: the database can't be written.
        """
        restored = await self._store.restore(server, at, self._waited.get((server, at), ()))
        self._waited.pop((server, at), None)
        self._handoff.changed.set()
        return restored

    async def forget_member(self, member: str) -> None:
        """Forget which questions of a member waited."""
        for waited in self._waited.values():
            waited[:] = [one for one in waited if one.member != member]

    async def _dismiss(
        self, server: int, wordings: Iterable[str], questions: Collection[int]
    ) -> tuple[datetime, Sequence[Awaiting]]:
        at = self._last = max(self._clock(), self._last + MOMENT)
        async with self._handoff.lock(server):  # an open post whose question waits no longer loses its text
            waited = list(await self._store.dismiss(server, wordings, at, questions))
        if waited:
            self._waited[server, at] = waited
            self._handoff.changed.set()
        return at, waited
