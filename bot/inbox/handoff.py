"""Handing a question on to humans: when it is put before the moderators, what joins what, how long answers take."""

import asyncio
import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final, Protocol

from bot.inbox.awaiting import Awaiting, AwaitingStore, PostState
from bot.usage.retention import WAITING

HOUR: Final = timedelta(hours=1)
POSTS_AN_HOUR: Final = 10
"""New posts in a server within an hour; what comes then is on the list alone."""
POSTS_OF_ONE: Final = 3
"""Of them, those about the questions of one member."""
PAUSE: Final = timedelta(hours=8)
"""How long moderators have nothing new posted at their wish."""
LATELY: Final = timedelta(days=30)
"""How long ago an answer may have been given to say how long answers take."""
_REMEMBERED: Final = 10
"""The last answers by which that is told."""
_STATE: Final = "answer-times:{server}"


class State(Protocol):
    """Small named values that outlive a restart."""

    async def get(self, name: str) -> str | None:
        """The value stored under ``name``, or ``None``."""
        ...

    async def put(self, name: str, value: str) -> None:
        """Store ``value`` under ``name``, over what was there."""
        ...


class Handoff:
    """What waits for a human's answer, with the rules by which moderators are asked; every door goes through here."""

    def __init__(self, store: AwaitingStore, state: State, clock: Callable[[], datetime], keep: timedelta) -> None:
        """Prepare.

        Args:
            store: what waits, and the posts about it.
            state: keeps how long answers took.
            clock: the time now, aware, in UTC.
            keep: how long the texts of questions are kept.
        """
        self._store = store
        self._state = state
        self._clock = clock
        self._keep = min(keep, WAITING)
        self._locks: dict[int, asyncio.Lock] = {}
        self.changed = asyncio.Event()
        """Set when posts may show what is no longer so."""

    @property
    def since(self) -> datetime:
        """What was asked before then waits no longer, and is shown in no post."""
        return self._clock() - self._keep

    def lock(self, server: int) -> asyncio.Lock:
        """Held while a post of the server is made or shown anew: one at a time, so that nothing comes twice."""
        return self._locks.setdefault(server, asyncio.Lock())

    async def settle(self, server: int, questions: Iterable[int], state: PostState) -> Sequence[Awaiting]:
        """Let questions wait no longer, and return those that did: whoever gets one has it alone.

        A post that shows one of them is closed with ``state``; its message follows, by the caller or soon by itself.

        Raises:
            StoreError: the database can't be written.
        """
        settled = await self._store.settle(server, questions)
        found = [await self._store.post(server, one.post) for one in settled if one.post is not None]
        ids = {one.question for one in settled}
        closed = {post.message for post in found if post is not None and post.question in ids}
        if closed:
            await self._store.mark(closed, state, due=True)
            self.changed.set()
        return settled

    async def note_answer(self, question: Awaiting) -> None:
        """Keep how long the answer took that a human has just given, and nothing else about it.

        Raises:
            StoreError: the database can't be written.
        """
        now = self._clock()
        times = [*await self._times(question.server), (now, now - question.at)][-_REMEMBERED:]
        kept = [(int(at.timestamp()), int(took.total_seconds())) for at, took in times]
        await self._state.put(_STATE.format(server=question.server), json.dumps(kept))

    async def takes(self, server: int) -> timedelta | None:
        """How long an answer took lately, by the middle one of the last; ``None`` where nothing is known.

        Raises:
            StoreError: the database can't be read.
        """
        since = self._clock() - LATELY
        lately = [took for at, took in await self._times(server) if at >= since]
        return sorted(lately)[len(lately) // 2] if lately else None

    async def _times(self, server: int) -> list[tuple[datetime, timedelta]]:
        stored = await self._state.get(_STATE.format(server=server))
        with suppress(ValueError, TypeError):
            now = self._clock()
            return [
                (datetime.fromtimestamp(at, now.tzinfo), timedelta(seconds=took))
                for at, took in json.loads(stored or "[]")
            ]
        return []
