"""Keeps the moderators' posts true: their text goes when the question's does, and what became of one is shown."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Final

from bot.discord_app.client import VersusClient
from bot.discord_app.delivery import NOT_SENT
from bot.discord_app.handoff.interrupted import look_up
from bot.discord_app.handoff.post import clear, message_of, outcome_in, outcome_of, read, show, shown_question
from bot.discord_app.ui import posting
from bot.discord_app.ui.reply import Reply
from bot.errors import VersusError
from bot.inbox.awaiting import Post, PostState

log = logging.getLogger(__name__)

EVERY: Final = 60.0
"""Seconds between two looks at the posts, unless something happens meanwhile."""
COMPANY: Final = 1.0
"""Seconds that what happened waits for more, so that many deletions are one look."""


class Upkeep:
    """Edits the posts that show what is no longer so.

    Which those are stands in the database: what a restart, a lost connection or a missing permission keeps from being
    edited is edited later.
    """

    def __init__(self, client: VersusClient, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """``sleep`` takes seconds."""
        self._client = client
        self._services = client.services
        self._sleep = sleep

    async def run(self) -> None:
        """Look at the posts now and then, and soon after something happened, until cancelled."""
        changed = self._services.moderation.handoff.changed
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY):
                    await changed.wait()
            await self._sleep(COMPANY)
            changed.clear()
            if self._client.is_ready():
                try:
                    await self.catch_up()
                except VersusError as error:
                    log.warning("The moderators' posts could not be looked at: %s", error)

    async def catch_up(self) -> None:
        """Edit every post that shows what is no longer so. One that fails stops no other, and is tried again.

        Raises:
            StoreError: the database can't be read.
        """
        await self._services.recorder.flush()
        moderation = self._services.moderation
        store, handoff = moderation.awaiting, moderation.handoff
        await self._look_up()
        await store.open_left_behind()
        await self._each(partial(store.overdue, handoff.since), self._without_text)
        await self._each(store.due, self._as_it_is)

    async def _look_up(self) -> None:
        """Find out of each interrupted reply whether it arrived; one that can't be looked up now is tried again."""
        for question in await self._services.moderation.handoff.unsure():
            try:
                await look_up(self._client, question)
            except (VersusError, *NOT_SENT) as error:
                log.warning("Whether a reply arrived could not be looked up: %s", type(error).__name__)

    async def _each(
        self, find: Callable[[int | None], Awaitable[Iterable[Post]]], edit: Callable[[Post], Awaitable[None]]
    ) -> None:
        handoff = self._services.moderation.handoff
        for post in await find(None):
            if self._client.memory.is_refused(post.channel):
                continue
            try:
                async with handoff.lock(post.message), handoff.lock(post.server):
                    if post in await find(post.message):  # an answer may have been sent meanwhile, and be shown
                        await edit(post)
            except (VersusError, *NOT_SENT) as error:
                log.warning("A post in channel %d could not be edited: %s", post.channel, type(error).__name__)

    async def _without_text(self, post: Post) -> None:
        """Show another question that is in the post, or no text at all."""
        store, handoff = self._services.moderation.awaiting, self._services.moderation.handoff
        joined = await store.in_post(post.server, post.message, handoff.since)
        others = [one for one in joined if one.question != post.question]
        if post.state is not PostState.OPEN or not others:
            await clear(self._client, post)
            return
        next_one, before = others[0], await read(self._client, post)
        moved = replace(post, question=next_one.question)
        # Who asked this one is not stored; whoever follows the link sees it.
        shown = shown_question(next_one, None, before.closest, len(others) - 1)
        if await show(self._client, moved, replace(shown, on_it=before.on_it)):
            await store.add_post(moved)

    async def _as_it_is(self, post: Post) -> None:
        message = await message_of(self._client, post)
        if post.state is not PostState.OPEN and message is not None and outcome_in(message) is not None:
            if post.state is PostState.KEPT:
                await posting.edit(self._client, post.channel, post.message, Reply(embeds=tuple(message.embeds)))
            await self._services.moderation.awaiting.mark([post.message], post.state, due=False)
            return  # shown meanwhile by whoever answered, with more than is stored
        shown = await read(self._client, post, message)
        await show(self._client, post, shown, None if post.state is PostState.OPEN else outcome_of(post))
