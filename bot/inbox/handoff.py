"""Handing a question on to humans: when it is put before the moderators, what joins what, how long answers take."""

import asyncio
import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final, Protocol
from weakref import WeakValueDictionary

from bot.inbox.awaiting import Awaiting, AwaitingStore, Post, PostState
from bot.inbox.grouping import grouped, same_words
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


class Limit(Enum):
    """Why nothing more is posted within the hour."""

    SERVER = auto()
    MEMBER = auto()


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
        self._answering = set[int]()
        self._locks = WeakValueDictionary[int, asyncio.Lock]()
        self.changed = asyncio.Event()
        """Set when posts may show what is no longer so."""
        self.connected = asyncio.Event()
        """Set when messages may have been deleted that nobody heard of."""

    @property
    def since(self) -> datetime:
        """What was asked before then waits no longer, and is shown in no post."""
        return self._clock() - self._keep

    def lock(self, what: int) -> asyncio.Lock:
        """Held so that nothing comes twice: a server's while one of its posts is made, shown or closed, a post's while
        it is being answered, a question's while an entry is confirmed for it. Whoever needs several takes the
        question's first and the server's last."""
        return self._locks.setdefault(what, asyncio.Lock())

    async def settle(self, server: int, questions: Iterable[int], state: PostState) -> Sequence[Awaiting]:
        """Let questions wait no longer, and return those that did: whoever gets one has it alone.

        A post that shows one of them is closed with ``state``; its message follows, by the caller or soon by itself.

        Raises:
            StoreError: the database can't be written.
        """
        async with self.lock(server):  # an open post whose question waits no longer loses its text
            settled = await self._store.settle(server, questions)
            await self._mark(server, settled, state)
        return settled

    async def claim(self, server: int, questions: Iterable[int], act: int) -> Sequence[Awaiting]:
        """Have questions be answered, or put before the moderators, by an act of somebody.

        Returns those that waited: whoever gets one has it alone. It is ``release``d, or ``answered``; one that is
        neither, as the bot is stopped meanwhile, is ``unsure``.

        Raises:
            StoreError: the database can't be written.
        """
        mine = set(questions) - self._answering
        self._answering |= mine
        try:
            claimed = await self._store.claim(server, mine, act)
        except BaseException:
            self._answering -= mine
            raise
        self._answering -= mine - {one.question for one in claimed}
        return claimed

    async def claim_with(self, server: int, questions: Iterable[int], act: int, post: int) -> Sequence[Awaiting]:
        """Claim questions, and all that are in a post.

        Raises:
            StoreError: the database can't be read or written.
        """
        async with self.lock(server):  # nothing joins the post any longer
            joined = await self._store.in_post(server, post, self.since)
            return await self.claim(server, {*questions, *(one.question for one in joined)}, act)

    async def release(self, questions: Sequence[Awaiting]) -> None:
        """Let claimed questions wait again that certainly got no reply.

        Raises:
            StoreError: the database can't be written.
        """
        try:
            await self._store.release([one.question for one in questions])
        finally:
            self.abandon(questions)

    async def answered(self, question: Awaiting, state: PostState) -> None:
        """Let a claimed question go that has its reply, or nothing left to reply to, and close its post.

        A post that shows it is closed with ``state``; its message follows, by the caller or soon by itself.

        Raises:
            StoreError: the database can't be written.
        """
        try:
            async with self.lock(question.server):
                await self._mark(question.server, [question], state)
                await self._store.let_go(question.question)
        finally:
            self.abandon([question])

    def abandon(self, questions: Iterable[Awaiting]) -> None:
        """Nobody answers these claimed questions any longer: it is looked up later whether they have their reply."""
        self._answering -= {one.question for one in questions}

    async def unsure(self) -> Sequence[Awaiting]:
        """The questions that were claimed by somebody who answers them no longer.

        Raises:
            StoreError: the database can't be read.
        """
        before = frozenset(self._answering)
        claimed = await self._store.claimed()
        return [one for one in claimed if one.question not in before | self._answering]

    async def learned(self, server: int, texts: Iterable[str]) -> None:
        """Close the posts about questions of these wordings, which the bot can answer now; their askers still wait.

        Raises:
            StoreError: the database can't be written.
        """
        await self._mark(server, await self._of_wordings(server, texts), PostState.TAUGHT)

    async def knows(self, server: int, known: Iterable[int], unknown: Iterable[int]) -> None:
        """Close the posts about waiting questions that the bot can answer now, and open those again that it no longer
        can; their askers still wait.

        Args:
            server: whose questions they are.
            known: the stored ids of those that it can answer.
            unknown: of those that it can't.

        Raises:
            StoreError: the database can't be written.
        """
        can, cannot = frozenset(known), frozenset(unknown)
        waiting = await self._store.waiting(server, self.since)
        await self._mark(server, [one for one in waiting if one.question in can], PostState.TAUGHT, PostState.OPEN)
        await self._mark(server, [one for one in waiting if one.question in cannot], PostState.OPEN, PostState.TAUGHT)

    async def kept(self, server: int, post: int) -> None:
        """Have an answered post no longer offer to keep its answer, as an entry has it.

        Raises:
            StoreError: the database can't be written.
        """
        found = await self._store.post(server, post)
        if found is not None and found.state is PostState.ANSWERED:
            await self._store.mark([post], PostState.KEPT, due=True)
            self.changed.set()

    async def joins(self, question: Awaiting) -> tuple[Post, int] | None:
        """The open post that a question belongs to, as it asks what another in it does, and how many are in that.

        Raises:
            StoreError: the database can't be read.
        """
        waiting = await self._store.waiting(question.server, self.since)
        posted = [one for one in waiting if one.post is not None and one.question != question.question]
        alike = await asyncio.to_thread(_alike, question.text, [one.text for one in posted])
        for message in dict.fromkeys(one.post for one in posted if one.text in alike):
            post = await self._store.post(question.server, message or 0)
            if post is not None and post.state is PostState.OPEN:
                return post, sum(one.post == message for one in waiting)
        return None

    async def limit(self, question: Awaiting) -> Limit | None:
        """Why there is to be no new post about a question now, or ``None``.

        Raises:
            StoreError: the database can't be read.
        """
        since = self._clock() - HOUR
        if await self._store.posted(question.server, since) >= POSTS_AN_HOUR:
            return Limit.SERVER
        mine = await self._store.posted(question.server, since, question.member or "")
        return Limit.MEMBER if mine >= POSTS_OF_ONE else None

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

    async def _of_wordings(self, server: int, texts: Iterable[str]) -> Sequence[Awaiting]:
        wanted = {same_words(text) for text in texts}
        return [one for one in await self._store.waiting(server, self.since) if same_words(one.text) in wanted]

    async def _mark(
        self, server: int, questions: Sequence[Awaiting], state: PostState, before: PostState | None = None
    ) -> None:
        """Mark the posts that show one of the questions; those alone that were ``before``, where that is given."""
        found = [await self._store.post(server, one.post) for one in questions if one.post is not None]
        ids = {one.question for one in questions}
        shown = [post for post in found if post is not None and post.question in ids]
        marked = {post.message for post in shown if before is None or post.state is before}
        if marked:
            await self._store.mark(marked, state, due=True)
            self.changed.set()

    async def _times(self, server: int) -> list[tuple[datetime, timedelta]]:
        stored = await self._state.get(_STATE.format(server=server))
        with suppress(ValueError, TypeError):
            now = self._clock()
            return [
                (datetime.fromtimestamp(at, now.tzinfo), timedelta(seconds=took))
                for at, took in json.loads(stored or "[]")
            ]
        return []


def _alike(text: str, others: Sequence[str]) -> frozenset[str]:
    """Those of the others that ask the same as ``text``."""
    groups = grouped([text, *others], same_words)
    return next(frozenset(group.texts) for group in groups if text in group.texts)
