"""Questions that moderators take off the list, and put back when they press "Undo"."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from cachetools import TTLCache

from bot.inbox.awaiting import Awaiting, PostState
from bot.inbox.handoff import Handoff
from bot.inbox.questions import InboxStore

MOMENT: Final = timedelta(milliseconds=1)
"""As exactly as times are stored."""
REMEMBERED: Final = timedelta(minutes=15)
"""How long it is known which questions waited for a human's answer: as long as their message has its "Undo"."""
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
        self._waited: TTLCache[tuple[int, datetime], Sequence[Awaiting], datetime] = TTLCache(MOST, REMEMBERED, clock)

    async def dismiss(self, server: int, wordings: Iterable[str], questions: Collection[int] = ()) -> datetime:
        """Take wordings off the list; the ``questions`` of these ids wait for nobody any longer.

        Returns:
            The time by which ``restore`` knows them; no two dismissals have the same.

        Raises:
            StoreError: the database can't be written.
        """
        at = self._last = max(self._clock(), self._last + MOMENT)
        await self._store.dismiss(server, wordings, at)
        if questions:
            self._waited[server, at] = await self._handoff.settle(server, questions, PostState.DISMISSED)
        return at

    async def dismiss_waiting(self, server: int, questions: Collection[int]) -> tuple[datetime, Sequence[str]] | None:
        """Let questions wait for nobody any longer, and take their wordings off the list.

        Returns:
            The time by which ``restore`` knows them, and those wordings; ``None`` where none of them waited any more.

        Raises:
            StoreError: the database can't be written.
        """
        settled = await self._handoff.settle(server, questions, PostState.DISMISSED)
        if not settled:
            return None
        wordings = list(dict.fromkeys(one.text for one in settled))
        at = await self.dismiss(server, wordings)
        self._waited[server, at] = settled
        return at, wordings

    async def restore(self, server: int, at: datetime) -> int:
        """Put back what was dismissed at that time, and return how many wordings that were.

        Raises:
            StoreError: the database can't be written.
        """
        restored = await self._store.restore(server, at)
        if restored and (waited := self._waited.pop((server, at), ())):
            await self._handoff.reopen(server, waited)
        return restored

    async def forget_member(self, member: str) -> None:
        """Forget what waited: it is not known here whose questions those were."""
        del member
        self._waited.clear()
